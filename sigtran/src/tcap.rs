//! TCAP: Transaction Capabilities (Q.771 to Q.775).
//!
//! | file | what |
//! |---|---|
//! | `message.rs`, `component.rs`, `dialogue.rs`, `transaction_id.rs` | the octets (Q.773) |
//! | `primitive.rs` | what TCAP and its user tell each other (Q.771) |
//! | `endpoint.rs`, `tid.rs`, `config.rs` | [`Tcap`]: the table of dialogues |
//! | `tsm.rs`, `dha.rs`, `ism.rs` | transactions, dialogues, invocations (Q.774) |

mod component;
mod config;
mod dha;
mod dialogue;
mod endpoint;
mod ism;
mod message;
mod primitive;
#[cfg(test)]
mod tests;
mod tid;
mod transaction_id;
mod tsm;

pub use component::{BadComponent, Code, Component, Components, Problem};
pub use config::Config;
pub use dialogue::{Diagnostic, Dialogue, DialogueAbort, DialogueRequest, DialogueResponse, find_external};
pub use endpoint::Tcap;
pub use message::{BadMessage, Message, MessageType, PAbortCause};
pub use primitive::{
    AbortCause, AbortReason, Class, ComponentIndication, DialogueId, DialogueIndication, DialogueInfo, Event,
    Invoke, OwnedCode, Termination, Transmit, UsageError,
};
pub use transaction_id::TransactionId;
