//! Two application servers, each with an association to both of two gateways, on a clock and a network of the test's own.
//! Associations are cut and restarted; what a gateway forwards may be lost; streams overtake each other.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::m3ua::{
    self, ApplicationServer, AssociationEvent, AssociationId, Peer, Role, RoutingKey, Side, TrafficModeType,
};
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{self, Ssn};
use brivas_sigtran::{Stack, stack};
use bytes::Bytes;

/// The servers are nodes 0 and 1 with these point codes, the gateways nodes 2 and 3.
pub(crate) const POINTS: [PointCode; 2] = [PointCode(1), PointCode(2)];
/// A subsystem without MAP.
pub(crate) const PLAIN: Ssn = Ssn(200);
/// Which nodes an association joins: server and gateway.
const JOINS: [(usize, usize); 4] = [(0, 2), (0, 3), (1, 2), (1, 3)];
/// How long a message is on its way at most, and how long at least until a cut is noticed.
const LONGEST: u64 = 50;
const NOTICED: u64 = 100;

/// SplitMix64.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ mixed >> 31) % bound
    }
}

/// Who hears what nodes tell.
pub(crate) trait Owner {
    fn hear(&mut self, quad: &mut Quad, node: usize, event: stack::Event);
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    /// A message arrives at a node, if its association is still the one that it was sent on.
    Arrives {
        association: usize,
        epoch: u32,
        to: usize,
        stream_id: u16,
        octets: Bytes,
    },
    /// Both ends hear that an association is gone, one after the other.
    Down {
        association: usize,
        end: usize,
    },
    Up {
        association: usize,
    },
}

pub(crate) struct Quad {
    pub(crate) now: Instant,
    pub(crate) random: Random,
    pub(crate) nodes: Vec<Stack>,
    /// Every message that a server has sent and has not got back.
    pub(crate) sent: Vec<Bytes>,
    /// What a transport holds for a peer that is no more; it gives it back before it tells of the end.
    unsent: Vec<(usize, usize, Bytes)>,
    queue: BinaryHeap<Reverse<(Instant, u64, Thing)>>,
    number: u64,
    /// How often each association was cut, and whether it is up.
    epochs: [u32; 4],
    up: [bool; 4],
    /// When the last message of a stream arrives, by association, node and stream.
    last: BTreeMap<(usize, usize, u16), Instant>,
    lossy: bool,
}

impl Quad {
    pub(crate) fn new(seed: u64) -> Self {
        let now = Instant::now();
        let mut quad = Self {
            now,
            random: Random(seed),
            nodes: (0..4).map(|number| node(number, seed, now)).collect(),
            sent: Vec::new(),
            unsent: Vec::new(),
            queue: BinaryHeap::new(),
            number: 0,
            epochs: [0; 4],
            up: [false; 4],
            last: BTreeMap::new(),
            lossy: true,
        };
        for association in 0..4 {
            quad.later(0, Thing::Up { association });
        }
        quad
    }

    /// From here on everything arrives.
    pub(crate) fn heal(&mut self) {
        self.lossy = false;
    }

    /// Something happens to one of the associations.
    pub(crate) fn disturb(&mut self) {
        let association = self.random.below(4) as usize;
        if !self.up[association] {
            return;
        }
        self.up[association] = false;
        self.epochs[association] += 1;
        let (server, gateway) = JOINS[association];
        if self.random.below(3) == 0 {
            // The server began anew; the gateway hears of it as a restart, or of the end and the beginning.
            let (now, id) = (self.now, id(association));
            self.nodes[server].handle_association(now, id, AssociationEvent::Down);
            self.nodes[server].handle_association(now, id, AssociationEvent::Up { streams: 8 });
            self.nodes[gateway].handle_association(now, id, AssociationEvent::Restart);
            self.up[association] = true;
            return;
        }
        let heard = NOTICED + self.random.below(300);
        for end in [server, gateway] {
            let after = heard + self.random.below(50);
            self.later(after, Thing::Down { association, end });
        }
        let back = heard + 60 + self.random.below(1000);
        self.later(back, Thing::Up { association });
    }

    /// Lets time go by; what the nodes tell goes to their owner.
    pub(crate) fn pass(&mut self, millis: u64, owner: &mut impl Owner) {
        let end = self.now + Duration::from_millis(millis);
        loop {
            self.drain(owner);
            let timer = self.nodes.iter().filter_map(Stack::poll_timeout).min();
            let thing = self.queue.peek().map(|Reverse((at, ..))| *at);
            let Some(next) = timer.into_iter().chain(thing).min().filter(|next| *next <= end) else { break };
            self.now = self.now.max(next);
            let now = self.now;
            if thing.is_some_and(|at| at <= now)
                && let Some(Reverse((.., thing))) = self.queue.pop()
            {
                self.happens(thing);
            }
            for node in &mut self.nodes {
                if node.poll_timeout().is_some_and(|at| at <= now) {
                    node.handle_timeout(now);
                }
            }
        }
        self.now = end;
    }

