//! Responses made from the request that they answer (RFC 3261 §8.2.6).

use bytes::{Bytes, BytesMut};

use super::{Message, Rows};
use crate::header::{Digits, HeaderName};
use crate::{Method, StatusCode};

/// What is answered to a request; its Via rows, From, To, Call-ID and CSeq go back as they came (RFC 3261 §8.2.6.2).
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)] // the parts of a response
pub struct Response<'a> {
    /// What became of the request.
    pub code: StatusCode,
    /// The same in words; those of the standard if empty.
    pub reason_phrase: &'a [u8],
    /// What else is in its header; Content-Type too, if there is a body.
    pub rows: Option<&'a Rows>,
    /// Its body.
    pub body: &'a [u8],
}

/// More than what a response has of its own: its first line with a phrase of the standard, `;tag=`, Content-Length, the empty line.
const OWN: usize = 128;

impl<'a> Response<'a> {
    /// A response without other rows or a body.
    #[must_use]
    pub const fn new(code: StatusCode) -> Self {
        Self { code, reason_phrase: b"", rows: None, body: b"" }
    }

    /// The octets of it as the answer to this request, in one allocation.
    ///
    /// The tag is put to the To of a request that has none there, but not in 100 Trying (RFC 3261 §8.2.6.2). Where the
    /// response makes a dialog, the Record-Route rows go back too (RFC 3261 §12.1.1); with 100 Trying goes the Timestamp (RFC
    /// 3261 §8.2.6.1).
    #[must_use]
    pub fn to_bytes(&self, request: &Message, to_tag: &[u8]) -> Bytes {
        let has_dialog = request.has_to_tag();
        let mut length = 0;
        self.pieces(request, has_dialog, to_tag, |piece| length += piece.len());
        let mut octets = Vec::with_capacity(length);
        self.pieces(request, has_dialog, to_tag, |piece| octets.extend_from_slice(piece));
        octets.into()
    }

    /// Puts it behind what is there, and in [`Self::most`] octets.
    pub(crate) fn write(&self, request: &Message, to_tag: &[u8], out: &mut BytesMut) {
        self.pieces(request, request.has_to_tag(), to_tag, |piece| out.extend_from_slice(piece));
    }

    /// No more octets than it has: a row of the request goes back once or not at all.
    pub(crate) fn most(&self, request: &Message, to_tag: &[u8]) -> usize {
        let rows = self.rows.map_or(0, |rows| rows.octets().len());
        OWN + self.reason_phrase.len() + request.head + to_tag.len() + rows + self.body.len()
    }

    /// Shows every piece of it in its order.
    #[inline]
    fn pieces(&self, request: &Message, has_dialog: bool, to_tag: &[u8], mut piece: impl FnMut(&[u8])) {
        let is_trying = self.code == StatusCode::TRYING;
        let makes_dialog = !has_dialog
            && (101..300).contains(&self.code.0)
            && request.method().is_some_and(|method| makes_dialogs(&method));
        let to_tag = Some(to_tag).filter(|_| !has_dialog && !is_trying);
        let phrase = match self.reason_phrase {
            b"" => self.code.reason_phrase().as_bytes(),
            phrase => phrase,
        };
        piece(b"SIP/2.0 ");
        piece(Digits::of(self.code.0.into()).as_slice());
        piece(b" ");
        piece(phrase);
        piece(b"\r\n");
        for line in request.index.lines() {
            let goes_back = match line.name() {
                HeaderName::VIA
                | HeaderName::FROM
                | HeaderName::TO
                | HeaderName::CALL_ID
                | HeaderName::CSEQ => true,
                HeaderName::RECORD_ROUTE => makes_dialog,
                HeaderName::TIMESTAMP => is_trying,
                _ => false,
            };
            if !goes_back {
                continue;
            }
            let row = line.row(&request.octets);
            match to_tag.filter(|_| line.name() == HeaderName::TO) {
                None => piece(row),
                Some(tag) => {
                    piece(row.strip_suffix(b"\r\n").unwrap_or(row));
                    piece(b";tag=");
                    piece(tag);
                    piece(b"\r\n");
                }
            }
        }
        self.rows.into_iter().for_each(|rows| piece(rows.octets()));
        piece(b"Content-Length: ");
        piece(Digits::of(u32::try_from(self.body.len()).unwrap_or(u32::MAX)).as_slice());
        piece(b"\r\n\r\n");
        piece(self.body);
    }
}

/// Whether a request of this method makes a dialog when it is accepted (RFC 3261 §12, RFC 6665 §4.4.1, RFC 3515 §2.4.4).
fn makes_dialogs(method: &Method<'_>) -> bool {
    [Method::INVITE, Method::SUBSCRIBE, Method::REFER, Method::NOTIFY].contains(method)
}
