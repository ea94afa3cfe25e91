//! Whether anything stops the thread that has the log: 100,000 messages a second come by the clock, as much as is there goes
//! into a turn, and each message is timed from when it was due to the end of its commit.
//!
//! `cargo bench -p brivas-platform --bench pace [-- SECONDS CASE ...]`: all cases of 60 seconds unless said otherwise; without
//! `--bench` (as `cargo test` calls it) a moment of each. Beside it what the machine does to
//! a loop that only reads the clock, and how long the disk takes for a write and a sync of as much as a commit has.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on stops")]
#![expect(clippy::cast_precision_loss, reason = "figures are printed with three digits")]

use std::{
    collections::VecDeque,
    fs::File,
    os::unix::fs::FileExt,
    path::Path,
    time::{Duration, Instant},
};

use brivas_platform::store::{
    Enqueued, Final, MessageStore, NewMessage,
    log::{FileDisk, LogConfig, LogStore},
};
use bytes::Bytes;

/// Messages a second.
const RATE: u64 = 100_000;
/// Octets of a body: a PDU of 50 octets of text and what the centre notes with it.
const BODY: usize = 150;
/// Octets of housekeeping that the centre asks for when a turn brought nothing.
const IDLE_BUDGET: usize = 1 << 20;
/// The most messages of a turn.
const TURN: u64 = 16_384;

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let full = arguments.iter().any(|argument| argument == "--bench");
    let seconds = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(60.0);
    let named = |case: Case| arguments.contains(&format!("{case:?}"));
    let cases = [Case::Ready, Case::Grows, Case::TurnsOver];
    let all = !cases.into_iter().any(named);
    let length = Duration::from_secs_f64(if full { seconds } else { 0.05 });
    println!(
        "case      | acceptance p50    p99   p99.9   max ms | longest: enqueue finalize  commit maintain ms | waited"
    );
    for case in cases.into_iter().filter(|case| all || named(*case)) {
        let directory = tempfile::tempdir().unwrap();
        print_machine(directory.path(), length / 12);
        run(case, directory.path(), length);
    }
}

/// What becomes of the messages.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Case {
    /// They stay, in files that were made before.
    Ready,
    /// They stay, so that the log needs new files all the time.
    Grows,
    /// Each is finished 100 ms after it came.
    TurnsOver,
}

fn run(case: Case, directory: &Path, length: Duration) {
    let spares = if case == Case::Ready { 1 + u32::try_from(length.as_secs() / 3).unwrap() } else { 1 };
    let config = LogConfig::new(1).spares(spares);
    let mut store = LogStore::open(FileDisk::open(directory).unwrap(), config).unwrap().0;
    while case == Case::Ready && store.stats().ready_segments <= spares as usize {
        store.maintain(0, IDLE_BUDGET).unwrap();
        std::thread::sleep(Duration::from_millis(1));
    }
    let (mut enqueue, mut finalize, mut commit, mut maintain) =
        (Calls::default(), Calls::default(), Calls::default(), Calls::default());
    let mut acceptance = Times::new();
    let mut accepted = VecDeque::new();
    let mut sent = 0;
    let start = Instant::now();
    while start.elapsed() < length {
        let now = start.elapsed();
        let count = (due(now) - sent).min(TURN);
        let batch: Vec<_> = (sent..sent + count).map(message).collect();
        let ends = finished(case, &mut accepted, now);
        if count > 0 {
            let answers = enqueue.time(|| store.enqueue(0, &batch)).unwrap();
            accepted.push_back((now, answers));
        }
        if !ends.is_empty() {
            finalize.time(|| store.finalize(&ends)).unwrap();
        }
        commit.time(|| store.commit()).unwrap();
        let done = start.elapsed();
        for number in sent..sent + count {
            acceptance.add(done.saturating_sub(due_at(number)));
        }
        sent += count;
        let idle = if count == 0 { IDLE_BUDGET } else { 0 };
        let more = maintain.time(|| store.maintain(unix_ms(now), idle)).unwrap();
        if count == 0 && !more {
            std::thread::sleep(Duration::from_micros(100));
        }
    }
    let case = format!("{case:?}");
    println!(
        "{case:9} | {:14.2} {:6.2} {:7.2} {:6.2}    | {:16.2} {:8.2} {:7.2} {:8.2}    | {}",
        acceptance.share(0.5),
        acceptance.share(0.99),
        acceptance.share(0.999),
        acceptance.share(1.0),
        enqueue.longest_ms(),
        finalize.longest_ms(),
        commit.longest_ms(),
        maintain.longest_ms(),
        store.stats().waited_for_segment,
    );
}

