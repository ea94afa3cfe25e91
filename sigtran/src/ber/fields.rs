//! The fields of a SEQUENCE, read in their order; what stands between them and is not known is kept (X.690 §8.9).

use super::field::read_field;
use super::{Element, Field, Reader, Tag};
use crate::{Buffer, DecodeError, DecodeErrorKind};

/// An element that is not known, kept as it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unknown<'a> {
    /// The number of the field that it stood before.
    before: u8,
    octets: &'a [u8],
}

/// What stood in a SEQUENCE beside the fields that are known: later versions of the standard, and what vendors add. It is
/// written again where it stood.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Extensions<'a>(Vec<Unknown<'a>>);

impl<'a> Extensions<'a> {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The elements.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> {
        self.0.iter().map(|unknown| unknown.octets)
    }

    pub(crate) fn keep(&mut self, before: u8, octets: &'a [u8]) {
        self.0.push(Unknown { before, octets });
    }

    /// Writes those that stood before the field with this number, after the one before it.
    #[inline]
    pub(crate) fn write(&self, before: u8, out: &mut Buffer) {
        for unknown in self.0.iter().rev().filter(|unknown| unknown.before == before) {
            out.prepend(unknown.octets);
        }
    }
}

impl std::fmt::Debug for Extensions<'_> {
    /// How much there is; what it means nobody here knows.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Extensions({})", self.0.len())
    }
}

/// The fields of a SEQUENCE while it is read, one after the other.
pub(crate) struct Fields<'a> {
    reader: Reader<'a>,
    /// Which field the next element is.
    next: Option<u8>,
    /// Which field, from a place on, has a tag.
    place_of: fn(Tag, u8) -> Option<u8>,
    extensions: Extensions<'a>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(
        element: &Element<'a>,
        place_of: fn(Tag, u8) -> Option<u8>,
    ) -> Result<Self, DecodeError> {
        let extensions = Extensions::default();
        let mut fields = Self { reader: element.reader()?, next: None, place_of, extensions };
        fields.find_next(0)?;
        Ok(fields)
    }

    /// The field at this place, or none if another comes next.
    #[inline]
    pub(crate) fn optional<T: Field<'a>>(
        &mut self,
        place: u8,
        name: &'static str,
        number: Option<u8>,
    ) -> Result<Option<T>, DecodeError> {
        if self.next != Some(place) {
            return Ok(None);
        }
        let value = read_field(&self.reader.next(name)?, number)?;
        self.find_next(place + 1)?;
        Ok(Some(value))
    }

    /// The field at this place, which must be there.
    #[inline]
    pub(crate) fn mandatory<T: Field<'a>>(
        &mut self,
        place: u8,
        name: &'static str,
        number: Option<u8>,
    ) -> Result<T, DecodeError> {
        let missing = DecodeError::new(DecodeErrorKind::MandatoryMissing, self.reader.offset(), name);
        self.optional(place, name, number)?.ok_or(missing)
    }

    /// What is none of the fields.
    pub(crate) fn finish(self) -> Extensions<'a> {
        self.extensions
    }

    /// Finds which field, from a place on, the next element is; what is none is kept.
    #[inline]
    fn find_next(&mut self, from: u8) -> Result<(), DecodeError> {
        self.next = None;
        while !self.reader.is_empty() {
            self.next = self.reader.peek().and_then(|tag| (self.place_of)(tag, from));
            if self.next.is_some() {
                break;
            }
            self.extensions.keep(from, self.reader.next("extension")?.octets);
        }
        Ok(())
    }
}
