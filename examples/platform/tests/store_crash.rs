//! One script, with the power going at each of its disk operations in turn; and the power going after a process was killed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use brivas_platform::store::{
    Enqueued, Final, IdempotencyKey, Lookup, MessageStore, NewMessage, StoreError, Transition,
    log::{Event, Fault, FileName::Spare, LogConfig, LogStore, SimDisk},
};

fn config() -> LogConfig {
    LogConfig::new(3).segment_octets(LogConfig::MIN_SEGMENT_OCTETS)
}

/// What the script was told is durable.
#[derive(Debug, Default)]
struct Acknowledged {
    enqueued: Vec<u64>,
    finished: Vec<u64>,
}

/// Enqueues, changes and finishes messages and cleans segments, until it is through or something fails.
fn script(disk: &SimDisk, acknowledged: &mut Acknowledged) -> Result<(), StoreError> {
    let (mut store, _) = LogStore::open(disk.clone(), config())?;
    for round in 0..60_i64 {
        let key = IdempotencyKey { octets: format!("key {round}").into(), expires_at: i64::MAX };
        let body = vec![b'x'; 1200];
        let new = NewMessage { key: Some(key), body: body.into(), ..NewMessage::default() };
        let [Enqueued::Accepted(id)] = store.enqueue(round, &[new])?[..] else { panic!("a duplicate") };
        store.transition(&[Transition { id, state: 2, due_at: round, ..Transition::default() }])?;
        store.commit()?;
        acknowledged.enqueued.push(id);
        if round % 8 != 0 {
            store.finalize(&[Final { id, state: 3, retain_until: i64::MAX, ..Final::default() }])?;
            store.commit()?;
            acknowledged.finished.push(id);
        }
        store.maintain(round, 0)?;
    }
    store.close()
}

#[test]
fn nothing_acknowledged_is_lost_wherever_the_power_goes() {
    let whole = SimDisk::new(0);
    script(&whole, &mut Acknowledged::default()).unwrap();
    let operations = whole.operations();
    assert!(operations > 200, "{operations}");
    let cleaned =
        whole.trace().into_iter().filter(|event| matches!(event, Event::Rename { to: Spare(_), .. })).count();
    assert!(cleaned > 1, "segments are cleaned on the way");
    for operation in 1..=operations {
        for seed in 0..4 {
            let disk = SimDisk::new(seed);
            disk.fail_at(operation);
            let mut acknowledged = Acknowledged::default();
            let ended = script(&disk, &mut acknowledged);
            assert!(ended.is_err(), "operation {operation} was never reached");
            disk.crash();
            verify(&disk, &acknowledged, operation);
        }
    }
}

fn verify(disk: &SimDisk, acknowledged: &Acknowledged, operation: u64) {
    let (mut store, _) =
        LogStore::open(disk.clone(), config()).unwrap_or_else(|error| panic!("{operation}: {error}"));
    for id in &acknowledged.enqueued {
        match store.get(0, *id).unwrap() {
            Lookup::Live(message) => {
                assert!(!acknowledged.finished.contains(id), "{operation}: {id} is alive again");
                assert_eq!((message.state, message.body.len()), (2, 1200));
            }
            // The last one may have been finished without the script having been told.
            Lookup::Final(summary) => assert_eq!(summary.state, 3),
            Lookup::Unknown => panic!("{operation}: {id} is lost"),
        }
        let key = IdempotencyKey { octets: format!("key {}", id - 1).into(), expires_at: 0 };
        let again = NewMessage { key: Some(key), ..NewMessage::default() };
        assert_eq!(store.enqueue(0, &[again]), Ok(vec![Enqueued::Duplicate(*id)]), "{operation}");
    }
    let fresh = store.enqueue(0, &[NewMessage::default()]).unwrap();
    let last = acknowledged.enqueued.last().copied().unwrap_or(0);
    assert!(
        matches!(fresh[..], [Enqueued::Accepted(id)] if id > last),
        "{operation}: {fresh:?} after {last}"
    );
}

/// The sync of a commit fails, and it is opened again without the power having gone: what is read then may be in the page cache only.
/// It is shown, so it must be durable; else the power would take it from under the commits behind it.
#[test]
fn what_is_shown_after_a_failed_sync_survives_the_power() {
    for seed in 0..50 {
        let disk = SimDisk::new(seed);
        let (mut store, _) = LogStore::open(disk.clone(), config()).unwrap();
        let body = |octets| NewMessage { body: vec![b'x'; octets].into(), ..NewMessage::default() };
        store.enqueue(0, &[body(11_000)]).unwrap();
        disk.fault_at(disk.operations() + 2, Fault::Io);
        assert!(matches!(store.commit(), Err(StoreError::Disk(error)) if error.operation == "sync"));
        drop(store);
        disk.clear_faults();
        let (mut store, opened) = LogStore::open(disk.clone(), config()).unwrap();
        assert_eq!((opened.messages, opened.torn), (1, None));
        store.enqueue(0, &[body(11_000)]).unwrap();
        store.commit().unwrap();
        assert_eq!(store.stats().segments, 2);
        drop(store);
        disk.crash();
        let (_, opened) =
            LogStore::open(disk, config()).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert_eq!(opened.messages, 2);
    }
}
