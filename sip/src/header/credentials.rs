//! Authorization and Proxy-Authorization (RFC 3261 §20.7, §20.28; RFC 7616 §3.4).

use std::fmt;

use super::auth_param::{Writer, by_scheme};
use super::{AuthParams, AuthScheme, HeaderField, HeaderName};
use crate::auth::Algorithm;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// What proves who asks (RFC 3261 §22).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are Digest and all others
#[allow(clippy::large_enum_variant)] // the other is rare
pub enum Credentials<'a> {
    /// That a password is known (RFC 7616).
    Digest(DigestCredentials<'a>),
    /// By another scheme, which is kept as it stands.
    Other(AuthScheme<'a>),
}

/// Credentials of the scheme Digest (RFC 7616 §3.4). Text is what stands between the quotes, with its escapes: so it goes
/// into the digest.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct DigestCredentials<'a> {
    /// Who asks: a name, a hash of it, or a name with escapes of RFC 5987.
    pub username: &'a [u8],
    /// Whether the name stands in `username*`, with a character set and escapes (RFC 7616 §3.4).
    pub is_extended: bool,
    /// What the password is for.
    pub realm: &'a [u8],
    /// The nonce of the challenge.
    pub nonce: &'a [u8],
    /// The Request-URI as it was when the request set out.
    pub uri: &'a [u8],
    /// The digest in hexadecimal digits.
    pub response: &'a [u8],
    /// The algorithm; MD5 without one.
    pub algorithm: Option<&'a [u8]>,
    /// The client's own nonce; there if `qop` is.
    pub cnonce: Option<&'a [u8]>,
    /// What the challenge had.
    pub opaque: Option<&'a [u8]>,
    /// What is protected: `auth` or `auth-int`.
    pub qop: Option<&'a [u8]>,
    /// How often the nonce was used with this time, in eight hexadecimal digits; there if `qop` is.
    pub nc: Option<&'a [u8]>,
    /// Whether the user is a hash of its name and the realm (RFC 7616 §3.4.4).
    pub userhash: bool,
    /// All parameters as they stood. Those above are written from their own fields.
    pub params: AuthParams<'a>,
}

const NAMES: [&str; 12] = [
    "username",
    "username*",
    "realm",
    "nonce",
    "uri",
    "response",
    "algorithm",
    "cnonce",
    "opaque",
    "qop",
    "nc",
    "userhash",
];

impl<'a> DigestCredentials<'a> {
    /// The algorithm; `None` if it is one that this crate does not know.
    #[must_use]
    pub fn known_algorithm(&self) -> Option<Algorithm> {
        self.algorithm.map_or(Some(Algorithm::Md5), Algorithm::of)
    }

    /// The number in `nc`.
    #[must_use]
    pub fn count(&self) -> Option<u32> {
        u32::from_str_radix(std::str::from_utf8(self.nc?).ok()?, 16).ok()
    }

    fn read(scan: &mut Scan<'a>, field: &'static str) -> Result<Self, DecodeError> {
        let (params, found) = AuthParams::read(scan, field, &NAMES)?;
        let [username, extended, realm, nonce, uri, response, algorithm, cnonce, opaque, qop, nc, userhash] =
            found;
        if let Some((at, value)) = nc {
            check_count(value).map_err(|error| DecodeError { field, ..error.behind(at) })?;
        }
        let missing = DecodeError::new(DecodeErrorKind::Missing, scan.offset(), field);
        if qop.is_some() && (nc.is_none() || cnonce.is_none()) {
            return Err(missing);
        }
        let must = |found: Option<(usize, &'a [u8])>| found.map(|(_, value)| value).ok_or(missing);
        let may = |found: Option<(usize, &'a [u8])>| found.map(|(_, value)| value);
        Ok(Self {
            username: must(username.or(extended))?,
            is_extended: username.is_none(),
            realm: must(realm)?,
            nonce: must(nonce)?,
            uri: must(uri)?,
            response: must(response)?,
            algorithm: may(algorithm),
            cnonce: may(cnonce),
            opaque: may(opaque),
            qop: may(qop),
            nc: may(nc),
            userhash: userhash.is_some_and(|(_, value)| value.eq_ignore_ascii_case(b"true")),
            params,
        })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"Digest ");
        Writer::new(out)
            .quoted("username", (!self.is_extended).then_some(self.username))
            .plain("username*", self.is_extended.then_some(self.username))
            .quoted("realm", Some(self.realm))
            .quoted("nonce", Some(self.nonce))
            .quoted("uri", Some(self.uri))
            .quoted("response", Some(self.response))
            .plain("algorithm", self.algorithm)
            .quoted("cnonce", self.cnonce)
            .quoted("opaque", self.opaque)
            .plain("qop", self.qop)
            .plain("nc", self.nc)
            .flag("userhash", self.userhash)
            .others(self.params, &NAMES);
    }
}

/// Eight hexadecimal digits (RFC 3261 §25.1, `nonce-count`).
fn check_count(value: &[u8]) -> Result<(), DecodeError> {
    let mut scan = Scan::new(value);
    scan.skip(value.iter().take(8).take_while(|octet| octet.is_ascii_hexdigit()).count());
    if scan.offset() == 8 { scan.end("nc") } else { Err(scan.unexpected("nc")) }
}

impl fmt::Debug for DigestCredentials<'_> {
    /// Without the user and all that is made of the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DigestCredentials")
            .field("realm", &String::from_utf8_lossy(self.realm))
            .field("params", &self.params)
            .finish_non_exhaustive()
    }
}

by_scheme! {
    Credentials, DigestCredentials;
    /// What proves to a user agent or a registrar who asks (RFC 3261 §20.7).
    Authorization = AUTHORIZATION;
    /// What proves to a proxy who asks; one row for each realm (RFC 3261 §20.28).
    ProxyAuthorization = PROXY_AUTHORIZATION;
}
