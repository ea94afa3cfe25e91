//! Elements one after the other.

use super::{Element, Tag};
use crate::{DecodeError, DecodeErrorKind};

/// How deep elements of indefinite length may be nested: far deeper than any standard's types.
const DEPTH: u32 = 32;

/// A position in the content of a constructed element, or in a whole message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> Reader<'a> {
    /// Reads these octets.
    #[must_use]
    pub const fn new(octets: &'a [u8]) -> Self {
        Self::at(octets, 0)
    }

    /// The same where they begin so many octets into something larger: faults are told from there.
    pub(crate) const fn at(octets: &'a [u8], offset: usize) -> Self {
        Self { rest: octets, offset }
    }

    /// Whether all has been read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// What has not been read.
    #[must_use]
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Octets from the start of all to the next element.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// The tag of the next element; `None` at the end, or where no tag can be read.
    #[inline]
    #[must_use]
    pub fn peek(&self) -> Option<Tag> {
        tag(self.rest).map(|(tag, _)| tag)
    }

    /// The next element, which the standard calls so.
    ///
    /// # Errors
    /// There is none, or its tag or length cannot be read.
    #[inline]
    pub fn next(&mut self, field: &'static str) -> Result<Element<'a>, DecodeError> {
        // A tag and a length of one octet each, as nearly all have.
        if let [first, length @ 0..0x80, ..] = *self.rest
            && first & 0x1F != 0x1F
            && let Some((octets, rest)) = self.rest.split_at_checked(2 + usize::from(length))
            && let Some(content) = octets.get(2..)
        {
            let element =
                Element { tag: Tag(first.into()), content, octets, offset: self.offset, header: 2, field };
            (self.rest, self.offset) = (rest, self.offset + octets.len());
            return Ok(element);
        }
        self.next_of_any_form(field)
    }

    #[cold]
    fn next_of_any_form(&mut self, field: &'static str) -> Result<Element<'a>, DecodeError> {
        let (tag, header) = tag(self.rest).ok_or(self.error(DecodeErrorKind::Missing, field))?;
        let behind = self.rest.get(header..).unwrap_or_default();
        let (length, octets) = length(behind).ok_or(self.error(DecodeErrorKind::Length, field))?;
        let header = header + octets;
        let (content, whole) = match length {
            Some(length) => (length, header + length),
            None if tag.is_constructed() => {
                let behind = self.rest.get(header..).unwrap_or_default();
                let length = indefinite(behind, DEPTH).map_err(|kind| self.error(kind, field))?;
                (length, header + length + 2)
            }
            None => return Err(self.error(DecodeErrorKind::Length, field)),
        };
        let Some((octets, rest)) = self.rest.split_at_checked(whole) else {
            return Err(self.error(DecodeErrorKind::Length, field));
        };
        let content = octets.get(header..header + content).unwrap_or_default();
        let element = Element { tag, content, octets, offset: self.offset, header, field };
        self.rest = rest;
        self.offset += whole;
        Ok(element)
    }

    /// The next element if it has this tag.
    ///
    /// # Errors
    /// As [`Self::next`].
    #[inline]
    pub fn optional(&mut self, tag: Tag, field: &'static str) -> Result<Option<Element<'a>>, DecodeError> {
        if self.peek() == Some(tag) { self.next(field).map(Some) } else { Ok(None) }
    }

    /// The next element, which must have this tag.
    ///
    /// # Errors
    /// As [`Self::next`], or it has another.
    #[inline]
    pub fn expect(&mut self, tag: Tag, field: &'static str) -> Result<Element<'a>, DecodeError> {
        match self.peek() {
            Some(found) if found == tag => self.next(field),
            Some(_) => Err(self.error(DecodeErrorKind::Unexpected, field)),
            None => Err(self.error(DecodeErrorKind::MandatoryMissing, field)),
        }
    }

    /// Nothing more may come.
    ///
    /// # Errors
    /// Something does.
    pub fn finish(&self, field: &'static str) -> Result<(), DecodeError> {
        if self.is_empty() { Ok(()) } else { Err(self.error(DecodeErrorKind::Trailing, field)) }
    }

    const fn error(&self, kind: DecodeErrorKind, field: &'static str) -> DecodeError {
        DecodeError::new(kind, self.offset, field)
    }
}

/// The tag in front, and how many octets it has (X.690 §8.1.2). Numbers above 2^14 are no tags of SS7.
#[inline]
fn tag(octets: &[u8]) -> Option<(Tag, usize)> {
    let first = *octets.first()?;
    if first & 0x1F != 0x1F {
        return Some((Tag(first.into()), 1));
    }
    let second = *octets.get(1)?;
    let tag = u32::from(first) << 8 | u32::from(second);
    if second & 0x80 == 0 {
        return Some((Tag(tag), 2));
    }
    let third = *octets.get(2)?;
    (third & 0x80 == 0).then_some((Tag(tag << 8 | u32::from(third)), 3))
}

/// The length in front, `None` where it is indefinite, and how many octets it has (X.690 §8.1.3). Longer forms than needed
/// are read.
#[inline]
fn length(octets: &[u8]) -> Option<(Option<usize>, usize)> {
    let first = *octets.first()?;
    if first < 0x80 {
        return Some((Some(first.into()), 1));
    }
    let count = usize::from(first & 0x7F);
    if count == 0 {
        return Some((None, 1));
    }
    let mut length: usize = 0;
    for octet in octets.get(1..=count)? {
        length = length.checked_mul(256)?.checked_add((*octet).into())?;
    }
    // Nothing that a network carries is as long.
    (length <= usize::from(u16::MAX)).then_some((Some(length), 1 + count))
}

/// Octets of content up to the two zeros that end it (X.690 §8.1.5).
fn indefinite(octets: &[u8], depth: u32) -> Result<usize, DecodeErrorKind> {
    if depth == 0 {
        return Err(DecodeErrorKind::Depth);
    }
    let mut at = 0;
    loop {
        let rest = octets.get(at..).unwrap_or_default();
        if rest.starts_with(&[0, 0]) {
            return Ok(at);
        }
        let (tag, header) = tag(rest).ok_or(DecodeErrorKind::Missing)?;
        let (length, size) = length(rest.get(header..).unwrap_or_default()).ok_or(DecodeErrorKind::Length)?;
        let header = header + size;
        let content = match length {
            Some(length) => length,
            None if tag.is_constructed() => {
                indefinite(rest.get(header..).unwrap_or_default(), depth - 1)? + 2
            }
            None => return Err(DecodeErrorKind::Length),
        };
        at += header + content;
        if at > octets.len() {
            return Err(DecodeErrorKind::Length);
        }
    }
}
