//! SEQUENCE OF and SET OF.

use super::{Describe, Description, Element, Field, Reader, Tag, close};
use crate::{Buffer, DecodeError, DecodeErrorKind};

/// A list: read, it stays in the octets that it came in; to be written, it is a slice.
#[derive(Clone, Copy)]
pub struct List<'a, T>(Items<'a, T>);

#[derive(Clone, Copy)]
enum Items<'a, T> {
    /// As they stand, each read once without fault.
    Octets(&'a [u8]),
    Slice(&'a [T]),
}

impl<'a, T: Clone> List<'a, T> {
    /// How many elements there are.
    #[must_use]
    #[allow(private_bounds)] // the crate's own types
    pub fn len(&self) -> usize
    where
        T: Field<'a>,
    {
        self.iter().count()
    }

    /// Whether there is none.
    #[must_use]
    #[allow(private_bounds)] // the crate's own types
    pub fn is_empty(&self) -> bool
    where
        T: Field<'a>,
    {
        self.iter().next().is_none()
    }

    /// The elements.
    #[allow(private_bounds)] // the crate's own types
    pub fn iter(&self) -> impl Iterator<Item = T>
    where
        T: Field<'a>,
    {
        let (mut reader, slice) = match self.0 {
            Items::Octets(octets) => (Reader::new(octets), &[][..]),
            Items::Slice(slice) => (Reader::new(&[]), slice),
        };
        let read = std::iter::from_fn(move || T::read(&reader.next("element").ok()?).ok());
        read.chain(slice.iter().cloned())
    }
}

impl<'a, T> From<&'a [T]> for List<'a, T> {
    fn from(slice: &'a [T]) -> Self {
        Self(Items::Slice(slice))
    }
}

impl<T> Default for List<'_, T> {
    fn default() -> Self {
        Self(Items::Slice(&[]))
    }
}

#[allow(private_bounds)] // the crate's own types
impl<'a, T: Field<'a> + Clone + PartialEq> PartialEq for List<'a, T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

#[allow(private_bounds)] // the crate's own types
impl<'a, T: Field<'a> + Clone + Eq> Eq for List<'a, T> {}

#[allow(private_bounds)] // the crate's own types
impl<'a, T: Field<'a> + Clone + std::fmt::Debug> std::fmt::Debug for List<'a, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[allow(private_bounds)] // the crate's own types
impl<'a, T: Field<'a> + Clone> Describe for List<'a, T> {
    fn describe(&self) -> Description<'_> {
        Description::List
    }

    fn parts(&self, each: &mut dyn FnMut(&'static str, &dyn Describe)) {
        self.iter().for_each(|item| each("element", &item));
    }
}

impl<'a, T: Field<'a> + Clone> Field<'a> for List<'a, T> {
    const TAG: Option<Tag> = Some(Tag::SEQUENCE);
    const CONSTRUCTED: bool = true;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        let mut reader = element.reader()?;
        while !reader.is_empty() {
            let item = reader.next(element.field)?;
            if !T::fits(item.tag) {
                return Err(item.error(DecodeErrorKind::Unexpected));
            }
            T::read(&item)?;
        }
        Ok(Self(Items::Octets(element.content)))
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        let end = out.len();
        match self.0 {
            Items::Octets(octets) => out.prepend(octets),
            Items::Slice(slice) => {
                slice.iter().rev().for_each(|item| item.write(T::TAG.unwrap_or(Tag(0)), out));
            }
        }
        close(out, tag, end);
    }
}
