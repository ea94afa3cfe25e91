//! OBJECT IDENTIFIER (X.690 §8.19).

use super::{Describe, Description, Element, Field, Tag, write_primitive};
use crate::{Buffer, DecodeError};

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

impl Describe for ObjectIdentifier<'_> {
    fn describe(&self) -> Description<'_> {
        Description::ObjectIdentifier(*self)
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
