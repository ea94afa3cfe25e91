#![doc = include_str!("../README.md")]

pub mod ber;
mod buffer;
mod cursor;
mod error;
pub mod gateway;
#[cfg(feature = "tokio")]
pub mod io;
pub mod m3ua;
pub mod map;
pub mod mtp;
mod numbers;
pub mod sccp;
pub mod sctp;
pub mod sms;
pub mod stack;
pub mod tcap;

pub use buffer::Buffer;
pub use error::{DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};
pub use stack::Stack;
