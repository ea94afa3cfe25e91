//! A signalling gateway and two ASPs, random operations, and a network that cuts associations. After every operation: each
//! message that was accepted is delivered, told as undelivered, refused by an Error, cut off on its way or still waiting, and
//! never two of these; the same signalling link selection arrives in order; limits hold; no timer is due that has been run.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use brivas_sigtran::m3ua::{AsId, AsState, AspState, Event, Peer, Role, TrafficModeType, Transmit};
use bytes::Bytes;
use proptest::prelude::*;

use crate::node::{Node, association, config, local, remote, to_network, to_server};

#[derive(Clone, Debug)]
enum Op {
    /// From the gateway, or from this ASP.
    Transfer {
        from: Option<usize>,
        sls: u8,
    },
    /// So many messages move from everybody to everybody.
    Carry(usize),
    /// The association with this ASP is cut; what is on its way is lost.
    Cut(usize),
    Restart(usize),
    Up(usize),
    Active(usize, bool),
    Down(usize),
    Pass(u64),
    /// The owner takes its events.
    Poll,
    /// Octets come from nowhere.
    Inject(usize, Vec<u8>),
}

fn op() -> impl Strategy<Value = Op> {
    let asp = || 0..2_usize;
    prop_oneof![
        12 => (prop::option::of(asp()), 0_u8..4).prop_map(|(from, sls)| Op::Transfer { from, sls }),
        12 => (1_usize..6).prop_map(Op::Carry),
        1 => asp().prop_map(Op::Cut),
        1 => asp().prop_map(Op::Restart),
        3 => asp().prop_map(Op::Up),
        3 => (asp(), any::<bool>()).prop_map(|(asp, active)| Op::Active(asp, active)),
        1 => asp().prop_map(Op::Down),
        4 => (0_u64..3000).prop_map(Op::Pass),
        8 => Just(Op::Poll),
        1 => (asp(), prop::collection::vec(any::<u8>(), 0..30)).prop_map(|(asp, octets)| Op::Inject(asp, octets)),
    ]
}

const MAX: usize = 12;

/// A gateway, ASPs, and what is on its way between them.
struct World {
    gateway: Node,
    served: AsId,
    asps: Vec<(Node, AsId)>,
    to_asp: Vec<VecDeque<Transmit>>,
    to_gateway: Vec<VecDeque<Transmit>>,
    up: [bool; 2],
    next: u32,
    /// Accepted messages by number, with their selection.
    waiting: BTreeSet<u32>,
    cut: BTreeSet<u32>,
    /// DATA that the receiver answered with an Error: it came when the ASP was active no more.
    refused: usize,
    /// The last number that arrived, by receiver, sender and selection.
    arrived: BTreeMap<(usize, usize, u8), u32>,
}

const GATEWAY: usize = 9;

impl World {
    fn new(mode: TrafficModeType) -> Self {
        let limited = |role| {
            let mut config = config(role);
            config.set_max_events(MAX).set_max_transmit(MAX).set_max_pending(MAX);
            config.set_t_beat(Some(Duration::from_secs(5)));
            config
        };
        let mut gateway = Node::new(limited(Role::Sgp));
        let served = gateway.m3ua.add_application_server(remote(1).with_traffic_mode(mode)).unwrap();
        let asps = (1..=2).map(|number| {
            gateway
                .m3ua
                .add_association(association(number), Peer::new().with_application_server(served))
                .unwrap();
            let mut node = Node::new(limited(Role::Asp));
            let id = node.m3ua.add_application_server(local(1).with_traffic_mode(mode)).unwrap();
            let peer = Peer::new().with_application_server(id);
            node.m3ua.add_association(association(number), peer).unwrap();
            (node, id)
        });
        Self {
            asps: asps.collect(),
            gateway,
            served,
            to_asp: vec![VecDeque::new(); 2],
            to_gateway: vec![VecDeque::new(); 2],
            up: [false; 2],
            next: 0,
            waiting: BTreeSet::new(),
            cut: BTreeSet::new(),
            refused: 0,
            arrived: BTreeMap::new(),
        }
    }

    fn run(&mut self, op: &Op) {
        match op {
            Op::Transfer { from, sls } => self.transfer(*from, *sls),
            Op::Carry(count) => (0..*count).for_each(|_| self.carry()),
            Op::Cut(asp) => self.cut(*asp),
            Op::Restart(asp) => {
                if self.up[*asp] {
                    self.cut(*asp);
                    self.connect(*asp);
                }
            }
            Op::Up(asp) => {
                if !self.up[*asp] {
                    self.connect(*asp);
                }
                let (node, _) = &mut self.asps[*asp];
                node.m3ua.asp_up(node.now, association(number(*asp))).unwrap();
            }
            Op::Active(asp, active) => {
                let (node, id) = &mut self.asps[*asp];
                let at = association(number(*asp));
                match active {
                    true => node.m3ua.asp_active(node.now, at, *id).unwrap(),
                    false => node.m3ua.asp_inactive(node.now, at, *id).unwrap(),
                }
            }
            Op::Down(asp) => {
                let (node, _) = &mut self.asps[*asp];
                node.m3ua.asp_down(node.now, association(number(*asp))).unwrap();
            }
            Op::Pass(milliseconds) => {
                let time = Duration::from_millis(*milliseconds);
                for node in
                    std::iter::once(&mut self.gateway).chain(self.asps.iter_mut().map(|(node, _)| node))
                {
                    node.now += time;
                    node.m3ua.handle_timeout(node.now);
                    assert!(node.m3ua.poll_timeout().is_none_or(|deadline| deadline > node.now));
                }
                // An owner aborts a dead association at once.
                self.listen_everywhere();
            }
            Op::Poll => self.listen_everywhere(),
            Op::Inject(asp, octets) => {
                let octets = Bytes::from(octets.clone());
                self.gateway.m3ua.handle_message(self.gateway.now, association(number(*asp)), 1, octets);
            }
        }
    }

