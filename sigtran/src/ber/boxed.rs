//! A field on the heap: for the few that are so large that what they stand in would be slow to move.

use super::{Element, Field, Tag};
use crate::{Buffer, DecodeError};

impl<'a, T: Field<'a>> Field<'a> for Box<T> {
    const TAG: Option<Tag> = T::TAG;
    const CONSTRUCTED: bool = T::CONSTRUCTED;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        T::read(element).map(Self::new)
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        (**self).write(tag, out);
    }

    fn fits(tag: Tag) -> bool {
        T::fits(tag)
    }
}
