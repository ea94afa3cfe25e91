//! What is done beside the log: files are filled, become segments, are taken back. Whatever happens in the middle of it, the log
//! is as it was.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod store_support;

use brivas_platform::store::{
    DiskErrorKind, Enqueued, MessageStore, StoreError,
    log::{
        Event, Fault, FileDisk,
        FileName::{self, Segment, Spare},
        LogStore, ReadDisk, SimDisk,
    },
};
use store_support::{SEGMENT, config, contents, finish, message, open, put, settle};

/// A log with one message, and no file prepared beyond the segment it is in.
fn fresh(seed: u64) -> (SimDisk, LogStore<SimDisk>) {
    let disk = SimDisk::new(seed);
    let (mut store, _) = open(&disk);
    put(&mut store, 1000);
    (disk, store)
}

/// How many operations it takes to prepare all files that are wanted.
fn operations_of_preparing() -> u64 {
    let (disk, mut store) = fresh(0);
    let before = disk.operations();
    settle(&mut store, 0);
    disk.operations() - before
}

fn goes_on(disk: &SimDisk, what: &str) {
    let (mut store, opened) = open(disk);
    assert_eq!((opened.messages, opened.torn), (1, None), "{what}");
    settle(&mut store, 0);
    for now in 0..40 {
        put(&mut store, 1000);
        store.maintain(now, 0).unwrap();
    }
    assert_eq!(store.stats().waited_for_segment, 0, "{what}");
    drop(store);
    disk.crash();
    assert_eq!(open(disk).1.messages, 41, "{what}");
}

/// A commit's sync would wait for what was written beside it.
#[test]
fn files_are_prepared_in_steps_that_leave_nothing_to_sync_for_the_commits_between() {
    let (disk, mut store) = fresh(1);
    let mut commits = 0;
    while store.maintain(0, 0).unwrap() {
        put(&mut store, 10);
        commits += 1;
    }
    assert!(commits > 4, "{commits} commits");
    let mut unsynced = 0;
    for event in disk.trace() {
        match event {
            Event::Write { name: Spare(_), octets, .. } => unsynced += octets,
            Event::Sync { name: Spare(_) } => unsynced = 0,
            Event::Write { name: Segment(_), .. } => assert_eq!(unsynced, 0),
            _ => {}
        }
        assert!(unsynced <= u64::from(SEGMENT / 2));
    }
}

#[test]
fn the_power_may_go_anywhere_while_files_are_prepared() {
    for operation in 1..=operations_of_preparing() {
        for seed in 0..4 {
            let (disk, mut store) = fresh(seed);
            disk.fail_at(disk.operations() + operation);
            let error = loop {
                if let Err(error) = store.maintain(0, 0) {
                    break error;
                }
            };
            assert!(matches!(error, StoreError::Disk(_)), "operation {operation}: {error}");
            drop(store);
            disk.crash();
            goes_on(&disk, &format!("operation {operation}, seed {seed}"));
        }
    }
}

#[test]
fn the_process_may_end_anywhere_while_files_are_prepared() {
    for steps in 0.. {
        let (disk, mut store) = fresh(1);
        let more = (0..=steps).all(|_| store.maintain(0, 0).unwrap());
        drop(store);
        goes_on(&disk, &format!("{steps} steps"));
        if !more {
            break;
        }
    }
}

#[test]
fn a_file_that_cannot_be_prepared_is_told_and_then_the_store_is_read_only() {
    for operation in 1..=operations_of_preparing() {
        let (disk, mut store) = fresh(operation);
        disk.fault_at(disk.operations() + operation, Fault::Io);
        let error = loop {
            if let Err(error) = store.maintain(0, 0) {
                break error;
            }
        };
        let StoreError::Disk(cause) = error else { panic!("{error}") };
        assert_eq!(store.maintain(0, 0), Err(StoreError::ReadOnly(cause)));
        assert_eq!(store.enqueue(0, &[message(1)]), Err(StoreError::ReadOnly(cause)));
        assert!(store.stats().read_only);
        assert_eq!(contents(&store).len(), 1, "reading goes on");
        drop(store);
        disk.clear_faults();
        goes_on(&disk, &format!("operation {operation}"));
    }
}

