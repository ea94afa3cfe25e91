//! URIs (RFC 3261 §19.1; RFC 3966 for `tel`).
//!
//! | file | what |
//! |---|---|
//! | `uri/host.rs` | [`Host`]: a name or an address |
//! | `uri/sip.rs` | [`SipUri`] |
//! | `uri/tel.rs` | [`TelUri`] |
//! | `uri/compare.rs` | which URIs are the same |

mod compare;
mod host;
mod sip;
mod tel;

use std::fmt;

pub(crate) use compare::{escaped, unescaped};
pub use host::Host;
pub(crate) use host::{ipv6, read_port, write_with_port};
pub use sip::SipUri;
pub use tel::TelUri;

use crate::chars::{TOKEN, URI};
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// A URI.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Uri<'a> {
    /// `sip` or `sips` (RFC 3261 §19.1).
    Sip(SipUri<'a>),
    /// `tel` (RFC 3966).
    Tel(TelUri<'a>),
    /// Any other, which is kept as it stands.
    Other {
        /// The scheme; upper and lower case are the same.
        scheme: &'a [u8],
        /// What stands behind the colon.
        rest: &'a [u8],
    },
}

impl<'a> Uri<'a> {
    /// Reads a URI, which is all of the text.
    ///
    /// # Errors
    /// It is no URI, or one of `sip`, `sips` or `tel` against its grammar.
    #[inline]
    pub fn read(text: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(text);
        let scheme = scan.some(TOKEN, "URI scheme")?;
        scan.expect(b':', "URI")?;
        let secure = match scheme {
            b"sip" => Some(false),
            b"sips" => Some(true),
            _ => None,
        };
        if let Some(secure) = secure {
            return SipUri::read(&mut scan, secure).map(Self::Sip);
        }
        Self::read_other(scheme, &mut scan)
    }

    #[cold]
    fn read_other(scheme: &'a [u8], scan: &mut Scan<'a>) -> Result<Self, DecodeError> {
        if scheme.eq_ignore_ascii_case(b"sip") {
            return SipUri::read(scan, false).map(Self::Sip);
        }
        if scheme.eq_ignore_ascii_case(b"sips") {
            return SipUri::read(scan, true).map(Self::Sip);
        }
        if scheme.eq_ignore_ascii_case(b"tel") {
            return TelUri::read(scan).map(Self::Tel);
        }
        let rest = scan.some(URI, "URI")?;
        scan.end("URI")?;
        Ok(Self::Other { scheme, rest })
    }

    /// The SIP URI that it is.
    ///
    /// # Errors
    /// It is of another scheme: 416 (RFC 3261 §8.2.2.1).
    pub fn sip(&self) -> Result<&SipUri<'a>, DecodeError> {
        match self {
            Self::Sip(uri) => Ok(uri),
            _ => Err(DecodeError::new(DecodeErrorKind::Scheme, 0, "URI scheme")),
        }
    }

    /// Puts it behind what is there.
    pub fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Sip(uri) => uri.write(out),
            Self::Tel(uri) => uri.write(out),
            Self::Other { scheme, rest } => {
                out.extend_from_slice(scheme);
                out.push(b':');
                out.extend_from_slice(rest);
            }
        }
    }
}

impl fmt::Display for Uri<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Vec::new();
        self.write(&mut out);
        f.write_str(&String::from_utf8_lossy(&out))
    }
}

impl fmt::Debug for Uri<'_> {
    /// Without the user, the number and what is not understood: they are private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sip(uri) => uri.fmt(f),
            Self::Tel(uri) => uri.fmt(f),
            Self::Other { scheme, .. } => write!(f, "{}:…", String::from_utf8_lossy(scheme)),
        }
    }
}
