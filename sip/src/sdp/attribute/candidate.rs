//! Candidates of ICE (RFC 8839 §5.1).

use std::net::IpAddr;

use super::AttributeValue;
use crate::DecodeError;
use crate::scan::Scan;
use crate::sdp::words;

/// An address at which an agent might be reached (RFC 8839 §5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Candidate<'a> {
    /// The same for those that were found in the same way.
    pub foundation: &'a [u8],
    /// What it is for: 1 for RTP, 2 for RTCP.
    pub component_id: u16,
    /// `UDP`, or `TCP` (RFC 6544).
    pub transport: &'a [u8],
    /// The higher, the better; 1 to 2^31 - 1 when it is ours.
    pub priority: u32,
    /// An address without brackets, or a name.
    pub connection_address: &'a [u8],
    /// The port; 9 of an active candidate of TCP.
    pub port: u16,
    /// How it was found: `host`, `srflx`, `prflx`, `relay`.
    pub kind: &'a [u8],
    /// `raddr`: the address that it was found from.
    pub related_address: Option<&'a [u8]>,
    /// `rport`: the port to that.
    pub related_port: Option<u16>,
    /// What else is said, as it stands: names and values in turn with spaces between them, `tcptype` among them.
    pub extensions: &'a [u8],
}

const FIELD: &str = "candidate";

impl<'a> Candidate<'a> {
    /// The address; `None` if it is a name.
    #[must_use]
    pub fn ip(&self) -> Option<IpAddr> {
        std::str::from_utf8(self.connection_address).ok()?.parse().ok()
    }

    /// The value of an extension.
    #[must_use]
    pub fn extension(&self, name: &str) -> Option<&'a [u8]> {
        let mut scan = Scan::new(self.extensions);
        loop {
            let (it, value) = (words::next(&mut scan)?, words::next(&mut scan)?);
            if it.eq_ignore_ascii_case(name.as_bytes()) {
                return Some(value);
            }
        }
    }
}

impl<'a> AttributeValue<'a> for Candidate<'a> {
    const NAME: &'static str = FIELD;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let number16 = |scan: &mut Scan<'a>| {
            scan.skip_space();
            words::number16(scan, FIELD)
        };
        let foundation = words::need(&mut scan, FIELD)?;
        let component_id = number16(&mut scan)?;
        let transport = words::need(&mut scan, FIELD)?;
        scan.skip_space();
        let priority = scan.number(u32::MAX, FIELD)?;
        let connection_address = words::need(&mut scan, FIELD)?;
        let port = number16(&mut scan)?;
        words::this(&mut scan, b"typ", FIELD)?;
        let kind = words::need(&mut scan, FIELD)?;
        let behind = |scan: &mut Scan<'a>, name: &[u8]| {
            let mut ahead = *scan;
            let found = words::next(&mut ahead).is_some_and(|word| word.eq_ignore_ascii_case(name));
            if found {
                *scan = ahead;
            }
            found
        };
        let has_address = behind(&mut scan, b"raddr");
        let related_address = if has_address { Some(words::need(&mut scan, FIELD)?) } else { None };
        let has_port = behind(&mut scan, b"rport");
        let related_port = if has_port { Some(number16(&mut scan)?) } else { None };
        Ok(Self {
            foundation,
            component_id,
            transport,
            priority,
            connection_address,
            port,
            kind,
            related_address,
            related_port,
            extensions: words::rest(&mut scan),
        })
    }

    fn write(&self, out: &mut Vec<u8>) {
        words::write(&[self.foundation, b""], out);
        words::write_number(self.component_id, out);
        words::write(&[b"", self.transport, b""], out);
        words::write_number(self.priority, out);
        words::write(&[b"", self.connection_address, b""], out);
        words::write_number(self.port, out);
        words::write(&[b" typ", self.kind], out);
        if let Some(address) = self.related_address {
            words::write(&[b" raddr", address], out);
        }
        if let Some(port) = self.related_port {
            out.extend_from_slice(b" rport ");
            words::write_number(port, out);
        }
        words::write_behind(self.extensions, out);
    }
}
