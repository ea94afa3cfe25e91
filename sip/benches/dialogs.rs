//! What a request within a dialog costs a user agent that has a thousand dialogs, and one that has half a million: INFO read, told
//! and answered, in an order that no cache likes; and what a dialog takes.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)] // a benchmark has a clock and may fail loudly

use std::hint::black_box;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::{Config, Event};
use brivas_sip::endpoint::PathId;
use brivas_sip::header::{To, Transport};
use brivas_sip::message::Response;
use brivas_sip::{Message, StatusCode, UserAgent};
use bytes::Bytes;

const DIALOGS: [u32; 2] = [1_000, 500_000];
/// Requests in one measurement.
const REQUESTS: u32 = 20_000;
/// Measurements, the middle one of which counts.
const ROUNDS: usize = 9;

/// A user agent, and the tags of its dialogs.
struct Called {
    agent: UserAgent,
    path: PathId,
    now: Instant,
    tags: Vec<[u8; 16]>,
    sent: u32,
}

fn from() -> SocketAddr {
    "192.0.2.1:5060".parse().unwrap()
}

fn request(method: &str, call: u32, cseq: u32, tag: &[u8]) -> Bytes {
    let tag = if tag.is_empty() { String::new() } else { format!(";tag={}", String::from_utf8_lossy(tag)) };
    Bytes::from(format!(
        "{method} sip:bob@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{method}{call}-{cseq}\r\n\
         Max-Forwards: 70\r\nFrom: \"Alice\" <sip:alice@192.0.2.1>;tag=a{call}\r\nTo: <sip:bob@192.0.2.2>{tag}\r\n\
         Call-ID: {call}@192.0.2.1\r\nCSeq: {cseq} {}\r\nContact: <sip:alice@192.0.2.1:5060>\r\nContent-Length: 0\r\n\r\n",
        method,
    ))
}

impl Called {
    /// One that has accepted so many calls.
    fn with(dialogs: u32) -> Self {
        let now = Instant::now();
        let mut config = Config::new();
        config.set_max_dialogs(dialogs);
        let mut agent = UserAgent::new(Arc::new(config), [7; 32], now);
        let path = agent.endpoint().listen(Transport::UDP, b"192.0.2.2:5060").unwrap();
        let mut called = Self { agent, path, now, tags: Vec::new(), sent: 1 };
        for call in 0..dialogs {
            called.accept(call);
            if call % 10_000 == 0 {
                called.rest();
            }
        }
        called.rest();
        called
    }

    fn accept(&mut self, call: u32) {
        self.agent.handle_datagram(self.now, self.path, from(), request("INVITE", call, 1, b""));
        let Some(Event::Incoming { dialog, .. }) = self.agent.poll_event() else { panic!() };
        self.agent.answer(self.now, dialog, &Response::new(StatusCode::OK), false).unwrap();
        let ok = Message::read(self.agent.poll_transmit().unwrap().octets).unwrap();
        let tag: [u8; 16] = ok.need::<To<'_>>().unwrap().tag.unwrap().try_into().unwrap();
        self.tags.push(tag);
        self.agent.handle_datagram(self.now, self.path, from(), request("ACK", call, 1, &tag));
        assert!(matches!(self.agent.poll_event(), Some(Event::Acknowledged { .. })));
    }

    /// Lets all transactions end.
    fn rest(&mut self) {
        self.now += Duration::from_secs(65);
        self.agent.handle_timeout(self.now);
        assert_eq!(self.agent.endpoint().transactions(), (0, 0));
    }

    /// The time of one request and its answer.
    fn round(&mut self) -> Duration {
        let dialogs = u32::try_from(self.tags.len()).unwrap();
        let requests: Vec<_> = (0..REQUESTS)
            .map(|_| {
                self.sent += 1;
                let call = self.sent.wrapping_mul(2_654_435_761) % dialogs;
                request("INFO", call, self.sent, &self.tags[call as usize])
            })
            .collect();
        let start = Instant::now();
        for octets in &requests {
            self.agent.handle_datagram(self.now, self.path, from(), octets.clone());
            let Some(Event::Request { id, dialog: Some(_), .. }) = self.agent.poll_event() else { panic!() };
            self.agent.respond(self.now, id, &Response::new(StatusCode::OK)).unwrap();
            black_box(self.agent.poll_transmit().unwrap());
        }
        let time = start.elapsed();
        self.rest();
        time / REQUESTS
    }
}

fn main() {
    let mut first = None;
    for dialogs in DIALOGS {
        let mut called = None;
        let memory = allocation_counter::measure(|| called = Some(Called::with(dialogs)));
        let mut called = called.unwrap();
        let octets = memory.bytes_current / i64::from(dialogs);
        let mut times: Vec<_> = (0..ROUNDS).map(|_| called.round()).collect();
        times.sort();
        let time = times[ROUNDS / 2];
        let ratio = time.as_secs_f64() / first.get_or_insert(time).as_secs_f64();
        println!("{dialogs} dialogs: {octets} octets each, {time:?} a request, {ratio:.2} times");
    }
}
