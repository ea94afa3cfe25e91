//! What stands in a field of a type: how it is read from an element, and written as one.

use super::{Describe, Element, Tag, close};
use crate::{Buffer, DecodeError};

/// A type of the standard that a field can have.
pub(crate) trait Field<'a>: Describe + Sized {
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
