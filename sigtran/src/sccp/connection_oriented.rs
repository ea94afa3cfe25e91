//! The messages of connections (Q.713 §4.2 to §4.9, §4.12 to §4.17).

mod options;
mod reference;
mod show;

pub use options::Options;
pub use reference::LocalReference;

use options::write_options;

use super::message_type::MessageType;
use super::{Address, ErrorCause, RefusalCause, ReleaseCause, ResetCause, Variant};
use crate::cursor::Cursor;
use crate::{Buffer, DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};

/// A message of a connection (Q.713 §4.2 to §4.17).
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectionMessage<'a> {
    /// Connection request
    ConnectionRequest {
        /// What the sender calls the connection.
        source: LocalReference,
        /// 2 or 3.
        class: u8,
        /// Called party address.
        called: Address,
        /// The optional part.
        options: Options<'a>,
    },
    /// Connection confirm
    ConnectionConfirm {
        /// What the receiver calls the connection.
        destination: LocalReference,
        /// What the sender calls the connection.
        source: LocalReference,
        /// 2 or 3.
        class: u8,
        /// The optional part.
        options: Options<'a>,
    },
    /// Connection refused
    ConnectionRefused {
        /// What the receiver calls the connection.
        destination: LocalReference,
        /// Why.
        cause: RefusalCause,
        /// The optional part.
        options: Options<'a>,
    },
    /// Released
    Released {
        /// What the receiver calls the connection.
        destination: LocalReference,
        /// What the sender calls the connection.
        source: LocalReference,
        /// Why.
        cause: ReleaseCause,
        /// The optional part.
        options: Options<'a>,
    },
    /// Release complete
    ReleaseComplete {
        /// What the receiver calls the connection.
        destination: LocalReference,
        /// What the sender calls the connection.
        source: LocalReference,
    },
    /// Data form 1, of class 2
    DataForm1 {
        /// What the receiver calls the connection.
        destination: LocalReference,
        /// Whether more of the same message follows.
        more: bool,
        /// The user's data.
        data: &'a [u8],
    },
    /// Data form 2, of class 3
    DataForm2 {
        /// What the receiver calls the connection.
        destination: LocalReference,
        /// Sequencing and segmenting: P(S), P(R) and whether more follows, as they stand.
        sequencing: [u8; 2],
        /// The user's data.
        data: &'a [u8],
    },
    /// Data acknowledgement, of class 3
    DataAcknowledgement {
        /// What the receiver calls the connection.
        destination: LocalReference,
        /// Receive sequence number, as it stands: P(R) in the upper seven bits.
        receive_sequence_number: u8,
        /// Credit.
        credit: u8,
    },
    /// Expedited data, of class 3
    ExpeditedData {
        /// What the receiver calls the connection.
        destination: LocalReference,
        /// The user's data, 1 to 32 octets.
        data: &'a [u8],
    },
    /// Expedited data acknowledgement, of class 3
    ExpeditedDataAcknowledgement {
        /// What the receiver calls the connection.
        destination: LocalReference,
    },
    /// Reset request, of class 3
    ResetRequest {
        /// What the receiver calls the connection.
        destination: LocalReference,
        /// What the sender calls the connection.
        source: LocalReference,
        /// Why.
        cause: ResetCause,
    },
    /// Reset confirm, of class 3
    ResetConfirm {
        /// What the receiver calls the connection.
        destination: LocalReference,
        /// What the sender calls the connection.
        source: LocalReference,
    },
    /// Protocol data unit error
    Error {
        /// What the receiver calls the connection.
        destination: LocalReference,
        /// What is wrong.
        cause: ErrorCause,
    },
    /// Inactivity test
    InactivityTest {
        /// What the receiver calls the connection.
        destination: LocalReference,
        /// What the sender calls the connection.
        source: LocalReference,
        /// 2 or 3.
        class: u8,
        /// Sequencing and segmenting, of class 3.
        sequencing: [u8; 2],
        /// Credit, of class 3.
        credit: u8,
    },
}

impl<'a> ConnectionMessage<'a> {
    /// The type of the message.
    #[must_use]
    pub const fn message_type(&self) -> MessageType {
        match self {
            Self::ConnectionRequest { .. } => MessageType::CR,
            Self::ConnectionConfirm { .. } => MessageType::CC,
            Self::ConnectionRefused { .. } => MessageType::CREF,
            Self::Released { .. } => MessageType::RLSD,
            Self::ReleaseComplete { .. } => MessageType::RLC,
            Self::DataForm1 { .. } => MessageType::DT1,
            Self::DataForm2 { .. } => MessageType::DT2,
            Self::DataAcknowledgement { .. } => MessageType::AK,
            Self::ExpeditedData { .. } => MessageType::ED,
            Self::ExpeditedDataAcknowledgement { .. } => MessageType::EA,
            Self::ResetRequest { .. } => MessageType::RSR,
            Self::ResetConfirm { .. } => MessageType::RSC,
            Self::Error { .. } => MessageType::ERR,
            Self::InactivityTest { .. } => MessageType::IT,
        }
    }

