//! Header fields about time that passes: Retry-After and Timestamp (RFC 3261 §20.33, §20.38).

use std::fmt;
use std::time::Duration;

use super::number::write as write_number;
use super::{HeaderField, HeaderName};
use crate::params::Params;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// When it can be tried again (RFC 3261 §20.33).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct RetryAfter<'a> {
    /// After so many seconds.
    pub seconds: u32,
    /// Words for people, with their brackets.
    pub comment: Option<&'a [u8]>,
    /// Its parameters.
    pub params: Params<'a>,
}

impl RetryAfter<'_> {
    /// The parameter `duration`: for how many seconds it can be done from then on.
    #[must_use]
    pub fn duration(&self) -> Option<u32> {
        let mut scan = Scan::new(self.params.get(b"duration")?.value?);
        let duration = scan.number(u32::MAX, "duration").ok()?;
        scan.is_empty().then_some(duration)
    }
}

impl<'a> HeaderField<'a> for RetryAfter<'a> {
    const NAME: HeaderName = HeaderName::RETRY_AFTER;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let seconds = scan.number(u32::MAX, "Retry-After")?;
        scan.skip_space();
        let comment = if scan.peek() == Some(b'(') { Some(comment(&mut scan)?) } else { None };
        let params = Params::read(&mut scan, |_| {})?;
        scan.end("Retry-After")?;
        Ok(Self { seconds, comment, params })
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_number(self.seconds, out);
        if let Some(comment) = self.comment {
            out.push(b' ');
            out.extend_from_slice(comment);
        }
        out.extend_from_slice(self.params.octets());
    }
}

impl fmt::Debug for RetryAfter<'_> {
    /// Without the comment: why somebody is away is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RetryAfter({} s){:?}", self.seconds, self.params)
    }
}

/// Words in brackets, in which there can be others (RFC 3261 §25.1, `comment`).
fn comment<'a>(scan: &mut Scan<'a>) -> Result<&'a [u8], DecodeError> {
    let (from, mut depth) = (scan.offset(), 0_usize);
    while let Some(octet) = scan.peek() {
        scan.skip(if octet == b'\\' { 2 } else { 1 });
        match octet {
            b'(' => depth += 1,
            b')' if depth == 1 => return Ok(scan.since(from)),
            b')' => depth -= 1,
            _ => {}
        }
    }
    Err(DecodeError::new(DecodeErrorKind::Unterminated, from, "comment"))
}

/// When a request was sent, by the clock of its sender, and how long the server took before it answered (RFC 3261 §20.38,
/// §8.2.6.1).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Timestamp<'a> {
    /// Seconds as they stand, with decimals or none: a response has the same.
    pub time: &'a [u8],
    /// Seconds as they stand, with decimals or none.
    pub delay: Option<&'a [u8]>,
}

impl Timestamp<'_> {
    /// The time; `None` if it is beyond what can be told.
    #[must_use]
    pub fn duration(&self) -> Option<Duration> {
        seconds(self.time)
    }

    /// The delay; `None` if there is none, or it is beyond what can be told.
    #[must_use]
    pub fn delay_duration(&self) -> Option<Duration> {
        seconds(self.delay?)
    }
}

impl<'a> HeaderField<'a> for Timestamp<'a> {
    const NAME: HeaderName = HeaderName::TIMESTAMP;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        if !scan.peek().is_some_and(|octet| octet.is_ascii_digit()) {
            return Err(scan.unexpected("Timestamp"));
        }
        let time = decimal(&mut scan);
        scan.skip_space();
        let delay = Some(decimal(&mut scan)).filter(|delay| !delay.is_empty());
        if delay.is_some() && scan.since(time.len()).len() == delay.map_or(0, <[u8]>::len) {
            // Without space between them there was a second point.
            return Err(DecodeError::new(DecodeErrorKind::Syntax, time.len(), "Timestamp"));
        }
        scan.end("Timestamp")?;
        Ok(Self { time, delay })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.time);
        if let Some(delay) = self.delay {
            out.push(b' ');
            out.extend_from_slice(delay);
        }
    }
}

impl fmt::Debug for Timestamp<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({}", String::from_utf8_lossy(self.time))?;
        self.delay.map_or(Ok(()), |delay| write!(f, " {}", String::from_utf8_lossy(delay)))?;
        f.write_str(")")
    }
}

/// Digits, and more behind a point.
fn decimal<'a>(scan: &mut Scan<'a>) -> &'a [u8] {
    let from = scan.offset();
    let digits = |scan: &mut Scan<'_>| {
        scan.skip(scan.rest().iter().take_while(|octet| octet.is_ascii_digit()).count());
    };
    digits(scan);
    if scan.eat(b'.') {
        digits(scan);
    }
    scan.since(from)
}

/// Seconds with decimals, of which nine count.
fn seconds(text: &[u8]) -> Option<Duration> {
    let text = std::str::from_utf8(text).ok()?;
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let nanos = decimals.bytes().chain(std::iter::repeat(b'0')).take(9);
    let nanos = nanos.fold(0, |nanos, digit| nanos * 10 + u32::from(digit.wrapping_sub(b'0').min(9)));
    let whole = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    Some(Duration::new(whole, nanos))
}
