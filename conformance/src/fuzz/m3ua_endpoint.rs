//! An ASP and a signalling gateway, joined by a link that loses messages and breaks, with owners that do anything.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use arbitrary::{Arbitrary, Unstructured};
use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::{
    AffectedPointCode, ApplicationServer, AsId, AsState, AspState, AssociationEvent, AssociationId, Config,
    Event, M3ua, Message, MessageType, Peer, Role, RoutingKey, Side, Tag, Transmit,
};
use brivas_sigtran::mtp::{MtpStatus, PointCode, RoutingLabel};
use bytes::Bytes;

use crate::harness::Clock;

/// The one association.
const LINK: AssociationId = AssociationId(1);
const OURS: PointCode = PointCode(100);
const FAR: PointCode = PointCode(200);
/// Before the number of each message, so that what is made up is told from what was sent.
const MARK: &[u8; 8] = b"numbered";

/// One thing that happens. `true` is the ASP.
#[derive(Arbitrary, Debug)]
enum Op<'a> {
    /// A user sends a message.
    Transfer(bool, u8),
    /// So many messages arrive.
    Carry(bool, u8),
    /// The next message on its way is lost.
    Lose(bool),
    Up,
    Cut,
    Restart,
    /// The owner of the ASP wants it up or down.
    AspUp(bool),
    /// The owner of the ASP wants it active or not, for its second application server if the second says so.
    AspActive(bool, bool),
    Deregister,
    Block(bool),
    Status(u8, u16, u8),
    Audit(u16, u8),
    /// Time passes, in units of 10 ms.
    Pass(u16),
    /// Timers are run though nothing need be due.
    Timeout(bool),
    /// Events are taken.
    Drain(bool),
    /// Any octets come.
    Inject(bool, u8, &'a [u8]),
    /// A message of some type with some parameters of small words comes.
    Message(bool, u8, u8, Vec<(u8, Vec<u8>)>),
}

struct Node {
    m3ua: M3ua,
    servers: Vec<AsId>,
    /// On its way to it.
    inbox: VecDeque<Transmit>,
}

struct World {
    clock: Clock,
    asp: Node,
    sgp: Node,
    up: bool,
    next: u32,
    /// Accepted messages without an end.
    waiting: BTreeSet<u32>,
    lost: BTreeSet<u32>,
    /// How often a message was refused by an Error.
    refused: usize,
}

/// Does any operations to an ASP and a gateway.
///
/// # Panics
/// When a rule is broken.
pub fn m3ua_endpoint(octets: &[u8]) {
    let Ok(ops) = Vec::<Op<'_>>::arbitrary_take_rest(Unstructured::new(octets)) else { return };
    let Some(mut world) = World::new() else { return };
    world.step(&Op::Up);
    for op in ops.iter().take(300) {
        world.step(op);
        world.check();
    }
    world.settle();
}

fn config(role: Role) -> Config {
    let mut config = Config::new(role);
    config.set_max_events(12).set_max_transmit(12).set_max_pending(8).set_dynamic_registration(true);
    config.set_max_application_servers(6).set_max_destinations(8).set_t_beat(Some(Duration::from_secs(5)));
    config
}

impl World {
    fn new() -> Option<Self> {
        let clock = Clock::new();
        let node = |role| M3ua::new(Arc::new(config(role)), [3; 32], clock.now());
        let (mut asp, mut sgp) = (node(Role::Asp), node(Role::Sgp));
        let key = RoutingKey::new(OURS);
        let ours = ApplicationServer::new(Side::Local, key.clone()).with_routing_context(1);
        let registering = ApplicationServer::new(Side::Local, RoutingKey::new(PointCode(300)));
        let servers = vec![
            asp.add_application_server(ours).ok()?,
            asp.add_application_server(registering.with_registration()).ok()?,
        ];
        let peer = servers.iter().fold(Peer::new(), |peer, server| peer.with_application_server(*server));
        asp.add_association(LINK, peer).ok()?;
        let theirs = ApplicationServer::new(Side::Remote, key).with_routing_context(1);
        let served = sgp.add_application_server(theirs).ok()?;
        sgp.add_association(LINK, Peer::new().with_application_server(served).with_registration()).ok()?;
        let node = |m3ua, servers| Node { m3ua, servers, inbox: VecDeque::new() };
        Some(Self {
            clock,
            asp: node(asp, servers),
            sgp: node(sgp, vec![served]),
            up: false,
            next: 0,
            waiting: BTreeSet::new(),
            lost: BTreeSet::new(),
            refused: 0,
        })
    }

    fn node(&mut self, asp: bool) -> &mut Node {
        if asp { &mut self.asp } else { &mut self.sgp }
    }

