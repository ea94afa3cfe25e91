//! What the tests of the log share.

#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

pub(crate) mod chance;
pub(crate) mod pair;

use brivas_platform::store::{
    Enqueued, Final, IdempotencyKey, Message, MessageStore, NewMessage, StoreError,
    log::{FileName, LogConfig, LogStore, Opened, SimDisk},
};
use bytes::Bytes;

pub(crate) const DATA_START: usize = 4096;

pub(crate) const SEGMENT: u32 = LogConfig::MIN_SEGMENT_OCTETS;

pub(crate) fn config() -> LogConfig {
    LogConfig::new(3).segment_octets(SEGMENT)
}

pub(crate) fn open(disk: &SimDisk) -> (LogStore<SimDisk>, Opened) {
    LogStore::open(disk.clone(), config()).unwrap()
}

pub(crate) fn refusal(disk: &SimDisk) -> StoreError {
    LogStore::open(disk.clone(), config()).unwrap_err()
}

pub(crate) fn message(octets: usize) -> NewMessage {
    NewMessage { body: vec![b'b'; octets].into(), queue: "queue".into(), ..NewMessage::default() }
}

pub(crate) fn keyed(key: &str, expires_at: i64) -> NewMessage {
    let octets = Bytes::copy_from_slice(key.as_bytes());
    NewMessage { key: Some(IdempotencyKey { octets, expires_at }), ..message(10) }
}

pub(crate) fn put(store: &mut LogStore<SimDisk>, octets: usize) -> u64 {
    let answers = store.enqueue(0, &[message(octets)]).unwrap();
    store.commit().unwrap();
    match answers[..] {
        [Enqueued::Accepted(id)] => id,
        _ => panic!("{answers:?}"),
    }
}

pub(crate) fn finish(store: &mut LogStore<SimDisk>, ids: &[u64]) {
    let ends: Vec<_> = ids.iter().map(|id| Final { id: *id, ..Final::default() }).collect();
    store.finalize(&ends).unwrap();
    store.commit().unwrap();
}

pub(crate) fn settle(store: &mut LogStore<SimDisk>, now: i64) {
    while store.maintain(now, 1 << 20).unwrap() {}
}

pub(crate) fn contents(store: &impl MessageStore) -> Vec<Message> {
    let mut messages = Vec::new();
    store.snapshot(&mut |message| messages.push(message)).unwrap();
    messages
}

/// A log of `messages` messages of 1,000 octets in commits of their own, and where each record is.
pub(crate) fn written(messages: u64) -> (SimDisk, Vec<(FileName, usize)>) {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    let mut places = Vec::new();
    for _ in 0..messages {
        let id = put(&mut store, 1000);
        let (name, offset, _) = store.locate(id).unwrap();
        places.push((name, usize::try_from(offset).unwrap()));
    }
    drop(store);
    disk.crash();
    (disk, places)
}
