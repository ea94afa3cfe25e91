//! The limits of a reassembler.

use std::time::{Duration, Instant};

/// Far beyond any message, and what every clock can add.
const LONGEST_LIFETIME: Duration = Duration::from_secs(1 << 32);

/// How much a reassembler holds and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReassemblerConfig {
    max_messages: usize,
    max_octets: usize,
    lifetime: Duration,
}

impl Default for ReassemblerConfig {
    /// 10,000 messages, 16 MiB of bodies, one hour. The standard leaves all three open.
    fn default() -> Self {
        Self { max_messages: 10_000, max_octets: 16 << 20, lifetime: Duration::from_secs(3_600) }
    }
}

impl ReassemblerConfig {
    /// The most incomplete messages held; at least 1.
    #[must_use]
    pub fn with_max_messages(mut self, messages: usize) -> Self {
        self.max_messages = messages.max(1);
        self
    }

    /// The most octets of bodies held.
    #[must_use]
    pub fn with_max_octets(mut self, octets: usize) -> Self {
        self.max_octets = octets;
        self
    }

    /// How long a message may take from its first part to its last; at most 2^32 seconds.
    #[must_use]
    pub fn with_lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime.min(LONGEST_LIFETIME);
        self
    }

    pub(super) fn max_messages(&self) -> usize {
        self.max_messages
    }

    pub(super) fn max_octets(&self) -> usize {
        self.max_octets
    }

    /// When a message that begins at `now` is over; `now` itself if the clock cannot say.
    pub(super) fn deadline(&self, now: Instant) -> Instant {
        now.checked_add(self.lifetime).unwrap_or(now)
    }
}
