//! Addresses-of-record in one form (RFC 3261 §10.3, step 5).

use std::fmt;
use std::sync::Arc;

use crate::DecodeError;
use crate::uri::{Host, SipUri, Uri};

/// An address-of-record: a SIP URI of which only user, host and port count. It is in its canonical form, so that two of the
/// same user are equal to the octet and can be a key.
///
/// `sip` and `sips` name the same user (RFC 5630); it is written as `sip`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Aor(Arc<[u8]>);

impl Aor {
    /// The address-of-record that a URI names: without password, parameters and header fields, with every character unescaped
    /// that needs no escape, and the host in lower case (RFC 3261 §10.3).
    ///
    /// # Errors
    /// It is no SIP URI.
    pub fn of(uri: &Uri<'_>) -> Result<Self, DecodeError> {
        Ok(Self::of_sip(uri.sip()?))
    }

    /// Reads one from a URI.
    ///
    /// # Errors
    /// It is no SIP URI.
    pub fn read(text: &[u8]) -> Result<Self, DecodeError> {
        Self::of(&Uri::read(text)?)
    }

    pub(super) fn of_sip(uri: &SipUri<'_>) -> Self {
        let mut text = Vec::with_capacity(uri.user.unwrap_or_default().len() + uri.host.0.len() + 16);
        text.extend_from_slice(b"sip:");
        if let Some(user) = uri.user {
            write_user(user, &mut text);
            text.push(b'@');
        }
        match uri.host.ip() {
            Some(std::net::IpAddr::V6(ip)) => text.extend_from_slice(format!("[{ip}]").as_bytes()),
            _ => text.extend(uri.host.0.iter().map(u8::to_ascii_lowercase)),
        }
        if let Some(port) = uri.port {
            text.extend_from_slice(format!(":{port}").as_bytes());
        }
        Self(text.into())
    }

    /// The whole as a URI of the scheme `sip`.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.0
    }

    /// The host, in lower case.
    #[must_use]
    pub fn host(&self) -> Host<'_> {
        let host = memchr::memrchr(b'@', &self.0).map_or(b"sip:".len(), |at| at + 1);
        let text = self.0.get(host..).unwrap_or_default();
        let end = match text.first() {
            Some(b'[') => memchr::memchr(b']', text).map_or(text.len(), |end| end + 1),
            _ => memchr::memchr(b':', text).unwrap_or(text.len()),
        };
        Host(text.get(..end).unwrap_or_default())
    }

    /// What stands behind the scheme.
    pub(super) fn behind_scheme(&self) -> &[u8] {
        self.0.get(b"sip:".len()..).unwrap_or_default()
    }
}

impl fmt::Debug for Aor {
    /// Without the user: it is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sip:…@{}", self.host())
    }
}

/// Writes a user with each escape taken away that is not needed there; of the others the digits are in upper case.
fn write_user(user: &[u8], out: &mut Vec<u8>) {
    let mut rest = user;
    while let [first, behind @ ..] = rest {
        rest = behind;
        let escaped = match (first, behind) {
            (b'%', [high, low, behind @ ..]) => hex(*high, *low).map(|octet| (octet, behind)),
            _ => None,
        };
        match escaped {
            None => out.push(*first),
            Some((octet, behind)) => {
                rest = behind;
                if octet.is_ascii_alphanumeric() || b"-_.!~*'()&=+$,;?/".contains(&octet) {
                    out.push(octet);
                } else {
                    out.extend_from_slice(format!("%{octet:02X}").as_bytes());
                }
            }
        }
    }
}

/// The octet that two hexadecimal digits are.
pub(super) fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |digit: u8| char::from(digit).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}
