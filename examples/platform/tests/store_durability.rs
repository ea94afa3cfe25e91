//! Durability on a simulated disk: what was acknowledged is there, what failed is not acknowledged.

#![allow(clippy::unwrap_used, reason = "helpers outside tests may stop them too")]

mod store_support;

use brivas_platform::store::{
    DiskErrorKind, Enqueued, Lookup, MessageStore, StoreError,
    log::{Event, LogStore, SimDisk, Violation, unsynced_notes},
};
use store_support::{DATA_START, SEGMENT, config, contents, message, open, put};

/// Enqueues and notes each acknowledgement in the trace of the disk.
fn acknowledge_some(disk: &SimDisk) -> Vec<Violation> {
    let (mut store, _) = open(disk);
    for round in 0..40 {
        let answers = store.enqueue(0, &[message(500), message(900)]).unwrap();
        store.commit().unwrap();
        for answer in answers {
            let Enqueued::Accepted(id) = answer else { panic!("{answer:?}") };
            let (name, offset, octets) = store.locate(id).unwrap();
            disk.note(name, offset, octets);
        }
        store.maintain(round, 0).unwrap();
    }
    unsynced_notes(&disk.trace())
}

#[test]
fn every_acknowledgement_follows_the_sync_of_its_record() {
    let disk = SimDisk::new(1);
    assert_eq!(acknowledge_some(&disk), []);
    let notes = disk.trace().iter().filter(|event| matches!(event, Event::Note { .. })).count();
    assert_eq!(notes, 80);
    disk.crash();
    assert_eq!(open(&disk).0.live(), 80);
}

#[test]
fn with_the_sync_taken_out_the_checker_and_a_crash_both_tell() {
    let disk = SimDisk::new(1);
    open(&disk);
    disk.take_sync_out();
    let violations = acknowledge_some(&disk);
    assert_eq!(violations.len(), 80);
    assert!(violations.iter().all(|violation| matches!(violation, Violation::NotSynced(_))));
    disk.crash();
    let found = LogStore::open(disk, config()).map(|(store, _)| store.live());
    assert_ne!(found, Ok(80), "without a sync something acknowledged is lost");
}

#[test]
fn a_commit_without_room_is_not_accepted_and_loses_nothing() {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    let first = put(&mut store, 1000);
    disk.set_capacity(u64::from(SEGMENT));
    let error = loop {
        // No housekeeping: the commit finds no segment ahead and must make one.
        store.enqueue(0, &[message(1000)]).unwrap();
        if let Err(error) = store.commit() {
            break error;
        }
    };
    assert!(matches!(error, StoreError::Disk(error) if error.kind == DiskErrorKind::Full), "{error}");
    let read_only = store.enqueue(0, &[message(1)]).unwrap_err();
    assert!(
        matches!(read_only, StoreError::ReadOnly(error) if error.kind == DiskErrorKind::Full),
        "{read_only}"
    );
    assert!(store.maintain(0, 0).is_err() && store.finalize(&[]).is_err() && store.transition(&[]).is_err());
    assert!(matches!(store.get(0, first), Ok(Lookup::Live(_))), "reading goes on");
    let acknowledged = store.live() - 1;
    drop(store);
    disk.set_capacity(u64::MAX);
    disk.crash();
    let (mut store, opened) = open(&disk);
    assert_eq!((opened.messages, opened.torn), (acknowledged, None));
    put(&mut store, 1000);
}

#[test]
fn after_a_failed_sync_nothing_is_accepted_until_it_is_opened_again() {
    for operation in 1..=2 {
        let disk = SimDisk::new(operation);
        let (mut store, _) = open(&disk);
        put(&mut store, 100);
        disk.fail_at(disk.operations() + operation); // the write, the sync
        store.enqueue(0, &[message(100)]).unwrap();
        assert!(matches!(store.commit(), Err(StoreError::Disk(_))));
        disk.fail_at(u64::MAX);
        assert!(matches!(store.commit(), Err(StoreError::ReadOnly(_))), "trying again does not help");
        assert!(store.stats().read_only);
        drop(store);
        disk.crash();
        let (store, _) = open(&disk);
        assert!((1..=2).contains(&store.live()));
    }
}

#[test]
fn batches_are_limited_by_a_segment() {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    let limit = SEGMENT as usize - DATA_START - 25 - 25 - 4;
    let largest = message(limit - 39 - 5);
    assert_eq!(store.enqueue(0, std::slice::from_ref(&largest)), Ok(vec![Enqueued::Accepted(1)]));
    let over = message(limit - 39 - 5 + 1);
    assert_eq!(store.enqueue(0, &[over]), Err(StoreError::BatchTooLarge { octets: limit + 1, limit }));
    store.commit().unwrap();
    assert_eq!(store.enqueue(0, std::slice::from_ref(&largest)), Ok(vec![Enqueued::Accepted(2)]));
    store.commit().unwrap();
    drop(store);
    disk.crash();
    assert_eq!(open(&disk).0.live(), 2);
}

#[test]
fn one_commit_may_span_segments() {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    for _ in 0..50 {
        store.enqueue(0, &[message(1000)]).unwrap();
    }
    let pending = contents(&store);
    store.commit().unwrap();
    assert!(store.stats().segments > 3);
    assert_eq!(contents(&store), pending);
    drop(store);
    disk.crash();
    assert_eq!(contents(&open(&disk).0), pending);
}

/// A close writes an empty commit, and that needs room of its own.
#[test]
fn a_log_can_be_closed_at_any_place_of_a_segment() {
    let largest = SEGMENT as usize - DATA_START - 25 - 25 - 4 - 39 - 5;
    for left in 0..80 {
        let disk = SimDisk::new(1);
        let (mut store, _) = open(&disk);
        put(&mut store, largest - left);
        store.close().unwrap();
        store.close().unwrap();
        drop(store);
        disk.crash();
        let (mut store, opened) = open(&disk);
        assert_eq!((opened.messages, opened.torn), (1, None), "{left} octets left");
        put(&mut store, 1);
    }
}
