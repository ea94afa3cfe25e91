//! The simple types of ASN.1 (X.690 §8.2 to §8.8), and what is kept as octets.

use super::field::write_field;
use super::{Describe, Description, Element, Field, Tag, close, write_integer, write_null, write_primitive};
use crate::{Buffer, DecodeError, DecodeErrorKind};

/// NULL: being there is all that it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // it has no content
pub struct Null;

impl Describe for Null {
    fn describe(&self) -> Description<'_> {
        Description::Null
    }
}

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

impl Describe for bool {
    fn describe(&self) -> Description<'_> {
        Description::Boolean(*self)
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

impl Describe for i64 {
    fn describe(&self) -> Description<'_> {
        Description::Integer(*self)
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

impl Describe for u8 {
    fn describe(&self) -> Description<'_> {
        Description::Integer((*self).into())
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

impl Describe for Octets<'_> {
    fn describe(&self) -> Description<'_> {
        Description::Octets(self.0)
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

impl Describe for Bits<'_> {
    fn describe(&self) -> Description<'_> {
        Description::Bits(*self)
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

impl Describe for Raw<'_> {
    fn describe(&self) -> Description<'_> {
        Description::Elements(self.0)
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

impl<T: Describe> Describe for Explicit<T> {
    fn describe(&self) -> Description<'_> {
        self.0.describe()
    }

    fn parts(&self, each: &mut dyn FnMut(&'static str, &dyn Describe)) {
        self.0.parts(each);
    }
}

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
