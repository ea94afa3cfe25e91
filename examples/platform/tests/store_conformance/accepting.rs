//! Promises about what is taken: keys, limits, ids.

use brivas_platform::store::{
    Applied, Enqueued, Final, IdempotencyKey, MAX_BODY, MAX_KEY, MAX_META, MAX_QUEUE, MessageStore,
    NewMessage, StoreError, Transition,
};
use bytes::Bytes;

use crate::{
    Factory,
    support::{accepted, end, keyed, live, message, put},
};

pub(crate) fn a_key_is_accepted_once_until_it_expires(factory: impl Factory) {
    let mut store = factory.open();
    let first = put(&mut store, &[keyed(b"k", 100)])[0];
    assert_eq!(store.enqueue(99, &[keyed(b"k", 500)]), Ok(vec![Enqueued::Duplicate(first)]));
    let other = accepted(&store.enqueue(99, &[keyed(b"other", 100)]).unwrap())[0];
    let again = accepted(&store.enqueue(100, &[keyed(b"k", 500)]).unwrap())[0];
    assert!(first < other && other < again);
    assert_eq!(store.enqueue(499, &[keyed(b"k", 0)]), Ok(vec![Enqueued::Duplicate(again)]));
    store.maintain(499, 0).unwrap();
    assert_eq!(store.enqueue(499, &[keyed(b"k", 0)]), Ok(vec![Enqueued::Duplicate(again)]));
}

pub(crate) fn a_key_outlives_its_message(factory: impl Factory) {
    let mut store = factory.open();
    let first = put(&mut store, &[keyed(b"k", 100)])[0];
    assert_eq!(store.finalize(&[end(first, 0)]), Ok(vec![Applied::Done]));
    store.commit().unwrap();
    assert_eq!(store.enqueue(99, &[keyed(b"k", 500)]), Ok(vec![Enqueued::Duplicate(first)]));
    if let Some(mut store) = factory.reopen(store) {
        assert_eq!(store.enqueue(99, &[keyed(b"k", 500)]), Ok(vec![Enqueued::Duplicate(first)]));
        accepted(&store.enqueue(100, &[keyed(b"k", 500)]).unwrap());
    }
}

pub(crate) fn a_duplicate_within_a_batch_is_noticed(factory: impl Factory) {
    let mut store = factory.open();
    let answers = store.enqueue(0, &[keyed(b"a", 9), keyed(b"b", 9), keyed(b"a", 9)]).unwrap();
    let first = accepted(&answers[..2])[0];
    assert_eq!(answers[2], Enqueued::Duplicate(first));
    assert_eq!(store.live(), 2);
}

pub(crate) fn the_holder_of_a_key_is_told_while_it_holds(factory: impl Factory) {
    let mut store = factory.open();
    let id = put(&mut store, &[keyed(b"a", 9)])[0];
    assert_eq!(store.holder(8, b"a"), Some(id));
    assert_eq!((store.holder(9, b"a"), store.holder(0, b"b")), (None, None));
    store.finalize(&[end(id, 0)]).unwrap();
    store.commit().unwrap();
    assert_eq!(store.holder(8, b"a"), Some(id), "it outlives its message");
    if let Some(store) = factory.reopen(store) {
        assert_eq!(store.holder(8, b"a"), Some(id));
    }
}

