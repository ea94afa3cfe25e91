//! Dialogues between two TCAPs on a clock of the test's own (after Q.787).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods)] // a test may fail loudly

#[path = "tcap/components.rs"]
mod components;
#[path = "tcap/dialogues.rs"]
mod dialogues;
#[path = "tcap/faults.rs"]
mod faults;
#[path = "tcap/model.rs"]
mod model;
#[path = "tcap/pair.rs"]
mod pair;
