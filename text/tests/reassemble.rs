//! Reassembly: order, duplicates, conflicts, limits and time.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use brivas_text::{
    Assembly, Concat, DropReason, InsertError, Inserted, Reassembler, ReassemblerConfig, Reference,
};
use common::start;
use std::time::{Duration, Instant};

const SECOND: Duration = Duration::from_secs(1);

fn part(reference: u8, total: u8, number: u8) -> Concat {
    Concat { reference: Reference::Octet(reference), total, number }
}

fn small() -> Reassembler<&'static str> {
    let config =
        ReassemblerConfig::default().with_max_messages(2).with_max_octets(10).with_lifetime(10 * SECOND);
    Reassembler::new(config)
}

fn assembly(inserted: Result<Inserted<&'static str>, InsertError>) -> Assembly {
    let inserted = inserted.unwrap();
    assert!(inserted.dropped.is_empty());
    inserted.assembly
}

/// Key, reason and numbers of the parts of what was dropped.
fn dropped(inserted: Inserted<&'static str>) -> Vec<(&'static str, DropReason, Vec<u8>)> {
    inserted.dropped.into_iter().map(|old| (old.key, old.reason, old.parts.into_keys().collect())).collect()
}

fn insert(
    parts: &mut Reassembler<&'static str>,
    now: Instant,
    key: &'static str,
    concat: Concat,
) -> Assembly {
    assembly(parts.insert(now, key, concat, b"x"))
}

#[test]
fn parts_come_in_any_order() {
    let (mut parts, now) = (small(), start());
    assert_eq!(assembly(parts.insert(now, "a", part(1, 3, 3), b"!")), Assembly::Incomplete { missing: 2 });
    assert_eq!(assembly(parts.insert(now, "a", part(1, 3, 1), b"he")), Assembly::Incomplete { missing: 1 });
    assert_eq!((parts.len(), parts.octets()), (1, 3));
    let whole = assembly(parts.insert(now, "a", part(1, 3, 2), b"y"));
    assert_eq!(whole, Assembly::Complete(vec![b"he".to_vec(), b"y".to_vec(), b"!".to_vec()]));
    assert_eq!((parts.is_empty(), parts.octets(), parts.poll_timeout()), (true, 0, None));
}

#[test]
fn a_message_of_one_part_is_whole_at_once() {
    let (mut parts, now) = (small(), start());
    assert_eq!(insert(&mut parts, now, "a", part(1, 1, 1)), Assembly::Complete(vec![b"x".to_vec()]));
    assert!(parts.is_empty());
}

#[test]
fn messages_are_told_apart_by_key_and_reference_of_either_width() {
    let now = start();
    let mut parts = Reassembler::new(ReassemblerConfig::default());
    let word = Concat { reference: Reference::Word(1), total: 2, number: 2 };
    assert_eq!(insert(&mut parts, now, "a", part(1, 2, 1)), Assembly::Incomplete { missing: 1 });
    assert_eq!(insert(&mut parts, now, "b", part(1, 2, 2)), Assembly::Incomplete { missing: 1 });
    assert_eq!(insert(&mut parts, now, "a", part(2, 2, 2)), Assembly::Incomplete { missing: 1 });
    assert_eq!(insert(&mut parts, now, "a", word), Assembly::Incomplete { missing: 1 });
    assert_eq!(parts.len(), 4);
}

#[test]
fn the_same_part_again_is_ignored_and_a_different_one_refused() {
    let (mut parts, now) = (small(), start());
    insert(&mut parts, now, "a", part(1, 2, 1));
    assert_eq!(insert(&mut parts, now, "a", part(1, 2, 1)), Assembly::Duplicate { missing: 1 });
    let refused = parts.insert(now, "a", part(1, 2, 1), b"y").unwrap_err();
    assert_eq!(refused, InsertError::BodyDiffers { number: 1 });
    let Assembly::Complete(bodies) = insert(&mut parts, now, "a", part(1, 2, 2)) else { panic!() };
    assert_eq!(bodies, [b"x", b"x"]);
}

#[test]
fn another_total_is_refused_until_the_old_message_is_taken() {
    let (mut parts, now) = (small(), start());
    insert(&mut parts, now, "a", part(1, 3, 1));
    let refused = parts.insert(now, "a", part(1, 2, 2), b"x").unwrap_err();
    assert_eq!(refused, InsertError::TotalDiffers { first: 3, now: 2 });
    let old = parts.take("a", Reference::Octet(1)).unwrap();
    assert_eq!((old.total, old.reason, old.parts.len()), (3, DropReason::Taken, 1));
    assert_eq!((parts.octets(), parts.poll_timeout()), (0, None));
    assert!(parts.take("a", Reference::Octet(1)).is_none());
    assert_eq!(insert(&mut parts, now, "a", part(1, 2, 2)), Assembly::Incomplete { missing: 1 });
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    let (mut parts, now) = (small(), start());
    for (total, number) in [(2, 0), (2, 3), (0, 0), (0, 1)] {
        let refused = parts.insert(now, "a", part(1, total, number), b"x").unwrap_err();
        assert_eq!(refused, InsertError::InvalidNumber { number, total });
    }
    assert!(parts.is_empty());
}

