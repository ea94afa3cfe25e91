//! Rows of a header that are to be sent.

use std::fmt;

use super::{Field, Message};
use crate::header::{HeaderField, HeaderName, NameAddr};

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

    /// Puts all of these rows behind the others.
    pub fn put_rows(&mut self, rows: &Self) -> &mut Self {
        self.octets.extend_from_slice(&rows.octets);
        self
    }

    /// Puts those rows of a message behind the others that are chosen, as they stand and in their order. Its Content-Length is
    /// left out, since that of the body sent is put in.
    pub fn copy(&mut self, message: &Message, mut chosen: impl FnMut(&Field<'_>) -> bool) -> &mut Self {
        let fields = message.fields().filter(|field| field.name != HeaderName::CONTENT_LENGTH);
        for field in fields.filter(|field| chosen(field)) {
            self.octets.extend_from_slice(field.row);
        }
        self
    }

    /// The rows as they will stand.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// Puts rows behind the others that are rows already, with their ends.
    pub(crate) fn put_raw(&mut self, rows: &[u8]) {
        self.octets.extend_from_slice(rows);
    }

    /// Puts an address in without its tag, as a part of a row.
    pub(crate) fn put_address(&mut self, address: &NameAddr<'_>) {
        address.write_untagged(&mut self.octets);
    }

    /// Whether there is a row of this name, whole or compact.
    pub(crate) fn has(&self, name: &[u8]) -> bool {
        let known = HeaderName::of(name);
        self.octets.split(|octet| *octet == b'\n').any(|row| {
            let colon = memchr::memchr(b':', row).unwrap_or(0);
            let of = row.get(..colon).unwrap_or_default();
            of.eq_ignore_ascii_case(name) || known != HeaderName::OTHER && HeaderName::of(of) == known
        })
    }

    /// Rows that are put behind a start line.
    pub(super) const fn behind(octets: Vec<u8>) -> Self {
        Self { octets }
    }

    /// Forgets them, and keeps the room.
    pub fn clear(&mut self) {
        self.octets.clear();
    }
}

impl fmt::Debug for Rows {
    /// How many octets there are: they can be private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rows({} octets)", self.octets.len())
    }
}
