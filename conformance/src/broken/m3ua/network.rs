//! The associations between the suite and a node, in memory; time passes when nothing moves.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use brivas_sigtran::m3ua::{AssociationEvent, AssociationId};
use bytes::Bytes;

use super::node::{Node, Setup};
use super::wire::{Step, Wire};
use super::{AspFault, SgpFault};
use crate::suite::m3ua::{Happening, Joined, Network, PathId, Wish};

const STREAMS: u16 = 4;

/// A node and the associations with it.
#[derive(Debug)]
pub struct MemoryNetwork {
    now: Instant,
    node: Node,
    wire: Wire,
    paths: BTreeMap<PathId, AssociationId>,
    last: u32,
    arrived: VecDeque<(PathId, Happening)>,
}

impl MemoryNetwork {
    /// A signalling gateway, right but for a fault.
    #[must_use]
    pub fn sgp(setup: &Setup, fault: Option<SgpFault>) -> Option<Self> {
        let now = Instant::now();
        Some(Self::new(now, Node::sgp(setup, now)?, Wire::sgp(fault)))
    }

    /// An ASP, right but for a fault.
    #[must_use]
    pub fn asp(setup: &Setup, fault: Option<AspFault>) -> Option<Self> {
        let now = Instant::now();
        Some(Self::new(now, Node::asp(setup, now)?, Wire::asp(fault)))
    }

    fn new(now: Instant, node: Node, wire: Wire) -> Self {
        Self { now, node, wire, paths: BTreeMap::new(), last: 0, arrived: VecDeque::new() }
    }

    fn path_of(&self, association: AssociationId) -> Option<PathId> {
        self.paths.iter().find(|(_, known)| **known == association).map(|(path, _)| *path)
    }

    /// Lets the owner act, and brings what the node sends to the suite.
    fn pump(&mut self) {
        loop {
            for association in self.node.run(self.now) {
                self.end(association);
            }
            let Some(transmit) = self.node.m3ua.poll_transmit() else { return };
            let at = transmit.association;
            let steps = self.wire.outbound(self.node.state(at), transmit.stream_id, &transmit.octets);
            self.take(at, steps);
        }
    }

    fn take(&mut self, at: AssociationId, steps: Vec<Step>) {
        for step in steps {
            match step {
                Step::ToNode(stream_id, octets) => {
                    self.node.m3ua.handle_message(self.now, at, stream_id, octets);
                }
                Step::ToSuite(stream_id, octets) => {
                    if let Some(path) = self.path_of(at) {
                        self.arrived.push_back((path, Happening::Message { stream_id, octets }));
                    }
                }
                Step::End => self.end(at),
            }
        }
    }

    /// The node's side ends an association.
    fn end(&mut self, association: AssociationId) {
        self.node.m3ua.handle_association(self.now, association, AssociationEvent::Down);
        if let Some(path) = self.path_of(association) {
            self.paths.remove(&path);
            self.arrived.push_back((path, Happening::Lost));
        }
    }
}

impl Network for MemoryNetwork {
    fn join(&mut self, number: u32, _wait: Duration) -> Result<Joined, String> {
        let association = AssociationId(number);
        if self.path_of(association).is_some() {
            return Err("there is one already".into());
        }
        if !self.wire.joins() {
            return Err("it does not come".into());
        }
        self.last += 1;
        let path = PathId(self.last);
        self.paths.insert(path, association);
        self.node.m3ua.handle_association(self.now, association, AssociationEvent::Up { streams: STREAMS });
        self.pump();
        Ok(Joined { path, streams: STREAMS })
    }

    fn send(&mut self, path: PathId, stream_id: u16, octets: Vec<u8>) {
        let Some(at) = self.paths.get(&path).copied() else { return };
        let steps = self.wire.inbound(self.node.state(at), stream_id, &Bytes::from(octets));
        self.take(at, steps);
        self.pump();
    }

    fn next(&mut self, deadline: Instant) -> Option<(PathId, Happening)> {
        loop {
            self.pump();
            if let Some(next) = self.arrived.pop_front() {
                return Some(next);
            }
            let due = self.node.m3ua.poll_timeout().filter(|due| *due <= deadline);
            self.now = self.now.max(due.unwrap_or(deadline));
            self.node.m3ua.handle_timeout(self.now);
            due?;
        }
    }

    fn abort(&mut self, path: PathId) {
        if let Some(association) = self.paths.remove(&path) {
            self.node.m3ua.handle_association(self.now, association, AssociationEvent::Down);
            self.pump();
        }
    }

    fn now(&self) -> Instant {
        self.now
    }

    fn operate(&mut self, wish: Wish) -> bool {
        self.wire.wish(wish);
        let done = self.node.operate(self.now, wish);
        self.pump();
        done
    }
}
