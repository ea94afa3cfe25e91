//! Requests that are sent.

use brivas_sip::endpoint::{Event, Failure, UsageError};
use brivas_sip::header::{CSeq, HeaderName, To, Via};

use super::*;

#[test]
fn a_request_has_a_via_of_its_own_above_all_others_and_rport_on_udp() {
    let mut test = Test::new();
    test.send(Method::OPTIONS);
    let sent = test.sent_one();
    let via: Via<'_> = sent.need().unwrap();
    assert_eq!((via.transport, via.host.0, via.port), (Transport::UDP, b"192.0.2.9".as_slice(), Some(5060)));
    assert_eq!(via.rport, Some(None));
    assert_eq!(via.transaction().unwrap().len(), 23);
    assert_eq!(sent.fields().next().unwrap().name, HeaderName::VIA);

    test.send(Method::OPTIONS);
    assert_ne!(test.sent_one().need::<Via<'_>>().unwrap().branch, via.branch);
}

#[test]
fn an_invite_is_sent_seven_times_and_fails_after_64_t1() {
    let mut test = Test::new();
    let id = test.send(Method::INVITE);
    let times: Vec<_> = test.sends().into_iter().map(|(at, _)| at).collect();
    assert_eq!(times, [0, 500, 1500, 3500, 7500, 15_500, 31_500]);
    assert!(
        matches!(test.events().as_slice(), [Event::Failed { id: of, failure: Failure::Timeout }] if *of == id)
    );
    assert_eq!(test.endpoint.transactions(), (0, 0));
}

#[test]
fn another_request_is_sent_eleven_times_and_fails_after_64_t1() {
    let mut test = Test::new();
    test.send(Method::OPTIONS);
    let times: Vec<_> = test.sends().into_iter().map(|(at, _)| at).collect();
    assert_eq!(times, [0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
    assert!(matches!(test.events().as_slice(), [Event::Failed { .. }]));
}

#[test]
fn a_provisional_response_ends_the_copies_of_an_invite_and_nothing_ends_the_ringing() {
    let mut test = Test::new();
    test.send(Method::INVITE);
    let invite = test.sent_one();
    test.answer(&invite, 180);
    assert_eq!(test.responses(), [180]);
    assert!(test.sends().is_empty());
    assert_eq!(test.endpoint.transactions(), (1, 0));
}

#[test]
fn a_refusal_is_acknowledged_each_time_it_comes_and_told_once() {
    let mut test = Test::new();
    test.send(Method::INVITE);
    let invite = test.sent_one();
    for _ in 0..3 {
        test.answer(&invite, 486);
        let ack = test.sent_one();
        assert_eq!(ack.method(), Some(Method::ACK));
        assert_eq!(ack.request().unwrap().request_uri, invite.request().unwrap().request_uri);
        assert_eq!(ack.need::<Via<'_>>(), invite.need::<Via<'_>>());
        assert_eq!(ack.all::<Via<'_>>().count(), 1);
        let cseq: CSeq<'_> = ack.need().unwrap();
        assert_eq!((cseq.number, cseq.method), (7, Method::ACK));
        assert_eq!(ack.need::<To<'_>>().unwrap().tag, Some(b"their-tag".as_slice()));
        assert_eq!(ack.rows(HeaderName::ROUTE).next().unwrap().value, b"<sip:edge.example.com;lr>");
    }
    assert_eq!(test.responses(), [486]);
    test.at(31_999);
    assert_eq!(test.endpoint.transactions(), (1, 0));
    test.at(32_000);
    assert_eq!(test.endpoint.transactions(), (0, 0));
}

#[test]
fn every_2xx_is_told_and_none_is_acknowledged_by_the_transaction() {
    let mut test = Test::new();
    test.send(Method::INVITE);
    let invite = test.sent_one();
    for _ in 0..3 {
        test.answer(&invite, 200);
    }
    assert_eq!(test.responses(), [200, 200, 200]);
    test.answer(&invite, 486);
    assert!(test.sent().is_empty() && test.events().is_empty());
    test.at(32_000);
    assert_eq!(test.endpoint.transactions(), (0, 0));
}

#[test]
fn an_ack_for_a_2xx_is_sent_without_a_transaction_and_the_same_again() {
    let mut test = Test::new();
    let target = Target::new(Transport::UDP, peer());
    let sent = test.endpoint.ack(test.now, &draft(Method::ACK), target).unwrap();
    let first = test.sent_one();
    test.endpoint.send_again(test.now, &sent);
    assert_eq!(test.sent_one().octets(), first.octets());
    assert_eq!(test.endpoint.transactions(), (0, 0));
    assert_eq!(test.endpoint.request(test.now, &draft(Method::ACK), target), Err(UsageError::Method));
    assert_eq!(test.endpoint.ack(test.now, &draft(Method::BYE), target).unwrap_err(), UsageError::Method);
}

#[test]
fn a_response_to_nothing_is_dropped() {
    let mut test = Test::new();
    test.send(Method::OPTIONS);
    let options = test.sent_one();
    let text = String::from_utf8_lossy(options.octets()).replace("OPTIONS", "BYE");
    let other = Message::read(Bytes::from(text)).unwrap();
    test.answer(&other, 200);
    assert!(test.events().is_empty(), "the method in CSeq counts too");
    assert_eq!(test.endpoint.stats().stray_responses, 1);
    test.answer(&options, 200);
    test.answer(&options, 200);
    assert_eq!(test.responses(), [200]);
    test.at(5000);
    assert_eq!(test.endpoint.transactions(), (0, 0), "Timer K");
}
