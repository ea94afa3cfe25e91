//! A number of messages for each minute or day of UTC.

pub(super) const MINUTE_MS: i64 = 60_000;
pub(super) const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

#[derive(Debug)]
pub(super) struct Quota {
    most: u32,
    period_ms: i64,
    /// Which minute or day since 1970 it is.
    period: i64,
    used: u32,
}

impl Quota {
    pub(super) fn new(most: u32, period_ms: i64) -> Self {
        Self { most, period_ms, period: i64::MIN, used: 0 }
    }

    /// Whether so many more are within it, as the clock is now.
    pub(super) fn has_room(&mut self, unix_ms: i64, count: u32) -> bool {
        let period = unix_ms.div_euclid(self.period_ms);
        // A clock that is set back a little at midnight opens no second day; one that was far ahead does not close the
        // present one.
        if period > self.period || period < self.period.saturating_sub(1) {
            self.period = period;
            self.used = 0;
        }
        self.used.saturating_add(count) <= self.most
    }

    /// Takes what [`Self::has_room`] has found room for.
    pub(super) fn take(&mut self, count: u32) {
        self.used = self.used.saturating_add(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used_up(quota: &mut Quota, unix_ms: i64) -> u32 {
        let mut taken = 0;
        while quota.has_room(unix_ms, 1) {
            quota.take(1);
            taken += 1;
        }
        taken
    }

    #[test]
    fn a_period_begins_on_the_hour_of_utc_and_not_with_the_first_message() {
        let mut quota = Quota::new(3, DAY_MS);
        assert_eq!(used_up(&mut quota, DAY_MS - 1), 3);
        assert_eq!(used_up(&mut quota, DAY_MS - 1), 0);
        assert_eq!(used_up(&mut quota, DAY_MS), 3);
        assert_eq!(used_up(&mut quota, 2 * DAY_MS - 1), 0);
    }

    #[test]
    fn a_clock_that_is_set_back_gives_nothing_unless_it_was_far_ahead() {
        let mut quota = Quota::new(3, MINUTE_MS);
        assert_eq!(used_up(&mut quota, 10 * MINUTE_MS), 3);
        assert_eq!(used_up(&mut quota, 10 * MINUTE_MS - 1), 0);
        assert_eq!(used_up(&mut quota, 10 * MINUTE_MS), 0);
        assert_eq!(used_up(&mut quota, 3 * MINUTE_MS), 3);
        assert_eq!(used_up(&mut quota, -1), 3, "before 1970");
    }

    #[test]
    fn no_number_overflows() {
        let mut quota = Quota::new(u32::MAX, MINUTE_MS);
        assert!(quota.has_room(i64::MIN, u32::MAX));
        quota.take(u32::MAX);
        assert!(quota.has_room(i64::MAX, u32::MAX));
    }
}
