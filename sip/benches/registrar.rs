//! What it costs to refresh one of 100,000 contacts, and to look up where a request for it goes; what a contact takes. The
//! floor is the same work without the rules: the message indexed, and one entry of a map of its size replaced by a copy of the
//! octets that are kept.
#![allow(clippy::unwrap_used, missing_docs)] // a benchmark may fail loudly

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::Message;
use brivas_sip::registrar::{Access, Config, Flow, Origin, Registrar};
use brivas_sip::uri::Uri;
use bytes::Bytes;
use criterion::{Criterion, criterion_group, criterion_main};

const CONTACTS: u32 = 100_000;

/// A registration as a phone behind a proxy sends it.
fn register(number: u32, cseq: u32, supported: &str) -> Bytes {
    let text = format!(
        "REGISTER sip:example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK{number}\r\n\
         From: <sip:user{number}@example.com>;tag=2\r\nTo: <sip:user{number}@example.com>\r\n\
         Call-ID: {number:08}-7f3c2b1a9d5e4f60@198.51.100.17\r\nCSeq: {cseq} REGISTER\r\n\
         Path: <sip:4f9d2a7c@edge1.example.com:5060;transport=udp;lr;ob>\r\nSupported: {supported}\r\n\
         Contact: <sip:user{number}@198.51.100.17:50{:03};transport=udp>;q=0.8;reg-id=1;\
         +sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-{number:012x}>\";audio;methods=\"INVITE,BYE,ACK,OPTIONS\"\r\n\
         Expires: 3600\r\nContent-Length: 0\r\n\r\n",
        number % 1000
    );
    Bytes::from(text.into_bytes())
}

/// A registrar that has answered one request of each.
#[allow(clippy::disallowed_methods)] // a benchmark has a clock
fn filled(supported: &str) -> (Registrar, Instant) {
    let now = Instant::now();
    let config = Arc::new(Config::new().with_domain("example.com"));
    let mut registrar = Registrar::new(config, CONTACTS, [7; 32], now);
    let measured = allocation_counter::measure(|| {
        (0..CONTACTS).for_each(|number| answer(&mut registrar, register(number, 1, supported), now));
    });
    println!("{supported}: {} octets a contact", measured.bytes_current / i64::from(CONTACTS));
    (registrar, now)
}

fn answer(registrar: &mut Registrar, octets: Bytes, now: Instant) {
    let request = Message::read(octets).unwrap();
    let prepared = registrar.prepare(&request, &Origin::new(Flow(1), Access::Any), now);
    registrar.commit(&prepared.change.unwrap()).unwrap();
    black_box(&prepared.rows);
}

/// One of them after the other, in an order that no cache likes.
struct Turn(u32);

impl Turn {
    fn next(&mut self) -> (u32, u32) {
        self.0 += 1;
        (self.0.wrapping_mul(2_654_435_761) % CONTACTS, self.0 + 1)
    }
}

fn refreshing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("REGISTER");
    let mut map: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
    for number in 0..CONTACTS {
        map.insert(
            format!("sip:user{number}@example.com").into_bytes(),
            register(number, 1, "path").to_vec(),
        );
    }
    let mut turn = Turn(0);
    group.bench_function("floor: index, and a map's entry replaced", |bencher| {
        bencher.iter_batched(
            || {
                let (number, cseq) = turn.next();
                (format!("sip:user{number}@example.com").into_bytes(), register(number, cseq, "path"))
            },
            |(key, octets)| {
                let message = Message::read(octets).unwrap();
                map.insert(key, message.octets().to_vec())
            },
            criterion::BatchSize::SmallInput,
        );
    });
    drop(map);
    for supported in ["path", "path, gruu, outbound"] {
        let (mut registrar, now) = filled(supported);
        let mut turn = Turn(0);
        group.bench_function(format!("refresh, {supported}"), |bencher| {
            bencher.iter_batched(
                || {
                    let (number, cseq) = turn.next();
                    register(number, cseq, supported)
                },
                |octets| answer(&mut registrar, octets, now + Duration::from_secs(60)),
                criterion::BatchSize::SmallInput,
            );
        });
        let mut turn = Turn(0);
        group.bench_function(format!("targets, {supported}"), |bencher| {
            bencher.iter_batched(
                || format!("sip:user{}@example.com", turn.next().0),
                |uri| registrar.targets(&Uri::read(uri.as_bytes()).unwrap(), now).unwrap(),
                criterion::BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, refreshing);
criterion_main!(benches);
