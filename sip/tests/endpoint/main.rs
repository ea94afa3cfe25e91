//! The endpoint against a peer whose octets are written by hand, on a clock of the test's own.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod cancel;
mod client;
mod connections;
mod limits;
mod pings;
mod server;
mod targets;
mod unreachable;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::endpoint::{ClientId, Config, Event, PathId, ServerId, Source, Target};
use brivas_sip::header::Transport;
use brivas_sip::message::{Draft, Response};
use brivas_sip::uri::Uri;
use brivas_sip::{Endpoint, Message, Method, StatusCode};
use bytes::Bytes;

/// An endpoint with a UDP socket and a listener for TCP, and its clock.
struct Test {
    endpoint: Endpoint,
    udp: PathId,
    tcp: PathId,
    start: Instant,
    now: Instant,
}

fn peer() -> SocketAddr {
    "192.0.2.1:5062".parse().unwrap()
}

impl Test {
    fn new() -> Self {
        Self::with(Config::new())
    }

    #[allow(clippy::disallowed_methods)] // a test has a clock
    fn with(config: Config) -> Self {
        let now = Instant::now();
        let mut endpoint = Endpoint::new(Arc::new(config), [7; 32], now);
        let udp = endpoint.listen(Transport::UDP, b"192.0.2.9:5060").unwrap();
        let tcp = endpoint.listen(Transport::TCP, b"192.0.2.9:5060").unwrap();
        Self { endpoint, udp, tcp, start: now, now }
    }

    /// Lets timers run until this many milliseconds after the start.
    fn at(&mut self, millis: u64) {
        let end = self.start + Duration::from_millis(millis);
        while let Some(due) = self.endpoint.poll_timeout().filter(|due| *due <= end) {
            self.now = due;
            self.endpoint.handle_timeout(due);
        }
        self.now = end;
    }

    /// The milliseconds at which something is sent until it rests, and the first line of what.
    fn sends(&mut self) -> Vec<(u128, String)> {
        let mut all: Vec<_> = self.sent().iter().map(|message| (0, first_line(message))).collect();
        while let Some(due) = self.endpoint.poll_timeout() {
            self.now = due;
            self.endpoint.handle_timeout(due);
            let at = (due - self.start).as_millis();
            all.extend(self.sent().iter().map(|message| (at, first_line(message))));
        }
        all
    }

    fn datagram(&mut self, text: &str) {
        let octets = Bytes::copy_from_slice(text.as_bytes());
        self.endpoint.handle_datagram(self.now, self.udp, peer(), octets);
    }

    fn sent(&mut self) -> Vec<Message> {
        std::iter::from_fn(|| self.endpoint.poll_transmit())
            .map(|transmit| {
                let message = Message::read(transmit.octets).unwrap();
                assert_eq!(message.check(), Ok(()));
                message
            })
            .collect()
    }

    /// The one message that is sent.
    fn sent_one(&mut self) -> Message {
        let mut sent = self.sent();
        assert_eq!(sent.len(), 1, "{sent:?}");
        sent.remove(0)
    }

    fn events(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.endpoint.poll_event()).collect()
    }

    /// The one request that came.
    fn request(&mut self) -> (ServerId, Arc<Message>, Source) {
        let mut events = self.events();
        assert_eq!(events.len(), 1, "{events:?}");
        match events.remove(0) {
            Event::Request { id, request, source } => (id, request, source),
            other => panic!("{other:?}"),
        }
    }

    /// The statuses of the responses that came, and nothing else.
    fn responses(&mut self) -> Vec<u16> {
        let code = |event| match event {
            Event::Response { response, .. } => response.status().unwrap().code.0,
            other => panic!("{other:?}"),
        };
        self.events().into_iter().map(code).collect()
    }

    fn send(&mut self, method: Method<'_>) -> ClientId {
        self.endpoint.request(self.now, &draft(method), Target::new(Transport::UDP, peer())).unwrap()
    }

    fn respond(&mut self, id: ServerId, code: u16) {
        self.endpoint.respond(self.now, id, &Response::new(StatusCode(code))).unwrap();
    }

    /// The peer answers a request of ours.
    fn answer(&mut self, request: &Message, code: u16) {
        let octets = Response::new(StatusCode(code)).to_bytes(request, b"their-tag");
        self.endpoint.handle_datagram(self.now, self.udp, peer(), octets);
    }
}

fn first_line(message: &Message) -> String {
    let text = String::from_utf8_lossy(message.octets());
    let line = text.lines().next().unwrap();
    line.trim_start_matches("SIP/2.0 ").split(' ').next().unwrap().to_owned()
}

fn draft(method: Method<'_>) -> Draft {
    let mut draft = Draft::new(method, &Uri::read(b"sip:bob@example.com").unwrap());
    draft
        .put_text("Route", b"<sip:edge.example.com;lr>")
        .put_text("Max-Forwards", b"70")
        .put_text("From", b"<sip:alice@example.com>;tag=1")
        .put_text("To", b"<sip:bob@example.com>")
        .put_text("Call-ID", b"call")
        .put_text("CSeq", format!("7 {method}").as_bytes());
    draft
}

/// A request of the peer's, with this Via behind its protocol.
fn request_by(method: &str, via: &str) -> String {
    let cseq = if method == "ACK" { "ACK" } else { method };
    format!(
        "{method} sip:bob@192.0.2.9 SIP/2.0\r\nVia: SIP/2.0/{via}\r\nMax-Forwards: 70\r\n\
         From: <sip:alice@example.com>;tag=1\r\nTo: <sip:bob@example.com>\r\nCall-ID: theirs\r\n\
         CSeq: 3 {cseq}\r\nTimestamp: 54\r\nRecord-Route: <sip:edge.example.com;lr>\r\nContent-Length: 0\r\n\r\n"
    )
}

/// A request of the peer's from where it says that it is.
fn request(method: &str) -> String {
    request_by(method, "UDP 192.0.2.1:5062;branch=z9hG4bK1")
}
