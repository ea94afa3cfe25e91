//! Typed header fields of a message.

use super::index::Index;
use super::{Field, Message};
use crate::header::HeaderField;
use crate::{DecodeError, DecodeErrorKind};

impl Index {
    /// The first value of a header field.
    #[inline]
    pub(super) fn get<'a, H: HeaderField<'a>>(&self, octets: &'a [u8]) -> Result<Option<H>, DecodeError> {
        let Some(line) = self.first(H::NAME) else { return Ok(None) };
        if H::NAME.is_single() && self.is_repeated(H::NAME) {
            let second = self.lines().iter().filter(|line| line.name() == H::NAME).nth(1).unwrap_or(line);
            return Err(DecodeError::new(DecodeErrorKind::Repeated, second.value_start(), H::NAME.text()));
        }
        let Some((offset, value)) = Field::new(octets, line).values().next() else { return Ok(None) };
        H::read(value).map(Some).map_err(|error| error.behind(offset))
    }
}

impl Message {
    /// The first value of a header field; `None` if there is none.
    ///
    /// # Errors
    /// It is against its grammar, or stands there twice though a message has it once. The offset counts from the start of
    /// the message.
    #[inline]
    pub fn get<'a, H: HeaderField<'a>>(&'a self) -> Result<Option<H>, DecodeError> {
        self.index.get(&self.octets)
    }

    /// The first value of a header field that must be there.
    ///
    /// # Errors
    /// As [`Self::get`], or it is not there.
    #[inline]
    pub fn need<'a, H: HeaderField<'a>>(&'a self) -> Result<H, DecodeError> {
        let missing = DecodeError::new(DecodeErrorKind::MandatoryMissing, self.head, H::NAME.text());
        self.get()?.ok_or(missing)
    }

    /// Every value of a header field, row by row and in each from left to right. The offset of an error counts from the
    /// start of the message.
    pub fn all<'a, H: HeaderField<'a>>(&'a self) -> impl Iterator<Item = Result<H, DecodeError>> {
        let values = self.rows(H::NAME).flat_map(|row| row.values());
        values.map(|(offset, value)| H::read(value).map_err(|error| error.behind(offset)))
    }
}
