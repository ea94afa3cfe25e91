//! The time zone of a place.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;

/// A time zone by its name in the time zone database: `Europe/Berlin`, `UTC`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Zone(TimeZone);

impl Zone {
    /// The minute of the week there, from Monday 00:00, by the clocks on the walls: 0 to 10079. Times that no calendar
    /// has count as the nearest that one has.
    #[must_use]
    pub fn minute_of_week(&self, unix_ms: i64) -> u16 {
        let last = if unix_ms < 0 { Timestamp::MIN } else { Timestamp::MAX };
        let local = self.0.to_datetime(Timestamp::from_millisecond(unix_ms).unwrap_or(last));
        let part = |value: i8| u16::try_from(value).unwrap_or(0);
        let day = part(local.weekday().to_monday_zero_offset());
        (day * 24 + part(local.hour())) * 60 + part(local.minute())
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl TryFrom<String> for Zone {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let known = TimeZone::get(&name).map(Self);
        known.map_err(|_| format!("`{name}` is no time zone such as `Europe/Berlin`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clocks_on_the_walls_follow_summer_time() {
        let berlin = Zone::try_from("Europe/Berlin".to_string()).unwrap();
        // 2026-03-29, a Sunday: at 01:00 UTC the clocks go from 02:00 to 03:00.
        let before = 1_774_745_940_000;
        assert_eq!(berlin.minute_of_week(before), 6 * 1440 + 119);
        assert_eq!(berlin.minute_of_week(before + 60_000), 6 * 1440 + 180);
        assert_eq!(Zone::default().minute_of_week(before), 6 * 1440 + 59);
        // 1970-01-01 was a Thursday.
        assert_eq!(Zone::default().minute_of_week(0), 3 * 1440);
        assert_eq!(Zone::default().minute_of_week(-1), 3 * 1440 - 1);
        assert!(berlin.minute_of_week(i64::MAX) < 10_080 && berlin.minute_of_week(i64::MIN) < 10_080);
        assert!(Zone::try_from("Europe/Nowhere".to_string()).is_err());
        assert_eq!(berlin.name(), "Europe/Berlin");
    }
}
