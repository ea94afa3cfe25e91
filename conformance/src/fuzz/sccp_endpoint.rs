use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use arbitrary::{Arbitrary, Unstructured};
use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::{MtpStatus, MtpTransfer, PointCode, RoutingLabel};
use brivas_sigtran::sccp::{
    Address, Config, ConnectRequest, ConnectResponse, ConnectionId, Destination, Event, GlobalTitle, Pattern,
    RefusalCause, ReleaseCause, ReturnCause, Rule, Sccp, Ssn, Translator, UnitdataRequest,
};

use crate::harness::Clock;

const MOST_CONNECTIONS: usize = 6;
const MOST_TRANSMIT: usize = 24;

/// One thing that happens to a pair of points.
#[derive(Arbitrary, Debug)]
enum Op<'a> {
    /// A user asks for a connection, or sends connectionless data: to a subsystem or by a title.
    Connect(bool, u8, &'a [u8]),
    Unitdata(bool, u8, u16, bool, Option<u8>),
    /// What is done to one of the connections that the user knows.
    Answer(bool, u8),
    Data(bool, u8, u16),
    End(bool, u8),
    /// So many messages arrive.
    Carry(bool, u8),
    /// The next one is lost, or given back to who sent it.
    Lose(bool),
    GiveBack(bool),
    /// Any octets come from the other point, or from a third one.
    Inject(bool, bool, &'a [u8]),
    /// Time passes, in seconds.
    Pass(u16),
    Timeout(bool),
    Drain(bool),
    Status(bool, u8),
    InService(bool, u8, bool),
}

struct Side {
    sccp: Sccp,
    point_code: PointCode,
    /// What the user holds, and whether it has been asked for it.
    held: BTreeMap<ConnectionId, bool>,
    ended: BTreeSet<ConnectionId>,
    coming: VecDeque<(RoutingLabel, Buffer)>,
}

impl Side {
    fn new(point_code: PointCode, other: PointCode, clock: &Clock) -> Self {
        let mut config = Config::new(point_code);
        let rule = |pattern, to| Rule::new(Pattern::new(pattern).unwrap_or_else(|_| unreachable!()), to);
        let rules = vec![
            rule("1*", Destination::Failover(vec![other, PointCode(3)])),
            rule("2*", Destination::Local),
            rule("*", Destination::Loadshare(vec![other, point_code])),
        ];
        config.set_translator(Translator::new(rules)).set_concerned(vec![other]);
        config.set_remote_subsystems(vec![(other, Ssn::MSC)]);
        config.set_max_connections(MOST_CONNECTIONS).set_max_events(12).set_max_transmit(MOST_TRANSMIT);
        config.set_max_reassemblies(2).set_max_partial_data(900);
        let mut sccp = Sccp::new(Arc::new(config), [7; 32], clock.now());
        sccp.handle_status(clock.now(), MtpStatus::Resume(other));
        sccp.n_state(clock.now(), Ssn::HLR, true);
        Self { sccp, point_code, held: BTreeMap::new(), ended: BTreeSet::new(), coming: VecDeque::new() }
    }

    fn close(&mut self, connection: ConnectionId) {
        assert!(self.held.remove(&connection).is_some(), "{connection:?} ends, which has not begun");
        assert!(self.ended.insert(connection), "{connection:?} ends twice");
    }

    /// Takes the events: each connection begins once and ends once.
    fn drain(&mut self) {
        while let Some(event) = self.sccp.poll_event() {
            match event {
                Event::Connect { connection, .. } => {
                    assert!(!self.ended.contains(&connection), "{connection:?} begins after its end");
                    assert_eq!(self.held.insert(connection, true), None, "{connection:?} begins twice");
                }
                Event::Refused { connection, .. } | Event::Disconnected { connection, .. } => {
                    self.close(connection);
                }
                Event::Connected { connection, .. } | Event::Data { connection, .. } => {
                    assert!(self.held.contains_key(&connection), "{connection:?} is not there");
                }
                _ => {}
            }
        }
    }

    /// One of the connections that the user knows, all of whose events it has heard.
    fn nth(&mut self, number: u8) -> Option<(ConnectionId, bool)> {
        self.drain();
        let count = self.held.len().max(1);
        self.held.iter().nth(usize::from(number) % count).map(|(id, is_asked)| (*id, *is_asked))
    }

    fn check(&self) {
        assert!(self.sccp.connections() <= MOST_CONNECTIONS, "{} connections", self.sccp.connections());
    }
}

/// An address of each kind.
fn address(to: PointCode, kind: u8) -> Address {
    let title = |digits| GlobalTitle::e164(digits).unwrap_or_else(|_| unreachable!());
    match kind % 6 {
        0 | 1 => Address::of_point_code(to, Ssn::HLR),
        2 => Address::of_global_title(title("12345"), Ssn::HLR),
        3 => Address::of_global_title(title("2"), Ssn::HLR),
        4 => Address::of_global_title(title("3"), Ssn::HLR),
        _ => Address::of_point_code(to, Ssn(kind)),
    }
}

/// Does any operations to the SCCP of two points.
///
/// # Panics
/// When a rule is broken.
pub fn sccp_endpoint(octets: &[u8]) {
    let Ok(ops) = Vec::<Op<'_>>::arbitrary_take_rest(Unstructured::new(octets)) else { return };
    let mut clock = Clock::new();
    let (a, b) = (PointCode(1), PointCode(2));
    let mut sides = [Side::new(a, b, &clock), Side::new(b, a, &clock)];
    for op in ops.iter().take(300) {
        step(&mut clock, &mut sides, op);
        sides.iter().for_each(|side| side.check());
    }
    // The users end all; nobody answers any more, and yet nothing is left.
    for side in &mut sides {
        while let Some((connection, is_asked)) = side.nth(0) {
            end(side, clock.now(), connection, is_asked);
        }
    }
    for _ in 0..20 {
        clock.advance(Duration::from_secs(20));
        for side in &mut sides {
            side.sccp.handle_timeout(clock.now());
            while side.sccp.poll_transmit().is_some() {}
            side.drain();
        }
    }
    assert!(sides.iter().all(|side| side.sccp.connections() == 0), "a connection is left");
}

/// The user refuses a connection, or disconnects.
fn end(side: &mut Side, now: Instant, connection: ConnectionId, is_asked: bool) {
    let refused = side.sccp.n_refuse(now, connection, RefusalCause::UNQUALIFIED, &ConnectResponse::default());
    assert_eq!(refused.is_ok(), is_asked, "{refused:?}");
    if !is_asked {
        let ended = side.sccp.n_disconnect(now, connection, ReleaseCause::END_USER_ORIGINATED, b"bye");
        assert_eq!(ended, Ok(()));
    }
    side.close(connection);
}

fn step(clock: &mut Clock, sides: &mut [Side; 2], op: &Op<'_>) {
    let now = clock.now();
    let [a, b] = sides;
    match op {
        Op::Connect(first, kind, data) => {
            let (side, other) = if *first { (a, b) } else { (b, a) };
            let called = address(other.point_code, *kind);
            let calling = (kind % 2 == 0).then(|| Address::of_point_code(side.point_code, Ssn::HLR));
            let request = ConnectRequest { called, calling, data, importance: None };
            if let Ok(connection) = side.sccp.n_connect(now, &request) {
                assert!(!side.ended.contains(&connection), "{connection:?} begins after its end");
                assert_eq!(side.held.insert(connection, false), None, "{connection:?} begins twice");
            }
        }
        Op::Unitdata(first, kind, octets, return_option, importance) => {
            let (side, other) = if *first { (a, b) } else { (b, a) };
            let called = address(other.point_code, *kind);
            let calling = address(side.point_code, kind / 6);
            let sequence_control = (kind % 2 == 0).then_some(u32::from(*kind));
            let (return_option, importance) = (*return_option, *importance);
            let request = UnitdataRequest { called, calling, sequence_control, return_option, importance };
            let mut data = filled(*octets);
            let before = data.len();
            let sent = side.sccp.n_unitdata(now, &request, &mut data);
            assert_eq!(data.len(), if sent.is_ok() { 0 } else { before });
        }
        Op::Answer(first, number) => {
            let side = if *first { a } else { b };
            let Some((connection, is_asked)) = side.nth(*number) else { return };
            let confirmed = side.sccp.n_connect_response(now, connection, &ConnectResponse::default());
            assert!(confirmed.is_err() || is_asked, "nobody has asked");
            if confirmed.is_ok() {
                side.held.insert(connection, false);
            }
        }
        Op::Data(first, number, octets) => {
            let side = if *first { a } else { b };
            let Some((connection, _)) = side.nth(*number) else { return };
            let mut data = filled(*octets);
            let before = data.len();
            let sent = side.sccp.n_data(now, connection, &mut data);
            assert_eq!(data.len(), if sent.is_ok() { 0 } else { before });
        }
        Op::End(first, number) => {
            let side = if *first { a } else { b };
            if let Some((connection, is_asked)) = side.nth(*number) {
                end(side, now, connection, is_asked);
            }
        }
        Op::Carry(first, count) => {
            let (side, other) = if *first { (a, b) } else { (b, a) };
            set_out(other, side);
            for (label, octets) in side.coming.drain(..usize::from(*count).min(side.coming.len())) {
                let transfer = MtpTransfer { label, user_data: octets.into_bytes() };
                side.sccp.handle_transfer(now, &transfer);
            }
        }
        Op::Lose(first) => drop(if *first { a } else { b }.coming.pop_front()),
        Op::GiveBack(first) => {
            let side = if *first { a } else { b };
            if let Some((label, octets)) = side.sccp.poll_transmit() {
                let transfer = MtpTransfer { label, user_data: octets.into_bytes() };
                side.sccp.handle_undelivered(now, &transfer, ReturnCause::MTP_FAILURE);
            }
        }
        Op::Inject(first, is_third, octets) => {
            let (side, other) = if *first { (a, b) } else { (b, a) };
            let opc = if *is_third { PointCode(3) } else { other.point_code };
            let label =
                RoutingLabel { opc, dpc: side.point_code, si: RoutingLabel::SCCP, ..Default::default() };
            side.sccp.handle_transfer(now, &MtpTransfer { label, user_data: octets.to_vec().into() });
        }
        Op::Pass(seconds) => clock.advance(Duration::from_secs((*seconds).into())),
        Op::Timeout(first) => {
            let side = if *first { a } else { b };
            side.sccp.handle_timeout(now);
            assert!(side.sccp.poll_timeout().is_none_or(|deadline| deadline > now), "what is due has run");
        }
        Op::Drain(first) => if *first { a } else { b }.drain(),
        Op::Status(first, what) => {
            let (side, other) = if *first { (a, b) } else { (b, a) };
            let (point_code, si, cause) = (other.point_code, what / 4 % 2 + 2, 2);
            side.sccp.handle_status(
                now,
                match what % 4 {
                    0 => MtpStatus::Pause(point_code),
                    1 => MtpStatus::Congestion(point_code, *what),
                    2 => MtpStatus::UserPartUnavailable { point_code, si, cause },
                    _ => MtpStatus::Resume(point_code),
                },
            );
        }
        Op::InService(first, ssn, in_service) => {
            let side = if *first { a } else { b };
            side.sccp.n_state(now, Ssn(6 + ssn % 3), *in_service);
        }
    }
}

/// What one has sent sets out to the other.
fn set_out(from: &mut Side, to: &mut Side) {
    let before = to.coming.len();
    to.coming.extend(std::iter::from_fn(|| from.sccp.poll_transmit()));
    assert!(to.coming.len() - before <= MOST_TRANSMIT, "more messages than may wait");
}

fn filled(octets: u16) -> Buffer {
    let mut data = Buffer::new();
    data.prepend(&vec![7; usize::from(octets)]);
    data
}
