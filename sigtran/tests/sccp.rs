//! SCCP at several points on a clock of the test's own (after Q.786).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods)] // a test may fail loudly

#[path = "sccp/abnormal.rs"]
mod abnormal;
#[path = "sccp/ansi.rs"]
mod ansi;
#[path = "sccp/calls.rs"]
mod calls;
#[path = "sccp/connectionless.rs"]
mod connectionless;
#[path = "sccp/establishment.rs"]
mod establishment;
#[path = "sccp/hostile.rs"]
mod hostile;
#[path = "sccp/limits.rs"]
mod limits;
#[path = "sccp/management.rs"]
mod management;
#[path = "sccp/model.rs"]
mod model;
#[path = "sccp/net.rs"]
mod net;
#[path = "sccp/routing.rs"]
mod routing;
#[path = "sccp/segmentation.rs"]
mod segmentation;
#[path = "sccp/timers.rs"]
mod timers;
#[path = "sccp/transfer.rs"]
mod transfer;
