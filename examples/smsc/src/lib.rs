//! A short message service centre made of the Brivas crates: SMPP in and out, a durable store, receipts.
//!
//! | file | what |
//! |---|---|
//! | `server.rs` | [`Smsc`]: listens, and joins connections, engine and HTTP |
//! | `connection.rs` | one SMPP connection: events to the engine, outputs to the session; binds |
//! | `answer.rs`, `delivery.rs` | the engine's outputs as PDUs |
//! | `engine.rs`, `engine/` | the one owner of all messages: admission, queues, delivery, receipts, operations |
//! | `envelope.rs` | a message as the store keeps it |
//! | `demo.rs` | the tenant that is made when none is configured |
//! | `routes.rs`, `routes/` | [`routes`]: normalisation of numbers, and which message goes where |
//! | `retry.rs` | [`retry`]: what is tried again, and when |
//! | `status.rs`, `mix.rs` | a status as a configuration names it; numbers that look random and are not |
//! | `http.rs`, `metrics.rs` | health, metrics, status page |

mod answer;
mod connection;
mod delivery;
mod demo;
mod engine;
mod envelope;
mod http;
mod message_id;
mod metrics;
mod mix;
pub mod retry;
pub mod routes;
mod server;
mod settings;
mod status;

pub use demo::{Demo, DemoError};
pub use server::{Smsc, StartError, check};
