//! Random histories on a disk that fails: single operations with EIO or ENOSPC, syncs that lose what they were asked to keep,
//! unreadable places, a full disk, the power and the process going at any time. What was acknowledged is there exactly once, the
//! state is clear, and nothing panics.
//!
//! `BRIVAS_STORE_SEEDS` sets how many histories; the seed of one that fails is printed, and `BRIVAS_STORE_SEED` runs it alone.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod store_support;

use brivas_platform::store::{
    DiskErrorKind, MessageStore, StoreError,
    log::{Fault, LogStore, SimDisk, check},
};
use store_support::{
    SEGMENT,
    chance::{Chance, for_each_seed},
    config, message,
    pair::{Pair, Step},
};

/// What the histories came by, so that a test that misses its subject is noticed.
#[derive(Debug, Default)]
struct Met {
    refused_full: u64,
    read_only: u64,
    read_only_full: u64,
    unreadable: u64,
    open_failed: u64,
    torn: u64,
    cleaned: u64,
}

struct World {
    chance: Chance,
    disk: SimDisk,
    pair: Pair<SimDisk>,
}

impl World {
    fn new(seed: u64) -> Self {
        let disk = SimDisk::new(seed);
        let pair = Pair::new(LogStore::open(disk.clone(), config()).unwrap().0);
        Self { chance: Chance(seed), disk, pair }
    }

    fn event(&mut self, met: &mut Met) {
        match self.chance.below(60) {
            0..4 => {
                let fault = if self.chance.one_in(2) { Fault::Io } else { Fault::Full };
                let operation = self.disk.operations() + 1 + self.chance.below(10);
                self.disk.fault_at(operation, fault);
            }
            4 => self.disk.read_fault_at(self.disk.reads() + 1 + self.chance.below(4)),
            5 => self.disk.fail_at(self.disk.operations() + 1 + self.chance.below(12)),
            6 => self.disk.set_capacity((2 + self.chance.below(8)) * u64::from(SEGMENT)),
            7..9 => self.disk.set_capacity(u64::MAX),
            9 => self.reopen(met),
            _ => {
                let step = self.chance.step();
                if let Err(error) = self.pair.step(&step) {
                    self.refused(&step, error, met);
                }
            }
        }
    }

    /// The state after a refusal is one that the owner can act on.
    fn refused(&mut self, step: &Step, error: StoreError, met: &mut Met) {
        let read_only = self.pair.store.stats().read_only;
        match (step, error) {
            (Step::Enqueue(_), StoreError::Full) if !read_only => met.refused_full += 1,
            (Step::Transition { .. }, StoreError::Disk(error)) if !read_only => {
                assert_eq!(error.operation, "read");
                met.unreadable += 1;
            }
            (Step::Commit | Step::Maintain(_) | Step::Close, StoreError::Disk(error)) => {
                assert!(read_only, "{error}");
                assert_eq!(self.pair.store.commit(), Err(StoreError::ReadOnly(error)));
                assert_eq!(self.pair.store.enqueue(0, &[message(1)]), Err(StoreError::ReadOnly(error)));
                assert_eq!(self.pair.store.due(i64::MAX, 1), Err(StoreError::ReadOnly(error)));
                met.read_only += 1;
                met.read_only_full += u64::from(error.kind == DiskErrorKind::Full);
                self.reopen(met);
            }
            (_, other) => panic!("{step:?}: {other}, read-only: {read_only}"),
        }
    }

    /// The power or the process goes, and it is opened again: more than once, if that fails, too.
    fn reopen(&mut self, met: &mut Met) {
        met.cleaned += self.pair.store.stats().cleaned;
        if self.chance.one_in(2) {
            self.disk.crash();
            if self.chance.one_in(4) {
                self.disk.fault_at(self.disk.operations() + 1 + self.chance.below(4), Fault::Io);
            }
        } else {
            self.disk.clear_faults();
            if self.chance.one_in(4) {
                self.disk.read_fault_at(self.disk.reads() + 1 + self.chance.below(6));
            }
        }
        let (store, opened) = loop {
            match LogStore::open(self.disk.clone(), config()) {
                Ok(opened) => break opened,
                Err(StoreError::Disk(_)) => met.open_failed += 1,
                Err(error) => panic!("not opened: {error}"),
            }
            self.disk.set_capacity(u64::MAX);
            if self.chance.one_in(2) {
                self.disk.crash();
            }
        };
        met.torn += u64::from(opened.torn.is_some());
        self.disk.clear_faults();
        assert_eq!(check(&self.disk).unwrap().problems, [], "what was torn is cut off");
        self.pair.reopened(store);
        match self.pair.probe() {
            Ok(()) | Err(StoreError::Full) => {}
            Err(error) => panic!("{error}"),
        }
    }

    /// With the disk well again the store is well again.
    fn recovers(mut self, met: &mut Met) {
        self.disk.set_capacity(u64::MAX);
        self.disk.clear_faults();
        self.reopen(met);
        self.pair.now += 2000;
        while self.pair.store.maintain(self.pair.now, 1 << 20).unwrap() {}
        self.pair.step(&Step::Release).unwrap();
        self.pair.step(&Step::Commit).unwrap();
        self.pair.store.enqueue(self.pair.now, &[message(1000)]).unwrap();
        self.pair.store.close().unwrap();
        let live = self.pair.store.live();
        self.disk.crash();
        let (store, opened) = LogStore::open(self.disk, config()).unwrap();
        assert_eq!((store.live(), opened.torn), (live, None));
    }
}

#[test]
fn whatever_the_disk_does_what_was_acknowledged_is_there_once() {
    let mut met = Met::default();
    let seeds = for_each_seed(300, |seed| {
        let mut world = World::new(seed);
        for _ in 0..60 + world.chance.below(60) {
            world.event(&mut met);
        }
        world.recovers(&mut met);
    });
    println!("{seeds} histories: {met:?}");
    if seeds >= 300 {
        let Met { refused_full, read_only, read_only_full, unreadable, open_failed, torn, cleaned } = met;
        for (met, what) in [
            (refused_full, "full"),
            (read_only, "read-only"),
            (read_only_full, "read-only because full"),
            (unreadable, "unreadable"),
            (open_failed, "not opened"),
            (torn, "torn"),
            (cleaned, "cleaned"),
        ] {
            assert!(met > seeds / 100, "{what}: {met} times in {seeds} histories");
        }
    }
}
