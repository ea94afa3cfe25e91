//! SCTP, which carries M3UA (RFC 9260, RFC 4666 §1.4.7): what the layers above need of it, and adapters that give it.
//!
//! The crate holds no SCTP of its own. Whoever has one drives a layer by [`m3ua::M3ua::handle_association`] and
//! [`m3ua::M3ua::handle_message`](crate::m3ua::M3ua::handle_message); nothing here is needed for that. For those who
//! have none there are:
//!
//! | file | feature | what |
//! |---|---|---|
//! | `sctp/udp.rs` | `dcsctp` | [`udp::Udp`](crate::sctp): associations over UDP (RFC 6951), sans-IO |
//! | `io/udp.rs` | `dcsctp`, `tokio` | the same on a tokio socket |
//! | `io/kernel.rs` | `kernel-sctp` | the kernel's SCTP, with several addresses an association |
//! | `io.rs` | `tokio` | the driver: a [`Node`] over any [`Sctp`] |
//!
//! [`m3ua::M3ua::handle_association`]: crate::m3ua::M3ua::handle_association

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;

use crate::m3ua::{AssociationEvent, AssociationId, M3ua, Transmit};

#[cfg(feature = "dcsctp")]
pub mod udp;

/// The payload protocol identifier of M3UA (RFC 4666 §7.1).
pub const PPID_M3UA: u32 = 3;

/// The port of M3UA over SCTP (RFC 4666 §1.4.8).
pub const PORT_M3UA: u16 = 2905;

/// The UDP port of SCTP over UDP (RFC 6951 §5.1).
pub const UDP_PORT: u16 = 9899;

/// The number that the first association of a peer's gets; ours should be below.
pub const FIRST_INCOMING: AssociationId = AssociationId(1 << 31);

/// Where the SCTP of a peer is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remote {
    /// Its addresses, the first being the one to begin with. Over UDP only the first is used.
    pub addresses: Vec<IpAddr>,
    /// Its SCTP port.
    pub port: u16,
    /// Its UDP port, where SCTP goes over UDP (RFC 6951 §5.1).
    pub udp_port: u16,
}

impl Remote {
    /// A peer with these addresses, at the usual ports.
    #[must_use]
    pub fn new(addresses: impl Into<Vec<IpAddr>>) -> Self {
        Self { addresses: addresses.into(), port: PORT_M3UA, udp_port: UDP_PORT }
    }

    /// Gives it this SCTP port.
    #[must_use]
    pub const fn with_port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Gives it this UDP port.
    #[must_use]
    pub const fn with_udp_port(mut self, udp_port: u16) -> Self {
        self.udp_port = udp_port;
        self
    }

    /// Where its datagrams go, when it has an address.
    #[must_use]
    pub fn udp_address(&self) -> Option<SocketAddr> {
        Some(SocketAddr::new(*self.addresses.first()?, self.udp_port))
    }

    /// Its addresses, each with its SCTP port.
    #[must_use]
    pub fn transport_addresses(&self) -> Vec<SocketAddr> {
        self.addresses.iter().map(|address| SocketAddr::new(*address, self.port)).collect()
    }
}

/// Why an association is no more.
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
    /// SEND FAILURE: a message that was taken by [`Sctp::send`] and never went out.
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
