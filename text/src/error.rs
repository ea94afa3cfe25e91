//! Why a text could not be written, or octets not read.

use crate::coding::Coding;
use std::error::Error;
use std::fmt;

/// Why a text could not be put into a coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodeError {
    /// The coding does not have this character.
    Unencodable {
        /// The first character without a code.
        character: char,
        /// Where it starts in the text, in octets of UTF-8, as [`str::char_indices`] counts.
        index: usize,
    },
    /// This crate cannot write the coding; see [`Coding`] for the reason.
    Unsupported(Coding),
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unencodable { character, index } => {
                write!(f, "character {character:?} at index {index} is not in the coding")
            }
            Self::Unsupported(coding) => write!(f, "cannot write text as {coding:?}"),
        }
    }
}

impl Error for EncodeError {}

/// Why octets could not be read, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// What is wrong.
    pub kind: DecodeErrorKind,
    /// The octet at which it shows, from the start of the input.
    pub offset: usize,
}

/// What is wrong with octets that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The coding has no character for this octet.
    Undefined,
    /// Half of a surrogate pair without the other half (UCS-2), or octets that are not UTF-8.
    Malformed,
    /// The input ends inside a code unit, a septet string or an information element.
    Truncated,
    /// An information element whose kind fixes the length has another one. 3GPP TS 23.040 §9.2.3.24.
    ElementLength,
    /// This crate cannot read the coding; see [`Coding`] for the reason.
    Unsupported(Coding),
}

impl DecodeError {
    pub(crate) const fn new(kind: DecodeErrorKind, offset: usize) -> Self {
        Self { kind, offset }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = self.offset;
        match self.kind {
            DecodeErrorKind::Undefined => write!(f, "no character for the octet at {offset}"),
            DecodeErrorKind::Malformed => write!(f, "malformed character at octet {offset}"),
            DecodeErrorKind::Truncated => write!(f, "the input ends too early at octet {offset}"),
            DecodeErrorKind::ElementLength => {
                write!(f, "information element of a wrong length at octet {offset}")
            }
            DecodeErrorKind::Unsupported(coding) => write!(f, "cannot read {coding:?} as text"),
        }
    }
}

impl Error for DecodeError {}
