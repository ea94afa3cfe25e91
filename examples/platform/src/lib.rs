//! What the Brivas servers share.

pub mod config;
pub mod paged;
pub mod secret;
pub mod store;
pub mod telemetry;
