//! Backup on the simulated disk, with a writer that goes on between any two steps of the backup and the backup between the parts of
//! any write: the copy is a state that the log was in since the backup began.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod store_support;

use std::{cell::RefCell, rc::Rc};

use brivas_platform::store::{
    Damage, DiskError, DiskErrorKind, MessageStore, StoreError,
    log::{
        Backup, BackupError, Disk, Errand, ErrandState, Fault,
        FileName::{self, Segment},
        LogDisk, LogStore, Manifest, ReadDisk, SimDisk, restore,
    },
};
use store_support::{
    SEGMENT,
    chance::{Chance, for_each_seed},
    config, contents, finish, open,
    pair::{New, Pair, Step},
    put, written,
};

/// A backup under way, and how it ended.
#[derive(Debug)]
struct Runner {
    chance: Chance,
    backup: Option<Backup<SimDisk, SimDisk>>,
    ended: Option<Result<Manifest, BackupError>>,
    attempts: u32,
}

impl Runner {
    /// Does a few steps of the backup, or none.
    fn tick(&mut self) {
        for _ in 0..self.chance.below(4) {
            self.step();
        }
    }

    fn step(&mut self) {
        let Some(backup) = &mut self.backup else { return };
        let ended = backup.step().transpose();
        self.attempts = backup.progress().attempt;
        if ended.is_some() {
            self.ended = ended;
            self.backup = None;
        }
    }
}

/// The writer's disk. Its writes are seen in parts, the last one first, as they may be in a page cache.
#[derive(Clone, Debug)]
struct Watched {
    disk: SimDisk,
    runner: Rc<RefCell<Runner>>,
    errand: Option<Errand>,
}

impl Watched {
    fn tick(&self) {
        self.runner.borrow_mut().tick();
    }
}

impl ReadDisk for Watched {
    fn list(&self) -> Result<Vec<FileName>, DiskError> {
        self.disk.list()
    }

    fn length(&self, name: FileName) -> Result<u64, DiskError> {
        self.disk.length(name)
    }

    fn read_at(&self, name: FileName, offset: u64, buffer: &mut [u8]) -> Result<(), DiskError> {
        self.disk.read_at(name, offset, buffer)
    }
}

impl Disk for Watched {
    fn create(&mut self, name: FileName) -> Result<(), DiskError> {
        self.disk.create(name)
    }

    fn write_at(&mut self, name: FileName, offset: u64, octets: &[u8]) -> Result<(), DiskError> {
        let cut = self.runner.borrow_mut().chance.index(octets.len() + 1);
        let (first, last) = octets.split_at(cut);
        self.tick();
        self.disk.write_at(name, offset + first.len() as u64, last)?;
        self.tick();
        self.disk.write_at(name, offset, first)?;
        self.tick();
        Ok(())
    }

    fn sync(&mut self, name: FileName) -> Result<(), DiskError> {
        self.disk.sync(name)?;
        self.tick();
        Ok(())
    }

    fn rename(&mut self, from: FileName, to: FileName) -> Result<(), DiskError> {
        self.disk.rename(from, to)?;
        self.tick();
        Ok(())
    }

    fn remove(&mut self, name: FileName) -> Result<(), DiskError> {
        self.disk.remove(name)?;
        self.tick();
        Ok(())
    }

    fn sync_directory(&mut self) -> Result<(), DiskError> {
        self.disk.sync_directory()?;
        self.tick();
        Ok(())
    }
}

/// Errands are seen by the backup like everything else.
impl LogDisk for Watched {
    fn begin_errand(&mut self, errand: Errand) -> Result<(), DiskError> {
        self.errand = Some(errand);
        Ok(())
    }

    fn poll_errand(&mut self, _committed: u64) -> ErrandState {
        let mut errand = self.errand.take().unwrap();
        match errand.step(self, SEGMENT / 4) {
            Ok(false) => {
                self.errand = Some(errand);
                ErrandState::Waiting
            }
            ended => ErrandState::Ended(ended.map(drop)),
        }
    }

    fn finish_errand(&mut self) -> Result<(), DiskError> {
        loop {
            if let ErrandState::Ended(ended) = self.poll_errand(0) {
                return ended;
            }
        }
    }
}

