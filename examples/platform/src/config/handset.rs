//! `[handset]`: the simulated handset.

use serde::Deserialize;

/// `[handset]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct HandsetConfig {
    /// Whether there is one; without it, a message that no route matches is refused with ESME_RINVDSTADR: true.
    pub enabled: bool,
    /// Milliseconds until it accepts a message: 500.
    pub delay_ms: u64,
}

impl Default for HandsetConfig {
    fn default() -> Self {
        Self { enabled: true, delay_ms: 500 }
    }
}
