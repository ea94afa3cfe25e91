//! What each layer costs to read and to write: sendRoutingInfoForSM and mt-ForwardSM of version 3 in octets that another
//! implementation has made, down to typed arguments, beside the floor, a copy of the same octets.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)] // a benchmark reads files and may fail loudly

use std::hint::black_box;

use brivas_sigtran::Buffer;
use brivas_sigtran::ber::Reader;
use brivas_sigtran::m3ua::Data;
use brivas_sigtran::map::{Argument, OperationCode};
use brivas_sigtran::sccp::{self, Unitdata, Variant};
use brivas_sigtran::tcap::{Code, Component, Message};
use criterion::{Criterion, criterion_group, criterion_main};

/// What is in one message, layer by layer.
struct Layers<'a> {
    data: Data,
    unitdata: Unitdata<'a>,
    message: Message<'a>,
    invoke: Component<'a>,
    argument: Argument<'a>,
}

fn unitdata(octets: &[u8]) -> Unitdata<'_> {
    match sccp::Message::read(octets, Variant::Itu).unwrap() {
        sccp::Message::Unitdata(unitdata) => unitdata,
        sccp::Message::Connection(_) => panic!("a connection"),
    }
}

fn argument<'a>(invoke: &Component<'a>) -> Argument<'a> {
    let Component::Invoke { operation: Code::Local(operation), parameter: Some(parameter), .. } = invoke
    else {
        panic!("{invoke:?}")
    };
    let element = Reader::new(parameter).next("argument").unwrap();
    Argument::read(OperationCode(u8::try_from(*operation).unwrap()), 3, &element).unwrap()
}

impl<'a> Layers<'a> {
    fn read(octets: &'a [u8]) -> Self {
        let (data, user_data) = Data::read(octets).unwrap();
        let unitdata = unitdata(user_data);
        let message = Message::read(unitdata.data).unwrap();
        let invoke = message.components.iter().next().unwrap().unwrap();
        let argument = argument(&invoke);
        Self { data, unitdata, message, invoke, argument }
    }

    fn write(&self, out: &mut Buffer) {
        self.argument.write(out);
        self.invoke.close(out, 0);
        self.message.close(out, 0);
        self.unitdata.close(Variant::Itu, out).unwrap();
        self.data.write(out).unwrap();
    }
}

/// The message of this number in the vectors.
fn vector(id: &str) -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/vectors/sigtran.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let mut all = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let found = all.find(|vector| vector["id"] == id).unwrap();
    let hex = found["hex"].as_str().unwrap();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

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
