//! Parties and the network between them, on a clock of their own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::Config;
use brivas_sip::endpoint::{self, PathEvent, PathId};
use brivas_sip::header::Transport;
use brivas_sip::{B2bua, UserAgent, b2bua};

use super::keeper::Keeper;
use super::machine::Machine;
use super::owner::Owner;
use super::random::Random;
use super::score::Score;
use super::watcher::Watcher;
use super::wire::{Faults, Happening, Wire};

enum Mind {
    Owner(Box<Owner>),
    Keeper(Box<Keeper>),
}

struct Party {
    machine: Machine,
    mind: Mind,
    addr: SocketAddr,
    udp: PathId,
    tcp: PathId,
}

pub(crate) struct World {
    parties: Vec<Party>,
    wire: Wire,
    random: Random,
    start: Instant,
    now: Instant,
    /// When everybody begins to leave.
    end: Instant,
    ports: u16,
}

fn address(party: usize) -> SocketAddr {
    SocketAddr::from(([192, 0, 2, u8::try_from(party + 1).unwrap()], 5060))
}

impl World {
    /// Two user agents that call each other; with a back-to-back user agent in the middle, if wanted.
    #[allow(clippy::disallowed_methods)] // a test has a clock
    pub(crate) fn new(seed: u64, has_switch: bool, is_told: bool) -> Self {
        let now = Instant::now();
        let mut random = Random::new(seed);
        let faults = Faults::draw(&mut random);
        let wire = Wire::new(faults, is_told);
        let transports = match random.below(3) {
            0 => vec![Transport::UDP],
            1 => vec![Transport::TCP],
            _ => vec![Transport::UDP, Transport::TCP],
        };
        let end = now + Duration::from_secs(20 + random.below(280));
        let mut world = Self { parties: Vec::new(), wire, random, start: now, now, end, ports: 40_000 };
        for party in 0..2 {
            let peer = address(if has_switch { 2 } else { 1 - party });
            let mut owner = Owner::new(peer, transports.clone(), &mut world.random);
            owner.watcher = (!has_switch).then(|| Watcher::new(&mut world.random));
            let agent = UserAgent::new(world.config(), world.seed(), now);
            world.add(Machine::Agent(Box::new(agent)), Mind::Owner(Box::new(owner)));
        }
        if has_switch {
            let keeper = Keeper::new([address(0), address(1)], transports, &mut world.random);
            let mut config = b2bua::Config::new();
            config.set_agent(world.config()).set_ring_time(Duration::from_secs(5 + world.random.below(60)));
            let switch = B2bua::new(Arc::new(config), world.seed(), now);
            world.add(Machine::Switch(Box::new(switch)), Mind::Keeper(Box::new(keeper)));
        }
        world
    }

    fn seed(&mut self) -> [u8; 32] {
        let mut seed = [0; 32];
        seed.fill_with(|| u8::try_from(self.random.below(256)).unwrap());
        seed
    }

    fn config(&mut self) -> Arc<Config> {
        let mut below = endpoint::Config::new();
        below.set_max_datagram([1300, 900][usize::from(self.random.percent(40))]);
        let mut config = Config::new();
        config.set_endpoint(Arc::new(below));
        config.set_session_expires([None, Some(90), Some(120), Some(1800)][self.random.size(4)]);
        config.set_event_packages(&["presence"]);
        config.set_min_se([90, 100][usize::from(self.random.percent(20))]);
        Arc::new(config)
    }

    fn add(&mut self, mut machine: Machine, mind: Mind) {
        let party = self.parties.len();
        let addr = address(party);
        let sent_by = addr.to_string();
        let endpoint = machine.agent().endpoint();
        let [udp, tcp] = [Transport::UDP, Transport::TCP]
            .map(|transport| endpoint.listen(transport, sent_by.as_bytes()).unwrap());
        self.parties.push(Party { machine, mind, addr, udp, tcp });
        self.wire.put(self.now, Happening::Turn { party });
    }

    /// Lets all time pass; gives what was counted, and a sum of all octets that were sent.
    pub(crate) fn run(mut self) -> (Score, u64) {
        let far = self.end + Duration::from_secs(1200);
        while let Some(next) = self.next_at() {
            assert!(next < far, "it does not end: {:?}", self.stuck());
            self.now = self.now.max(next);
            while let Some(happening) = self.wire.pop_due(self.now) {
                self.happen(happening);
                self.settle();
            }
            for party in &mut self.parties {
                party.machine.handle_timeout(self.now);
            }
            self.settle();
        }
        self.check_end();
        let mut score = Score { sent: self.wire.sent, ..Score::default() };
        for party in &self.parties {
            if let Mind::Owner(owner) = &party.mind {
                score.add(&owner.score);
            }
        }
        (score, self.wire.sum)
    }

    /// The subscriptions that are left.
    fn stuck(&self) -> Vec<String> {
        let watcher = |party: &Party| match &party.mind {
            Mind::Owner(owner) => format!("{:?}", owner.watcher),
            Mind::Keeper(_) => String::new(),
        };
        self.parties.iter().map(watcher).collect()
    }

    fn next_at(&self) -> Option<Instant> {
        let timers = self.parties.iter().filter_map(|party| party.machine.poll_timeout());
        timers.chain(self.wire.next_at()).min()
    }

