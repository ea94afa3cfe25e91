//! The run's clock: nanoseconds since the run began, small enough for a window's slots and for atomics.

use std::time::{Duration, Instant};

/// Counts nanoseconds since it was made; copies count from the same instant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock(Instant);

impl Clock {
    pub(crate) fn new() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn now(self) -> u64 {
        nanos(self.0.elapsed())
    }
}

/// A duration in nanoseconds; what is longer than 584 years counts as that.
pub(crate) fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// Nanoseconds as seconds.
#[allow(clippy::cast_precision_loss)] // for reports
pub(crate) fn seconds(nanos: u64) -> f64 {
    nanos as f64 / 1e9
}
