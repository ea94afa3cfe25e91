//! Where something is: a name or an address (RFC 3261 §25.1, `host`).

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::chars::HOST;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// A host as it stands: a name, an IPv4 address, or an IPv6 address in brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // text on the wire
pub struct Host<'a>(pub &'a [u8]);

impl<'a> Host<'a> {
    #[inline]
    pub(crate) fn read(scan: &mut Scan<'a>) -> Result<Self, DecodeError> {
        if scan.peek() != Some(b'[') {
            return scan.some(HOST, "host").map(Self);
        }
        let from = scan.offset();
        let end = scan.rest().iter().position(|octet| *octet == b']');
        scan.skip(end.map_or(usize::MAX, |end| end + 1));
        let host = Self(scan.since(from));
        match host.ip() {
            Some(_) => Ok(host),
            None => Err(DecodeError::new(DecodeErrorKind::Value, from, "IPv6reference")),
        }
    }

    /// A host and a port, if there is one.
    #[inline]
    pub(crate) fn read_with_port(scan: &mut Scan<'a>) -> Result<(Self, Option<u16>), DecodeError> {
        let host = Self::read(scan)?;
        let port = if scan.eat(b':') { Some(read_port(scan)?) } else { None };
        Ok((host, port))
    }

    /// The address; `None` if it is a name. Three colons in a row are read as two, which the first grammar of SIP made of
    /// an IPv6 address with an IPv4 address at its end (RFC 5118 §4.10).
    #[must_use]
    pub fn ip(&self) -> Option<IpAddr> {
        let text = std::str::from_utf8(self.0).ok()?;
        match text.strip_prefix('[') {
            None if text.ends_with(|last: char| last.is_ascii_digit()) => {
                text.parse::<Ipv4Addr>().ok().map(IpAddr::V4)
            }
            None => None,
            Some(text) => ipv6(text.strip_suffix(']')?).map(IpAddr::V6),
        }
    }

    /// Whether both are the same name, in any case, or the same address, however it is written (RFC 3261 §19.1.4, RFC 5954
    /// §4.1).
    #[must_use]
    pub fn is_same(&self, other: &Host<'_>) -> bool {
        match (self.ip(), other.ip()) {
            (Some(this), Some(that)) => this == that,
            (None, None) => self.0.eq_ignore_ascii_case(other.0),
            _ => false,
        }
    }
}

/// An address without its brackets.
pub(crate) fn ipv6(text: &str) -> Option<Ipv6Addr> {
    text.parse().ok().or_else(|| match text.split_once(":::") {
        Some((before, behind)) => format!("{before}::{behind}").parse().ok(),
        None => None,
    })
}

/// A port, 0 to 65,535.
#[inline]
pub(crate) fn read_port(scan: &mut Scan<'_>) -> Result<u16, DecodeError> {
    let number = scan.number(u16::MAX.into(), "port")?;
    Ok(u16::try_from(number).unwrap_or(0))
}

/// Puts a host and a port, if there is one, behind what is there.
pub(crate) fn write_with_port(host: Host<'_>, port: Option<u16>, out: &mut Vec<u8>) {
    out.extend_from_slice(host.0);
    if let Some(port) = port {
        out.push(b':');
        crate::header::write_number(port.into(), out);
    }
}

impl fmt::Display for Host<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.0))
    }
}

impl fmt::Debug for Host<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
