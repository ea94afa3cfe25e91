//! TP-Service-Centre-Time-Stamp, TP-Discharge-Time and the absolute validity: local time with its zone, in swapped decimal
//! digits (3GPP TS 23.040 §9.2.3.11).

use crate::cursor::Cursor;
use crate::{Buffer, DecodeError};

/// A point of local time. Digits that are no date are kept as they came (3GPP TS 23.040 §9.2.3.11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TimeStamp([u8; 7]);

impl TimeStamp {
    /// A point of local time: year 0 to 99 of its century, month 1 to 12, day 1 to 31, hour 0 to 23, minute and second 0 to
    /// 59, and quarters of an hour by which it is ahead of UTC, -79 to 79; `None` if one is out of its range.
    #[must_use]
    pub fn new([year, month, day, hour, minute, second]: [u8; 6], quarters: i8) -> Option<Self> {
        let within = year <= 99
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && hour <= 23
            && minute <= 59
            && second <= 59
            && quarters.unsigned_abs() <= 79;
        // The sign is the highest bit of the tens, which stand in the lower half.
        let sign = if quarters < 0 { 0x08 } else { 0 };
        let zone = swapped(quarters.unsigned_abs()) | sign;
        within.then(|| {
            Self([
                swapped(year),
                swapped(month),
                swapped(day),
                swapped(hour),
                swapped(minute),
                swapped(second),
                zone,
            ])
        })
    }

    /// The seven octets as they stand on the wire.
    #[must_use]
    pub const fn octets(&self) -> &[u8; 7] {
        &self.0
    }

    /// Year, month, day, hour, minute, second; `None` if a digit is none.
    #[must_use]
    pub fn fields(&self) -> Option<[u8; 6]> {
        let [year, month, day, hour, minute, second, _] = self.0;
        let mut fields = [year, month, day, hour, minute, second];
        for field in &mut fields {
            *field = unswapped(*field)?;
        }
        Some(fields)
    }

    /// By how many quarters of an hour it is ahead of UTC; `None` if a digit is none.
    #[must_use]
    pub fn quarters(&self) -> Option<i8> {
        let [.., zone] = self.0;
        let quarters = i8::try_from(unswapped(zone & !0x08)?).ok()?;
        Some(if zone & 0x08 == 0 { quarters } else { -quarters })
    }

    pub(super) fn read(cursor: &mut Cursor<'_>, field: &'static str) -> Result<Self, DecodeError> {
        cursor.array(field).map(Self)
    }

    pub(super) fn write(&self, out: &mut Buffer) {
        out.prepend(&self.0);
    }
}

/// A number below 100 in two decimal digits, the tens in the lower half.
pub(super) const fn swapped(number: u8) -> u8 {
    ((number % 10) << 4) | (number / 10)
}

/// The number; `None` if a digit is above 9.
pub(super) const fn unswapped(octet: u8) -> Option<u8> {
    let (tens, ones) = (octet & 0x0F, octet >> 4);
    if tens > 9 || ones > 9 { None } else { Some(tens * 10 + ones) }
}
