//! What holds of all octets and of all bodies, not of chosen ones alone.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test reads files and may fail loudly

mod wire;

use brivas_smpp::{AnyBody, CommandStatus, Dialect, InterfaceVersion, Leniency, Pdu};
use bytes::{Bytes, BytesMut};
use proptest::prelude::*;
use std::sync::LazyLock;
use wire::{Reading, Value, build, cases, check, octets};

static CASES: LazyLock<Vec<(Reading, Vec<u8>)>> = LazyLock::new(cases);

/// Any version with any set of deviations.
fn dialect() -> impl Strategy<Value = Dialect> {
    let version = prop::sample::select(vec![
        InterfaceVersion::V3_3,
        InterfaceVersion::V3_4,
        InterfaceVersion::V5_0,
        InterfaceVersion(0),
        InterfaceVersion(255),
    ]);
    let deviations = prop::sample::subsequence(Leniency::ALL, 0..=Leniency::ALL.len());
    (version, deviations).prop_map(|(version, deviations)| {
        let allowed = deviations.iter().fold(Leniency::STRICT, |sum, (_, deviation)| sum | *deviation);
        Dialect::new(version, allowed)
    })
}

/// The standard by the letter, in either version.
fn strict() -> impl Strategy<Value = Dialect> {
    prop::sample::select(vec![InterfaceVersion::V3_4, InterfaceVersion::V5_0])
        .prop_map(|version| Dialect::new(version, Leniency::STRICT))
}

/// Octets like those of fields: NULs, small numbers, digits and anything.
fn octet() -> impl Strategy<Value = u8> {
    prop_oneof![4 => Just(0), 3 => 1..=8_u8, 3 => b'0'..=b'9', 2 => any::<u8>()]
}

/// A real PDU that has been cut, grown and overwritten, or anything at all; its `command_length` is right.
fn spoilt() -> impl Strategy<Value = Vec<u8>> {
    let hits = prop::collection::vec((any::<prop::sample::Index>(), octet()), 0..4);
    let tail = prop::collection::vec(octet(), 0..12);
    let case = any::<prop::sample::Index>().prop_map(|index| index.get(&CASES).1.clone());
    let header_and_anything = (case.clone(), prop::collection::vec(octet(), 0..200))
        .prop_map(|(pdu, body)| [&pdu[..16], &body].concat());
    let octets = prop_oneof![3 => case, 1 => header_and_anything];
    (octets, any::<Option<prop::sample::Index>>(), hits, tail).prop_map(|(mut octets, cut, hits, tail)| {
        if let Some(cut) = cut {
            octets.truncate(16.max(cut.index(octets.len())));
        }
        for (index, octet) in hits {
            *index.get_mut(&mut octets) = octet;
        }
        octets.extend(tail);
        let length = u32::try_from(octets.len()).unwrap();
        octets[..4].copy_from_slice(&length.to_be_bytes());
        octets
    })
}

/// A case with other values in all its fields and TLVs, each as long as it may be at the most.
fn legal() -> impl Strategy<Value = Reading> {
    (any::<prop::sample::Index>(), any::<u64>(), 0..=0x7FFF_FFFF_u32).prop_map(
        |(case, seed, sequence_number)| {
            let mut reading = case.get(&CASES).0.clone();
            let mut random = Random(seed);
            reading.sequence_number = sequence_number;
            refill(&mut reading.fields, &mut random);
            for (_, value) in &mut reading.tlvs {
                // A TLV keeps its length: whether it is legal is the table's affair, which has tests of its own.
                match value {
                    Value::Integer(number) => *number = random.below(256),
                    Value::Text(octets) => octets.fill_with(|| random.letter()),
                    Value::Octets(octets) => octets.fill_with(|| random.octet()),
                    Value::Entry(_) => {}
                }
            }
            reading
        },
    )
}

