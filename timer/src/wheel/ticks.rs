//! Instants to milliseconds since the epoch, and back.

use std::time::{Duration, Instant};

/// The number of a millisecond: the tick `n` is the instant `epoch + n ms`.
pub(super) type Tick = u64;

/// Counts time in ticks from an epoch.
#[derive(Clone, Debug)]
pub(super) struct Ticks {
    epoch: Instant,
}

impl Ticks {
    pub(super) fn new(epoch: Instant) -> Self {
        Self { epoch }
    }

    /// The first tick at or after `deadline`, so that no timer fires early; 0 for what is before the epoch.
    ///
    /// Where the platform's `Instant` ends within that last millisecond it is the tick before.
    pub(super) fn of_deadline(&self, deadline: Instant) -> Tick {
        let since = deadline.saturating_duration_since(self.epoch);
        let past_tick = since.subsec_nanos() % NANOS_PER_TICK;
        let rounded_up = deadline.checked_add(Duration::new(0, NANOS_PER_TICK - past_tick));
        whole_ticks(since).saturating_add(u64::from(past_tick > 0 && rounded_up.is_some()))
    }

    /// The last tick at or before `now`; a `now` before the epoch counts as the epoch.
    pub(super) fn of_now(&self, now: Instant) -> Tick {
        whole_ticks(now.saturating_duration_since(self.epoch))
    }

    /// The instant of a tick that [`of_deadline`](Self::of_deadline) gave.
    pub(super) fn instant(&self, tick: Tick) -> Instant {
        self.epoch.checked_add(Duration::from_millis(tick)).unwrap_or(self.epoch)
    }
}

fn whole_ticks(duration: Duration) -> Tick {
    duration.as_secs().saturating_mul(TICKS_PER_SECOND).saturating_add(u64::from(duration.subsec_millis()))
}

const TICKS_PER_SECOND: u64 = 1000;
const NANOS_PER_TICK: u32 = 1_000_000;
