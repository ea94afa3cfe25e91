//! What a handset's TPDU says, as the centre keeps it, and as the recipient's handset is told it.

use std::time::Duration;

use super::super::to_handset::outgoing;
use super::*;
use crate::engine::MOBILE_NETWORK;
use crate::envelope::{Envelope, Head, Kind};
use brivas_sigtran::Buffer;
use brivas_sigtran::map::NumberingPlan;
use brivas_sigtran::sms::{SmsDeliver, TimeStamp, TpAddressBuf, UserData};
use proptest::prelude::*;

const ALICE: &str = "491700000001";
/// Noon of 2026-01-01 UTC.
const NOON: i64 = 1_767_268_800_000;

fn number(digits: &str) -> TpAddressBuf {
    TpAddressBuf::digits(TypeOfNumber::INTERNATIONAL, NumberingPlan::ISDN, digits).unwrap()
}

/// Reads an SMS-SUBMIT that is like this but for its destination.
fn sent(submit: &SmsSubmit<'_>) -> (Pdu, bool) {
    let (to, mut out) = (number("491700000002"), Buffer::new());
    SmsSubmit { destination_address: to.as_address(), ..*submit }.write(&mut out).unwrap();
    match read(ALICE, out.as_slice(), NOON) {
        Ok(Sent::Message { pdu, reject_duplicates }) => (pdu, reject_duplicates),
        _ => panic!("it is a message"),
    }
}

/// The message as the store keeps it.
fn kept(pdu: &Pdu) -> Envelope {
    let head = Head {
        kind: Kind::Message,
        by_http: false,
        told_version: InterfaceVersion::V5_0,
        submitted_at: NOON,
        expires_at: NOON + 1000,
        group: None,
    };
    Envelope::new(head, MOBILE_NETWORK, b"", pdu.octets())
}

fn refusal(tpdu: &[u8]) -> Option<Refused> {
    read(ALICE, tpdu, NOON).err()
}

#[test]
fn validity_is_kept_in_all_its_formats() {
    let validity = |validity_period| {
        let (pdu, _) = sent(&SmsSubmit { validity_period, ..Default::default() });
        let field = pdu.body::<SubmitSm<'_>>().unwrap().validity_period.to_vec();
        String::from_utf8(field).unwrap()
    };
    // The service centre's own validity holds.
    assert_eq!(validity(ValidityPeriod::None), "");
    for (octet, until) in [
        (0, "260101120500000+"),
        (143, "260102000000000+"),
        (144, "260102003000000+"),
        (167, "260102120000000+"),
        (168, "260103120000000+"),
        (196, "260131120000000+"),
        (197, "260205120000000+"),
        (255, "270318120000000+"),
    ] {
        assert_eq!(validity(ValidityPeriod::Relative(octet)), until, "{octet}");
    }
    // Local time, ahead of UTC and behind it.
    let evening =
        |quarters| ValidityPeriod::Absolute(TimeStamp::new([26, 1, 1, 18, 30, 15], quarters).unwrap());
    assert_eq!(validity(evening(0)), "260101183015000+");
    assert_eq!(validity(evening(4)), "260101173015000+");
    assert_eq!(validity(evening(-34)), "260102030015000+");
    assert_eq!(validity(ValidityPeriod::relative(Duration::from_secs(3600))), "260101130000000+");
    assert_eq!(validity(ValidityPeriod::Enhanced([0x01, 11, 0, 0, 0, 0, 0])), "260101130000000+");
    assert_eq!(validity(ValidityPeriod::seconds(90)), "260101120130000+");
    assert_eq!(validity(ValidityPeriod::hours_minutes_seconds(25, 1, 2)), "260102130102000+");
    // What says nothing, is reserved, or is no date.
    let nothing = [0x00, 0x04].map(|indicator| ValidityPeriod::Enhanced([indicator, 1, 0, 0, 0, 0, 0]));
    assert_eq!(nothing.map(validity), ["", ""]);
    assert_eq!(validity(ValidityPeriod::Absolute(TimeStamp::default())), "");
}

