//! Damage: what a crash can do is cut off and reported, everything else is refused, named and repaired.

mod store_support;

use brivas_platform::store::{
    Damage, Enqueued, Final, Lookup, MessageStore, StoreError, Transition,
    log::{FileName::Segment, LogStore, SimDisk, check, repair},
};
use bytes::Bytes;
use store_support::{DATA_START, SEGMENT, config, contents, keyed, open, put, refusal, written};

#[test]
fn a_torn_last_commit_is_cut_off_and_reported_once() {
    let (disk, places) = written(5);
    let (name, offset) = places[4];
    disk.lose(name, offset + 512, 300);
    let (store, opened) = open(&disk);
    let torn = opened.torn.unwrap();
    assert_eq!((Segment(torn.segment), torn.offset as usize, torn.damage), (name, offset, Damage::Checksum));
    assert_eq!((store.live(), opened.messages), (4, 4));
    drop(store);
    disk.crash();
    let (mut store, opened) = open(&disk);
    assert_eq!((opened.torn, opened.messages), (None, 4));
    let id = put(&mut store, 10);
    assert_eq!(id, 5, "the id had not been acknowledged");
}

#[test]
fn damage_before_the_last_commit_is_refused_and_named() {
    let (disk, places) = written(5);
    let (name, offset) = places[2];
    disk.flip_bit(name, offset + 600, 3);
    let error = refusal(&disk);
    assert_eq!(
        error,
        StoreError::Corrupt { segment: 1, offset: u32::try_from(offset).unwrap(), damage: Damage::Checksum }
    );
    assert_eq!(
        error.to_string(),
        format!("segment 1 is damaged at offset {offset}: a record with a wrong check sum")
    );
    let checked = check(&disk).unwrap();
    assert!(!checked.opens());
    let [problem] = checked.problems[..] else { panic!("{checked:?}") };
    assert_eq!((problem.segment, problem.offset as usize, problem.torn), (1, offset, false));
    assert_eq!((problem.damage, problem.octets), (Damage::Checksum, 1044));
    assert_eq!(checked.messages, 4);
}

#[test]
fn a_lost_write_in_the_middle_is_refused() {
    let (disk, places) = written(5);
    let (name, offset) = places[2];
    disk.lose(name, offset, 1044);
    assert!(matches!(refusal(&disk), StoreError::Corrupt { segment: 1, damage: Damage::Commit, .. }));
    assert_eq!(check(&disk).unwrap().messages, 4);
}

#[test]
fn damage_in_a_segment_that_is_not_the_last_is_never_a_torn_tail() {
    let (disk, places) = written(30);
    let in_first: Vec<_> = places.iter().filter(|place| place.0 == Segment(1)).collect();
    let last = in_first.last().unwrap();
    disk.flip_bit(Segment(1), last.1 + 100, 0);
    let offset = u32::try_from(last.1).unwrap();
    assert_eq!(refusal(&disk), StoreError::Corrupt { segment: 1, offset, damage: Damage::Checksum });

    let (disk, _) = written(30);
    disk.lose(Segment(1), last.1, 1044 + 25);
    assert!(
        matches!(refusal(&disk), StoreError::Corrupt { damage: Damage::Sequence, .. }),
        "a whole commit is gone"
    );
    let checked = check(&disk).unwrap();
    assert_eq!((checked.opens(), checked.messages), (false, 29));
}

#[test]
fn after_a_clean_close_damage_to_the_last_message_is_not_taken_for_a_crash() {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    let id = put(&mut store, 100);
    let (name, offset, _) = store.locate(id).unwrap();
    store.close().unwrap();
    disk.flip_bit(name, usize::try_from(offset).unwrap() + 50, 1);
    assert!(matches!(refusal(&disk), StoreError::Corrupt { segment: 1, damage: Damage::Checksum, .. }));
}

/// No commit fits behind the last one, so no crash can have left anything there.
#[test]
fn what_stands_where_no_commit_fits_is_damage() {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    put(&mut store, SEGMENT as usize - DATA_START - 25 - 25 - 4 - 39 - 5 - 28);
    drop(store);
    disk.crash();
    let end = SEGMENT as usize - 32;
    disk.flip_bit(Segment(1), end + 3, 0);
    assert!(open(&disk).1.torn.is_some(), "29 octets and more could hold a commit");
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    put(&mut store, SEGMENT as usize - DATA_START - 25 - 25 - 4 - 39 - 5 - 24);
    drop(store);
    disk.crash();
    disk.flip_bit(Segment(1), end + 4, 0);
    assert!(matches!(refusal(&disk), StoreError::Corrupt { segment: 1, .. }));
}

