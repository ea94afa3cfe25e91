//! The centre on a clock of the tests' own: real sessions of ESMEs in memory, no sockets, any store.

mod durability;
mod messages;
mod operations;
mod outside;
mod routed;
mod world;
