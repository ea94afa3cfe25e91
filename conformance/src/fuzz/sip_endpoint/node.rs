//! A machine with its paths and what its owner knows of it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::{self, CallId, Content, DialogId, Invite};
use brivas_sip::b2bua::{self, BridgeId, Leg};
use brivas_sip::endpoint::{self, ClientId, PathEvent, PathId, ServerId, Target};
use brivas_sip::header::{NameAddr, Transport};
use brivas_sip::message::{Draft, Response};
use brivas_sip::uri::Uri;
use brivas_sip::{B2bua, Endpoint, Method, StatusCode, UserAgent};
use bytes::{Bytes, BytesMut};

use super::peer::Peer;
use super::watcher::Watcher;

const MOST_TRANSACTIONS: u32 = 8;
const MOST_DIALOGS: u32 = 4;
const MOST_SUBSCRIPTIONS: u32 = 3;
const MOST_WAITING: usize = 12;
/// A number from here on asks for more than one below.
const MARK: u8 = 128;
const FROM: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2)), 5060);

/// Which machine.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Endpoint,
    Agent,
    Switch,
}

impl Kind {
    pub(super) const fn of(octet: u8) -> Self {
        match octet % 3 {
            0 => Self::Endpoint,
            1 => Self::Agent,
            _ => Self::Switch,
        }
    }
}

enum Machine {
    Endpoint(Box<Endpoint>),
    Agent(Box<UserAgent>),
    Switch(Box<B2bua>),
}

pub(super) struct Node {
    machine: Machine,
    paths: Vec<PathId>,
    calls: Vec<CallId>,
    dialogs: Vec<DialogId>,
    servers: Vec<ServerId>,
    clients: Vec<ClientId>,
    bridges: Vec<BridgeId>,
    watcher: Watcher,
}

fn nth<T: Copy>(all: &[T], number: u8) -> Option<T> {
    all.get(usize::from(number) % all.len().max(1)).copied()
}

fn uri() -> Uri<'static> {
    Uri::read(b"sip:b@192.0.2.2").unwrap_or(Uri::Other { scheme: b"sip", rest: b"" })
}

impl Node {
    pub(super) fn new(kind: Kind, now: Instant) -> Self {
        let mut below = endpoint::Config::new();
        below.set_max_clients(MOST_TRANSACTIONS).set_max_servers(MOST_TRANSACTIONS);
        below.set_max_events(MOST_WAITING).set_max_transmit(MOST_WAITING).set_max_body(1000);
        let below = Arc::new(below);
        let mut config = agent::Config::new();
        config.set_endpoint(Arc::clone(&below)).set_max_dialogs(MOST_DIALOGS).set_session_expires(Some(100));
        config.set_max_subscriptions(MOST_SUBSCRIPTIONS).set_event_packages(&["presence"]);
        let config = Arc::new(config);
        let machine = match kind {
            Kind::Endpoint => Machine::Endpoint(Box::new(Endpoint::new(below, [1; 32], now))),
            Kind::Agent => Machine::Agent(Box::new(UserAgent::new(config, [2; 32], now))),
            Kind::Switch => {
                let mut over = b2bua::Config::new();
                over.set_agent(config).set_ring_time(Duration::from_secs(60));
                Machine::Switch(Box::new(B2bua::new(Arc::new(over), [3; 32], now)))
            }
        };
        let (calls, dialogs, servers) = (Vec::new(), Vec::new(), Vec::new());
        let (clients, bridges, paths) = (Vec::new(), Vec::new(), Vec::new());
        let watcher = Watcher::default();
        let mut node = Self { machine, paths, calls, dialogs, servers, clients, bridges, watcher };
        for transport in [Transport::UDP, Transport::TCP, Transport::WS] {
            let path = node.endpoint().listen(transport, b"192.0.2.1:5060");
            let Ok(path) = path else { panic!("no path") };
            let path =
                if transport == Transport::UDP { Ok(path) } else { node.endpoint().accept(now, path, FROM) };
            node.paths.extend(path);
        }
        node
    }

