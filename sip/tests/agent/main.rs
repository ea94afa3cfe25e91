//! Two user agents that call each other on a clock of the test's own, and one against a peer whose octets are written by hand.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod begin;
mod checks;
mod end;
mod facts;
mod forks;
mod notifier;
mod races;
mod refer;
mod reliable;
mod sessions;
mod subscriptions;
mod timers;
mod usages;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::{CallId, Config, Content, DialogId, Event, Invite};
use brivas_sip::endpoint::{PathId, Target};
use brivas_sip::header::{HeaderField, HeaderName, To, Transport};
use brivas_sip::message::{Response, Rows};
use brivas_sip::uri::Uri;
use brivas_sip::{Message, StatusCode, UserAgent};
use bytes::Bytes;

/// One of the two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    A,
    B,
}
use Side::{A, B};

/// Two user agents and the network between them.
struct Pair {
    agents: [UserAgent; 2],
    paths: [PathId; 2],
    start: Instant,
    now: Instant,
    /// What has gone over the network: `INVITE>` from A to B, `<180` back.
    log: Vec<String>,
    /// What is lost on its way, by how it stands in the log.
    lost: Vec<&'static str>,
    last: Option<Message>,
}

fn address(side: Side) -> SocketAddr {
    match side {
        A => "192.0.2.1:5060".parse().unwrap(),
        B => "192.0.2.2:5060".parse().unwrap(),
    }
}

fn offer() -> Bytes {
    Bytes::from_static(b"v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n")
}

fn sdp_rows() -> Rows {
    let mut rows = Rows::new();
    rows.put_text("Content-Type", b"application/sdp");
    rows
}

impl Pair {
    fn new() -> Self {
        Self::with(Config::new(), Config::new())
    }

    #[allow(clippy::disallowed_methods)] // a test has a clock
    fn with(a: Config, b: Config) -> Self {
        let now = Instant::now();
        let mut agents =
            [UserAgent::new(Arc::new(a), [1; 32], now), UserAgent::new(Arc::new(b), [2; 32], now)];
        let paths = [A, B].map(|side| {
            let sent_by = address(side).to_string();
            agents[side as usize].endpoint().listen(Transport::UDP, sent_by.as_bytes()).unwrap()
        });
        Self { agents, paths, start: now, now, log: Vec::new(), lost: Vec::new(), last: None }
    }

    fn agent(&mut self, side: Side) -> &mut UserAgent {
        &mut self.agents[side as usize]
    }

    /// Gives one side octets as if from the other.
    fn give(&mut self, to: Side, text: &str) {
        let (now, path) = (self.now, self.paths[to as usize]);
        let from = if to == A { B } else { A };
        self.agent(to).handle_datagram(now, path, address(from), Bytes::copy_from_slice(text.as_bytes()));
    }

    /// The next message that one side sends, which does not arrive.
    fn sent(&mut self, side: Side) -> Message {
        Message::read(self.agent(side).poll_transmit().unwrap().octets).unwrap()
    }

    /// Carries messages until none is on its way.
    fn run(&mut self) {
        loop {
            let mut was_idle = true;
            for (from, to) in [(A, B), (B, A)] {
                while let Some(sent) = self.agent(from).poll_transmit() {
                    was_idle = false;
                    assert_eq!(sent.to, address(to));
                    let message = Message::read(sent.octets.clone()).unwrap();
                    assert_eq!(message.check(), Ok(()));
                    let entry = entry(from, &message);
                    self.last = Some(message);
                    let lost = self.lost.iter().position(|lost| *lost == entry);
                    self.log.push(entry);
                    if let Some(lost) = lost {
                        self.lost.remove(lost);
                        continue;
                    }
                    let (now, path) = (self.now, self.paths[to as usize]);
                    self.agent(to).handle_datagram(now, path, address(from), sent.octets);
                }
            }
            if was_idle {
                return;
            }
        }
    }