#[test]
fn missing_and_cut_segments_are_named() {
    let (disk, _) = written(40);
    disk.lose_file(Segment(2));
    assert_eq!(refusal(&disk), StoreError::Corrupt { segment: 2, offset: 0, damage: Damage::MissingSegment });
    let (disk, _) = written(40);
    disk.lose_file(Segment(1));
    assert_eq!(refusal(&disk), StoreError::Corrupt { segment: 1, offset: 0, damage: Damage::MissingSegment });
    assert!(!check(&disk).unwrap().opens());
    let (disk, _) = written(5);
    let cut = SimDisk::with_files([(Segment(1), disk.octets(Segment(1))[..9000].to_vec())]);
    assert_eq!(refusal(&cut), StoreError::Corrupt { segment: 1, offset: 9000, damage: Damage::ShortFile });
    assert!(!check(&cut).unwrap().opens());
    assert_eq!(check(&cut).unwrap().messages, 4);
}

#[test]
fn a_newer_format_is_refused_with_both_versions() {
    let (disk, _) = written(1);
    disk.flip_bit(Segment(1), 8, 1);
    let expected = StoreError::Version { segment: 1, found: 3, supported: 1 };
    assert_eq!(refusal(&disk), expected);
    assert_eq!(check(&disk), Err(expected));
    assert_eq!(repair(&disk, SimDisk::new(1), config()), Err(expected));
}

/// Whatever single bit flips, what opens without a report is what was written.
#[test]
fn no_flipped_bit_goes_unnoticed() {
    let (disk, _) = written(3);
    let whole = contents(&open(&disk).0);
    let octets = disk.octets(Segment(1));
    let used = DATA_START + 25 + 3 * (1044 + 25);
    let mut refused = 0;
    for offset in (0..36).chain(DATA_START..used + 8) {
        let mut damaged = octets.clone();
        damaged[offset] ^= 1 << (offset % 8);
        match LogStore::open(SimDisk::with_files([(Segment(1), damaged)]), config()) {
            Ok((store, opened)) => {
                let found = contents(&store);
                assert!(found == whole || opened.torn.is_some(), "offset {offset}");
                assert!(whole.starts_with(&found), "offset {offset}");
            }
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 36 + 2 * 1000, "{refused}");
}

#[test]
fn rot_is_noticed_when_a_message_is_read() {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    let id = put(&mut store, 1000);
    let (name, offset, _) = store.locate(id).unwrap();
    disk.flip_bit(name, usize::try_from(offset).unwrap() + 500, 0);
    let damaged =
        StoreError::Corrupt { segment: 1, offset: u32::try_from(offset).unwrap(), damage: Damage::Checksum };
    assert_eq!(store.get(0, id), Err(damaged));
    assert_eq!(store.snapshot(&mut |_| {}), Err(damaged));
    let change = Transition { id, body: Some(Bytes::new()), ..Transition::default() };
    assert_eq!(store.transition(&[change]), Err(damaged));
}

#[test]
fn repair_saves_all_but_what_is_damaged() {
    let disk = SimDisk::new(1);
    let (mut store, _) = open(&disk);
    let ids: Vec<u64> = (0..30).map(|_| put(&mut store, 1000)).collect();
    let keyed_id = match store.enqueue(0, &[keyed("live", 500)]).unwrap()[..] {
        [Enqueued::Accepted(id)] => id,
        ref other => panic!("{other:?}"),
    };
    store.enqueue(0, &[keyed("gone", 500)]).unwrap();
    let end = Final { id: keyed_id + 1, state: 7, retain_until: 900, ..Final::default() };
    store.finalize(&[end]).unwrap();
    let change = Transition { id: ids[20], state: 9, due_at: 77, meta: Some("why".into()), body: None };
    store.transition(&[change]).unwrap();
    store.close().unwrap();
    let places = [store.locate(ids[3]).unwrap(), store.locate(ids[15]).unwrap()];
    let mut expected = contents(&store);
    expected.retain(|message| message.id != ids[3] && message.id != ids[15]);
    drop(store);
    for (name, offset, _) in places {
        disk.flip_bit(name, usize::try_from(offset).unwrap() + 3, 7); // the length: nothing behind it is where it seems
    }
    disk.flip_bit(Segment(2), 20, 0); // a header too
    assert!(matches!(refusal(&disk), StoreError::Corrupt { .. }));

    let target = SimDisk::new(2);
    let repaired = repair(&disk, target.clone(), config()).unwrap();
    assert_eq!(repaired.dropped.len(), 3, "{repaired:?}");
    assert_eq!((repaired.messages, repaired.summaries, repaired.keys), (29, 1, 2));
    let (mut store, opened) = open(&target);
    assert_eq!((opened.torn, contents(&store)), (None, expected));
    assert!(matches!(store.get(0, keyed_id + 1), Ok(Lookup::Final(_))));
    let duplicates = [Enqueued::Duplicate(keyed_id), Enqueued::Duplicate(keyed_id + 1)];
    assert_eq!(store.enqueue(0, &[keyed("live", 1), keyed("gone", 1)]).unwrap(), duplicates);
    assert!(
        put(&mut store, 1) > keyed_id + 1 + 3 * 400,
        "ids that the damaged places may have held are left out"
    );
    let refused = repair(&disk, target, config()).unwrap_err();
    assert_eq!(refused, StoreError::Config("the target of a repair must be empty"));
}
