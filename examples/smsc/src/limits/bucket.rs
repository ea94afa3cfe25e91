//! A rate a second: a bucket that leaks at the rate and holds what is allowed in one second.
//!
//! By hand, since it is one subtraction and one comparison: a crate for it brings its own clocks and keyed tables.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

/// What the bucket holds.
const FULL: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(super) struct Bucket {
    interval: Duration,
    /// When it will be empty if nothing more comes; `None`: nothing ever came.
    empty_at: Option<Instant>,
}

impl Bucket {
    pub(super) fn new(rate: NonZeroU32) -> Self {
        Self { interval: FULL / rate.get(), empty_at: None }
    }

    /// Whether there is room for one more.
    pub(super) fn has_room(&self, now: Instant) -> bool {
        self.level(now) + self.interval <= FULL
    }

    /// Takes so many, more than there is room for if need be: who comes next waits the longer.
    pub(super) fn take(&mut self, now: Instant, count: u32) {
        let level = self.level(now).saturating_add(self.interval.saturating_mul(count));
        self.empty_at = now.checked_add(level);
    }

    /// How full it is, 0 to 99.
    pub(super) fn percent(&self, now: Instant) -> u8 {
        let percent = self.level(now).as_nanos().saturating_mul(100) / FULL.as_nanos();
        u8::try_from(percent).unwrap_or(u8::MAX).min(99)
    }

    fn level(&self, now: Instant) -> Duration {
        self.empty_at.map_or(Duration::ZERO, |empty_at| empty_at.saturating_duration_since(now))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_comes_no_more_leaves_than_the_rate_and_one_second_of_burst(
            rate in 1_u32..2000,
            gaps in prop::collection::vec(0_u64..50_000, 1..2000),
        ) {
            let start = Instant::now();
            let mut now = start;
            let mut bucket = Bucket::new(NonZeroU32::new(rate).unwrap());
            let mut taken = 0_u32;
            for gap in gaps {
                now += Duration::from_micros(gap);
                if bucket.has_room(now) {
                    bucket.take(now, 1);
                    taken += 1;
                }
                prop_assert!(bucket.percent(now) <= 99);
                let most = f64::from(rate) * ((now - start).as_secs_f64() + 1.0);
                prop_assert!(f64::from(taken) <= most + 1e-3, "{taken} of at most {most}");
            }
        }
    }
}
