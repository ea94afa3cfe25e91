//! Where a subscription stands, as Subscription-State says it (RFC 6665 §4.1.3, §8.2.3).

use crate::header::SubscriptionState;
use crate::message::Rows;

/// Where a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Standing {
    /// It was accepted, and tells the state.
    Active,
    /// Nobody has decided on it yet, and the state that is told may be none.
    Pending,
    /// It is over.
    Terminated {
        /// Why.
        reason: Termination,
        /// After how many seconds it may be asked for again.
        retry_after: Option<u32>,
    },
    /// Another word, which only who notifies can mean; the subscription goes on. It is never sent.
    Other,
}

/// Why a subscription is over, by its notifier (RFC 6665 §4.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Termination {
    /// Subscribe again at once, perhaps elsewhere.
    Deactivated,
    /// Subscribe again later.
    Probation,
    /// The policy has changed; do not ask again.
    Rejected,
    /// It was not refreshed, or was ended or fetched by its subscriber. He may subscribe again at once.
    Timeout,
    /// Nobody has decided on it; ask again later.
    GiveUp,
    /// What was watched is no more; do not ask again.
    NoResource,
    /// What is watched will never change; do not ask again (RFC 6665 §4.1.3).
    Invariant,
    /// Another reason, or none.
    Other,
}

impl Termination {
    const ALL: [(Self, &'static [u8]); 7] = [
        (Self::Deactivated, b"deactivated"),
        (Self::Probation, b"probation"),
        (Self::Rejected, b"rejected"),
        (Self::Timeout, b"timeout"),
        (Self::GiveUp, b"giveup"),
        (Self::NoResource, b"noresource"),
        (Self::Invariant, b"invariant"),
    ];

    fn read(text: &[u8]) -> Self {
        let found = Self::ALL.iter().find(|(_, word)| word.eq_ignore_ascii_case(text));
        found.map_or(Self::Other, |(reason, _)| *reason)
    }

    fn text(self) -> Option<&'static [u8]> {
        Self::ALL.iter().find(|(reason, _)| *reason == self).map(|(_, word)| *word)
    }

    /// Whether the same may be subscribed to again (RFC 6665 §4.1.3).
    #[must_use]
    pub const fn may_retry(self) -> bool {
        !matches!(self, Self::Rejected | Self::NoResource | Self::Invariant)
    }
}

impl Standing {
    /// What the header field says.
    #[must_use]
    pub fn of(state: &SubscriptionState<'_>) -> Self {
        let is = |word: &[u8]| state.state.eq_ignore_ascii_case(word);
        if is(b"active") {
            return Self::Active;
        }
        if is(b"pending") {
            return Self::Pending;
        }
        if !is(b"terminated") {
            return Self::Other;
        }
        Self::Terminated {
            reason: state.reason().map_or(Termination::Other, Termination::read),
            retry_after: state.retry_after(),
        }
    }

    /// Over, for this reason.
    #[must_use]
    pub const fn terminated(reason: Termination) -> Self {
        Self::Terminated { reason, retry_after: None }
    }

    pub(super) const fn is_terminated(self) -> bool {
        matches!(self, Self::Terminated { .. })
    }

    /// Puts the row in, with the seconds that are left.
    pub(super) fn put(self, left: u64, rows: &mut Rows) {
        let mut text = match self {
            Self::Active | Self::Other => format!("active;expires={left}"),
            Self::Pending => format!("pending;expires={left}"),
            Self::Terminated { .. } => "terminated".to_owned(),
        };
        if let Self::Terminated { reason, retry_after } = self {
            if let Some(word) = reason.text() {
                text.push_str(";reason=");
                text.push_str(&String::from_utf8_lossy(word));
            }
            if let Some(seconds) = retry_after {
                text.push_str(&format!(";retry-after={seconds}"));
            }
        }
        rows.put_text("Subscription-State", text.as_bytes());
    }
}
