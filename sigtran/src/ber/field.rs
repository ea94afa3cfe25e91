//! What stands in a field of a type: how it is read from an element, and written as one.

use super::{Element, Reader, Tag, close, write_integer, write_null, write_primitive};
use crate::{Buffer, DecodeError, DecodeErrorKind};

/// A type of the standard that a field can have.
pub(crate) trait Field<'a>: Sized {
    /// The tag that it has where the field gives it none; `None` for a CHOICE, whose alternatives have tags of their own.
    const TAG: Option<Tag>;

    /// Whether its content is elements again.
    const CONSTRUCTED: bool;

    /// Reads it from an element, whatever the element's tag; of a CHOICE, the alternative that it is.
    ///
    /// # Errors
    /// What is wrong, and where.
    fn read(element: &Element<'a>) -> Result<Self, DecodeError>;

    /// Writes it as an element with this tag; a CHOICE, as the alternative that it is.
    fn write(&self, tag: Tag, out: &mut Buffer);

    /// Whether an element with this tag is one, where the field gives it none.
    #[inline]
    fn fits(tag: Tag) -> bool {
        Self::TAG == Some(tag)
    }
}

/// Whether a field of this type, which has the tag \[number\] or its own, has this tag.
#[inline]
pub(crate) fn field_fits<'a, T: Field<'a>>(number: Option<u8>, tag: Tag) -> bool {
    match number {
        Some(number) => tag == tag_of::<T>(number),
        None => T::fits(tag),
    }
}

/// The tag \[number\] as a field of this type has it: a CHOICE is wrapped, since its own tag must stay (X.690 §8.14).
pub(crate) const fn tag_of<'a, T: Field<'a>>(number: u8) -> Tag {
    if T::CONSTRUCTED || T::TAG.is_none() { Tag::constructed(number) } else { Tag::primitive(number) }
}

/// Reads a field that has the tag \[number\] or its own.
#[inline]
pub(crate) fn read_field<'a, T: Field<'a>>(
    element: &Element<'a>,
    number: Option<u8>,
) -> Result<T, DecodeError> {
    if T::TAG.is_some() || number.is_none() {
        return T::read(element);
    }
    let mut reader = element.reader()?;
    let value = T::read(&reader.next(element.field)?)?;
    reader.finish(element.field)?;
    Ok(value)
}

/// Writes a field that has the tag \[number\] or its own.
#[inline]
pub(crate) fn write_field<'a, T: Field<'a>>(value: &T, number: Option<u8>, out: &mut Buffer) {
    match (number, T::TAG) {
        (Some(number), Some(_)) => value.write(tag_of::<T>(number), out),
        (Some(number), None) => {
            let end = out.len();
            value.write(Tag(0), out);
            close(out, Tag::constructed(number), end);
        }
        (None, own) => value.write(own.unwrap_or(Tag(0)), out),
    }
}

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

/// NULL: being there is all that it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // it has no content
pub struct Null;

impl<'a> Field<'a> for Null {
    const TAG: Option<Tag> = Some(Tag::NULL);
    const CONSTRUCTED: bool = false;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        element.null().map(|()| Self)
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        write_null(out, tag);
    }
}

impl<'a> Field<'a> for bool {
    const TAG: Option<Tag> = Some(Tag::BOOLEAN);
    const CONSTRUCTED: bool = false;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        element.boolean()
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        write_primitive(out, tag, &[if *self { 0xFF } else { 0 }]);
    }
}

impl<'a> Field<'a> for i64 {
    const TAG: Option<Tag> = Some(Tag::INTEGER);
    const CONSTRUCTED: bool = false;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        element.integer()
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        write_integer(out, tag, *self);
    }
}

impl<'a> Field<'a> for u8 {
    const TAG: Option<Tag> = Some(Tag::INTEGER);
    const CONSTRUCTED: bool = false;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        Self::try_from(element.integer()?).map_err(|_| element.error(DecodeErrorKind::Value))
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        write_integer(out, tag, i64::from(*self));
    }
}

/// OCTET STRING: octets of any number.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // its content is all
pub struct Octets<'a>(pub &'a [u8]);

impl std::fmt::Debug for Octets<'_> {
    /// Without the content, which may be a subscriber's.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Octets({})", self.0.len())
    }
}

impl<'a> Field<'a> for Octets<'a> {
    const TAG: Option<Tag> = Some(Tag::OCTET_STRING);
    const CONSTRUCTED: bool = false;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        element.octet_string(0..=usize::MAX).map(Self)
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        write_primitive(out, tag, self.0);
    }
}

