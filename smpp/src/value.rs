//! Typed values of single fields: enumerations, bit fields and times.

mod data_coding;
mod esm_class;
mod interface_version;
mod message_state;
mod npi;
mod registered_delivery;
mod time;
mod ton;

pub use data_coding::{Alphabet, DataCoding, MessageClass, MessageWaiting};
pub use esm_class::{EsmClass, MessageType, MessagingMode};
pub use interface_version::InterfaceVersion;
pub use message_state::MessageState;
pub use npi::Npi;
pub use registered_delivery::{McReceipt, RegisteredDelivery};
pub use time::{AbsoluteTime, RelativeTime, SmppTime, TimeError};
pub use ton::Ton;
