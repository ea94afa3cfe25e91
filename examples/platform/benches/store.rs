//! The log store beside its floor: the same octets written over a zero-filled file and synced, in the same run.
//!
//! `cargo bench -p brivas-platform --bench store [-- DIRECTORY]`; without `--bench` (as `cargo test` calls it) a small run.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on stops")]
#![expect(clippy::cast_precision_loss, reason = "figures are printed with three digits")]

use std::{
    fs::{self, File, OpenOptions},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use brivas_platform::store::{
    Final, IdempotencyKey, MessageStore, NewMessage, Transition,
    log::{FileDisk, LogConfig, LogStore},
};
use bytes::Bytes;

/// Octets of a message record: 39, the key, the queue, the body.
const RECORD: usize = 39 + 16 + 12 + 281;
/// A commit record.
const COMMIT: usize = 25;
const RUNS: usize = 2;
/// Files ready before a run that is to find them ready.
const SPARES: u32 = 4;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let full = arguments.any(|argument| argument == "--bench");
    let directory = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let temporary = tempfile::tempdir().unwrap();
    let directory = directory.map_or(temporary.path().to_path_buf(), PathBuf::from);
    let scale = if full { 1 } else { 1000 };
    println!(
        "batch |   floor/s | enqueue/s of it    |   growing | transit/s | finalize/s| turnover/s| p99 floor ready growing | CPU/message"
    );
    for (batch, messages) in [(1, 8_000), (64, 256_000), (1024, 512_000)] {
        let messages = (messages / scale).max(batch);
        // The run with the faster floor is the one that others disturbed less.
        let best = (0..RUNS)
            .map(|_| round(&directory, batch, messages))
            .max_by(|a, b| a.raw.rate().total_cmp(&b.raw.rate()));
        best.unwrap().print(batch);
    }
    recovery(&directory, 1_024_000 / scale);
}

/// One run of floor and store, one after the other.
struct Round {
    raw: Series,
    /// Enqueueing into segments prepared ahead.
    ready: Series,
    /// Enqueueing while the log grows: each segment is also filled with zeros, between the commits.
    growing: Series,
    transition: Series,
    finalize: Series,
    /// Enqueueing and finishing by turns, two commits, in a log that is cleaned and uses its files again.
    turnover: Series,
    /// Of enqueueing into segments prepared ahead.
    cpu: Duration,
}

impl Round {
    fn share(&self) -> f64 {
        self.ready.rate() / self.raw.rate()
    }

    fn print(&self, batch: usize) {
        println!(
            "{batch:5} | {:9.0} | {:9.0} = {:5.1} % | {:9.0} | {:9.0} | {:9.0} | {:9.0} | {:>5} {:>5} {:>6} us | {:5.2} us",
            self.raw.rate(),
            self.ready.rate(),
            100.0 * self.share(),
            self.growing.rate(),
            self.transition.rate(),
            self.finalize.rate(),
            self.turnover.rate(),
            self.raw.p99().as_micros(),
            self.ready.p99().as_micros(),
            self.growing.p99().as_micros(),
            self.cpu.as_secs_f64() * 1e6 / self.ready.items as f64,
        );
    }
}

fn round(directory: &Path, batch: usize, messages: usize) -> Round {
    let raw = raw(directory, batch, messages);
    let path = directory.join("log");
    let growing = {
        let mut store = open(&path, 1);
        series(messages / batch, |commit, timer| {
            let new: Vec<_> = (0..batch).map(|item| message(commit * batch + item)).collect();
            timer.time(batch, || {
                enqueue(&mut store, &new);
                store.maintain(0, 0).unwrap();
            });
        })
    };
    fs::remove_dir_all(&path).unwrap();

    let mut store = open(&path, SPARES);
    settle(&mut store);
    let cpu = cpu_time();
    let ready = series(messages / batch, |commit, timer| {
        let new: Vec<_> = (0..batch).map(|item| message(commit * batch + item)).collect();
        timer.time(batch, || enqueue(&mut store, &new));
    });
    let cpu = cpu_time().saturating_sub(cpu);
    let transition = series(messages / batch, |_, timer| {
        timer.time(batch, || change_some(&mut store, batch));
    });
    let finalize = series(messages / batch, |_, timer| {
        timer.time(batch, || finish_some(&mut store, 2, batch));
    });
    assert_eq!(store.live(), 0);
    settle(&mut store);
    let turnover = series(messages / batch, |commit, timer| {
        let new: Vec<_> = (0..batch).map(|item| message(messages + commit * batch + item)).collect();
        timer.time(batch, || {
            enqueue(&mut store, &new);
            finish_some(&mut store, 0, batch);
        });
    });
    drop(store);
    fs::remove_dir_all(&path).unwrap();
    Round { raw, ready, growing, transition, finalize, turnover, cpu }
}

