//! What stands in a Via, in Retry-After, and what is held back first.

use std::time::Duration;

use brivas_sip::Message;
use brivas_sip::header::{HeaderField, Via};
use brivas_sip::overload::{Algorithm, Category, Offer, Report, Sequence, with_report};
use bytes::Bytes;
use proptest::prelude::*;

fn report(params: &str) -> Option<Report> {
    let text = format!("SIP/2.0/TLS p1.example.net;branch=z9hG4bK2d4790.1;received=192.0.2.111{params}");
    Report::of(&Via::read(text.as_bytes()).unwrap())
}

fn offer(params: &str) -> Option<[bool; 2]> {
    let text = format!("SIP/2.0/TLS p1.example.net;branch=z9hG4bK2d4790.1{params}");
    let via = Via::read(text.as_bytes()).unwrap();
    Offer::of(&via).map(|offer| [Algorithm::Loss, Algorithm::Rate].map(|it| offer.has(it)))
}

/// As the examples of RFC 7339 have it.
#[test]
fn a_report_is_read_as_the_standard_writes_it() {
    let found = report(";oc=20;oc-algo=\"loss\";oc-validity=500;oc-seq=1282321615.782").unwrap();
    assert_eq!((found.value, found.algorithm), (20, Some(Algorithm::Loss)));
    assert_eq!(found.validity, Duration::from_millis(500));
    assert_eq!(found.sequence, Some(Sequence::new(1_282_321_615, 78_200)));
    let ended = report(";oc=0;oc-algo=\"loss\";oc-validity=0;oc-seq=1282321892.439").unwrap();
    assert_eq!(ended.validity, Duration::ZERO);
    assert!(ended.sequence > found.sequence);
    assert_eq!(report(";oc=150;oc-algo=\"rate\"").map(|it| it.value), Some(150));
}

#[test]
fn a_report_holds_half_a_second_if_it_does_not_say_how_long() {
    let found = report(";oc=20").unwrap();
    assert_eq!((found.validity, found.algorithm, found.sequence), (Duration::from_millis(500), None, None));
}

#[test]
fn what_cannot_be_followed_is_no_report() {
    for params in [
        "",
        ";oc",
        ";oc-algo=\"loss\";oc-validity=500",
        ";oc=101;oc-algo=\"loss\"",
        ";oc=x",
        ";oc=4294967296",
        ";oc=20;oc-algo=\"A\"",
        ";oc=20;oc-algo=\"loss,rate\"",
        ";oc=20;oc-validity=x",
        ";oc=20;oc-seq=12",
        ";oc=20;oc-seq=1.123456",
        ";oc=20;oc-seq=1234567890123.1",
        ";oc=20;oc-seq=.1",
        ";oc=20;oc-seq=1.",
    ] {
        assert_eq!(report(params), None, "{params}");
    }
    assert!(report(";oc=100;oc-algo=\"loss\";oc-seq=123456789012.12345").is_some());
}

#[test]
fn a_client_offers_by_oc_without_a_value() {
    assert_eq!(offer(""), None);
    assert_eq!(offer(";oc=20;oc-algo=\"loss\""), None);
    assert_eq!(offer(";oc"), Some([true, false]));
    assert_eq!(offer(";oc;oc-algo=\"loss\""), Some([true, false]));
    assert_eq!(offer(";oc;oc-algo=\"loss,A\""), Some([true, false]));
    assert_eq!(offer(";OC;OC-ALGO=\"Rate, Loss\""), Some([true, true]));
    assert_eq!(offer(std::str::from_utf8(Offer::LOSS).unwrap()), Some([true, false]));
    assert_eq!(offer(std::str::from_utf8(Offer::BOTH).unwrap()), Some([true, true]));
}

fn response(via: &str) -> Message {
    let text = format!(
        "SIP/2.0 100 Trying\r\n{via}\r\nVia: SIP/2.0/UDP b;oc\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\n\
         Call-ID: 1\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n"
    );
    Message::read(text.into()).unwrap()
}

const REPORT: Report = Report {
    value: 20,
    algorithm: Some(Algorithm::Loss),
    validity: Duration::from_millis(500),
    sequence: None,
};

