//! Room: full disks, limits, cleaning and files prepared ahead.

#![allow(clippy::unwrap_used, reason = "helpers outside tests may stop them too")]

mod store_support;

use brivas_platform::store::{
    Enqueued, Final, Lookup, MessageStore, StoreError, Transition,
    log::{
        Event,
        FileName::{Segment, Spare},
        LogStore, ReadDisk, SimDisk,
    },
};
use store_support::{SEGMENT, config, finish, keyed, message, open, put, settle, written};

#[test]
fn a_full_disk_refuses_new_messages_and_ends_make_room() {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    disk.set_capacity(6 * u64::from(SEGMENT));
    let mut ids = Vec::new();
    let refused = loop {
        match store.enqueue(0, &[message(1000)]) {
            Ok(answers) => ids.extend(answers.iter().map(|answer| match answer {
                Enqueued::Accepted(id) => *id,
                Enqueued::Duplicate(_) => 0,
            })),
            Err(error) => break error,
        }
        store.commit().unwrap();
        store.maintain(0, 0).unwrap();
    };
    assert_eq!(refused, StoreError::Full);
    assert!(ids.len() > 50, "{}", ids.len());
    for some in ids.chunks(5) {
        finish(&mut store, some);
        store.maintain(5000, 0).unwrap();
    }
    settle(&mut store, 10_000);
    put(&mut store, 1000);
    assert!(!store.stats().read_only);
}

#[test]
fn the_limit_of_segments_refuses_new_messages_only() {
    let disk = SimDisk::new(1);
    let (mut store, _) = LogStore::open(disk.clone(), config().max_segments(5)).unwrap();
    let mut ids = Vec::new();
    while let Ok(answers) = store.enqueue(0, &[message(1000)]) {
        let Enqueued::Accepted(id) = answers[0] else { panic!("{answers:?}") };
        ids.push(id);
        store.commit().unwrap();
        store.maintain(0, 0).unwrap();
    }
    assert_eq!(store.enqueue(0, &[message(1)]), Err(StoreError::Full));
    assert!(disk.list().unwrap().len() <= 5);
    for some in ids.chunks(5) {
        finish(&mut store, some);
        store.maintain(0, 0).unwrap();
    }
    settle(&mut store, 0);
    store.enqueue(0, &[message(1)]).unwrap();
}

#[test]
fn summaries_beyond_the_limit_are_forgotten_those_first_that_would_expire_first() {
    let disk = SimDisk::new(1);
    let (mut store, _) = LogStore::open(disk.clone(), config().max_summaries(2)).unwrap();
    let ids: Vec<u64> = (0..4).map(|_| put(&mut store, 10)).collect();
    for (id, retain_until) in ids.iter().zip([500, 100, 400, 300]) {
        store.finalize(&[Final { id: *id, retain_until, ..Final::default() }]).unwrap();
    }
    store.commit().unwrap();
    let known = |store: &LogStore<SimDisk>| -> Vec<bool> {
        ids.iter().map(|id| matches!(store.get(0, *id), Ok(Lookup::Final(_)))).collect()
    };
    assert_eq!(known(&store), [true, false, true, false]);
    drop(store);
    let (store, _) = LogStore::open(disk, config().max_summaries(1)).unwrap();
    assert_eq!(known(&store), [true, false, false, false]);
}

#[test]
fn the_log_stays_bounded_and_carries_everything_forward() {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    store
        .enqueue(0, &[keyed("survivor", i64::MAX), keyed("finished", i64::MAX), keyed("brief", 50)])
        .unwrap();
    let change = Transition { id: 1, state: 4, due_at: 99, meta: Some("notes".into()), body: None };
    store.transition(&[change]).unwrap();
    store
        .finalize(&[
            Final { id: 2, state: 6, retain_until: i64::MAX, summary: "kept".into(), ..Final::default() },
            Final { id: 3, state: 6, retain_until: 40, ..Final::default() },
        ])
        .unwrap();
    store.commit().unwrap();
    let before = store.get(0, 1).unwrap();
    for now in 0..2000 {
        let id = put(&mut store, 1000);
        finish(&mut store, &[id]);
        store.maintain(now, 0).unwrap();
        let files = disk.list().unwrap().len();
        assert!(files <= 8, "{files} files at {now}");
    }
    let stats = store.stats();
    assert!(stats.cleaned > 150, "{stats:?}");
    assert_eq!((stats.messages, stats.summaries, stats.waited_for_segment), (1, 1, 0));
    drop(store);
    disk.crash();
    let (mut store, opened) = open(&disk);
    assert_eq!((opened.messages, opened.summaries), (1, 1));
    assert_eq!(store.get(0, 1).unwrap(), before);
    let Lookup::Final(summary) = store.get(0, 2).unwrap() else { panic!("forgotten") };
    assert_eq!((summary.state, &summary.summary[..]), (6, &b"kept"[..]));
    assert_eq!(store.get(0, 3), Ok(Lookup::Unknown));
    let again = [keyed("survivor", 1), keyed("finished", 1), keyed("brief", 1)];
    let answers = store.enqueue(2000, &again).unwrap();
    assert_eq!(answers, [Enqueued::Duplicate(1), Enqueued::Duplicate(2), Enqueued::Accepted(2004)]);
}

