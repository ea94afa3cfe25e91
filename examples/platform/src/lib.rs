//! What the Brivas servers share.

pub mod config;
pub mod secret;
pub mod store;
pub mod telemetry;
