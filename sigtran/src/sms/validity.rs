//! TP-Validity-Period in its formats (3GPP TS 23.040 §9.2.3.12).

use std::time::Duration;

use super::TimeStamp;
use super::time::{swapped, unswapped};
use crate::cursor::Cursor;
use crate::{Buffer, DecodeError};

/// Until when a message is worth delivering (3GPP TS 23.040 §9.2.3.12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValidityPeriod {
    /// As long as the service centre likes.
    #[default]
    None,
    /// One octet, from 5 minutes to 63 weeks (§9.2.3.12.1); [`Self::duration`] reads it.
    Relative(u8),
    /// A point of local time (§9.2.3.12.2).
    Absolute(TimeStamp),
    /// Seven octets: a functionality indicator, and what it says (§9.2.3.12.3).
    Enhanced([u8; 7]),
}

impl ValidityPeriod {
    /// The shortest relative one that is at least as long, or the longest there is.
    #[must_use]
    pub fn relative(duration: Duration) -> Self {
        let fits = |octet: &u8| relative(*octet) >= duration;
        Self::Relative((0..u8::MAX).find(fits).unwrap_or(u8::MAX))
    }

    /// An enhanced one of so many seconds, 1 to 255.
    #[must_use]
    pub const fn seconds(seconds: u8) -> Self {
        Self::Enhanced([0x02, seconds, 0, 0, 0, 0, 0])
    }

    /// An enhanced one of hours, minutes and seconds, hours below 100.
    #[must_use]
    pub const fn hours_minutes_seconds(hours: u8, minutes: u8, seconds: u8) -> Self {
        Self::Enhanced([0x03, swapped(hours), swapped(minutes), swapped(seconds), 0, 0, 0])
    }

    /// How long it is; `None` where it is a point of time, says nothing, or is of a kind that is not known.
    #[must_use]
    pub fn duration(&self) -> Option<Duration> {
        match *self {
            Self::None | Self::Absolute(_) => None,
            Self::Relative(octet) => Some(relative(octet)),
            Self::Enhanced([indicator, first, second, third, ..]) => match indicator & 0x07 {
                1 => Some(relative(first)),
                2 => Some(Duration::from_secs(first.into())),
                3 => {
                    let [hours, minutes, seconds] =
                        [unswapped(first)?, unswapped(second)?, unswapped(third)?].map(u64::from);
                    Some(Duration::from_secs(hours * 3600 + minutes * 60 + seconds))
                }
                _ => None,
            },
        }
    }

    /// TP-Validity-Period-Format (§9.2.3.3).
    pub(super) const fn format(&self) -> u8 {
        match self {
            Self::None => 0,
            Self::Enhanced(_) => 1,
            Self::Relative(_) => 2,
            Self::Absolute(_) => 3,
        }
    }

    pub(super) fn read(format: u8, cursor: &mut Cursor<'_>) -> Result<Self, DecodeError> {
        const FIELD: &str = "TP-Validity-Period";
        Ok(match format {
            0 => Self::None,
            1 => Self::Enhanced(cursor.array(FIELD)?),
            2 => Self::Relative(cursor.u8(FIELD)?),
            _ => Self::Absolute(TimeStamp::read(cursor, FIELD)?),
        })
    }

    pub(super) fn write(&self, out: &mut Buffer) {
        match self {
            Self::None => {}
            Self::Enhanced(octets) => out.prepend(octets),
            Self::Relative(octet) => out.prepend_u8(*octet),
            Self::Absolute(time) => time.write(out),
        }
    }
}

/// The table of §9.2.3.12.1.
fn relative(octet: u8) -> Duration {
    const MINUTE: u64 = 60;
    const DAY: u64 = 24 * 60 * MINUTE;
    let value = u64::from(octet);
    Duration::from_secs(match octet {
        0..=143 => (value + 1) * 5 * MINUTE,
        144..=167 => DAY / 2 + (value - 143) * 30 * MINUTE,
        168..=196 => (value - 166) * DAY,
        197..=255 => (value - 192) * 7 * DAY,
    })
}
