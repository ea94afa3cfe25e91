//! Peers with one fault each: what the cases of [`suite`](crate::suite) must catch. Without a fault they are small, right
//! peers of their own, and no case may fail on them.
//!
//! | file | what |
//! |---|---|
//! | `smsc_fault.rs` | [`SmscFault`]: every fault of the message centre, and the case that is named for it |
//! | `smsc.rs` | [`BrokenSmsc`]: listens, cuts the stream into PDUs |
//! | `session.rs` | one session: the states, binds, and which request goes where |
//! | `judge.rs` | whether a message may be taken as its fields have it |
//! | `requests.rs` | what the message centre does with each request |
//! | `centre.rs` | the messages, and their receipts |
//! | `esme_fault.rs`, `esme.rs` | [`EsmeFault`], [`BrokenEsme`]: the same for an ESME |
//! | `m3ua.rs`, `m3ua/` | [`m3ua`]: a signalling gateway and an ASP |
//! | `layer.rs` | a layer with one fault between it and its neighbours |
//! | `sccp.rs`, `sccp/`, `tcap.rs`, `tcap/` | [`sccp`], [`tcap`]: our own with one fault |

mod centre;
mod esme;
mod esme_fault;
mod judge;
mod layer;
pub mod m3ua;
mod requests;
pub mod sccp;
mod session;
mod smsc;
mod smsc_fault;
pub mod tcap;

pub use esme::BrokenEsme;
pub use esme_fault::EsmeFault;
pub use smsc::{BrokenSmsc, PASSWORD, SYSTEM_ID};
pub use smsc_fault::SmscFault;
