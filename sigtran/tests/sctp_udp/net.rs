//! Endpoints and the network between them.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::m3ua::AssociationId;
use brivas_sigtran::sctp::udp::{Config, Udp};
use brivas_sigtran::sctp::{DownReason, Event, PPID_M3UA, Remote, UsageError};
use bytes::Bytes;

/// The client's number of its association with the server.
pub(crate) const CALL: AssociationId = AssociationId(1);
/// The server's number of its first association.
pub(crate) const ANSWER: AssociationId = AssociationId(1 << 31);

pub(crate) fn address(host: u8) -> SocketAddr {
    SocketAddr::from(([192, 0, 2, host], 9899))
}

pub(crate) fn remote(host: u8) -> Remote {
    Remote::new([address(host).ip()])
}

/// What the network does to a datagram in a hundred.
#[derive(Clone, Copy, Default)]
pub(crate) struct Weather {
    pub(crate) lost: u32,
    pub(crate) repeated: u32,
    pub(crate) late: u32,
}

/// Endpoints by their host number, and datagrams under way.
pub(crate) struct Net {
    pub(crate) now: Instant,
    pub(crate) hosts: BTreeMap<u8, Udp>,
    pub(crate) events: BTreeMap<u8, VecDeque<Event>>,
    pub(crate) weather: Weather,
    /// By arrival: from, to, what.
    wire: BTreeMap<(Instant, u64), (u8, u8, Bytes)>,
    sent: u64,
    random: u64,
    seeds: u8,
    /// All that was sent, by whom.
    pub(crate) log: Vec<(u8, Bytes)>,
    /// Hosts whose datagrams vanish.
    pub(crate) dead: Vec<u8>,
}

const DELAY: Duration = Duration::from_millis(5);

impl Net {
    pub(crate) fn new() -> Self {
        Self {
            now: Instant::now(),
            hosts: BTreeMap::new(),
            events: BTreeMap::new(),
            weather: Weather::default(),
            wire: BTreeMap::new(),
            sent: 0,
            random: 1,
            seeds: 0,
            log: Vec::new(),
            dead: Vec::new(),
        }
    }

    /// A client as host 1 and a server as host 2, the association between them up.
    pub(crate) fn connected(client: Config, mut server: Config) -> Self {
        let mut net = Self::new();
        server.set_accept(true);
        net.add(1, client);
        net.add(2, server);
        net.open();
        net.run(Duration::from_secs(1));
        assert!(matches!(net.told(1)[..], [Event::Up { association: CALL, .. }]));
        let told = net.told(2);
        assert!(
            matches!(told[..], [Event::Incoming { .. }, Event::Up { association: ANSWER, .. }]),
            "{told:?}"
        );
        net
    }

    pub(crate) fn add(&mut self, host: u8, config: Config) {
        // A host that is added again has another seed.
        self.seeds += 1;
        self.hosts.insert(host, Udp::new(Arc::new(config), [self.seeds; 32], self.now));
        self.events.insert(host, VecDeque::new());
    }

    pub(crate) fn open(&mut self) {
        let now = self.now;
        self.host(1).open(now, CALL, &remote(2)).unwrap();
    }

    pub(crate) fn host(&mut self, host: u8) -> &mut Udp {
        self.hosts.get_mut(&host).unwrap()
    }

    pub(crate) fn send(
        &mut self,
        host: u8,
        stream_id: u16,
        octets: impl Into<Bytes>,
    ) -> Result<(), UsageError> {
        let (id, now) = (if host == 1 { CALL } else { ANSWER }, self.now);
        self.host(host).send(now, id, stream_id, PPID_M3UA, octets.into())
    }

    /// What a host has told since the last look.
    pub(crate) fn told(&mut self, host: u8) -> Vec<Event> {
        self.events.get_mut(&host).unwrap().drain(..).collect()
    }

    /// The messages that a host has got since the last look; nothing else may have happened.
    pub(crate) fn messages(&mut self, host: u8) -> Vec<(u16, Bytes)> {
        let message = |event| match event {
            Event::Message { stream_id, ppid: PPID_M3UA, octets, .. } => (stream_id, octets),
            other => panic!("{other:?}"),
        };
        self.told(host).into_iter().map(message).collect()
    }

    pub(crate) fn down(&mut self, host: u8) -> Option<DownReason> {
        self.told(host).into_iter().find_map(|event| match event {
            Event::Down { reason, .. } => Some(reason),
            _ => None,
        })
    }

    /// Takes what the hosts have to say, and puts what they send on the wire.
    pub(crate) fn drain(&mut self) {
        let hosts: Vec<u8> = self.hosts.keys().copied().collect();
        for host in hosts {
            while let Some(event) = self.host(host).poll_event() {
                self.events.get_mut(&host).unwrap().push_back(event);
            }
            while let Some((to, octets)) = self.host(host).poll_transmit() {
                self.log.push((host, octets.clone()));
                let std::net::IpAddr::V4(to) = to.ip() else { panic!("{to}") };
                self.carry(host, to.octets()[3], octets);
            }
        }
    }

    fn carry(&mut self, from: u8, to: u8, octets: Bytes) {
        if self.dead.contains(&from) || self.dead.contains(&to) || self.draw() < self.weather.lost {
            return;
        }
        let late = if self.draw() < self.weather.late { DELAY } else { Duration::ZERO };
        for _ in 0..1 + u32::from(self.draw() < self.weather.repeated) {
            self.sent += 1;
            self.wire.insert((self.now + DELAY + late, self.sent), (from, to, octets.clone()));
        }
    }

    /// From 0 to 99.
    fn draw(&mut self) -> u32 {
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.random >> 33) % 100).unwrap()
    }

    /// Lets time pass from one thing to the next.
    pub(crate) fn run(&mut self, time: Duration) {
        let end = self.now + time;
        loop {
            self.drain();
            let arrival = self.wire.keys().next().map(|(at, _)| *at);
            let deadline = self.hosts.values().filter_map(Udp::poll_timeout).min();
            let Some(next) = arrival.into_iter().chain(deadline).min().filter(|next| *next <= end) else {
                break;
            };
            self.now = self.now.max(next);
            let now = self.now;
            for host in self.hosts.values_mut() {
                host.handle_timeout(now);
            }
            while let Some(entry) = self.wire.first_entry().filter(|entry| entry.key().0 <= now) {
                let (from, to, octets) = entry.remove();
                if let Some(host) = self.hosts.get_mut(&to) {
                    host.handle_datagram(now, address(from), octets);
                }
            }
        }
        self.now = end;
    }
}

/// The DATA chunks of a datagram: their flags and user data.
pub(crate) fn data_chunks(octets: &[u8]) -> Vec<(u8, &[u8])> {
    let mut rest = &octets[12..];
    let mut found = Vec::new();
    while let [chunk_type, flags, l1, l2, ..] = *rest {
        let length = usize::from(u16::from_be_bytes([l1, l2]));
        if chunk_type == 0 {
            found.push((flags, &rest[16..length]));
        }
        rest = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
    }
    found
}

/// B and E: the chunk is a message of its own.
pub(crate) const WHOLE: u8 = 3;
