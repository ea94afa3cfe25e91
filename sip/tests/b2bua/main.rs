//! A back-to-back user agent between two user agents, on a clock of the test's own.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod begin;
mod end;
mod hidden;
mod replace;
mod ring;
mod within;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::{self, CallId, Content, DialogId, Invite};
use brivas_sip::b2bua::{BridgeId, Config, Event, Leg};
use brivas_sip::endpoint::{PathId, Target};
use brivas_sip::header::{HeaderName, NameAddr, Transport};
use brivas_sip::message::{Response, Rows};
use brivas_sip::uri::Uri;
use brivas_sip::{B2bua, Message, StatusCode, UserAgent};
use bytes::Bytes;

/// Alice calls through the middle, Bob and Carol are called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Who {
    Alice,
    Middle,
    Bob,
    Carol,
}
use Who::{Alice, Bob, Carol, Middle};

const ALL: [Who; 4] = [Alice, Middle, Bob, Carol];

fn address(who: Who) -> SocketAddr {
    format!("192.0.2.{}:5060", who as u8 + 1).parse().unwrap()
}

fn who(address: SocketAddr) -> Who {
    *ALL.iter().find(|who| self::address(**who) == address).unwrap()
}

/// All of them and the network between.
struct Net {
    agents: [UserAgent; 3],
    middle: B2bua,
    paths: [PathId; 4],
    start: Instant,
    now: Instant,
    /// What has gone: `A:INVITE` from Alice to the middle, `b:INVITE` from there to Bob.
    log: Vec<String>,
    last: Vec<(Who, Who, Message)>,
    /// The call that came last.
    last_incoming: Option<BridgeId>,
}

fn offer(name: &str) -> Bytes {
    let text = format!(
        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns={name}\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n"
    );
    Bytes::from(text)
}

impl Net {
    fn new() -> Self {
        Self::with([agent::Config::new(), agent::Config::new(), agent::Config::new()])
    }

    fn with(configs: [agent::Config; 3]) -> Self {
        Self::around(Config::new(), configs)
    }

    #[allow(clippy::disallowed_methods)] // a test has a clock
    fn around(middle: Config, configs: [agent::Config; 3]) -> Self {
        let now = Instant::now();
        let mut seed = 0;
        let mut agents = configs.map(|config| {
            seed += 1;
            UserAgent::new(Arc::new(config), [seed; 32], now)
        });
        let mut middle = B2bua::new(Arc::new(middle), [9; 32], now);
        let paths = ALL.map(|who| {
            let name = address(who).to_string();
            let endpoint = match who {
                Alice => agents[0].endpoint(),
                Bob => agents[1].endpoint(),
                Carol => agents[2].endpoint(),
                Middle => middle.agent().endpoint(),
            };
            endpoint.listen(Transport::UDP, name.as_bytes()).unwrap()
        });
        Self {
            agents,
            middle,
            paths,
            start: now,
            now,
            log: Vec::new(),
            last: Vec::new(),
            last_incoming: None,
        }
    }

    fn agent(&mut self, who: Who) -> &mut UserAgent {
        match who {
            Alice => &mut self.agents[0],
            Bob => &mut self.agents[1],
            Carol => &mut self.agents[2],
            Middle => self.middle.agent(),
        }
    }

    /// Carries messages until none is on its way.
    fn run(&mut self) {
        loop {
            let mut was_idle = true;
            for from in ALL {
                while let Some(sent) = if from == Middle {
                    self.middle.poll_transmit()
                } else {
                    self.agent(from).poll_transmit()
                } {
                    was_idle = false;
                    let to = who(sent.to);
                    let message = Message::read(sent.octets.clone()).unwrap();
                    assert_eq!(message.check(), Ok(()));
                    self.log.push(entry(from, to, &message));
                    self.last.push((from, to, message));
                    let (now, path) = (self.now, self.paths[to as usize]);
                    match to {
                        Middle => self.middle.handle_datagram(now, path, address(from), sent.octets),
                        to => self.agent(to).handle_datagram(now, path, address(from), sent.octets),
                    }
                }
            }
            if was_idle {
                return;
            }
        }
    }

