//! Transaction identifiers (Q.773 §3.1.2).

use std::fmt;

use crate::ber::{Describe, Description, Element, Field, Tag, write_primitive};
use crate::{Buffer, DecodeError};

/// What one side calls a transaction: one to four octets, kept as the peer has written them, since it may not know them
/// again with other zeros in front (Q.773 §3.1.2).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TransactionId {
    octets: [u8; 4],
    length: u8,
}

impl TransactionId {
    /// One of four octets.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self { octets: number.to_be_bytes(), length: 4 }
    }

    /// The octets as they stand on the wire.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        self.octets.get(..self.length.into()).unwrap_or_default()
    }

    /// The number that one of four octets is; `None` for a shorter one, which is none of ours.
    #[must_use]
    pub const fn number(&self) -> Option<u32> {
        if self.length == 4 { Some(u32::from_be_bytes(self.octets)) } else { None }
    }
}

impl fmt::Debug for TransactionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.octets().iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

impl Describe for TransactionId {
    fn describe(&self) -> Description<'_> {
        Description::Octets(self.octets())
    }
}

impl<'a> Field<'a> for TransactionId {
    const TAG: Option<Tag> = Some(Tag(0x48));
    const CONSTRUCTED: bool = false;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        let content = element.octet_string(1..=4)?;
        let mut id = Self { length: u8::try_from(content.len()).unwrap_or(0), ..Self::default() };
        id.octets.iter_mut().zip(content).for_each(|(to, from)| *to = *from);
        Ok(id)
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        write_primitive(out, tag, self.octets());
    }
}