/// Cleans what is to be cleaned, and waits until all files are prepared.
fn settle(store: &mut LogStore<FileDisk>) {
    while store.maintain(0, 64 << 20).unwrap() || store.stats().ready_segments <= SPARES as usize {
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn enqueue(store: &mut LogStore<FileDisk>, new: &[NewMessage]) {
    store.enqueue(0, new).unwrap();
    store.commit().unwrap();
}

fn change_some(store: &mut LogStore<FileDisk>, batch: usize) {
    let due = store.due(1, batch).unwrap();
    let change =
        |id| Transition { id, state: 2, due_at: 2, meta: Some(Bytes::from_static(b"busy")), body: None };
    store.transition(&due.iter().map(|due| change(due.id)).collect::<Vec<_>>()).unwrap();
    store.commit().unwrap();
    store.maintain(0, 0).unwrap();
}

fn finish_some(store: &mut LogStore<FileDisk>, now_ms: i64, batch: usize) {
    let due = store.due(now_ms, batch).unwrap();
    let end = |id| Final { id, state: 3, ..Final::default() };
    store.finalize(&due.iter().map(|due| end(due.id)).collect::<Vec<_>>()).unwrap();
    store.commit().unwrap();
    store.maintain(0, 0).unwrap();
}

/// The floor: as many octets as a commit of `batch` messages takes, over zeros that are there, and a sync.
fn raw(directory: &Path, batch: usize, messages: usize) -> Series {
    const FILE: u64 = 64 << 20;
    let path = directory.join("raw");
    let file = OpenOptions::new().create(true).truncate(true).read(true).write(true).open(&path).unwrap();
    for step in 0..64 {
        file.write_all_at(&vec![0; 1 << 20], step << 20).unwrap();
    }
    file.sync_all().unwrap();
    let octets = vec![0x5a; batch * RECORD + COMMIT];
    let mut at = 0;
    let series = series(messages / batch, |_, timer| {
        if at + octets.len() as u64 > FILE {
            at = 0;
        }
        timer.time(batch, || write_and_sync(&file, at, &octets));
        at += octets.len() as u64;
    });
    fs::remove_file(path).unwrap();
    series
}

fn write_and_sync(file: &File, at: u64, octets: &[u8]) {
    file.write_all_at(octets, at).unwrap();
    file.sync_data().unwrap();
}

fn recovery(directory: &Path, messages: usize) {
    let path = directory.join("log");
    let mut store = open(&path, SPARES);
    for batch in 0..messages / 1024 {
        let new: Vec<_> = (0..1024).map(|item| message(batch * 1024 + item)).collect();
        store.enqueue(0, &new).unwrap();
        store.commit().unwrap();
        store.maintain(0, 0).unwrap();
    }
    drop(store);
    let best = (0..RUNS).map(|_| recover_once(&path)).min().unwrap();
    println!("recovery of {messages} messages: {:.2} s", best.as_secs_f64());
    let store = open(&path, SPARES);
    let start = Instant::now();
    let mut octets = 0;
    store.snapshot(&mut |message| octets += message.body.len()).unwrap();
    println!("snapshot of {} octets of bodies: {:.2} s", octets, start.elapsed().as_secs_f64());
    drop(store);
    fs::remove_dir_all(&path).unwrap();
}

fn recover_once(path: &Path) -> Duration {
    let start = Instant::now();
    let store = open(path, 4);
    let took = start.elapsed();
    assert!(store.next_due().is_some() || store.live() == 0);
    took
}

fn open(path: &Path, spares: u32) -> LogStore<FileDisk> {
    LogStore::open(FileDisk::open(path).unwrap(), LogConfig::new(1).spares(spares)).unwrap().0
}

fn message(number: usize) -> NewMessage {
    static BODY: [u8; 281] = [0x61; 281];
    let key = (number as u128).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_le_bytes();
    NewMessage {
        key: Some(IdempotencyKey { octets: Bytes::copy_from_slice(&key), expires_at: i64::MAX }),
        // One in ten is scheduled; all of them within the present, so that the run can finish them.
        due_at: if number.is_multiple_of(10) { -((number * 7919 % 3600) as i64) } else { 0 },
        queue: Bytes::from_static(b"491700000001"),
        body: Bytes::from_static(&BODY),
        ..NewMessage::default()
    }
}

/// The times of commits.
#[derive(Default)]
struct Series {
    commits: Vec<Duration>,
    items: usize,
}

impl Series {
    fn time(&mut self, items: usize, work: impl FnOnce()) {
        let start = Instant::now();
        work();
        self.commits.push(start.elapsed());
        self.items += items;
    }

    fn rate(&self) -> f64 {
        self.items as f64 / self.commits.iter().sum::<Duration>().as_secs_f64()
    }

    fn p99(&self) -> Duration {
        let mut sorted = self.commits.clone();
        sorted.sort_unstable();
        sorted[(sorted.len() * 99 / 100).min(sorted.len() - 1)]
    }
}

fn series(commits: usize, mut commit: impl FnMut(usize, &mut Series)) -> Series {
    let mut series = Series::default();
    for number in 0..commits {
        commit(number, &mut series);
    }
    series
}

/// User and system time of this process, from the fields of `/proc/self/stat`; ticks of 10 ms.
fn cpu_time() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
    Duration::from_millis(
        fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10,
    )
}
