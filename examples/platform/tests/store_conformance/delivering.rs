//! Promises about what becomes of it: order, leases, changes, ends, a new start.

use brivas_platform::store::{Applied, Due, Enqueued, Lookup, Message, MessageStore, NewMessage, Transition};
use bytes::Bytes;

use crate::{
    Factory,
    support::{end, ids, keyed, live, message, put},
};

pub(crate) fn due_messages_come_in_order(factory: impl Factory) {
    let mut store = factory.open();
    let given = [(30, 0), (10, 1), (10, 2), (20, 0), (10, 2), (-5, 0), (40, 255)];
    let messages: Vec<_> = given.iter().map(|(due_at, priority)| message(*due_at, *priority, b"x")).collect();
    let id = put(&mut store, &messages);
    assert_eq!(store.next_due(), Some(-5));
    assert_eq!(ids(&store.due(30, 3).unwrap()), [id[5], id[2], id[4]]);
    assert_eq!(store.next_due(), Some(10));
    let rest = store.due(30, 100).unwrap();
    assert_eq!(ids(&rest), [id[1], id[3], id[0]]);
    assert_eq!(rest[0], Due { id: id[1], due_at: 10, priority: 1, state: 1 });
    assert_eq!((store.next_due(), store.due(39, 9)), (Some(40), Ok(vec![])));
    assert_eq!(ids(&store.due(40, 9).unwrap()), [id[6]]);
    assert_eq!(store.next_due(), None);
}

pub(crate) fn a_leased_message_is_given_once(factory: impl Factory) {
    let mut store = factory.open();
    let id = put(&mut store, &[message(1, 0, b"a"), message(2, 0, b"b")]);
    assert_eq!(ids(&store.due(5, 9).unwrap()), id);
    assert_eq!(store.due(5, 9), Ok(vec![]));
    store.release(&[id[1], id[1], 12345]);
    assert_eq!(ids(&store.due(5, 9).unwrap()), [id[1]]);
    store.release(&id);
    store.release(&id);
    assert_eq!(ids(&store.due(5, 9).unwrap()), id);
    if let Some(mut store) = factory.reopen(store) {
        assert_eq!(ids(&store.due(5, 9).unwrap()), id, "leases do not survive");
    }
}

pub(crate) fn a_message_may_be_leased_from_the_start(factory: impl Factory) {
    let mut store = factory.open();
    let leased = NewMessage { leased: true, ..message(1, 0, b"a") };
    let id = put(&mut store, &[leased, message(2, 0, b"b")]);
    assert_eq!(store.next_due(), Some(2));
    assert_eq!(ids(&store.due(5, 9).unwrap()), [id[1]]);
    store.release(&id[..1]);
    assert_eq!(ids(&store.due(5, 9).unwrap()), id[..1]);
    store.transition(&[Transition { id: id[0], due_at: 9, ..Transition::default() }]).unwrap();
    assert_eq!(store.next_due(), Some(9));
    store.commit().unwrap();
    if let Some(mut store) = factory.reopen(store) {
        assert_eq!(ids(&store.due(9, 9).unwrap()), [id[1], id[0]], "leases do not survive");
    }
}

pub(crate) fn transitions_change_what_they_name(factory: impl Factory) {
    let mut store = factory.open();
    let id = put(&mut store, &[message(1, 7, b"body")])[0];
    let before = live(&store, id);
    let change = Transition { id, state: 2, due_at: 60, meta: None, body: None };
    assert_eq!(store.transition(std::slice::from_ref(&change)), Ok(vec![Applied::Done]));
    let after = live(&store, id);
    assert_eq!(after, Message { state: 2, due_at: 60, ..before.clone() });
    let change = Transition { id, state: 3, due_at: -60, meta: Some(Bytes::new()), body: None };
    store.transition(&[change]).unwrap();
    assert_eq!(live(&store, id), Message { state: 3, due_at: -60, meta: Bytes::new(), ..before });
    assert_eq!(store.next_due(), Some(-60));
}

pub(crate) fn a_transition_ends_the_lease(factory: impl Factory) {
    let mut store = factory.open();
    let id = put(&mut store, &[message(1, 0, b"a")])[0];
    assert_eq!(ids(&store.due(5, 9).unwrap()), [id]);
    store.transition(&[Transition { id, due_at: 5, ..Transition::default() }]).unwrap();
    assert_eq!(ids(&store.due(5, 9).unwrap()), [id]);
    store.transition(&[Transition { id, due_at: 6, ..Transition::default() }]).unwrap();
    assert_eq!(store.due(5, 9), Ok(vec![]));
    assert_eq!(store.next_due(), Some(6));
}

