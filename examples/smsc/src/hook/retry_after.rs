//! `Retry-After`: seconds, or a date (RFC 9110 §10.2.3).

use std::time::Duration;

use jiff::fmt::rfc2822::DateTimeParser;

/// The longest that is waited: who asks for more can be asked again a day later.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How long this value asks to wait, at this time; `None` for what is neither seconds nor a date.
pub(super) fn read(value: &str, unix_ms: i64) -> Option<Duration> {
    let value = value.trim();
    let wait = if value.bytes().all(|octet| octet.is_ascii_digit()) && !value.is_empty() {
        // More digits than a number has are a long time.
        value.parse().map_or(LONGEST, Duration::from_secs)
    } else {
        let at = DateTimeParser::new().parse_timestamp(value).ok()?.as_millisecond();
        Duration::from_millis(u64::try_from(at.saturating_sub(unix_ms)).unwrap_or(0))
    };
    Some(wait.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1994-11-06 08:49:37 UTC.
    const NOW: i64 = 784_111_777_000;

    #[test]
    fn seconds_and_dates_are_read_and_a_day_is_the_most() {
        for (value, secs) in [
            ("0", Some(0)),
            (" 120 ", Some(120)),
            ("86400", Some(86_400)),
            ("86401", Some(86_400)),
            ("99999999999999999999999", Some(86_400)),
            ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10)),
            ("Sun, 06 Nov 1994 08:49:27 GMT", Some(0)),
            ("Sun, 06 Nov 2044 08:49:27 GMT", Some(86_400)),
            ("", None),
            ("-1", None),
            ("soon", None),
        ] {
            assert_eq!(read(value, NOW), secs.map(Duration::from_secs), "{value}");
        }
    }
}