    fn step(&mut self, op: &Op<'_>) {
        let now = self.clock.now();
        match op {
            Op::Transfer(asp, sls) => self.transfer(*asp, *sls),
            Op::Carry(to_asp, most) => (0..*most % 16).for_each(|_| self.carry(*to_asp)),
            Op::Lose(to_asp) => {
                self.collect();
                if let Some(transmit) = self.node(*to_asp).inbox.pop_front() {
                    self.lost.extend(number(&transmit.octets));
                }
            }
            Op::Up => {
                if !self.up {
                    self.associate(AssociationEvent::Up { streams: 3 });
                    self.up = true;
                }
            }
            Op::Cut => self.cut(AssociationEvent::Down),
            Op::Restart => {
                if self.up {
                    self.cut(AssociationEvent::Restart);
                    self.up = true;
                }
            }
            // What an owner must not call is refused, and changes nothing.
            Op::AspUp(up) => {
                let m3ua = &mut self.asp.m3ua;
                let _ = if *up { m3ua.asp_up(now, LINK) } else { m3ua.asp_down(now, LINK) };
            }
            Op::AspActive(active, second) => {
                let Some(server) = self.asp.servers.get(usize::from(*second)).copied() else { return };
                let _ = match active {
                    true => self.asp.m3ua.asp_active(now, LINK, server),
                    false => self.asp.m3ua.asp_inactive(now, LINK, server),
                };
            }
            Op::Deregister => {
                let Some(server) = self.asp.servers.last().copied() else { return };
                let _ = self.asp.m3ua.deregister(now, LINK, server);
            }
            Op::Block(blocked) => {
                let _ = self.sgp.m3ua.block(now, LINK, *blocked);
            }
            Op::Status(kind, code, mask) => self.status(*kind, *code, *mask),
            Op::Audit(code, mask) => {
                let _ = self.asp.m3ua.audit(now, LINK, &[range(*code, *mask)]);
            }
            Op::Pass(units) => self.pass(Duration::from_millis(u64::from(*units) * 10)),
            Op::Timeout(asp) => self.node(*asp).m3ua.handle_timeout(now),
            Op::Drain(asp) => self.drain(*asp),
            Op::Inject(to_asp, stream_id, octets) => {
                if octets.windows(MARK.len()).all(|window| window != MARK) {
                    self.hear(*to_asp, u16::from(*stream_id % 4), Bytes::copy_from_slice(octets));
                }
            }
            Op::Message(to_asp, stream_id, kind, parameters) => {
                self.hear(*to_asp, u16::from(*stream_id % 4), message(*kind, parameters));
            }
        }
    }

    fn transfer(&mut self, from_asp: bool, sls: u8) {
        let (opc, dpc) = if from_asp { (OURS, FAR) } else { (FAR, OURS) };
        let label = RoutingLabel { opc, dpc, si: RoutingLabel::SCCP, ni: 2, mp: 0, sls: sls % 16 };
        let mut user_data = Buffer::new();
        user_data.prepend_u32(self.next);
        user_data.prepend(MARK);
        let now = self.clock.now();
        if self.node(from_asp).m3ua.mtp_transfer(now, label, &mut user_data).is_ok() {
            self.waiting.insert(self.next);
        }
        self.next += 1;
    }

    fn status(&mut self, kind: u8, code: u16, mask: u8) {
        let now = self.clock.now();
        let point_code = PointCode(code.into());
        let status = match kind % 8 {
            0 | 1 => MtpStatus::Pause(point_code),
            2 | 3 => MtpStatus::Resume(point_code),
            4 => MtpStatus::UserPartUnavailable { point_code, si: RoutingLabel::SCCP, cause: 1 },
            5 => {
                let _ = self.sgp.m3ua.mtp_restricted(now, range(code, mask));
                return;
            }
            level => MtpStatus::Congestion(point_code, level % 4),
        };
        let _ = self.node(kind >= 128).m3ua.mtp_status(now, range(code, mask), status);
    }

    /// Puts what both have to say on its way.
    fn collect(&mut self) {
        while let Some(transmit) = self.asp.m3ua.poll_transmit() {
            assert!(Message::read(&transmit.octets).is_ok(), "the ASP sends what cannot be read");
            self.sgp.inbox.push_back(transmit);
        }
        while let Some(transmit) = self.sgp.m3ua.poll_transmit() {
            assert!(Message::read(&transmit.octets).is_ok(), "the gateway sends what cannot be read");
            self.asp.inbox.push_back(transmit);
        }
    }

    /// One message arrives, if it is taken.
    fn carry(&mut self, to_asp: bool) {
        self.collect();
        let node = self.node(to_asp);
        if node.m3ua.wants_input()
            && let Some(transmit) = node.inbox.pop_front()
        {
            self.hear(to_asp, transmit.stream_id, transmit.octets);
        }
    }

