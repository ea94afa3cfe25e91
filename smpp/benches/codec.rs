//! What it costs to read and to write a `submit_sm`, beside the physical floor: the same octets copied.
//! `peers/` has the same beside other crates.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)] // a benchmark of a failure is none

mod sample;

use brivas_smpp::{AnyBody, CommandStatus, Dialect, SubmitSm, encode};
use bytes::BytesMut;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use sample::{BATCH, OCTETS};
use std::hint::black_box;

fn decode(criterion: &mut Criterion) {
    let tlvs = sample::tlvs();
    let mut group = criterion.benchmark_group("decode");
    for (name, body) in [("plain", sample::plain()), ("with TLVs", sample::with_tlvs(&tlvs))] {
        let pdu = sample::take(&mut sample::batch(&body));
        group.throughput(Throughput::Elements(1));
        group.bench_function(format!("{name}: floor, a copy"), |bencher| {
            let mut copy = [0; OCTETS];
            bencher.iter(|| {
                copy.copy_from_slice(black_box(pdu.octets()));
                black_box(&mut copy);
            });
        });
        group.bench_function(format!("{name}: view"), |bencher| {
            bencher.iter(|| black_box(black_box(&pdu).body::<SubmitSm<'_>>().unwrap()));
        });
        group.bench_function(format!("{name}: view of any body"), |bencher| {
            bencher.iter(|| black_box(matches!(black_box(&pdu).any_body(), Ok(AnyBody::SubmitSm(_)))));
        });
        let batch = sample::batch(&body);
        group.throughput(Throughput::Elements(BATCH as u64));
        group.bench_function(format!("{name}: {BATCH} cut off and viewed"), |bencher| {
            bencher.iter_batched_ref(
                || batch.clone(),
                |input| {
                    for _ in 0..BATCH {
                        let pdu = sample::take(input);
                        black_box(pdu.body::<SubmitSm<'_>>().unwrap());
                    }
                },
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

fn write(criterion: &mut Criterion) {
    let tlvs = sample::tlvs();
    let mut group = criterion.benchmark_group("encode");
    group.throughput(Throughput::Elements(BATCH as u64));
    for (name, body) in [("plain", sample::plain()), ("with TLVs", sample::with_tlvs(&tlvs))] {
        let octets = sample::octets(&body);
        let mut out = BytesMut::with_capacity(BATCH * OCTETS);
        group.bench_function(format!("{name}: floor, {BATCH} copies"), |bencher| {
            bencher.iter(|| {
                out.clear();
                for _ in 0..BATCH {
                    out.extend_from_slice(black_box(&octets));
                }
                black_box(&mut out);
            });
        });
        group.bench_function(format!("{name}: {BATCH} bodies"), |bencher| {
            bencher.iter(|| {
                out.clear();
                for sequence_number in (1..).take(BATCH) {
                    let body = black_box(&body);
                    encode(body, CommandStatus::ESME_ROK, sequence_number, Dialect::V5_0, &mut out).unwrap();
                }
                black_box(&mut out);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, decode, write);
criterion_main!(benches);
