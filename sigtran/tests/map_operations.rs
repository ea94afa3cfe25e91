//! The operations of mobility, call handling and supplementary services with every field that they can have, in
//! octets that another implementation has made: `data/map_operations.txt`. A case there has its operation, version,
//! kind and number, the octets, and then in order the offset and the name of every field, the alternative of every
//! CHOICE, the value of every ENUMERATED.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may fail loudly
#![allow(clippy::disallowed_methods)] // it reads the vectors and runs tshark

use brivas_sigtran::ber::{List, Null, Octets, Raw, Reader};
use brivas_sigtran::map::{
    AddressString, Argument, BasicServiceCode, CancelLocationArg, CancellationType, ForwardingFeature,
    ForwardingInfo, Identity, Imsi, ImsiWithLmsi, Lmsi, OperationCode, ResultParameter, SsCode, SsInfo, Tbcd,
    TypeOfUpdate,
};
use brivas_sigtran::{Buffer, DecodeError, DecodeErrorKind};
use proptest::prelude::*;

#[path = "map_operations/errors.rs"]
mod errors;
#[path = "map_operations/tshark.rs"]
mod judged;
#[path = "map_operations/judged_values.rs"]
mod judged_values;
#[path = "map_operations/made.rs"]
mod made;
#[path = "map_operations/named_bits.rs"]
mod named_bits;
#[path = "map_operations/short_message.rs"]
mod short_message;
#[path = "map_operations/transactions.rs"]
mod transactions;
#[path = "support/tshark.rs"]
mod tshark;
#[path = "map_operations/vectors.rs"]
mod vectors;
#[path = "map_operations/version_1.rs"]
mod version_1;

struct Case {
    title: &'static str,
    operation: OperationCode,
    version: u8,
    is_argument: bool,
    octets: Vec<u8>,
    fields: Vec<(usize, &'static str)>,
    alternatives: Vec<&'static str>,
    values: Vec<&'static str>,
}

impl Case {
    /// Nothing, in this version.
    fn of_version(version: u8) -> Self {
        Self {
            title: "",
            operation: OperationCode::default(),
            version,
            is_argument: true,
            octets: Vec::new(),
            fields: Vec::new(),
            alternatives: Vec::new(),
            values: Vec::new(),
        }
    }
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in include_str!("data/map_operations.txt").lines() {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            [operation, version, kind, _] => cases.push(Case {
                title: line,
                operation: *OperationCode::ALL.iter().find(|code| code.name() == Some(operation)).unwrap(),
                is_argument: kind == "argument",
                ..Case::of_version(version.parse().unwrap())
            }),
            ["octets", hex] => cases.last_mut().unwrap().octets = octets(hex),
            ["alternative", name] => cases.last_mut().unwrap().alternatives.push(name),
            ["value", name] => cases.last_mut().unwrap().values.push(name),
            [offset, name] => cases.last_mut().unwrap().fields.push((offset.parse().unwrap(), name)),
            _ => panic!("{line}"),
        }
    }
    cases
}

