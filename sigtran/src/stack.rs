//! All layers as one: M3UA below, SCCP on it, and MAP for the subsystems that have it. Each call goes through the layers up
//! and down until nothing moves any more.
//!
//! | file | what |
//! |---|---|
//! | `stack/config.rs` | [`Config`]: the settings of the layers, and how they are joined |
//! | `stack/event.rs` | [`Event`]: what the owner must know |
//! | `stack/pump.rs` | what goes up and down between the layers |
//! | `stack/network.rs` | what the network tells of itself, and is asked |

mod config;
mod event;
mod network;
mod pump;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;

pub use config::Config;
pub use event::Event;

use crate::m3ua::{AssociationEvent, AssociationId, M3ua, Transmit};
use crate::map::Map;
use crate::mtp::MtpStatus;
use crate::sccp::Sccp;

/// A signalling point on M3UA: application server, gateway or transfer point by its [`Config`].
///
/// The verbs are those of the layers, reached by [`Self::with_m3ua`], [`Self::with_sccp`] and [`Self::with_map`], which see
/// to it that what a verb has caused goes on its way. A vendor with an MTP of its own begins with [`Sccp`] instead, and
/// joins it with [`Map`] as `stack/pump.rs` does.
///
/// ```
/// use std::sync::Arc;
/// use brivas_sigtran::m3ua::{self, ApplicationServer, AssociationId, Peer, Role, RoutingKey, Side};
/// use brivas_sigtran::{mtp::PointCode, sccp, sccp::Ssn, stack, Stack};
///
/// # let now = std::time::Instant::now();
/// let ours = PointCode(100);
/// let config = stack::Config::new(m3ua::Config::new(Role::Asp), sccp::Config::new(ours)).with_map(Ssn::MSC);
/// let mut stack = Stack::new(&Arc::new(config), [7; 32], now);
/// stack.with_m3ua(now, |m3ua| {
///     let key = RoutingKey::new(ours);
///     let server = m3ua.add_application_server(ApplicationServer::new(Side::Local, key))?;
///     m3ua.add_association(AssociationId(1), Peer::new().with_application_server(server))
/// })?;
/// # Ok::<(), m3ua::UsageError>(())
/// ```
#[derive(Debug)]
pub struct Stack {
    config: Arc<Config>,
    m3ua: M3ua,
    sccp: Sccp,
    map: Map,
    events: VecDeque<Event>,
    refused: u64,
}

impl Stack {
    /// A point without associations. The seed makes heartbeats, references and transaction ids its own.
    #[must_use]
    pub fn new(config: &Arc<Config>, seed: [u8; 32], now: Instant) -> Self {
        let mut stack = Self {
            m3ua: M3ua::new(config.m3ua.clone(), seed, now),
            sccp: Sccp::new(config.sccp.clone(), seed, now),
            map: Map::new(config.tcap.clone(), seed, now),
            config: config.clone(),
            events: VecDeque::new(),
            refused: 0,
        };
        for ssn in &config.map_subsystems {
            stack.sccp.n_state(now, *ssn, true);
        }
        // Whoever asks a gateway for itself gets an answer; others have none to give.
        for point_code in config.sccp.point_codes() {
            let _ = stack.m3ua.mtp_status(now, (*point_code).into(), MtpStatus::Resume(*point_code));
        }
        stack
    }

    /// Tells what became of an association; nothing happens if it is not known.
    pub fn handle_association(&mut self, now: Instant, id: AssociationId, event: AssociationEvent) {
        self.m3ua.handle_association(now, id, event);
        self.pump(now);
    }

    /// Takes one message of the peer. While not [`Self::wants_input`] it is refused, which [`Self::refused`] counts.
    pub fn handle_message(&mut self, now: Instant, id: AssociationId, stream_id: u16, octets: Bytes) {
        if !self.wants_input() {
            self.refused += 1;
            return;
        }
        self.m3ua.handle_message(now, id, stream_id, octets);
        self.pump(now);
    }

    /// SEND FAILURE: the transport gives back what it has taken and never sent (RFC 9260 §11.2.2). Who has sent it is told:
    /// by an N-NOTICE where SCCP may return it, else by [`Event::Undelivered`].
    pub fn handle_unsent(&mut self, now: Instant, octets: &Bytes) {
        self.m3ua.handle_unsent(now, octets);
        self.pump(now);
    }

    /// Runs every timer that is due: M3UA's, then SCCP's, then TCAP's.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.m3ua.handle_timeout(now);
        self.sccp.handle_timeout(now);
        self.map.handle_timeout(now);
        self.pump(now);
    }

    /// The next message to be sent.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.m3ua.poll_transmit()
    }

    /// The next thing that the owner must know.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// When [`Self::handle_timeout`] is to be called next.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        let layers = [self.m3ua.poll_timeout(), self.sccp.poll_timeout(), self.map.poll_timeout()];
        layers.into_iter().flatten().min()
    }

    /// Whether messages of peers will be taken. While not, leave associations unread: that is the backpressure.
    #[must_use]
    pub fn wants_input(&self) -> bool {
        self.events.len() < self.config.max_events && self.m3ua.wants_input()
    }

    /// How many messages of peers were refused because the owner did not heed [`Self::wants_input`].
    #[must_use]
    pub const fn refused(&self) -> u64 {
        self.refused
    }

    /// M3UA, for its verbs. Leave its `handle_…` and `poll_…` to the stack.
    pub fn with_m3ua<R>(&mut self, now: Instant, verbs: impl FnOnce(&mut M3ua) -> R) -> R {
        let done = verbs(&mut self.m3ua);
        self.pump(now);
        done
    }

    /// SCCP, for its verbs. Leave its `handle_…` and `poll_…` to the stack.
    pub fn with_sccp<R>(&mut self, now: Instant, verbs: impl FnOnce(&mut Sccp) -> R) -> R {
        let done = verbs(&mut self.sccp);
        self.pump(now);
        done
    }

    /// MAP, for its verbs. Leave its `handle_…` and `poll_…` to the stack.
    pub fn with_map<R>(&mut self, now: Instant, verbs: impl FnOnce(&mut Map) -> R) -> R {
        let done = verbs(&mut self.map);
        self.pump(now);
        done
    }

    /// M3UA, to look at its state.
    #[must_use]
    pub const fn m3ua(&self) -> &M3ua {
        &self.m3ua
    }

    /// SCCP, to look at its state.
    #[must_use]
    pub const fn sccp(&self) -> &Sccp {
        &self.sccp
    }

    /// MAP, to look at its state.
    #[must_use]
    pub const fn map(&self) -> &Map {
        &self.map
    }
}

impl crate::sctp::Node for Stack {
    type Event = Event;

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

    fn poll_event(&mut self) -> Option<Event> {
        Self::poll_event(self)
    }

    fn poll_timeout(&self) -> Option<Instant> {
        Self::poll_timeout(self)
    }

    fn wants_input(&self) -> bool {
        Self::wants_input(self)
    }
}
