//! A clock that jumps: back an hour, ahead a year, to the ends of what a number holds. Messages stay as they are, each is given out once
//! in the order of the times it was given, and what waits for a time does not wait for a year.

mod store_support;

use std::collections::BTreeSet;

use brivas_platform::store::{
    Enqueued, Final, IdempotencyKey, Lookup, MessageStore, NewMessage, StoreError,
    log::{LogStore, SimDisk},
};
use store_support::{
    SEGMENT,
    chance::{Chance, for_each_seed},
    config, contents, finish, keyed, message, open,
    pair::{New, Pair, Step},
    put, settle,
};

const HOUR: i64 = 3_600_000;
const YEAR: i64 = 365 * 24 * HOUR;

impl Chance {
    fn jump(&mut self, now: i64) -> i64 {
        match self.below(7) {
            0 => now.saturating_sub(HOUR),
            1 => now.saturating_add(YEAR),
            2 => now.saturating_sub(YEAR),
            3 => i64::MIN,
            4 => i64::MAX,
            5 => 0,
            _ => self.next().cast_signed(),
        }
    }

    /// Work without keys: whether an expired one was forgotten already is not seen the same way by the model.
    fn step_without_keys(&mut self) -> Step {
        match self.step() {
            Step::Enqueue(batch) => {
                Step::Enqueue(batch.into_iter().map(|new| New { key: None, ..new }).collect())
            }
            step => step,
        }
    }
}

#[test]
fn however_the_clock_jumps_the_messages_are_those_of_the_model() {
    for_each_seed(100, |seed| {
        let mut chance = Chance(seed);
        let disk = SimDisk::new(seed);
        let mut pair = Pair::new(open(&disk).0);
        pair.now = 1_700_000_000_000;
        for _ in 0..100 {
            if chance.one_in(6) {
                pair.now = chance.jump(pair.now);
            }
            let step = chance.step_without_keys();
            pair.step(&step).unwrap();
            assert_eq!(contents(&pair.store), contents(pair.model()), "{step:?} at {}", pair.now);
        }
        pair.step(&Step::Commit).unwrap();
        pair.store.maintain(pair.now, 1 << 20).unwrap();
        disk.crash();
        let (mut store, _) = open(&disk);
        assert_eq!(contents(&store), contents(pair.model()));
        let due = store.due(i64::MAX, usize::MAX).unwrap();
        assert_eq!(due.len(), store.live());
        assert!(due.is_sorted_by_key(|due| (due.due_at, std::cmp::Reverse(due.priority), due.id)));
    });
}

#[test]
fn no_message_is_given_out_twice_however_the_clock_jumps() {
    for_each_seed(100, |seed| {
        let mut chance = Chance(seed);
        let (mut store, _) = open(&SimDisk::new(seed));
        let mut now = 1_700_000_000_000;
        let mut given = BTreeSet::new();
        for _ in 0..60 {
            now = if chance.one_in(3) { chance.jump(now) } else { now.saturating_add(50) };
            let due_at = if chance.one_in(3) { chance.jump(now) } else { now };
            store.enqueue(now, &[NewMessage { due_at, ..message(100) }]).unwrap();
            store.commit().unwrap();
            for due in store.due(now, chance.index(4)).unwrap() {
                assert!(due.due_at <= now, "{due:?} at {now}");
                assert!(given.insert(due.id), "{due:?} is given again");
            }
            store.maintain(now, 1 << 16).unwrap();
            assert_eq!(store.next_due().is_some(), given.len() < store.live());
        }
        given.extend(store.due(i64::MAX, usize::MAX).unwrap().iter().map(|due| due.id));
        assert_eq!(given.len(), 60, "and none is left out");
    });
}

