//! What a call costs a user agent that is called: INVITE, 180, 200, ACK, BYE, 200, as datagrams made before; and what a response
//! costs. Beside them the floor: the same octets copied.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)] // a benchmark has a clock and may fail loudly

use std::hint::black_box;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::{Config, Event};
use brivas_sip::endpoint::PathId;
use brivas_sip::header::{To, Transport};
use brivas_sip::message::{Response, Rows};
use brivas_sip::{Message, StatusCode, UserAgent};
use bytes::Bytes;
use criterion::{Criterion, criterion_group, criterion_main};

/// Calls at a time, all under way at once.
const CALLS: usize = 500;
const SDP: &[u8] =
    b"v=0\r\no=- 1 1 IN IP4 192.0.2.2\r\ns=-\r\nc=IN IP4 192.0.2.2\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n";

/// A user agent that is called, and where its clock stands.
struct Called {
    agent: UserAgent,
    path: PathId,
    now: Instant,
    rows: Rows,
}

fn from() -> SocketAddr {
    "192.0.2.1:5060".parse().unwrap()
}

impl Called {
    fn new() -> Self {
        let now = Instant::now();
        let mut agent = UserAgent::new(Arc::new(Config::new()), [7; 32], now);
        let path = agent.endpoint().listen(Transport::UDP, b"192.0.2.2:5060").unwrap();
        let mut rows = Rows::new();
        rows.put_text("Content-Type", b"application/sdp");
        Self { agent, path, now, rows }
    }

    fn take(&mut self, octets: &Bytes) {
        self.agent.handle_datagram(self.now, self.path, from(), octets.clone());
    }

    /// INVITE, 180 and 200, which is given.
    fn begin(&mut self, invite: &Bytes) -> Bytes {
        self.take(invite);
        let Some(Event::Incoming { dialog, .. }) = self.agent.poll_event() else { panic!() };
        self.agent.answer(self.now, dialog, &Response::new(StatusCode::RINGING), false).unwrap();
        let ok = Response { rows: Some(&self.rows), body: SDP, ..Response::new(StatusCode::OK) };
        self.agent.answer(self.now, dialog, &ok, false).unwrap();
        black_box(self.agent.poll_transmit().unwrap());
        self.agent.poll_transmit().unwrap().octets
    }

    /// ACK, BYE and 200.
    fn end(&mut self, [ack, bye]: &[Bytes; 2]) {
        self.take(ack);
        assert!(matches!(self.agent.poll_event(), Some(Event::Acknowledged { .. })));
        self.take(bye);
        assert!(matches!(self.agent.poll_event(), Some(Event::Ended { .. })));
        black_box(self.agent.poll_transmit().unwrap());
    }

    /// Lets all transactions end.
    fn rest(&mut self) {
        self.now += Duration::from_secs(65);
        self.agent.handle_timeout(self.now);
        assert_eq!(self.agent.endpoint().transactions(), (0, 0));
    }

    /// All calls at once: the time that they take the user agent, and not whoever calls.
    fn run(&mut self, invites: &[Bytes], mut measure: impl FnMut(&mut dyn FnMut())) {
        let mut accepted = Vec::with_capacity(CALLS);
        measure(&mut || accepted.extend(invites.iter().map(|invite| self.begin(invite))));
        let rest: Vec<_> =
            accepted.drain(..).enumerate().map(|(number, ok)| ack_and_bye(number, ok)).collect();
        measure(&mut || rest.iter().for_each(|rest| self.end(rest)));
        measure(&mut || self.rest());
    }
}

fn request(method: &str, number: usize, cseq: u32, to_tag: &str, body: &[u8]) -> Bytes {
    let kind = if body.is_empty() { "" } else { "Content-Type: application/sdp\r\n" };
    let head = format!(
        "{method} sip:bob@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{method}{number}\r\n\
         Max-Forwards: 70\r\nFrom: \"Alice\" <sip:alice@192.0.2.1>;tag=a{number}\r\nTo: <sip:bob@192.0.2.2>{to_tag}\r\n\
         Call-ID: {number}@192.0.2.1\r\nCSeq: {cseq} {method}\r\nContact: <sip:alice@192.0.2.1:5060>\r\n\
         Allow: INVITE, ACK, BYE, CANCEL, OPTIONS\r\n{kind}Content-Length: {}\r\n\r\n",
        body.len()
    );
    Bytes::from([head.as_bytes(), body].concat())
}

/// What the caller sends after this 200.
fn ack_and_bye(number: usize, ok: Bytes) -> [Bytes; 2] {
    let ok = Message::read(ok).unwrap();
    let tag = String::from_utf8_lossy(ok.need::<To<'_>>().unwrap().tag.unwrap()).into_owned();
    let tag = format!(";tag={tag}");
    [request("ACK", number, 1, &tag, b""), request("BYE", number, 2, &tag, b"")]
}

fn calling(criterion: &mut Criterion) {
    let invites: Vec<_> = (0..CALLS).map(|number| request("INVITE", number, 1, "", SDP)).collect();
    let mut called = Called::new();
    called.run(&invites, |work| work());
    let mut allocations = 0;
    called.run(&invites, |work| allocations += allocation_counter::measure(work).count_total);
    println!("allocations a call: {:.2}", allocations as f64 / CALLS as f64);

    let mut group = criterion.benchmark_group("call");
    group.bench_function("INVITE, 180, 200, ACK, BYE, 200, and its end", |bencher| {
        bencher.iter_custom(|count| {
            let mut time = Duration::ZERO;
            let rounds = u32::try_from(count).unwrap();
            for _ in 0..rounds {
                called.run(&invites, |work| {
                    let start = Instant::now();
                    work();
                    time += start.elapsed();
                });
            }
            time / u32::try_from(CALLS).unwrap()
        });
    });
    let octets = called.begin(&invites[0]);
    let rest = ack_and_bye(0, octets.clone());
    group.bench_function("floor: six messages copied", |bencher| {
        bencher.iter(|| {
            for octets in [&invites[0], &octets, &octets, &rest[0], &rest[1], &octets] {
                black_box(black_box(octets).to_vec());
            }
        });
    });
    group.finish();
}

fn responding(criterion: &mut Criterion) {
    let request = Message::read(request("INVITE", 1, 1, "", SDP)).unwrap();
    let mut rows = Rows::new();
    rows.put_text("Contact", b"<sip:192.0.2.2:5060>").put_text("Content-Type", b"application/sdp");
    let response = Response { rows: Some(&rows), body: SDP, ..Response::new(StatusCode::OK) };
    let octets = response.to_bytes(&request, b"rqvoo32dnlrheqpa");
    let counted = allocation_counter::measure(|| {
        black_box(response.to_bytes(&request, b"rqvoo32dnlrheqpa"));
    });
    println!("allocations of a response of {} octets: {}", octets.len(), counted.count_total);
    let mut group = criterion.benchmark_group("response");
    group.bench_function("200 with SDP", |bencher| {
        bencher.iter(|| black_box(&response).to_bytes(black_box(&request), b"rqvoo32dnlrheqpa"));
    });
    group.bench_function("floor: its octets copied", |bencher| bencher.iter(|| black_box(&octets).to_vec()));
    group.finish();
}

criterion_group!(benches, calling, responding);
criterion_main!(benches);