    fn endpoint(&mut self) -> &mut Endpoint {
        match &mut self.machine {
            Machine::Endpoint(endpoint) => endpoint,
            Machine::Agent(agent) => agent.endpoint(),
            Machine::Switch(switch) => switch.agent().endpoint(),
        }
    }

    fn agent(&mut self) -> Option<&mut UserAgent> {
        match &mut self.machine {
            Machine::Agent(agent) => Some(agent),
            _ => None,
        }
    }

    fn switch(&mut self) -> Option<&mut B2bua> {
        match &mut self.machine {
            Machine::Switch(switch) => Some(switch),
            _ => None,
        }
    }

    pub(super) fn wants_input(&self) -> bool {
        match &self.machine {
            Machine::Endpoint(it) => it.wants_input(),
            Machine::Agent(it) => it.wants_input(),
            Machine::Switch(it) => it.wants_input(),
        }
    }

    /// Octets come on a path: the first is a socket, the second a stream, the third of WebSocket, others are as they were asked for.
    pub(super) fn come(&mut self, now: Instant, path: u8, octets: &Bytes, input: &mut BytesMut) {
        let number = usize::from(path) % self.paths.len().max(1);
        let Some(path) = self.paths.get(number).copied() else { return };
        let octets = octets.clone();
        match (&mut self.machine, number) {
            (Machine::Endpoint(it), 0) => it.handle_datagram(now, path, FROM, octets),
            (Machine::Endpoint(it), 2) => it.handle_message(now, path, octets),
            (Machine::Endpoint(it), _) => it.handle_input(now, path, input),
            (Machine::Agent(it), 0) => it.handle_datagram(now, path, FROM, octets),
            (Machine::Agent(it), 2) => it.handle_message(now, path, octets),
            (Machine::Agent(it), _) => it.handle_input(now, path, input),
            (Machine::Switch(it), 0) => it.handle_datagram(now, path, FROM, octets),
            (Machine::Switch(it), 2) => it.handle_message(now, path, octets),
            (Machine::Switch(it), _) => it.handle_input(now, path, input),
        }
    }

    pub(super) fn handle_timeout(&mut self, now: Instant) {
        match &mut self.machine {
            Machine::Endpoint(it) => it.handle_timeout(now),
            Machine::Agent(it) => it.handle_timeout(now),
            Machine::Switch(it) => it.handle_timeout(now),
        }
    }

    fn poll_timeout(&self) -> Option<Instant> {
        match &self.machine {
            Machine::Endpoint(it) => it.poll_timeout(),
            Machine::Agent(it) => it.poll_timeout(),
            Machine::Switch(it) => it.poll_timeout(),
        }
    }

    /// Something becomes of a path: a peer of the socket cannot be reached; a connection is up, and kept alive by some, or down.
    pub(super) fn handle_path(&mut self, now: Instant, number: u8, event: PathEvent) {
        let Some(path) = nth(&self.paths, number) else { return };
        if Some(path) == self.paths.first().copied() {
            return self.handle_unreachable(now, path);
        }
        if number >= MARK && event == PathEvent::Up {
            let _ = self.endpoint().keep_alive(now, path, None);
        }
        match &mut self.machine {
            Machine::Endpoint(it) => it.handle_path(now, path, event),
            Machine::Agent(it) => it.handle_path(now, path, event),
            Machine::Switch(it) => it.handle_path(now, path, event),
        }
    }

    fn handle_unreachable(&mut self, now: Instant, path: PathId) {
        match &mut self.machine {
            Machine::Endpoint(it) => it.handle_unreachable(now, path, FROM),
            Machine::Agent(it) => it.handle_unreachable(now, path, FROM),
            Machine::Switch(it) => it.handle_unreachable(now, path, FROM),
        }
    }

