//! Bodies of several parts (RFC 2046 §5.1, RFC 5621). Parts are octets: they may have empty lines and NUL in them.
//!
//! | file | what |
//! |---|---|
//! | `multipart/part.rs` | [`Part`]: a part with its own header fields |
//! | `multipart/find.rs` | [`find`]: a kind of body, wherever it is |
//! | `multipart/build.rs` | [`Builder`]: parts put together |

mod build;
mod find;
mod part;

use std::fmt;

pub use build::{Builder, Built};
pub use find::find;
pub use part::Part;

use crate::header::MediaType;
use crate::{DecodeError, DecodeErrorKind};

/// A boundary has at most so many octets (RFC 2046 §5.1.1).
const LONGEST_BOUNDARY: usize = 70;

/// As many parts of a body are read.
const MOST_PARTS: usize = 256;

/// The parts of a body, which are read when they are asked for.
#[derive(Clone, Copy)]
pub struct Multipart<'a> {
    body: &'a [u8],
    boundary: &'a [u8],
    /// Where the body begins in what its parts are counted in.
    offset: usize,
}

/// A line that stands between parts.
#[derive(Clone, Copy, Debug)]
struct Delimiter {
    /// Where it begins: with the CR LF before it, if it is not at the front of the body.
    from: usize,
    /// Where the next part begins.
    to: usize,
    /// Whether no other part follows.
    is_last: bool,
}

impl<'a> Multipart<'a> {
    /// The parts of a body of this kind.
    ///
    /// # Errors
    /// The kind is none of `multipart`, or has no `boundary` of 1 to 70 characters. The offset is 0: the fault is in the
    /// Content-Type.
    pub fn new(kind: &MediaType<'a>, body: &'a [u8]) -> Result<Self, DecodeError> {
        let bad = |kind| DecodeError::new(kind, 0, "boundary");
        if !kind.main.eq_ignore_ascii_case(b"multipart") {
            return Err(bad(DecodeErrorKind::Mismatch));
        }
        let value = kind.params.get(b"boundary").and_then(|param| param.value);
        let value = value.ok_or(bad(DecodeErrorKind::Missing))?;
        let quoted = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\""));
        let boundary = quoted.unwrap_or(value);
        if boundary.is_empty() || boundary.len() > LONGEST_BOUNDARY {
            return Err(bad(DecodeErrorKind::Value));
        }
        Ok(Self { body, boundary, offset: 0 })
    }

    /// The parts in their order, without what stands before the first and behind the last. An error is the last item: the
    /// body ends without its last delimiter, or has more than 256 parts. Its offset counts from the start of the
    /// body.
    #[must_use]
    pub fn parts(&self) -> Parts<'a> {
        Parts { of: *self, before: self.delimiter(0), count: 0, is_over: false }
    }

    /// The next line between parts that begins here or later.
    fn delimiter(&self, at: usize) -> Option<Delimiter> {
        let rest = self.body.get(at..)?;
        if at == 0
            && rest.starts_with(b"--")
            && let Some((to, is_last)) = self.line_end(2)
        {
            return Some(Delimiter { from: 0, to, is_last });
        }
        memchr::memmem::find_iter(rest, b"\r\n--").find_map(|before| {
            let (to, is_last) = self.line_end(at + before + 4)?;
            Some(Delimiter { from: at + before, to, is_last })
        })
    }

    /// Where the line ends that has the boundary here, and whether it is the last; `None` if it has something else (RFC 2046
    /// §5.1.1).
    fn line_end(&self, at: usize) -> Option<(usize, bool)> {
        let behind = self.body.get(at..)?.strip_prefix(self.boundary)?;
        let (behind, is_last) = behind.strip_prefix(b"--").map_or((behind, false), |behind| (behind, true));
        let padding = behind.iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
        let behind = behind.get(padding..)?;
        let next = match behind.strip_prefix(b"\r\n") {
            Some(next) => next,
            None if behind.is_empty() => behind,
            None => return None,
        };
        Some((self.body.len() - next.len(), is_last))
    }
}

impl fmt::Debug for Multipart<'_> {
    /// How long it is: a body is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Multipart({} octets)", self.body.len())
    }
}

/// The parts of a body, one after the other.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    of: Multipart<'a>,
    /// What stands before the next part.
    before: Option<Delimiter>,
    count: usize,
    is_over: bool,
}

impl<'a> Iterator for Parts<'a> {
    type Item = Result<Part<'a>, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over || self.before.is_some_and(|before| before.is_last) {
            return None;
        }
        let part = self.part();
        self.count += 1;
        self.is_over = part.is_err();
        Some(part)
    }
}

impl<'a> Parts<'a> {
    fn part(&mut self) -> Result<Part<'a>, DecodeError> {
        let bad = |kind, at| Err(DecodeError::new(kind, self.of.offset + at, "multipart-body"));
        let Some(before) = self.before else {
            return bad(DecodeErrorKind::Missing, self.of.body.len());
        };
        if self.count >= MOST_PARTS {
            return bad(DecodeErrorKind::TooLarge, before.to);
        }
        // The CR LF at the end of one line can be that before the next: then the part has no octets.
        let Some(next) = self.of.delimiter(before.to.saturating_sub(2).max(1)) else {
            return bad(DecodeErrorKind::Unterminated, before.to);
        };
        self.before = Some(next);
        let octets = self.of.body.get(before.to..next.from).unwrap_or_default();
        Ok(Part::new(octets, self.of.offset + before.to))
    }
}
