//! SCTP over UDP between two of our endpoints, over a network that loses, repeats and reorders, by a virtual clock.
#![cfg(feature = "dcsctp")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test has a clock and may fail loudly

#[path = "sctp_udp/hostile.rs"]
mod hostile;
#[path = "sctp_udp/life.rs"]
mod life;
#[path = "sctp_udp/limits.rs"]
mod limits;
#[path = "sctp_udp/m3ua.rs"]
mod m3ua;
#[path = "sctp_udp/model.rs"]
mod model;
#[path = "sctp_udp/net.rs"]
mod net;
#[path = "sctp_udp/traffic.rs"]
mod traffic;
