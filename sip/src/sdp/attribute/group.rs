//! Names of media, and groups of them (RFC 5888, RFC 8843, RFC 8830).

use super::AttributeValue;
use crate::DecodeError;
use crate::scan::Scan;
use crate::sdp::words;

/// The name of media in a description (RFC 5888 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // text on the wire
pub struct Mid<'a>(pub &'a [u8]);

impl<'a> AttributeValue<'a> for Mid<'a> {
    const NAME: &'static str = "mid";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let name = words::need(&mut scan, Self::NAME)?;
        scan.end(Self::NAME)?;
        Ok(Self(name))
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.0);
    }
}

/// Media that belong together (RFC 5888 §5); an attribute of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Group<'a> {
    /// In which way: `LS` for lips in time with the voice, `BUNDLE` for one transport (RFC 8843 §5), and others.
    pub semantics: &'a [u8],
    /// Their names as they stand, with spaces between them; empty for none.
    pub mids: &'a [u8],
}

impl<'a> Group<'a> {
    /// Their names in their order.
    pub fn iter(&self) -> impl Iterator<Item = Mid<'a>> + use<'a> {
        let mut scan = Scan::new(self.mids);
        std::iter::from_fn(move || words::next(&mut scan).map(Mid))
    }

    /// Whether they share one transport (RFC 8843 §5).
    #[must_use]
    pub fn is_bundle(&self) -> bool {
        self.semantics.eq_ignore_ascii_case(b"BUNDLE")
    }
}

impl<'a> AttributeValue<'a> for Group<'a> {
    const NAME: &'static str = "group";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let semantics = words::need(&mut scan, Self::NAME)?;
        Ok(Self { semantics, mids: words::rest(&mut scan) })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.semantics);
        words::write_behind(self.mids, out);
    }
}

/// The stream and the track of a browser that media are (RFC 8830 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Msid<'a> {
    /// The stream; `-` for none.
    pub id: &'a [u8],
    /// The track, if it is said.
    pub appdata: Option<&'a [u8]>,
}

impl<'a> AttributeValue<'a> for Msid<'a> {
    const NAME: &'static str = "msid";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let id = words::need(&mut scan, Self::NAME)?;
        let appdata = words::next(&mut scan);
        scan.end(Self::NAME)?;
        Ok(Self { id, appdata })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.id);
        words::write_behind(self.appdata.unwrap_or_default(), out);
    }
}
