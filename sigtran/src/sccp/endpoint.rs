//! One signalling point's SCCP, without I/O (Q.714 figure 1). `scrc.rs` decides where messages go, `sclc.rs` is the
//! connectionless service, `reassembly.rs` its segments, `scmg.rs` knows who can be reached.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::{Handle, Wheel};

use super::reassembly::Reassemblies;
use super::scmg::{Point, Test};
use super::{Config, Event, Ssn};
use crate::Buffer;
use crate::mtp::{PointCode, RoutingLabel};

/// SCCP at one point.
#[derive(Debug)]
pub struct Sccp {
    pub(super) config: Arc<Config>,
    pub(super) now: Instant,
    /// Our users, and whether each is in service.
    pub(super) users: BTreeMap<Ssn, bool>,
    pub(super) points: BTreeMap<PointCode, Point>,
    pub(super) tests: BTreeMap<(PointCode, Ssn), Test>,
    pub(super) reassemblies: Reassemblies,
    pub(super) wheel: Wheel<Alarm>,
    pub(super) events: VecDeque<Event>,
    pub(super) transmits: VecDeque<(RoutingLabel, Buffer)>,
    pub(super) next_reference: u32,
    /// Spreads messages of class 0 over the links.
    pub(super) next_selection: u8,
}

/// What a timer is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Alarm {
    Reassembly(Handle),
    StatusTest(PointCode, Ssn),
}

impl Sccp {
    /// A point whose MTP has told nothing yet: no other point can be reached. The seed decides where local references
    /// begin.
    #[must_use]
    pub fn new(config: Arc<Config>, seed: [u8; 32], now: Instant) -> Self {
        let [low, middle, high, ..] = seed;
        Self {
            reassemblies: Reassemblies::new(config.max_reassemblies()),
            config,
            now,
            users: BTreeMap::new(),
            points: BTreeMap::new(),
            tests: BTreeMap::new(),
            wheel: Wheel::new(now),
            events: VecDeque::new(),
            transmits: VecDeque::new(),
            next_reference: u32::from_le_bytes([low, middle, high, 0]),
            next_selection: 0,
        }
    }

    /// The next message for the MTP.
    pub fn poll_transmit(&mut self) -> Option<(RoutingLabel, Buffer)> {
        self.transmits.pop_front()
    }

    /// The next thing that a user must know.
    pub fn poll_event(&mut self) -> Option<Event> {
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
            }
        }
    }

    pub(super) fn advance(&mut self, now: Instant) {
        self.now = self.now.max(now);
    }

    pub(super) fn is_ours(&self, point_code: PointCode) -> bool {
        self.config.point_codes().contains(&point_code)
    }

    /// What a message to that point goes by.
    pub(super) fn label(&self, dpc: PointCode, sls: u8) -> RoutingLabel {
        let opc = self.config.point_codes().first().copied().unwrap_or_default();
        RoutingLabel { opc, dpc, si: RoutingLabel::SCCP, ni: self.config.network_indicator(), mp: 0, sls }
    }

    /// A link selection for a message of class 0.
    pub(super) fn any_selection(&mut self) -> u8 {
        self.next_selection = self.next_selection.wrapping_add(1) & 0x0F;
        self.next_selection
    }
}
