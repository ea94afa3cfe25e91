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
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

/// Calls between two looks at the clock of criterion.
const CALLS: usize = 500;
const SDP: &[u8] =
    b"v=0\r\no=- 1 1 IN IP4 192.0.2.2\r\ns=-\r\nc=IN IP4 192.0.2.2\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n";

/// The octets of a call as they come; those of ACK and BYE name the tag that this seed gives.
struct Call {
    invite: Bytes,
    ack: Bytes,
    bye: Bytes,
}

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

    /// INVITE, 180 and 200; the tag of our side.
    fn invited(&mut self, invite: &Bytes) -> Option<Bytes> {
        self.take(invite);
        let Some(Event::Incoming { dialog, .. }) = self.agent.poll_event() else { panic!() };
        self.agent.answer(self.now, dialog, &Response::new(StatusCode::RINGING), false).unwrap();
        let ok = Response { rows: Some(&self.rows), body: SDP, ..Response::new(StatusCode::OK) };
        self.agent.answer(self.now, dialog, &ok, false).unwrap();
        std::iter::from_fn(|| self.agent.poll_transmit()).last().map(|sent| sent.octets)
    }

    /// The whole call.
    fn call(&mut self, call: &Call) {
        black_box(self.invited(&call.invite));
        self.take(&call.ack);
        assert!(matches!(self.agent.poll_event(), Some(Event::Acknowledged { .. })));
        self.take(&call.bye);
        assert!(matches!(self.agent.poll_event(), Some(Event::Ended { .. })));
        assert!(black_box(self.agent.poll_transmit()).is_some());
    }

    /// Lets all transactions end.
    fn rest(&mut self) {
        self.now += Duration::from_secs(65);
        self.agent.handle_timeout(self.now);
        assert_eq!(self.agent.endpoint().transactions(), (0, 0));
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

/// The calls, whose ACK and BYE name the tags that a user agent of the same seed gives them.
fn calls() -> Vec<Call> {
    let mut called = Called::new();
    let of = |number| {
        let invite = request("INVITE", number, 1, "", SDP);
        let ok = Message::read(called.invited(&invite).unwrap()).unwrap();
        let tag = String::from_utf8(ok.need::<To<'_>>().unwrap().tag.unwrap().to_vec()).unwrap();
        let tag = format!(";tag={tag}");
        let (ack, bye) = (request("ACK", number, 1, &tag, b""), request("BYE", number, 2, &tag, b""));
        let call = Call { invite, ack, bye };
        called.take(&call.ack);
        called.take(&call.bye);
        while called.agent.poll_event().is_some() {}
        while called.agent.poll_transmit().is_some() {}
        call
    };
    (0..CALLS).map(of).collect()
}

fn calling(criterion: &mut Criterion) {
    let calls = calls();
    let mut group = criterion.benchmark_group("call");
    let all = |mut called: Called| {
        for call in &calls {
            called.call(call);
        }
        called
    };
    let mut counted = Called::new();
    let allocations = allocation_counter::measure(|| calls.iter().for_each(|call| counted.call(call)));
    println!("allocations a call: {:.2}", allocations.count_total as f64 / CALLS as f64);
    counted.rest();
    let octets: usize = calls[0].invite.len() + calls[0].ack.len() + calls[0].bye.len();
    println!("octets that come in a call: {octets}");
    group.throughput(criterion::Throughput::Elements(CALLS as u64));
    group.bench_function("INVITE, 180, 200, ACK, BYE, 200", |bencher| {
        bencher.iter_batched(Called::new, all, BatchSize::LargeInput);
    });
    group.bench_function("floor: what comes, copied", |bencher| {
        bencher.iter(|| {
            for call in &calls {
                for octets in [&call.invite, &call.ack, &call.bye] {
                    black_box(black_box(octets).to_vec());
                }
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