/// How many messages are due by `now`.
fn due(now: Duration) -> u64 {
    u64::try_from(now.as_micros()).unwrap() * RATE / 1_000_000
}

fn due_at(number: u64) -> Duration {
    Duration::from_micros(number * 1_000_000 / RATE)
}

fn unix_ms(now: Duration) -> i64 {
    i64::try_from(now.as_millis()).unwrap()
}

/// With a body of its own, as the centre has it: memory that the store's caller takes and gives back.
fn message(_number: u64) -> NewMessage {
    NewMessage { body: Bytes::from(vec![0x61; BODY]), leased: true, ..NewMessage::default() }
}

/// The ends of what was accepted 100 ms ago.
fn finished(case: Case, accepted: &mut VecDeque<(Duration, Vec<Enqueued>)>, now: Duration) -> Vec<Final> {
    let mut ends = Vec::new();
    while accepted.front().is_some_and(|(at, _)| *at + Duration::from_millis(100) <= now)
        && let Some((_, answers)) = accepted.pop_front()
    {
        if case != Case::TurnsOver {
            continue;
        }
        for answer in answers {
            let Enqueued::Accepted(id) = answer else { panic!("a duplicate") };
            ends.push(Final { id, state: 3, ..Final::default() });
        }
    }
    ends
}

/// The longest of some calls.
#[derive(Default)]
struct Calls {
    longest: Duration,
}

impl Calls {
    fn time<T>(&mut self, call: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = call();
        self.longest = self.longest.max(start.elapsed());
        done
    }

    fn longest_ms(&self) -> f64 {
        self.longest.as_secs_f64() * 1e3
    }
}

/// How many times there were of each length, in steps of 10 us up to a second.
struct Times {
    counts: Vec<u64>,
}

impl Times {
    const STEPS: usize = 100_000;

    fn new() -> Self {
        Self { counts: vec![0; Self::STEPS + 1] }
    }

    fn add(&mut self, time: Duration) {
        let step = usize::try_from(time.as_micros() / 10).unwrap().min(Self::STEPS);
        self.counts[step] += 1;
    }

    /// The time that this share of them did not take longer than, ms.
    fn share(&self, share: f64) -> f64 {
        let all: u64 = self.counts.iter().sum();
        let mut left = (all as f64 * share).ceil();
        let step = self.counts.iter().position(|count| {
            left -= *count as f64;
            left <= 0.0
        });
        step.unwrap_or(Self::STEPS) as f64 / 100.0
    }
}

/// What others take of the machine at the moment: with a store that does nothing wrong it would not be better than this.
fn print_machine(directory: &Path, length: Duration) {
    let (longest, long) = stops(length);
    let syncs = bare_syncs(&directory.join("bare"), length);
    println!(
        "bare loop: stopped for up to {:.2} ms, {long} times for more than 2 ms in {:.1} s; bare sync: p99 {:.2}, p99.9 {:.2}, max {:.2} ms",
        longest.as_secs_f64() * 1e3,
        length.as_secs_f64(),
        syncs.share(0.99),
        syncs.share(0.999),
        syncs.share(1.0),
    );
}

/// For how long others took the processor away from a loop that only reads the clock, and how often.
fn stops(length: Duration) -> (Duration, u32) {
    let start = Instant::now();
    let (mut last, mut longest, mut long) = (start, Duration::ZERO, 0);
    while last - start < length {
        let now = Instant::now();
        longest = longest.max(now - last);
        long += u32::from(now - last > Duration::from_millis(2));
        last = now;
    }
    (longest, long)
}

/// As many octets as 50 messages have, over octets that are there, one sync after the other.
fn bare_syncs(path: &Path, length: Duration) -> Times {
    let octets = [0x5a; 50 * (BODY + 39)];
    let file = File::create_new(path).unwrap();
    file.write_all_at(&vec![0; 1 << 20], 0).unwrap();
    file.sync_all().unwrap();
    let mut times = Times::new();
    let start = Instant::now();
    while start.elapsed() < length {
        let before = Instant::now();
        file.write_all_at(&octets, 0).unwrap();
        file.sync_data().unwrap();
        times.add(before.elapsed());
    }
    times
}