#[test]
fn a_backup_is_a_state_that_the_log_was_in_since_it_began() {
    let (mut again, mut overtaken, mut cleaned) = (0, 0, 0);
    let seeds = for_each_seed(200, |seed| {
        let mut chance = Chance(seed);
        let (source, target) = (SimDisk::new(seed), SimDisk::new(seed));
        let runner = Runner { chance: Chance(seed ^ 1), backup: None, ended: None, attempts: 1 };
        let runner = Rc::new(RefCell::new(runner));
        let watched = Watched { disk: source.clone(), runner: runner.clone(), errand: None };
        let mut pair = Pair::new(LogStore::open(watched, config()).unwrap().0);
        for _ in 0..chance.below(120) {
            let step = chance.step();
            pair.step(&step).unwrap();
        }
        let step_octets = [300, 2000, 1 << 20][chance.index(3)];
        let backup = Backup::begin(source, target.clone(), step_octets, pair.now).unwrap();
        runner.borrow_mut().backup = Some(backup);
        // From the last one that was acknowledged.
        let mut states = pair.states.clone();
        for _ in 0..150 {
            runner.borrow_mut().tick();
            pair.step(&small(chance.step())).unwrap();
            states.push(pair.model().clone());
            pair.step(&Step::Commit).unwrap();
            if runner.borrow().ended.is_some() {
                break;
            }
        }
        while runner.borrow().ended.is_none() {
            runner.borrow_mut().step();
        }
        cleaned += pair.store.stats().cleaned;
        again += u32::from(runner.borrow().attempts > 1);
        let manifest = match runner.borrow_mut().ended.take().unwrap() {
            Ok(manifest) => manifest,
            Err(BackupError::Overtaken { .. }) => return overtaken += 1,
            Err(error) => panic!("{error}"),
        };
        target.crash();
        let restored = SimDisk::new(seed);
        restore(&target, &manifest, &mut restored.clone(), 1000, &mut |_| {}).unwrap();
        restored.crash();
        let (store, opened) = open(&restored);
        assert_eq!((opened.torn, opened.messages), (None, manifest.messages));
        // Keys and the next id are those of that state, too.
        let mut taken = Pair::new(store);
        (taken.states, taken.now) = (states, pair.now);
        taken.reopened(open(&restored).0);
        taken.probe().unwrap();
    });
    println!("{seeds} backups, {again} began again, {overtaken} were overtaken, {cleaned} segments cleaned");
    if seeds >= 200 {
        assert!(again > seeds_in(seeds, 50) && overtaken < seeds_in(seeds, 10), "{again}, {overtaken}");
    }
}

/// Small commits, of which many come to lie in a segment while it is read.
fn small(step: Step) -> Step {
    match step {
        Step::Enqueue(batch) => {
            Step::Enqueue(batch.into_iter().map(|new| New { body: new.body % 300, ..new }).collect())
        }
        step => step,
    }
}

fn seeds_in(seeds: u64, part: u64) -> u32 {
    u32::try_from(seeds / part).unwrap()
}

fn backed_up(source: &SimDisk, target: &SimDisk) -> Result<Manifest, BackupError> {
    let mut backup = Backup::begin(source.clone(), target.clone(), 1 << 20, 7)?;
    loop {
        if let Some(manifest) = backup.step()? {
            return Ok(manifest);
        }
    }
}

fn restored(target: &SimDisk, manifest: &Manifest) -> Result<SimDisk, BackupError> {
    let disk = SimDisk::new(9);
    restore(target, manifest, &mut disk.clone(), 1000, &mut |_| {})?;
    disk.crash();
    Ok(disk)
}

#[test]
fn a_log_at_rest_is_backed_up_with_what_a_crash_left_of_it_cut_off() {
    let (source, places) = written(30);
    let (name, offset) = places[29];
    source.lose(name, offset + 512, 300);
    let target = SimDisk::new(1);
    let manifest = backed_up(&source, &target).unwrap();
    assert_eq!((manifest.messages, manifest.taken_at_ms), (29, 7));
    let disk = restored(&target, &manifest).unwrap();
    let (mut store, opened) = open(&disk);
    assert_eq!((opened.messages, opened.torn), (29, None));
    assert_eq!(put(&mut store, 10), 30);
    assert_eq!(contents(&open(&source).0).len(), 29, "the source is as it was");
}

#[test]
fn an_empty_log_has_a_backup_and_none_has_not() {
    let source = SimDisk::new(1);
    let none = Backup::begin(source.clone(), SimDisk::new(1), 1, 0).unwrap_err();
    assert_eq!(none, BackupError::NoStore);
    drop(open(&source));
    let target = SimDisk::new(1);
    let manifest = backed_up(&source, &target).unwrap();
    assert_eq!((manifest.messages, manifest.segments.len()), (0, 1));
    assert_eq!(put(&mut open(&restored(&target, &manifest).unwrap()).0, 10), 1);
    let twice = Backup::begin(source, target, 1, 0).unwrap_err();
    assert!(matches!(twice, BackupError::Target(StoreError::Config(_))), "{twice}");
}

