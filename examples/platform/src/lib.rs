//! What the Brivas servers share.

pub mod store;
