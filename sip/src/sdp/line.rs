//! Lines of a description, and sections of lines (RFC 8866 §5).

use std::fmt;

use crate::{DecodeError, DecodeErrorKind};

/// A line: `<type>=<value>` (RFC 8866 §5).
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line<'a> {
    /// The letter before the equals sign.
    pub kind: u8,
    /// What is behind it, without the end of the line.
    pub value: &'a [u8],
    /// Where the value begins in the description.
    pub offset: usize,
}

impl Line<'_> {
    /// Where the line begins.
    pub(super) const fn start(&self) -> usize {
        self.offset - 2
    }
}

impl fmt::Debug for Line<'_> {
    /// Without the value: it can be a person's address, or a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}=({} octets)", char::from(self.kind), self.value.len())
    }
}

/// Reads lines that end with CR LF or with LF alone, the last also without. Empty lines are passed over.
#[derive(Clone, Debug)]
pub(super) struct Lines<'a> {
    octets: &'a [u8],
    at: usize,
}

impl<'a> Lines<'a> {
    pub(super) const fn new(octets: &'a [u8], from: usize) -> Self {
        Self { octets, at: from }
    }
}

/// An octet eight times.
const fn each(octet: u8) -> u64 {
    u64::from_le_bytes([octet; 8])
}

/// The high bit of each octet that is 0, and perhaps of some above the lowest of them.
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(each(1)) & !word & each(0x80)
}

/// Where the first CR or LF is, or the end. Most lines are so short that eight octets at a time beat a search that must be
/// set up.
#[inline]
fn line_end(octets: &[u8]) -> usize {
    let mut at = 0;
    for chunk in octets.as_chunks().0.iter().take(8) {
        let word = u64::from_le_bytes(*chunk);
        let found = zeros(word ^ each(b'\n')) | zeros(word ^ each(b'\r'));
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = octets.get(at..).unwrap_or_default();
    at + memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len())
}

impl<'a> Iterator for Lines<'a> {
    type Item = Result<Line<'a>, DecodeError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.at;
            let rest = self.octets.get(start..).filter(|rest| !rest.is_empty())?;
            let end = line_end(rest);
            let (text, behind) = rest.split_at_checked(end).unwrap_or((rest, b""));
            let length = match behind {
                [b'\r', b'\n', ..] => 2,
                [b'\n', ..] | [_] => 1,
                [] => 0,
                // A CR that ends no line would be read otherwise by others. Nothing is read behind it.
                _ => {
                    self.at = self.octets.len();
                    return Some(Err(DecodeError::new(DecodeErrorKind::LineEnd, start + end, "line")));
                }
            };
            self.at = start + end + length;
            match text {
                [] => {}
                [kind, b'=', value @ ..] => {
                    return Some(Ok(Line { kind: *kind, value, offset: start + 2 }));
                }
                _ => return Some(Err(DecodeError::new(DecodeErrorKind::Syntax, start, "line"))),
            }
        }
    }
}

/// Lines of a description: those of the session, or those of one of its media. They were looked at when the description was
/// read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Section<'a> {
    /// The description up to the end of the section, so that a place in it is one in the description.
    pub(super) octets: &'a [u8],
    /// Where the section begins.
    pub(super) from: usize,
}

impl<'a> Section<'a> {
    #[inline]
    pub(super) fn lines(self) -> impl Iterator<Item = Line<'a>> + Clone + use<'a> {
        Lines::new(self.octets, self.from).filter_map(Result::ok)
    }

    /// The lines of one letter.
    #[inline]
    pub(super) fn of(self, kind: u8) -> impl Iterator<Item = Line<'a>> + Clone + use<'a> {
        self.lines().filter(move |line| line.kind == kind)
    }
}
