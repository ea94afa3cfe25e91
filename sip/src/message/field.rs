//! One row of a message's header, and the values in it (RFC 3261 §7.3.1).

use std::fmt;

use super::index::Line;
use crate::chars::SPACE;
use crate::header::HeaderName;

/// A row of a message's header.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Field<'a> {
    /// Its name, if this crate knows it.
    pub name: HeaderName,
    /// Its name as it stands.
    pub name_text: &'a [u8],
    /// Its value as it stands, without the space around it. Where it was folded it has CR, LF and space.
    pub value: &'a [u8],
    /// The whole row as it stands, with the CR LF at its end.
    pub row: &'a [u8],
    /// Where the value begins in the message.
    pub offset: usize,
}

impl<'a> Field<'a> {
    pub(super) fn new(octets: &'a [u8], line: &Line) -> Self {
        let (value, before) = trimmed(line.value(octets));
        let offset = line.value_start() + before;
        Self { name: line.name(), name_text: line.name_text(octets), value, row: line.row(octets), offset }
    }

    /// The values of a list, between its commas; the whole value of any other field (RFC 3261 §7.3.1).
    #[must_use]
    pub fn values(&self) -> Values<'a> {
        Values { rest: Some(self.value), offset: self.offset, is_list: self.name.is_list() }
    }
}

impl fmt::Debug for Field<'_> {
    /// Without the value: it can be private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({} octets)", String::from_utf8_lossy(self.name_text), self.value.len())
    }
}

/// The values of a row, without the space around them, and where each begins in the message.
#[derive(Clone, Debug)]
pub struct Values<'a> {
    rest: Option<&'a [u8]>,
    offset: usize,
    is_list: bool,
}

impl<'a> Iterator for Values<'a> {
    type Item = (usize, &'a [u8]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest?;
        let comma = if self.is_list { comma(rest) } else { None };
        let value = rest.get(..comma.unwrap_or(rest.len())).unwrap_or_default();
        let (trimmed, before) = trimmed(value);
        let place = self.offset + before;
        self.rest = comma.map(|comma| {
            self.offset += comma + 1;
            rest.get(comma + 1..).unwrap_or_default()
        });
        Some((place, trimmed))
    }
}

/// Where the first comma is that stands neither in a quoted string nor in angle brackets.
#[inline]
fn comma(octets: &[u8]) -> Option<usize> {
    // Most rows have one value, and no comma at all.
    memchr::memchr(b',', octets)?;
    let (mut is_quoted, mut is_bracketed, mut at) = (false, false, 0);
    while let Some(octet) = octets.get(at) {
        match octet {
            b'\\' if is_quoted => at += 1,
            b'"' => is_quoted = !is_quoted,
            b'<' if !is_quoted => is_bracketed = true,
            b'>' if !is_quoted => is_bracketed = false,
            b',' if !is_quoted && !is_bracketed => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Text without the space around it, and how much there was before it.
#[inline]
fn trimmed(octets: &[u8]) -> (&[u8], usize) {
    let before = SPACE.count(octets);
    let text = octets.get(before..).unwrap_or_default();
    let behind = text.iter().rposition(|octet| !SPACE.has(*octet)).map_or(0, |last| last + 1);
    (text.get(..behind).unwrap_or_default(), before)
}
