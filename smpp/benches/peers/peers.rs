//! brivas-smpp beside smpp-codec and rusmpp, and all beside the same octets copied, in one run on the same PDUs.
#![allow(clippy::unwrap_used)] // a benchmark of a failure is none

#[path = "../sample/mod.rs"]
mod sample;

use ::rusmpp::tokio_codec::CommandCodec;
use ::smpp_codec::pdus::SubmitSmRequest;
use brivas_smpp::{CommandStatus, Dialect, SubmitSm, encode, encode_to_slice};
use brivas_smpp_peers::{rusmpp, smpp_codec};
use bytes::{BufMut, Bytes, BytesMut};
use criterion::{BatchSize, Bencher, Criterion, Throughput, criterion_group, criterion_main};
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

/// Each writes [`BATCH`] PDUs into one buffer that is kept from turn to turn: a `BytesMut`, and for smpp-codec, which
/// writes to any `io::Write`, a `Vec` too. Ours and smpp-codec's are measured both in the loop and behind a call.
///
/// smpp-codec's `encode` is inlined throughout only while it has one call in the program for each type that it writes
/// to. For its sake there is one for `Vec` and one for [`called::Octets`]: a second would make it three times as slow.
fn write(criterion: &mut Criterion, name: &str, body: &SubmitSm<'_>) {
    let octets = sample::octets(body);
    let mut group = criterion.benchmark_group(format!("encode {BATCH}, {name}"));
    group.throughput(Throughput::Elements(BATCH as u64));
    group.bench_function("floor: copy", |bencher| {
        batches(bencher, |out| out.extend_from_slice(black_box(&octets)));
    });
    group.bench_function("brivas-smpp", |bencher| {
        batches(bencher, |out| {
            encode(black_box(body), CommandStatus::ESME_ROK, 1, Dialect::V5_0, out).unwrap();
        });
    });
    group.bench_function("brivas-smpp, called", |bencher| {
        batches(bencher, |out| called::brivas_smpp(black_box(body), out));
    });
    group.bench_function("brivas-smpp into a slice", |bencher| {
        slices(bencher, |out| {
            encode_to_slice(black_box(body), CommandStatus::ESME_ROK, 1, Dialect::V5_0, out).unwrap()
        });
    });
    group.bench_function("brivas-smpp into a slice, called", |bencher| {
        slices(bencher, |out| called::brivas_smpp_to_slice(black_box(body), out));
    });
    let request = smpp_codec(&octets);
    group.bench_function("smpp-codec", |bencher| {
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
    group.bench_function("smpp-codec, called", |bencher| {
        let mut out = called::Octets(Vec::with_capacity(BATCH * OCTETS));
        bencher.iter(|| {
            out.0.clear();
            for _ in 0..BATCH {
                called::smpp_codec(black_box(&request), &mut out);
            }
            black_box(&mut out);
        });
        assert_eq!(out.0[..OCTETS], octets);
    });
    group.bench_function("smpp-codec, BytesMut", |bencher| {
        batches(bencher, |out| black_box(&request).encode(&mut out.writer()).unwrap());
    });
    group.bench_function("rusmpp", |bencher| {
        let command = rusmpp(&octets);
        let mut codec = CommandCodec::new();
        batches(bencher, |out| codec.encode(black_box(&command), out).unwrap());
    });
    group.finish();
}

/// Writes a batch again and again into the same buffer, which has room for it.
#[inline(always)] // as if written out, so that what is measured may be inlined into the loop
fn batches(bencher: &mut Bencher<'_>, mut write: impl FnMut(&mut BytesMut)) {
    let mut out = BytesMut::with_capacity(BATCH * OCTETS);
    bencher.iter(|| {
        out.clear();
        for _ in 0..BATCH {
            write(&mut out);
        }
        black_box(&mut out);
    });
    assert_eq!(out.len(), BATCH * OCTETS);
}

/// The same into a slice that is never cleared, each PDU behind the last.
#[inline(always)]
fn slices(bencher: &mut Bencher<'_>, mut write: impl FnMut(&mut [u8]) -> usize) {
    let mut out = vec![0; (BATCH + 1) * OCTETS];
    let mut used = 0;
    bencher.iter(|| {
        used = 0;
        for _ in 0..BATCH {
            used += write(&mut out[used..]);
        }
        black_box(&mut out);
    });
    assert_eq!(used, BATCH * OCTETS);
}

/// Each codec behind a function that is not inlined into the loop.
mod called {
    use super::*;
    use std::io;

    /// A `Vec` by another name.
    pub(crate) struct Octets(pub(crate) Vec<u8>);

    impl io::Write for Octets {
        #[inline]
        fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
            self.0.write(octets)
        }

        #[inline]
        fn write_all(&mut self, octets: &[u8]) -> io::Result<()> {
            self.0.write_all(octets)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[inline(never)]
    pub(crate) fn brivas_smpp(body: &SubmitSm<'_>, out: &mut BytesMut) {
        encode(body, CommandStatus::ESME_ROK, 1, Dialect::V5_0, out).unwrap();
    }

    #[inline(never)]
    pub(crate) fn brivas_smpp_to_slice(body: &SubmitSm<'_>, out: &mut [u8]) -> usize {
        encode_to_slice(body, CommandStatus::ESME_ROK, 1, Dialect::V5_0, out).unwrap()
    }

    #[inline(never)]
    pub(crate) fn smpp_codec(request: &SubmitSmRequest, out: &mut Octets) {
        request.encode(out).unwrap();
    }
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
