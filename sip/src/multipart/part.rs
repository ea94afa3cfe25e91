//! A part of a body (RFC 2046 §5.1).

use std::fmt;

use crate::chars::SPACE;
use crate::header::{ContentType, HeaderField, HeaderName, MediaType};
use crate::message::Field;
use crate::{DecodeError, Message};

/// A part of a body with its own header fields, or a message's body with those of the message.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part<'a> {
    /// What is in it.
    pub body: &'a [u8],
    /// Where [`Self::body`] begins in the message, or in the body that [`Multipart::new`](super::Multipart::new) was given.
    pub offset: usize,
    header: &'a [u8],
}

impl<'a> Part<'a> {
    /// The body of a message, with the header fields of that.
    #[must_use]
    pub fn of(message: &'a Message) -> Self {
        let octets = message.octets();
        let head = octets.get(..octets.len() - message.body().len()).unwrap_or_default();
        let start_line = memchr::memchr(b'\n', head).map_or(head.len(), |at| at + 1);
        let header = head.get(start_line..).unwrap_or_default();
        Self { body: message.body(), offset: head.len(), header }
    }

    /// What stands between two delimiters, at this place: header fields, and behind an empty line the body.
    pub(super) fn new(octets: &'a [u8], at: usize) -> Self {
        if let Some(body) = octets.strip_prefix(b"\r\n") {
            return Self { body, offset: at + 2, header: b"" };
        }
        let head = memchr::memmem::find(octets, b"\r\n\r\n").map_or(octets.len(), |end| end + 4);
        let (header, body) = octets.split_at_checked(head).unwrap_or((octets, b""));
        Self { body, offset: at + head, header }
    }

    /// Its header fields in their order. A row without a colon is passed over.
    pub fn fields(&self) -> impl Iterator<Item = Field<'a>> + use<'a> {
        let before = self.offset.saturating_sub(self.header.len());
        let (header, mut at) = (self.header, 0);
        std::iter::from_fn(move || {
            loop {
                let row = row(header.get(at..)?)?;
                let from = at;
                at += row.len();
                if let Some(field) = field(row, before + from) {
                    return Some(field);
                }
            }
        })
    }

    /// The first value of a header field; `None` if there is none.
    ///
    /// # Errors
    /// It is against its grammar.
    pub fn get<H: HeaderField<'a>>(&self) -> Result<Option<H>, DecodeError> {
        let Some(field) = self.fields().find(|field| field.name == H::NAME) else { return Ok(None) };
        let Some((offset, value)) = field.values().next() else { return Ok(None) };
        H::read(value).map(Some).map_err(|error| error.behind(offset))
    }

    /// Of which kind it is; `None` if it does not say, which means `text/plain` (RFC 2046 §5.1).
    ///
    /// # Errors
    /// Its Content-Type is against its grammar.
    pub fn kind(&self) -> Result<Option<MediaType<'a>>, DecodeError> {
        Ok(self.get::<ContentType<'a>>()?.map(|field| field.0))
    }

    /// Its Content-ID without the angle brackets, by which a `cid` URI names it (RFC 2392).
    #[must_use]
    pub fn content_id(&self) -> Option<&'a [u8]> {
        let field = self.fields().find(|field| field.name_text.eq_ignore_ascii_case(b"Content-ID"))?;
        field.value.strip_prefix(b"<")?.strip_suffix(b">")
    }
}

/// The first row of these, with the rows that it is folded into; `None` at the empty line, or if there are none.
fn row(header: &[u8]) -> Option<&[u8]> {
    if header.is_empty() || header.starts_with(b"\r\n") {
        return None;
    }
    let ends = memchr::memchr_iter(b'\n', header).map(|at| at + 1);
    let end = ends.into_iter().find(|end| !matches!(header.get(*end), Some(b' ' | b'\t')));
    header.get(..end.unwrap_or(header.len()))
}

/// The field that a row is, at this place; `None` without a colon.
fn field(row: &[u8], at: usize) -> Option<Field<'_>> {
    let colon = memchr::memchr(b':', row)?;
    let name_text = row.get(..colon)?.trim_ascii_end();
    let text = row.get(colon + 1..)?;
    let space = SPACE.count(text);
    let value = text.get(space..)?.trim_ascii_end();
    let offset = at + colon + 1 + space;
    Some(Field { name: HeaderName::of(name_text), name_text, value, row, offset })
}

impl fmt::Debug for Part<'_> {
    /// How long it is: a body is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Part({} octets)", self.body.len())
    }
}
