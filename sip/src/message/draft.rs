//! Requests made anew, or from one that came (RFC 3261 §8.1.1, §16.6).

use std::fmt;

use bytes::{Bytes, BytesMut};

use super::{Field, Message, Rows};
use crate::Method;
use crate::header::{ContentType, Digits, HeaderField};
use crate::uri::Uri;

/// A request that is to be sent: all of it but the first Via, which whoever sends it puts in, and Content-Length, which is
/// counted.
///
/// ```
/// use brivas_sip::header::{HeaderName, MaxForwards};
/// use brivas_sip::message::Draft;
/// use brivas_sip::uri::Uri;
/// use brivas_sip::{Message, Method};
///
/// # let octets = bytes::Bytes::from_static(b"OPTIONS sip:bob@example.com SIP/2.0\r\nMax-Forwards: 70\r\n\
/// #     Subject: Hi\r\n\r\n");
/// # let request = Message::read(octets)?;
/// // What a proxy does with a request: another hop, everything else as it came.
/// let mut draft = Draft::new(Method::OPTIONS, &Uri::read(b"sip:bob@192.0.2.4")?);
/// draft.put(&MaxForwards(69)).copy(&request, |field| field.name != HeaderName::MAX_FORWARDS);
/// draft.set_body_of(&request);
/// # assert_eq!(draft.to_bytes(b"Via: SIP/2.0/UDP 192.0.2.1\r\n"), b"OPTIONS sip:bob@192.0.2.4 SIP/2.0\r\n\
/// #     Via: SIP/2.0/UDP 192.0.2.1\r\nMax-Forwards: 69\r\nSubject: Hi\r\nContent-Length: 0\r\n\r\n"[..]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Draft {
    /// The request line, and the rows behind it.
    head: Rows,
    /// Where the request line ends.
    line: usize,
    body: Bytes,
}

impl Draft {
    /// A request line alone.
    #[must_use]
    pub fn new(method: Method<'_>, request_uri: &Uri<'_>) -> Self {
        Self::of(method, |line| request_uri.write(line))
    }

    /// The same to a URI as it stands.
    pub(crate) fn to(method: Method<'_>, request_uri: &[u8]) -> Self {
        Self::of(method, |line| line.extend_from_slice(request_uri))
    }

    fn of(method: Method<'_>, put_uri: impl FnOnce(&mut Vec<u8>)) -> Self {
        // Most requests without a body fit in.
        let mut line = Vec::with_capacity(512);
        line.extend_from_slice(method.0);
        line.push(b' ');
        put_uri(&mut line);
        line.extend_from_slice(b" SIP/2.0\r\n");
        Self { line: line.len(), head: Rows::behind(line), body: Bytes::new() }
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> Method<'_> {
        let line = self.head.octets();
        let end = memchr::memchr(b' ', line).unwrap_or_default();
        Method(line.get(..end).unwrap_or_default())
    }

    /// Puts a row behind the others.
    pub fn put<'a, H: HeaderField<'a>>(&mut self, value: &H) -> &mut Self {
        self.head.put(value);
        self
    }

    /// Puts a row of any name behind the others, as [`Rows::put_text`] does.
    pub fn put_text(&mut self, name: &str, value: &[u8]) -> &mut Self {
        self.head.put_text(name, value);
        self
    }

    /// Puts all of these rows behind the others.
    pub fn put_rows(&mut self, rows: &Rows) -> &mut Self {
        self.head.put_rows(rows);
        self
    }

    /// Puts those rows of another message behind the others that are chosen, as they stand and in their order. Its
    /// Content-Length is left out, since that of the body here is put in.
    pub fn copy(&mut self, message: &Message, chosen: impl FnMut(&Field<'_>) -> bool) -> &mut Self {
        self.head.copy(message, chosen);
        self
    }

    /// Puts rows behind the others that are rows already, with their ends.
    pub(crate) fn put_raw(&mut self, rows: &[u8]) -> &mut Self {
        self.head.put_raw(rows);
        self
    }

    /// Gives it a body. No row says what it is: see [`Self::set_content`].
    pub fn set_body(&mut self, body: Bytes) -> &mut Self {
        self.body = body;
        self
    }

    /// Gives it a body, and the row that says what it is.
    pub fn set_content(&mut self, content_type: &ContentType<'_>, body: Bytes) -> &mut Self {
        self.put(content_type).set_body(body)
    }

    /// Gives it the body of another message, whose Content-Type and other rows are to be copied too.
    pub fn set_body_of(&mut self, message: &Message) -> &mut Self {
        self.set_body(message.body_bytes())
    }

    /// How many octets it has with a Via row of so many.
    #[must_use]
    pub fn length(&self, via: usize) -> usize {
        let digits = self.digits();
        self.head.octets().len() + via + LENGTH.len() + digits.as_slice().len() + 4 + self.body.len()
    }

    /// The whole request, with these rows before the others: a Via row, which ends with CR LF.
    #[must_use]
    pub fn to_bytes(&self, via: &[u8]) -> Bytes {
        let mut octets = Vec::with_capacity(self.length(via.len()));
        self.pieces(via, |piece| octets.extend_from_slice(piece));
        octets.into()
    }

    /// Puts it behind what is there, as [`Self::to_bytes`] gives it.
    pub(crate) fn write(&self, via: &[u8], out: &mut BytesMut) {
        self.pieces(via, |piece| out.extend_from_slice(piece));
    }

    /// Shows every piece of it in its order.
    fn pieces(&self, via: &[u8], mut piece: impl FnMut(&[u8])) {
        let (line, rows) = self.head.octets().split_at_checked(self.line).unwrap_or_default();
        for octets in [line, via, rows, LENGTH, self.digits().as_slice(), b"\r\n\r\n", &self.body] {
            piece(octets);
        }
    }

    /// Where the Via row is put.
    pub(crate) const fn via_at(&self) -> usize {
        self.line
    }

    fn digits(&self) -> Digits {
        Digits::of(u32::try_from(self.body.len()).unwrap_or(u32::MAX))
    }
}

const LENGTH: &[u8] = b"Content-Length: ";

impl fmt::Debug for Draft {
    /// The method and how many octets there are: a message is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({} octets)", self.method(), self.length(0))
    }
}