fn refill(fields: &mut [(String, Value)], random: &mut Random) {
    let mut sm_length = None;
    for (name, value) in fields.iter_mut() {
        match value {
            Value::Integer(_)
                if matches!(name.as_str(), "number_of_dests" | "no_unsuccess" | "dest_flag") => {}
            Value::Integer(number) => *number = random.below(256),
            // Never longer than it was: where it was filled, that is its maximum. A time is whole or empty.
            Value::Text(octets) => {
                let most = u32::try_from(octets.len()).unwrap();
                let length = if is_time(name) { most * random.below(2) } else { random.below(most + 1) };
                octets.truncate(length as usize);
                octets.fill_with(|| random.letter());
            }
            Value::Octets(octets) => {
                octets.truncate(random.below(u32::try_from(octets.len()).unwrap() + 1) as usize);
                octets.fill_with(|| random.octet());
                sm_length = u32::try_from(octets.len()).ok();
            }
            Value::Entry(fields) => refill(fields, random),
        }
    }
    if let (Some(length), Some((_, value))) =
        (sm_length, fields.iter_mut().find(|(name, _)| name == "sm_length"))
    {
        *value = Value::Integer(length);
    }
}

fn is_time(name: &str) -> bool {
    matches!(name, "schedule_delivery_time" | "validity_period" | "final_date")
}

/// Numbers from a seed, so that a failure can be shrunk and run again (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        u32::try_from((mixed ^ mixed >> 31) % u64::from(bound)).unwrap()
    }

    fn octet(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }

    fn letter(&mut self) -> u8 {
        b'!' + u8::try_from(self.below(94)).unwrap()
    }
}

fn encode(body: &AnyBody<'_>, pdu: &Pdu, dialect: Dialect) -> Option<Vec<u8>> {
    let mut out = BytesMut::new();
    let header = pdu.header;
    body.encode(header.command_status, header.sequence_number, dialect, &mut out).ok()?;
    Some(out.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_octets_make_it_panic_and_faults_lie_within_the_pdu(octets in spoilt(), dialect in dialect()) {
        let length = octets.len();
        let pdu = Pdu::new(Bytes::from(octets), dialect).unwrap();
        match pdu.any_body() {
            Ok(body) => {
                let mut shown = 0;
                body.fields(&mut |_| shown += 1);
                prop_assert!(body.tlvs().iter().count() <= length / 4 && shown <= length + 20);
                let _ = format!("{pdu:?} {body:?}");
                let _ = encode(&body, &pdu, dialect);
            }
            Err(error) => {
                prop_assert!(error.offset <= length, "{error}");
                prop_assert_ne!(error.command_status(), CommandStatus::ESME_ROK);
            }
        }
    }

    #[test]
    fn octets_of_any_length_are_a_pdu_only_where_they_say_so(octets in prop::collection::vec(octet(), 0..40)) {
        let says = octets.first_chunk().map(|length| u32::from_be_bytes(*length) as usize);
        let is_pdu = octets.len() >= 16 && says == Some(octets.len());
        prop_assert_eq!(Pdu::new(Bytes::from(octets), Dialect::V5_0).is_ok(), is_pdu);
    }

    #[test]
    fn a_legal_body_is_read_as_it_was_written(reading in legal()) {
        let octets = build::encode(&reading).unwrap();
        check::decodes(&reading, &octets);
        prop_assert_eq!(&octets, &octets::pdu(&reading));
    }

    #[test]
    fn what_was_read_by_the_letter_is_written_to_the_same_octets(octets in spoilt(), dialect in strict()) {
        let pdu = Pdu::new(Bytes::from(octets.clone()), dialect).unwrap();
        let Ok(body) = pdu.any_body() else { return Ok(()) };
        // A response with an error status goes without its blank body: what came with one comes back without.
        let status = pdu.header.command_status;
        if pdu.command_id().is_response() && status != CommandStatus::ESME_ROK && body.tlvs().is_empty() {
            return Ok(());
        }
        if let Some(encoded) = encode(&body, &pdu, dialect) {
            prop_assert_eq!(encoded, octets);
        }
    }

    #[test]
    fn a_refused_body_leaves_the_buffer_as_it_was(octets in spoilt(), lenient in dialect(), strict in strict()) {
        let pdu = Pdu::new(Bytes::from(octets), lenient).unwrap();
        let Ok(body) = pdu.any_body() else { return Ok(()) };
        let mut out = BytesMut::from(&b"before"[..]);
        match body.encode(pdu.header.command_status, 1, strict, &mut out) {
            Ok(length) => prop_assert_eq!(out.len(), 6 + length),
            Err(_) => prop_assert_eq!(&out[..], b"before"),
        }
    }
}
