//! One signalling point's SCCP, without I/O (Q.714 figure 1). `scrc.rs` decides where messages go, `sclc.rs` is the
//! connectionless service, `reassembly.rs` its segments, `scoc.rs` the connection-oriented one, `scmg.rs` knows who can be
//! reached.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::{Handle, Wheel};

use super::reassembly::Reassemblies;
use super::scmg::{Point, Test};
use super::scoc::{Connections, Timer};
use super::{Config, ConnectionId, Event, Message, ReturnCause, RoutingIndicator, Ssn};
use crate::Buffer;
use crate::mtp::{MtpTransfer, PointCode, RoutingLabel};

/// SCCP at one point (Q.714 figure 1).
#[derive(Debug)]
pub struct Sccp {
    pub(super) config: Arc<Config>,
    pub(super) now: Instant,
    /// Our users, and whether each is in service.
    pub(super) users: BTreeMap<Ssn, bool>,
    pub(super) points: BTreeMap<PointCode, Point>,
    pub(super) tests: BTreeMap<(PointCode, Ssn), Test>,
    /// The points that send while we take nothing, and how many messages each since the last SSC.
    pub(super) congested: BTreeMap<PointCode, u8>,
    pub(super) reassemblies: Reassemblies,
    pub(super) connections: Connections,
    /// T(guard) runs until then.
    pub(super) guarded_until: Instant,
    pub(super) wheel: Wheel<Alarm>,
    pub(super) events: VecDeque<Event>,
    transmits: VecDeque<(RoutingLabel, Buffer)>,
    /// Messages from a user of ours to another.
    looped: VecDeque<MtpTransfer>,
    pub(super) next_reference: u32,
    /// Spreads messages of class 0 over the links.
    pub(super) next_selection: u8,
}

/// What a timer is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Alarm {
    Reassembly(Handle),
    StatusTest(PointCode, Ssn),
    Connection(ConnectionId, Timer),
}

impl Sccp {
    /// A point whose MTP has told nothing yet: no other point can be reached. The seed decides where local references
    /// begin.
    #[must_use]
    pub fn new(config: Arc<Config>, seed: [u8; 32], now: Instant) -> Self {
        let [low, middle, high, lowest, lower, higher, ..] = seed;
        Self {
            reassemblies: Reassemblies::new(config.max_reassemblies()),
            connections: Connections::new(u32::from_le_bytes([lowest, lower, higher, 0])),
            guarded_until: now + config.guard_timer(),
            config,
            now,
            users: BTreeMap::new(),
            points: BTreeMap::new(),
            tests: BTreeMap::new(),
            congested: BTreeMap::new(),
            wheel: Wheel::new(now),
            events: VecDeque::new(),
            transmits: VecDeque::new(),
            looped: VecDeque::new(),
            next_reference: u32::from_le_bytes([low, middle, high, 0]),
            next_selection: 0,
        }
    }

    /// MTP-TRANSFER indication: a message of the network (Q.701 §8.1).
    pub fn handle_transfer(&mut self, now: Instant, transfer: &MtpTransfer) {
        self.advance(now);
        // Who speaks can be reached.
        if self.has_room_for_events() && self.has_room_for_point(transfer.label.opc) {
            self.resume(transfer.label.opc);
        }
        self.on_transfer(transfer);
        self.run_loop();
    }

    /// A message that the MTP took and could not hand over: its sender is told if it wants that (Q.714 §4.2), a connection
    /// that needs it ends (annex C). Whether it does.
    pub fn handle_undelivered(&mut self, now: Instant, transfer: &MtpTransfer, cause: ReturnCause) -> bool {
        self.advance(now);
        let (label, variant) = (transfer.label, self.config.variant());
        let is_told = match Message::read(&transfer.user_data, variant) {
            Ok(Message::Unitdata(message)) => self.bring_back(label.opc, label.sls, &message, cause),
            Ok(Message::Connection(message)) => self.on_undelivered(label, &message, cause),
            Err(_) => false,
        };
        self.run_loop();
        is_told
    }