    fn happen(&mut self, happening: Happening) {
        let now = self.now;
        match happening {
            Happening::Datagram { party, from, octets } => {
                let to = &mut self.parties[party];
                to.machine.handle_datagram(now, to.udp, from, octets);
            }
            Happening::Piece { link, end, octets } => {
                if let Some(((party, path), input)) = self.wire.input(link, end, &octets) {
                    self.parties[party].machine.handle_input(now, path, input);
                }
            }
            Happening::Down { link, end } => {
                if let Some((party, path)) = self.wire.close(link, end) {
                    self.parties[party].machine.handle_path(now, path, PathEvent::Down);
                }
            }
            Happening::Decide { party, path, to } => self.decide(party, path, to),
            Happening::Turn { party } => self.turn(party),
        }
    }

    fn decide(&mut self, party: usize, path: PathId, to: SocketAddr) {
        let (now, from) = (self.now, self.parties[party].addr.ip());
        let other = self.parties.iter().position(|party| party.addr == to);
        let other = other.filter(|_| self.wire.accepts(&mut self.random));
        let Some(other) = other else {
            return self.parties[party].machine.handle_path(now, path, PathEvent::Down);
        };
        self.ports += 1;
        let remote = SocketAddr::new(from, self.ports);
        let listener = self.parties[other].tcp;
        let theirs = self.parties[other].machine.agent().endpoint().accept(now, listener, remote).unwrap();
        self.wire.link(now, [(party, path), (other, theirs)], &mut self.random);
        self.parties[party].machine.handle_path(now, path, PathEvent::Up);
    }

    fn turn(&mut self, party: usize) {
        let (now, is_leaving) = (self.now, self.now >= self.end);
        let Party { machine, mind, .. } = &mut self.parties[party];
        let is_done = match (machine, mind) {
            (Machine::Agent(agent), Mind::Owner(owner)) => {
                owner.is_leaving = is_leaving;
                owner.turn(agent, now, &mut self.random);
                owner.is_done()
            }
            (Machine::Switch(switch), Mind::Keeper(keeper)) => {
                keeper.is_leaving = is_leaving;
                keeper.turn(switch, now, &mut self.random);
                keeper.is_done()
            }
            _ => true,
        };
        // Somebody may yet call him while others leave.
        let is_over = is_done && now > self.end + Duration::from_secs(200);
        if !is_over {
            let pause = if self.random.percent(5) { 60_000 } else { 3000 };
            self.wire.put(now + self.random.millis(pause), Happening::Turn { party });
        }
    }

    /// Hears what the machines have to tell and carries what they send, until there is nothing.
    fn settle(&mut self) {
        let now = self.now;
        for at in 0..self.parties.len() {
            loop {
                let Party { machine, mind, addr, .. } = &mut self.parties[at];
                let addr = *addr;
                let events = match (&mut *machine, mind) {
                    (Machine::Agent(agent), Mind::Owner(owner)) => owner.drain(agent, now, &mut self.random),
                    (Machine::Switch(switch), Mind::Keeper(keeper)) => {
                        keeper.drain(switch, now, &mut self.random)
                    }
                    _ => Vec::new(),
                };
                let sent: Vec<_> = std::iter::from_fn(|| machine.poll_transmit()).collect();
                if events.is_empty() && sent.is_empty() {
                    break;
                }
                for transmit in sent {
                    let to = self.parties.iter().position(|party| party.addr == transmit.to);
                    self.wire.send(now, (at, addr), to, transmit, &mut self.random);
                }
                for event in events {
                    match event {
                        endpoint::Event::Connect { path, to, .. } => {
                            self.wire.connect(now, at, path, to, &mut self.random);
                        }
                        endpoint::Event::Disconnect { path } => self.wire.disconnect(now, at, path),
                        other => panic!("{other:?}"),
                    }
                }
            }
            self.check(at);
        }
    }

    fn check(&mut self, at: usize) {
        let now = self.now;
        let Party { machine, mind, .. } = &self.parties[at];
        match (machine, mind) {
            (Machine::Agent(agent), Mind::Owner(owner)) => {
                owner.check(agent, now);
                // What the caller knows the callee knows, or has known.
                if let (2, Mind::Owner(other)) = (self.parties.len(), &self.parties[1 - at].mind) {
                    for dialog in
                        owner.dialogs().filter_map(|id| agent.dialog(id)).filter(|it| !it.is_callee())
                    {
                        let key = [dialog.call_id(), dialog.remote_tag(), dialog.local_tag()];
                        assert!(other.keys.contains(&key.map(<[u8]>::to_vec)), "{dialog:?}");
                    }
                }
            }
            (Machine::Switch(switch), Mind::Keeper(keeper)) => keeper.check(switch),
            _ => {}
        }
    }

    fn check_end(&mut self) {
        for (at, party) in self.parties.iter_mut().enumerate() {
            match &party.mind {
                Mind::Owner(owner) => owner.check_end(),
                Mind::Keeper(keeper) => keeper.check_end(),
            }
            let agent = party.machine.agent();
            assert_eq!((agent.dialogs(), agent.subscriptions()), (0, 0), "dialogs of {at}");
            assert_eq!(agent.endpoint().transactions(), (0, 0), "transactions of {at}");
        }
        assert!(self.now >= self.start);
    }
}
