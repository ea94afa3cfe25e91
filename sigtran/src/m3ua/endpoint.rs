//! One M3UA endpoint: its associations, the ASPs at their ends, and the application servers whose traffic they carry. The
//! machine behind the verbs that all crates of the family share; it owns no socket and reads no clock.

mod answers;
mod as_state;
mod association;
mod audit;
mod client;
mod delivery;
mod destinations;
mod diversion;
mod heartbeat;
mod inbound;
mod network;
mod outbound;
mod owner;
mod registrar;
mod registration;
mod server;
mod traffic;
mod transfer;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::{Slab, Wheel};
use bytes::Bytes;

pub use association::Peer;

use super::{AffectedPointCode, AsId, AssociationEvent, AssociationId, Config, Event, Transmit};
use as_state::Server;
use association::Association;
use destinations::Destinations;

/// What a timer is for.
#[derive(Clone, Copy, Debug)]
enum Timer {
    /// T(ack) of the request on this association.
    Ack(AssociationId),
    /// T(r) of this application server.
    Recovery(AsId),
    /// T(beat) of this association.
    Beat(AssociationId),
    /// The way of this sequence of an application server is open.
    Diversion(AsId, u8),
}

/// An endpoint in the role of its [`Config`].
///
/// The owner describes application servers and associations, then loops: [`Self::handle_association`] and
/// [`Self::handle_message`] with what came, [`Self::handle_timeout`] when [`Self::poll_timeout`] is due, then
/// [`Self::poll_event`] and [`Self::poll_transmit`] until they give `None`. The ten rules of the project's README hold.
///
/// ```
/// use std::sync::Arc;
/// use brivas_sigtran::m3ua::{
///     ApplicationServer, AssociationEvent, AssociationId, Config, M3ua, Message, MessageType, Peer, Role, RoutingKey, Side,
/// };
/// use brivas_sigtran::mtp::PointCode;
///
/// # let now = std::time::Instant::now();
/// let mut m3ua = M3ua::new(Arc::new(Config::new(Role::Asp)), [0; 32], now);
/// let key = RoutingKey::new(PointCode(100));
/// let server = ApplicationServer::new(Side::Local, key).with_routing_context(1);
/// let server = m3ua.add_application_server(server)?;
/// let association = AssociationId(1);
/// m3ua.add_association(association, Peer::new().with_application_server(server))?;
///
/// // SCTP is up: our ASP asks to be up too, and then to be active.
/// m3ua.handle_association(now, association, AssociationEvent::Up { streams: 8 });
/// let first = m3ua.poll_transmit().ok_or("nothing to send")?;
/// assert_eq!(first.stream_id, 0);
/// assert_eq!(Message::read(&first.octets)?.message_type, MessageType::ASPUP);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct M3ua {
    config: Arc<Config>,
    now: Instant,
    wheel: Wheel<Timer>,
    servers: Slab<Server>,
    associations: BTreeMap<AssociationId, Association>,
    out: VecDeque<Transmit>,
    events: VecDeque<Event>,
    /// What the owner of a signalling gateway has told of the network.
    destinations: Destinations,
    /// What the owner of an ASP has been told cannot be reached.
    paused: BTreeSet<AffectedPointCode>,
    /// The routing context that the next dynamic registration may get.
    next_context: u32,
    /// What the next heartbeat carries.
    next_beat: u64,
    refused: u64,
}

impl M3ua {
    /// An endpoint without associations. The seed makes its heartbeats its own.
    #[must_use]
    pub fn new(config: Arc<Config>, seed: [u8; 32], now: Instant) -> Self {
        let [b1, b2, b3, b4, b5, b6, b7, b8, ..] = seed;
        Self {
            now,
            wheel: Wheel::new(now),
            servers: Slab::with_limit(config.max_application_servers()),
            associations: BTreeMap::new(),
            out: VecDeque::new(),
            events: VecDeque::new(),
            destinations: Destinations::new(config.max_destinations()),
            paused: BTreeSet::new(),
            next_context: 1,
            next_beat: u64::from_be_bytes([b1, b2, b3, b4, b5, b6, b7, b8]),
            refused: 0,
            config,
        }
    }

    /// Tells what became of an association; nothing happens if it is not known (RFC 4666 §1.6.2).
    pub fn handle_association(&mut self, now: Instant, id: AssociationId, event: AssociationEvent) {
        self.advance(now);
        match event {
            AssociationEvent::Up { streams } => self.on_up(id, streams),
            AssociationEvent::Down => self.on_down(id),
            AssociationEvent::Restart => self.on_restart(id),
        }
    }

    /// Takes one message of the peer. While not [`Self::wants_input`] it is refused, which [`Self::refused`] counts.
    pub fn handle_message(&mut self, now: Instant, id: AssociationId, stream_id: u16, octets: Bytes) {
        self.advance(now);
        if self.wants_input() {
            self.on_message(id, stream_id, &octets);
        } else {
            self.refused += 1;
        }
    }

    /// SEND FAILURE: the transport gives back what it has taken and never sent (RFC 9260 §11.2.2). A message of the network
    /// becomes [`Event::Undelivered`]; what M3UA itself has sent comes again by its own timers.
    pub fn handle_unsent(&mut self, now: Instant, octets: &Bytes) {
        self.advance(now);
        self.on_unsent(octets);
    }

    /// Runs every timer that is due, in the order of their deadlines.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.advance(now);
        while let Some((_, timer)) = self.wheel.pop_due(self.now) {
            match timer {
                Timer::Ack(id) => self.on_ack_timer(id),
                Timer::Recovery(id) => self.on_recovery_timer(id),
                Timer::Beat(id) => self.on_beat_timer(id),
                Timer::Diversion(id, sls) => self.on_diversion_timer(id, sls),
            }
        }
    }

    /// The next message to be sent.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.out.pop_front()
    }

    /// The next thing that the owner must know.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// When [`Self::handle_timeout`] is to be called next.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.wheel.next_deadline()
    }

    /// Whether messages of peers will be taken. While not, leave associations unread: that is the backpressure.
    #[must_use]
    pub fn wants_input(&self) -> bool {
        self.events.len() < self.config.max_events() && self.out.len() < self.config.max_transmit()
    }

    /// How many messages of peers were refused because the owner did not heed [`Self::wants_input`].
    #[must_use]
    pub const fn refused(&self) -> u64 {
        self.refused
    }

    /// Rule 4: a `now` before the last one counts as the last one.
    fn advance(&mut self, now: Instant) {
        self.now = self.now.max(now);
    }
}
