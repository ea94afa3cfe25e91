//! ACK and CANCEL as they follow from the request that they belong to (RFC 3261 §9.1, §17.1.1.3).

use std::ops::Range;

use bytes::Bytes;

use crate::header::{CSeq, HeaderField, HeaderName, MaxForwards, Transport, Via};
use crate::message::Draft;
use crate::{Message, Method};

/// A request as it was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    pub(super) octets: Bytes,
    /// Where the row of our Via is.
    pub(super) via: Range<usize>,
}

impl Origin {
    /// The ACK for this response, which is none of 2xx: with its To.
    pub(super) fn ack(&self, response: &Message) -> Option<Bytes> {
        let to = response.rows(HeaderName::TO).next()?.row;
        Some(self.derived(Method::ACK, Some(to), b"")?.octets)
    }

    /// The CANCEL, with these rows.
    pub(super) fn cancel(&self, rows: &[u8]) -> Option<Self> {
        self.derived(Method::CANCEL, None, rows)
    }

    /// A request to the same URI with the same top Via, Route, From, Call-ID and number. What the transaction had is all in
    /// the octets sent, so nothing else need be kept for a case that is rare.
    fn derived(&self, method: Method<'_>, to: Option<&[u8]>, rows: &[u8]) -> Option<Self> {
        let request = Message::read(self.octets.clone()).ok()?;
        let number = request.need::<CSeq<'_>>().ok()?.number;
        let mut draft = Draft::new(method, &request.request()?.uri().ok()?);
        let is_kept = |name| match name {
            HeaderName::FROM | HeaderName::CALL_ID | HeaderName::ROUTE => true,
            HeaderName::TO => to.is_none(),
            // An ACK shows the same credentials as its INVITE (RFC 3261 §22.1).
            HeaderName::AUTHORIZATION | HeaderName::PROXY_AUTHORIZATION => method == Method::ACK,
            _ => false,
        };
        draft.copy(&request, |field| is_kept(field.name));
        if let Some(to) = to {
            draft.put_raw(to);
        }
        draft.put(&CSeq { number, method }).put(&MaxForwards(70)).put_raw(rows);
        let via = self.octets.get(self.via.clone())?;
        let at = draft.via_at();
        Some(Self { octets: draft.to_bytes(via), via: at..at + via.len() })
    }

    /// The branch of our Via.
    pub(super) fn branch(&self) -> Option<&[u8]> {
        self.via_value()?.branch
    }

    fn via_value(&self) -> Option<Via<'_>> {
        let row = self.octets.get(self.via.clone())?;
        Via::read(row.strip_prefix(b"Via: ")?.strip_suffix(b"\r\n")?).ok()
    }

    /// Names another path in the Via.
    pub(super) fn take_path(&mut self, transport: Transport<'_>, sent_by: &[u8]) {
        let Some(branch) = self.branch() else { return };
        let mut octets = Vec::with_capacity(self.octets.len() + sent_by.len());
        octets.extend_from_slice(self.octets.get(..self.via.start).unwrap_or_default());
        octets.extend_from_slice(b"Via: SIP/2.0/");
        octets.extend_from_slice(transport.0);
        octets.push(b' ');
        octets.extend_from_slice(sent_by);
        octets.extend_from_slice(b";branch=");
        octets.extend_from_slice(branch);
        octets.extend_from_slice(if transport.is_reliable() { b"\r\n" } else { b";rport\r\n" });
        let end = octets.len();
        octets.extend_from_slice(self.octets.get(self.via.end..).unwrap_or_default());
        *self = Self { via: self.via.start..end, octets: octets.into() };
    }
}
