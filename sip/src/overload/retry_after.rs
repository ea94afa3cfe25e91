//! Retry-After (RFC 3261 §20.33).

use std::fmt;
use std::time::Duration;

use crate::chars::SPACE;
use crate::header::{HeaderField, HeaderName, write_number};
use crate::params::Params;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// After how many seconds it is worth trying again (RFC 3261 §20.33).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct RetryAfter<'a> {
    /// The seconds.
    pub seconds: u32,
    /// Words for people, with their brackets; empty if there are none.
    pub comment: &'a [u8],
    /// Its parameters; `duration` says for how long one can be reached then.
    pub params: Params<'a>,
}

impl RetryAfter<'_> {
    /// The time.
    #[must_use]
    pub const fn duration(&self) -> Duration {
        Duration::from_secs(self.seconds as u64)
    }
}

impl<'a> HeaderField<'a> for RetryAfter<'a> {
    const NAME: HeaderName = HeaderName::RETRY_AFTER;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let seconds = scan.number(u32::MAX, "Retry-After")?;
        scan.take(SPACE);
        let comment = comment(&mut scan)?;
        let params = Params::read(&mut scan, |_| {})?;
        scan.end("Retry-After")?;
        Ok(Self { seconds, comment, params })
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_number(self.seconds, out);
        if !self.comment.is_empty() {
            out.push(b' ');
            out.extend_from_slice(self.comment);
        }
        out.extend_from_slice(self.params.octets());
    }
}

impl fmt::Debug for RetryAfter<'_> {
    /// Without the comment: it can be private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RetryAfter({} s){:?}", self.seconds, self.params)
    }
}

/// A comment, with comments in it (RFC 3261 §25.1); empty if none stands here.
fn comment<'a>(scan: &mut Scan<'a>) -> Result<&'a [u8], DecodeError> {
    let from = scan.offset();
    let mut depth = 0_usize;
    loop {
        match scan.rest() {
            [b'(', ..] => depth += 1,
            [b')', ..] if depth > 0 => depth -= 1,
            [b'\\', _, ..] if depth > 0 => scan.skip(1),
            [] if depth > 0 => return Err(DecodeError::new(DecodeErrorKind::Unterminated, from, "comment")),
            _ if depth == 0 => return Ok(scan.since(from)),
            _ => {}
        }
        scan.skip(1);
    }
}
