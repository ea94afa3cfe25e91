//! What is tried again, and when: the `[retry]` section of the configuration, compiled.
//!
//! A pure module: time, validity and message are part of the question, and jitter is decided by message and attempt.

mod classes;
#[cfg(test)]
mod tests;

use brivas_platform::config::{Config, ConfigError, GiveUpWhen, RetryKind};
use brivas_smpp::CommandStatus;

use crate::mix::mixed;
use classes::Classes;

/// What went wrong with an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Failure {
    /// The peer answered with this status.
    Status(CommandStatus),
    /// No answer came in time.
    Timeout,
    /// The session ended before the answer came.
    Lost,
    /// There is nowhere to send it to now.
    NoRoute,
    /// A rate of ours is used up.
    Throttled,
}

/// What to do with a message after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next {
    /// Try again at this time, in ms since 1970-01-01 UTC. If that is when the validity ends, the message expires then.
    At(i64),
    /// Do not try again.
    GiveUp(GiveUpReason),
}

/// Why a message is not tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GiveUpReason {
    /// The failure is permanent: the message is undeliverable.
    Permanent,
    /// It had all its attempts: the message is undeliverable.
    Attempts,
    /// Its validity has ended: the message has expired.
    Expired,
    /// The next attempt would be after its validity: the message counts as expired.
    NextTryTooLate,
}

/// The retry schedules of a configuration.
#[derive(Clone, Debug)]
pub struct RetryPolicy {
    classes: Classes,
}

impl RetryPolicy {
    /// Compiles the `[retry]` section.
    ///
    /// # Errors
    /// With key and, where the configuration was read from a text, line: a name that is neither a `command_status`
    /// nor a kind of failure, or one failure named twice.
    pub fn compile(config: &Config) -> Result<Self, ConfigError> {
        Ok(Self { classes: Classes::compile(config)? })
    }

    /// What the failure says about the message and its destination.
    #[must_use]
    pub fn kind(&self, failure: Failure) -> RetryKind {
        self.classes.of(failure).kind
    }

    /// The name of the class that the failure belongs to, for logs.
    #[must_use]
    pub fn class(&self, failure: Failure) -> &str {
        &self.classes.of(failure).name
    }

    /// What to do with a message after a failed attempt: `attempt` is the number of that attempt, 1 for the first;
    /// times are in ms since 1970-01-01 UTC. The same question always has the same answer.
    #[must_use]
    pub fn after(
        &self,
        failure: Failure,
        attempt: u16,
        now_ms: i64,
        expires_at_ms: i64,
        message_id: u64,
    ) -> Next {
        let class = self.classes.of(failure);
        let Some(schedule) = &class.schedule else { return Next::GiveUp(GiveUpReason::Permanent) };
        if class.max_attempts.is_some_and(|most| attempt >= most) {
            return Next::GiveUp(GiveUpReason::Attempts);
        }
        if expires_at_ms <= now_ms {
            return Next::GiveUp(GiveUpReason::Expired);
        }
        let delay = jittered(schedule.delay_ms(attempt), class.jitter_percent, message_id, attempt);
        let at = now_ms.saturating_add(i64::try_from(delay).unwrap_or(i64::MAX));
        match class.give_up {
            GiveUpWhen::WhenNextTryIsLater if at >= expires_at_ms => {
                Next::GiveUp(GiveUpReason::NextTryTooLate)
            }
            _ => Next::At(at.min(expires_at_ms)),
        }
    }
}

/// The delay, longer or shorter by at most so many percent, as message and attempt decide.
fn jittered(delay_ms: u64, percent: u8, message_id: u64, attempt: u16) -> u64 {
    let most = delay_ms / 100 * u64::from(percent) + delay_ms % 100 * u64::from(percent) / 100;
    let random = mixed(mixed(message_id) ^ u64::from(attempt));
    delay_ms - most + random % (2 * most + 1)
}
