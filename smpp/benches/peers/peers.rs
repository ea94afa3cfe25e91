//! brivas-smpp beside smpp-codec and rusmpp, and all beside the same octets copied, in one run on the same PDUs.
#![allow(clippy::unwrap_used)] // a benchmark of a failure is none

#[path = "../sample/mod.rs"]
mod sample;

use ::rusmpp::tokio_codec::CommandCodec;
use ::smpp_codec::pdus::SubmitSmRequest;
use brivas_smpp::{CommandStatus, Dialect, SubmitSm, encode};
use brivas_smpp_peers::{rusmpp, smpp_codec};
use bytes::{Bytes, BytesMut};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use sample::{BATCH, OCTETS};
use std::hint::black_box;
use tokio_util::codec::{Decoder, Encoder};

/// Each takes [`BATCH`] PDUs out of one buffer, as they come out of one read of a socket.
fn decode(criterion: &mut Criterion, name: &str, batch: &Bytes) {
    let mut group = criterion.benchmark_group(format!("decode {BATCH}, {name}"));
    group.throughput(Throughput::Elements(BATCH as u64));
    group.bench_function("floor: copy", |bencher| {
        let mut copy = [0; OCTETS];
        bencher.iter(|| {
            for octets in black_box(batch).chunks_exact(OCTETS) {
                copy.copy_from_slice(black_box(octets));
                black_box(&mut copy);
            }
        });
    });
    group.bench_function("brivas-smpp, views", |bencher| {
        let mut input = batch.clone();
        let pdus: Vec<_> = (0..BATCH).map(|_| sample::take(&mut input)).collect();
        bencher.iter(|| {
            for pdu in &pdus {
                black_box(black_box(pdu).body::<SubmitSm<'_>>().unwrap());
            }
        });
    });
    group.bench_function("brivas-smpp, PDUs cut off and viewed", |bencher| {
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
    group.bench_function("smpp-codec", |bencher| {
        bencher.iter(|| {
            for octets in black_box(batch).chunks_exact(OCTETS) {
                black_box(SubmitSmRequest::decode(octets).unwrap());
            }
        });
    });
    group.bench_function("rusmpp", |bencher| {
        let mut codec = CommandCodec::new();
        bencher.iter_batched_ref(
            || BytesMut::from(&batch[..]),
            |input| {
                for _ in 0..BATCH {
                    black_box(codec.decode(input).unwrap().unwrap());
                }
            },
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

/// Each writes [`BATCH`] PDUs into one buffer that is kept from turn to turn.
fn write(criterion: &mut Criterion, name: &str, body: &SubmitSm<'_>) {
    let octets = sample::octets(body);
    let mut group = criterion.benchmark_group(format!("encode {BATCH}, {name}"));
    group.throughput(Throughput::Elements(BATCH as u64));
    group.bench_function("floor: copy", |bencher| {
        let mut out = BytesMut::with_capacity(BATCH * OCTETS);
        bencher.iter(|| {
            out.clear();
            for _ in 0..BATCH {
                out.extend_from_slice(black_box(&octets));
            }
            black_box(&mut out);
        });
    });
    group.bench_function("brivas-smpp", |bencher| {
        let mut out = BytesMut::with_capacity(BATCH * OCTETS);
        bencher.iter(|| {
            out.clear();
            for _ in 0..BATCH {
                encode(black_box(body), CommandStatus::ESME_ROK, 1, Dialect::V5_0, &mut out).unwrap();
            }
            black_box(&mut out);
        });
    });
    group.bench_function("smpp-codec", |bencher| {
        let request = smpp_codec(&octets);
        let mut out = Vec::with_capacity(BATCH * OCTETS);
        bencher.iter(|| {
            out.clear();
            for _ in 0..BATCH {
                black_box(&request).encode(&mut out).unwrap();
            }
            black_box(&mut out);
        });
        assert_eq!(out[..OCTETS], octets);
    });
    group.bench_function("rusmpp", |bencher| {
        let command = rusmpp(&octets);
        let mut codec = CommandCodec::new();
        let mut out = BytesMut::with_capacity(BATCH * OCTETS);
        bencher.iter(|| {
            out.clear();
            for _ in 0..BATCH {
                codec.encode(black_box(&command), &mut out).unwrap();
            }
            black_box(&mut out);
        });
        assert_eq!(out[..OCTETS], octets);
    });
    group.finish();
}

fn peers(criterion: &mut Criterion) {
    let tlvs = sample::tlvs();
    for (name, body) in [("plain", sample::plain()), ("with TLVs", sample::with_tlvs(&tlvs))] {
        decode(criterion, name, &sample::batch(&body));
        write(criterion, name, &body);
    }
}

criterion_group!(benches, peers);
criterion_main!(benches);
