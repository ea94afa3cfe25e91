//! `[retry]`: what is tried again, and when.

use serde::Deserialize;

use super::value::{Schedule, StatusName};
use super::{ConfigError, check};

/// `[retry]`: every failed attempt belongs to the first class in the file that names its failure, else to the class
/// that is built in.
///
/// Built in: ESME_RSYSERR, ESME_RINVBNDSTS, ESME_RX_T_APPN, `timeout`, `lost` and `no_route` are temporary,
/// ESME_RTHROTTLED and `throttled` are throttled, everything else is permanent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct RetryConfig {
    /// By how many percent a delay may be longer or shorter, 0 to 50: 0. Message and attempt decide, so that messages
    /// that failed together are not all tried again at once.
    pub jitter_percent: u8,
    /// What happens to a message whose next attempt would be after its validity: `at_expiry`.
    pub give_up: GiveUpWhen,
    /// The classes, in order of preference.
    #[serde(rename = "class")]
    pub classes: Vec<RetryClassConfig>,
}

/// `[[retry.class]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RetryClassConfig {
    /// Its name in logs.
    #[serde(default)]
    pub name: String,
    /// The failures that it is for: a `command_status` by name or number, `timeout` (no answer came), `lost` (the
    /// session ended first), `no_route` (there is nowhere to go), `throttled` (a rate of ours is used up), or `any`.
    pub on: Vec<StatusName>,
    /// `temporary`, `permanent`, `busy` or `throttled`.
    pub kind: RetryKind,
    /// The delays, such as `["20s", "5m", "x2 up to 24h"]`. If absent, `message.retry_secs`; for `busy`, `["2m"]`.
    pub schedule: Option<Schedule>,
    /// Attempts in all, the first one included; as many as the validity allows if absent.
    pub max_attempts: Option<u16>,
    /// As `retry.jitter_percent`, for this class.
    pub jitter_percent: Option<u8>,
    /// As `retry.give_up`, for this class.
    pub give_up: Option<GiveUpWhen>,
}

/// What a failure says about the message and its destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RetryKind {
    /// It may go later.
    Temporary,
    /// It will never go: it is not tried again.
    Permanent,
    /// The destination is busy: it may go soon.
    Busy,
    /// We are too fast: it may go later, and everything to the same place should slow down.
    Throttled,
}

/// When a message is given up whose next attempt would be after its validity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GiveUpWhen {
    /// When its validity ends: until then, an alert from the destination may still bring it there.
    #[default]
    AtExpiry,
    /// At once: its receipt comes early.
    WhenNextTryIsLater,
}

impl RetryConfig {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        jitter("retry.jitter_percent", self.jitter_percent)?;
        check::once(self.classes.iter().map(|class| class.name.as_str()), |index| {
            format!("retry.class[{index}].name")
        })?;
        for (index, class) in self.classes.iter().enumerate() {
            let key = |name: &str| format!("retry.class[{index}].{name}");
            if class.on.is_empty() {
                return Err(ConfigError::at(key("on"), "must name at least one failure"));
            }
            if class.max_attempts == Some(0) {
                return Err(ConfigError::at(key("max_attempts"), "must be at least 1"));
            }
            if class.kind == RetryKind::Permanent
                && (class.schedule.is_some() || class.max_attempts.is_some())
            {
                return Err(ConfigError::at(
                    key("kind"),
                    "permanent takes neither schedule nor max_attempts",
                ));
            }
            jitter(&key("jitter_percent"), class.jitter_percent.unwrap_or(0))?;
        }
        Ok(())
    }
}

fn jitter(key: &str, percent: u8) -> Result<(), ConfigError> {
    if percent > 50 { Err(ConfigError::at(key, "must be 0 to 50")) } else { Ok(()) }
}
