//! What the promises are written with.

use brivas_platform::store::{
    Due, Enqueued, Final, IdempotencyKey, Lookup, Message, MessageStore, NewMessage,
};
use bytes::Bytes;

pub(crate) fn message(due_at: i64, priority: u8, body: &'static [u8]) -> NewMessage {
    NewMessage {
        key: None,
        due_at,
        priority,
        state: 1,
        queue: Bytes::from_static(b"491700000001"),
        meta: Bytes::from_static(b"first"),
        body: Bytes::from_static(body),
        leased: false,
    }
}

pub(crate) fn keyed(key: &[u8], expires_at: i64) -> NewMessage {
    let key = IdempotencyKey { octets: Bytes::copy_from_slice(key), expires_at };
    NewMessage { key: Some(key), ..message(0, 0, b"keyed") }
}

pub(crate) fn accepted(answers: &[Enqueued]) -> Vec<u64> {
    answers
        .iter()
        .map(|answer| match answer {
            Enqueued::Accepted(id) => *id,
            Enqueued::Duplicate(id) => panic!("duplicate of {id}"),
        })
        .collect()
}

pub(crate) fn put(store: &mut impl MessageStore, messages: &[NewMessage]) -> Vec<u64> {
    let ids = accepted(&store.enqueue(0, messages).unwrap());
    store.commit().unwrap();
    ids
}

pub(crate) fn live(store: &impl MessageStore, id: u64) -> Message {
    match store.get(0, id).unwrap() {
        Lookup::Live(message) => message,
        other => panic!("{id} is not live: {other:?}"),
    }
}

pub(crate) fn ids(due: &[Due]) -> Vec<u64> {
    due.iter().map(|due| due.id).collect()
}

pub(crate) fn end(id: u64, retain_until: i64) -> Final {
    Final { id, state: 9, done_at: 50, retain_until, summary: Bytes::from_static(b"why") }
}
