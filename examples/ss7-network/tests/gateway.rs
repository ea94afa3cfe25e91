//! A service centre's gateway against the simulated network, on a clock of the test's own.
#![allow(clippy::unwrap_used)] // a test may fail loudly

#[path = "gateway/centre.rs"]
mod centre;
#[path = "gateway/originated.rs"]
mod originated;
#[path = "gateway/terminated.rs"]
mod terminated;
