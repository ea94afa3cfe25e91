//! What a tenant may submit, over all its binds: how fast, how much, how long, and in whose name. And how fast binds may
//! be tried.
//!
//! Pure: the time is an argument. What is counted lives as long as the process: a restart counts from zero.
//!
//! | file | what |
//! |---|---|
//! | `limits.rs` | [`Limits`]: the rates of one tenant together |
//! | `limits/bucket.rs`, `limits/quota.rs` | a rate a second; a number for each minute or day |
//! | `limits/message.rs` | the length and the sender of a message, and for how many messages a request counts |
//! | `limits/bind_pace.rs` | binds that failed make the next ones from their address wait |

mod bind_pace;
mod bucket;
mod message;
mod quota;

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use brivas_platform::config::TenantConfig;

use crate::engine::Moment;
use bucket::Bucket;
use quota::{DAY_MS, MINUTE_MS, Quota};

pub(crate) use bind_pace::{BindPaces, Pace};
pub(crate) use message::{MessageRules, Reading};

/// From this percentage of its rate on a tenant hears of it (SMPP 5.0 §4.8.4.18: 90 to 99 is "nearing congestion").
const NEARLY: u8 = 90;
/// What `congestion_state` is when a request is refused (SMPP 5.0 §4.8.4.18).
pub(crate) const CONGESTED: u8 = 100;

/// The rates of one tenant.
#[derive(Debug)]
pub(crate) struct Limits {
    second: Option<Bucket>,
    minute: Option<Quota>,
    day: Option<Quota>,
}

/// Which limit a request is beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exceeded {
    Second,
    Minute,
    Day,
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Second => "rate",
            Self::Minute => "per_minute",
            Self::Day => "per_day",
        })
    }
}

impl Limits {
    pub(crate) fn of(config: &TenantConfig) -> Self {
        Self {
            second: config.rate.and_then(NonZeroU32::new).map(Bucket::new),
            minute: config.per_minute.map(|most| Quota::new(most, MINUTE_MS)),
            day: config.per_day.map(|most| Quota::new(most, DAY_MS)),
        }
    }

    /// Whether a request is within all limits. If so it counts as so many messages, and as one request at least; if not
    /// it counts nowhere. What it gives is the `congestion_state` to tell, if there is any to tell.
    pub(crate) fn admit(&mut self, now: Moment, messages: u32) -> Result<Option<u8>, Exceeded> {
        if self.second.as_ref().is_some_and(|bucket| !bucket.has_room(now.instant)) {
            return Err(Exceeded::Second);
        }
        for (quota, exceeded) in [(&mut self.minute, Exceeded::Minute), (&mut self.day, Exceeded::Day)] {
            if quota.as_mut().is_some_and(|quota| !quota.has_room(now.unix_ms, messages)) {
                return Err(exceeded);
            }
        }
        for quota in [&mut self.minute, &mut self.day].into_iter().flatten() {
            quota.take(messages);
        }
        let Some(bucket) = &mut self.second else { return Ok(None) };
        bucket.take(now.instant, messages.max(1));
        Ok(Some(bucket.percent(now.instant)).filter(|percent| *percent >= NEARLY))
    }
}

