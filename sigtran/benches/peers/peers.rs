//! brivas-sigtran beside m3ua, sccp, tcap and gsm_map, and all beside the same octets copied, in one run on the same messages:
//! sendRoutingInfoForSM and mt-ForwardSM of version 3 from M3UA down to typed arguments, and back.
#![allow(clippy::unwrap_used)] // a benchmark of a failure is none

#[path = "../layers/ours.rs"]
mod ours;

use std::hint::black_box;

use brivas_sigtran::Buffer;
use brivas_sigtran_peers::Layers as Theirs;
use criterion::{Criterion, criterion_group, criterion_main};
use ours::{Layers as Ours, vector};

fn peers(criterion: &mut Criterion) {
    for (name, id) in [("sendRoutingInfoForSM", "0375"), ("mt-ForwardSM", "0409")] {
        let octets = vector(id);
        let (ours, theirs) = (Ours::read(&octets), Theirs::read(&octets));
        let mut out = Buffer::with_capacity(1024);
        ours.write(&mut out);
        assert_eq!(out.as_slice(), octets);
        assert_eq!(theirs.write(), octets);
        println!(
            "{name}: allocations of the others reading {}, writing {}",
            allocation_counter::measure(|| drop(Theirs::read(black_box(&octets)))).count_total,
            allocation_counter::measure(|| drop(black_box(theirs.write()))).count_total,
        );
        let mut group = criterion.benchmark_group(format!("{name}, read"));
        group.bench_function("floor: copy", |bencher| {
            let mut to = vec![0; octets.len()];
            bencher.iter(|| {
                to.copy_from_slice(black_box(&octets));
                black_box(&mut to);
            });
        });
        group.bench_function("brivas-sigtran", |bencher| {
            bencher.iter(|| {
                black_box(&Ours::read(black_box(&octets)));
            });
        });
        group.bench_function("m3ua, sccp, tcap, gsm_map", |bencher| {
            bencher.iter(|| {
                black_box(&Theirs::read(black_box(&octets)));
            });
        });
        group.finish();
        let mut group = criterion.benchmark_group(format!("{name}, write"));
        group.bench_function("brivas-sigtran", |bencher| {
            bencher.iter(|| {
                out.clear();
                black_box(&ours).write(&mut out);
                black_box(out.as_slice());
            });
        });
        group.bench_function("m3ua, sccp, tcap, gsm_map", |bencher| {
            bencher.iter(|| black_box(&theirs).write())
        });
        group.finish();
    }
}

criterion_group!(benches, peers);
criterion_main!(benches);
