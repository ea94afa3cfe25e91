//! Two points, random operations, and a network that may lose messages. After every operation: data arrive whole, once and
//! in order; each connection has one beginning and one end for each user; limits hold; no timer is due that has been run. At
//! rest both sides agree which connections there are.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::{MtpStatus, MtpTransfer, PointCode, RoutingLabel};
use brivas_sigtran::sccp::{
    Address, Config, ConnectRequest, ConnectResponse, ConnectionId, Event, RefusalCause, ReleaseCause, Sccp,
    Ssn, UsageError,
};
use proptest::prelude::*;

const CODES: [PointCode; 2] = [PointCode(1), PointCode(2)];
const MOST: usize = 4;

#[derive(Clone, Debug)]
enum Op {
    Ask(usize),
    /// Answers what has been asked for, with yes or no.
    Answer(usize, bool),
    /// On one of the connections, so many octets.
    Data(usize, usize, usize),
    End(usize, usize),
    /// So many messages arrive.
    Carry(usize, usize),
    /// The next message is lost.
    Lose(usize),
    Pass(u64),
    /// Events are taken.
    Poll(usize),
    /// The point cannot reach the other one, and can again.
    Pause(usize),
    /// The user goes out of service and comes back.
    Restart(usize),
    Inject(usize, Vec<u8>),
}

fn op() -> impl Strategy<Value = Op> {
    let point = || 0..2_usize;
    let number = || 0..4_usize;
    let octets = || prop::collection::vec(any::<u8>(), 0..30);
    prop_oneof![
        6 => point().prop_map(Op::Ask),
        6 => (point(), prop::bool::weighted(0.8)).prop_map(|(at, yes)| Op::Answer(at, yes)),
        12 => (point(), number(), 1..700_usize).prop_map(|(at, number, octets)| Op::Data(at, number, octets)),
        2 => (point(), number()).prop_map(|(at, number)| Op::End(at, number)),
        16 => (point(), 1..8_usize).prop_map(|(to, count)| Op::Carry(to, count)),
        1 => point().prop_map(Op::Lose),
        2 => (0..200_000_u64).prop_map(Op::Pass),
        8 => point().prop_map(Op::Poll),
        1 => point().prop_map(Op::Pause),
        1 => point().prop_map(Op::Restart),
        1 => (point(), octets()).prop_map(|(to, octets)| Op::Inject(to, octets)),
    ]
}

/// What a user knows of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Asked,
    WasAsked,
    Open,
}

/// One end of a connection: where, and what it is called there.
type End = (usize, u32);

struct Point {
    sccp: Sccp,
    users: BTreeMap<ConnectionId, Known>,
    /// All that have ended: none may be heard of again.
    ended: BTreeSet<ConnectionId>,
    /// What is on its way to this point.
    coming: VecDeque<(RoutingLabel, Buffer)>,
}

struct World {
    points: [Point; 2],
    now: Instant,
    next: u8,
    /// The other end of each.
    other: BTreeMap<End, End>,
    /// What was sent from each and has not arrived.
    sent: BTreeMap<End, VecDeque<Vec<u8>>>,
    /// Whether messages are lost and forged.
    is_bad: bool,
}

impl World {
    fn new(is_bad: bool) -> Self {
        let now = Instant::now();
        let points = [0, 1].map(|place| {
            let mut config = Config::new(CODES[place]);
            config.set_max_connections(MOST).set_max_events(8).set_max_partial_data(2000);
            let mut sccp = Sccp::new(Arc::new(config), [u8::from(place == 0); 32], now);
            sccp.handle_status(now, MtpStatus::Resume(CODES[1 - place]));
            sccp.n_state(now, Ssn::HLR, true);
            while sccp.poll_event().is_some() {}
            let (users, ended, coming) = Default::default();
            Point { sccp, users, ended, coming }
        });
        let (other, sent) = Default::default();
        Self { points, now, next: 0, other, sent, is_bad }
    }

