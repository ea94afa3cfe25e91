//! A short message service centre made of the Brivas crates: SMPP in and out, a durable store, receipts.
//!
//! | file | what |
//! |---|---|
//! | `server.rs`, `start_error.rs` | [`Smsc`]: joins connections, engine and HTTP |
//! | `shared.rs` | what all of them share |
//! | `listen.rs`, `tls.rs`, `tls/` | accepts connections; certificates and who may show which |
//! | `connection.rs`, `connection/` | one SMPP connection: events to the engine, outputs to the session; binds |
//! | `link.rs`, `link/` | other message centres at which we are the ESME |
//! | `ss7.rs`, `ss7/` | the mobile network: messages to handsets and from them |
//! | `settings.rs`, `settings/`, `limits.rs`, `limits/` | who may bind, and what and how much he may submit |
//! | `answer.rs`, `delivery.rs` | the engine's outputs as PDUs |
//! | `engine_loop.rs` | the engine's thread |
//! | `engine.rs`, `engine/` | the one owner of all messages: admission, queues, delivery, receipts, operations |
//! | `envelope.rs` | a message as the store keeps it |
//! | `demo.rs` | the tenant that is made when none is configured |
//! | `routes.rs`, `routes/` | [`routes`]: normalisation of numbers, and which message goes where |
//! | `retry.rs` | [`retry`]: what is tried again, and when |
//! | `status.rs`, `mix.rs` | a status as a configuration names it; numbers that look random and are not |
//! | `hook.rs`, `hook/` | receipts posted to a tenant's address |
//! | `http.rs`, `http/`, `page/`, `metrics.rs` | the API, health, metrics, the live page |

mod answer;
mod connection;
mod delivery;
mod demo;
mod engine;
mod engine_loop;
mod envelope;
mod hook;
mod http;
mod limits;
mod link;
mod listen;
mod message_id;
mod metrics;
mod mix;
#[cfg(test)]
#[path = "../tests/tls_support/pki.rs"]
#[allow(dead_code)] // the tests over sockets use the rest
mod pki;
pub mod retry;
pub mod routes;
mod server;
mod settings;
mod shared;
mod ss7;
mod start_error;
mod status;
mod tls;

pub use demo::{Demo, DemoError};
pub use hook::new_secret;
pub use server::{Smsc, check};
pub use start_error::StartError;
