use proptest::{collection::vec, prelude::*};

use super::*;

/// CRC-32 (the one of Ethernet and zlib) bit by bit, starting from any value: written from its definition, so that the
/// octets below do not rest on the crate that made them.
fn slow_crc(start: u32, octets: &[u8]) -> u32 {
    let mut register = !start;
    for octet in octets {
        register ^= u32::from(*octet);
        for _ in 0..8 {
            register = if register & 1 == 1 { (register >> 1) ^ 0xedb8_8320 } else { register >> 1 };
        }
    }
    !register
}

fn message() -> Record<'static> {
    Record::Message {
        id: 0x0102,
        due_at: -2,
        priority: 3,
        state: 4,
        key: b"k",
        key_expires_at: 5,
        queue: b"qq",
        meta: b"mmm",
        body: b"bbbb",
    }
}

#[test]
fn the_reference_check_sum_is_right() {
    assert_eq!(slow_crc(0, b"123456789"), 0xcbf4_3926);
}

#[test]
fn a_message_record_has_the_documented_octets() {
    let mut octets = vec![0xaa];
    let wrote = append(&mut octets, 99, &message());
    let payload = [
        &[1, 2, 1, 0, 0, 0, 0, 0, 0][..],
        &[0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[5, 0, 0, 0, 0, 0, 0, 0],
        &[3, 4, 1, 2, 3, 0],
        b"kqqmmmbbbb",
    ]
    .concat();
    let length = [41, 0, 0, 0];
    let crc = slow_crc(99, &[&length[..], &payload].concat());
    assert_eq!(octets[1..], [&length[..], &crc.to_le_bytes(), &payload].concat());
    assert_eq!(wrote, Append { octets: 49, crc });
    assert_eq!(MESSAGE_OVERHEAD + 10, 49);
}

#[test]
fn a_commit_record_has_the_documented_octets() {
    let mut octets = Vec::new();
    append(&mut octets, 1, &Record::Commit { sequence: 7, records: 2, chain: 0x0a0b_0c0d });
    assert_eq!(octets.len(), COMMIT_OCTETS);
    assert_eq!(octets[..4], [17, 0, 0, 0]);
    assert_eq!(octets[8..], [6, 7, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0x0d, 0x0c, 0x0b, 0x0a]);
}

#[test]
fn the_other_kinds_have_the_documented_octets() {
    let payload = |record: &Record<'_>| {
        let mut octets = Vec::new();
        append(&mut octets, 0, record);
        octets.split_off(RECORD_HEAD)
    };
    assert_eq!(
        payload(&Record::Transition { id: 1, due_at: 2, state: 3, meta: Some(b"m") }),
        [2, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 1, b'm']
    );
    assert_eq!(
        payload(&Record::Final { id: 1, state: 4, done_at: 2, retain_until: 3, summary: b"s" }),
        [3, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4, b's']
    );
    assert_eq!(
        payload(&Record::Key { id: 1, expires_at: 2, key: b"k" }),
        [4, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, b'k']
    );
    assert_eq!(
        payload(&Record::Base { next_id: 1, first_commit: 2 }),
        [5, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]
    );
    assert_eq!(payload(&Record::Oldest { segment: 0x0102 }), [7, 2, 1, 0, 0]);
    assert_eq!(final_record_octets(1), RECORD_HEAD + 27);
    assert_eq!(key_record_octets(1), RECORD_HEAD + 18);
}

#[test]
fn another_seed_never_validates() {
    let mut octets = Vec::new();
    append(&mut octets, 1, &message());
    assert!(decode(1, &octets).is_ok());
    for seed in 2..2000 {
        assert_eq!(decode(seed, &octets), Err(Damage::Checksum));
    }
}

#[test]
fn unknown_kinds_and_wrong_lengths_are_refused() {
    let sealed = |payload: &[u8]| {
        let length = u32::try_from(payload.len()).unwrap().to_le_bytes();
        [&length[..], &slow_crc(0, &[&length[..], payload].concat()).to_le_bytes(), payload].concat()
    };
    let too_large = [&[5][..], &NUMBERS_END.to_le_bytes(), &[0; 8]].concat();
    for payload in [&too_large[..], &[0][..], &[7], &[8, 0, 0, 0, 0], &[1, 2], &[2; 17], &[6; 18], &[5; 16]] {
        assert_eq!(decode(0, &sealed(payload)), Err(Damage::Content), "{payload:?}");
    }
    assert_eq!(decode(0, &[1, 0, 0]), Err(Damage::Length));
    assert_eq!(decode(0, &[2, 0, 0, 0, 0, 0, 0, 0, 1]), Err(Damage::Length));
}

#[test]
fn the_longest_message_fits() {
    let body = vec![1; MAX_BODY];
    let meta = vec![2; MAX_META];
    let mut octets = Vec::new();
    let record = Record::Message {
        id: NUMBERS_END - 1,
        due_at: i64::MIN,
        priority: 255,
        state: 255,
        key: &[3; MAX_KEY],
        key_expires_at: i64::MAX,
        queue: &[4; MAX_QUEUE],
        meta: &meta,
        body: &body,
    };
    append(&mut octets, 0, &record);
    assert_eq!(octets.len(), RECORD_HEAD + MAX_LENGTH);
    assert_eq!(decode(0, &octets).unwrap().0, record);
}

proptest! {
    #[test]
    fn every_flipped_bit_is_noticed(bit in 0..49 * 8_usize) {
        let mut octets = Vec::new();
        append(&mut octets, 5, &message());
        octets[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(decode(5, &octets).is_err());
    }

    #[test]
    fn any_octets_are_read_without_panic(seed: u32, octets in vec(any::<u8>(), 0..80)) {
        let _ = decode(seed, &octets);
        let _ = decode_payload(&octets);
    }

    #[test]
    fn what_was_written_is_read(id in 0..NUMBERS_END, due_at: i64, state: u8, meta in prop::option::of(vec(any::<u8>(), 0..50))) {
        let record = Record::Transition { id, due_at, state, meta: meta.as_deref() };
        let mut octets = Vec::new();
        let wrote = append(&mut octets, 1, &record);
        prop_assert_eq!(decode(1, &octets), Ok((record, wrote.crc)));
    }
}