    fn run(&mut self, op: &Op) {
        let now = self.now;
        match *op {
            Op::Ask(at) => {
                self.listen(at);
                let point = &mut self.points[at];
                let called = Address::of_point_code(CODES[1 - at], Ssn::HLR);
                let calling = Some(Address::of_point_code(CODES[at], Ssn::HLR));
                match point.sccp.n_connect(now, &ConnectRequest { called, calling, ..Default::default() }) {
                    Ok(id) => assert_eq!(point.users.insert(id, Known::Asked), None),
                    Err(error) => assert_eq!(error, UsageError::Full),
                }
            }
            Op::Answer(at, yes) => self.answer(at, yes),
            Op::Data(at, number, octets) => self.send(at, number, octets),
            Op::End(at, number) => {
                let Some((id, known)) = self.nth(at, number) else { return };
                let point = &mut self.points[at];
                let ended = point.sccp.n_disconnect(now, id, ReleaseCause::END_USER_ORIGINATED, b"bye");
                if known == Known::WasAsked {
                    assert_eq!(ended, Err(UsageError::WrongState));
                } else {
                    ended.unwrap();
                    point.close(id);
                }
            }
            Op::Carry(to, count) => (0..count).for_each(|_| self.carry(to)),
            Op::Lose(to) if self.is_bad => drop(self.points[to].coming.pop_front()),
            Op::Pass(milliseconds) => {
                self.now += Duration::from_millis(milliseconds);
                for point in &mut self.points {
                    point.sccp.handle_timeout(self.now);
                    assert!(point.sccp.poll_timeout().is_none_or(|deadline| deadline > self.now));
                }
            }
            Op::Poll(at) => self.listen(at),
            Op::Pause(at) => {
                let sccp = &mut self.points[at].sccp;
                sccp.handle_status(now, MtpStatus::Pause(CODES[1 - at]));
                sccp.handle_status(now, MtpStatus::Resume(CODES[1 - at]));
            }
            Op::Restart(at) => {
                let sccp = &mut self.points[at].sccp;
                sccp.n_state(now, Ssn::HLR, false);
                sccp.n_state(now, Ssn::HLR, true);
            }
            Op::Inject(to, ref octets) if self.is_bad => {
                let label = RoutingLabel { opc: CODES[1 - to], dpc: CODES[to], ..Default::default() };
                let transfer = MtpTransfer { label, user_data: octets.clone().into() };
                self.points[to].sccp.handle_transfer(now, &transfer);
            }
            Op::Lose(_) | Op::Inject(..) => {}
        }
    }

    fn answer(&mut self, at: usize, yes: bool) {
        self.listen(at);
        let point = &mut self.points[at];
        let asked = point.users.iter().find(|(_, known)| **known == Known::WasAsked);
        let Some(id) = asked.map(|(id, _)| *id) else { return };
        if yes {
            // The other end hears what its other end is called.
            let reference = id.local_reference().0.to_be_bytes();
            let response = ConnectResponse { data: &reference, ..Default::default() };
            point.sccp.n_connect_response(self.now, id, &response).unwrap();
            point.users.insert(id, Known::Open);
        } else {
            let (cause, response) = (RefusalCause::END_USER_ORIGINATED, ConnectResponse::default());
            point.sccp.n_refuse(self.now, id, cause, &response).unwrap();
            point.close(id);
        }
    }

    fn send(&mut self, at: usize, number: usize, octets: usize) {
        let Some((id, known)) = self.nth(at, number) else { return };
        self.next = self.next.wrapping_add(1);
        let data = vec![self.next; octets];
        let mut buffer = Buffer::new();
        buffer.prepend(&data);
        let sent = self.points[at].sccp.n_data(self.now, id, &mut buffer);
        if known == Known::Open {
            sent.unwrap();
            self.sent.entry((at, id.local_reference().0)).or_default().push_back(data);
        } else {
            assert_eq!(sent, Err(UsageError::WrongState));
        }
    }

