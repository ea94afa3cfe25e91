//! When the requests of a thread are due, at a rate.

/// Every how many nanoseconds a thread that has more than one request due in that time wakes up to send. Waking for each
/// would turn a high rate into nothing but system calls, on both sides.
const TICK: f64 = 100_000.0;

/// The requests of all threads have the numbers 0, 1, 2, …, each a gap after the one before; a thread has every n-th.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schedule {
    start: u64,
    /// Nanoseconds between two requests over all threads.
    gap: f64,
    next: u64,
    step: u64,
    /// Requests that go out together.
    group: u64,
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // nanoseconds, counts
impl Schedule {
    /// `rate` requests a second from `start`, of which this is thread `index` of `threads`.
    pub(crate) fn new(start: u64, rate: f64, index: u64, threads: u64) -> Self {
        let gap = 1e9 / rate;
        let group = (TICK / (gap * threads as f64)).ceil().max(1.0) as u64;
        Self { start, gap, next: index, step: threads, group }
    }

    /// When the next request is due.
    pub(crate) fn next_due(&self) -> u64 {
        self.due(self.next)
    }

    /// When to wake up for the next requests.
    pub(crate) fn wake_at(&self) -> u64 {
        self.due(self.next + (self.group - 1) * self.step)
    }

    /// The next request has been sent.
    pub(crate) const fn advance(&mut self) {
        self.next += self.step;
    }

    /// How many requests from the next on are due in `from..until`.
    pub(crate) fn due_between(&self, from: u64, until: u64) -> u64 {
        let first = self.first_at(from).max(self.next);
        let end = self.first_at(until).max(first);
        // Of the numbers first..end, those of this thread.
        let ours = |before: u64| before.saturating_sub(self.next).div_ceil(self.step);
        ours(end) - ours(first)
    }

    /// The number of the first request, of any thread, that is due at this time or later.
    fn first_at(&self, time: u64) -> u64 {
        let mut number = (time.saturating_sub(self.start) as f64 / self.gap) as u64;
        while self.due(number) < time {
            number += 1;
        }
        while number > 0 && self.due(number - 1) >= time {
            number -= 1;
        }
        number
    }

    fn due(&self, number: u64) -> u64 {
        self.start + (number as f64 * self.gap) as u64
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_thousand_a_second_are_a_millisecond_apart() {
        let mut schedule = Schedule::new(500, 1000.0, 0, 1);
        let mut due = Vec::new();
        for _ in 0..4 {
            due.push(schedule.next_due());
            assert_eq!(schedule.wake_at(), schedule.next_due());
            schedule.advance();
        }
        assert_eq!(due, [500, 1_000_500, 2_000_500, 3_000_500]);
    }

    #[test]
    fn two_threads_take_turns() {
        let mut second = Schedule::new(0, 1000.0, 1, 2);
        assert_eq!(second.next_due(), 1_000_000);
        second.advance();
        assert_eq!(second.next_due(), 3_000_000);
    }

    #[test]
    fn a_high_rate_goes_out_in_groups_of_a_tick() {
        let schedule = Schedule::new(0, 100_000.0, 0, 1);
        assert_eq!(schedule.wake_at(), 90_000, "ten messages, the last due after nine gaps");
    }

    proptest! {
        #[test]
        fn what_is_due_is_what_walking_finds(
            rate in 0.5f64..1e6, index in 0u64..3, more in 1u64..3, sent in 0u64..50, from in 0u64..1_000_000, length in 0u64..100_000,
        ) {
            let start = 1000;
            let mut schedule = Schedule::new(start, rate, index, index + more);
            (0..sent).for_each(|_| schedule.advance());
            let mut walker = schedule;
            let mut count = 0;
            while walker.next_due() < from + length {
                count += u64::from(walker.next_due() >= from);
                walker.advance();
            }
            prop_assert_eq!(schedule.due_between(from, from + length), count);
        }
    }
}