    /// Lets time pass until this many milliseconds after the start, and messages go.
    fn at(&mut self, millis: u64) {
        let end = self.start + Duration::from_millis(millis);
        self.run();
        while let Some(due) =
            self.agents.iter().filter_map(UserAgent::poll_timeout).min().filter(|due| *due <= end)
        {
            self.now = self.now.max(due);
            for side in [A, B] {
                let now = self.now;
                self.agent(side).handle_timeout(now);
            }
            self.run();
        }
        self.now = end;
    }

    /// What has gone since the last time that this was asked.
    fn log(&mut self) -> String {
        self.run();
        std::mem::take(&mut self.log).join(" ")
    }

    fn events(&mut self, side: Side) -> Vec<Event> {
        self.run();
        std::iter::from_fn(|| self.agent(side).poll_event()).collect()
    }

    /// The one thing that has happened on this side.
    fn event(&mut self, side: Side) -> Event {
        let mut events = self.events(side);
        assert_eq!(events.len(), 1, "{events:?}");
        events.remove(0)
    }

    fn call_with(&mut self, rows: Option<&Rows>, body: Option<&Bytes>) -> CallId {
        let alice = brivas_sip::header::NameAddr::new(Uri::read(b"sip:alice@192.0.2.1").unwrap());
        let bob = brivas_sip::header::NameAddr::new(Uri::read(b"sip:bob@192.0.2.2").unwrap());
        let invite = Invite { rows, content: body.map(Content::sdp), ..Invite::new(bob.uri, alice, bob) };
        let (now, target) = (self.now, Target::new(Transport::UDP, address(B)));
        self.agent(A).invite(now, &invite, target).unwrap()
    }

    /// A calls B, which hears of it.
    fn call(&mut self) -> (CallId, DialogId) {
        let call = self.call_with(None, Some(&offer()));
        match self.event(B) {
            Event::Incoming { dialog, .. } => (call, dialog),
            other => panic!("{other:?}"),
        }
    }

    fn answer(&mut self, side: Side, dialog: DialogId, code: u16) {
        let (rows, body) = (sdp_rows(), offer());
        let plain = Response::new(StatusCode(code));
        let response = if code == 200 { Response { rows: Some(&rows), body: &body, ..plain } } else { plain };
        let now = self.now;
        self.agent(side).answer(now, dialog, &response, false).unwrap();
    }

    /// A talks with B: the dialogs of both.
    fn talk(&mut self) -> (DialogId, DialogId) {
        let (_, theirs) = self.call();
        self.answer(B, theirs, 200);
        let ours = match self.event(A) {
            Event::Answered { dialog, .. } => dialog,
            other => panic!("{other:?}"),
        };
        self.ack(A, ours);
        assert!(matches!(self.event(B), Event::Acknowledged { .. }));
        self.log();
        (ours, theirs)
    }

    fn ack(&mut self, side: Side, dialog: DialogId) {
        let now = self.now;
        self.agent(side).ack(now, dialog, None, None).unwrap();
    }

    /// Nothing is left on either side, once all time is over.
    fn nothing_is_left(&mut self) {
        let far = u64::try_from((self.now - self.start).as_millis()).unwrap() + 100_000;
        self.at(far);
        for side in [A, B] {
            assert_eq!(self.agent(side).dialogs(), 0, "{side:?}");
            assert_eq!(self.agent(side).endpoint().transactions(), (0, 0), "{side:?}");
        }
    }
}

fn entry(from: Side, message: &Message) -> String {
    let what = match message.status() {
        Some(status) => status.code.0.to_string(),
        None => message.method().unwrap().to_string(),
    };
    if from == A { format!("{what}>") } else { format!("<{what}") }
}

fn value(message: &Message, name: HeaderName) -> Option<String> {
    message.rows(name).next().map(|row| String::from_utf8_lossy(row.value).into_owned())
}

fn tag(message: &Message) -> Vec<u8> {
    message.need::<To<'_>>().unwrap().tag.unwrap_or_default().to_vec()
}

fn rows<'a, H: HeaderField<'a>>(value: &H) -> Rows {
    let mut rows = Rows::new();
    rows.put(value);
    rows
}
