//! `t=`, `r=` and `z=`: when a session takes place (RFC 8866 §5.9 to §5.11).

use super::words;
use crate::DecodeError;
use crate::scan::Scan;

/// From when to when (RFC 8866 §5.9), in seconds since 1900, as NTP counts them; both 0 for a session that is not bounded, as
/// calls are (RFC 3264 §5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Time {
    /// The first second; 0 for no bound.
    pub start: u64,
    /// The last second; 0 for no bound.
    pub stop: u64,
}

impl Time {
    /// Reads the value of the line.
    ///
    /// # Errors
    /// Something else than two numbers of 64 bits.
    pub fn read(value: &[u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let start = words::number64(&mut scan, "start-time")?;
        scan.skip_space();
        let stop = words::number64(&mut scan, "stop-time")?;
        scan.end("time-field")?;
        Ok(Self { start, stop })
    }

    /// Puts the value behind what is there, without the letter and an end of line.
    pub fn write(&self, out: &mut Vec<u8>) {
        words::write_number(self.start, out);
        out.push(b' ');
        words::write_number(self.stop, out);
    }
}

/// How often it takes place (RFC 8866 §5.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Repeat<'a> {
    /// Seconds from one to the next.
    pub interval: u64,
    /// Seconds that each lasts.
    pub duration: u64,
    offsets: &'a [u8],
}

impl<'a> Repeat<'a> {
    /// Reads the value of the line. Numbers may have a unit: `d`, `h`, `m` or `s`.
    ///
    /// # Errors
    /// Something else than such numbers, or fewer than two.
    pub fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let interval = typed_time(&mut scan, "repeat-interval")?;
        scan.skip_space();
        let duration = typed_time(&mut scan, "repeat-fields")?;
        let from = scan.offset();
        loop {
            scan.skip_space();
            if scan.is_empty() {
                return Ok(Self { interval, duration, offsets: scan.since(from) });
            }
            scan.eat(b'-');
            typed_time(&mut scan, "repeat-fields")?;
        }
    }

    /// Seconds from the start of the session to each.
    pub fn offsets(&self) -> impl Iterator<Item = i64> + use<'a> {
        let mut scan = Scan::new(self.offsets);
        std::iter::from_fn(move || signed_time(&mut scan))
    }
}

/// By how much the clock is put forward (RFC 8866 §5.11): pairs of a time in seconds since 1900 and an offset in seconds.
/// They end where one cannot be read.
pub(super) fn adjustments(value: &[u8]) -> impl Iterator<Item = (u64, i64)> + use<'_> {
    let mut scan = Scan::new(value);
    std::iter::from_fn(move || {
        scan.skip_space();
        let time = words::number64(&mut scan, "zone-adjustments").ok()?;
        Some((time, signed_time(&mut scan)?))
    })
}

/// A number of seconds with a sign or none, and with a unit or none.
fn signed_time(scan: &mut Scan<'_>) -> Option<i64> {
    scan.skip_space();
    let is_negative = scan.eat(b'-');
    let seconds = i64::try_from(typed_time(scan, "typed-time").ok()?).ok()?;
    Some(if is_negative { -seconds } else { seconds })
}

fn typed_time(scan: &mut Scan<'_>, field: &'static str) -> Result<u64, DecodeError> {
    let number = words::number64(scan, field)?;
    let unit = match scan.peek() {
        Some(b'd') => 86_400,
        Some(b'h') => 3600,
        Some(b'm') => 60,
        Some(b's') => 1,
        None | Some(b' ' | b'\t') => return Ok(number),
        Some(_) => return Err(scan.unexpected(field)),
    };
    scan.skip(1);
    Ok(number.saturating_mul(unit))
}