#[test]
fn a_server_puts_its_report_into_the_via_of_the_next_hop_alone() {
    let before = response(
        "v: SIP/2.0/TLS p1 ;branch=z9hG4bKa;oc;rport=5;oc-algo=\"loss,rate\";x=\"1,2\", SIP/2.0/UDP c;oc",
    );
    let octets = with_report(&before, Some(&REPORT)).unwrap();
    let after = Message::read(octets.clone()).unwrap();
    let vias: Vec<_> = after.all::<Via<'_>>().map(Result::unwrap).collect();
    assert_eq!(Report::of(&vias[0]), Some(REPORT));
    assert_eq!((vias[0].branch, vias[0].rport), (Some(b"z9hG4bKa".as_slice()), Some(Some(5))));
    assert_eq!(vias[0].params.get(b"x").unwrap().value, Some(b"\"1,2\"".as_slice()));
    assert_eq!(vias.iter().map(|via| Offer::of(via).is_some()).collect::<Vec<_>>(), [false, true, true]);
    let rest = |message: &Message| message.fields().skip(1).map(|row| row.row.to_vec()).collect::<Vec<_>>();
    assert_eq!(rest(&after), rest(&before));
}

#[test]
fn nothing_is_told_to_a_client_that_did_not_offer_and_nothing_of_another_hop_goes_on() {
    for params in ["", ";oc=90;oc-algo=\"loss\";oc-validity=60000;oc-seq=9.1"] {
        let before = response(&format!("Via: SIP/2.0/TLS p1;branch=z9hG4bKa{params}"));
        let octets = with_report(&before, Some(&REPORT)).unwrap();
        let after = Message::read(octets).unwrap();
        assert_eq!(after.need::<Via<'_>>().unwrap().params.octets(), b";branch=z9hG4bKa", "{params}");
    }
    let before = response("Via: SIP/2.0/TLS p1;branch=z9hG4bKa;oc;oc-algo=\"loss\"");
    let after = Message::read(with_report(&before, None).unwrap()).unwrap();
    assert_eq!(after.need::<Via<'_>>().unwrap().params.octets(), b";branch=z9hG4bKa");
}

fn category(start: &str, rows: &str) -> Category {
    let text = format!("{start} SIP/2.0\r\nVia: SIP/2.0/UDP b\r\n{rows}\r\n");
    Category::of(&Message::read(Bytes::from(text)).unwrap(), &["esnet", "wps"])
}

#[test]
fn dialogs_emergencies_and_trusted_priorities_are_held_back_last_and_ack_and_cancel_never() {
    let to = "To: <sip:a@b>\r\n";
    for (start, rows, expected) in [
        ("INVITE sip:a@b", to, Category::Ordinary),
        ("REGISTER sip:b", to, Category::Ordinary),
        ("INVITE sip:a@b", "To: <sip:a@b>;tag=1\r\n", Category::Preferred),
        ("BYE sip:a@b", "To: <sip:a@b>;tag=1\r\n", Category::Preferred),
        ("ACK sip:a@b", to, Category::Always),
        ("CANCEL sip:a@b", to, Category::Always),
        ("INVITE urn:service:sos", to, Category::Preferred),
        ("INVITE URN:Service:SOS.fire", to, Category::Preferred),
        ("INVITE urn:service:sosa", to, Category::Ordinary),
        ("INVITE urn:service:counseling", to, Category::Ordinary),
        ("INVITE sip:a@b", "Resource-Priority: dsn.flash\r\n", Category::Ordinary),
        ("INVITE sip:a@b", "Resource-Priority: dsn.flash, ESNET.0\r\n", Category::Preferred),
    ] {
        assert_eq!(category(start, rows), expected, "{start} {rows}");
    }
}

proptest! {
    #[test]
    fn sequences_are_ordered_as_their_decimals_and_written_so(
        one in (0_u64..1_000_000_000_000, 0_u32..100_000),
        two in (0_u64..1_000_000_000_000, 0_u32..100_000),
    ) {
        prop_assert_eq!(Sequence::new(one.0, one.1) < Sequence::new(two.0, two.1), one < two);
        let report = Report { sequence: Some(Sequence::new(one.0, one.1)), ..REPORT };
        let message = response("Via: SIP/2.0/TLS p1;branch=z9hG4bKa;oc");
        let octets = with_report(&message, Some(&report)).unwrap();
        let again = Message::read(octets).unwrap();
        prop_assert_eq!(Report::of(&again.need::<Via<'_>>().unwrap()), Some(report));
    }
}