    fn transfer(&mut self, from: Option<usize>, sls: u8) {
        let text = self.next.to_be_bytes();
        let accepted = match from {
            None => self.gateway.transfer(to_server(sls), &text),
            Some(asp) => self.asps[asp].0.transfer(to_network(sls), &text),
        };
        if accepted.is_ok() {
            self.waiting.insert(self.next);
        }
        self.next += 1;
    }

    /// One message from everybody gets on its way, and one arrives everywhere.
    fn carry(&mut self) {
        for _ in 0..2 {
            if let Some(transmit) = self.gateway.m3ua.poll_transmit() {
                let asp = usize::try_from(transmit.association.0 - 1).unwrap();
                self.to_asp[asp].push_back(transmit);
            }
        }
        for asp in 0..2 {
            if let Some(transmit) = self.asps[asp].0.m3ua.poll_transmit() {
                self.to_gateway[asp].push_back(transmit);
            }
            if self.gateway.m3ua.wants_input()
                && let Some(transmit) = self.to_gateway[asp].pop_front()
            {
                let Transmit { association, stream_id, octets, .. } = transmit;
                self.gateway.m3ua.handle_message(self.gateway.now, association, stream_id, octets);
            }
            let node = &mut self.asps[asp].0;
            if node.m3ua.wants_input()
                && let Some(transmit) = self.to_asp[asp].pop_front()
            {
                node.m3ua.handle_message(node.now, transmit.association, transmit.stream_id, transmit.octets);
            }
        }
    }

    fn connect(&mut self, asp: usize) {
        self.up[asp] = true;
        self.gateway.up(number(asp));
        self.asps[asp].0.up(number(asp));
    }

    fn cut(&mut self, asp: usize) {
        self.up[asp] = false;
        for transmit in self.to_asp[asp].drain(..).chain(self.to_gateway[asp].drain(..)) {
            if let Some(number) = carried(&transmit.octets) {
                self.cut.insert(number);
            }
        }
        self.gateway.down(number(asp));
        self.asps[asp].0.down(number(asp));
    }

    fn listen_everywhere(&mut self) {
        self.listen(GATEWAY);
        self.listen(0);
        self.listen(1);
    }

    /// The owner of a node hears what became of messages.
    fn listen(&mut self, at: usize) {
        let node = if at == GATEWAY { &mut self.gateway } else { &mut self.asps[at].0 };
        let mut dead = Vec::new();
        for event in node.told() {
            match event {
                Event::Transfer(transfer) => {
                    let number = u32::from_be_bytes(transfer.user_data[..].try_into().unwrap());
                    assert!(
                        self.waiting.remove(&number),
                        "{number} arrived twice, or after it was told as lost"
                    );
                    let from = transfer.label.opc.0 as usize;
                    let way = (at, from, transfer.label.sls);
                    // Two ASPs share a point code, so towards the gateway only a number's own sender is in order.
                    if at != GATEWAY {
                        let last = self.arrived.insert(way, number);
                        assert!(last < Some(number), "{number} after {last:?}");
                    }
                }
                Event::Undelivered(transfer) => {
                    let number = u32::from_be_bytes(transfer.user_data[..].try_into().unwrap());
                    assert!(self.waiting.remove(&number), "{number} is told as lost twice, or arrived");
                }
                Event::Faulted { .. } => self.refused += 1,
                Event::HeartbeatLost { association } => dead.push(association),
                _ => {}
            }
        }
        for association in dead {
            self.cut(usize::try_from(association.0 - 1).unwrap());
        }
    }

    fn check(&self) {
        let state = self.gateway.state(self.served);
        let active =
            (1..=2).filter(|number| self.gateway.asp(*number, self.served) == AspState::Active).count();
        assert_eq!(state == AsState::Active, active > 0, "{state:?} with {active} active");
        for asp in 0..2 {
            if !self.up[asp] {
                let (node, id) = &self.asps[asp];
                assert_eq!(self.gateway.asp(number(asp), self.served), AspState::Down);
                assert_eq!(node.asp(number(asp), *id), AspState::Down);
            }
        }
    }

    /// Everything comes to rest; then no message is without its end.
    fn settle(&mut self) {
        for _ in 0..40 {
            for _ in 0..60 {
                self.carry();
                self.run(&Op::Poll);
            }
            self.run(&Op::Pass(500));
        }
        self.run(&Op::Poll);
        let refused: BTreeSet<u32> = self.waiting.difference(&self.cut).copied().collect();
        assert!(refused.len() <= self.refused, "{refused:?} are lost, and {} were refused", self.refused);
    }
}

fn number(asp: usize) -> u32 {
    u32::try_from(asp).unwrap() + 1
}

/// The number of the message that a DATA carries.
fn carried(octets: &[u8]) -> Option<u32> {
    let (_, user_data) = brivas_sigtran::m3ua::Data::read(octets).ok()?;
    Some(u32::from_be_bytes(user_data.try_into().ok()?))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_message_has_one_end_and_arrives_in_order(
        overrides in any::<bool>(),
        ops in prop::collection::vec(op(), 1..150),
    ) {
        let mode = if overrides { TrafficModeType::OVERRIDE } else { TrafficModeType::LOADSHARE };
        let mut world = World::new(mode);
        world.connect(0);
        world.connect(1);
        for op in &ops {
            world.run(op);
            world.check();
        }
        world.settle();
    }
}
