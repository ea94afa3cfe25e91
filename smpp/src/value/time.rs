//! Absolute and relative times: 16 characters `YYMMDDhhmmsstnnp` (SMPP 5.0 §4.7.23; SMPP 3.4 §7.1.1).

use std::fmt;

const MILLIS_A_DAY: i64 = 86_400_000;
const MILLIS_A_QUARTER_HOUR: i64 = 900_000;

/// A time field that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums)] // frozen by the standard
pub enum SmppTime {
    /// A point in time (SMPP 5.0 §4.7.23.4).
    Absolute(AbsoluteTime),
    /// A span from the message centre's present (SMPP 5.0 §4.7.23.5).
    Relative(RelativeTime),
}

/// A point in time with the offset of the place it was told at (SMPP 5.0 §4.7.23.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct AbsoluteTime {
    /// 1938 to 2037: the standard's pivot reads 38 to 99 as 19xx and 00 to 37 as 20xx (SMPP 3.4 Appendix C).
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to the last of the month.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// Tenths of a second, 0 to 9.
    pub tenths: u8,
    /// Quarter hours by which local time is ahead of UTC, -48 to 48.
    pub utc_offset: i8,
}

/// A span of time, each part a count of its own (SMPP 5.0 §4.7.23.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct RelativeTime {
    /// 0 to 99.
    pub years: u8,
    /// 0 to 12.
    pub months: u8,
    /// 0 to 31.
    pub days: u8,
    /// 0 to 23.
    pub hours: u8,
    /// 0 to 59.
    pub minutes: u8,
    /// 0 to 59.
    pub seconds: u8,
}

/// Why a time field cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeError {
    /// Not 16 characters.
    Length,
    /// Something other than a digit in one of the first 15 places, given from 0.
    NotADigit(usize),
    /// The last character is none of `+`, `-` and `R`.
    Suffix,
    /// A part is out of its bounds: `YY`, `MM`, `DD`, `hh`, `mm`, `ss`, `t` or `nn`.
    OutOfBounds(&'static str),
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length => f.write_str("not 16 characters"),
            Self::NotADigit(at) => write!(f, "no digit at place {at}"),
            Self::Suffix => f.write_str("ends in none of '+', '-' and 'R'"),
            Self::OutOfBounds(part) => write!(f, "{part} is out of bounds"),
        }
    }
}

impl std::error::Error for TimeError {}

impl SmppTime {
    /// Reads a time field; an empty one is `None`.
    ///
    /// # Errors
    /// What is wrong with it; `schedule_delivery_time` is then answered with ESME_RINVSCHED, `validity_period` with
    /// ESME_RINVEXPIRY.
    pub fn parse(field: &[u8]) -> Result<Option<Self>, TimeError> {
        if field.is_empty() {
            return Ok(None);
        }
        let octets: &[u8; 16] = field.try_into().map_err(|_| TimeError::Length)?;
        if let Some(at) = octets[..15].iter().position(|octet| !octet.is_ascii_digit()) {
            return Err(TimeError::NotADigit(at));
        }
        let pair = |at: usize| (octets[at] - b'0') * 10 + (octets[at + 1] - b'0');
        let parts = Parts {
            year: pair(0),
            month: pair(2),
            day: pair(4),
            hour: pair(6),
            minute: pair(8),
            second: pair(10),
            tenths: octets[12] - b'0',
            quarters: pair(13),
        };
        match octets[15] {
            b'R' => parts.relative().map(Self::Relative).map(Some),
            b'+' => parts.absolute(1).map(Self::Absolute).map(Some),
            b'-' => parts.absolute(-1).map(Self::Absolute).map(Some),
            _ => Err(TimeError::Suffix),
        }
    }

    /// The point in time that is meant, in milliseconds from 1970 UTC, where it is `now` in the same unit.
    #[must_use]
    pub fn resolve(self, now: i64) -> i64 {
        match self {
            Self::Absolute(time) => time.to_unix_millis(),
            Self::Relative(span) => span.after(now),
        }
    }
}

/// The numbers of a time field before they are judged.
struct Parts {
    year: u8,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
    tenths: u8,
    quarters: u8,
}

impl Parts {
    fn absolute(&self, sign: i8) -> Result<AbsoluteTime, TimeError> {
        let year = u16::from(self.year) + if self.year >= 38 { 1900 } else { 2000 };
        let bounds = [
            ("MM", (1..=12).contains(&self.month)),
            ("DD", self.day >= 1 && self.day <= days_in_month(i64::from(year), self.month)),
            ("hh", self.hour <= 23),
            ("mm", self.minute <= 59),
            ("ss", self.second <= 59),
            ("nn", self.quarters <= 48),
        ];
        if let Some((part, _)) = bounds.iter().find(|(_, holds)| !holds) {
            return Err(TimeError::OutOfBounds(part));
        }
        Ok(AbsoluteTime {
            year,
            month: self.month,
            day: self.day,
            hour: self.hour,
            minute: self.minute,
            second: self.second,
            tenths: self.tenths,
            utc_offset: sign * i8::try_from(self.quarters).unwrap_or(0),
        })
    }