fn octets(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// What was read, as text and as it is written again.
fn read(case: &Case, octets: &[u8]) -> Result<(String, Vec<u8>), DecodeError> {
    let element = Reader::new(octets).next("parameter")?;
    let mut out = Buffer::new();
    let text = if case.is_argument {
        let argument = Argument::read(case.operation, case.version, &element)?;
        argument.write(&mut out);
        format!("{argument:?}")
    } else {
        let result = ResultParameter::read(case.operation, case.version, &element)?;
        result.write(&mut out);
        format!("{result:?}")
    };
    Ok((text, out.as_slice().to_vec()))
}

/// Letters and digits in lower case: as the standard and this crate spell a name alike.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

#[test]
fn every_field_of_every_operation_is_known_and_written_as_it_was_read() {
    for case in cases() {
        let (text, again) =
            read(&case, &case.octets).unwrap_or_else(|error| panic!("{}: {error}", case.title));
        assert_eq!(again, case.octets, "{}", case.title);
        assert!(!text.contains("Other("), "{}: {text}", case.title);
        // Of version 2, some are read as the type of version 3, which has more.
        assert!(case.version < 3 || !text.contains("None"), "{}: {text}", case.title);
        assert_eq!(text.matches("Extensions(").count(), text.matches("Extensions(0)").count(), "{text}");
        for name in &case.alternatives {
            // Of two numbers, one is called by the node alone.
            let names = [plain(name), plain(name.trim_end_matches("-Number"))];
            let has = |part: &str| names.iter().any(|name| part.ends_with(name));
            assert!(text.split('(').map(plain).any(|part| has(&part)), "{}: {name} in {text}", case.title);
        }
        for name in &case.values {
            assert!(text.contains(name), "{}: {name} in {text}", case.title);
        }
    }
}

#[test]
fn a_field_that_is_damaged_is_told_by_its_name_in_the_standard_and_its_place() {
    let mut count = 0;
    for case in cases() {
        for &(offset, name) in &case.fields {
            let mut damaged = case.octets.clone();
            let length = if damaged[offset] & 0x1F == 0x1F { offset + 2 } else { offset + 1 };
            damaged[length] = 0xFF;
            let error = read(&case, &damaged).unwrap_err();
            let found = (error.kind, error.offset, error.field);
            assert_eq!(found, (DecodeErrorKind::Length, offset, name), "{}", case.title);
            count += 1;
        }
    }
    assert!(count > 14_700, "{count} fields");
}

#[test]
fn what_is_left_of_a_message_is_never_read_as_all_of_it() {
    for case in cases() {
        for end in 0..case.octets.len() {
            assert!(read(&case, &case.octets[..end]).is_err(), "{} to {end}", case.title);
        }
    }
}

#[test]
fn values_are_written_as_another_implementation_writes_them() {
    let identity = ImsiWithLmsi {
        imsi: Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x14, 0x24, 0x34, 0x44, 0xF5])),
        lmsi: Lmsi([0x2E, 0x2F, 0x30, 0x31]),
        ..Default::default()
    };
    let argument = Argument::CancelLocation(CancelLocationArg {
        identity: Identity::ImsiWithLmsi(identity),
        cancellation_type: Some(CancellationType::SUBSCRIPTION_WITHDRAW),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        type_of_update: Some(TypeOfUpdate::MME_CHANGE),
        mtrf_supported_and_authorized: Some(Null),
        mtrf_supported_and_not_authorized: Some(Null),
        new_msc_number: Some(AddressString::new(&[0x91, 0x05, 0x15, 0x25, 0x35])),
        new_vlr_number: Some(AddressString::new(&[0x91, 0x45, 0x55, 0x65, 0x75])),
        new_lmsi: Some(Lmsi([0x3A, 0x3B, 0x3C, 0x3D])),
        reattach_required: Some(Null),
        ..Default::default()
    });
    assert_eq!(written(|out| argument.write(out)), of_case("cancelLocation 3 argument 2"));

    let feature = |service, status, number, subaddress, time, long_number| ForwardingFeature {
        basic_service: Some(service),
        ss_status: Some(Octets(status)),
        forwarded_to_number: Some(AddressString::new(number)),
        forwarded_to_subaddress: Some(Octets(subaddress)),
        forwarding_options: Some(Octets(&[0x2C])),
        no_reply_condition_time: Some(time),
        long_forwarded_to_number: Some(AddressString::new(long_number)),
        ..Default::default()
    };
    let bearer = BasicServiceCode::BearerService(Octets(&[0x1A]));
    let (number, long) = ([0x91, 0x76, 0x86, 0x96, 0x07], [0x91, 0x67, 0x77, 0x87, 0x97]);
    let first = feature(bearer, &[2], &number, &[0x80, 0x50, 0x49, 0x4A], 28, &long);
    let tele = BasicServiceCode::Teleservice(Octets(&[0x11]));
    let (number, long) = ([0x91, 0x28, 0x38, 0x48, 0x58], [0x91, 0x19, 0x29, 0x39, 0x49]);
    let second = feature(tele, &[1], &number, &[0x80, 0x50, 0x58, 0x59], 17, &long);
    let features = [first, second];
    let result = ResultParameter::SsInfo(SsInfo::ForwardingInfo(ForwardingInfo {
        ss_code: Some(SsCode(0x40)),
        forwarding_feature_list: List::from(&features[..]),
        ..Default::default()
    }));
    assert_eq!(written(|out| result.write(out)), of_case("registerSS 3 result 3"));
}

fn of_case(title: &str) -> Vec<u8> {
    cases().into_iter().find(|case| case.title == title).unwrap().octets
}

fn written(write: impl FnOnce(&mut Buffer)) -> Vec<u8> {
    let mut out = Buffer::new();
    write(&mut out);
    out.as_slice().to_vec()
}

proptest! {
    #[test]
    fn no_octets_make_an_operation_panic_and_what_is_read_stays_the_same(
        at in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        let cases = cases();
        let case = at.get(&cases);
        let mut octets = case.octets.clone();
        for (place, octet) in changes {
            *place.get_mut(&mut octets) = octet;
        }
        if let Ok((text, written)) = read(case, &octets) {
            prop_assert_eq!(read(case, &written), Ok((text, written)));
        }
    }

    #[test]
    fn any_content_of_any_operation_is_read_or_refused(
        content in prop::collection::vec(any::<u8>(), 0..40),
        at in any::<prop::sample::Index>(),
    ) {
        let cases = cases();
        let case = at.get(&cases);
        let mut octets = vec![case.octets[0], u8::try_from(content.len()).unwrap()];
        octets.extend(content);
        let _ = read(case, &octets);
    }
}
