//! SCTP over UDP (RFC 9260, RFC 6951) for machines and containers without SCTP in the kernel: associations of one SCTP port,
//! sans-IO, over the crate `dcsctp` (feature `dcsctp`).
//!
//! | file | what |
//! |---|---|
//! | `udp.rs` | [`Udp`]: the verbs |
//! | `udp/inbound.rs`, `udp/outbound.rs` | packets that come, and what associations bring forth |
//! | `udp/association.rs` | one association; keeps messages whole |
//! | `udp/cookie.rs` | state cookies with our signature: no state for strangers |
//! | `udp/stray.rs` | answers to packets of no association |
//! | `udp/packet.rs` | the octets of packets |
//! | `udp/secret.rs` | signatures and seeded tags |
//! | `udp/config.rs` | [`Config`] |
//!
//! The ten rules hold, with two exceptions that come with `dcsctp`: an [`Udp`] is not `Send`, so it lives on one thread; and
//! `dcsctp` writes each packet in hexadecimal to the `log` crate at the level `info`, which a logger must not keep.
//! `dcsctp` draws its tags from the thread's `fastrand`; we lend it a generator of the owner's seed for each call that may
//! draw, so that the same seed and calls give the same octets.
//!
//! One association has one path. Packets of a peer with several addresses are taken from each of them if they carry the
//! right tag, and answered where they came from.

mod association;
mod config;
mod cookie;
mod inbound;
mod outbound;
mod packet;
mod secret;
mod stray;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::Wheel;
use bytes::Bytes;

pub use config::Config;

use super::{Event, FIRST_INCOMING, Remote, UsageError};
use crate::m3ua::AssociationId;
use association::{Association, Waiting};
use packet::{COOKIE_ECHO, Packet};
use secret::Secret;

/// The associations of one SCTP port, over one UDP socket of the owner's.
///
/// The owner loops: [`Self::handle_datagram`] with what came, [`Self::handle_timeout`] when [`Self::poll_timeout`] is due,
/// then [`Self::poll_event`] and [`Self::poll_transmit`] until they give `None`.
///
/// ```
/// use std::sync::Arc;
/// use brivas_sigtran::m3ua::AssociationId;
/// use brivas_sigtran::sctp::udp::{Config, Udp};
/// use brivas_sigtran::sctp::{Event, PPID_M3UA, Remote};
///
/// # let now = std::time::Instant::now();
/// # let (ours, theirs) = (([192, 0, 2, 1], 9899).into(), ([192, 0, 2, 2], 9899).into());
/// let mut listening = Config::new();
/// listening.set_accept(true);
/// let mut server = Udp::new(Arc::new(listening), [1; 32], now);
/// let mut client = Udp::new(Arc::new(Config::new()), [2; 32], now);
///
/// let association = AssociationId(1);
/// client.open(now, association, &Remote::new([[192, 0, 2, 2].into()]))?;
/// let mut heard = Vec::new();
/// for _ in 0..4 {
///     while let Some((_, octets)) = client.poll_transmit() {
///         server.handle_datagram(now, ours, octets);
///     }
///     while let Some((_, octets)) = server.poll_transmit() {
///         client.handle_datagram(now, theirs, octets);
///     }
///     while let Some(event) = client.poll_event() {
///         if let Event::Up { streams, .. } = event {
///             assert_eq!(streams, 17);
///             client.send(now, association, 1, PPID_M3UA, "hello".into())?;
///         }
///     }
///     while let Some(event) = server.poll_event() {
///         if let Event::Message { octets, .. } = event {
///             heard.push(octets);
///         }
///     }
/// }
/// assert_eq!(heard, ["hello"]);
/// # Ok::<(), brivas_sigtran::sctp::UsageError>(())
/// ```
pub struct Udp {
    config: Arc<Config>,
    secret: Secret,
    start: Instant,
    now: Instant,
    wheel: Wheel<AssociationId>,
    associations: BTreeMap<AssociationId, Association>,
    /// By the peer's UDP address and SCTP port.
    paths: BTreeMap<(SocketAddr, u16), AssociationId>,
    next_incoming: u32,
    out: VecDeque<(SocketAddr, Bytes)>,
    events: VecDeque<Event>,
    /// Those with messages to be handed over before the next datagrams are given out.
    to_pump: BTreeSet<AssociationId>,
    /// Those whose messages wait until the owner has taken some events.
    unread: VecDeque<AssociationId>,
}

impl Udp {
    /// An endpoint without associations. The seed makes its tags and cookies, and must be secret.
    #[must_use]
    pub fn new(config: Arc<Config>, seed: [u8; 32], now: Instant) -> Self {
        Self {
            config,
            secret: Secret::new(seed),
            start: now,
            now,
            wheel: Wheel::new(now),
            associations: BTreeMap::new(),
            paths: BTreeMap::new(),
            next_incoming: FIRST_INCOMING.0,
            out: VecDeque::new(),
            events: VecDeque::new(),
            to_pump: BTreeSet::new(),
            unread: VecDeque::new(),
        }
    }