    fn at(&mut self, millis: u64) {
        let end = self.start + Duration::from_millis(millis);
        self.run();
        loop {
            let due = self
                .agents
                .iter()
                .filter_map(UserAgent::poll_timeout)
                .chain(self.middle.poll_timeout())
                .min();
            let Some(due) = due.filter(|due| *due <= end) else { break };
            self.now = self.now.max(due);
            let now = self.now;
            self.agents.iter_mut().for_each(|agent| agent.handle_timeout(now));
            self.middle.handle_timeout(now);
            self.run();
        }
        self.now = end;
    }

    fn log(&mut self) -> String {
        self.run();
        std::mem::take(&mut self.log).join(" ")
    }

    /// The last message that one has sent to the other whose first line begins so.
    fn message(&self, from: Who, to: Who, first: &str) -> &Message {
        let is_it = |sent: &&(Who, Who, Message)| {
            sent.0 == from && sent.1 == to && sent.2.octets().starts_with(first.as_bytes())
        };
        &self.last.iter().rev().find(is_it).unwrap().2
    }

    fn events(&mut self, who: Who) -> Vec<agent::Event> {
        self.run();
        std::iter::from_fn(|| self.agent(who).poll_event()).collect()
    }

    fn event(&mut self, who: Who) -> agent::Event {
        let mut events = self.events(who);
        assert_eq!(events.len(), 1, "{events:?}");
        events.remove(0)
    }

    fn bridge_events(&mut self) -> Vec<Event> {
        self.run();
        let events: Vec<_> = std::iter::from_fn(|| self.middle.poll_event()).collect();
        for event in &events {
            if let Event::Incoming { bridge, .. } = event {
                self.last_incoming = Some(*bridge);
            }
        }
        events
    }

    fn bridge_event(&mut self) -> Event {
        let mut events = self.bridge_events();
        assert_eq!(events.len(), 1, "{events:?}");
        events.remove(0)
    }

    fn call(&mut self, rows: Option<&Rows>, body: Option<&Bytes>) -> (CallId, BridgeId) {
        let alice = NameAddr::new(Uri::read(b"sip:alice@home.example.com").unwrap());
        let bob = NameAddr::new(Uri::read(b"sip:bob@192.0.2.2").unwrap());
        let invite = Invite { rows, content: body.map(Content::sdp), ..Invite::new(bob.uri, alice, bob) };
        let (now, target) = (self.now, Target::new(Transport::UDP, address(Middle)));
        let call = self.agent(Alice).invite(now, &invite, target).unwrap();
        match self.bridge_event() {
            Event::Incoming { bridge, .. } => (call, bridge),
            other => panic!("{other:?}"),
        }
    }

    /// The middle tries somebody.
    fn connect(&mut self, bridge: BridgeId, to: Who) {
        let uri = format!("sip:4711@{}", address(to));
        let leg = Leg::new(Uri::read(uri.as_bytes()).unwrap(), Target::new(Transport::UDP, address(to)));
        let now = self.now;
        self.middle.connect(now, bridge, &leg).unwrap();
        self.run();
    }

    /// Bob and Carol ring at once.
    fn ring(&mut self, bridge: BridgeId) {
        let uris = [Bob, Carol].map(|to| format!("sip:4711@{}", address(to)));
        let leg = |to: Who, uri| Leg::new(Uri::read(uri).unwrap(), Target::new(Transport::UDP, address(to)));
        let legs = [leg(Bob, uris[0].as_bytes()), leg(Carol, uris[1].as_bytes())];
        let now = self.now;
        self.middle.ring(now, bridge, &legs).unwrap();
        self.run();
    }

    /// Somebody else calls through the middle.
    fn call_by(&mut self, who: Who, rows: &Rows, body: Option<&Bytes>) -> CallId {
        let from = NameAddr::new(Uri::read(b"sip:someone@home.example.com").unwrap());
        let to = NameAddr::new(Uri::read(b"sip:alice@192.0.2.2").unwrap());
        let invite =
            Invite { rows: Some(rows), content: body.map(Content::sdp), ..Invite::new(to.uri, from, to) };
        let (now, target) = (self.now, Target::new(Transport::UDP, address(Middle)));
        let call = self.agent(who).invite(now, &invite, target).unwrap();
        self.run();
        call
    }

