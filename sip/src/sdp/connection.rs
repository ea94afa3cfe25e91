//! `c=`: where media are to be sent (RFC 8866 §5.7).

use super::address::Address;
use super::words;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// Where media are to be sent (RFC 8866 §5.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Connection<'a> {
    /// The address, of one host or of a group.
    pub address: Address<'a>,
    /// Over how many hops packets to an IPv4 group go, 0 to 255.
    pub ttl: Option<u8>,
    /// How many groups there are from this one on.
    pub count: Option<u16>,
}

const FIELD: &str = "connection-field";

impl<'a> Connection<'a> {
    /// The address of one host.
    #[must_use]
    pub const fn new(address: Address<'a>) -> Self {
        Self { address, ttl: None, count: None }
    }

    /// Reads the value of the line.
    ///
    /// # Errors
    /// Not three words, or something else than numbers behind the address.
    #[inline]
    pub fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let mut connection = Self::new(Address::read(&mut scan, FIELD)?);
        let end = scan.offset();
        scan.end(FIELD)?;
        let text = connection.address.address;
        if let Some(slash) = text.iter().position(|octet| *octet == b'/') {
            let behind = text.get(slash + 1..).unwrap_or_default();
            connection.address.address = text.get(..slash).unwrap_or_default();
            connection.read_group(behind).map_err(|error| error.behind(end - behind.len()))?;
        }
        Ok(connection)
    }

    /// What is behind the address: of IPv4 a TTL and then a count, of all others a count.
    fn read_group(&mut self, text: &[u8]) -> Result<(), DecodeError> {
        let mut scan = Scan::new(text);
        let has_ttl = self.address.addrtype.eq_ignore_ascii_case(b"IP4");
        if has_ttl {
            self.ttl = u8::try_from(scan.number(u8::MAX.into(), "ttl")?).ok();
        }
        if !has_ttl || scan.eat(b'/') {
            let from = scan.offset();
            self.count = Some(words::number16(&mut scan, FIELD)?);
            if self.count == Some(0) {
                return Err(DecodeError::new(DecodeErrorKind::Value, from, FIELD));
            }
        }
        scan.end(FIELD)
    }

    /// Puts the value behind what is there, without the letter and an end of line.
    pub fn write(&self, out: &mut Vec<u8>) {
        self.address.write(out);
        // A count without a TTL would be read as one.
        let needs_ttl = self.count.is_some() && self.address.addrtype.eq_ignore_ascii_case(b"IP4");
        if let Some(ttl) = self.ttl.or(needs_ttl.then_some(u8::MAX)) {
            out.push(b'/');
            words::write_number(ttl, out);
        }
        if let Some(count) = self.count {
            out.push(b'/');
            words::write_number(count, out);
        }
    }
}
