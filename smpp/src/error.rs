//! What can be wrong with octets read, with a value to be written, and with a call.

use std::fmt;

use crate::CommandStatus;

/// Why octets could not be read. It says where, and yields the answer that the standard names for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct DecodeError {
    /// What is wrong.
    pub kind: DecodeErrorKind,
    /// Octets from the start of the PDU to the start of the field.
    pub offset: usize,
    /// The field by its standard name.
    pub field: &'static str,
    pub(crate) status: CommandStatus,
}

impl DecodeError {
    /// The `command_status` with which the standard answers this fault: in the PDU's own response, or in a
    /// `generic_nack` where the header itself is at fault (SMPP 5.0 §2.8.2, §4.7.6).
    #[must_use]
    pub const fn command_status(&self) -> CommandStatus {
        self.status
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at octet {}: {}", self.field, self.offset, self.kind)
    }
}

impl std::error::Error for DecodeError {}

/// What is wrong with octets read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// `command_length` is below 16, or differs from the octets at hand.
    CommandLength,
    /// `command_id` is none that the standard knows.
    CommandId,
    /// The PDU is of another type than the one asked for.
    OtherPdu,
    /// The PDU ends before this field.
    Missing,
    /// A C-octet string has no NUL before the end of the PDU.
    Unterminated,
    /// A C-octet string, its NUL included, is longer than this many octets.
    TooLong(usize),
    /// A time is neither empty nor 16 characters long.
    TimeLength,
    /// A length field points past the end of the PDU, or is above its maximum in this version.
    Length,
    /// A field has a value that leaves its meaning or layout undefined.
    Value,
    /// A header-only PDU has a body, or octets stand behind the end of a TLV-less body.
    UnexpectedBody,
    /// The TLV part is broken: stray octets, or a TLV longer than what is left.
    TlvStream,
    /// A known TLV has a length that the standard does not allow.
    TlvLength,
    /// A TLV that this PDU needs is missing.
    MissingTlv,
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CommandLength => "not the length of the PDU",
            Self::CommandId => "not known",
            Self::OtherPdu => "not the PDU asked for",
            Self::Missing => "the PDU ends before it",
            Self::Unterminated => "no NUL before the end of the PDU",
            Self::TooLong(max) => return write!(f, "longer than {max} octets with its NUL"),
            Self::TimeLength => "neither empty nor 16 characters",
            Self::Length => "points past the end of the PDU or above its maximum",
            Self::Value => "has a value without a meaning",
            Self::UnexpectedBody => "octets where none belong",
            Self::TlvStream => "stray octets, or a TLV longer than what is left",
            Self::TlvLength => "not a length of this TLV",
            Self::MissingTlv => "mandatory TLV is missing",
        })
    }
}

impl DecodeErrorKind {
    /// The kind's name in one word of snake case, for logs and machines.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CommandLength => "command_length",
            Self::CommandId => "command_id",
            Self::OtherPdu => "other_pdu",
            Self::Missing => "missing",
            Self::Unterminated => "unterminated",
            Self::TooLong(_) => "too_long",
            Self::TimeLength => "time_length",
            Self::Length => "length",
            Self::Value => "value",
            Self::UnexpectedBody => "unexpected_body",
            Self::TlvStream => "tlv_stream",
            Self::TlvLength => "tlv_length",
            Self::MissingTlv => "missing_tlv",
        }
    }
}

/// Why a body cannot be written: it would not be a legal PDU. Nothing was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct EncodeError {
    /// What is wrong.
    pub kind: EncodeErrorKind,
    /// The field by its standard name.
    pub field: &'static str,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.kind)
    }
}

impl std::error::Error for EncodeError {}

/// What is wrong with a value to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EncodeErrorKind {
    /// Longer than this many octets, the NUL of a C-octet string included.
    TooLong(usize),
    /// A C-octet string has a NUL inside.
    EmbeddedNul,
    /// A time is neither empty nor 16 characters long.
    TimeLength,
    /// More entries than this.
    TooMany(usize),
    /// No entry where one is needed.
    Empty,
    /// `short_message` and `message_payload` are both there (SMPP 5.0 §4.2.4).
    TwoMessages,
    /// A TLV for a peer below 3.4 (SMPP 5.0 §2.11.2).
    TlvToOldPeer,
    /// A TLV that this version does not list for this PDU.
    TlvNotAllowed,
    /// A known TLV has a length that the standard does not allow.
    TlvLength,
    /// A TLV stands twice that may stand once.
    TlvRepeated,
    /// A TLV that this PDU needs is missing.
    MissingTlv,
    /// A PDU that the peer's version does not have.
    NotInVersion,
    /// A body in a response with an error status, where the standard wants none (SMPP 5.0 §3.2.1.3).
    BodyOnError,
    /// The slice to be written to is shorter than the PDU, which takes this many octets.
    NoRoom(usize),
}

impl fmt::Display for EncodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong(max) => return write!(f, "longer than {max} octets"),
            Self::EmbeddedNul => "a NUL inside a C-octet string",
            Self::TimeLength => "neither empty nor 16 characters",
            Self::TooMany(max) => return write!(f, "more than {max} entries"),
            Self::Empty => "no entry",
            Self::TwoMessages => "both short_message and message_payload",
            Self::TlvToOldPeer => "TLVs need interface_version 0x34 or later",
            Self::TlvNotAllowed => "not listed for this PDU in this version",
            Self::TlvLength => "not a length of this TLV",
            Self::TlvRepeated => "may stand only once",
            Self::MissingTlv => "mandatory TLV is missing",
            Self::NotInVersion => "not in the version agreed with this peer",
            Self::BodyOnError => "a response with an error status has no body",
            Self::NoRoom(length) => return write!(f, "the PDU takes {length} octets, and there is no room"),
        })
    }
}
