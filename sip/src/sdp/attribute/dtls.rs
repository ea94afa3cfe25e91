//! DTLS, and who connects (RFC 8122 §5, RFC 4145 §4, RFC 8842 §5.3).

use super::AttributeValue;
use crate::scan::Scan;
use crate::sdp::words;
use crate::{DecodeError, DecodeErrorKind};

/// The hash of a certificate that will be shown (RFC 8122 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Fingerprint<'a> {
    /// `sha-256` and others.
    pub hash_function: &'a [u8],
    /// The hash as it stands: two hexadecimal digits an octet, with colons between them.
    pub fingerprint: &'a [u8],
}

impl<'a> Fingerprint<'a> {
    /// The octets of the hash.
    pub fn octets(&self) -> impl Iterator<Item = u8> + use<'a> {
        self.fingerprint.split(|octet| *octet == b':').filter_map(hexadecimal)
    }
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let [high, low] = digits else { return None };
    let digit = |octet: u8| char::from(octet).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(*high)? << 4 | digit(*low)?)
}

impl<'a> AttributeValue<'a> for Fingerprint<'a> {
    const NAME: &'static str = "fingerprint";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let hash_function = words::need(&mut scan, Self::NAME)?;
        scan.skip_space();
        let from = scan.offset();
        let fingerprint = words::need(&mut scan, Self::NAME)?;
        scan.end(Self::NAME)?;
        if fingerprint.split(|octet| *octet == b':').any(|digits| hexadecimal(digits).is_none()) {
            return Err(DecodeError::new(DecodeErrorKind::Syntax, from, Self::NAME));
        }
        Ok(Self { hash_function, fingerprint })
    }

    fn write(&self, out: &mut Vec<u8>) {
        words::write(&[self.hash_function, self.fingerprint], out);
    }
}

/// Who begins the connection, or the handshake (RFC 4145 §4, RFC 8842 §5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums)] // there are four
pub enum Setup {
    /// `active`: this side.
    Active,
    /// `passive`: the other side.
    Passive,
    /// `actpass`: either; the answer says which. Only in an offer.
    ActPass,
    /// `holdconn`: nobody yet.
    HoldConn,
}

impl Setup {
    const ALL: [Self; 4] = [Self::Active, Self::Passive, Self::ActPass, Self::HoldConn];

    /// The word for it.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Passive => "passive",
            Self::ActPass => "actpass",
            Self::HoldConn => "holdconn",
        }
    }

    /// Whether an answer may say this to an offer of that (RFC 4145 §4.1).
    #[must_use]
    pub const fn answers(self, offer: Self) -> bool {
        match self {
            Self::Active => matches!(offer, Self::Passive | Self::ActPass),
            Self::Passive => matches!(offer, Self::Active | Self::ActPass),
            Self::ActPass => false,
            Self::HoldConn => true,
        }
    }
}

impl<'a> AttributeValue<'a> for Setup {
    const NAME: &'static str = "setup";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let word = value.trim_ascii();
        let found = Self::ALL.into_iter().find(|role| role.text().as_bytes().eq_ignore_ascii_case(word));
        found.ok_or(DecodeError::new(DecodeErrorKind::Value, 0, Self::NAME))
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.text().as_bytes());
    }
}

/// The name of a DTLS association: another one begins with another name (RFC 8842 §5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // text on the wire
pub struct TlsId<'a>(pub &'a [u8]);

impl<'a> AttributeValue<'a> for TlsId<'a> {
    const NAME: &'static str = "tls-id";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let id = words::need(&mut scan, Self::NAME)?;
        scan.end(Self::NAME)?;
        Ok(Self(id))
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.0);
    }
}