#[test]
fn the_oldest_message_makes_room_for_a_new_one() {
    let (mut parts, now) = (small(), start());
    insert(&mut parts, now, "a", part(1, 3, 1));
    insert(&mut parts, now, "b", part(1, 3, 1));
    insert(&mut parts, now, "a", part(1, 3, 3));
    let inserted = parts.insert(now, "c", part(1, 3, 1), b"x").unwrap();
    assert_eq!(dropped(inserted), [("a", DropReason::Evicted, vec![1, 3])]);
    assert_eq!((parts.len(), parts.octets()), (2, 2));
}

#[test]
fn the_oldest_messages_make_room_for_octets_but_never_the_one_that_grows() {
    let (mut parts, now) = (small(), start());
    let _ = parts.insert(now, "a", part(1, 3, 1), b"12345").unwrap();
    let _ = parts.insert(now, "b", part(1, 3, 1), b"12345").unwrap();
    let inserted = parts.insert(now, "a", part(1, 3, 2), b"6").unwrap();
    assert_eq!(dropped(inserted), [("b", DropReason::Evicted, vec![1])]);
    assert_eq!(parts.octets(), 6);
    // To the bound, and beyond it.
    assert!(
        parts.insert(now, "a", part(1, 3, 3), b"12345").is_err_and(|error| error == InsertError::TooLong)
    );
    let whole = parts.insert(now, "a", part(1, 3, 3), b"1234").unwrap();
    assert!(matches!(whole.assembly, Assembly::Complete(_)));
}

#[test]
fn a_message_expires_a_lifetime_after_its_first_part() {
    let (mut parts, now) = (small(), start());
    insert(&mut parts, now, "a", part(1, 3, 1));
    insert(&mut parts, now + SECOND, "b", part(1, 3, 1));
    insert(&mut parts, now + 9 * SECOND, "a", part(1, 3, 2));
    assert_eq!(parts.poll_timeout(), Some(now + 10 * SECOND));
    assert!(parts.expire(now + 10 * SECOND - Duration::from_nanos(1)).is_empty());
    let expired = parts.expire(now + 10 * SECOND);
    assert_eq!((expired.len(), expired[0].key, expired[0].reason), (1, "a", DropReason::Expired));
    assert_eq!(parts.poll_timeout(), Some(now + 11 * SECOND));
    assert!(parts.expire(now + 10 * SECOND).is_empty());
}

#[test]
fn a_late_expiry_gives_all_that_are_due_in_order() {
    let (mut parts, now) = (small(), start());
    insert(&mut parts, now, "b", part(1, 3, 1));
    insert(&mut parts, now, "a", part(1, 3, 1));
    let keys: Vec<_> = parts.expire(now + 100 * SECOND).into_iter().map(|old| old.key).collect();
    assert_eq!(keys, ["b", "a"]);
}

#[test]
fn an_expired_message_gets_no_part_of_a_new_one() {
    let (mut parts, now) = (small(), start());
    insert(&mut parts, now, "a", part(1, 2, 1));
    let inserted = parts.insert(now + 10 * SECOND, "a", part(1, 2, 2), b"y").unwrap();
    assert_eq!(inserted.assembly, Assembly::Incomplete { missing: 1 });
    assert_eq!(dropped(inserted), [("a", DropReason::Expired, vec![1])]);
}

#[test]
fn a_refused_part_loses_no_expired_message() {
    let (mut parts, now) = (small(), start());
    insert(&mut parts, now, "a", part(1, 2, 1));
    insert(&mut parts, now + SECOND, "b", part(1, 2, 1));
    assert!(parts.insert(now + 10 * SECOND, "b", part(1, 2, 1), b"y").is_err());
    assert_eq!(parts.expire(now + 10 * SECOND).len(), 1);
}

#[test]
fn time_that_goes_back_counts_as_the_latest_time() {
    let (mut parts, now) = (small(), start());
    assert!(parts.expire(now + 5 * SECOND).is_empty());
    insert(&mut parts, now, "a", part(1, 2, 1));
    assert_eq!(parts.poll_timeout(), Some(now + 15 * SECOND));
}

#[test]
fn the_longest_lifetime_does_not_overflow() {
    let mut parts = Reassembler::new(ReassemblerConfig::default().with_lifetime(Duration::MAX));
    let now = start();
    insert(&mut parts, now, "a", part(1, 2, 1));
    assert!(parts.poll_timeout().is_some_and(|deadline| deadline > now + 1_000_000 * SECOND));
}

#[test]
fn keys_and_bodies_are_not_shown_in_debug_output() {
    let (mut parts, now) = (small(), start());
    let first = parts.insert(now, "447700900123", part(1, 2, 1), b"secret").unwrap();
    let old = parts.take("447700900123", Reference::Octet(1)).unwrap();
    let shown = format!("{parts:?}{first:?}{old:?}");
    assert!(!shown.contains("4477") && !shown.contains("115"));
}
