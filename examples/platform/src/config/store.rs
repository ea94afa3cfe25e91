//! `[store]`: where messages are kept.

use serde::Deserialize;

/// `[store]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct StoreConfig {
    /// `log`, durable, or `memory`, which forgets everything at the end: `log`.
    pub kind: StoreKind,
    /// Messages that may wait at once; more are answered with ESME_RMSGQFUL: 2000000.
    pub max_messages: usize,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self { kind: StoreKind::Log, max_messages: 2_000_000 }
    }
}

/// Which store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum StoreKind {
    /// The segmented log: durable before the answer.
    #[default]
    Log,
    /// Memory: for tests and measurements.
    Memory,
}