    /// A message comes. An Error is never answered by one.
    fn hear(&mut self, to_asp: bool, stream_id: u16, octets: Bytes) {
        self.collect();
        let now = self.clock.now();
        let node = self.node(to_asp);
        if !node.m3ua.wants_input() {
            return;
        }
        let is_error = |octets: &[u8]| octets.get(2..4) == Some(&[0, 0]);
        let error = is_error(&octets);
        node.m3ua.handle_message(now, LINK, stream_id, octets);
        while let Some(transmit) = self.node(to_asp).m3ua.poll_transmit() {
            assert!(!(error && is_error(&transmit.octets)), "an Error for an Error");
            self.node(!to_asp).inbox.push_back(transmit);
        }
    }

    fn associate(&mut self, event: AssociationEvent) {
        let now = self.clock.now();
        self.asp.m3ua.handle_association(now, LINK, event);
        self.sgp.m3ua.handle_association(now, LINK, event);
    }

    /// The association breaks; what is on its way is lost, and what is not yet is told by the endpoints.
    fn cut(&mut self, event: AssociationEvent) {
        for node in [&mut self.asp, &mut self.sgp] {
            let gone = node.inbox.drain(..).filter_map(|transmit| number(&transmit.octets));
            self.lost.extend(gone);
        }
        self.up = false;
        self.associate(event);
    }

    fn pass(&mut self, time: Duration) {
        self.clock.advance(time);
        let now = self.clock.now();
        for node in [&mut self.asp, &mut self.sgp] {
            node.m3ua.handle_timeout(now);
            assert!(node.m3ua.poll_timeout().is_none_or(|due| due > now), "a timer that was run is due");
        }
        // An owner aborts a dead association at once.
        self.drain(true);
        self.drain(false);
    }

    fn drain(&mut self, asp: bool) {
        let mut dead = false;
        while let Some(event) = self.node(asp).m3ua.poll_event() {
            match event {
                Event::Transfer(transfer) => self.ended(&transfer.user_data),
                Event::Undelivered(transfer) => self.ended(&transfer.user_data),
                Event::Faulted { .. } => self.refused += 1,
                Event::HeartbeatLost { .. } => dead = true,
                _ => {}
            }
        }
        if dead {
            self.cut(AssociationEvent::Down);
        }
    }

    /// A message arrived or was told as undelivered: once.
    fn ended(&mut self, user_data: &[u8]) {
        if let Some(number) = numbered(user_data) {
            assert!(self.waiting.remove(&number), "message {number} has two ends");
        }
    }

    /// The state of an application server is that of its ASP.
    fn check(&self) {
        for node in [&self.asp, &self.sgp] {
            for server in &node.servers {
                let Ok(state) = node.m3ua.as_state(*server) else { continue };
                let active = node.m3ua.asp_state(LINK, *server) == Ok(AspState::Active);
                assert_eq!(state == AsState::Active, active);
                assert!(self.up || !active, "active without an association");
            }
        }
    }

    /// Everything comes to rest; then no message is without its end.
    fn settle(&mut self) {
        for _ in 0..30 {
            for _ in 0..30 {
                self.carry(true);
                self.carry(false);
                self.drain(true);
                self.drain(false);
            }
            self.pass(Duration::from_secs(1));
        }
        let open = self.waiting.difference(&self.lost).count();
        assert!(open <= self.refused, "{open} messages are gone, and {} were refused", self.refused);
    }
}

fn range(code: u16, mask: u8) -> AffectedPointCode {
    AffectedPointCode::new(PointCode(code.into()), mask % 32)
}

/// The number of a message of ours.
fn numbered(user_data: &[u8]) -> Option<u32> {
    user_data.strip_prefix(MARK)?.try_into().ok().map(u32::from_be_bytes)
}

/// The number of the message that DATA carries.
fn number(octets: &[u8]) -> Option<u32> {
    numbered(brivas_sigtran::m3ua::Data::read(octets).ok()?.1)
}

/// A message with parameters of words that are small, so that they often mean something.
fn message(kind: u8, parameters: &[(u8, Vec<u8>)]) -> Bytes {
    let pick = |count: usize, place: u8| usize::from(place) % count;
    let kind = MessageType::ALL.get(pick(MessageType::ALL.len(), kind)).copied().unwrap_or(MessageType::BEAT);
    let mut body = Vec::new();
    for (tag, words) in parameters.iter().take(4) {
        let tag = Tag::ALL.get(pick(Tag::ALL.len(), *tag)).copied().unwrap_or(Tag::INFO_STRING);
        let value = words.iter().take(8).flat_map(|word| u32::from(*word).to_be_bytes());
        let value: Vec<u8> = value.collect();
        body.extend_from_slice(&tag.0.to_be_bytes());
        body.extend_from_slice(&u16::try_from(value.len() + 4).unwrap_or_default().to_be_bytes());
        body.extend_from_slice(&value);
    }
    let length = u32::try_from(body.len() + 8).unwrap_or_default().to_be_bytes();
    [&[1, 0, kind.class, kind.number][..], &length, &body].concat().into()
}
