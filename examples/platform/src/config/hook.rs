//! `[hook]`: how receipts are posted to the tenants' `receipt_url`.

use std::path::PathBuf;

use serde::Deserialize;

use super::value::Cidr;
use super::{ConfigError, check};

/// `[hook]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct HookConfig {
    /// How often a receipt is posted before it becomes a dead letter; when, `[retry]` says: 10.
    pub attempts: u16,
    /// Receipts that are posted to one tenant at a time: 10.
    pub at_once: usize,
    /// Seconds that a post may take from the look-up of its host to the end of its answer: 10.
    pub timeout_secs: u64,
    /// Days that a dead letter is kept: 7.
    pub keep_dead_days: u32,
    /// The most dead letters of one tenant; beyond it the oldest is dropped: 10,000.
    pub max_dead_letters: usize,
    /// The file of the authorities in PEM that receivers' certificates are checked against; those of the system if absent.
    pub ca_file: Option<PathBuf>,
    /// Networks that may be posted to though they are private, such as `10.1.0.0/16`: none.
    pub allow_networks: Vec<Cidr>,
}

impl Default for HookConfig {
    fn default() -> Self {
        Self {
            attempts: 10,
            at_once: 10,
            timeout_secs: 10,
            keep_dead_days: 7,
            max_dead_letters: 10_000,
            ca_file: None,
            allow_networks: Vec::new(),
        }
    }
}

impl HookConfig {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        check::within(1..=1000, "hook.attempts", self.attempts)?;
        check::within(1..=1000, "hook.at_once", self.at_once)?;
        check::within(1..=300, "hook.timeout_secs", self.timeout_secs)?;
        check::within(1..=365, "hook.keep_dead_days", self.keep_dead_days)?;
        check::within(1..=1_000_000, "hook.max_dead_letters", self.max_dead_letters)
    }
}