/// Whether the disk is full at the first octet of a file or at its last: what was written of it is given back.
#[test]
fn a_disk_that_is_full_while_a_file_is_filled_refuses_new_messages_only() {
    for room in [0, 1, SEGMENT / 2, SEGMENT - 1] {
        let (disk, mut store) = fresh(1);
        disk.set_capacity(u64::from(SEGMENT + room));
        settle(&mut store, 0);
        assert_eq!(disk.list(), Ok(vec![Segment(1)]), "{room} octets left");
        assert_eq!(store.enqueue(0, &[message(10)]), Err(StoreError::Full));
        finish(&mut store, &[1]);
        settle(&mut store, 999);
        assert_eq!(store.enqueue(999, &[message(10)]), Err(StoreError::Full), "not tried again yet");
        disk.set_capacity(u64::MAX);
        settle(&mut store, 1000);
        put(&mut store, 10);
        assert_eq!(store.stats().ready_segments, 2);
    }
}

#[test]
fn whichever_step_of_filling_finds_the_disk_full_it_is_tried_again() {
    const STEPS: u64 = 4;
    for operation in 1..=1 + 2 * STEPS {
        for seed in 0..4 {
            let (disk, mut store) = fresh(seed);
            disk.fault_at(disk.operations() + operation, Fault::Full);
            settle(&mut store, 0);
            assert_eq!(disk.list(), Ok(vec![Segment(1)]), "operation {operation}");
            assert!(!store.stats().read_only);
            settle(&mut store, 1000);
            assert_eq!(store.stats().ready_segments, 2);
        }
    }
}

/// The commit has to wait for the file that is being filled, and that does not come to its end.
#[test]
fn a_commit_that_waits_for_a_file_fails_with_it() {
    let (disk, mut store) = fresh(1);
    assert_eq!(store.maintain(0, 0), Ok(true), "a file is being filled");
    disk.set_capacity(u64::from(SEGMENT + SEGMENT / 2));
    let error = loop {
        store.enqueue(0, &[message(1000)]).unwrap();
        if let Err(error) = store.commit() {
            break error;
        }
    };
    let StoreError::Disk(cause) = error else { panic!("{error}") };
    assert_eq!(cause.kind, DiskErrorKind::Full);
    assert_eq!(store.maintain(0, 0), Err(StoreError::ReadOnly(cause)));
    let acknowledged = store.live() - 1;
    drop(store);
    disk.set_capacity(u64::MAX);
    assert_eq!(open(&disk).1.messages, acknowledged);
}

/// Puts a message of 1,000 octets; whether or not the files are ready.
fn put_on_files(store: &mut LogStore<FileDisk>) {
    let answers = store.enqueue(0, &[message(1000)]).unwrap();
    assert!(matches!(answers[..], [Enqueued::Accepted(_)]));
    store.commit().unwrap();
}

#[test]
fn on_a_file_system_errands_go_on_by_themselves() {
    let directory = tempfile::tempdir().unwrap();
    let open = || LogStore::open(FileDisk::open(directory.path()).unwrap(), config()).unwrap();
    let (mut store, _) = open();
    while store.stats().ready_segments < 2 {
        assert_eq!(store.maintain(0, 0), Ok(false), "calling does not help");
        std::thread::yield_now();
    }
    for number in 0..200 {
        put_on_files(&mut store);
        if number % 3 == 0 {
            store.maintain(0, 0).unwrap();
        }
    }
    let files = contents(&store);
    drop(store);
    assert_eq!(contents(&open().0), files);
}

#[test]
fn a_directory_is_free_when_its_disk_is_gone_though_a_file_was_being_filled() {
    const LARGE: u32 = 8 << 20;
    let directory = tempfile::tempdir().unwrap();
    let config = || config().segment_octets(LARGE);
    for round in 0..5 {
        let disk = FileDisk::open(directory.path()).unwrap();
        let whole = |disk: &FileDisk, name: &FileName| disk.length(*name) == Ok(LARGE.into());
        let (mut store, opened) = LogStore::open(disk, config()).unwrap();
        assert_eq!(opened.messages, round);
        put_on_files(&mut store);
        store.maintain(0, 0).unwrap();
        let disk = store.into_disk();
        let segments = disk.list().unwrap().into_iter().filter(|name| matches!(name, Segment(_)));
        assert!(segments.into_iter().all(|name| whole(&disk, &name)));
    }
}
