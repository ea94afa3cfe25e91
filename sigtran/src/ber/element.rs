//! One element: tag, length, content.

use super::{Reader, Tag};
use crate::{DecodeError, DecodeErrorKind};

/// An element that was read.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Element<'a> {
    /// Its tag.
    pub tag: Tag,
    /// Its content, without the end of an indefinite length.
    pub content: &'a [u8],
    /// All of it, as it stands.
    pub octets: &'a [u8],
    pub(super) offset: usize,
    /// Octets of tag and length.
    pub(super) header: usize,
    pub(super) field: &'static str,
}

impl<'a> Element<'a> {
    /// The elements of its content.
    ///
    /// # Errors
    /// It is primitive.
    #[inline]
    pub fn reader(&self) -> Result<Reader<'a>, DecodeError> {
        match self.tag.is_constructed() {
            true => Ok(Reader::at(self.content, self.content_offset())),
            false => Err(self.error(DecodeErrorKind::Unexpected)),
        }
    }

    /// The content of a string of so many octets.
    ///
    /// # Errors
    /// It is constructed, or shorter or longer.
    #[inline]
    pub fn octet_string(&self, lengths: std::ops::RangeInclusive<usize>) -> Result<&'a [u8], DecodeError> {
        self.check_primitive()?;
        if lengths.contains(&self.content.len()) {
            Ok(self.content)
        } else {
            Err(self.error(DecodeErrorKind::Length))
        }
    }

    /// An INTEGER or ENUMERATED of at most eight octets (X.690 §8.3).
    ///
    /// # Errors
    /// It is constructed, empty, or longer.
    #[inline]
    pub fn integer(&self) -> Result<i64, DecodeError> {
        self.check_primitive()?;
        let [first, ..] = self.content else { return Err(self.error(DecodeErrorKind::Length)) };
        if self.content.len() > 8 {
            return Err(self.error(DecodeErrorKind::Length));
        }
        let sign: i64 = if first & 0x80 == 0 { 0 } else { -1 };
        Ok(self.content.iter().fold(sign, |number, octet| number << 8 | i64::from(*octet)))
    }

    /// A BOOLEAN: anything but zero is true (X.690 §8.2).
    ///
    /// # Errors
    /// It has not one octet.
    pub fn boolean(&self) -> Result<bool, DecodeError> {
        self.octet_string(1..=1).map(|content| content != [0])
    }

    /// A NULL (X.690 §8.8).
    ///
    /// # Errors
    /// It has content.
    pub fn null(&self) -> Result<(), DecodeError> {
        self.octet_string(0..=0).map(drop)
    }

    /// A BIT STRING: how many bits of the last octet are not used, and the octets (X.690 §8.6).
    ///
    /// # Errors
    /// It is constructed or empty, or more bits are unused than there are.
    pub fn bit_string(&self) -> Result<(u8, &'a [u8]), DecodeError> {
        self.check_primitive()?;
        match self.content {
            [unused, octets @ ..] if *unused < 8 && (*unused == 0 || !octets.is_empty()) => {
                Ok((*unused, octets))
            }
            _ => Err(self.error(DecodeErrorKind::Length)),
        }
    }

    /// A fault of this element.
    #[must_use]
    pub const fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.offset, self.field)
    }

    /// Octets from the start of all to the content.
    #[must_use]
    pub const fn content_offset(&self) -> usize {
        self.offset + self.header
    }

    fn check_primitive(&self) -> Result<(), DecodeError> {
        if self.tag.is_constructed() { Err(self.error(DecodeErrorKind::Unexpected)) } else { Ok(()) }
    }
}

impl std::fmt::Debug for Element<'_> {
    /// Without the content, which may be a subscriber's.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Element({:?}, {} octets at {})", self.tag, self.content.len(), self.offset)
    }
}
