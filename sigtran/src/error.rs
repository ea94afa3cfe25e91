//! What can be wrong with octets read, and with a value to be written.

use std::fmt;

/// Why octets could not be read, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct DecodeError {
    /// What is wrong.
    pub kind: DecodeErrorKind,
    /// Octets from the start of what was read to the start of the field.
    pub offset: usize,
    /// The field by its standard name.
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
    /// The octets end before this field, or within it.
    Missing,
    /// A length or a pointer leads past the end, or is none that the field can have.
    Length,
    /// The field has a value without a meaning, or one that leaves the layout of what follows undefined.
    Value,
    /// The version is not spoken.
    Version,
    /// The class or type of the message is not known.
    MessageType,
    /// A parameter or element stands where it does not belong, or twice.
    Unexpected,
    /// A mandatory parameter or element is not there.
    MandatoryMissing,
    /// Octets are left where none belong.
    Trailing,
    /// Something is nested deeper than this crate follows.
    Depth,
}

impl DecodeErrorKind {
    /// A short name for programs that read what a tracer writes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Length => "length",
            Self::Value => "value",
            Self::Version => "version",
            Self::MessageType => "message_type",
            Self::Unexpected => "unexpected",
            Self::MandatoryMissing => "mandatory_missing",
            Self::Trailing => "trailing",
            Self::Depth => "depth",
        }
    }
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "the octets end before it",
            Self::Length => "a length that it cannot have",
            Self::Value => "a value without a meaning",
            Self::Version => "a version that is not spoken",
            Self::MessageType => "not known",
            Self::Unexpected => "not expected here",
            Self::MandatoryMissing => "mandatory and not there",
            Self::Trailing => "octets where none belong",
            Self::Depth => "nested too deep",
        })
    }
}

/// Why a value cannot be written: it would be no legal message. Nothing was written.
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
    /// It is longer than the field can be, or shorter.
    Length,
    /// The field cannot have this value.
    Value,
    /// A field that the message needs is not given.
    MandatoryMissing,
}

impl fmt::Display for EncodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "a length that it cannot have",
            Self::Value => "a value that it cannot have",
            Self::MandatoryMissing => "mandatory and not given",
        })
    }
}
