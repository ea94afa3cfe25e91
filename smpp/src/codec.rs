//! Frames alone, for those who bring their own session: a [`tokio_util::codec`] (feature `tokio`).

use std::{fmt, io};

use bytes::{Bytes, BytesMut};
use tokio_util::codec::{Decoder, Encoder};

use crate::{AnyBody, CommandStatus, Dialect, EncodeError, Pdu, frame};

/// Cuts a stream into [`Pdu`]s and writes bodies as PDUs. It judges no state and answers nothing: for that there is
/// [`Session`](crate::Session).
#[derive(Clone, Copy, Debug)]
pub struct PduCodec {
    dialect: Dialect,
    max_pdu: u32,
}

impl PduCodec {
    /// A codec of this dialect, for PDUs of at most `max_pdu` octets.
    #[must_use]
    pub const fn new(dialect: Dialect, max_pdu: u32) -> Self {
        Self { dialect, max_pdu }
    }
}

/// Why the stream cannot go on, or a body cannot be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum CodecError {
    /// `command_length` of this value is below 16 or above the limit: framing is lost.
    Framing(u32),
    /// The body is no legal PDU; nothing was written.
    Encode(EncodeError),
    /// The stream itself failed.
    Io(io::Error),
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Framing(length) => write!(f, "command_length {length} is below 16 or above the limit"),
            Self::Encode(error) => error.fmt(f),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CodecError {}

impl From<io::Error> for CodecError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Decoder for PduCodec {
    type Item = Pdu;
    type Error = CodecError;

    fn decode(&mut self, input: &mut BytesMut) -> Result<Option<Pdu>, CodecError> {
        match frame::take(input, self.max_pdu) {
            Ok(Some((header, octets))) => Ok(Some(Pdu::framed(header, octets, self.dialect))),
            Ok(None) => Ok(None),
            Err(lost) => Err(CodecError::Framing(lost.command_length)),
        }
    }
}

/// A body with its status and number.
impl Encoder<(AnyBody<'_>, CommandStatus, u32)> for PduCodec {
    type Error = CodecError;

    fn encode(
        &mut self,
        (body, command_status, sequence_number): (AnyBody<'_>, CommandStatus, u32),
        out: &mut BytesMut,
    ) -> Result<(), CodecError> {
        body.encode(command_status, sequence_number, self.dialect, out).map_err(CodecError::Encode)?;
        Ok(())
    }
}

/// Whole PDUs as they are.
impl Encoder<Bytes> for PduCodec {
    type Error = CodecError;

    fn encode(&mut self, pdus: Bytes, out: &mut BytesMut) -> Result<(), CodecError> {
        out.extend_from_slice(&pdus);
        Ok(())
    }
}
