//! A server that answers nothing (RFC 7339 §5.9).

use std::time::{Duration, Instant};

use super::category::{Category, Verdict};

/// How many requests in a row had no response, and when the next may go nevertheless.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Silence {
    failures: u32,
    probe: Option<Probe>,
}

/// When the next request goes, to see whether the server is there again.
#[derive(Clone, Copy, Debug)]
struct Probe {
    at: Instant,
    interval: Duration,
}

/// After so many in a row nothing more is sent but probes.
const MOST_FAILURES: u32 = 3;
const FIRST: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_secs(64);

impl Silence {
    /// A request had no response, or could not be sent.
    pub(super) fn fail(&mut self, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        if self.failures >= MOST_FAILURES && self.probe.is_none() {
            self.probe = Some(Probe { at: now + FIRST, interval: FIRST });
        }
    }

    /// Whether nothing but probes is sent.
    pub(super) const fn is_long(&self) -> bool {
        self.probe.is_some()
    }

    /// Whether a request goes: while the server is silent one at a time, each after twice the time of the one before.
    pub(super) fn verdict(&mut self, now: Instant, category: Category) -> Verdict {
        match &mut self.probe {
            Some(probe) if probe.at <= now => {
                probe.interval = (probe.interval * 2).min(LONGEST);
                probe.at = now + probe.interval;
                Verdict::Pass
            }
            Some(_) if category != Category::Always => Verdict::Refuse,
            _ => Verdict::Pass,
        }
    }
}
