//! Keys of SRTP in the description (RFC 4568 §4, §9).

use std::fmt;

use super::AttributeValue;
use crate::DecodeError;
use crate::scan::Scan;
use crate::sdp::words;

/// Keys of SRTP (RFC 4568 §4).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Crypto<'a> {
    /// Which of several, up to nine digits; the answer repeats that of the one it takes.
    pub tag: u32,
    /// `AES_CM_128_HMAC_SHA1_80` and others.
    pub suite: &'a [u8],
    /// The keys as they stand, with semicolons between them.
    pub key_params: &'a [u8],
    /// What else is said of the session, with spaces between.
    pub session_params: &'a [u8],
}

/// A key of SRTP (RFC 4568 §6.1).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct KeyParam<'a> {
    /// How the key comes: `inline`.
    pub method: &'a [u8],
    /// The key and its salt in Base64.
    pub key_salt: &'a [u8],
    /// How many packets it is used for, as it stands: a number, or `2^` and one.
    pub lifetime: Option<&'a [u8]>,
    /// The master key identifier and, behind a colon, its length in octets.
    pub mki: Option<&'a [u8]>,
}

const FIELD: &str = "crypto";

impl<'a> Crypto<'a> {
    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = KeyParam<'a>> + use<'a> {
        self.key_params.split(|octet| *octet == b';').filter_map(KeyParam::split)
    }
}

impl<'a> KeyParam<'a> {
    fn split(text: &'a [u8]) -> Option<Self> {
        let colon = text.iter().position(|octet| *octet == b':')?;
        let (method, rest) = text.split_at_checked(colon)?;
        let mut parts = rest.get(1..)?.split(|octet| *octet == b'|');
        let key_salt = parts.next()?;
        let (mut lifetime, mut mki) = (None, None);
        for part in parts {
            let place = if part.contains(&b':') { &mut mki } else { &mut lifetime };
            *place = Some(part);
        }
        Some(Self { method, key_salt, lifetime, mki })
    }
}

impl<'a> AttributeValue<'a> for Crypto<'a> {
    const NAME: &'static str = FIELD;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let tag = scan.number(999_999_999, FIELD)?;
        scan.expect(b' ', FIELD)?;
        let suite = words::need(&mut scan, FIELD)?;
        let key_params = words::need(&mut scan, FIELD)?;
        Ok(Self { tag, suite, key_params, session_params: words::rest(&mut scan) })
    }

    fn write(&self, out: &mut Vec<u8>) {
        words::write_number(self.tag, out);
        words::write(&[b"", self.suite, self.key_params], out);
        words::write_behind(self.session_params, out);
    }
}

impl fmt::Debug for Crypto<'_> {
    /// Without the keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Crypto({} {})", self.tag, String::from_utf8_lossy(self.suite))
    }
}

impl fmt::Debug for KeyParam<'_> {
    /// Without the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyParam({} octets)", self.key_salt.len())
    }
}
