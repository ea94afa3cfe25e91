//! TPDUs by hand from 3GPP TS 23.040, and what must hold of all.

use std::time::Duration;

use brivas_text::{Concat, HeaderBuilder, Reference};
use proptest::prelude::*;

use super::*;
use crate::map::NumberingPlan;
use crate::{Buffer, DecodeErrorKind};

fn written(tpdu: &Tpdu<'_>) -> Vec<u8> {
    let mut out = Buffer::new();
    tpdu.write(&mut out).unwrap();
    out.as_slice().to_vec()
}

fn octets(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        hex.chars().filter_map(|c| c.to_digit(16)).map(|d| u8::try_from(d).unwrap()).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

#[test]
fn a_deliver_has_its_fields_where_the_standard_puts_them() {
    // No more messages, from +491700000, at 2026-01-02 03:04:05 two hours ahead of UTC, "hello".
    let hex = "04 09 91 94710000F0 00 00 62102030405080 05 E8329BFD06".replace(' ', "");
    let octets = octets(&hex);
    let Tpdu::Deliver(read) = Tpdu::read(&octets, Direction::ToMobile).unwrap() else { panic!() };
    assert!(!read.more_messages_to_send && !read.reply_path);
    assert_eq!(read.originating_address.to_text(), "491700000");
    assert_eq!(read.originating_address.type_of_number, TypeOfNumber::INTERNATIONAL);
    assert_eq!(read.service_centre_time_stamp.fields(), Some([26, 1, 2, 3, 4, 5]));
    assert_eq!(read.service_centre_time_stamp.quarters(), Some(8));
    assert_eq!(read.user_data.to_text().unwrap(), "hello");
    assert_eq!(written(&Tpdu::Deliver(read)), octets);
}

#[test]
fn a_submit_has_its_validity_in_every_format() {
    for (period, first, value) in [
        (ValidityPeriod::None, 0x01, ""),
        (ValidityPeriod::Relative(0xA7), 0x11, "A7"),
        (ValidityPeriod::Enhanced([0x02, 30, 0, 0, 0, 0, 0]), 0x09, "021E0000000000"),
        (ValidityPeriod::Absolute(TimeStamp::new([26, 1, 2, 3, 4, 5], -4).unwrap()), 0x19, "62102030405048"),
    ] {
        let hex = format!("{first:02X}2A039121F30000{value}0131");
        let octets = octets(&hex);
        let Tpdu::Submit(read) = Tpdu::read(&octets, Direction::FromMobile).unwrap() else { panic!() };
        assert_eq!((read.message_reference, read.validity_period), (42, period), "{hex}");
        assert_eq!(read.destination_address.to_text(), "123");
        assert_eq!(written(&Tpdu::Submit(read)), octets);
    }
}

#[test]
fn reports_and_commands_come_back_as_they_were() {
    for (hex, direction) in [
        ("0000", Direction::DeliverReport { refused: false }),
        ("00D300", Direction::DeliverReport { refused: true }),
        ("00070008020041", Direction::DeliverReport { refused: false }),
        ("010062102030405080", Direction::SubmitReport { refused: false }),
        ("01C40162102030405080 7F", Direction::SubmitReport { refused: true }),
        ("062A039121F3 62102030405080 62102030405080 00", Direction::ToMobile),
        ("062A039121F3 62102030405080 62102030405080 41 07 00 08 02 0041", Direction::ToMobile),
        ("02010002 2A 03 91 21F3 00", Direction::FromMobile),
    ] {
        let octets = octets(hex);
        let read = Tpdu::read(&octets, direction).unwrap_or_else(|error| panic!("{hex}: {error}"));
        assert_eq!(written(&read), octets, "{hex}: {read:?}");
    }
}

#[test]
fn a_type_that_does_not_go_that_way_is_none() {
    for (hex, direction) in [
        ("01", Direction::ToMobile),
        ("00", Direction::FromMobile),
        ("03", Direction::FromMobile),
        ("02", Direction::DeliverReport { refused: false }),
        ("", Direction::SubmitReport { refused: false }),
    ] {
        let error = Tpdu::read(&octets(hex), direction).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::MessageType, "{hex}");
    }
}

