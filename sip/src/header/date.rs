//! Date (RFC 3261 §20.17).

use std::time::{Duration, SystemTime};

use super::number::write as write_number;
use super::{HeaderField, HeaderName};
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// When a message was first sent, to the second, in GMT (RFC 3261 §20.17). The day of the week is read and not judged; what
/// is written is that of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Date {
    /// 0 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, as many as the month has.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const FIELD: &str = "Date";
const DAY: i64 = 86_400;

impl Date {
    /// Seconds since the beginning of 1970 in GMT; below zero before it.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        let seconds = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second);
        self.days() * DAY + seconds
    }

    /// The date of so many seconds since the beginning of 1970 in GMT; `None` before the year 0 and after 9999.
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        // Years that begin with March have their leap day at the end; the cycle has 400 of them.
        let days = seconds.div_euclid(DAY) + 719_468;
        let (cycle, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let (month, is_next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        let second = seconds.rem_euclid(DAY);
        Some(Self {
            year: u16::try_from(cycle * 400 + year + is_next).ok().filter(|year| *year <= 9999)?,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
            hour: u8::try_from(second / 3600).ok()?,
            minute: u8::try_from(second / 60 % 60).ok()?,
            second: u8::try_from(second % 60).ok()?,
        })
    }

    /// As a time of the system; `None` before 1970.
    #[must_use]
    pub fn system_time(&self) -> Option<SystemTime> {
        let seconds = u64::try_from(self.unix_seconds()).ok()?;
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
    }

    /// Days since the beginning of 1970.
    fn days(&self) -> i64 {
        let (year, month) = (i64::from(self.year), i64::from(self.month));
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let (cycle, in_cycle) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        cycle * 146_097 + in_cycle * 365 + in_cycle / 4 - in_cycle / 100 + day_of_year - 719_468
    }
}

impl<'a> HeaderField<'a> for Date {
    const NAME: HeaderName = HeaderName::DATE;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        name(&mut scan, &WEEKDAYS)?;
        scan.expect(b',', FIELD)?;
        scan.skip_space();
        let day_at = scan.offset();
        let day = digits::<2>(&mut scan)?;
        scan.skip_space();
        let month = name(&mut scan, &MONTHS)?;
        scan.skip_space();
        let year = digits::<4>(&mut scan)?;
        scan.skip_space();
        let hour = below(24, &mut scan)?;
        scan.expect(b':', FIELD)?;
        let minute = below(60, &mut scan)?;
        scan.expect(b':', FIELD)?;
        let second = below(60, &mut scan)?;
        scan.skip_space();
        name(&mut scan, &["GMT"])?;
        scan.end(FIELD)?;
        let day = u8::try_from(day).unwrap_or(u8::MAX);
        let date = Self { year, month: month + 1, day, hour, minute, second };
        // A day that the month has not would be one of the next month.
        match Self::from_unix_seconds(date.unix_seconds()) {
            Some(same) if same == date => Ok(date),
            _ => Err(DecodeError::new(DecodeErrorKind::Value, day_at, FIELD)),
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        let of = |names: &[&'static str], place: i64| {
            usize::try_from(place).ok().and_then(|place| names.get(place).copied()).unwrap_or_default()
        };
        out.extend_from_slice(of(&WEEKDAYS, self.days().rem_euclid(7)).as_bytes());
        out.extend_from_slice(b", ");
        padded(self.day.into(), 2, out);
        out.push(b' ');
        out.extend_from_slice(of(&MONTHS, i64::from(self.month) - 1).as_bytes());
        out.push(b' ');
        padded(self.year, 4, out);
        for (before, number) in [(b' ', self.hour), (b':', self.minute), (b':', self.second)] {
            out.push(before);
            padded(number.into(), 2, out);
        }
        out.extend_from_slice(b" GMT");
    }
}

/// One of these names, by its place.
fn name(scan: &mut Scan<'_>, names: &[&str]) -> Result<u8, DecodeError> {
    let found = scan.rest().get(..3).unwrap_or_default();
    let place = names.iter().position(|name| name.as_bytes().eq_ignore_ascii_case(found));
    let place = place.and_then(|place| u8::try_from(place).ok()).ok_or(scan.unexpected(FIELD))?;
    scan.skip(3);
    Ok(place)
}

/// A number of so many digits.
fn digits<const N: usize>(scan: &mut Scan<'_>) -> Result<u16, DecodeError> {
    let mut number = 0;
    for _ in 0..N {
        let digit = scan.peek().filter(u8::is_ascii_digit).ok_or(scan.unexpected(FIELD))?;
        number = number * 10 + u16::from(digit - b'0');
        scan.skip(1);
    }
    Ok(number)
}

/// A number of two digits below another.
fn below(limit: u16, scan: &mut Scan<'_>) -> Result<u8, DecodeError> {
    let at = scan.offset();
    let number = digits::<2>(scan)?;
    let number = u8::try_from(number).ok().filter(|_| number < limit);
    number.ok_or(DecodeError::new(DecodeErrorKind::Value, at, FIELD))
}

/// Writes a number with zeros before it.
fn padded(number: u16, digits: u32, out: &mut Vec<u8>) {
    for place in (1..digits).rev() {
        if number < 10_u16.saturating_pow(place) {
            out.push(b'0');
        }
    }
    write_number(number.into(), out);
}