/// Expiry goes by the clock as it is: what a wrong clock forgot is forgotten, and what it did not holds until its time.
#[test]
fn keys_and_summaries_hold_until_their_time_on_a_clock_that_was_set_back() {
    let (mut store, _) = open(&SimDisk::new(1));
    let now = 2 * YEAR;
    let [Enqueued::Accepted(id)] = store.enqueue(now, &[keyed("key", now + HOUR)]).unwrap()[..] else {
        panic!("a duplicate")
    };
    let end = Final { id, state: 2, done_at: now, retain_until: now + HOUR, ..Final::default() };
    store.finalize(&[end]).unwrap();
    store.commit().unwrap();
    for earlier in [now - HOUR, now - YEAR, 0, i64::MIN] {
        settle(&mut store, earlier);
        assert_eq!(store.enqueue(earlier, &[keyed("key", i64::MAX)]).unwrap(), [Enqueued::Duplicate(id)]);
        assert!(matches!(store.get(earlier, id), Ok(Lookup::Final(_))));
    }
    assert_eq!(store.get(i64::MAX, id), Ok(Lookup::Unknown));
    settle(&mut store, i64::MAX);
    assert_eq!(store.get(now, id), Ok(Lookup::Unknown), "forgotten");
}

#[test]
fn times_at_both_ends_are_times_like_others() {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    for (due_at, expires_at) in [(i64::MIN, i64::MIN), (i64::MAX, i64::MAX), (0, i64::MIN), (0, i64::MAX)] {
        let key = Some(IdempotencyKey { octets: format!("{due_at} {expires_at}").into(), expires_at });
        store.enqueue(0, &[NewMessage { key, due_at, ..message(10) }]).unwrap();
    }
    let ends = [(i64::MIN, i64::MAX), (i64::MAX, i64::MIN), (i64::MAX, i64::MAX)];
    for (id, (done_at, retain_until)) in (2..).zip(ends) {
        store.finalize(&[Final { id, done_at, retain_until, ..Final::default() }]).unwrap();
    }
    store.commit().unwrap();
    assert_eq!(store.due(i64::MIN, 9).unwrap().len(), 1);
    for now in [i64::MIN, i64::MAX, i64::MIN, 0] {
        settle(&mut store, now);
    }
    drop(store);
    disk.crash();
    let (store, opened) = open(&disk);
    assert_eq!((opened.messages, store.next_due()), (1, Some(i64::MIN)));
}

#[test]
fn after_a_full_disk_room_is_made_again_though_the_clock_was_set_back() {
    for back in [1, HOUR, YEAR] {
        let disk = SimDisk::new(1);
        let (mut store, _) = open(&disk);
        disk.set_capacity(4 * u64::from(SEGMENT));
        let full = loop {
            if let Err(error) = store.enqueue(YEAR, &[message(1000)]) {
                break error;
            }
            store.commit().unwrap();
            store.maintain(YEAR, 1 << 20).unwrap();
        };
        assert_eq!(full, StoreError::Full);
        disk.set_capacity(u64::MAX);
        store.maintain(YEAR - back, 1 << 20).unwrap();
        assert!(store.enqueue(YEAR - back, &[message(1000)]).is_ok(), "set back by {back}");
    }
}

/// Found by hand: one sweep with a clock ahead ended all sweeping until that time.
#[test]
fn expired_keys_go_though_the_clock_was_ahead_once() {
    let (mut store, _) = open(&SimDisk::new(1));
    store.maintain(YEAR, 0).unwrap();
    store.enqueue(0, &[keyed("brief", 10)]).unwrap();
    store.commit().unwrap();
    for now in 0..1024 {
        store.maintain(1000 + 50 * now, 0).unwrap();
    }
    assert_eq!(store.stats().keys, 0);
}

/// Cleaning goes by the clock of the moment; a wrong one costs summaries and keys that it says are over, never a message.
#[test]
fn cleaning_under_a_wild_clock_carries_every_message() {
    let disk = SimDisk::new(1);
    let (mut store, _) = LogStore::open(disk.clone(), config()).unwrap();
    let kept: Vec<u64> = (0..5).map(|_| put(&mut store, 300)).collect();
    let clocks = [i64::MAX, i64::MIN, YEAR, 0];
    for now in clocks.iter().cycle().take(400) {
        let id = put(&mut store, 1000);
        finish(&mut store, &[id]);
        store.maintain(*now, 1 << 16).unwrap();
    }
    assert!(store.stats().cleaned > 20);
    drop(store);
    disk.crash();
    let ids: Vec<u64> = contents(&open(&disk).0).iter().map(|message| message.id).collect();
    assert_eq!(ids, kept);
}