    /// What is sent sets out to a point, and one message arrives there.
    fn carry(&mut self, to: usize) {
        let [first, second] = &mut self.points;
        let (from, at) = if to == 0 { (second, first) } else { (first, second) };
        at.coming.extend(std::iter::from_fn(|| from.sccp.poll_transmit()));
        if let Some((label, octets)) = at.coming.pop_front() {
            let transfer = MtpTransfer { label, user_data: octets.into_bytes() };
            at.sccp.handle_transfer(self.now, &transfer);
        }
    }

    /// The user of a point hears what became of its connections.
    fn listen(&mut self, at: usize) {
        let point = &mut self.points[at];
        while let Some(event) = point.sccp.poll_event() {
            match event {
                Event::Connect { connection, .. } => {
                    assert!(!point.ended.contains(&connection));
                    assert_eq!(point.users.insert(connection, Known::WasAsked), None);
                }
                Event::Connected { connection, data, .. } => {
                    assert_eq!(point.users.insert(connection, Known::Open), Some(Known::Asked));
                    let theirs = (1 - at, u32::from_be_bytes(data[..].try_into().unwrap()));
                    let ours = (at, connection.local_reference().0);
                    self.other.extend([(ours, theirs), (theirs, ours)]);
                }
                Event::Refused { connection, .. } => {
                    assert_eq!(point.users.get(&connection), Some(&Known::Asked));
                    point.close(connection);
                }
                Event::Disconnected { connection, .. } => point.close(connection),
                Event::Data { connection, data } => {
                    assert_eq!(point.users.get(&connection), Some(&Known::Open));
                    if !self.is_bad {
                        let other = self.other[&(at, connection.local_reference().0)];
                        let sent = self.sent.get_mut(&other).and_then(VecDeque::pop_front);
                        assert_eq!(sent.as_deref(), Some(&data[..]), "data are lost, mixed or out of order");
                    }
                }
                _ => {}
            }
        }
    }

    /// A connection that the user of a point knows.
    fn nth(&mut self, at: usize, number: usize) -> Option<(ConnectionId, Known)> {
        self.listen(at);
        self.points[at].users.iter().nth(number).map(|(id, known)| (*id, *known))
    }

    fn check(&self) {
        for point in &self.points {
            assert!(point.sccp.connections() <= MOST, "{} connections", point.sccp.connections());
        }
    }

    /// Everything comes to rest; then each side has what its user holds, and its other end has it, too.
    fn settle(&mut self) {
        for _ in 0..60 {
            for to in [0, 1] {
                (0..60).for_each(|_| self.carry(to));
                self.listen(to);
            }
            self.run(&Op::Pass(30_000));
        }
        for (at, point) in self.points.iter().enumerate() {
            assert_eq!(point.sccp.connections(), point.users.len(), "{:?}", point.users);
            for (id, known) in &point.users {
                assert_ne!(*known, Known::Asked, "T(conn est)");
                let other = self.other.get(&(at, id.local_reference().0));
                let is_there = |(at, reference): &End| {
                    let mut others = self.points[*at].users.iter();
                    others.any(|(id, known)| id.local_reference().0 == *reference && *known == Known::Open)
                };
                assert!(*known == Known::WasAsked || other.is_some_and(is_there), "{id:?} has no other end");
            }
        }
    }
}

impl Point {
    fn close(&mut self, id: ConnectionId) {
        assert!(self.users.remove(&id).is_some(), "{id:?} ends, which has not begun");
        assert!(self.ended.insert(id), "{id:?} ends twice");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn connections_begin_and_end_once_and_carry_data_in_order(
        is_bad in any::<bool>(),
        ops in prop::collection::vec(op(), 1..200),
    ) {
        let mut world = World::new(is_bad);
        for op in &ops {
            world.run(op);
            world.check();
        }
        world.settle();
    }
}
