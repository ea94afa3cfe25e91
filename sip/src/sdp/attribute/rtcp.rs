//! RTCP: where it goes, and what a receiver may say with it (RFC 3605, RFC 4585 §4.2).

use super::AttributeValue;
use crate::DecodeError;
use crate::scan::Scan;
use crate::sdp::{Address, words};

/// Where RTCP goes, when it is not the port behind that of RTP (RFC 3605 §2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Rtcp<'a> {
    /// The port.
    pub port: u16,
    /// The address, when it is not that of RTP.
    pub address: Option<Address<'a>>,
}

impl<'a> AttributeValue<'a> for Rtcp<'a> {
    const NAME: &'static str = "rtcp";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let port = words::number16(&mut scan, Self::NAME)?;
        let address = match scan.peek() {
            None => None,
            Some(b' ') => Some(Address::read(&mut scan, Self::NAME)?),
            Some(_) => return Err(scan.unexpected(Self::NAME)),
        };
        scan.end(Self::NAME)?;
        Ok(Self { port, address })
    }

    fn write(&self, out: &mut Vec<u8>) {
        words::write_number(self.port, out);
        if let Some(address) = self.address {
            out.push(b' ');
            address.write(out);
        }
    }
}

/// What a receiver may say with RTCP about a format (RFC 4585 §4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct RtcpFeedback<'a> {
    /// The payload type; `None` for `*`, which is all of them.
    pub payload_type: Option<u8>,
    /// `ack`, `nack`, `ccm` (RFC 5104), `transport-cc` and others.
    pub id: &'a [u8],
    /// What is behind it, such as `pli`; empty for nothing.
    pub params: &'a [u8],
}

impl<'a> AttributeValue<'a> for RtcpFeedback<'a> {
    const NAME: &'static str = "rtcp-fb";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let payload_type =
            if scan.eat(b'*') { None } else { Some(words::payload_type(&mut scan, Self::NAME)?) };
        scan.expect(b' ', Self::NAME)?;
        let id = words::need(&mut scan, Self::NAME)?;
        Ok(Self { payload_type, id, params: words::rest(&mut scan) })
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self.payload_type {
            None => out.push(b'*'),
            Some(number) => words::write_number(number, out),
        }
        words::write_behind(self.id, out);
        words::write_behind(self.params, out);
    }
}