    fn happens(&mut self, thing: Thing) {
        let now = self.now;
        match thing {
            Thing::Arrives { association, epoch, to, stream_id, octets } => {
                if self.epochs[association] == epoch {
                    self.nodes[to].handle_message(now, id(association), stream_id, octets);
                }
            }
            Thing::Down { association, end } => {
                for (of, from, octets) in std::mem::take(&mut self.unsent) {
                    if (of, from) == (association, end) {
                        self.nodes[end].handle_unsent(now, &octets);
                    } else {
                        self.unsent.push((of, from, octets));
                    }
                }
                self.nodes[end].handle_association(now, id(association), AssociationEvent::Down);
            }
            Thing::Up { association } => {
                self.up[association] = true;
                let (server, gateway) = JOINS[association];
                for end in [server, gateway] {
                    let up = AssociationEvent::Up { streams: 8 };
                    self.nodes[end].handle_association(now, id(association), up);
                }
            }
        }
    }

    /// Puts what nodes send on its way, and tells what they tell.
    pub(crate) fn drain(&mut self, owner: &mut impl Owner) {
        for from in 0..self.nodes.len() {
            loop {
                if let Some(transmit) = self.nodes[from].poll_transmit() {
                    self.send(from, transmit);
                } else if let Some(event) = self.nodes[from].poll_event() {
                    owner.hear(self, from, event);
                } else {
                    break;
                }
            }
        }
    }

    fn send(&mut self, from: usize, transmit: m3ua::Transmit) {
        let association = (transmit.association.0 - 1) as usize;
        let (server, gateway) = JOINS[association];
        let to = if from == server { gateway } else { server };
        if !self.up[association] && self.random.below(2) == 0 {
            self.unsent.push((association, from, transmit.octets));
            return;
        }
        if from == server {
            self.sent.push(transmit.octets.clone());
        }
        let lost = self.lossy && self.random.below(200) == 0;
        if !self.up[association] || lost {
            return;
        }
        let at = self.now + Duration::from_millis(1 + self.random.below(LONGEST));
        let last = self.last.entry((association, to, transmit.stream_id)).or_insert(at);
        *last = at.max(*last);
        let (at, epoch) = (*last, self.epochs[association]);
        let (stream_id, octets) = (transmit.stream_id, transmit.octets);
        self.number += 1;
        let thing = Thing::Arrives { association, epoch, to, stream_id, octets };
        self.queue.push(Reverse((at, self.number, thing)));
    }

    fn later(&mut self, millis: u64, thing: Thing) {
        self.number += 1;
        self.queue.push(Reverse((self.now + Duration::from_millis(millis), self.number, thing)));
    }
}

fn id(association: usize) -> AssociationId {
    AssociationId(u32::try_from(association).unwrap() + 1)
}

fn node(number: usize, seed: u64, now: Instant) -> Stack {
    let is_server = number < 2;
    let ours = if is_server { POINTS[number] } else { PointCode(100 + u32::try_from(number).unwrap()) };
    let role = if is_server { Role::Asp } else { Role::Sgp };
    let mut sccp = sccp::Config::new(ours);
    if is_server {
        sccp.set_concerned(vec![POINTS[1 - number]]);
    }
    let mut m3ua = m3ua::Config::new(role);
    // Longer than a gateway keeps a message, and than that is on its way.
    m3ua.set_t_r(Duration::from_millis(500)).set_t_diversion(Duration::from_millis(800));
    let mut config = stack::Config::new(m3ua, sccp);
    config = if is_server { config.with_map(Ssn::MSC) } else { config.with_transfer() };
    let mut octets = [u8::try_from(number).unwrap(); 32];
    octets[..8].copy_from_slice(&seed.to_be_bytes());
    let mut stack = Stack::new(&Arc::new(config), octets, now);
    if is_server {
        stack.with_sccp(now, |sccp| sccp.n_state(now, PLAIN, true));
    }
    stack.with_m3ua(now, |m3ua| {
        let side = if is_server { Side::Local } else { Side::Remote };
        let servers = POINTS.map(|point| {
            let server = ApplicationServer::new(side, RoutingKey::new(point))
                .with_traffic_mode(TrafficModeType::LOADSHARE);
            (!is_server || point == ours).then(|| m3ua.add_application_server(server).unwrap())
        });
        for (association, (server, gateway)) in JOINS.into_iter().enumerate() {
            if server == number || gateway == number {
                let peer = Peer::new().with_application_server(servers[server].unwrap());
                m3ua.add_association(id(association), peer).unwrap();
            }
        }
    });
    stack
}
