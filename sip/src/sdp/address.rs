//! Addresses as they stand in `o=`, `c=` and `a=rtcp` (RFC 8866 §5.2, §5.7).

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};

use super::words;
use crate::DecodeError;
use crate::scan::Scan;

/// Where something is: a name, an IPv4 address, or an IPv6 address without brackets (RFC 8866 §5.7).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Address<'a> {
    /// The kind of network: `IN` for the Internet.
    pub nettype: &'a [u8],
    /// The kind of address: `IP4` or `IP6`.
    pub addrtype: &'a [u8],
    /// The address, or a name that has one of this kind.
    pub address: &'a [u8],
}

impl<'a> Address<'a> {
    /// An IPv4 address or the name of a host that has one.
    #[must_use]
    pub const fn ip4(address: &'a [u8]) -> Self {
        Self { nettype: b"IN", addrtype: b"IP4", address }
    }

    /// An IPv6 address without brackets or the name of a host that has one.
    #[must_use]
    pub const fn ip6(address: &'a [u8]) -> Self {
        Self { nettype: b"IN", addrtype: b"IP6", address }
    }

    #[inline]
    pub(super) fn read(scan: &mut Scan<'a>, field: &'static str) -> Result<Self, DecodeError> {
        let nettype = words::need(scan, field)?;
        let addrtype = words::need(scan, field)?;
        Ok(Self { nettype, addrtype, address: words::need(scan, field)? })
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        words::write(&[self.nettype, self.addrtype, self.address], out);
    }

    /// The address; `None` if it is a name. Brackets, which do not belong here, are passed over (RFC 5118 §4.9).
    #[must_use]
    pub fn ip(&self) -> Option<IpAddr> {
        let text = std::str::from_utf8(self.address).ok()?;
        let bare = text.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(text);
        bare.parse().ok()
    }

    /// Whether it is 0.0.0.0, by which older peers say that nothing is to be sent to them (RFC 3264 §8.4).
    #[must_use]
    pub fn is_unspecified(&self) -> bool {
        self.address == b"0.0.0.0" || self.ip() == Some(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
    }
}

impl fmt::Debug for Address<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = [self.nettype, self.addrtype, self.address].map(String::from_utf8_lossy);
        f.write_str(&text.join(" "))
    }
}