pub(crate) fn limits_hold_at_their_bounds(factory: impl Factory) {
    let mut store = factory.open();
    let octets = |length: usize| Bytes::from(vec![b'x'; length]);
    let largest = NewMessage {
        key: Some(IdempotencyKey { octets: octets(MAX_KEY), expires_at: i64::MAX }),
        due_at: i64::MIN,
        priority: 255,
        state: 255,
        queue: octets(MAX_QUEUE),
        meta: octets(MAX_META),
        body: octets(MAX_BODY),
        leased: false,
    };
    let id = put(&mut store, std::slice::from_ref(&largest))[0];
    let found = live(&store, id);
    assert_eq!((found.body.len(), found.queue.len(), found.meta.len()), (MAX_BODY, MAX_QUEUE, MAX_META));
    let key = |length| Some(IdempotencyKey { octets: octets(length), expires_at: 1 });
    let refused = [
        (NewMessage { key: key(MAX_KEY + 1), ..message(0, 0, b"") }, "key", MAX_KEY + 1),
        (NewMessage { key: key(0), ..message(0, 0, b"") }, "key", 0),
        (NewMessage { queue: octets(MAX_QUEUE + 1), ..message(0, 0, b"") }, "queue", MAX_QUEUE + 1),
        (NewMessage { meta: octets(MAX_META + 1), ..message(0, 0, b"") }, "meta", MAX_META + 1),
        (NewMessage { body: octets(MAX_BODY + 1), ..message(0, 0, b"") }, "body", MAX_BODY + 1),
    ];
    for (new, expected, long) in refused {
        let Err(StoreError::Limit { item: 1, field, length, .. }) =
            store.enqueue(0, &[message(0, 0, b""), new])
        else {
            panic!("{expected} of {long} octets was taken");
        };
        assert_eq!((field, length), (expected, long));
    }
    let change = Transition { id, meta: Some(octets(MAX_META + 1)), ..Transition::default() };
    assert!(matches!(store.transition(&[change]), Err(StoreError::Limit { field: "meta", .. })));
    let change = Transition { id, body: Some(octets(MAX_BODY + 1)), ..Transition::default() };
    assert!(matches!(store.transition(&[change]), Err(StoreError::Limit { field: "body", .. })));
    let over = Final { summary: octets(MAX_META + 1), ..end(id, 0) };
    assert!(matches!(store.finalize(&[over]), Err(StoreError::Limit { field: "summary", .. })));
    assert_eq!(store.live(), 1);
    store.finalize(&[Final { summary: octets(MAX_META), ..end(id, 99) }]).unwrap();
    store.commit().unwrap();
}

pub(crate) fn a_full_store_takes_changes_and_ends(factory: impl Factory) {
    let mut store = factory.open();
    let id = put(&mut store, &vec![message(0, 0, b"x"); 1000]);
    assert_eq!(store.enqueue(0, &[message(0, 0, b"x")]), Err(StoreError::Full));
    store.transition(&[Transition { id: id[0], due_at: 5, ..Transition::default() }]).unwrap();
    store.finalize(&[end(id[1], 0)]).unwrap();
    assert_eq!(store.enqueue(0, &vec![message(0, 0, b"x"); 2]), Err(StoreError::Full));
    put(&mut store, &[message(0, 0, b"x")]);
}

pub(crate) fn a_refused_batch_changes_nothing(factory: impl Factory) {
    let mut store = factory.open();
    let id = put(&mut store, &[message(1, 0, b"a")])[0];
    let long = Bytes::from(vec![0; MAX_META + 1]);
    let bad = NewMessage { meta: long.clone(), ..message(1, 0, b"bad") };
    assert!(store.enqueue(0, &[keyed(b"k", 99), bad]).is_err());
    let change = Transition { id, state: 7, due_at: 7, ..Transition::default() };
    assert!(store.transition(&[change.clone(), Transition { meta: Some(long.clone()), ..change }]).is_err());
    assert!(store.finalize(&[end(id, 9), Final { summary: long, ..end(id, 9) }]).is_err());
    assert_eq!((store.live(), store.next_due(), live(&store, id).state), (1, Some(1), 1));
    accepted(&store.enqueue(0, &[keyed(b"k", 99)]).unwrap());
}

pub(crate) fn ids_are_never_given_twice(factory: impl Factory) {
    let mut store = factory.open();
    let mut last = 0;
    for round in 0..20 {
        let id = put(&mut store, &vec![message(0, 0, b"x"); 100]);
        assert!(id[0] > last && id.is_sorted());
        last = id[99];
        let ends: Vec<_> = id.iter().map(|id| end(*id, 0)).collect();
        store.finalize(&ends).unwrap();
        store.commit().unwrap();
        while store.maintain(round, 1 << 20).unwrap() {}
        match factory.reopen(store) {
            Some(same) => store = same,
            None => return,
        }
        assert_eq!(store.live(), 0);
    }
}

pub(crate) fn an_empty_batch_is_nothing(factory: impl Factory) {
    let mut store = factory.open();
    assert_eq!(store.enqueue(0, &[]), Ok(vec![]));
    assert_eq!(store.transition(&[]), Ok(vec![]));
    assert_eq!(store.finalize(&[]), Ok(vec![]));
    assert_eq!(store.due(i64::MAX, 9), Ok(vec![]));
    store.release(&[]);
    store.commit().unwrap();
    store.commit().unwrap();
    store.close().unwrap();
}