    /// Whether there is room for what a message of the network may bring. If not, its reader should wait: what comes all the
    /// same is answered as if the subsystem were congested, and management passed over.
    #[must_use]
    pub fn wants_input(&self) -> bool {
        self.has_room_for_events() && self.has_room_for_messages(1)
    }

    /// The next message for the MTP.
    pub fn poll_transmit(&mut self) -> Option<(RoutingLabel, Buffer)> {
        self.transmits.pop_front()
    }

    /// The next thing that a user must know.
    pub fn poll_event(&mut self) -> Option<Event> {
        if !self.congested.is_empty() && self.events.len() <= self.config.max_events() / 2 {
            self.congested.clear();
        }
        self.events.pop_front()
    }

    /// When [`Self::handle_timeout`] is to be called.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.wheel.next_deadline()
    }

    /// Runs what is due, in order. Early or twice does nothing.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.advance(now);
        while let Some((_, alarm)) = self.wheel.pop_due(self.now) {
            match alarm {
                Alarm::Reassembly(handle) => self.on_reassembly_timer(handle),
                Alarm::StatusTest(point_code, ssn) => self.on_status_test(point_code, ssn),
                Alarm::Connection(id, timer) => self.on_connection_timer(id, timer),
            }
        }
    }

    pub(super) fn advance(&mut self, now: Instant) {
        self.now = self.now.max(now);
    }

    fn on_transfer(&mut self, transfer: &MtpTransfer) {
        let MtpTransfer { label, user_data } = transfer;
        // A message that cannot be read has nobody that could be told (Q.714 §1.1.4).
        match Message::read(user_data, self.config.variant()) {
            Ok(Message::Unitdata(mut message)) => {
                if message.calling.routing_indicator == RoutingIndicator::Ssn {
                    message.calling.point_code.get_or_insert(label.opc);
                }
                self.on_unitdata(label.opc, label.sls, &message, user_data);
            }
            Ok(Message::Connection(message)) => self.on_connection_message(*label, message, user_data),
            Err(_) => {}
        }
    }

    /// Gives a message to the MTP, or to ourselves. One for which there is no room is lost, as the network may lose any.
    pub(super) fn transmit(&mut self, label: RoutingLabel, message: Buffer) {
        if self.is_ours(label.dpc) {
            self.looped.push_back(MtpTransfer { label, user_data: message.into_bytes() });
        } else if self.has_room_for_messages(1) {
            self.transmits.push_back((label, message));
        }
    }

    /// Takes what we have sent to ourselves.
    pub(super) fn run_loop(&mut self) {
        while let Some(transfer) = self.looped.pop_front() {
            self.on_transfer(&transfer);
        }
    }

    pub(super) fn has_room_for_messages(&self, count: usize) -> bool {
        self.transmits.len().saturating_add(count) <= self.config.max_transmit()
    }

    pub(super) fn has_room_for_events(&self) -> bool {
        self.events.len() < self.config.max_events()
    }

    /// The point code that messages of ours come from.
    pub(super) fn own_point_code(&self) -> PointCode {
        self.config.point_codes().first().copied().unwrap_or_default()
    }

    pub(super) fn is_ours(&self, point_code: PointCode) -> bool {
        self.config.point_codes().contains(&point_code)
    }

    /// What a message to that point goes by.
    pub(super) fn label(&self, dpc: PointCode, sls: u8) -> RoutingLabel {
        let opc = self.own_point_code();
        RoutingLabel { opc, dpc, si: RoutingLabel::SCCP, ni: self.config.network_indicator(), mp: 0, sls }
    }

    /// A link selection for a message of class 0.
    pub(super) fn any_selection(&mut self) -> u8 {
        self.next_selection = self.next_selection.wrapping_add(1) & 0x0F;
        self.next_selection
    }
}