#[test]
fn relative_periods_are_those_of_the_table() {
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    for (octet, duration) in [
        (0, minutes(5)),
        (143, minutes(12 * 60)),
        (144, minutes(12 * 60 + 30)),
        (167, minutes(24 * 60)),
        (168, minutes(2 * 24 * 60)),
        (196, minutes(30 * 24 * 60)),
        (197, minutes(5 * 7 * 24 * 60)),
        (255, minutes(63 * 7 * 24 * 60)),
    ] {
        assert_eq!(ValidityPeriod::Relative(octet).duration(), Some(duration), "{octet}");
        assert_eq!(ValidityPeriod::relative(duration), ValidityPeriod::Relative(octet));
    }
    assert_eq!(ValidityPeriod::relative(minutes(6)), ValidityPeriod::Relative(1), "never shorter than asked");
    assert_eq!(ValidityPeriod::seconds(90).duration(), Some(Duration::from_secs(90)));
    assert_eq!(
        ValidityPeriod::hours_minutes_seconds(12, 34, 56).duration(),
        Some(Duration::from_secs(12 * 3600 + 34 * 60 + 56))
    );
}

#[test]
fn texts_of_either_alphabet_and_parts_of_long_ones_are_read() {
    for text in ["", "Hello @£", "Grüße {€}", "Привет", "😀"] {
        let buf = UserData::text(text).unwrap();
        assert_eq!(buf.as_user_data().to_text().unwrap(), text);
    }
    assert_eq!(UserData::text(&"a".repeat(160)).unwrap().as_user_data().octets.len(), 140);
    assert!(UserData::text(&"a".repeat(161)).is_err());
    assert!(UserData::text(&"я".repeat(71)).is_err());
    // The second of three parts: six octets of header, one fill bit, then septets.
    let concat = Concat { reference: Reference::Octet(7), total: 3, number: 2 };
    let header = HeaderBuilder::new().concat(concat).build().unwrap();
    let septets = brivas_text::Coding::GSM7.encode("part two").unwrap();
    let packed = brivas_text::septets::pack(&septets, header.len());
    let octets = [header.as_slice(), &packed].concat();
    let data = UserData::new(0, true, 7 + 8, &octets);
    assert_eq!(data.to_text().unwrap(), "part two");
    assert_eq!(data.header().unwrap().concat(), Some(concat));
}

#[test]
fn letters_as_a_sender_are_read_and_written() {
    // "Brivas": 6 septets in 11 half octets, 6 octets.
    let sender = TpAddressBuf::alphanumeric("Brivas").unwrap();
    let mut out = Buffer::new();
    sender.as_address().write(&mut out);
    assert_eq!(out.as_slice()[..2], [11, 0xD0]);
    assert_eq!(sender.as_address().to_text(), "Brivas");
    assert!(TpAddressBuf::alphanumeric("12 letters !").is_err());
    let digits = TpAddressBuf::digits(TypeOfNumber::UNKNOWN, NumberingPlan::UNKNOWN, "12*#").unwrap();
    assert_eq!(digits.as_address().to_text(), "12*#");
    assert_eq!(format!("{digits:?}"), "TpAddress(0, 0, 4 half octets)");
}

proptest! {
    #[test]
    fn whatever_is_read_is_written_as_it_was_or_as_the_standard_has_it(octets in prop::collection::vec(any::<u8>(), 0..60)) {
        for direction in [
            Direction::ToMobile,
            Direction::FromMobile,
            Direction::DeliverReport { refused: true },
            Direction::SubmitReport { refused: false },
        ] {
            if let Ok(read) = Tpdu::read(&octets, direction) {
                let again = written(&read);
                prop_assert_eq!(Tpdu::read(&again, direction), Ok(read));
                if let Tpdu::Deliver(tpdu) = read {
                    let _ = (tpdu.user_data.to_text(), tpdu.originating_address.to_text());
                }
            }
        }
    }
}
