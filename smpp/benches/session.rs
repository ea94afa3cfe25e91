//! What a request and its response cost when they go through two sessions joined in memory, beside the floor: the
//! octets of both copied.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)] // a benchmark has a clock and may fail loudly

mod sample;

use brivas_smpp::{
    Bind, CommandStatus, Config, Dialect, Event, InterfaceVersion, Role, Session, SubmitSm, SubmitSmResp,
    encode,
};
use bytes::BytesMut;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sample::BATCH;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

const MESSAGE_ID: &[u8] = b"0123456789abcdef";

struct Pair {
    now: Instant,
    esme: Session,
    mc: Session,
    to_esme: BytesMut,
    to_mc: BytesMut,
}

impl Pair {
    fn bound() -> Self {
        let now = Instant::now();
        let mut esme = Config::new(Role::Esme);
        esme.set_window(u16::try_from(BATCH + 1).unwrap()); // never full, so that it never opens
        let mut pair = Self {
            now,
            esme: Session::new(Arc::new(esme), [1; 32], now),
            mc: Session::new(Arc::new(Config::new(Role::Mc)), [2; 32], now),
            to_esme: BytesMut::new(),
            to_mc: BytesMut::new(),
        };
        let bind =
            Bind { system_id: b"esme", interface_version: InterfaceVersion::V5_0, ..Default::default() };
        pair.esme.bind(now, &bind).unwrap();
        pair.carry_to_mc();
        let Some(Event::Bind { id, .. }) = pair.mc.poll_event() else { panic!("no bind") };
        pair.mc.accept_bind(now, id, b"mc").unwrap();
        pair.carry_to_esme();
        assert!(matches!(pair.esme.poll_event(), Some(Event::Bound { .. })));
        pair
    }

    fn carry_to_mc(&mut self) {
        while let Some(octets) = self.esme.poll_transmit() {
            self.to_mc.extend_from_slice(&octets);
        }
        self.mc.handle_input(self.now, &mut self.to_mc);
    }

    fn carry_to_esme(&mut self) {
        while let Some(octets) = self.mc.poll_transmit() {
            self.to_esme.extend_from_slice(&octets);
        }
        self.esme.handle_input(self.now, &mut self.to_esme);
    }

    /// `count` requests out, read and answered one by one, and their responses back.
    fn exchange(&mut self, body: &SubmitSm<'_>, count: usize) {
        for _ in 0..count {
            self.esme.submit_sm(self.now, body).unwrap();
        }
        self.carry_to_mc();
        for _ in 0..count {
            let Some(Event::Request { id, pdu }) = self.mc.poll_event() else { panic!("no request") };
            black_box(pdu.body::<SubmitSm<'_>>().unwrap());
            self.mc.submit_sm_resp(self.now, id, MESSAGE_ID).unwrap();
        }
        self.carry_to_esme();
        for _ in 0..count {
            let Some(Event::Response { pdu, .. }) = self.esme.poll_event() else { panic!("no response") };
            black_box(pdu.body::<SubmitSmResp<'_>>().unwrap());
        }
    }
}

fn session(criterion: &mut Criterion) {
    let body = sample::plain();
    let request = sample::octets(&body);
    let mut response = BytesMut::new();
    let answer = SubmitSmResp { message_id: MESSAGE_ID, ..Default::default() };
    encode(&answer, CommandStatus::ESME_ROK, 1, Dialect::V5_0, &mut response).unwrap();

    let mut group = criterion.benchmark_group("session");
    for count in [1, BATCH] {
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(format!("floor: both copied, {count} at a time"), |bencher| {
            let mut out = BytesMut::with_capacity(count * (request.len() + response.len()));
            bencher.iter(|| {
                out.clear();
                for _ in 0..count {
                    out.extend_from_slice(black_box(&request));
                    out.extend_from_slice(black_box(&response));
                }
                black_box(&mut out);
            });
        });
        let mut pair = Pair::bound();
        group.bench_function(format!("request and response, {count} at a time"), |bencher| {
            bencher.iter(|| pair.exchange(black_box(&body), count));
        });
    }
    group.finish();
}

criterion_group!(benches, session);
criterion_main!(benches);
