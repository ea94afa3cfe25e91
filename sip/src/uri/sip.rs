//! SIP and SIPS URIs (RFC 3261 §19.1).

use std::fmt;

use super::Host;
use super::host::write_with_port;
use crate::chars::{URI, USERINFO};
use crate::scan::Scan;
use crate::{DecodeError, Params};

/// A SIP or SIPS URI (RFC 3261 §19.1.1). Its parts are as they stand, with their escapes.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct SipUri<'a> {
    /// Whether it is `sips`: to be reached over TLS alone (RFC 3261 §26.2.2, RFC 5630).
    pub secure: bool,
    /// The user. It may have semicolons and question marks, which begin nothing there (RFC 3261 §19.1.1).
    pub user: Option<&'a [u8]>,
    /// The password, which should not be there (RFC 3261 §19.1.1).
    pub password: Option<&'a [u8]>,
    /// Where it is.
    pub host: Host<'a>,
    /// Its port, if it is named.
    pub port: Option<u16>,
    /// Its parameters.
    pub params: Params<'a>,
    /// Header fields of a request made from it, from the question mark on; empty if there are none.
    pub headers: &'a [u8],
}

impl<'a> SipUri<'a> {
    /// A host alone: what `sip:` and a host make.
    #[must_use]
    pub const fn new(host: Host<'a>) -> Self {
        Self {
            secure: false,
            user: None,
            password: None,
            host,
            port: None,
            params: Params::NONE,
            headers: b"",
        }
    }

    /// Reads what stands behind the scheme, to the end.
    #[inline]
    pub(super) fn read(scan: &mut Scan<'a>, secure: bool) -> Result<Self, DecodeError> {
        let (user, password) = userinfo(scan)?;
        let (host, port) = Host::read_with_port(scan)?;
        let params = Params::read_of_uri(scan)?;
        let headers = if scan.peek() == Some(b'?') { scan.take(URI) } else { b"" };
        if !scan.is_empty() {
            return Err(scan.unexpected("SIP URI"));
        }
        Ok(Self { secure, user, password, host, port, params, headers })
    }

    /// Puts it behind what is there.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if self.secure { b"sips:" } else { b"sip:" });
        if let Some(user) = self.user {
            out.extend_from_slice(user);
            if let Some(password) = self.password {
                out.push(b':');
                out.extend_from_slice(password);
            }
            out.push(b'@');
        }
        write_with_port(self.host, self.port, out);
        out.extend_from_slice(self.params.octets());
        out.extend_from_slice(self.headers);
    }

    /// Whether it has the parameter `lr`: a loose router's (RFC 3261 §19.1.1).
    #[must_use]
    pub fn lr(&self) -> bool {
        self.params.has(b"lr")
    }

    /// The parameter `transport` (RFC 3261 §19.1.1).
    #[must_use]
    pub fn transport(&self) -> Option<&'a [u8]> {
        self.params.get(b"transport")?.value
    }

    /// The parameter `maddr` (RFC 3261 §19.1.1).
    #[must_use]
    pub fn maddr(&self) -> Option<Host<'a>> {
        self.params.get(b"maddr")?.value.map(Host)
    }

    /// The names and values of the header fields of a request made from it (RFC 3261 §19.1.5), with their escapes.
    pub fn headers(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + use<'a> {
        let text = self.headers.get(1..).unwrap_or_default();
        let pairs = text.split(|octet| *octet == b'&').filter(|pair| !pair.is_empty());
        pairs.map(|pair| match pair.iter().position(|octet| *octet == b'=') {
            Some(at) => (pair.get(..at).unwrap_or_default(), pair.get(at + 1..).unwrap_or_default()),
            None => (pair, b"".as_slice()),
        })
    }
}

/// A part that may not be there.
type Part<'a> = Option<&'a [u8]>;

/// User and password, if an `@` says that they are there.
#[inline]
fn userinfo<'a>(scan: &mut Scan<'a>) -> Result<(Part<'a>, Part<'a>), DecodeError> {
    let text = scan.rest();
    let length = USERINFO.count(text);
    if text.get(length) != Some(&b'@') {
        return Ok((None, None));
    }
    let userinfo = text.get(..length).unwrap_or_default();
    let colon = memchr::memchr(b':', userinfo);
    let user = userinfo.get(..colon.unwrap_or(length)).unwrap_or_default();
    if user.is_empty() {
        return Err(scan.unexpected("user"));
    }
    scan.skip(length + 1);
    Ok((Some(user), colon.and_then(|colon| userinfo.get(colon + 1..))))
}

impl fmt::Debug for SipUri<'_> {
    /// Without user, password and header fields: they are private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.secure { "sips:" } else { "sip:" })?;
        f.write_str(if self.user.is_some() { "…@" } else { "" })?;
        write!(f, "{}", self.host)?;
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))?;
        if self.params.is_empty() { Ok(()) } else { self.params.fmt(f) }
    }
}
