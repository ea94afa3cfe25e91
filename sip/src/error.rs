//! What can be wrong with octets read.

use std::fmt;

use crate::StatusCode;

/// Why octets could not be read. It says where, and yields the answer that the standard names for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct DecodeError {
    /// What is wrong.
    pub kind: DecodeErrorKind,
    /// Octets from the start of what was read to the fault.
    pub offset: usize,
    /// The part by the name that its grammar has.
    pub field: &'static str,
}

impl DecodeError {
    pub(crate) const fn new(kind: DecodeErrorKind, offset: usize, field: &'static str) -> Self {
        Self { kind, offset, field }
    }

    /// The same fault as a part of something that begins so many octets earlier.
    pub(crate) const fn behind(self, octets: usize) -> Self {
        Self { offset: self.offset + octets, ..self }
    }

    /// The status with which a server answers a request that has this fault (RFC 3261 §8.2, §16.3, §21.4). A response that
    /// has it is discarded (RFC 3261 §18.1.2).
    #[must_use]
    pub const fn status_code(&self) -> StatusCode {
        match self.kind {
            DecodeErrorKind::Version => StatusCode::VERSION_NOT_SUPPORTED,
            DecodeErrorKind::TooLarge => StatusCode::MESSAGE_TOO_LARGE,
            DecodeErrorKind::Scheme => StatusCode::UNSUPPORTED_URI_SCHEME,
            _ => StatusCode::BAD_REQUEST,
        }
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
    /// The octets end before this part, or within it.
    Missing,
    /// A character that cannot stand here.
    Syntax,
    /// A quoted string or angle bracket that is not closed.
    Unterminated,
    /// A number above what the field can have, or a value without a meaning.
    Value,
    /// A version of SIP that is not spoken.
    Version,
    /// A URI of a scheme that is not spoken, where one is needed.
    Scheme,
    /// A line does not end with CR LF, or a CR or LF stands alone.
    LineEnd,
    /// A header field that a message must have is not there.
    MandatoryMissing,
    /// A header field that a message has once stands in it twice.
    Repeated,
    /// Two parts of the message contradict each other.
    Mismatch,
    /// More than the limits allow.
    TooLarge,
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "the octets end before it",
            Self::Syntax => "a character that cannot stand here",
            Self::Unterminated => "not closed",
            Self::Value => "a value that it cannot have",
            Self::Version => "a version that is not spoken",
            Self::Scheme => "a scheme that is not spoken",
            Self::LineEnd => "a line that does not end with CR LF",
            Self::MandatoryMissing => "mandatory and not there",
            Self::Repeated => "there more than once",
            Self::Mismatch => "contradicts another part of the message",
            Self::TooLarge => "more than the limits allow",
        })
    }
}
