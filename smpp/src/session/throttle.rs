//! How fast the peer may ask: a bucket that leaks at the configured rate and holds what is allowed in one second.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

#[derive(Debug)]
pub(super) struct Throttle {
    interval: Duration,
    /// When the bucket will be empty if nothing more comes.
    empty_at: Instant,
}

impl Throttle {
    pub(super) fn new(rate: NonZeroU32, now: Instant) -> Self {
        Self { interval: Duration::from_secs(1) / rate.get(), empty_at: now }
    }

    /// Whether one more request is within the rate; it counts if so.
    pub(super) fn admit(&mut self, now: Instant) -> bool {
        let filled = self.empty_at.saturating_duration_since(now) + self.interval;
        if filled > Duration::from_secs(1) {
            return false;
        }
        self.empty_at = now + filled;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods)] // an instant to count from
    fn a_second_of_burst_then_the_rate() {
        let now = Instant::now();
        let mut throttle = Throttle::new(NonZeroU32::new(100).unwrap(), now);
        assert_eq!((0..200).filter(|_| throttle.admit(now)).count(), 100);
        let later = now + Duration::from_millis(50);
        assert_eq!((0..200).filter(|_| throttle.admit(later)).count(), 5);
    }
}