pub(crate) fn a_body_can_be_replaced(factory: impl Factory) {
    let mut store = factory.open();
    let id = put(&mut store, &[NewMessage { meta: Bytes::from_static(b"old"), ..keyed(b"k", 100) }])[0];
    let change = |meta: Option<&'static [u8]>, body: Option<&'static [u8]>| Transition {
        id,
        state: 4,
        due_at: 8,
        meta: meta.map(Bytes::from_static),
        body: body.map(Bytes::from_static),
    };
    store.transition(&[change(None, Some(b"second"))]).unwrap();
    let message = live(&store, id);
    assert_eq!((&message.body[..], &message.meta[..], message.state), (&b"second"[..], &b"old"[..], 4));
    store
        .transition(&[change(Some(b"new"), None), change(None, Some(b"third")), change(None, None)])
        .unwrap();
    store.commit().unwrap();
    let expected = live(&store, id);
    assert_eq!((&expected.body[..], &expected.meta[..]), (&b"third"[..], &b"new"[..]));
    if let Some(mut store) = factory.reopen(store) {
        assert_eq!(live(&store, id), expected);
        assert_eq!(store.enqueue(0, &[keyed(b"k", 500)]), Ok(vec![Enqueued::Duplicate(id)]));
    }
}

pub(crate) fn a_finished_message_leaves_its_summary_until_its_time(factory: impl Factory) {
    let mut store = factory.open();
    let id = put(&mut store, &[message(1, 0, b"a"), message(1, 0, b"b"), message(1, 0, b"c")]);
    store.due(1, 1).unwrap();
    assert_eq!(store.finalize(&[end(id[0], 100), end(id[1], 50)]), Ok(vec![Applied::Done; 2]));
    store.commit().unwrap();
    let check = |store: &dyn MessageStore| {
        let Lookup::Final(summary) = store.get(99, id[0]).unwrap() else { panic!("no summary") };
        assert_eq!((summary.id, summary.state, summary.done_at, summary.retain_until), (id[0], 9, 50, 100));
        assert_eq!(&summary.summary[..], b"why");
        assert_eq!(store.get(100, id[0]), Ok(Lookup::Unknown));
        assert_eq!(store.get(0, id[1]), Ok(Lookup::Unknown), "not retained");
        assert_eq!(store.live(), 1);
    };
    check(&store);
    store.maintain(99, 1 << 20).unwrap();
    check(&store);
    assert_eq!(ids(&store.due(1, 9).unwrap()), [id[2]], "finished messages are not due");
    if let Some(mut store) = factory.reopen(store) {
        check(&store);
        store.maintain(100, 1 << 20).unwrap();
        assert_eq!(store.get(0, id[0]), Ok(Lookup::Unknown), "forgotten");
    }
}

pub(crate) fn unknown_messages_are_said_to_be_unknown(factory: impl Factory) {
    let mut store = factory.open();
    let id = put(&mut store, &[message(1, 0, b"a")])[0];
    let change = |id| Transition { id, body: Some(Bytes::from_static(b"new")), ..Transition::default() };
    assert_eq!(
        store.finalize(&[end(id + 1, 9), end(id, 9), end(id, 9)]).unwrap()[..],
        [Applied::Unknown, Applied::Done, Applied::Unknown]
    );
    assert_eq!(store.transition(&[change(id), change(0), change(u64::MAX)]), Ok(vec![Applied::Unknown; 3]));
    assert_eq!(store.get(0, 77), Ok(Lookup::Unknown));
    store.release(&[id]);
    assert_eq!((store.live(), store.next_due()), (0, None));
}

pub(crate) fn the_snapshot_shows_every_live_message(factory: impl Factory) {
    let mut store = factory.open();
    let id = put(&mut store, &[message(1, 0, b"a"), message(2, 1, b"b"), message(3, 2, b"c")]);
    store.due(1, 1).unwrap();
    store.finalize(&[end(id[1], 99)]).unwrap();
    store.transition(&[Transition { id: id[2], state: 8, due_at: 9, ..Transition::default() }]).unwrap();
    let mut shown = Vec::new();
    store.snapshot(&mut |message| shown.push(message)).unwrap();
    assert_eq!(shown, [live(&store, id[0]), live(&store, id[2])]);
    assert_eq!((shown[1].state, &shown[1].body[..]), (8, &b"c"[..]));
}

pub(crate) fn reopening_gives_the_same_state(factory: impl Factory) {
    let mut store = factory.open();
    let id =
        put(&mut store, &[message(3, 0, b"a"), message(2, 0, b"b"), keyed(b"k", 1000), message(1, 9, b"d")]);
    store
        .transition(&[Transition {
            id: id[3],
            state: 5,
            due_at: 4,
            meta: Some(b"m".to_vec().into()),
            body: None,
        }])
        .unwrap();
    store.finalize(&[end(id[1], 1000)]).unwrap();
    store.commit().unwrap();
    let mut before = Vec::new();
    store.snapshot(&mut |message| before.push(message)).unwrap();
    let Some(mut store) = factory.reopen(store) else { return };
    let mut after = Vec::new();
    store.snapshot(&mut |message| after.push(message)).unwrap();
    assert_eq!(before, after);
    assert_eq!((store.live(), store.next_due()), (3, Some(0)));
    assert_eq!(ids(&store.due(9, 9).unwrap()), [id[2], id[0], id[3]]);
    assert_eq!(store.enqueue(0, &[keyed(b"k", 0)]), Ok(vec![Enqueued::Duplicate(id[2])]));
    assert!(matches!(store.get(0, id[1]), Ok(Lookup::Final(_))));
}
