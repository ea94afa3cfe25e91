//! Where a request came from, in its top Via (RFC 3261 §18.2.1, RFC 3581 §4).

use std::fmt::Write;
use std::net::SocketAddr;

use bytes::Bytes;

use super::{Known, Message};
use crate::header::{HeaderField, Via};

/// An address as text; the longest has 45 octets.
struct Text {
    octets: [u8; 48],
    length: usize,
}

impl Text {
    fn as_slice(&self) -> &[u8] {
        self.octets.get(..self.length).unwrap_or_default()
    }
}

impl Write for Text {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let place = self.octets.get_mut(self.length..self.length + text.len()).ok_or(std::fmt::Error)?;
        place.copy_from_slice(text.as_bytes());
        self.length += text.len();
        Ok(())
    }
}

impl Message {
    /// The same request with `received` in its top Via, where its sender's address is another than the Via says or the sender
    /// asks for it by `rport`, and with the port then; `None` if the Via needs neither. What is `known` of it is of the other, too;
    /// `scratch` is overwritten.
    pub(crate) fn received_from(
        &self,
        via: &Via<'_>,
        known: Option<Known>,
        source: SocketAddr,
        scratch: &mut Vec<u8>,
    ) -> Option<Self> {
        let ip = source.ip().to_canonical();
        if via.rport.is_none() && via.received.is_none() && via.host.ip() == Some(ip) {
            return None;
        }
        let mut address = Text { octets: [0; 48], length: 0 };
        let _ = write!(address, "{ip}");
        let rport = via.rport.map(|_| Some(source.port()));
        scratch.clear();
        Via { received: Some(address.as_slice()), rport, ..*via }.write(scratch);
        self.with_top_via(scratch, known)
    }

    /// The same message with another value in place of the first of Via; `None` if it would be too long.
    fn with_top_via(&self, new: &[u8], known: Option<Known>) -> Option<Self> {
        let row = self.rows(Via::NAME).next()?;
        let (from, old) = row.values().next()?;
        let to = from + old.len();
        let index = self.index.moved(from, old.len(), new.len())?;
        let mut octets = Vec::with_capacity(self.end - old.len() + new.len());
        octets.extend_from_slice(self.octets.get(..from)?);
        octets.extend_from_slice(new);
        octets.extend_from_slice(self.octets.get(to..self.end)?);
        let (head, end) = (self.head - old.len() + new.len(), octets.len());
        let known = known.and_then(|known| known.moved(from, old.len(), new.len()));
        Some(Self { octets: Bytes::from(octets), start: self.start, index, head, end, known })
    }
}