#[test]
fn a_damaged_log_is_not_backed_up_but_named() {
    for (number, damaged) in [(2, Damage::Checksum), (25, Damage::Checksum)] {
        let (source, places) = written(30);
        let (name, offset) = places[number];
        source.flip_bit(name, offset + 100, 1);
        let Segment(segment) = name else { panic!("{name:?}") };
        let offset = u32::try_from(offset).unwrap();
        let expected = StoreError::Corrupt { segment, offset, damage: damaged };
        assert_eq!(backed_up(&source, &SimDisk::new(1)), Err(BackupError::Source(expected)));
    }
    let (source, places) = written(30);
    let last_of_first = places.iter().rfind(|(name, _)| *name == Segment(1)).unwrap();
    source.lose(Segment(1), last_of_first.1, 1044 + 25);
    let refused = backed_up(&source, &SimDisk::new(1)).unwrap_err();
    assert!(
        matches!(
            refused,
            BackupError::Source(StoreError::Corrupt { segment: 1, damage: Damage::Sequence, .. })
        ),
        "a whole commit is gone: {refused}"
    );
    let (source, _) = written(30);
    source.lose_file(Segment(1));
    assert!(backed_up(&source, &SimDisk::new(1)).is_err());
}

#[test]
fn a_log_that_is_cleaned_faster_than_it_is_copied_is_given_up() {
    let (source, target) = (SimDisk::new(1), SimDisk::new(1));
    let (mut store, _) = open(&source);
    for _ in 0..40 {
        put(&mut store, 1000);
    }
    let mut backup = Backup::begin(source, target.clone(), 100, 0).unwrap();
    let error = loop {
        for id in 1.. {
            let put = put(&mut store, 1000);
            finish(&mut store, &[put, id]);
            store.maintain(0, 1 << 20).unwrap();
            if id > 60 {
                break;
            }
        }
        match backup.step() {
            Ok(None) => {}
            Ok(Some(manifest)) => panic!("{manifest:?}"),
            Err(error) => break error,
        }
    };
    assert_eq!(error, BackupError::Overtaken { attempts: 10 });
    assert_eq!(error.to_string(), "the store was cleaned faster than it could be copied, 10 times");
}

#[test]
fn what_fails_on_either_disk_ends_the_backup_and_says_so() {
    let (source, _) = written(30);
    for read in 1..=source_reads(&source) {
        source.read_fault_at(source.reads() + read);
        match backed_up(&source, &SimDisk::new(1)) {
            Err(BackupError::Source(StoreError::Disk(error))) => assert_eq!(error.operation, "read"),
            // While it chooses what to copy it tries again.
            other => assert!(other.is_ok_and(|manifest| manifest.messages == 30), "read {read}"),
        }
        source.clear_faults();
    }
    let whole = SimDisk::new(1);
    backed_up(&source, &whole).unwrap();
    for operation in 1..=whole.operations() {
        let target = SimDisk::new(1);
        target.fault_at(operation, Fault::Full);
        let refused = backed_up(&source, &target).unwrap_err();
        let BackupError::Target(StoreError::Disk(error)) = refused else { panic!("{refused}") };
        assert_eq!(error.kind, DiskErrorKind::Full, "operation {operation}");
    }
}

fn source_reads(source: &SimDisk) -> u64 {
    let before = source.reads();
    backed_up(source, &SimDisk::new(1)).unwrap();
    source.reads() - before
}

#[test]
fn a_backup_that_is_not_as_its_manifest_says_is_not_restored() {
    let (source, _) = written(30);
    let backup = || {
        let target = SimDisk::new(1);
        let manifest = backed_up(&source, &target).unwrap();
        (target, manifest)
    };
    let differs = |segment, what| BackupError::Differs { segment, what };
    let (target, manifest) = backup();
    target.flip_bit(Segment(2), 9000, 0);
    let sum = "it has another check sum than the manifest says";
    assert_eq!(restored(&target, &manifest).unwrap_err(), differs(2, sum));
    let (target, manifest) = backup();
    target.lose_file(Segment(3));
    assert_eq!(restored(&target, &manifest).unwrap_err(), differs(3, "it is missing"));
    let (mut target, manifest) = backup();
    target.create(Segment(9)).unwrap();
    assert_eq!(restored(&target, &manifest).unwrap_err(), differs(9, "it is not in the manifest"));
    let (mut target, manifest) = backup();
    target.write_at(Segment(2), SEGMENT.into(), &[0]).unwrap();
    let size = "it has another size than the manifest says";
    assert_eq!(restored(&target, &manifest).unwrap_err(), differs(2, size));
    let (target, mut manifest) = backup();
    manifest.messages += 1;
    let refused = restored(&target, &manifest).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the copy is not what it should be: 30 messages, 0 summaries, 0 keys, 0 damaged places"
    );
    let (target, manifest) = backup();
    let taken = restored(&target, &manifest).unwrap();
    let onto = restore(&target, &manifest, &mut taken.clone(), 1000, &mut |_| {}).unwrap_err();
    assert!(matches!(onto, BackupError::Target(StoreError::Config(_))), "{onto}");
    for operation in 1..=taken.operations() {
        let disk = SimDisk::new(operation);
        disk.fail_at(operation);
        let cut = restore(&target, &manifest, &mut disk.clone(), 1000, &mut |_| {});
        assert!(matches!(cut, Err(BackupError::Target(_))), "operation {operation}");
    }
}
