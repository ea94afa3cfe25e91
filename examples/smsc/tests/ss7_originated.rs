//! Messages of handsets, over loopback: in every version of MAP, in parts, and what their senders are told of them.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod ss7_support;

use brivas_sigtran::Buffer;
use brivas_sigtran::map::{NumberingPlan, SmEnumeratedDeliveryFailureCause as Cause};
use brivas_sigtran::sms::{
    FailureCause, SmsSubmit, Status, TimeStamp, TpAddressBuf, TypeOfNumber, UserData, ValidityPeriod,
};
use brivas_ss7_network::{Event, Reach, Running};
use brivas_text::{Coding, Method, Reference, SplitOptions, split};
use ss7_support::{
    ALICE, BOB, all_happened, centre_with, happened, network_with, received, refused, reported,
    stored_centre, taken,
};

/// Alice sends this to Bob.
fn send(network: &Running, submit: &SmsSubmit<'_>) {
    let to = TpAddressBuf::digits(TypeOfNumber::INTERNATIONAL, NumberingPlan::ISDN, BOB).unwrap();
    let mut out = Buffer::new();
    SmsSubmit { destination_address: to.as_address(), ..*submit }.write(&mut out).unwrap();
    network.send_tpdu(ALICE, out.as_slice());
}

/// Whether the handset got an answer that says its message was taken.
fn is_taken(event: &Event) -> bool {
    matches!(event, Event::Sent { taken: true, .. })
}

#[tokio::test]
async fn a_long_message_goes_in_every_version_and_each_part_that_wants_it_has_its_status_report() {
    let text = "long ".repeat(80);
    let options = SplitOptions::new(Method::Udh(Reference::Octet(9)));
    let parts: Vec<_> = split(&text, Coding::Gsm7Packed(Coding::GSM7.shift()), &options).unwrap().collect();
    assert_eq!(parts.len(), 3);
    for version in [1, 2, 3] {
        for wants_report in [[true; 3], [false, false, true]] {
            let mut network = network_with("", version);
            let folder = tempfile::tempdir().unwrap();
            let _smsc = centre_with(&network, folder.path(), &format!("max_version = {version}\n")).await;
            for ((message_reference, part), status_report_request) in (250..).zip(&parts).zip(wants_report) {
                let octets = part.octets();
                let length = u8::try_from(part.user_data_length()).unwrap();
                let user_data = UserData::new(0x00, true, length, &octets);
                let submit =
                    SmsSubmit { status_report_request, message_reference, user_data, ..Default::default() };
                send(&network, &submit);
            }
            let reports = wants_report.iter().filter(|wanted| **wanted).count();
            let all = all_happened(&mut network, 6 + reports).await;
            assert_eq!(all.iter().filter(|event| is_taken(event)).count(), 3);
            let mut expected: Vec<_> =
                [&text[..153], &text[153..306], &text[306..]].map(|part| received(BOB, ALICE, part)).into();
            let reported_of = (250..).zip(wants_report).filter(|(_, wanted)| *wanted);
            expected.extend(reported_of.map(|(reference, _)| reported(ALICE, reference, Status::RECEIVED.0)));
            for event in expected {
                assert!(all.contains(&event), "{version}: {event:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_message_that_has_expired_when_it_comes_is_refused_for_good() {
    let mut network = network_with("", 3);
    let folder = tempfile::tempdir().unwrap();
    let _smsc = stored_centre(&network, folder.path()).await;
    let past = ValidityPeriod::Absolute(TimeStamp::new([20, 1, 1, 0, 0, 0], 0).unwrap());
    send(&network, &SmsSubmit { validity_period: past, ..Default::default() });
    assert_eq!(
        happened(&mut network).await,
        refused(ALICE, Cause::EQUIPMENT_PROTOCOL_ERROR, Some(FailureCause::TP_VP_NOT_SUPPORTED))
    );
    send(&network, &SmsSubmit { validity_period: ValidityPeriod::seconds(60), ..Default::default() });
    assert_eq!(all_happened(&mut network, 2).await, [received(BOB, ALICE, ""), taken(ALICE)]);
}

#[tokio::test]
async fn a_message_that_can_never_arrive_is_reported_with_the_reason() {
    let mut network = network_with("", 3);
    let folder = tempfile::tempdir().unwrap();
    let _smsc = stored_centre(&network, folder.path()).await;
    for (reach, status) in
        [(Reach::Illegal, Status::NOT_OBTAINABLE), (Reach::Unequipped, Status::ERROR_IN_SME)]
    {
        network.set_reach(BOB, reach);
        send(&network, &SmsSubmit { status_report_request: true, ..Default::default() });
        assert_eq!(all_happened(&mut network, 2).await, [reported(ALICE, 0, status.0), taken(ALICE)]);
    }
}

#[tokio::test]
async fn a_message_whose_validity_ends_while_its_recipient_is_away_is_reported_as_expired() {
    let mut network = network_with("", 3);
    let folder = tempfile::tempdir().unwrap();
    let _smsc = stored_centre(&network, folder.path()).await;
    network.set_reach(BOB, Reach::Absent);
    let validity_period = ValidityPeriod::seconds(2);
    send(&network, &SmsSubmit { validity_period, status_report_request: true, ..Default::default() });
    assert_eq!(happened(&mut network).await, taken(ALICE));
    assert_eq!(happened(&mut network).await, reported(ALICE, 0, Status::VALIDITY_EXPIRED.0));
}