    /// What is to be sent goes to the peer.
    pub(super) fn send(&mut self, peer: &mut Peer) {
        loop {
            let sent = match &mut self.machine {
                Machine::Endpoint(it) => it.poll_transmit(),
                Machine::Agent(it) => it.poll_transmit(),
                Machine::Switch(it) => it.poll_transmit(),
            };
            let Some(sent) = sent else { return };
            peer.hear(&sent.octets);
        }
    }

    /// The owner hears what there is.
    pub(super) fn drain(&mut self) {
        loop {
            match &mut self.machine {
                Machine::Endpoint(it) => match it.poll_event() {
                    Some(event) => self.hear(event),
                    None => return,
                },
                Machine::Agent(it) => match it.poll_event() {
                    Some(event) => self.hear_agent(event),
                    None => return,
                },
                Machine::Switch(it) => match it.poll_event() {
                    Some(b2bua::Event::Incoming { bridge, .. }) => self.bridges.push(bridge),
                    // The call that has taken the place is no more; the other goes on.
                    Some(b2bua::Event::Ended { bridge, .. } | b2bua::Event::Replaced { by: bridge, .. }) => {
                        let before = self.bridges.len();
                        self.bridges.retain(|it| *it != bridge);
                        assert_eq!(self.bridges.len() + 1, before, "a call ends twice, or was none");
                    }
                    Some(b2bua::Event::Agent(event)) => self.hear_agent(event),
                    Some(_) => {}
                    None => return,
                },
            }
        }
    }

    fn hear(&mut self, event: endpoint::Event) {
        match event {
            endpoint::Event::Request { id, .. } => {
                assert!(!self.servers.contains(&id), "a request comes twice");
                self.servers.push(id);
            }
            endpoint::Event::Connect { path, .. } => self.paths.push(path),
            _ => {}
        }
    }

    fn hear_agent(&mut self, event: agent::Event) {
        self.watcher.hear(&event);
        match event {
            agent::Event::Incoming { dialog, .. } => {
                assert!(!self.dialogs.contains(&dialog), "a dialog begins twice");
                self.dialogs.push(dialog);
            }
            agent::Event::Progress { dialog: Some(dialog), .. } | agent::Event::Answered { dialog, .. }
                if !self.dialogs.contains(&dialog) =>
            {
                self.dialogs.push(dialog);
            }
            agent::Event::Ended { dialog, .. } => {
                self.dialogs.retain(|it| *it != dialog);
            }
            agent::Event::Refused { call, .. }
            | agent::Event::Failed { call, .. }
            | agent::Event::Settled { call } => {
                let before = self.calls.len();
                self.calls.retain(|it| *it != call);
                assert_eq!(self.calls.len() + 1, before, "a call ends twice, or was none");
            }
            agent::Event::Request { id, .. } | agent::Event::Pracked { id: Some(id), .. } => {
                self.servers.push(id);
            }
            agent::Event::Endpoint(event) => self.hear(event),
            _ => {}
        }
    }

    pub(super) fn invite(&mut self, now: Instant, path: u8, content: Option<Content<'_>>) {
        let target = target(path);
        let invite = Invite { content, ..Invite::new(uri(), NameAddr::new(uri()), NameAddr::new(uri())) };
        match &mut self.machine {
            Machine::Agent(agent) => self.calls.extend(agent.invite(now, &invite, target)),
            Machine::Endpoint(endpoint) => {
                let mut draft = Draft::new(Method::INVITE, &uri());
                draft.put_text("Max-Forwards", b"70").put_text("From", b"<sip:a@b>;tag=1");
                draft.put_text("To", b"<sip:b@b>").put_text("Call-ID", b"x").put_text("CSeq", b"1 INVITE");
                self.clients.extend(endpoint.request(now, &draft, target));
            }
            Machine::Switch(_) => {}
        }
    }