    fn relative(&self) -> Result<RelativeTime, TimeError> {
        let bounds = [
            ("MM", self.month <= 12),
            ("DD", self.day <= 31),
            ("hh", self.hour <= 23),
            ("mm", self.minute <= 59),
            ("ss", self.second <= 59),
            ("t", self.tenths == 0),
            ("nn", self.quarters == 0),
        ];
        if let Some((part, _)) = bounds.iter().find(|(_, holds)| !holds) {
            return Err(TimeError::OutOfBounds(part));
        }
        Ok(RelativeTime {
            years: self.year,
            months: self.month,
            days: self.day,
            hours: self.hour,
            minutes: self.minute,
            seconds: self.second,
        })
    }
}

impl AbsoluteTime {
    /// The point in time in UTC, from milliseconds since 1970; `None` outside 1938 to 2037. Fractions below a tenth of
    /// a second are dropped.
    #[must_use]
    pub fn from_unix_millis(millis: i64) -> Option<Self> {
        let (year, month, day) = civil_from_days(millis.div_euclid(MILLIS_A_DAY));
        let of_day = millis.rem_euclid(MILLIS_A_DAY);
        let part = |unit: i64, count: i64| u8::try_from(of_day / unit % count).unwrap_or(0);
        Some(Self {
            year: u16::try_from(year).ok().filter(|year| (1938..=2037).contains(year))?,
            month,
            day,
            hour: part(3_600_000, 24),
            minute: part(60_000, 60),
            second: part(1000, 60),
            tenths: part(100, 10),
            utc_offset: 0,
        })
    }

    /// The point in time in milliseconds since 1970 UTC.
    #[must_use]
    pub fn to_unix_millis(self) -> i64 {
        let days = days_from_civil(i64::from(self.year), self.month, self.day);
        let seconds = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second);
        days * MILLIS_A_DAY + seconds * 1000 + i64::from(self.tenths) * 100
            - i64::from(self.utc_offset) * MILLIS_A_QUARTER_HOUR
    }

    /// The 16 characters of the field.
    #[must_use]
    pub fn to_octets(self) -> [u8; 16] {
        let mut octets = [0; 16];
        let year = u8::try_from(self.year % 100).unwrap_or(0);
        let pairs = [year, self.month, self.day, self.hour, self.minute, self.second];
        write_pairs(&mut octets, &pairs);
        octets[12] = b'0' + self.tenths % 10;
        let quarters = self.utc_offset.unsigned_abs();
        octets[13] = b'0' + quarters / 10 % 10;
        octets[14] = b'0' + quarters % 10;
        octets[15] = if self.utc_offset < 0 { b'-' } else { b'+' };
        octets
    }
}

impl RelativeTime {
    /// The largest span with days and smaller parts alone that is not above this many seconds; above 31 days and some
    /// hours it stays there.
    #[must_use]
    pub fn from_seconds(seconds: u32) -> Self {
        let seconds = seconds.min(31 * 86_400 + 86_399);
        let part = |unit: u32, count: u32| u8::try_from(seconds / unit % count).unwrap_or(0);
        Self {
            days: part(86_400, 32),
            hours: part(3600, 24),
            minutes: part(60, 60),
            seconds: part(1, 60),
            ..Self::default()
        }
    }

    /// The point in time this long after `now`, both in milliseconds since 1970 UTC. Years and months are the
    /// calendar's; a day that the month reached does not have becomes its last.
    #[must_use]
    pub fn after(self, now: i64) -> i64 {
        let (year, month, day) = civil_from_days(now.div_euclid(MILLIS_A_DAY));
        let months = year * 12 + i64::from(month) - 1 + i64::from(self.years) * 12 + i64::from(self.months);
        let year = months.div_euclid(12);
        let month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
        let day = day.min(days_in_month(year, month));
        let days = days_from_civil(year, month, day) + i64::from(self.days);
        let seconds = i64::from(self.hours) * 3600 + i64::from(self.minutes) * 60 + i64::from(self.seconds);
        days * MILLIS_A_DAY + now.rem_euclid(MILLIS_A_DAY) + seconds * 1000
    }

    /// The 16 characters of the field.
    #[must_use]
    pub fn to_octets(self) -> [u8; 16] {
        let mut octets = *b"000000000000000R";
        let pairs = [self.years, self.months, self.days, self.hours, self.minutes, self.seconds];
        write_pairs(&mut octets, &pairs);
        octets
    }
}

