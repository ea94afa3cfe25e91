//! WWW-Authenticate and Proxy-Authenticate (RFC 3261 §20.44, §20.27; RFC 7616 §3.3; RFC 8760).

use std::fmt;

use super::auth_param::{Writer, by_scheme};
use super::{AuthParams, HeaderField, HeaderName};
use crate::auth::Algorithm;
use crate::chars::SPACE;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// What a server wants to be proven (RFC 3261 §22).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are Digest and all others
#[allow(clippy::large_enum_variant)] // the other is rare
pub enum Challenge<'a> {
    /// That a password is known (RFC 7616).
    Digest(DigestChallenge<'a>),
    /// By another scheme, which is kept as it stands.
    Other(AuthScheme<'a>),
}

/// A scheme that this crate does not read.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // a name and the rest
pub struct AuthScheme<'a> {
    /// Its name; upper and lower case are the same.
    pub name: &'a [u8],
    /// What stands behind it.
    pub rest: &'a [u8],
}

/// A challenge of the scheme Digest (RFC 7616 §3.3). Text is what stands between the quotes, with its escapes.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct DigestChallenge<'a> {
    /// What the password is for.
    pub realm: &'a [u8],
    /// What the proof is to be made with.
    pub nonce: &'a [u8],
    /// What is to be sent back as it is.
    pub opaque: Option<&'a [u8]>,
    /// Whether only the nonce of the request was too old, and the password was right.
    pub stale: bool,
    /// The algorithm; MD5 without one.
    pub algorithm: Option<&'a [u8]>,
    /// What may be protected: a list with commas of `auth`, `auth-int` and others.
    pub qop: Option<&'a [u8]>,
    /// For which URIs the proof is good, a list with spaces; for all of the server without it.
    pub domain: Option<&'a [u8]>,
    /// Whether the user may be sent as a hash (RFC 7616 §3.4.4).
    pub userhash: bool,
    /// All parameters as they stood. Those above are written from their own fields.
    pub params: AuthParams<'a>,
}

const NAMES: [&str; 8] = ["realm", "nonce", "opaque", "stale", "algorithm", "qop", "domain", "userhash"];

impl<'a> DigestChallenge<'a> {
    /// A challenge with nothing but what it must have.
    #[must_use]
    pub const fn new(realm: &'a [u8], nonce: &'a [u8]) -> Self {
        Self {
            realm,
            nonce,
            opaque: None,
            stale: false,
            algorithm: None,
            qop: None,
            domain: None,
            userhash: false,
            params: AuthParams::NONE,
        }
    }

    /// The algorithm; `None` if it is one that this crate does not know.
    #[must_use]
    pub fn known_algorithm(&self) -> Option<Algorithm> {
        self.algorithm.map_or(Some(Algorithm::Md5), Algorithm::of)
    }

    /// Whether this may be protected: `auth` or `auth-int`.
    #[must_use]
    pub fn offers(&self, qop: &[u8]) -> bool {
        let mut offered = self.qop.unwrap_or_default().split(|octet| *octet == b',').map(<[u8]>::trim_ascii);
        offered.any(|found| found.eq_ignore_ascii_case(qop))
    }

    fn read(scan: &mut Scan<'a>, field: &'static str) -> Result<Self, DecodeError> {
        let (params, [realm, nonce, opaque, stale, algorithm, qop, domain, userhash]) =
            AuthParams::read(scan, field, &NAMES)?;
        let missing = DecodeError::new(DecodeErrorKind::Missing, scan.offset(), field);
        let (_, realm) = realm.ok_or(missing)?;
        let (_, nonce) = nonce.ok_or(missing)?;
        let is_true = |found: Option<(usize, &[u8])>| {
            found.is_some_and(|(_, value)| value.eq_ignore_ascii_case(b"true"))
        };
        Ok(Self {
            realm,
            nonce,
            opaque: opaque.map(|(_, value)| value),
            stale: is_true(stale),
            algorithm: algorithm.map(|(_, value)| value),
            qop: qop.map(|(_, value)| value),
            domain: domain.map(|(_, value)| value),
            userhash: is_true(userhash),
            params,
        })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"Digest ");
        Writer::new(out)
            .quoted("realm", Some(self.realm))
            .quoted("domain", self.domain)
            .quoted("nonce", Some(self.nonce))
            .quoted("opaque", self.opaque)
            .flag("stale", self.stale)
            .plain("algorithm", self.algorithm)
            .quoted("qop", self.qop)
            .flag("userhash", self.userhash)
            .others(self.params, &NAMES);
    }
}

impl fmt::Debug for DigestChallenge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |value: Option<&[u8]>| value.map(String::from_utf8_lossy).map(|text| text.into_owned());
        f.debug_struct("DigestChallenge")
            .field("realm", &String::from_utf8_lossy(self.realm))
            .field("algorithm", &text(self.algorithm))
            .field("qop", &text(self.qop))
            .field("stale", &self.stale)
            .finish_non_exhaustive()
    }
}

impl<'a> AuthScheme<'a> {
    /// The name of a scheme, and the rest of the value, before which there is space.
    pub(super) fn read(scan: &mut Scan<'a>, field: &'static str) -> Result<Self, DecodeError> {
        let name = scan.token(field)?;
        scan.some(SPACE, field)?;
        if scan.is_empty() {
            return Err(scan.unexpected(field));
        }
        Ok(Self { name, rest: scan.rest() })
    }

    pub(super) fn is_digest(&self) -> bool {
        self.name.eq_ignore_ascii_case(b"Digest")
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.name);
        out.push(b' ');
        out.extend_from_slice(self.rest);
    }
}

impl fmt::Debug for AuthScheme<'_> {
    /// The name alone: the rest can be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.name))
    }
}

by_scheme! {
    Challenge, DigestChallenge;
    /// What a proxy wants to be proven: in 407 (RFC 3261 §20.27).
    ProxyAuthenticate = PROXY_AUTHENTICATE;
    /// What a user agent or a registrar wants to be proven: in 401 (RFC 3261 §20.44).
    WwwAuthenticate = WWW_AUTHENTICATE;
}
