//! The centre on a clock of the tests' own: real sessions of ESMEs in memory, no sockets, any store.

mod absent;
mod centre;
mod dead_letters;
mod durability;
mod handset;
mod hook_end;
mod messages;
mod operations;
mod outside;
mod routed;
mod search;
mod upstream;
mod world;
