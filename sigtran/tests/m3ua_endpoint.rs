//! The M3UA endpoint on a clock of the test's own, joined in memory to other endpoints or fed by hand.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test has a clock and may fail loudly

#[path = "m3ua/asp.rs"]
mod asp;
#[path = "m3ua/diversion.rs"]
mod diversion;
#[path = "m3ua/errors.rs"]
mod errors;
#[path = "m3ua/etsi.rs"]
mod etsi;
#[path = "m3ua/hostile.rs"]
mod hostile;
#[path = "m3ua/ipsp.rs"]
mod ipsp;
#[path = "m3ua/limits.rs"]
mod limits;
#[path = "m3ua/model.rs"]
mod model;
#[path = "m3ua/network.rs"]
mod network;
#[path = "m3ua/node.rs"]
mod node;
#[path = "m3ua/registration.rs"]
mod registration;
#[path = "m3ua/sgp.rs"]
mod sgp;
#[path = "m3ua/traffic.rs"]
mod traffic;
