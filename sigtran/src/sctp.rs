//! SCTP, which carries M3UA (RFC 9260, RFC 4666 §1.4.7): what the layers above need of it, and adapters that give it.
//!
//! The crate holds no SCTP of its own. Whoever has one drives a layer by [`m3ua::M3ua::handle_association`] and
//! [`m3ua::M3ua::handle_message`](crate::m3ua::M3ua::handle_message); nothing here is needed for that. For those who
//! have none there are:
//!
//! | file | feature | what |
//! |---|---|---|
//! | `sctp.rs`, `sctp/event.rs`, `sctp/remote.rs` | | [`Sctp`], [`Node`], [`Event`], [`Remote`]: the seam |
//! | `sctp/udp.rs` | `dcsctp` | `udp::Udp`: associations over UDP (RFC 6951), sans-IO |
//! | `io/udp.rs` | `dcsctp`, `tokio` | the same on a tokio socket |
//! | `io/kernel.rs` | `kernel-sctp` | the kernel's SCTP, with several addresses an association |
//! | `io.rs` | `tokio` | the driver: a [`Node`] over any [`Sctp`] |
//!
//! [`m3ua::M3ua::handle_association`]: crate::m3ua::M3ua::handle_association

use std::fmt;
use std::io;
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;

use crate::m3ua::{AssociationEvent, AssociationId, M3ua, Transmit};

mod event;
mod remote;
#[cfg(feature = "dcsctp")]
pub mod udp;

pub use event::{DownReason, Event};
pub use remote::Remote;

/// The payload protocol identifier of M3UA (RFC 4666 §7.1).
pub const PPID_M3UA: u32 = 3;

/// The port of M3UA over SCTP (RFC 4666 §1.4.8).
pub const PORT_M3UA: u16 = 2905;

/// The UDP port of SCTP over UDP (RFC 6951 §5.1).
pub const UDP_PORT: u16 = 9899;

/// The number that the first association of a peer's gets; ours should be below.
pub const FIRST_INCOMING: AssociationId = AssociationId(1 << 31);

/// Why a call was refused; all is as before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UsageError {
    /// There is no such association.
    Gone,
    /// There is an association with this number, or with this peer, already.
    Exists,
    /// There may be no more associations.
    Full,
    /// The association is not up yet, or is being shut down.
    NotUp,
    /// The association has fewer streams.
    Stream,
    /// A message has at least one octet, and at most as many as the settings say.
    Length,
    /// Too much waits to be sent on this association.
    SendQueueFull,
    /// The peer has no address.
    NoAddress,
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gone => "there is no such association",
            Self::Exists => "there is such an association already",
            Self::Full => "there may be no more associations",
            Self::NotUp => "the association is not up",
            Self::Stream => "the association has fewer streams",
            Self::Length => "the message is empty or too long",
            Self::SendQueueFull => "too much waits to be sent",
            Self::NoAddress => "the peer has no address",
        })
    }
}

impl std::error::Error for UsageError {}

/// An SCTP that a driver can run a [`Node`] over. It owns its sockets and its clock.
pub trait Sctp {
    /// ASSOCIATE: begins an association by this number. [`Event::Up`] or [`Event::Down`] tells how it went
    /// (RFC 9260 §11.1.2).
    ///
    /// # Errors
    /// [`UsageError::Exists`], [`UsageError::Full`], [`UsageError::NoAddress`].
    fn open(&mut self, association: AssociationId, remote: &Remote) -> Result<(), UsageError>;

    /// SEND: takes a message, to be delivered in the order of its stream (RFC 9260 §11.1.5).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::NotUp`], [`UsageError::Stream`], [`UsageError::Length`], and
    /// [`UsageError::SendQueueFull`], after which the same may be tried again later.
    fn send(
        &mut self,
        association: AssociationId,
        stream_id: u16,
        ppid: u32,
        octets: Bytes,
    ) -> Result<(), UsageError>;

    /// SHUTDOWN: ends the association after all that was taken has been delivered (RFC 9260 §11.1.3).
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    fn close(&mut self, association: AssociationId) -> Result<(), UsageError>;

    /// ABORT: ends the association at once (RFC 9260 §11.1.4).
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    fn abort(&mut self, association: AssociationId) -> Result<(), UsageError>;

    /// The next event that is there already.
    fn poll_event(&mut self) -> Option<Event>;

    /// Sends, receives and runs timers, at most a bounded turn of it. `Ready` if something was done and there may be
    /// more; `Pending` if not, and then the task is woken when there is.
    ///
    /// # Errors
    /// What the sockets give; the adapter is of no use after that.
    fn poll_run(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>>;
}

/// A layer, or a stack of layers, that a driver runs over an [`Sctp`]: the verbs that they share.
pub trait Node {
    /// What its owner must know.
    type Event;

    /// Tells what became of an association.
    fn handle_association(&mut self, now: Instant, id: AssociationId, event: AssociationEvent);

    /// Takes one message of the peer.
    fn handle_message(&mut self, now: Instant, id: AssociationId, stream_id: u16, octets: Bytes);

    /// Takes back a message that was sent and never went out.
    fn handle_unsent(&mut self, now: Instant, octets: &Bytes);

    /// Runs what is due.
    fn handle_timeout(&mut self, now: Instant);

    /// The next message to be sent.
    fn poll_transmit(&mut self) -> Option<Transmit>;

    /// The next thing that the owner must know.
    fn poll_event(&mut self) -> Option<Self::Event>;

    /// When [`Self::handle_timeout`] is to be called next.
    fn poll_timeout(&self) -> Option<Instant>;

    /// Whether messages of peers will be taken.
    fn wants_input(&self) -> bool;
}

impl Node for M3ua {
    type Event = crate::m3ua::Event;

    fn handle_association(&mut self, now: Instant, id: AssociationId, event: AssociationEvent) {
        Self::handle_association(self, now, id, event);
    }

    fn handle_message(&mut self, now: Instant, id: AssociationId, stream_id: u16, octets: Bytes) {
        Self::handle_message(self, now, id, stream_id, octets);
    }

    fn handle_unsent(&mut self, now: Instant, octets: &Bytes) {
        Self::handle_unsent(self, now, octets);
    }

    fn handle_timeout(&mut self, now: Instant) {
        Self::handle_timeout(self, now);
    }

    fn poll_transmit(&mut self) -> Option<Transmit> {
        Self::poll_transmit(self)
    }

    fn poll_event(&mut self) -> Option<Self::Event> {
        Self::poll_event(self)
    }

    fn poll_timeout(&self) -> Option<Instant> {
        Self::poll_timeout(self)
    }

    fn wants_input(&self) -> bool {
        Self::wants_input(self)
    }
}
