//! `[message]`: how messages are treated.

use serde::Deserialize;

use super::ConfigError;

/// `[message]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct MessageConfig {
    /// Seconds that a message without validity_period is valid: 259200, three days.
    pub default_validity_secs: u64,
    /// The longest validity that is granted, in seconds: 864000, ten days.
    pub max_validity_secs: u64,
    /// Seconds for which query_sm still knows a message that reached its final state: 86400.
    pub retain_secs: u64,
    /// Seconds to wait after the first, second, … failed attempt; the last one holds for all that follow:
    /// 20, 60, 300, 900, 3600, 14400.
    pub retry_secs: Vec<u64>,
    /// Seconds that a transaction-mode message may wait for its outcome: 20.
    pub transaction_secs: u64,
}

impl Default for MessageConfig {
    fn default() -> Self {
        Self {
            default_validity_secs: 259_200,
            max_validity_secs: 864_000,
            retain_secs: 86_400,
            retry_secs: vec![20, 60, 300, 900, 3600, 14_400],
            transaction_secs: 20,
        }
    }
}

impl MessageConfig {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if self.retry_secs.is_empty() {
            return Err(ConfigError::at("message.retry_secs", "must have at least one entry"));
        }
        if self.default_validity_secs > self.max_validity_secs {
            let what = "must not be above message.max_validity_secs";
            return Err(ConfigError::at("message.default_validity_secs", what));
        }
        Ok(())
    }
}
