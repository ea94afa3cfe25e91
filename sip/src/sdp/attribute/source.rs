//! Sources of RTP, and groups of them (RFC 5576).

use std::fmt;

use super::AttributeValue;
use crate::DecodeError;
use crate::scan::Scan;
use crate::sdp::words;

/// Says something about a source (RFC 5576 §4.1).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Ssrc<'a> {
    /// The number of the source in the RTP header.
    pub id: u32,
    /// What is said: `cname`, `msid` and others.
    pub attribute: &'a [u8],
    /// What is behind the colon, if there is one.
    pub value: Option<&'a [u8]>,
}

impl<'a> AttributeValue<'a> for Ssrc<'a> {
    const NAME: &'static str = "ssrc";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let id = scan.number(u32::MAX, "ssrc-id")?;
        scan.expect(b' ', Self::NAME)?;
        scan.skip_space();
        let attribute = words::before(&mut scan, b": ", Self::NAME)?;
        let value = if scan.eat(b':') { Some(words::rest(&mut scan)) } else { None };
        scan.end(Self::NAME)?;
        Ok(Self { id, attribute, value })
    }

    fn write(&self, out: &mut Vec<u8>) {
        words::write_number(self.id, out);
        words::write_behind(self.attribute, out);
        if let Some(value) = self.value {
            out.push(b':');
            out.extend_from_slice(value);
        }
    }
}

impl fmt::Debug for Ssrc<'_> {
    /// Without the value: a `cname` can be a person's address.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ssrc({} {})", self.id, String::from_utf8_lossy(self.attribute))
    }
}

/// Sources that belong together (RFC 5576 §4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct SsrcGroup<'a> {
    /// In which way: `FID`, `FEC` and others.
    pub semantics: &'a [u8],
    /// Their numbers as they stand, with spaces between them.
    pub ids: &'a [u8],
}

impl<'a> SsrcGroup<'a> {
    /// Their numbers; they end where there is none.
    pub fn iter(&self) -> impl Iterator<Item = u32> + use<'a> {
        let mut scan = Scan::new(self.ids);
        std::iter::from_fn(move || {
            scan.skip_space();
            scan.number(u32::MAX, "ssrc-id").ok()
        })
    }
}

impl<'a> AttributeValue<'a> for SsrcGroup<'a> {
    const NAME: &'static str = "ssrc-group";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let semantics = words::need(&mut scan, Self::NAME)?;
        Ok(Self { semantics, ids: words::rest(&mut scan) })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.semantics);
        words::write_behind(self.ids, out);
    }
}
