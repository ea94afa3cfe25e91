//! User agents and proxies on one network, which may lose, copy, delay and reorder what is sent.

use std::collections::BTreeMap;

use brivas_sip::UserAgent;
use brivas_sip::agent;
use brivas_sip::endpoint::{Target, Transmit};
use brivas_sip::proxy::ForkTarget;

use super::*;

pub(crate) enum Machine {
    Agent(Box<UserAgent>),
    Proxy(Box<Proxy>),
}
use Machine::{Agent, Proxy as Hop};

pub(crate) struct Node {
    pub(crate) machine: Machine,
    path: PathId,
    /// Where a proxy sends what begins a dialog.
    next: Option<usize>,
}

/// Numbers that look random (splitmix64).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

pub(crate) struct World {
    pub(crate) nodes: Vec<Node>,
    pub(crate) start: Instant,
    pub(crate) now: Instant,
    /// What is on its way, by when it comes: from, to, and what.
    wire: BTreeMap<(Instant, u64), (usize, usize, Bytes)>,
    count: u64,
    /// What happens on the way; nothing without it.
    pub(crate) chance: Option<Chance>,
    pub(crate) log: Vec<String>,
}

pub(crate) fn node_address(node: usize) -> SocketAddr {
    SocketAddr::new([198, 51, 100, u8::try_from(node).unwrap()].into(), 5060)
}

impl World {
    /// An agent at each end and so many proxies between them.
    #[allow(clippy::disallowed_methods)] // a test has a clock
    pub(crate) fn with_proxies(proxies: usize, chance: Option<Chance>) -> Self {
        let now = Instant::now();
        let mut nodes = Vec::new();
        for place in 0..proxies + 2 {
            let seed = [u8::try_from(place).unwrap(); 32];
            let sent_by = node_address(place).to_string();
            let is_end = place == 0 || place == proxies + 1;
            let (machine, path) = if is_end {
                let mut config = agent::Config::new();
                config.set_session_expires(None);
                let mut agent = UserAgent::new(Arc::new(config), seed, now);
                let path = agent.endpoint().listen(Transport::UDP, sent_by.as_bytes()).unwrap();
                (Agent(Box::new(agent)), path)
            } else {
                let mut proxy = Proxy::new(Arc::new(Config::new()), seed, now);
                let path = proxy.endpoint().listen(Transport::UDP, sent_by.as_bytes()).unwrap();
                (Hop(Box::new(proxy)), path)
            };
            nodes.push(Node { machine, path, next: (!is_end).then_some(place + 1) });
        }
        Self { nodes, start: now, now, wire: BTreeMap::new(), count: 0, chance, log: Vec::new() }
    }

    pub(crate) fn agent(&mut self, node: usize) -> &mut UserAgent {
        match &mut self.nodes[node].machine {
            Agent(agent) => agent,
            Hop(_) => panic!(),
        }
    }

    /// What has happened at an agent.
    pub(crate) fn events(&mut self, node: usize) -> Vec<agent::Event> {
        std::iter::from_fn(|| self.agent(node).poll_event()).collect()
    }

    /// The proxies say where requests go, and what is sent goes on its way.
    pub(crate) fn settle(&mut self) {
        for place in 0..self.nodes.len() {
            let now = self.now;
            let node = &mut self.nodes[place];
            let sent: Vec<Transmit> = match &mut node.machine {
                Agent(agent) => std::iter::from_fn(|| agent.poll_transmit()).collect(),
                Hop(proxy) => {
                    while let Some(event) = proxy.poll_event() {
                        if let Event::Request { context, request, .. } = event {
                            let uri = request.request().unwrap().uri().unwrap();
                            let hop = Target::new(Transport::UDP, node_address(node.next.unwrap()));
                            let target = ForkTarget::new(&uri).with_hops(&[hop]);
                            proxy.forward(now, context, &[&[target]]).unwrap();
                        }
                    }
                    std::iter::from_fn(|| proxy.poll_transmit()).collect()
                }
            };
            sent.into_iter().for_each(|sent| self.carry(place, sent));
        }
    }

    fn carry(&mut self, from: usize, sent: Transmit) {
        let to = (0..self.nodes.len()).find(|node| node_address(*node) == sent.to).unwrap();
        let message = Message::read(sent.octets.clone()).unwrap();
        assert_eq!(message.check(), Ok(()));
        self.log.push(format!("{from}>{}>{to}", what(&message)));
        let mut times = vec![1];
        if let Some(chance) = &mut self.chance {
            times = match chance.below(100) {
                0..15 => vec![],
                15..25 => vec![1 + chance.below(300), 1 + chance.below(2000)],
                _ => vec![1 + chance.below(300)],
            };
        }
        for millis in times {
            self.count += 1;
            let due = self.now + Duration::from_millis(millis);
            self.wire.insert((due, self.count), (from, to, sent.octets.clone()));
        }
    }

    /// When the next thing happens.
    pub(crate) fn next(&self) -> Option<Instant> {
        let timeout = |node: &Node| match &node.machine {
            Agent(agent) => agent.poll_timeout(),
            Hop(proxy) => proxy.poll_timeout(),
        };
        let arrival = self.wire.keys().next().map(|(due, _)| *due);
        self.nodes.iter().filter_map(timeout).chain(arrival).min()
    }

    /// Lets that happen which is next.
    pub(crate) fn step(&mut self, due: Instant) {
        self.now = self.now.max(due);
        let now = self.now;
        for node in &mut self.nodes {
            match &mut node.machine {
                Agent(agent) => agent.handle_timeout(now),
                Hop(proxy) => proxy.handle_timeout(now),
            }
        }
        while let Some(entry) = self.wire.first_entry().filter(|entry| entry.key().0 <= now) {
            let (from, to, octets) = entry.remove();
            let (node, from) = (&mut self.nodes[to], node_address(from));
            match &mut node.machine {
                Agent(agent) => agent.handle_datagram(now, node.path, from, octets),
                Hop(proxy) => proxy.handle_datagram(now, node.path, from, octets),
            }
        }
        self.settle();
    }

    /// Lets everything happen until this many milliseconds after the start.
    pub(crate) fn at(&mut self, millis: u64) {
        let end = self.start + Duration::from_millis(millis);
        self.settle();
        while let Some(due) = self.next().filter(|due| *due <= end) {
            self.step(due);
        }
        self.now = end;
    }

    /// What was sent since this was asked last, from where to where.
    pub(crate) fn log(&mut self) -> String {
        std::mem::take(&mut self.log).join(" ")
    }

    /// What is left in all of them: dialogs or contexts, and transactions.
    pub(crate) fn left(&mut self) -> Vec<(usize, usize, usize)> {
        let left = |node: &mut Node| {
            let (of, (clients, servers)) = match &mut node.machine {
                Agent(agent) => (agent.dialogs(), agent.endpoint().transactions()),
                Hop(proxy) => (proxy.contexts().0 + proxy.contexts().1, proxy.endpoint().transactions()),
            };
            (of, clients, servers)
        };
        self.nodes.iter_mut().map(left).collect()
    }

    /// The first agent calls the last.
    pub(crate) fn call(&mut self) -> agent::CallId {
        let name = |uri: &'static str| brivas_sip::header::NameAddr::new(Uri::read(uri.as_bytes()).unwrap());
        let (alice, bob) = (name("sip:alice@atlanta.example.com"), name("sip:bob@biloxi.example.com"));
        let invite = agent::Invite::new(bob.uri, alice, bob);
        let (now, target) = (self.now, Target::new(Transport::UDP, node_address(1)));
        self.agent(0).invite(now, &invite, target).unwrap()
    }
}
