//! Every queue at its bound, every timer around its deadline, every refusal, and a model that random operations are
//! held against. All on a virtual clock.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test has a clock and may fail loudly

mod common;
#[path = "limits/model.rs"]
mod model;
#[path = "limits/queues.rs"]
mod queues;
#[path = "limits/refusals.rs"]
mod refusals;
#[path = "limits/timers.rs"]
mod timers;
