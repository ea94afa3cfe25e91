//! What each side calls a connection (Q.713 §3.3).

use crate::cursor::Cursor;
use crate::{Buffer, DecodeError};

/// A local reference: what one side calls a connection, 24 bits (Q.713 §3.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // a number on the wire
pub struct LocalReference(pub u32);

impl LocalReference {
    pub(super) fn read(cursor: &mut Cursor<'_>, field: &'static str) -> Result<Self, DecodeError> {
        let [low, middle, high] = cursor.array(field)?;
        Ok(Self(u32::from_le_bytes([low, middle, high, 0])))
    }

    pub(super) fn write(self, out: &mut Buffer) {
        let [low, middle, high, _] = self.0.to_le_bytes();
        out.prepend(&[low, middle, high]);
    }
}
