//! Any message of SCCP (Q.713 §2.1).

use super::Variant;
use super::connection_oriented::ConnectionMessage;
use super::connectionless::Unitdata;
use super::message_type::MessageType;
use crate::{Buffer, DecodeError, DecodeErrorKind, EncodeError};

/// A message (Q.713 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are these two services
pub enum Message<'a> {
    /// UDT, XUDT, LUDT, and what brings them back.
    Unitdata(Unitdata<'a>),
    /// A message of a connection.
    Connection(ConnectionMessage<'a>),
}

impl<'a> Message<'a> {
    /// Reads a message.
    ///
    /// # Errors
    /// What is wrong, and where; a type that is not known is passed over by a receiver (Q.714 §1.1.4).
    #[inline]
    pub fn read(octets: &'a [u8], variant: Variant) -> Result<Self, DecodeError> {
        let missing = DecodeError::new(DecodeErrorKind::Missing, 0, "message type");
        let message_type = MessageType(*octets.first().ok_or(missing)?);
        match message_type {
            MessageType::UDT
            | MessageType::UDTS
            | MessageType::XUDT
            | MessageType::XUDTS
            | MessageType::LUDT
            | MessageType::LUDTS => Unitdata::read(message_type, octets, variant).map(Self::Unitdata),
            _ => ConnectionMessage::read(message_type, octets, variant).map(Self::Connection),
        }
    }

    /// Puts it before what is there.
    ///
    /// # Errors
    /// Data or an address are too long. The buffer is of no use then.
    pub fn write(&self, variant: Variant, out: &mut Buffer) -> Result<(), EncodeError> {
        match self {
            Self::Unitdata(unitdata) => unitdata.write(variant, out),
            Self::Connection(message) => message.write(variant, out),
        }
    }
}
