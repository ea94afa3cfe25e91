//! M3UA: messages of the MTP's users over SCTP (RFC 4666).
//!
//! | file | what |
//! |---|---|
//! | `m3ua/message.rs` | [`Message`]: any message as a view, and the encoder's input |
//! | `m3ua/data.rs` | [`Data`]: DATA by the short way |
//! | `m3ua/message_type.rs` | [`MessageType`] and which parameters each may have |
//! | `m3ua/parameter.rs`, `m3ua/parameters.rs`, `m3ua/list.rs` | the parameters, typed, in their order |
//! | `m3ua/value.rs` | error codes, traffic modes, statuses, point codes with masks |
//! | `m3ua/header.rs` | the common header |
//! | `m3ua/endpoint.rs` | [`M3ua`]: the machine; its verbs in `endpoint/owner.rs`, `transfer.rs`, `delivery.rs`, `network.rs`, `audit.rs` |
//! | `m3ua/endpoint/diversion.rs` | order kept while the way of a sequence changes |
//! | `m3ua/endpoint/client.rs`, `answers.rs`, `registration.rs` | our ASP at a peer |
//! | `m3ua/endpoint/server.rs`, `registrar.rs` | the peer's ASP with us |
//! | `m3ua/endpoint/traffic.rs`, `as_state.rs` | the state of application servers, T(r), notifications |
//! | `m3ua/config.rs`, `m3ua/application_server.rs`, `m3ua/event.rs` | what the owner says and hears |

mod application_server;
mod config;
mod data;
mod endpoint;
mod event;
mod header;
mod list;
mod message;
mod message_type;
mod parameter;
mod parameters;
mod value;

pub use application_server::{ApplicationServer, RoutingKey, Side};
pub use config::{Config, Role};
pub use data::Data;
pub use endpoint::{M3ua, Peer};
pub use event::{AsId, AsState, AspState, AssociationEvent, AssociationId, Event, Transmit, UsageError};
pub use list::List;
pub use message::Message;
pub use message_type::MessageType;
pub use parameter::{Opaque, Parameter};
pub use parameters::Parameters;
pub use value::{
    AffectedPointCode, DeregistrationStatus, ErrorCode, RegistrationStatus, Status, Tag, TrafficModeType,
};
