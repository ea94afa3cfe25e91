//! The wheel beside a binary heap, a B-tree and a full scan, on the same calls. See `README.md` of this folder.
#![allow(missing_docs, unreachable_pub, reason = "criterion's macros make undocumented public functions")]
#![expect(clippy::disallowed_methods, reason = "a bench makes its first instant")]

use std::time::{Duration, Instant};

use brivas_timer::Wheel;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

use peers::{Heap, Scan, Timers, Tree};

mod peers;

criterion_group!(benches, all);
criterion_main!(benches);

fn all(c: &mut Criterion) {
    for live in [100, 100_000] {
        each::<Wheel<u64>>(c, "wheel", live);
        each::<Tree>(c, "btree_map", live);
        each::<Heap>(c, "binary_heap", live);
        each::<Scan>(c, "full_scan", live);
    }
}

fn each<T: Timers>(c: &mut Criterion, name: &str, live: usize) {
    arm_and_cancel::<T>(c, name, live);
    request_and_response::<T>(c, name, live);
    fire_and_arm_again::<T>(c, name, live);
}

/// One timer armed and cancelled at once, 10 s ahead, the others being left alone.
fn arm_and_cancel<T: Timers>(c: &mut Criterion, name: &str, live: usize) {
    let mut load = Load::<T>::new(live);
    c.benchmark_group("arm_and_cancel").bench_function(BenchmarkId::new(name, live), |b| {
        b.iter(|| {
            load.now += Duration::from_micros(10);
            let key = load.timers.arm(load.now + Duration::from_secs(10), 0);
            load.timers.cancel(key)
        });
    });
}

/// A random live timer cancelled, a new one armed 1 to 30 s ahead, the next deadline asked for.
fn request_and_response<T: Timers>(c: &mut Criterion, name: &str, live: usize) {
    let mut load = Load::<T>::new(live);
    c.benchmark_group("request_and_response").bench_function(BenchmarkId::new(name, live), |b| {
        b.iter(|| {
            let at = load.random.below(live);
            load.timers.cancel(load.keys[at]);
            load.keys[at] = load.timers.arm(load.now + load.random.delay(), 0);
            load.timers.next_deadline()
        });
    });
}

/// The clock set to the next deadline, the first timer fired and armed again 1 to 30 s ahead.
fn fire_and_arm_again<T: Timers>(c: &mut Criterion, name: &str, live: usize) {
    let mut load = Load::<T>::new(live);
    c.benchmark_group("fire_and_arm_again").bench_function(BenchmarkId::new(name, live), |b| {
        b.iter(|| {
            load.now = load.timers.next_deadline().unwrap_or(load.now);
            let value = load.timers.pop_due(load.now).unwrap_or(0);
            load.timers.arm(load.now + load.random.delay(), value)
        });
    });
}

/// So many live timers at random deadlines.
struct Load<T: Timers> {
    timers: T,
    keys: Vec<T::Key>,
    now: Instant,
    random: Random,
}

impl<T: Timers> Load<T> {
    fn new(live: usize) -> Self {
        let now = Instant::now();
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let mut timers = T::new(now);
        let keys = (0..live).map(|_| timers.arm(now + random.delay(), 1)).collect();
        Self { timers, keys, now, random }
    }
}

/// Marsaglia's xorshift64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or(0)
    }

    fn delay(&mut self) -> Duration {
        Duration::from_micros(1_000_000 + self.next() % 29_000_000)
    }
}
