//! How fast messages may go.

use std::time::{Duration, Instant};

/// A rate, kept evenly: each message moves the time of the next one on. A tenth of a second's worth may go at once.
pub(super) struct Pace {
    interval: Duration,
    burst: Duration,
    next: Instant,
}

impl Pace {
    /// So many a second, or as many as there are.
    pub(super) fn new(per_second: Option<u32>, now: Instant) -> Self {
        let interval = per_second.map_or(Duration::ZERO, |rate| Duration::from_secs(1) / rate.max(1));
        Self { interval, burst: Duration::from_millis(100).saturating_sub(interval), next: now }
    }

    /// When the next one may go.
    pub(super) fn ready_at(&self) -> Instant {
        self.next.checked_sub(self.burst).unwrap_or(self.next)
    }

    /// Lets nothing go before this time.
    pub(super) fn pause(&mut self, until: Instant) {
        self.next = self.next.max(until + self.burst);
    }

    /// Counts one that goes.
    pub(super) fn take(&mut self, now: Instant) {
        self.next = self.next.max(now) + self.interval;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_lets_its_rate_through_and_no_more_than_a_tenth_of_it_at_once() {
        for (rate, at_once) in [(1, 1), (10, 1), (50, 5), (1000, 100)] {
            let start = Instant::now();
            let mut pace = Pace::new(Some(rate), start);
            let mut taken = 0;
            let mut now = start;
            while now < start + Duration::from_secs(10) {
                let mut here = 0;
                while pace.ready_at() <= now {
                    pace.take(now);
                    here += 1;
                }
                assert!(here <= at_once, "{here} at once at {rate} a second");
                taken += here;
                now = pace.ready_at();
            }
            assert!((rate * 10..=rate * 10 + at_once).contains(&taken), "{taken} in 10 s at {rate} a second");
        }
    }
}
