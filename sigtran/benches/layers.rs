//! What each layer costs to read and to write: sendRoutingInfoForSM and mt-ForwardSM of version 3 in octets that another
//! implementation has made, down to typed arguments, beside the floor, a copy of the same octets.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)] // a benchmark reads files and may fail loudly

#[path = "layers/ours.rs"]
mod ours;

use std::hint::black_box;

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::Data;
use brivas_sigtran::sccp::Variant;
use brivas_sigtran::tcap::Message;
use criterion::{Criterion, criterion_group, criterion_main};
use ours::{Layers, argument, unitdata, vector};

fn layers(criterion: &mut Criterion) {
    for (name, id) in [("sendRoutingInfoForSM", "0375"), ("mt-ForwardSM", "0409")] {
        let octets = vector(id);
        let layers = Layers::read(&octets);
        let mut out = Buffer::with_capacity(1024);
        layers.write(&mut out);
        assert_eq!(out.as_slice(), octets);
        let (_, user_data) = Data::read(&octets).unwrap();
        let tcap = layers.unitdata.data;
        println!(
            "{name}: {} octets; allocations reading {}, writing {}",
            octets.len(),
            allocation_counter::measure(|| drop(Layers::read(black_box(&octets)))).count_total,
            allocation_counter::measure(|| {
                out.clear();
                layers.write(&mut out);
            })
            .count_total
        );

        let mut group = criterion.benchmark_group(format!("{name}, read"));
        group.bench_function("floor: copy", |bencher| {
            let mut to = vec![0; octets.len()];
            bencher.iter(|| {
                to.copy_from_slice(black_box(&octets));
                black_box(&mut to);
            });
        });
        group.bench_function("M3UA", |bencher| bencher.iter(|| Data::read(black_box(&octets)).unwrap()));
        group.bench_function("SCCP", |bencher| bencher.iter(|| unitdata(black_box(user_data))));
        group.bench_function("TCAP", |bencher| {
            bencher.iter(|| {
                let message = Message::read(black_box(tcap)).unwrap();
                let invoke = message.components.iter().next().unwrap().unwrap();
                black_box((&message, &invoke));
            });
        });
        group.bench_function("MAP", |bencher| bencher.iter(|| argument(black_box(&layers.invoke))));
        group.bench_function("all", |bencher| {
            bencher.iter(|| {
                black_box(&Layers::read(black_box(&octets)));
            });
        });
        group.finish();

        let mut group = criterion.benchmark_group(format!("{name}, write"));
        let mut bench = |name, write: &mut dyn FnMut(&mut Buffer)| {
            group.bench_function(name, |bencher| {
                bencher.iter(|| {
                    out.clear();
                    write(&mut out);
                    black_box(out.as_slice());
                });
            });
        };
        bench("MAP", &mut |out| black_box(&layers.argument).write(out));
        bench("TCAP", &mut |out| {
            layers.invoke.close(out, 0);
            black_box(&layers.message).close(out, 0);
        });
        bench("SCCP, and the data", &mut |out| black_box(&layers.unitdata).write(Variant::Itu, out).unwrap());
        bench("M3UA", &mut |out| black_box(&layers.data).write(out).unwrap());
        bench("all", &mut |out| black_box(&layers).write(out));
        group.finish();
    }
}

criterion_group!(benches, layers);
criterion_main!(benches);
