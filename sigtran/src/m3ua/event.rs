//! What an endpoint and its owner tell each other.

use std::fmt;

use bytes::Bytes;

use super::{AffectedPointCode, DeregistrationStatus, ErrorCode, MessageType, RegistrationStatus, Status};
use crate::EncodeError;
use crate::mtp::{MtpStatus, MtpTransfer};

/// An association, by the number that the owner gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // the owner's number
pub struct AssociationId(pub u32);

/// An application server of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AsId(pub(super) brivas_timer::Handle);

/// What the transport did (RFC 4666 §1.6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AssociationEvent {
    /// SCTP-COMMUNICATION UP, with so many streams each way.
    Up {
        /// How many streams may be used.
        streams: u16,
    },
    /// SCTP-COMMUNICATION DOWN or lost.
    Down,
    /// SCTP-RESTART: the peer began anew.
    Restart,
}

/// A message to be sent.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transmit {
    /// By which association.
    pub association: AssociationId,
    /// On which stream.
    pub stream_id: u16,
    /// The message.
    pub octets: Bytes,
}

/// Octets may be private: their number is shown.
impl fmt::Debug for Transmit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Transmit({:?}, stream {}, {} octets)", self.association, self.stream_id, self.octets.len())
    }
}

/// The state of an ASP (RFC 4666 §4.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(clippy::exhaustive_enums)] // there are these
pub enum AspState {
    /// ASP-DOWN.
    Down,
    /// ASP-INACTIVE.
    Inactive,
    /// ASP-ACTIVE.
    Active,
}

/// The state of an application server (RFC 4666 §4.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are these
pub enum AsState {
    /// AS-DOWN.
    Down,
    /// AS-INACTIVE.
    Inactive,
    /// AS-ACTIVE.
    Active,
    /// AS-PENDING.
    Pending,
}

/// What the owner must know, in the order in which it came to be (RFC 4666 §1.6).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// MTP-TRANSFER indication: a message of the network.
    Transfer(MtpTransfer),
    /// A message that was accepted and not handed over: its association died, or T(r) ran out. It may be sent again.
    Undelivered(MtpTransfer),
    /// MTP-PAUSE, MTP-RESUME or MTP-STATUS for all these point codes; the status names the first.
    Status {
        /// Which point codes.
        affected: AffectedPointCode,
        /// What.
        status: MtpStatus,
    },
    /// Point codes can be reached, but better by another way (RFC 4666 §3.4.6).
    Restricted {
        /// Who says so.
        association: AssociationId,
        /// Which.
        affected: AffectedPointCode,
    },
    /// An application server changed its state.
    As {
        /// Which.
        id: AsId,
        /// The state it has now.
        state: AsState,
    },
    /// An ASP changed its state: ours with this peer, or the peer with us.
    Asp {
        /// The association with the peer.
        association: AssociationId,
        /// Whose.
        side: super::Side,
        /// For which application server; `None`: for all.
        id: Option<AsId>,
        /// The state it has now.
        state: AspState,
    },
    /// The peer told something by Notify (RFC 4666 §3.8.2).
    Notify {
        /// Who.
        association: AssociationId,
        /// What.
        status: Status,
        /// About which ASP.
        asp_identifier: Option<u32>,
        /// About which application servers; none: all of the association.
        ids: Vec<AsId>,
    },
    /// A routing key was registered with the peer, or was refused.
    Registration {
        /// Who.
        association: AssociationId,
        /// Which key.
        id: AsId,
        /// With what outcome.
        status: RegistrationStatus,
    },
    /// A registration was given back to the peer, or the peer refused that.
    Deregistration {
        /// Who.
        association: AssociationId,
        /// Which key.
        id: AsId,
        /// With what outcome.
        status: DeregistrationStatus,
    },
    /// The peer answered a message of ours with an Error; if it was a request, it is given up (RFC 4666 §3.8.1).
    PeerError {
        /// Who.
        association: AssociationId,
        /// What was wrong.
        code: ErrorCode,
        /// The request that was refused by it.
        request: Option<MessageType>,
    },
    /// A message of the peer was at fault and has been answered with an Error, if it was none itself.
    Faulted {
        /// Who.
        association: AssociationId,
        /// What was wrong.
        code: ErrorCode,
    },
    /// A request was sent again as often as allowed and not answered; it is given up.
    NoAnswer {
        /// Who.
        association: AssociationId,
        /// The request.
        request: MessageType,
    },
    /// The peer left two heartbeats unanswered; the association counts as lost and should be aborted
    /// (RFC 4666 §4.3.4.6).
    HeartbeatLost {
        /// Who.
        association: AssociationId,
    },
}

/// Why a call was refused; the endpoint is as before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UsageError {
    /// The association or application server was removed or never was.
    Gone,
    /// There is an association with this number already.
    Exists,
    /// There may be no more of these.
    Full,
    /// This is not for our role, or not for this side.
    Role,
    /// The association is not up.
    NotUp,
    /// No application server has this traffic.
    NoRoute,
    /// The application server is AS-DOWN or AS-INACTIVE.
    NotActive,
    /// The destination cannot be reached.
    DestinationUnavailable,
    /// The application server is AS-PENDING and keeps as many messages as it may.
    PendingFull,
    /// Too much waits for the transport already.
    TransmitFull,
    /// The message cannot be written.
    Encode(EncodeError),
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gone => "it was removed or never was",
            Self::Exists => "there is one with this number",
            Self::Full => "there may be no more",
            Self::Role => "not for our role",
            Self::NotUp => "the association is not up",
            Self::NoRoute => "no application server has this traffic",
            Self::NotActive => "the application server is not active",
            Self::DestinationUnavailable => "the destination cannot be reached",
            Self::PendingFull => "too many messages are pending",
            Self::TransmitFull => "too much waits for the transport",
            Self::Encode(error) => return write!(f, "it cannot be written: {error}"),
        })
    }
}

impl std::error::Error for UsageError {}

impl From<EncodeError> for UsageError {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}
