//! SCCP: the Signalling Connection Control Part (Q.711 to Q.714).
//!
//! | file | what |
//! |---|---|
//! | `message.rs`, `connectionless.rs`, `connection_oriented.rs`, `optional.rs` | the octets of messages (Q.713) |
//! | `management.rs` | the octets of SCCP management (Q.713 §5) |
//! | `address.rs`, `address_octets.rs`, `cause.rs`, `message_type.rs`, `variant.rs` | what stands in them |
//! | `primitive.rs`, `config.rs` | what SCCP and its users tell each other (Q.711), and the settings |
//! | `endpoint.rs` | [`Sccp`]: one point's SCCP |
//! | `scrc.rs`, `translation.rs` | where a message goes, and by which global title |
//! | `sclc.rs`, `reassembly.rs` | the connectionless service |
//! | `scoc.rs` | the connection-oriented service |
//! | `scmg.rs` | who can be reached |

mod address;
mod address_octets;
mod cause;
mod config;
mod connection_oriented;
mod connectionless;
mod endpoint;
mod management;
mod message;
mod message_type;
mod optional;
mod primitive;
mod reassembly;
mod sclc;
mod scmg;
mod scoc;
mod scrc;
mod translation;
mod variant;

pub use address::{Address, Digits, GlobalTitle, RoutingIndicator, Ssn};
pub use cause::{ErrorCause, RefusalCause, ReleaseCause, ResetCause, ReturnCause};
pub use config::Config;
pub use connection_oriented::{ConnectionMessage, LocalReference, Options};
pub use connectionless::{Form, ProtocolClass, Segmentation, Service, Unitdata};
pub use endpoint::Sccp;
pub use management::{ManagementMessage, ManagementType};
pub use message::Message;
pub use message_type::MessageType;
pub use primitive::{ConnectRequest, ConnectResponse, Event, UnitdataRequest, UsageError};
pub use scoc::ConnectionId;
pub use translation::{BadPattern, Change, Destination, Pattern, Rule, Translation, Translator};
pub use variant::Variant;
