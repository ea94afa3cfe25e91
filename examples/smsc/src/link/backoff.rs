//! How long to wait before a connection is tried again: twice as long after each failure, up to a limit, and never quite
//! as long as another bind that failed at the same moment.

use std::time::Duration;

use crate::mix::mixed;

/// The shortest pause and the longest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pauses {
    shortest_ms: u64,
    longest_ms: u64,
}

impl Pauses {
    pub(crate) const fn new(shortest_ms: u64, longest_ms: u64) -> Self {
        Self { shortest_ms, longest_ms }
    }

    /// The pause after so many failures in a row, at least one; between half of the full length and all of it, as `seed`
    /// decides.
    pub(crate) fn after(self, failures: u32, seed: u64) -> Duration {
        let doublings = failures.saturating_sub(1).min(32);
        let full = self.shortest_ms.saturating_mul(1 << doublings).min(self.longest_ms);
        let half = full / 2;
        Duration::from_millis(half + mixed(seed ^ u64::from(failures)) % (full - half + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_limit_and_differ_from_bind_to_bind() {
        let pauses = Pauses::new(1000, 60_000);
        for (failures, full) in [(1, 1000), (2, 2000), (6, 32_000), (7, 60_000), (u32::MAX, 60_000)] {
            let all: Vec<_> = (0..100).map(|seed| pauses.after(failures, seed).as_millis()).collect();
            assert!(all.iter().all(|pause| (full / 2..=full).contains(pause)), "{failures}: {all:?}");
            assert!(all.iter().max() > all.iter().min());
        }
        assert_eq!(Pauses::new(1, 1).after(3, 9), Duration::from_millis(1));
    }
}