    /// What the receiver calls the connection; `None` for CR, whose receiver does not know it yet.
    #[must_use]
    pub const fn destination(&self) -> Option<LocalReference> {
        match *self {
            Self::ConnectionRequest { .. } => None,
            Self::ConnectionConfirm { destination, .. }
            | Self::ConnectionRefused { destination, .. }
            | Self::Released { destination, .. }
            | Self::ReleaseComplete { destination, .. }
            | Self::DataForm1 { destination, .. }
            | Self::DataForm2 { destination, .. }
            | Self::DataAcknowledgement { destination, .. }
            | Self::ExpeditedData { destination, .. }
            | Self::ExpeditedDataAcknowledgement { destination }
            | Self::ResetRequest { destination, .. }
            | Self::ResetConfirm { destination, .. }
            | Self::Error { destination, .. }
            | Self::InactivityTest { destination, .. } => Some(destination),
        }
    }

    /// What the sender calls the connection, if the message says so.
    #[must_use]
    pub const fn source(&self) -> Option<LocalReference> {
        match *self {
            Self::ConnectionRequest { source, .. }
            | Self::ConnectionConfirm { source, .. }
            | Self::Released { source, .. }
            | Self::ReleaseComplete { source, .. }
            | Self::ResetRequest { source, .. }
            | Self::ResetConfirm { source, .. }
            | Self::InactivityTest { source, .. } => Some(source),
            _ => None,
        }
    }

    /// Reads one, whose type is known.
    pub(super) fn read(
        message_type: MessageType,
        octets: &'a [u8],
        variant: Variant,
    ) -> Result<Self, DecodeError> {
        let mut cursor = Cursor::new(octets);
        cursor.u8("message type")?;
        if message_type == MessageType::CR {
            return Self::read_request(cursor, octets, variant);
        }
        let destination = LocalReference::read(&mut cursor, "destination local reference")?;
        let source = |cursor: &mut Cursor<'a>| LocalReference::read(cursor, "source local reference");
        Ok(match message_type {
            MessageType::CC => Self::ConnectionConfirm {
                destination,
                source: source(&mut cursor)?,
                class: cursor.u8("protocol class")? & 0x0F,
                options: Options::read(&mut cursor, octets, variant)?,
            },
            MessageType::CREF => Self::ConnectionRefused {
                destination,
                cause: RefusalCause(cursor.u8("refusal cause")?),
                options: Options::read(&mut cursor, octets, variant)?,
            },
            MessageType::RLSD => Self::Released {
                destination,
                source: source(&mut cursor)?,
                cause: ReleaseCause(cursor.u8("release cause")?),
                options: Options::read(&mut cursor, octets, variant)?,
            },
            MessageType::RLC => Self::ReleaseComplete { destination, source: source(&mut cursor)? },
            MessageType::DT1 => Self::DataForm1 {
                destination,
                more: cursor.u8("segmenting/reassembling")? & 0x01 != 0,
                data: variable(&mut cursor, octets, "data")?.1,
            },
            MessageType::DT2 => Self::DataForm2 {
                destination,
                sequencing: cursor.array("sequencing/segmenting")?,
                data: variable(&mut cursor, octets, "data")?.1,
            },
            MessageType::AK => Self::DataAcknowledgement {
                destination,
                receive_sequence_number: cursor.u8("receive sequence number")?,
                credit: cursor.u8("credit")?,
            },
            MessageType::ED => {
                Self::ExpeditedData { destination, data: variable(&mut cursor, octets, "data")?.1 }
            }
            MessageType::EA => Self::ExpeditedDataAcknowledgement { destination },
            MessageType::RSR => Self::ResetRequest {
                destination,
                source: source(&mut cursor)?,
                cause: ResetCause(cursor.u8("reset cause")?),
            },
            MessageType::RSC => Self::ResetConfirm { destination, source: source(&mut cursor)? },
            MessageType::ERR => Self::Error { destination, cause: ErrorCause(cursor.u8("error cause")?) },
            MessageType::IT => Self::InactivityTest {
                destination,
                source: source(&mut cursor)?,
                class: cursor.u8("protocol class")? & 0x0F,
                sequencing: cursor.array("sequencing/segmenting")?,
                credit: cursor.u8("credit")?,
            },
            _ => return Err(DecodeError::new(DecodeErrorKind::MessageType, 0, "message type")),
        })
    }