fn write_pairs(octets: &mut [u8; 16], pairs: &[u8; 6]) {
    for (octets, pair) in octets.as_chunks_mut::<2>().0.iter_mut().zip(pairs) {
        *octets = [b'0' + pair / 10 % 10, b'0' + pair % 10];
    }
}

fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to this day of the Gregorian calendar. Years are taken to begin in March, so that the leap day
/// is the last of one, and in eras of 400 years, after which the calendar repeats.
fn days_from_civil(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let months_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * months_from_march + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let months_from_march = (5 * day_of_year + 2) / 153;
    let day = u8::try_from(day_of_year - (153 * months_from_march + 2) / 5 + 1).unwrap_or(1);
    let month = u8::try_from((months_from_march + 2) % 12 + 1).unwrap_or(1);
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn absolute(text: &str) -> AbsoluteTime {
        match SmppTime::parse(text.as_bytes()) {
            Ok(Some(SmppTime::Absolute(time))) => time,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn an_absolute_time_carries_its_offset_to_utc() {
        // 2002-06-10 23:01:59 and eight quarter hours behind UTC is 2002-06-11 01:01:59 UTC.
        let time = absolute("020610230159008-");
        assert_eq!((time.year, time.utc_offset), (2002, -8));
        assert_eq!(time.to_unix_millis(), 1_023_757_319_000);
        assert_eq!(&time.to_octets(), b"020610230159008-");
        assert_eq!(absolute("700101000000000+").to_unix_millis(), 0);
        assert_eq!(absolute("380101000000000+").year, 1938);
        assert_eq!(absolute("371231235959948+").year, 2037);
    }

    #[test]
    fn a_relative_time_counts_calendar_years_and_months() {
        let day = |text: &str| absolute(text).to_unix_millis();
        let span = RelativeTime { years: 1, months: 1, ..Default::default() };
        assert_eq!(span.after(day("240131120000000+")), day("250228120000000+"));
        let parsed = SmppTime::parse(b"000007000000000R").unwrap().unwrap();
        assert_eq!(parsed.resolve(0), 7 * 86_400_000);
        assert_eq!(&RelativeTime::from_seconds(3661).to_octets(), b"000000010101000R");
    }

    #[test]
    fn every_bound_is_held() {
        for (text, error) in [
            ("021310230159008-", TimeError::OutOfBounds("MM")),
            ("020010230159008-", TimeError::OutOfBounds("MM")),
            ("020229230159008-", TimeError::OutOfBounds("DD")),
            ("020200230159008-", TimeError::OutOfBounds("DD")),
            ("020610240159008-", TimeError::OutOfBounds("hh")),
            ("020610236059008-", TimeError::OutOfBounds("mm")),
            ("020610230160008-", TimeError::OutOfBounds("ss")),
            ("020610230159049-", TimeError::OutOfBounds("nn")),
            ("001300000000000R", TimeError::OutOfBounds("MM")),
            ("000032000000000R", TimeError::OutOfBounds("DD")),
            ("000000240000000R", TimeError::OutOfBounds("hh")),
            ("000000006000000R", TimeError::OutOfBounds("mm")),
            ("000000000060000R", TimeError::OutOfBounds("ss")),
            ("000000000000100R", TimeError::OutOfBounds("t")),
            ("000000000000001R", TimeError::OutOfBounds("nn")),
            ("02061023015900x-", TimeError::NotADigit(14)),
            ("020610230159008X", TimeError::Suffix),
            ("020610230159008", TimeError::Length),
        ] {
            assert_eq!(SmppTime::parse(text.as_bytes()), Err(error), "{text}");
        }
        assert_eq!(SmppTime::parse(b""), Ok(None));
        assert!(SmppTime::parse(b"020610230159048+").is_ok());
        assert!(SmppTime::parse(b"991231235959000R").is_ok(), "the largest relative time");
    }

    #[test]
    fn every_day_of_the_pivot_century_goes_there_and_back() {
        for day in -11_688..24_837 {
            let millis = day * MILLIS_A_DAY + 43_200_100;
            let time = AbsoluteTime::from_unix_millis(millis).unwrap();
            assert_eq!(time.to_unix_millis(), millis);
            assert_eq!(SmppTime::parse(&time.to_octets()), Ok(Some(SmppTime::Absolute(time))));
        }
        assert_eq!(AbsoluteTime::from_unix_millis(-11_689 * MILLIS_A_DAY), None);
        assert_eq!(AbsoluteTime::from_unix_millis(24_837 * MILLIS_A_DAY), None);
    }
}
