//! What the codings cost, each beside the physical floor: the same octets copied.
#![allow(clippy::unwrap_used, reason = "a benchmark of a failure is none")]

use brivas_text::{
    Coding, Method, NationalLanguage, Policy, Reassembler, ReassemblerConfig, Reference, Shift, SplitOptions,
    choose, gsm7, septets, split,
};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::Instant;

/// One full short message: 153 characters in 160 septets.
const MESSAGE: &str = "The quick brown fox jumps over the lazy dog, and the dog [who is not amused] asks for 5 € \
                       ~ an hour ^ to lie still while foxes practise; both agree: x {}";

fn bench<T>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, mut work: impl FnMut() -> T) {
    group.bench_function(name, |bencher| {
        bencher.iter(&mut work);
    });
}

fn one_message(criterion: &mut Criterion) {
    let options = SplitOptions::new(Method::Udh(Reference::Octet(1)));
    let unpacked = gsm7::encode(MESSAGE, Shift::NONE).unwrap();
    let packed = septets::pack(&unpacked, 0);
    let ucs2 = Coding::Ucs2.encode(MESSAGE).unwrap();
    let plain = Policy::new();
    let every = NationalLanguage::ALL.into_iter().fold(Policy::new(), |policy, language| {
        policy.allow_single_shift(language).allow_locking_shift(language)
    });
    let mut group = criterion.benchmark_group("message");
    group.throughput(Throughput::Bytes(unpacked.len() as u64));
    bench(&mut group, "floor: copy", || black_box(&unpacked).clone());
    bench(&mut group, "gsm7 encode", || gsm7::encode(black_box(MESSAGE), Shift::NONE));
    bench(&mut group, "gsm7 decode", || gsm7::decode(black_box(&unpacked), Shift::NONE));
    bench(&mut group, "pack", || septets::pack(black_box(&unpacked), 0));
    bench(&mut group, "pack after a header", || septets::pack(black_box(&unpacked), 6));
    bench(&mut group, "unpack", || septets::unpack(black_box(&packed), unpacked.len(), 0));
    bench(&mut group, "ucs2 encode", || Coding::Ucs2.encode(black_box(MESSAGE)));
    bench(&mut group, "ucs2 decode", || Coding::Ucs2.decode(black_box(&ucs2)));
    bench(&mut group, "choose", || choose(black_box(MESSAGE), &plain, &options));
    bench(&mut group, "choose among all tables", || choose(black_box(MESSAGE), &every, &options));
    group.finish();
}

fn long_message(criterion: &mut Criterion) {
    let text = MESSAGE.repeat(4);
    let options = SplitOptions::new(Method::Udh(Reference::Octet(1)));
    let parts: Vec<_> = split(&text, Coding::GSM7, &options).unwrap().collect();
    let cut = |coding| {
        split(black_box(&text), coding, &options).unwrap().map(|part| part.body.len()).sum::<usize>()
    };
    let mut group = criterion.benchmark_group("long message");
    group.throughput(Throughput::Bytes(text.len() as u64));
    bench(&mut group, "floor: copy", || black_box(&text).clone());
    bench(&mut group, "split unpacked", || cut(Coding::GSM7));
    bench(&mut group, "split packed", || cut(Coding::Gsm7Packed(Shift::NONE)));
    bench(&mut group, "split ucs2", || cut(Coding::Ucs2));
    #[expect(clippy::disallowed_methods, reason = "a benchmark is no protocol code")]
    let now = Instant::now();
    let mut reassembler = Reassembler::new(ReassemblerConfig::default());
    bench(&mut group, "reassemble", || {
        for part in &parts {
            let _ = black_box(reassembler.insert(now, 1_u64, part.concat.unwrap(), &part.body));
        }
    });
    group.finish();
}

criterion_group!(benches, one_message, long_message);
criterion_main!(benches);