    fn read_request(mut cursor: Cursor<'a>, octets: &'a [u8], variant: Variant) -> Result<Self, DecodeError> {
        let source = LocalReference::read(&mut cursor, "source local reference")?;
        let class = cursor.u8("protocol class")? & 0x0F;
        let (at, called) = variable(&mut cursor, octets, "called party address")?;
        let called = Address::read(called, variant).map_err(|error| error.behind(at))?;
        let options = Options::read(&mut cursor, octets, variant)?;
        Ok(Self::ConnectionRequest { source, class, called, options })
    }

    /// Puts it before what is there.
    ///
    /// # Errors
    /// Data or an address are too long. The buffer is of no use then.
    pub fn write(&self, variant: Variant, out: &mut Buffer) -> Result<(), EncodeError> {
        match self {
            Self::ConnectionRequest { source, class, called, options } => {
                let tail = options.write(variant, out)?;
                let end = out.len();
                called.write(variant, out);
                write_length(out, end, "called party address")?;
                let called = out.len() - end;
                // The pointers: to the address behind both of them, and to the optional part behind the address.
                out.prepend_u8(if tail > 0 { pointer(1 + called)? } else { 0 });
                out.prepend_u8(2);
                out.prepend_u8(*class);
                source.write(out);
            }
            Self::ConnectionConfirm { destination, source, class, options } => {
                write_options(options, variant, out)?;
                out.prepend_u8(*class);
                source.write(out);
                destination.write(out);
            }
            Self::ConnectionRefused { destination, cause, options } => {
                write_options(options, variant, out)?;
                out.prepend_u8(cause.0);
                destination.write(out);
            }
            Self::Released { destination, source, cause, options } => {
                write_options(options, variant, out)?;
                out.prepend_u8(cause.0);
                source.write(out);
                destination.write(out);
            }
            Self::ReleaseComplete { destination, source } | Self::ResetConfirm { destination, source } => {
                source.write(out);
                destination.write(out);
            }
            Self::DataForm1 { destination, more, data } => {
                write_data(data, out)?;
                out.prepend_u8((*more).into());
                destination.write(out);
            }
            Self::DataForm2 { destination, sequencing, data } => {
                write_data(data, out)?;
                out.prepend(sequencing);
                destination.write(out);
            }
            Self::DataAcknowledgement { destination, receive_sequence_number, credit } => {
                out.prepend(&[*receive_sequence_number, *credit]);
                destination.write(out);
            }
            Self::ExpeditedData { destination, data } => {
                write_data(data, out)?;
                destination.write(out);
            }
            Self::ExpeditedDataAcknowledgement { destination } => destination.write(out),
            Self::ResetRequest { destination, source, cause } => {
                out.prepend_u8(cause.0);
                source.write(out);
                destination.write(out);
            }
            Self::Error { destination, cause } => {
                out.prepend_u8(cause.0);
                destination.write(out);
            }
            Self::InactivityTest { destination, source, class, sequencing, credit } => {
                let [first, second] = *sequencing;
                out.prepend(&[*class, first, second, *credit]);
                source.write(out);
                destination.write(out);
            }
        }
        out.prepend_u8(self.message_type().0);
        Ok(())
    }
}

/// Writes data of variable length and the pointer to them.
fn write_data(data: &[u8], out: &mut Buffer) -> Result<(), EncodeError> {
    let end = out.len();
    out.prepend(data);
    write_length(out, end, "data")?;
    out.prepend_u8(1);
    Ok(())
}

/// Puts the length before what was written since the buffer had `end` octets.
fn write_length(out: &mut Buffer, end: usize, field: &'static str) -> Result<(), EncodeError> {
    let long = EncodeError { kind: EncodeErrorKind::Length, field };
    let length = u8::try_from(out.len() - end).map_err(|_| long)?;
    out.prepend_u8(length);
    Ok(())
}

fn pointer(leads: usize) -> Result<u8, EncodeError> {
    u8::try_from(leads).map_err(|_| EncodeError { kind: EncodeErrorKind::Length, field: "optional part" })
}

/// Reads a pointer, and gives where it leads and the content there.
fn variable<'a>(
    cursor: &mut Cursor<'a>,
    octets: &'a [u8],
    field: &'static str,
) -> Result<(usize, &'a [u8]), DecodeError> {
    let from = cursor.offset();
    let leads = usize::from(cursor.u8(field)?);
    let at = from + leads;
    let fault = |kind, at| DecodeError::new(kind, at, field);
    if leads == 0 {
        return Err(fault(DecodeErrorKind::MandatoryMissing, from));
    }
    let (length, rest) =
        octets.get(at..).and_then(<[u8]>::split_first).ok_or(fault(DecodeErrorKind::Length, from))?;
    let content = rest.get(..usize::from(*length)).ok_or(fault(DecodeErrorKind::Length, at))?;
    Ok((at + 1, content))
}
