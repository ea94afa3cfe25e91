//! What a short message costs the signalling of both sides: sendRoutingInfoForSM and mt-ForwardSM, each a Begin and an End,
//! through two stacks in memory, every argument read as typed values; beside the floor, a copy of the same octets.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)] // a benchmark has a clock and may fail loudly

#[path = "../tests/support/exchange.rs"]
mod exchange;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use exchange::Exchange;

fn exchanges(criterion: &mut Criterion) {
    let mut exchange = Exchange::new();
    let octets = exchange.run().to_vec();
    println!("an exchange: {} messages, {} octets", octets.len(), octets.concat().len());
    let mut group = criterion.benchmark_group("SRI-SM and mt-ForwardSM");
    group.throughput(Throughput::Elements(1));
    group.bench_function("floor: copy", |bencher| {
        let octets = octets.concat();
        let mut to = vec![0; octets.len()];
        bencher.iter(|| {
            to.copy_from_slice(black_box(&octets));
            black_box(&mut to);
        });
    });
    group.bench_function("two stacks", |bencher| bencher.iter(|| exchange.run().len()));
    group.finish();
}

criterion_group!(benches, exchanges);
criterion_main!(benches);
