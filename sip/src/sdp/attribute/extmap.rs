//! Extensions of the RTP header (RFC 8285 §5).

use super::{AttributeValue, Direction};
use crate::scan::Scan;
use crate::sdp::words;
use crate::{DecodeError, DecodeErrorKind};

/// What an extension of the RTP header is (RFC 8285 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Extmap<'a> {
    /// The number in the RTP header, 1 to 255; from 4096 on those of an offer that has too many.
    pub id: u16,
    /// Which way it goes, if that is said.
    pub direction: Option<Direction>,
    /// Its name.
    pub uri: &'a [u8],
    /// What else is said; empty for nothing.
    pub attributes: &'a [u8],
}

impl<'a> AttributeValue<'a> for Extmap<'a> {
    const NAME: &'static str = "extmap";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let id = words::number16(&mut scan, Self::NAME)?;
        let from = scan.offset() + 1;
        let direction = match scan.eat(b'/') {
            false => None,
            true => {
                let found = Direction::of(words::before(&mut scan, b" ", Self::NAME)?);
                Some(found.ok_or(DecodeError::new(DecodeErrorKind::Value, from, Self::NAME))?)
            }
        };
        scan.expect(b' ', Self::NAME)?;
        let uri = words::need(&mut scan, Self::NAME)?;
        Ok(Self { id, direction, uri, attributes: words::rest(&mut scan) })
    }

    fn write(&self, out: &mut Vec<u8>) {
        words::write_number(self.id, out);
        if let Some(direction) = self.direction {
            out.push(b'/');
            out.extend_from_slice(direction.name().as_bytes());
        }
        words::write_behind(self.uri, out);
        words::write_behind(self.attributes, out);
    }
}
