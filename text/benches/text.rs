//! What the codings cost, each beside the physical floor: the same octets copied.

use brivas_text::{
    Coding, Method, NationalLanguage, Policy, Reassembler, ReassemblerConfig, Reference, Shift, SplitOptions,
    choose, gsm7, septets, split,
};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::Instant;

/// One full short message.
const MESSAGE: &str = "The quick brown fox jumps over the lazy dog, and the dog [who is not amused] asks for 5 \u{20ac} \
                       an hour to lie still while foxes practise; both agree on a contract";
/// A message of five parts.
fn long_message() -> String {
    MESSAGE.repeat(4)
}

fn options() -> SplitOptions {
    SplitOptions::new(Method::Udh(Reference::Octet(1)))
}

fn one_message(criterion: &mut Criterion) {
    let unpacked = gsm7::encode(MESSAGE, Shift::NONE).unwrap();
    let packed = septets::pack(&unpacked, 0);
    let ucs2 = Coding::Ucs2.encode(MESSAGE).unwrap();
    let mut group = criterion.benchmark_group("message");
    group.throughput(Throughput::Bytes(unpacked.len() as u64));
    group.bench_function("floor: copy", |b| {
        b.iter(|| black_box(MESSAGE.as_bytes()).to_vec())
    });
    group.bench_function("gsm7 encode", |b| {
        b.iter(|| gsm7::encode(black_box(MESSAGE), Shift::NONE))
    });
    group.bench_function("gsm7 decode", |b| {
        b.iter(|| gsm7::decode(black_box(&unpacked), Shift::NONE))
    });
    group.bench_function("pack", |b| b.iter(|| septets::pack(black_box(&unpacked), 0)));
    group.bench_function("pack after a header", |b| {
        b.iter(|| septets::pack(black_box(&unpacked), 6))
    });
    group.bench_function("unpack", |b| {
        b.iter(|| septets::unpack(black_box(&packed), unpacked.len(), 0))
    });
    group.bench_function("ucs2 encode", |b| {
        b.iter(|| Coding::Ucs2.encode(black_box(MESSAGE)))
    });
    group.bench_function("ucs2 decode", |b| {
        b.iter(|| Coding::Ucs2.decode(black_box(&ucs2)))
    });
    group.bench_function("choose", |b| {
        b.iter(|| choose(black_box(MESSAGE), &Policy::new(), &options()))
    });
    let every = NationalLanguage::ALL
        .into_iter()
        .fold(Policy::new(), |policy, language| {
            policy.allow_single_shift(language).allow_locking_shift(language)
        });
    group.bench_function("choose of all tables", |b| {
        b.iter(|| choose(black_box(MESSAGE), &every, &options()))
    });
    group.finish();
}

fn long(criterion: &mut Criterion) {
    let text = long_message();
    let parts: Vec<_> = split(&text, Coding::GSM7, &options()).unwrap().collect();
    let mut group = criterion.benchmark_group("long message");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("floor: copy", |b| b.iter(|| black_box(text.as_bytes()).to_vec()));
    let cut = |coding| split(black_box(&text), coding, &options()).unwrap().count();
    group.bench_function("split unpacked", |b| b.iter(|| cut(Coding::GSM7)));
    group.bench_function("split packed", |b| {
        b.iter(|| cut(Coding::Gsm7Packed(Shift::NONE)))
    });
    group.bench_function("split ucs2", |b| b.iter(|| cut(Coding::Ucs2)));
    #[expect(clippy::disallowed_methods, reason = "a benchmark is no protocol code")]
    let now = Instant::now();
    let mut reassembler = Reassembler::new(ReassemblerConfig::default());
    group.bench_function("reassemble", |b| {
        b.iter(|| {
            for part in &parts {
                let concat = part.concat.unwrap();
                black_box(reassembler.insert(now, 1_u64, concat, &part.body).unwrap());
            }
        });
    });
    group.finish();
}

criterion_group!(benches, one_message, long);
criterion_main!(benches);
