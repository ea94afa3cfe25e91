//! Overload control on a clock of the test's own (RFC 7339, RFC 7415, RFC 3261 §21.5.4).
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test has a clock and may fail loudly

#[path = "overload/client.rs"]
mod client;
#[path = "overload/params.rs"]
mod params;
#[path = "overload/rate.rs"]
mod rate;
#[path = "overload/server.rs"]
mod server;