/// What counts as one peer: a host of IPv4; of IPv6 its network of 64 bits, since a host can take any address in it (RFC 4291 §2.5.1).
pub(crate) fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use brivas_platform::config::Config;

    use super::*;

    /// 2026-01-01, 23:59:30 UTC.
    const START: i64 = 1_767_311_970_000;

    fn limits(keys: &str) -> Limits {
        let text = format!("[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"x\"\n{keys}");
        Limits::of(&Config::parse(&text).unwrap().tenants[0])
    }

    struct Clock(Instant);

    impl Clock {
        fn at(&self, ms: u32) -> Moment {
            let instant = self.0 + Duration::from_millis(ms.into());
            Moment { instant, unix_ms: START + i64::from(ms) }
        }
    }

    fn admitted(limits: &mut Limits, now: Moment, asked: usize) -> usize {
        (0..asked).filter(|_| limits.admit(now, 1).is_ok()).count()
    }

    #[test]
    fn without_limits_everything_is_admitted_and_nothing_told() {
        let clock = Clock(Instant::now());
        let mut limits = limits("");
        for ms in 0..1000 {
            assert_eq!(limits.admit(clock.at(ms), 255), Ok(None));
        }
    }

    #[test]
    fn each_limit_holds_at_its_bound_and_its_time_makes_room() {
        let clock = Clock(Instant::now());
        for (keys, asked, exceeded, soon, later) in [
            ("rate = 7", 7, Exceeded::Second, 100, 1_000),
            ("per_minute = 7", 7, Exceeded::Minute, 29_999, 30_000),
            ("per_day = 7", 7, Exceeded::Day, 29_999, 30_000),
            ("rate = 100\nper_minute = 9\nper_day = 7", 7, Exceeded::Day, 29_999, 30_000),
        ] {
            let mut limits = limits(keys);
            assert_eq!(admitted(&mut limits, clock.at(0), asked), asked, "{keys}");
            assert_eq!(limits.admit(clock.at(0), 1), Err(exceeded), "{keys}");
            assert_eq!(limits.admit(clock.at(soon), 1), Err(exceeded), "{keys}");
            assert_eq!(admitted(&mut limits, clock.at(later), asked + 1), asked, "{keys}");
        }
    }

    #[test]
    fn the_day_is_that_of_utc_and_outlasts_its_minutes() {
        let clock = Clock(Instant::now());
        let mut limits = limits("per_minute = 5\nper_day = 8");
        assert_eq!(admitted(&mut limits, clock.at(0), 9), 5);
        // Midnight: a new minute and a new day.
        assert_eq!(admitted(&mut limits, clock.at(30_000), 9), 5);
        assert_eq!(admitted(&mut limits, clock.at(90_000), 9), 3, "the day has 8");
        assert_eq!(limits.admit(clock.at(90_000), 1), Err(Exceeded::Day));
    }

    #[test]
    fn what_is_refused_counts_nowhere() {
        let clock = Clock(Instant::now());
        let mut limits = limits("rate = 1\nper_minute = 3");
        assert_eq!(admitted(&mut limits, clock.at(0), 10), 1);
        assert_eq!(admitted(&mut limits, clock.at(1_000), 10), 1);
        assert_eq!(admitted(&mut limits, clock.at(2_000), 10), 1);
        assert_eq!(limits.admit(clock.at(3_000), 1), Err(Exceeded::Minute));
    }

    #[test]
    fn a_request_without_message_counts_for_the_second_alone() {
        let clock = Clock(Instant::now());
        let mut limits = limits("rate = 2\nper_minute = 1");
        assert!(limits.admit(clock.at(0), 0).is_ok());
        assert!(limits.admit(clock.at(0), 0).is_ok());
        assert_eq!(limits.admit(clock.at(0), 0), Err(Exceeded::Second));
        assert!(limits.admit(clock.at(1_000), 1).is_ok());
    }

    #[test]
    fn many_messages_in_one_request_count_as_many() {
        let clock = Clock(Instant::now());
        let mut slow = limits("rate = 10");
        assert!(slow.admit(clock.at(0), 25).is_ok(), "else it could never be sent");
        assert_eq!(
            slow.admit(clock.at(1_500), 1),
            Err(Exceeded::Second),
            "25 take 2.5 s, of which 1 is burst"
        );
        assert!(slow.admit(clock.at(1_600), 1).is_ok());
        let mut few = limits("per_minute = 10");
        assert_eq!(few.admit(clock.at(0), 11), Err(Exceeded::Minute));
        assert!(few.admit(clock.at(0), 10).is_ok());
    }

    #[test]
    fn congestion_is_told_from_90_percent_on() {
        let clock = Clock(Instant::now());
        let mut limits = limits("rate = 100");
        let told: Vec<_> = (0..100).map(|_| limits.admit(clock.at(0), 1).unwrap()).collect();
        assert_eq!(told.iter().filter(|state| state.is_none()).count(), 89);
        assert_eq!(told[89], Some(90));
        assert_eq!(told[98], Some(99));
        assert_eq!(told[99], Some(99), "100 is for what is refused");
        assert_eq!(limits.admit(clock.at(500), 1), Ok(None), "half of it has leaked out");
    }
}
