//! What an ICE agent says of itself (RFC 8839 §5).

use std::fmt;

use super::AttributeValue;
use crate::scan::Scan;
use crate::sdp::words;
use crate::{DecodeError, DecodeErrorKind};

/// One word of at least so many and at most 256 octets.
fn secret<'a>(value: &'a [u8], least: usize, field: &'static str) -> Result<&'a [u8], DecodeError> {
    let mut scan = Scan::new(value);
    let word = words::need(&mut scan, field)?;
    scan.end(field)?;
    if !(least..=256).contains(&word.len()) {
        return Err(DecodeError::new(DecodeErrorKind::Value, 0, field));
    }
    Ok(word)
}

/// The name of the agent in checks, 4 to 256 octets (RFC 8839 §5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // text on the wire
pub struct IceUfrag<'a>(pub &'a [u8]);

impl<'a> AttributeValue<'a> for IceUfrag<'a> {
    const NAME: &'static str = "ice-ufrag";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        secret(value, 4, Self::NAME).map(Self)
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.0);
    }
}

/// The password that protects checks, 22 to 256 octets (RFC 8839 §5.4).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // text on the wire
pub struct IcePwd<'a>(pub &'a [u8]);

impl<'a> AttributeValue<'a> for IcePwd<'a> {
    const NAME: &'static str = "ice-pwd";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        secret(value, 22, Self::NAME).map(Self)
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.0);
    }
}

impl fmt::Debug for IcePwd<'_> {
    /// How long it is: it is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IcePwd({} octets)", self.0.len())
    }
}

/// What else the agent speaks (RFC 8839 §5.6): `trickle`, `ice2` and others, as they stand with spaces between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // text on the wire
pub struct IceOptions<'a>(pub &'a [u8]);

impl<'a> IceOptions<'a> {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let mut scan = Scan::new(self.0);
        std::iter::from_fn(move || words::next(&mut scan))
    }
}

impl<'a> AttributeValue<'a> for IceOptions<'a> {
    const NAME: &'static str = "ice-options";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let options = words::rest(&mut Scan::new(value));
        if options.is_empty() { Err(Scan::new(options).unexpected(Self::NAME)) } else { Ok(Self(options)) }
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.0);
    }
}
