//! What can be wrong with an offer or an answer (RFC 3264).

use std::fmt;

use crate::{DecodeError, StatusCode};

/// What is wrong with an offer or an answer, or with its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NegotiationError {
    /// An offer of the peer came while ours has no answer yet (RFC 3261 §14.2).
    Glare,
    /// An earlier offer has no answer yet (RFC 3264 §4).
    OfferPending,
    /// There is no offer to be answered.
    NoOffer,
    /// A description cannot be read.
    Decode(DecodeError),
    /// The answer has not as many media as the offer (RFC 3264 §6).
    MediaCount {
        /// How many media the offer has.
        offered: usize,
        /// How many the answer has.
        answered: usize,
    },
    /// A later offer has fewer media than what was agreed on (RFC 3264 §8).
    FewerMedia {
        /// How many media there were.
        before: usize,
        /// How many the offer has.
        offered: usize,
    },
    /// A stream is answered by one of other media (RFC 3264 §6). Streams count from 0.
    Media(usize),
    /// A stream is answered by another protocol (RFC 3264 §6).
    Proto(usize),
    /// A stream is answered that was not offered: its port was 0 (RFC 3264 §6).
    Revived(usize),
    /// A stream that is not refused has no address to go to (RFC 8866 §5.7).
    NoConnection(usize),
    /// A stream is answered with a direction that does not go with the one offered (RFC 3264 §6.1).
    Direction(usize),
    /// A stream is answered, and none of its formats was offered (RFC 3264 §6.1).
    NoCommonFormat(usize),
    /// A stream that is only sent is answered with a format that was not offered (RFC 3264 §6.1).
    NewFormat(usize),
    /// A payload type of a stream is another codec than before (RFC 3264 §8.3.2).
    PayloadTypeChanged(usize),
    /// No stream of the offer can be accepted (RFC 3264 §6).
    NothingInCommon,
}

impl NegotiationError {
    /// The status with which a request that has such an offer is refused (RFC 3261 §14.2, §21.4.26). A response with a
    /// wrong answer is not refused: the caller acknowledges it and ends the call (RFC 3261 §13.2.2.4).
    #[must_use]
    pub const fn status_code(&self) -> StatusCode {
        match self {
            Self::Glare => StatusCode::REQUEST_PENDING,
            Self::OfferPending => StatusCode::SERVER_INTERNAL_ERROR,
            Self::Decode(error) => error.status_code(),
            _ => StatusCode::NOT_ACCEPTABLE_HERE,
        }
    }

    /// Whether media can flow all the same, one way less or without the wrong formats.
    pub(super) const fn is_tolerable(&self) -> bool {
        matches!(self, Self::Direction(_) | Self::NewFormat(_))
    }
}

impl From<DecodeError> for NegotiationError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl fmt::Display for NegotiationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Glare => f.write_str("an offer of the other side is pending"),
            Self::OfferPending => f.write_str("an earlier offer is pending"),
            Self::NoOffer => f.write_str("no offer is pending"),
            Self::Decode(error) => error.fmt(f),
            Self::MediaCount { offered, answered } => {
                write!(f, "{offered} media are offered and {answered} answered")
            }
            Self::FewerMedia { before, offered } => {
                write!(f, "{before} media were there and {offered} are offered")
            }
            Self::Media(at) => write!(f, "stream {at} is answered by other media"),
            Self::Proto(at) => write!(f, "stream {at} is answered by another protocol"),
            Self::Revived(at) => write!(f, "stream {at} is answered and was not offered"),
            Self::NoConnection(at) => write!(f, "stream {at} has no address"),
            Self::Direction(at) => write!(f, "stream {at} is answered with a direction that cannot be"),
            Self::NoCommonFormat(at) => write!(f, "stream {at} has no format in common"),
            Self::NewFormat(at) => write!(f, "stream {at} is sent in a format that was not offered"),
            Self::PayloadTypeChanged(at) => write!(f, "a payload type of stream {at} is another codec"),
            Self::NothingInCommon => f.write_str("no stream can be accepted"),
        }
    }
}

impl std::error::Error for NegotiationError {}