    pub(super) fn request(
        &mut self,
        now: Instant,
        dialog: u8,
        method: Method<'_>,
        content: Option<Content<'_>>,
    ) {
        let (id, way, what) =
            (nth(&self.dialogs, dialog), (uri(), target(dialog)), (method, content.is_some()));
        let Machine::Agent(agent) = &mut self.machine else { return };
        if !self.watcher.request(agent, now, (id, dialog), way, what)
            && let Some(id) = id
        {
            let _ = agent.request(now, id, method, None, content);
        }
    }

    pub(super) fn answer(&mut self, now: Instant, dialog: u8, response: &Response<'_>, is_reliable: bool) {
        let Some(dialog) = nth(&self.dialogs, dialog) else { return };
        if let Some(agent) = self.agent() {
            let _ = agent.answer(now, dialog, response, is_reliable);
        }
    }

    pub(super) fn respond(&mut self, now: Instant, server: u8, response: &Response<'_>) {
        if let Machine::Agent(agent) = &mut self.machine {
            self.watcher.respond(agent, now, server, response);
        }
        let Some(id) = nth(&self.servers, server) else { return };
        self.respond_to(now, id, response);
    }

    fn respond_to(&mut self, now: Instant, id: ServerId, response: &Response<'_>) {
        let sent = match &mut self.machine {
            Machine::Endpoint(it) => it.respond(now, id, response).is_ok(),
            Machine::Agent(it) => it.respond(now, id, response).is_ok(),
            Machine::Switch(it) => it.agent().respond(now, id, response).is_ok(),
        };
        if sent && response.code.is_final() {
            self.servers.retain(|it| *it != id);
        }
    }

    pub(super) fn ack(&mut self, now: Instant, dialog: u8, content: Option<Content<'_>>) {
        let Some(dialog) = nth(&self.dialogs, dialog) else { return };
        if let Some(agent) = self.agent() {
            let _ = agent.ack(now, dialog, None, content);
        }
    }

    pub(super) fn prack(&mut self, now: Instant, dialog: u8, content: Option<Content<'_>>) {
        let Some(dialog) = nth(&self.dialogs, dialog) else { return };
        if let Some(agent) = self.agent() {
            let _ = agent.prack(now, dialog, None, content);
        }
    }

    pub(super) fn bye(&mut self, now: Instant, dialog: u8) {
        if let (Machine::Agent(agent), true) = (&mut self.machine, self.dialogs.is_empty()) {
            self.watcher.unsubscribe(agent, now, dialog);
        }
        let Some(dialog) = nth(&self.dialogs, dialog) else { return };
        if let Some(agent) = self.agent() {
            let _ = agent.bye(now, dialog, None);
        }
    }

    pub(super) fn cancel(&mut self, now: Instant, number: u8) {
        let (call, client) = (nth(&self.calls, number), nth(&self.clients, number));
        match &mut self.machine {
            Machine::Agent(agent) if call.is_none() => self.watcher.refresh(agent, now, number),
            Machine::Agent(agent) => {
                let _ = call.map(|call| agent.cancel(now, call, None));
            }
            Machine::Endpoint(endpoint) => {
                let _ = client.map(|client| endpoint.cancel(now, client, None));
            }
            Machine::Switch(_) => {}
        }
    }

    /// Connects a call: by the place of a side of another, if that is what it asks for, or by ringing one or, with the mark, two.
    pub(super) fn connect(&mut self, now: Instant, bridge: u8, path: u8) {
        let Some(bridge) = nth(&self.bridges, bridge) else { return };
        if let Some(switch) = self.switch()
            && switch.replace(now, bridge).is_err()
        {
            let legs = [Leg::new(uri(), target(path)); 2];
            let _ = switch.ring(now, bridge, if path < MARK { &legs[..1] } else { &legs });
        }
    }

