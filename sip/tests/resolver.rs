//! Where requests and responses go, with a domain name system of the test's own (RFC 3263, RFC 2782, RFC 7118).
#![allow(clippy::unwrap_used)] // a test may fail loudly

#[path = "resolver/chances.rs"]
mod chances;
#[path = "resolver/limits.rs"]
mod limits;
#[path = "resolver/names.rs"]
mod names;
#[path = "resolver/requests.rs"]
mod requests;
#[path = "resolver/responses.rs"]
mod responses;
#[path = "resolver/world.rs"]
mod world;