    fn ack(&mut self, who: Who, dialog: DialogId, sdp: Option<&str>) {
        let (now, body) = (self.now, sdp.map(offer));
        self.agent(who).ack(now, dialog, None, body.as_ref().map(Content::sdp)).unwrap();
        self.run();
    }

    /// The 2xx that somebody who calls has: his dialog, and what it says of the session.
    fn answered(&mut self, who: Who) -> (DialogId, Arc<Message>) {
        let events = self.events(who);
        let answered = events.iter().find_map(|event| match event {
            agent::Event::Answered { dialog, response, .. } => Some((*dialog, response.clone())),
            _ => None,
        });
        answered.unwrap_or_else(|| panic!("{events:?}"))
    }

    /// The INVITE by which the session of somebody is changed.
    fn changed(&mut self, who: Who) -> Arc<Message> {
        let events = self.events(who);
        let changed = events.iter().find_map(|event| match event {
            agent::Event::Reinvite { request, .. } => Some(request.clone()),
            _ => None,
        });
        changed.unwrap_or_else(|| panic!("{events:?}"))
    }

    /// The INVITE that came to somebody.
    fn incoming(&mut self, who: Who) -> (DialogId, Arc<Message>) {
        match self.event(who) {
            agent::Event::Incoming { dialog, request, .. } => (dialog, request),
            other => panic!("{other:?}"),
        }
    }

    fn answer(&mut self, who: Who, dialog: DialogId, code: u16, sdp: Option<&str>, is_reliable: bool) {
        let mut rows = Rows::new();
        let body = sdp.map(offer).unwrap_or_default();
        if sdp.is_some() {
            rows.put_text("Content-Type", b"application/sdp");
        }
        let response = Response { rows: Some(&rows), body: &body, ..Response::new(StatusCode(code)) };
        let now = self.now;
        self.agent(who).answer(now, dialog, &response, is_reliable).unwrap();
        self.run();
    }

    /// Alice talks with Bob: the call, her dialog and his.
    fn talk(&mut self) -> (BridgeId, DialogId, DialogId) {
        let (_, bridge) = self.call(None, Some(&offer("alice")));
        self.connect(bridge, Bob);
        let (bobs, _) = self.incoming(Bob);
        self.answer(Bob, bobs, 200, Some("bob"), false);
        let alices = match self.event(Alice) {
            agent::Event::Answered { dialog, .. } => dialog,
            other => panic!("{other:?}"),
        };
        let now = self.now;
        self.agent(Alice).ack(now, alices, None, None).unwrap();
        self.run();
        self.bridge_events();
        assert!(matches!(self.event(Bob), agent::Event::Acknowledged { .. }));
        self.log();
        (bridge, alices, bobs)
    }

    fn nothing_is_left(&mut self) {
        let far = u64::try_from((self.now - self.start).as_millis()).unwrap() + 100_000;
        self.at(far);
        self.bridge_events();
        assert_eq!(self.middle.calls(), 0);
        for who in ALL {
            assert_eq!(self.agent(who).dialogs(), 0, "{who:?}");
            assert_eq!(self.agent(who).endpoint().transactions(), (0, 0), "{who:?}");
        }
    }
}

/// Who has sent to the middle by a capital, or to whom the middle has sent by a small letter, and what.
fn entry(from: Who, to: Who, message: &Message) -> String {
    let name = |who: Who| format!("{who:?}").chars().next().unwrap();
    let letter = if from == Middle { name(to).to_ascii_lowercase() } else { name(from) };
    let what = match message.status() {
        Some(status) => status.code.0.to_string(),
        None => message.method().unwrap().to_string(),
    };
    format!("{letter}:{what}")
}

fn value(message: &Message, name: HeaderName) -> Option<String> {
    message.rows(name).next().map(|row| String::from_utf8_lossy(row.value).into_owned())
}

fn subject(message: &Message) -> String {
    let text = String::from_utf8_lossy(message.body()).into_owned();
    text.lines().find_map(|line| line.strip_prefix("s=")).unwrap_or_default().to_owned()
}
