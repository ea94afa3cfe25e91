//! What it costs to bring a call through a back-to-back user agent: INVITE, 180, 200, ACK, BYE and its 200, each read, mapped and
//! sent on, beside the floor: the octets sent, copied.
#![allow(clippy::unwrap_used, missing_docs)] // a benchmark may fail loudly

use std::hint::black_box;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use brivas_sip::b2bua::{Config, Event, Leg};
use brivas_sip::endpoint::{PathId, Target};
use brivas_sip::header::Transport;
use brivas_sip::message::{Response, Rows};
use brivas_sip::uri::Uri;
use brivas_sip::{B2bua, Message, Method, StatusCode};
use bytes::Bytes;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

const CALLS: usize = 200;
const SDP: &str = "v=0\r\no=user1 53655765 2353687637 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 6000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";

fn caller() -> SocketAddr {
    "127.0.0.1:5061".parse().unwrap()
}

fn callee() -> SocketAddr {
    "127.0.0.1:5070".parse().unwrap()
}

/// A machine, and its socket.
fn machine(now: Instant) -> (B2bua, PathId) {
    let mut machine = B2bua::new(Arc::new(Config::new()), [7; 32], now);
    let path = machine.agent().endpoint().listen(Transport::UDP, b"127.0.0.1:5080").unwrap();
    (machine, path)
}

/// Does what the owner of the machine does, and gives what is sent.
fn drive(machine: &mut B2bua, now: Instant, sent: &mut Vec<(SocketAddr, Bytes)>) {
    while let Some(event) = machine.poll_event() {
        if let Event::Incoming { bridge, .. } = event {
            let uri = Uri::read(b"sip:442071838750@127.0.0.1:5070").unwrap();
            machine.connect(now, bridge, &Leg::new(uri, Target::new(Transport::UDP, callee()))).unwrap();
        }
    }
    sent.extend(
        std::iter::from_fn(|| machine.poll_transmit()).map(|transmit| (transmit.to, transmit.octets)),
    );
}

/// A request of the caller's.
fn request(method: Method<'_>, call: usize, to_tag: &[u8]) -> Bytes {
    let tag =
        if to_tag.is_empty() { String::new() } else { format!(";tag={}", String::from_utf8_lossy(to_tag)) };
    let (number, body) = match method {
        Method::INVITE => (1, SDP),
        Method::ACK => (1, ""),
        _ => (2, ""),
    };
    let kind = if body.is_empty() { "" } else { "Content-Type: application/sdp\r\n" };
    let length = body.len();
    Bytes::from(format!(
        "{method} sip:442071838750@127.0.0.1:5080 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5061;branch=z9hG4bK-27764-{call}-{method}\r\n\
         From: sipp <sip:sipp@127.0.0.1:5061>;tag=27764SIPpTag00{call}\r\nTo: 442071838750 <sip:442071838750@127.0.0.1:5080>{tag}\r\n\
         Call-ID: {call}-27764@127.0.0.1\r\nCSeq: {number} {method}\r\nContact: sip:sipp@127.0.0.1:5061\r\nMax-Forwards: 70\r\n\
         Subject: Performance Test\r\n{kind}Content-Length: {length}\r\n\r\n{body}"
    ))
}

/// All that comes to a machine in so many calls: it has one seed, so that it says the same each time.
fn record(now: Instant) -> Vec<(SocketAddr, Bytes)> {
    let (mut machine, path) = machine(now);
    let mut all = Vec::new();
    let mut rows = Rows::new();
    rows.put_text("Contact", b"<sip:127.0.0.1:5070;transport=UDP>")
        .put_text("Content-Type", b"application/sdp");
    for call in 0..CALLS {
        let mut give = |machine: &mut B2bua, from: SocketAddr, octets: Bytes| {
            all.push((from, octets.clone()));
            machine.handle_datagram(now, path, from, octets);
            let mut sent = Vec::new();
            drive(machine, now, &mut sent);
            sent
        };
        let sent = give(&mut machine, caller(), request(Method::INVITE, call, b""));
        let invite = Message::read(sent[0].1.clone()).unwrap();
        let ringing = Response { rows: Some(&rows), body: b"", ..Response::new(StatusCode::RINGING) };
        give(&mut machine, callee(), ringing.to_bytes(&invite, b"1"));
        let answer = Response { rows: Some(&rows), body: SDP.as_bytes(), ..Response::new(StatusCode::OK) };
        let sent = give(&mut machine, callee(), answer.to_bytes(&invite, b"1"));
        let to_caller = sent.iter().find(|(to, _)| *to == caller()).unwrap();
        let ok = Message::read(to_caller.1.clone()).unwrap();
        let tag = ok.need::<brivas_sip::header::To<'_>>().unwrap().tag.unwrap().to_vec();
        give(&mut machine, caller(), request(Method::ACK, call, &tag));
        let sent = give(&mut machine, caller(), request(Method::BYE, call, &tag));
        let bye = sent.iter().find(|(to, _)| *to == callee()).unwrap();
        let bye = Message::read(bye.1.clone()).unwrap();
        give(&mut machine, callee(), Response::new(StatusCode::OK).to_bytes(&bye, b"1"));
    }
    assert_eq!(machine.calls(), 0);
    all
}

fn replay(
    machine: &mut B2bua,
    path: PathId,
    now: Instant,
    all: &[(SocketAddr, Bytes)],
    sent: &mut Vec<(SocketAddr, Bytes)>,
) {
    for (from, octets) in all {
        machine.handle_datagram(now, path, *from, octets.clone());
        drive(machine, now, sent);
    }
}

#[allow(clippy::disallowed_methods)] // a benchmark has a clock
fn bridge(criterion: &mut Criterion) {
    let now = Instant::now();
    let all = record(now);
    let (mut warm, path) = machine(now);
    let mut sent = Vec::with_capacity(all.len() * 2);
    let counted = allocation_counter::measure(|| replay(&mut warm, path, now, &all, &mut sent));
    assert_eq!(warm.calls(), 0);
    println!(
        "{} messages and {:.1} allocations a call",
        sent.len() as f64 / CALLS as f64,
        counted.count_total as f64 / CALLS as f64
    );
    let mut group = criterion.benchmark_group("bridge");
    group.throughput(Throughput::Elements(CALLS as u64));
    group.bench_function("floor: what is sent, copied", |bencher| {
        bencher.iter(|| sent.iter().map(|(_, octets)| black_box(octets.to_vec()).len()).sum::<usize>());
    });
    group.bench_function("calls", |bencher| {
        bencher.iter_batched(
            || (machine(now), Vec::with_capacity(all.len() * 2)),
            |((mut machine, path), mut sent)| {
                replay(&mut machine, path, now, &all, &mut sent);
                (machine, sent)
            },
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group!(benches, bridge);
criterion_main!(benches);
