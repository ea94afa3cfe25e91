//! What counts as a failure of a target (RFC 3263 §4.3).

use crate::StatusCode;
use crate::transaction::Tell;

/// What became of a request at a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // a request has no other end
pub enum Outcome {
    /// A response came. A 408 that came is one, too: somebody answered.
    Response(StatusCode),
    /// No response came in time.
    Timeout,
    /// It could not be sent.
    TransportError,
}

impl Outcome {
    /// What a transaction tells its user, if that is an end without a response.
    #[must_use]
    pub const fn of(tell: Tell) -> Option<Self> {
        match tell {
            Tell::Timeout => Some(Self::Timeout),
            Tell::TransportError => Some(Self::TransportError),
            _ => None,
        }
    }

    /// Whether the next target is to be tried, by a new transaction with a new branch: after 503, a timeout or a transport
    /// error, and after nothing else (RFC 3263 §4.3). The transaction acknowledges a 503 to an INVITE as any other.
    #[must_use]
    pub const fn is_failure(self) -> bool {
        match self {
            Self::Response(code) => code.0 == StatusCode::SERVICE_UNAVAILABLE.0,
            Self::Timeout | Self::TransportError => true,
        }
    }
}
