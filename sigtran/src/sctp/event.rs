//! What SCTP tells its user.

use std::fmt;

use bytes::Bytes;

use super::Remote;
use crate::m3ua::{AssociationEvent, AssociationId};

/// Why an association is no more (RFC 9260 §11.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DownReason {
    /// One of both sides shut it down; nothing that was sent is lost (RFC 9260 §9.2).
    Shutdown,
    /// We aborted it (RFC 9260 §9.1).
    Aborted,
    /// The peer aborted it, or refused it.
    AbortedByPeer,
    /// The peer no longer answered, or did not from the start (RFC 9260 §4, §8.1).
    Lost,
    /// The peer broke the protocol.
    Fault,
}

/// What SCTP tells its user (RFC 9260 §11.2), in wire order for an association.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// A peer opens an association; [`Self::Up`] follows. Make the association known to the layer above before that.
    Incoming {
        /// The number that it was given.
        association: AssociationId,
        /// Who.
        remote: Remote,
    },
    /// COMMUNICATION UP.
    Up {
        /// Which.
        association: AssociationId,
        /// How many streams may be sent on.
        streams: u16,
    },
    /// RESTART: the peer began anew. What it had not acknowledged may be lost.
    Restart {
        /// Which.
        association: AssociationId,
    },
    /// SHUTDOWN COMPLETE or COMMUNICATION LOST; comes once for each association, and last.
    Down {
        /// Which.
        association: AssociationId,
        /// Why.
        reason: DownReason,
    },
    /// DATA ARRIVE: a message.
    Message {
        /// From where.
        association: AssociationId,
        /// On which stream.
        stream_id: u16,
        /// What it is.
        ppid: u32,
        /// The message.
        octets: Bytes,
    },
    /// SEND FAILURE: a message that was taken by [`Sctp::send`](super::Sctp::send) and never went out.
    Unsent {
        /// Where it should have gone.
        association: AssociationId,
        /// On which stream.
        stream_id: u16,
        /// What it is.
        ppid: u32,
        /// The message.
        octets: Bytes,
    },
}

impl Event {
    /// What a layer above must be told of the association by its `handle_association`, if this is such an event.
    #[must_use]
    pub const fn association_event(&self) -> Option<(AssociationId, AssociationEvent)> {
        match self {
            Self::Up { association, streams } => {
                Some((*association, AssociationEvent::Up { streams: *streams }))
            }
            Self::Restart { association } => Some((*association, AssociationEvent::Restart)),
            Self::Down { association, .. } => Some((*association, AssociationEvent::Down)),
            Self::Incoming { .. } | Self::Message { .. } | Self::Unsent { .. } => None,
        }
    }
}

/// Octets may be private: their number is shown.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incoming { association, remote } => write!(f, "Incoming({association:?}, {remote:?})"),
            Self::Up { association, streams } => write!(f, "Up({association:?}, {streams} streams)"),
            Self::Restart { association } => write!(f, "Restart({association:?})"),
            Self::Down { association, reason } => write!(f, "Down({association:?}, {reason:?})"),
            Self::Message { association, stream_id, ppid, octets } => {
                let length = octets.len();
                write!(f, "Message({association:?}, stream {stream_id}, ppid {ppid}, {length} octets)")
            }
            Self::Unsent { association, stream_id, ppid, octets } => {
                let length = octets.len();
                write!(f, "Unsent({association:?}, stream {stream_id}, ppid {ppid}, {length} octets)")
            }
        }
    }
}
