//! What it costs to index an INVITE of 998 octets, to read its typed header fields, beside the floors: a search for line
//! feeds, and the offsets of lines and colons.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub)] // a benchmark may fail loudly

#[path = "message/ours.rs"]
mod ours;

use std::hint::black_box;

use brivas_sip::Message;
use bytes::Bytes;
use criterion::{Criterion, criterion_group, criterion_main};
use ours::{INVITE, lines, typed};

fn reading(criterion: &mut Criterion) {
    let octets = Bytes::from_static(INVITE);
    let counted = allocation_counter::measure(|| {
        let message = Message::read(octets.clone()).unwrap();
        black_box(typed(&message));
    });
    println!("allocations: {}", counted.count_total);
    let mut group = criterion.benchmark_group("INVITE");
    group.bench_function("floor: line feeds", |bencher| {
        bencher.iter(|| memchr::memchr_iter(b'\n', black_box(&octets)).count());
    });
    group.bench_function("floor: lines and colons", |bencher| bencher.iter(|| lines(black_box(&octets))));
    group.bench_function("index", |bencher| {
        bencher.iter(|| {
            black_box(&Message::read(black_box(octets.clone())).unwrap());
        });
    });
    let message = Message::read(octets.clone()).unwrap();
    group.bench_function("Via, From, To, CSeq, Contact", |bencher| {
        bencher.iter(|| {
            black_box(typed(black_box(&message)));
        });
    });
    group.bench_function("index with Via, From, To, CSeq, Contact", |bencher| {
        bencher.iter(|| {
            let message = Message::read(black_box(octets.clone())).unwrap();
            black_box(typed(&message));
        });
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