    /// ASSOCIATE: begins an association by this number (RFC 9260 §11.1.2).
    ///
    /// # Errors
    /// [`UsageError::Exists`], [`UsageError::Full`], [`UsageError::NoAddress`].
    pub fn open(&mut self, now: Instant, id: AssociationId, remote: &Remote) -> Result<(), UsageError> {
        self.now = self.now.max(now);
        let path = remote.udp_address().ok_or(UsageError::NoAddress)?;
        if self.associations.contains_key(&id) || self.paths.contains_key(&(path, remote.port)) {
            return Err(UsageError::Exists);
        }
        if self.associations.len() >= self.config.max_associations() {
            return Err(UsageError::Full);
        }
        let mut association = Association::new(&self.config, self.now, path, remote.port);
        self.secret.lend(|| association.connect());
        self.add(id, association);
        self.settle(id, path);
        Ok(())
    }

    /// SEND: takes a message, to be delivered in the order of its stream (RFC 9260 §11.1.5). What is taken before the next
    /// [`Self::poll_transmit`] shares packets.
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::NotUp`], [`UsageError::Stream`], [`UsageError::Length`],
    /// [`UsageError::SendQueueFull`].
    pub fn send(
        &mut self,
        now: Instant,
        id: AssociationId,
        stream_id: u16,
        ppid: u32,
        octets: Bytes,
    ) -> Result<(), UsageError> {
        self.now = self.now.max(now);
        let association = self.associations.get_mut(&id).ok_or(UsageError::Gone)?;
        association.send(&self.config, Waiting { stream_id, ppid, octets })?;
        self.to_pump.insert(id);
        Ok(())
    }

    /// SHUTDOWN: ends the association after all that was taken has been delivered (RFC 9260 §9.2). One that is not up is
    /// aborted.
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn close(&mut self, now: Instant, id: AssociationId) -> Result<(), UsageError> {
        self.end(now, id, Association::close)
    }

    /// ABORT: ends the association at once (RFC 9260 §9.1).
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn abort(&mut self, now: Instant, id: AssociationId) -> Result<(), UsageError> {
        self.end(now, id, Association::abort)
    }

    fn end(
        &mut self,
        now: Instant,
        id: AssociationId,
        how: impl FnOnce(&mut Association),
    ) -> Result<(), UsageError> {
        self.now = self.now.max(now);
        let association = self.associations.get_mut(&id).ok_or(UsageError::Gone)?;
        association.advance(self.now);
        how(association);
        association.pump();
        let path = association.path;
        self.settle(id, path);
        Ok(())
    }

    /// Takes a datagram. What is no SCTP packet for our port, or is damaged, is dropped (RFC 9260 §6.8), and so is everything
    /// while [`Config::max_transmit`] datagrams wait: the network loses some, too.
    pub fn handle_datagram(&mut self, now: Instant, from: SocketAddr, octets: Bytes) {
        self.now = self.now.max(now);
        if self.out.len() >= self.config.max_transmit() {
            return;
        }
        let Some(packet) = Packet::read(&octets) else { return };
        if packet.destination_port != self.config.port() {
            return;
        }
        let id = self.find(from, &packet);
        let opening = packet.chunks().next().is_some_and(|chunk| chunk.chunk_type == COOKIE_ECHO);
        if opening {
            self.on_cookie_echo(from, &packet, id);
        } else if let Some(id) = id {
            self.give(id, from, &octets);
            self.look_for_refusal(id, from, &packet);
        } else if packet.is_intact() {
            self.on_stray(from, &packet);
        }
    }

    /// Runs what is due.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.now = self.now.max(now);
        while let Some((_, id)) = self.wheel.pop_due(self.now) {
            let Some(association) = self.associations.get_mut(&id) else { continue };
            association.timer = None;
            association.advance(self.now);
            association.pump();
            let path = association.path;
            self.settle(id, path);
        }
    }

    /// The next datagram to be sent, and where to.
    pub fn poll_transmit(&mut self) -> Option<(SocketAddr, Bytes)> {
        while let Some(id) = self.to_pump.pop_first() {
            let Some(association) = self.associations.get_mut(&id) else { continue };
            association.advance(self.now);
            association.pump();
            let path = association.path;
            self.settle(id, path);
        }
        self.out.pop_front()
    }

    /// The next thing that the owner must know.
    pub fn poll_event(&mut self) -> Option<Event> {
        if self.events.is_empty()
            && let Some(id) = self.unread.pop_front()
        {
            self.read(id);
        }
        self.events.pop_front()
    }

    /// When [`Self::handle_timeout`] is to be called next.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.wheel.next_deadline()
    }

    /// How many associations there are, those included that are not up yet.
    #[must_use]
    pub fn associations(&self) -> usize {
        self.associations.len()
    }
}

impl fmt::Debug for Udp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Udp").field("associations", &self.associations.len()).finish_non_exhaustive()
    }
}