#[test]
fn ids_go_on_after_everything_was_finished_and_cleaned_away() {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    let mut last = 0;
    for now in 0..200 {
        last = put(&mut store, 1000);
        finish(&mut store, &[last]);
        store.maintain(now, 0).unwrap();
    }
    drop(store);
    disk.crash();
    let (mut store, opened) = open(&disk);
    assert_eq!((opened.messages, opened.summaries, opened.keys), (0, 0, 0));
    assert_eq!(put(&mut store, 1), last + 1);
}

/// The last message with a high id is long cleaned away, and only the base record of the segments remembers its id.
#[test]
fn ids_go_on_when_no_record_of_the_last_one_is_left() {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    let first = put(&mut store, 10);
    let ids: Vec<u64> = (0..20).map(|_| put(&mut store, 10)).collect();
    finish(&mut store, &ids);
    for now in 0..1000 {
        let meta = Some(vec![b'm'; 500].into());
        let change = Transition { id: first, due_at: now, meta, ..Transition::default() };
        store.transition(&[change]).unwrap();
        store.commit().unwrap();
        store.maintain(now, 0).unwrap();
    }
    assert!(store.stats().cleaned > 20);
    drop(store);
    disk.crash();
    let (mut store, opened) = open(&disk);
    assert_eq!((opened.messages, put(&mut store, 1)), (1, ids[19] + 1));
}

#[test]
fn a_commit_only_overwrites_when_housekeeping_keeps_up() {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    settle(&mut store, 0);
    for now in 0..200 {
        let before = disk.trace().len();
        put(&mut store, 1000);
        for event in &disk.trace()[before..] {
            match *event {
                Event::Write { name: Segment(_), offset, octets } => {
                    assert!(offset + octets <= SEGMENT.into());
                }
                Event::Sync { name: Segment(_) } => {}
                other => panic!("a commit did {other:?}"),
            }
        }
        store.maintain(now, 0).unwrap();
    }
    assert_eq!(store.stats().waited_for_segment, 0);
    drop(store);
    let (mut store, _) = open(&disk);
    for _ in 0..100 {
        put(&mut store, 1000);
    }
    assert!(store.stats().waited_for_segment > 3, "without housekeeping it works too, and says so");
}

#[test]
fn the_size_of_segments_can_change() {
    let (disk, _) = written(20);
    let larger = || config().segment_octets(4 * SEGMENT);
    let (mut store, opened) = LogStore::open(disk.clone(), larger()).unwrap();
    assert_eq!(opened.messages, 20);
    for now in 0..300 {
        let id = put(&mut store, 1000);
        finish(&mut store, &[id]);
        store.maintain(now, 0).unwrap();
    }
    drop(store);
    disk.crash();
    for name in disk.list().unwrap() {
        assert_eq!(disk.length(name).unwrap(), u64::from(4 * SEGMENT), "{name:?}");
    }
    let (store, opened) = open(&disk);
    assert_eq!((opened.messages, store.live()), (20, 20));
    let mut store = store;
    settle(&mut store, 300);
    put(&mut store, 1000);
    settle(&mut store, 300);
    drop(store);
    disk.crash();
    assert_eq!(open(&disk).1.messages, 21);
}

#[test]
fn spares_of_any_content_are_used_or_removed() {
    let (disk, _) = written(3);
    let mut files: Vec<_> = [Segment(1)].iter().map(|name| (*name, disk.octets(*name))).collect();
    files.push((Spare(4), vec![0x11; SEGMENT as usize]));
    files.push((Spare(9), vec![0x11; 77]));
    let disk = SimDisk::with_files(files);
    let (mut store, _) = open(&disk);
    settle(&mut store, 0);
    for now in 0..40 {
        put(&mut store, 1000);
        store.maintain(now, 0).unwrap();
    }
    drop(store);
    disk.crash();
    assert_eq!(open(&disk).1.messages, 43);
    assert!(!disk.list().unwrap().contains(&Spare(9)));
}

#[test]
fn a_configuration_that_cannot_work_is_refused() {
    let refused = |config| LogStore::open(SimDisk::new(1), config).unwrap_err();
    assert!(matches!(refused(config().segment_octets(SEGMENT - 1)), StoreError::Config(_)));
    assert!(matches!(refused(config().max_segments(3)), StoreError::Config(_)));
}
