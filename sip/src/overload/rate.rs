//! Holding back by rate: a leaky bucket (RFC 7415 §3.5).

use std::time::{Duration, Instant};

use super::category::{Category, Verdict};
use crate::draw::Draw;

/// How full the bucket is, in time, and when that was.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bucket {
    /// X of the standard.
    fill: Duration,
    /// LCT of the standard.
    since: Instant,
}

/// TAU of ordinary requests, in T: so many more than one may come at once.
const TOLERANCE: u32 = 4;
/// TAU of preferred requests, in T (RFC 7415 §3.5.2).
const PREFERRED_TOLERANCE: u32 = 10;

impl Bucket {
    /// A bucket with a part of a drop in it, so that clients that begin together do not go on together (RFC 7415 §3.5.3).
    pub(super) fn new(now: Instant, rate: u32, draw: &mut Draw) -> Self {
        let drop = drop_of(rate).unwrap_or_default();
        let nanos = draw.below(u64::try_from(drop.as_nanos()).unwrap_or(u64::MAX));
        Self { fill: Duration::from_nanos(nanos), since: now }
    }

    /// Whether a request goes at so many a second (RFC 7415 §3.5.1). One that always goes is put in, too, as far as the bucket
    /// holds it.
    pub(super) fn verdict(&mut self, now: Instant, rate: u32, category: Category) -> Verdict {
        let Some(drop) = drop_of(rate) else {
            return if category == Category::Always { Verdict::Pass } else { Verdict::Refuse };
        };
        let left = self.fill.saturating_sub(now.saturating_duration_since(self.since));
        let tolerance = match category {
            Category::Ordinary => drop * TOLERANCE,
            Category::Preferred | Category::Always => drop * PREFERRED_TOLERANCE,
        };
        if left > tolerance && category != Category::Always {
            return Verdict::Refuse;
        }
        self.fill = (left + drop).min(drop * (PREFERRED_TOLERANCE + 1));
        self.since = self.since.max(now);
        Verdict::Pass
    }
}

/// T of the standard: the time of one request; `None` if none may go.
fn drop_of(rate: u32) -> Option<Duration> {
    Duration::from_secs(1).checked_div(rate)
}