#[test]
fn header_reply_path_protocol_and_coding_reach_the_recipient_as_they_were_sent() {
    let first_of_two = [5, 0, 3, 9, 2, 1];
    let text = UserData::text("Hello").unwrap();
    for (user_data, reply_path, protocol_identifier) in [
        (text.as_user_data(), false, 0),
        (text.as_user_data(), true, 0x41),
        // Seven septets of header and fill bits, and "ab".
        (UserData::new(0x00, true, 9, &[5, 0, 3, 9, 2, 1, 0xC2, 0x62]), true, 0),
        (UserData::new(0x08, true, 8, &[&first_of_two[..], &[0x04, 0x16]].concat()), false, 0),
        (UserData::new(0x04, true, 7, &[&first_of_two[..], &[0xFF]].concat()), true, 0x7F),
        (UserData::new(0xF0, false, 1, &[0x61]), false, 0),
    ] {
        let submit = SmsSubmit {
            user_data,
            reply_path,
            protocol_identifier,
            message_reference: 7,
            ..Default::default()
        };
        let (pdu, _) = sent(&submit);
        let Ok(outgoing) = outgoing(&kept(&pdu), 1) else { panic!("it fits") };
        assert_eq!((outgoing.msisdn.as_str(), outgoing.tpdus.len()), ("491700000002", 1));
        let deliver = SmsDeliver::read(&outgoing.tpdus[0]).unwrap();
        assert_eq!(deliver.user_data, user_data);
        assert_eq!((deliver.reply_path, deliver.protocol_identifier), (reply_path, protocol_identifier));
        assert_eq!(deliver.originating_address, number(ALICE).as_address());
        assert_eq!(deliver.service_centre_time_stamp.fields(), Some([26, 1, 1, 12, 0, 0]));
    }
}

#[test]
fn what_the_handset_wants_to_know_is_noted() {
    for (status_report_request, reject_duplicates) in [(false, true), (true, false)] {
        let submit = SmsSubmit {
            status_report_request,
            reject_duplicates,
            message_reference: 255,
            ..Default::default()
        };
        let (pdu, rejects) = sent(&submit);
        let body = pdu.body::<SubmitSm<'_>>().unwrap();
        assert_eq!(body.registered_delivery.wants_receipt(true), status_report_request);
        assert_eq!(body.tlvs.integer(Tag::user_message_reference), Some(255));
        assert_eq!(rejects, reject_duplicates);
    }
}

#[test]
fn what_cannot_be_is_refused_with_its_cause() {
    let letters = TpAddressBuf::alphanumeric("Shop").unwrap();
    for to in [letters, TpAddressBuf::default()] {
        let destination_address = to.as_address();
        let mut out = Buffer::new();
        SmsSubmit { destination_address, ..Default::default() }.write(&mut out).unwrap();
        assert_eq!(refusal(out.as_slice()), Some(Refused::ADDRESS));
        let mut out = Buffer::new();
        SmsCommand { destination_address, ..Default::default() }.write(&mut out).unwrap();
        assert_eq!(refusal(out.as_slice()), Some(Refused::ADDRESS));
    }
    for octets in [&[][..], &[0x01], &[0x00, 0x00], &[0x03; 20]] {
        assert_eq!(refusal(octets), Some(Refused::TPDU), "{octets:?}");
    }
}

proptest! {
    /// Octets that nobody would send are refused, or make something that can be kept and sent on or not.
    #[test]
    fn whatever_a_handset_sends_is_read_or_refused(
        first in prop_oneof![Just(0x01_u8), Just(0x02), any::<u8>()],
        rest in prop::collection::vec(any::<u8>(), 0..180),
    ) {
        match read(ALICE, &[&[first], &rest[..]].concat(), NOON) {
            Ok(Sent::Message { pdu, .. }) => {
                let sent = outgoing(&kept(&pdu), 1);
                prop_assert!(sent.is_err() || sent.is_ok_and(|sent| !sent.tpdus.is_empty()));
            }
            Ok(Sent::Command(command)) => prop_assert!(!command.destination.digits.is_empty()),
            Err(_) => {}
        }
    }
}
