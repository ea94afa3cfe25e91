//! What DATA costs, beside the physical floor: the same octets copied. Then a message through two endpoints.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)] // a benchmark of a failure is none

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::{
    ApplicationServer, AssociationEvent, AssociationId, Config, Data, M3ua, Message, Peer, Role, RoutingKey,
    Side,
};
use brivas_sigtran::mtp::{PointCode, RoutingLabel};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Octets of user data: those of an SRI-SM.
const USER_DATA: usize = 121;
const LABEL: RoutingLabel =
    RoutingLabel { opc: PointCode(1), dpc: PointCode(2), si: 3, ni: 2, mp: 0, sls: 5 };

fn data() -> Data {
    Data { routing_context: Some(7), network_appearance: Some(6), label: LABEL, correlation_id: None }
}

fn message() -> Vec<u8> {
    let mut buffer = Buffer::new();
    buffer.prepend(&[0x42; USER_DATA]);
    data().write(&mut buffer).unwrap();
    buffer.as_slice().to_vec()
}

fn codec(criterion: &mut Criterion) {
    let octets = message();
    let mut group = criterion.benchmark_group("m3ua DATA");
    group.throughput(Throughput::Elements(1));
    group.bench_function("floor, a copy", |bencher| {
        let mut copy = vec![0; octets.len()];
        bencher.iter(|| {
            copy.copy_from_slice(black_box(&octets));
            black_box(&mut copy);
        });
    });
    group.bench_function("decode", |bencher| {
        bencher.iter(|| black_box(Data::read(black_box(&octets)).unwrap()));
    });
    group.bench_function("decode as any message", |bencher| {
        bencher.iter(|| black_box(Message::read(black_box(&octets)).unwrap()));
    });
    let user_data = [0x42; USER_DATA];
    let mut buffer = Buffer::new();
    group.bench_function("floor, user data into the buffer", |bencher| {
        bencher.iter(|| {
            buffer.clear();
            buffer.prepend(black_box(&user_data));
            black_box(&mut buffer);
        });
    });
    group.bench_function("user data into the buffer, and encode", |bencher| {
        let data = data();
        bencher.iter(|| {
            buffer.clear();
            buffer.prepend(black_box(&user_data));
            black_box(&data).write(&mut buffer).unwrap();
            black_box(&mut buffer);
        });
    });
    group.finish();
}

fn endpoint(role: Role, side: Side, now: Instant) -> M3ua {
    let mut m3ua = M3ua::new(Arc::new(Config::new(role)), [1; 32], now);
    let server = ApplicationServer::new(side, RoutingKey::new(PointCode(2))).with_routing_context(7);
    let id = m3ua.add_application_server(server).unwrap();
    let association = AssociationId(1);
    m3ua.add_association(association, Peer::new().with_application_server(id)).unwrap();
    m3ua.handle_association(now, association, AssociationEvent::Up { streams: 4 });
    m3ua
}

fn carry(from: &mut M3ua, to: &mut M3ua, now: Instant) -> bool {
    let mut moved = false;
    while let Some(transmit) = from.poll_transmit() {
        to.handle_message(now, transmit.association, transmit.stream_id, transmit.octets);
        moved = true;
    }
    moved
}

fn through(criterion: &mut Criterion) {
    let now = Instant::now();
    let mut gateway = endpoint(Role::Sgp, Side::Remote, now);
    let mut asp = endpoint(Role::Asp, Side::Local, now);
    while carry(&mut gateway, &mut asp, now) | carry(&mut asp, &mut gateway, now) {}
    while asp.poll_event().is_some() {}
    let user_data = [0x42; USER_DATA];
    let mut group = criterion.benchmark_group("m3ua endpoint");
    group.throughput(Throughput::Elements(1));
    group.bench_function("a message from gateway to ASP", |bencher| {
        bencher.iter(|| {
            let mut buffer = Buffer::new();
            buffer.prepend(black_box(&user_data));
            gateway.mtp_transfer(now, LABEL, &mut buffer).unwrap();
            carry(&mut gateway, &mut asp, now);
            black_box(asp.poll_event().unwrap());
        });
    });
    group.finish();
}

criterion_group!(benches, codec, through);
criterion_main!(benches);
