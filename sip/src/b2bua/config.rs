//! The settings of a back-to-back user agent.

use std::sync::Arc;
use std::time::Duration;

use crate::agent;
use crate::settings::settings;

/// The settings of a back-to-back user agent.
#[derive(Clone, Debug)]
pub struct Config {
    agent: Arc<agent::Config>,
    ring_time: Duration,
    max_legs: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self { agent: Arc::default(), ring_time: Duration::from_secs(180), max_legs: 16 }
    }
}

impl Config {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The settings of its user agent.
    #[must_use]
    pub const fn agent(&self) -> &Arc<agent::Config> {
        &self.agent
    }

    /// Sets those of its user agent.
    pub fn set_agent(&mut self, agent: Arc<agent::Config>) -> &mut Self {
        self.agent = agent;
        self
    }

    settings! {
        /// How long an attempt may ring until it is taken back: 180 s, as a proxy's Timer C at least (RFC 3261 §16.6).
        ring_time / set_ring_time: Duration;
        /// How many can be rung at once: 16.
        max_legs / set_max_legs: usize;
    }
}