    pub(super) fn refuse(&mut self, now: Instant, bridge: u8, code: StatusCode) {
        let Some(bridge) = nth(&self.bridges, bridge) else { return };
        if let Some(switch) = self.switch() {
            let _ = switch.refuse(now, bridge, code, None);
        }
    }

    pub(super) fn hang_up(&mut self, now: Instant, bridge: u8) {
        let Some(bridge) = nth(&self.bridges, bridge) else { return };
        if let Some(switch) = self.switch() {
            let _ = switch.hang_up(now, bridge, None);
        }
    }

    /// The limits hold.
    pub(super) fn check(&mut self) {
        let (clients, servers) = self.endpoint().transactions();
        let most = MOST_TRANSACTIONS as usize;
        assert!(clients <= most && servers <= most, "{clients} and {servers} transactions");
        let dialogs = match &mut self.machine {
            Machine::Endpoint(_) => 0,
            Machine::Agent(it) => {
                let subscriptions = it.subscriptions();
                assert!(subscriptions <= 2 * MOST_SUBSCRIPTIONS as usize, "{subscriptions} subscriptions");
                it.dialogs()
            }
            Machine::Switch(it) => {
                assert!(it.calls() <= MOST_DIALOGS as usize, "{} calls", it.calls());
                it.agent().dialogs()
            }
        };
        assert!(dialogs <= MOST_DIALOGS as usize, "{dialogs} dialogs");
    }

    /// The owner ends all that there is, and all time goes by.
    pub(super) fn leave(&mut self, peer: &mut Peer, now: &mut Instant) {
        for _ in 0..2000 {
            self.drain();
            self.end_all(*now);
            self.send(peer);
            self.drain();
            let Some(next) = self.poll_timeout() else { break };
            *now = next.max(*now);
            self.handle_timeout(*now);
            self.check();
        }
        self.send(peer);
        self.drain();
        assert_eq!(self.endpoint().transactions(), (0, 0), "transactions are left");
        assert_eq!(self.poll_timeout(), None, "a timer is left");
        let left = match &mut self.machine {
            Machine::Endpoint(_) => (0, 0),
            Machine::Agent(it) => (it.dialogs(), 0),
            Machine::Switch(it) => (it.agent().dialogs(), it.calls()),
        };
        assert_eq!(left, (0, 0), "dialogs and calls are left");
        assert_eq!((self.calls.len(), self.bridges.len()), (0, 0), "calls whose end was not told");
        assert_eq!(self.dialogs.len(), 0, "dialogs whose end was not told");
        assert!(self.watcher.is_empty(), "subscriptions whose end was not told");
    }

    fn end_all(&mut self, now: Instant) {
        let gone = Response::new(StatusCode::SERVER_INTERNAL_ERROR);
        for id in self.servers.clone() {
            self.respond_to(now, id, &gone);
            self.servers.retain(|it| *it != id);
        }
        for client in std::mem::take(&mut self.clients) {
            let _ = self.endpoint().cancel(now, client, None);
        }
        for bridge in self.bridges.clone() {
            if let Some(switch) = self.switch() {
                let _ = switch.hang_up(now, bridge, None);
                let _ = switch.refuse(now, bridge, StatusCode::DECLINE, None);
            }
        }
        let (calls, dialogs) = (self.calls.clone(), self.dialogs.clone());
        let Machine::Agent(agent) = &mut self.machine else { return };
        self.watcher.leave(agent, now);
        for call in calls {
            let _ = agent.cancel(now, call, None);
        }
        for dialog in dialogs {
            let _ = agent.answer(now, dialog, &gone, false);
            let _ = agent.bye(now, dialog, None);
            // What an answer of its owner ends is told to nobody.
            if !agent.has_session(dialog) {
                self.dialogs.retain(|it| *it != dialog);
            }
        }
    }
}

/// Where requests go: by UDP or a connection.
const fn target(path: u8) -> Target {
    Target::new(if path & 1 == 0 { Transport::UDP } else { Transport::TCP }, FROM)
}
