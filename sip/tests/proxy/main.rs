//! A proxy between peers whose octets are written by hand, on a clock of the test's own; and with user agents around it.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod ack;
mod best;
mod cancel;
mod checks;
mod failover;
mod flows;
mod forks;
mod limits;
mod loops;
mod network;
mod onward;
mod properties;
mod redirect;
mod routes;
mod stateless;
mod torture;
mod trapezoid;
mod world;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::endpoint::{PathId, Source};
use brivas_sip::header::{HeaderName, Transport, Via};
use brivas_sip::message::Response;
use brivas_sip::proxy::{BranchId, Config, ContextId, Event, ForkTarget};
use brivas_sip::uri::Uri;
use brivas_sip::{Message, Proxy, StatusCode};
use bytes::Bytes;

/// A proxy with sockets in two networks and a listener for TCP, and its clock.
struct Test {
    proxy: Proxy,
    udp: PathId,
    tcp: PathId,
    inner: PathId,
    start: Instant,
    now: Instant,
}

fn address(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

/// Whoever sends the requests.
fn caller() -> SocketAddr {
    address("192.0.2.1:5060")
}

/// One of those whom the requests are for.
fn callee(number: u8) -> SocketAddr {
    SocketAddr::new([192, 0, 2, 100 + number].into(), 5060)
}

fn target(number: u8) -> ForkTarget {
    let uri = format!("sip:bob@{}", callee(number));
    ForkTarget::new(&Uri::read(uri.as_bytes()).unwrap())
}

impl Test {
    fn new() -> Self {
        Self::with(&Config::new())
    }

    #[allow(clippy::disallowed_methods)] // a test has a clock
    fn with(config: &Config) -> Self {
        let now = Instant::now();
        let mut proxy = Proxy::new(Arc::new(config.clone()), [7; 32], now);
        let udp = proxy.endpoint().listen(Transport::UDP, b"192.0.2.9:5060").unwrap();
        let tcp = proxy.endpoint().listen(Transport::TCP, b"192.0.2.9:5060").unwrap();
        let inner = proxy.endpoint().listen(Transport::UDP, b"[2001:db8::9]:5060").unwrap();
        Self { proxy, udp, tcp, inner, start: now, now }
    }

    /// Lets timers run until this many milliseconds after the start.
    fn at(&mut self, millis: u64) {
        let end = self.start + Duration::from_millis(millis);
        while let Some(due) = self.proxy.poll_timeout().filter(|due| *due <= end) {
            self.now = self.now.max(due);
            self.proxy.handle_timeout(due);
        }
        self.now = end;
    }

    fn from(&mut self, peer: SocketAddr, octets: impl Into<Bytes>) {
        let path = if peer.is_ipv4() { self.udp } else { self.inner };
        self.proxy.handle_datagram(self.now, path, peer, octets.into());
    }

    fn call(&mut self, text: &str) {
        self.from(caller(), text.to_owned());
    }

    fn sent(&mut self) -> Vec<(SocketAddr, Message)> {
        std::iter::from_fn(|| self.proxy.poll_transmit())
            .map(|transmit| {
                let message = Message::read(transmit.octets).unwrap();
                assert_eq!(message.check(), Ok(()));
                (transmit.to, message)
            })
            .collect()
    }

    /// The one message that is sent.
    fn sent_one(&mut self) -> (SocketAddr, Message) {
        let mut sent = self.sent();
        assert_eq!(sent.len(), 1, "{sent:?}");
        sent.remove(0)
    }

    /// What is sent, in short: the last number of the address, and what.
    fn log(&mut self) -> String {
        let short = |(to, message): &(SocketAddr, Message)| {
            let host = to.ip().to_string();
            let number: u8 = host.rsplit(['.', ':']).next().unwrap().parse().unwrap();
            format!("{}>{}", what(message), number)
        };
        self.sent().iter().map(short).collect::<Vec<_>>().join(" ")
    }

    fn events(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.proxy.poll_event()).collect()
    }

    /// The one request that the owner is asked for.
    fn request(&mut self) -> (ContextId, Arc<Message>, Source) {
        let mut events = self.events();
        assert_eq!(events.len(), 1, "{events:?}");
        match events.remove(0) {
            Event::Request { context, request, source } => (context, request, source),
            other => panic!("{other:?}"),
        }
    }

    /// The one name that the owner is asked for.
    fn resolve(&mut self) -> (BranchId, String) {
        let mut events = self.events();
        assert_eq!(events.len(), 1, "{events:?}");
        match events.remove(0) {
            Event::Resolve { branch, uri } => (branch, uri.get().to_string()),
            other => panic!("{other:?}"),
        }
    }

    /// The caller's request goes to these groups: what is sent.
    fn fork(&mut self, text: &str, groups: &[&[u8]]) -> (ContextId, Vec<Message>) {
        self.call(text);
        let (context, ..) = self.request();
        let groups: Vec<Vec<_>> =
            groups.iter().map(|group| group.iter().map(|number| target(*number)).collect()).collect();
        let groups: Vec<&[ForkTarget]> = groups.iter().map(Vec::as_slice).collect();
        self.proxy.forward(self.now, context, &groups).unwrap();
        (context, self.sent().into_iter().map(|(_, message)| message).collect())
    }

    /// A callee answers what was sent to it.
    fn answer(&mut self, number: u8, request: &Message, code: u16) {
        let tag = format!("tag{number}");
        let octets = Response::new(StatusCode(code)).to_bytes(request, tag.as_bytes());
        self.from(callee(number), octets);
    }

    /// The status of the one response that goes back.
    fn back(&mut self) -> u16 {
        let sent = self.sent();
        let mut codes = sent.iter().filter_map(|(_, message)| message.status()).map(|status| status.code.0);
        let code = codes.next().unwrap();
        assert_eq!(codes.next(), None, "{sent:?}");
        code
    }

    /// Nothing is left once all time is over.
    fn nothing_is_left(&mut self) {
        let far = u64::try_from((self.now - self.start).as_millis()).unwrap() + 300_000;
        self.at(far);
        self.events();
        assert_eq!(self.proxy.contexts(), (0, 0));
        assert_eq!(self.proxy.endpoint().transactions(), (0, 0));
        assert_eq!(self.proxy.poll_timeout(), None);
    }
}

fn what(message: &Message) -> String {
    match message.status() {
        Some(status) => status.code.0.to_string(),
        None => message.method().unwrap().to_string(),
    }
}

/// A request of the caller's, with more rows.
fn request_with(method: &str, uri: &str, rows: &str) -> String {
    format!(
        "{method} {uri} SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKcaller\r\n{rows}\
         From: <sip:alice@example.com>;tag=a\r\nTo: <sip:bob@example.com>\r\nCall-ID: call\r\n\
         CSeq: 3 {method}\r\nContact: <sip:alice@192.0.2.1>\r\nContent-Length: 0\r\n\r\n"
    )
}

fn request(method: &str) -> String {
    request_with(method, "sip:bob@example.com", "Max-Forwards: 70\r\n")
}

/// The same within a dialog.
fn in_dialog(method: &str, uri: &str, rows: &str) -> String {
    request_with(method, uri, rows).replace("To: <sip:bob@example.com>", "To: <sip:bob@example.com>;tag=b")
}

fn values(message: &Message, name: HeaderName) -> Vec<String> {
    let values = message.rows(name).flat_map(|row| row.values());
    values.map(|(_, value)| String::from_utf8_lossy(value).into_owned()).collect()
}

fn uri_of(message: &Message) -> String {
    String::from_utf8_lossy(message.request().unwrap().request_uri).into_owned()
}
