//! Responses made from the request that they answer (RFC 3261 §8.2.6).

use bytes::Bytes;

use super::Message;
use crate::StatusCode;
use crate::header::{Digits, HeaderField, HeaderName};

/// Rows of a header, to be put into a message.
#[derive(Clone, Default)]
pub struct Rows {
    octets: Vec<u8>,
}

impl Rows {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { octets: Vec::new() }
    }

    /// Puts a row behind the others.
    pub fn put<'a, H: HeaderField<'a>>(&mut self, value: &H) -> &mut Self {
        self.octets.extend_from_slice(H::NAME.text().as_bytes());
        self.octets.extend_from_slice(b": ");
        value.write(&mut self.octets);
        self.octets.extend_from_slice(b"\r\n");
        self
    }

    /// Puts a row of any name behind the others. A CR or LF in name or value would begin another row: each becomes a space.
    pub fn put_text(&mut self, name: &str, value: &[u8]) -> &mut Self {
        let plain = |octet: &u8| if matches!(octet, b'\r' | b'\n') { b' ' } else { *octet };
        self.octets.extend(name.as_bytes().iter().map(plain));
        self.octets.extend_from_slice(b": ");
        self.octets.extend(value.iter().map(plain));
        self.octets.extend_from_slice(b"\r\n");
        self
    }

    /// Forgets them, and keeps the room.
    pub fn clear(&mut self) {
        self.octets.clear();
    }
}

impl std::fmt::Debug for Rows {
    /// How many octets there are: they can be private.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rows({} octets)", self.octets.len())
    }
}

/// A response to a request, with its Via rows, From, To, Call-ID and CSeq as they came (RFC 3261 §8.2.6.2).
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)] // the parts of a response
pub struct Response<'a> {
    /// What is answered.
    pub request: &'a Message,
    /// What became of it.
    pub code: StatusCode,
    /// The same in words; those of the standard if empty.
    pub reason_phrase: &'a [u8],
    /// The tag put to the To of a request that has none there; none in 100 Trying.
    pub to_tag: Option<&'a [u8]>,
    /// Whether the Record-Route rows go back too: in what makes a dialog (RFC 3261 §12.1.1).
    pub with_record_route: bool,
    /// What else is in its header; Content-Type too, if there is a body.
    pub rows: Option<&'a Rows>,
    /// Its body.
    pub body: &'a [u8],
}

impl<'a> Response<'a> {
    /// A response without a tag, other rows or a body.
    #[must_use]
    pub const fn new(request: &'a Message, code: StatusCode) -> Self {
        Self {
            request,
            code,
            reason_phrase: b"",
            to_tag: None,
            with_record_route: false,
            rows: None,
            body: b"",
        }
    }

    /// The octets of it, in one allocation.
    #[must_use]
    pub fn to_bytes(&self) -> Bytes {
        let mut length = 0;
        self.pieces(|piece| length += piece.len());
        let mut octets = Vec::with_capacity(length);
        self.pieces(|piece| octets.extend_from_slice(piece));
        octets.into()
    }

    /// Shows every piece of it in its order.
    fn pieces(&self, mut piece: impl FnMut(&[u8])) {
        let to_tag = self.to_tag.filter(|_| !self.request.has_to_tag());
        let phrase = match self.reason_phrase {
            b"" => self.code.reason_phrase().as_bytes(),
            phrase => phrase,
        };
        piece(b"SIP/2.0 ");
        piece(Digits::of(self.code.0.into()).as_slice());
        piece(b" ");
        piece(phrase);
        piece(b"\r\n");
        for line in self.request.index.lines() {
            let goes_back = match line.name() {
                HeaderName::VIA
                | HeaderName::FROM
                | HeaderName::TO
                | HeaderName::CALL_ID
                | HeaderName::CSEQ => true,
                HeaderName::RECORD_ROUTE => self.with_record_route,
                _ => false,
            };
            if !goes_back {
                continue;
            }
            let row = line.row(&self.request.octets);
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
        self.rows.into_iter().for_each(|rows| piece(&rows.octets));
        piece(b"Content-Length: ");
        piece(Digits::of(u32::try_from(self.body.len()).unwrap_or(u32::MAX)).as_slice());
        piece(b"\r\n\r\n");
        piece(self.body);
    }
}