/// BIT STRING, the first bit the highest of the first octet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // its content is all
pub struct Bits<'a> {
    /// How many bits of the last octet are not used.
    pub unused: u8,
    /// The octets.
    pub octets: &'a [u8],
}

impl Bits<'_> {
    /// Whether the bit with this number, from 0 on, is there and set.
    #[must_use]
    pub fn has(&self, number: usize) -> bool {
        self.octets.get(number / 8).is_some_and(|octet| octet & (0x80 >> (number % 8)) != 0)
    }
}

impl<'a> Field<'a> for Bits<'a> {
    const TAG: Option<Tag> = Some(Tag::BIT_STRING);
    const CONSTRUCTED: bool = false;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        element.bit_string().map(|(unused, octets)| Self { unused, octets })
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        let end = out.len();
        out.prepend(self.octets);
        out.prepend_u8(self.unused);
        close(out, tag, end);
    }
}

/// A constructed element whose content is kept as it stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // its content is all
pub struct Raw<'a>(pub &'a [u8]);

impl std::fmt::Debug for Raw<'_> {
    /// Without the content, which may be a subscriber's.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raw({} octets)", self.0.len())
    }
}

impl<'a> Field<'a> for Raw<'a> {
    const TAG: Option<Tag> = Some(Tag::SEQUENCE);
    const CONSTRUCTED: bool = true;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        Ok(Self(element.content))
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        let end = out.len();
        out.prepend(self.0);
        close(out, tag, end);
    }
}

/// A type whose own tag stays within that of the field (X.690 §8.14.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // the value is all
pub struct Explicit<T>(pub T);

impl<'a, T: Field<'a>> Field<'a> for Explicit<T> {
    const TAG: Option<Tag> = None;
    const CONSTRUCTED: bool = true;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        if T::fits(element.tag) {
            T::read(element).map(Self)
        } else {
            Err(element.error(DecodeErrorKind::Unexpected))
        }
    }

    fn write(&self, _: Tag, out: &mut Buffer) {
        write_field(&self.0, None, out);
    }

    fn fits(tag: Tag) -> bool {
        T::fits(tag)
    }
}

/// OBJECT IDENTIFIER, its arcs as they are coded.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // its content is all
pub struct ObjectIdentifier<'a>(pub &'a [u8]);

impl ObjectIdentifier<'_> {
    /// The arcs (X.690 §8.19). Those that do not fit 64 bits are left out.
    pub fn arcs(&self) -> impl Iterator<Item = u64> + '_ {
        let mut octets = self.0.iter();
        let mut first = true;
        let mut pending = None;
        std::iter::from_fn(move || {
            if let Some(second) = pending.take() {
                return Some(second);
            }
            let mut arc: u64 = 0;
            loop {
                let octet = octets.next()?;
                arc = arc.checked_mul(128)? | u64::from(octet & 0x7F);
                if octet & 0x80 == 0 {
                    break;
                }
            }
            if !std::mem::take(&mut first) {
                return Some(arc);
            }
            let top = (arc / 40).min(2);
            pending = Some(arc - 40 * top);
            Some(top)
        })
    }
}

impl std::fmt::Display for ObjectIdentifier<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, arc) in self.arcs().enumerate() {
            write!(f, "{}{arc}", if place == 0 { "" } else { "." })?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for ObjectIdentifier<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

impl<'a> Field<'a> for ObjectIdentifier<'a> {
    const TAG: Option<Tag> = Some(Tag::OBJECT_IDENTIFIER);
    const CONSTRUCTED: bool = false;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        element.octet_string(1..=usize::MAX).map(Self)
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        write_primitive(out, tag, self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arcs_of_an_object_identifier_are_read() {
        // By hand from X.690 §8.19.5 and Q.773.
        for (octets, text) in [
            (&[0x00, 0x11, 0x86, 0x05, 0x01, 0x01, 0x01][..], "0.0.17.773.1.1.1"),
            (&[0x04, 0x00, 0x00, 0x01, 0x00, 0x14, 0x03], "0.4.0.0.1.0.20.3"),
            (&[0x88, 0x37, 0x03], "2.999.3"),
            (&[0x2A], "1.2"),
            (&[], ""),
            (&[0x86], ""),
        ] {
            assert_eq!(ObjectIdentifier(octets).to_string(), text);
        }
    }
}
