//! Requests that come.

use brivas_sip::endpoint::{Event, UsageError};
use brivas_sip::header::{HeaderName, To, Via};

use super::*;

#[test]
fn an_invite_is_told_once_and_its_copies_get_the_last_response() {
    let mut test = Test::new();
    test.datagram(&request("INVITE"));
    let (id, ..) = test.request();
    test.datagram(&request("INVITE"));
    assert!(test.events().is_empty() && test.sent().is_empty(), "nothing was said yet");
    test.respond(id, 180);
    let ringing = test.sent_one();
    test.datagram(&request("INVITE"));
    assert_eq!(test.sent_one().octets(), ringing.octets());
    assert_eq!(test.endpoint.stats().copies, 2);
}

#[test]
fn an_invite_is_answered_100_with_its_timestamp_if_the_user_takes_his_time() {
    let mut test = Test::new();
    test.datagram(&request("INVITE"));
    test.at(199);
    assert!(test.sent().is_empty());
    test.at(200);
    let trying = test.sent_one();
    assert_eq!(first_line(&trying), "100");
    assert_eq!(trying.rows(HeaderName::TIMESTAMP).next().unwrap().value, b"54");
    assert!(!trying.has_to_tag());
    assert_eq!(trying.rows(HeaderName::RECORD_ROUTE).count(), 0);
}

#[test]
fn all_responses_to_a_request_have_one_tag_and_those_that_make_a_dialog_its_route() {
    let mut test = Test::new();
    test.datagram(&request("INVITE"));
    let (id, ..) = test.request();
    let tag = test.endpoint.to_tag(id).unwrap();
    for code in [180, 183, 200] {
        test.respond(id, code);
        let response = test.sent_one();
        assert_eq!(response.need::<To<'_>>().unwrap().tag, Some(tag.as_slice()));
        assert_eq!(response.rows(HeaderName::RECORD_ROUTE).count(), 1);
    }
}

#[test]
fn a_2xx_is_sent_again_by_its_user_until_the_ack_and_copies_of_the_invite_are_taken_in() {
    let mut test = Test::new();
    test.datagram(&request("INVITE"));
    let (id, ..) = test.request();
    test.respond(id, 200);
    let ok = test.sent_one();
    test.datagram(&request("INVITE"));
    assert!(test.sent().is_empty(), "copies are taken in (RFC 6026 §7.1)");
    test.endpoint.respond_again(test.now, id).unwrap();
    assert_eq!(test.sent_one().octets(), ok.octets());
    assert!(matches!(
        test.endpoint.respond(test.now, id, &Response::new(StatusCode::BUSY_HERE)),
        Err(UsageError::State)
    ));

    // The ACK for a 2xx has a branch of its own.
    test.datagram(&request_by("ACK", "UDP 192.0.2.1:5062;branch=z9hG4bK2"));
    assert!(matches!(test.events().as_slice(), [Event::Ack { id: None, .. }]));
    test.endpoint.acknowledged(id);
    assert_eq!(test.endpoint.respond_again(test.now, id), Err(UsageError::State));
    assert!(test.sends().is_empty());
    assert_eq!(test.endpoint.transactions(), (0, 0));
    assert_eq!(test.endpoint.respond_again(test.now, id), Err(UsageError::Gone));
}

#[test]
fn a_refusal_of_an_invite_is_sent_again_until_its_ack() {
    let mut test = Test::new();
    test.datagram(&request("INVITE"));
    let (id, ..) = test.request();
    test.respond(id, 486);
    test.at(1500);
    assert_eq!(test.sent().len(), 3, "at 0, 500 and 1500 ms");
    test.datagram(&request("ACK"));
    assert!(test.events().is_empty(), "it is of the transaction alone");
    assert!(test.sends().is_empty());
    assert_eq!(test.endpoint.transactions(), (0, 0));
}

#[test]
fn a_refusal_without_an_ack_is_given_up_after_64_t1() {
    let mut test = Test::new();
    test.datagram(&request("INVITE"));
    let (id, ..) = test.request();
    test.respond(id, 486);
    let times: Vec<_> = test.sends().into_iter().map(|(at, _)| at).collect();
    assert_eq!(times, [0, 500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500]);
    assert!(matches!(test.events().as_slice(), [Event::NoAck { id: of }] if *of == id));
    assert_eq!((test.now - test.start).as_millis(), 32_000);
}

#[test]
fn another_request_is_answered_100_late_and_its_copies_until_64_t1_are_over() {
    let mut test = Test::new();
    test.datagram(&request("OPTIONS"));
    let (id, ..) = test.request();
    test.at(3499);
    test.datagram(&request("OPTIONS"));
    assert!(test.sent().is_empty(), "silent in Trying");
    test.at(3500);
    assert_eq!(first_line(&test.sent_one()), "100");
    assert_eq!(
        test.endpoint.respond(test.now, id, &Response::new(StatusCode::RINGING)),
        Err(UsageError::State)
    );
    test.respond(id, 200);
    test.datagram(&request("OPTIONS"));
    assert_eq!(test.sent().len(), 2);
    test.at(35_499);
    assert_eq!(test.endpoint.transactions(), (0, 1));
    test.at(35_500);
    assert_eq!(test.endpoint.transactions(), (0, 0));
}

#[test]
fn a_408_for_another_request_than_invite_is_not_sent() {
    let mut test = Test::new();
    test.datagram(&request("OPTIONS"));
    let (id, ..) = test.request();
    test.respond(id, 408);
    assert!(test.sent().is_empty());
    assert_eq!(test.endpoint.transactions(), (0, 0));
}

#[test]
fn responses_go_where_the_via_says_and_by_rport_to_where_the_request_came_from() {
    let to_of = |via: &str| {
        let mut test = Test::new();
        test.datagram(&request_by("OPTIONS", via));
        let (id, request, _) = test.request();
        test.respond(id, 200);
        let to = test.endpoint.poll_transmit().unwrap().to.to_string();
        let via: Via<'_> = request.need().unwrap();
        (to, via.received.map(|it| String::from_utf8_lossy(it).into_owned()), via.rport)
    };
    let some = |text: &str| Some(text.to_owned());
    // From 192.0.2.1:5062.
    assert_eq!(to_of("UDP 192.0.2.1;branch=z9hG4bK1"), ("192.0.2.1:5060".to_owned(), None, None));
    assert_eq!(to_of("UDP 192.0.2.1:7000;branch=z9hG4bK1"), ("192.0.2.1:7000".to_owned(), None, None));
    assert_eq!(
        to_of("UDP 10.0.0.1:7000;branch=z9hG4bK1"),
        ("192.0.2.1:7000".to_owned(), some("192.0.2.1"), None)
    );
    assert_eq!(
        to_of("UDP pc.example.com;branch=z9hG4bK1"),
        ("192.0.2.1:5060".to_owned(), some("192.0.2.1"), None)
    );
    assert_eq!(
        to_of("UDP 192.0.2.1:7000;rport;branch=z9hG4bK1"),
        ("192.0.2.1:5062".to_owned(), some("192.0.2.1"), Some(Some(5062)))
    );
    assert_eq!(
        to_of("UDP 10.0.0.1:7000;received=203.0.113.66;rport=1;branch=z9hG4bK1"),
        ("192.0.2.1:5062".to_owned(), some("192.0.2.1"), Some(Some(5062))),
        "what the sender puts there does not count"
    );
    assert_eq!(
        to_of("UDP 192.0.2.1:7000;maddr=239.0.0.1;branch=z9hG4bK1").0,
        "239.0.0.1:7000",
        "RFC 3261 §18.2.2"
    );
}

#[test]
fn what_stands_behind_the_via_is_where_it_was() {
    let mut test = Test::new();
    let text = request_by(
        "OPTIONS",
        "UDP 10.0.0.1;rport;branch=z9hG4bK1, SIP/2.0/UDP b.example.com;branch=z9hG4bK0",
    )
    .replace("Content-Length: 0\r\n\r\n", "Subject: hi\r\nContent-Length: 5\r\n\r\nhello");
    test.datagram(&text);
    let (_, request, _) = test.request();
    assert_eq!(request.check(), Ok(()));
    assert_eq!(request.body(), b"hello");
    assert_eq!(request.rows(HeaderName::SUBJECT).next().unwrap().value, b"hi");
    let again = Message::read(request.bytes()).unwrap();
    let rows = |message: &Message| message.fields().map(|field| field.row.to_vec()).collect::<Vec<_>>();
    assert_eq!(rows(&request), rows(&again), "the index was moved with it");
    assert_eq!(request.all::<Via<'_>>().count(), 2);
}

#[test]
fn the_same_request_by_two_ways_is_a_loop_to_a_user_agent_and_none_to_a_proxy() {
    let mut test = Test::new();
    let other_way = request_by("INVITE", "UDP 192.0.2.2;branch=z9hG4bK-other");
    test.datagram(&request("INVITE"));
    let _ = test.request();
    test.datagram(&other_way);
    assert_eq!(first_line(&test.sent_one()), "482");
    assert!(test.events().is_empty());
    test.datagram(&other_way);
    assert_eq!(first_line(&test.sent_one()), "482", "a copy of it");

    let mut config = Config::new();
    config.set_merged_requests(false);
    let mut proxy = Test::with(config);
    proxy.datagram(&request("INVITE"));
    proxy.datagram(&other_way);
    assert_eq!(proxy.events().len(), 2);
}

#[test]
fn a_request_by_rfc_2543_is_known_again_and_so_is_its_ack() {
    let mut test = Test::new();
    let old = |method| request_by(method, "UDP 192.0.2.1:5062;branch=1");
    test.datagram(&old("INVITE"));
    let (id, ..) = test.request();
    test.datagram(&old("INVITE"));
    assert!(test.events().is_empty());
    test.respond(id, 404);
    let refusal = test.sent_one();
    let ack = |tag: &str| {
        old("ACK").replace("To: <sip:bob@example.com>", &format!("To: <sip:bob@example.com>;tag={tag}"))
    };
    // One with another's tag is of another dialog.
    test.datagram(&ack("other"));
    assert!(matches!(test.events().as_slice(), [Event::Ack { id: None, .. }]));
    test.at(500);
    assert_eq!(test.sent_one().octets(), refusal.octets());
    let tag = refusal.need::<To<'_>>().unwrap().tag.unwrap();
    test.datagram(&ack(std::str::from_utf8(tag).unwrap()));
    test.at(10_000);
    assert!(test.sent().is_empty() && test.events().is_empty());
}

#[test]
fn a_request_with_a_fault_is_answered_if_there_is_enough_of_it_and_others_are_discarded() {
    let mut test = Test::new();
    let good = request("OPTIONS");
    let cases = [
        (good.replace("Max-Forwards: 70", "Max-Forwards: 300"), Some("400")),
        (good.replace("SIP/2.0\r\nVia", "SIP/7.0\r\nVia"), Some("505")),
        (good.replace("CSeq: 3 OPTIONS", "CSeq: 3 INVITE"), Some("400")),
        (good.replace("Content-Length: 0", "Content-Length: 9"), Some("400")),
        (good.replace("From: <sip:alice@example.com>;tag=1\r\n", ""), None),
        (request("ACK").replace("Max-Forwards: 70", "Max-Forwards: 300"), None),
        ("hello".to_owned(), None),
    ];
    for (text, wanted) in cases {
        test.datagram(&text);
        let answers: Vec<_> = test.sent().iter().map(first_line).collect();
        assert_eq!(answers, wanted.into_iter().collect::<Vec<_>>(), "{text}");
        assert!(matches!(test.events().as_slice(), [Event::Bad { .. }]));
        assert_eq!(test.endpoint.transactions(), (0, 0));
    }
}

#[test]
fn a_bad_request_gets_the_same_answer_each_time() {
    let mut test = Test::new();
    let bad = request("OPTIONS").replace("Max-Forwards: 70", "Max-Forwards: 300");
    test.datagram(&bad);
    test.datagram(&bad);
    let sent = test.sent();
    assert_eq!(sent[0].octets(), sent[1].octets());
}

#[test]
fn keep_alives_on_datagrams_are_taken_in() {
    let mut test = Test::new();
    test.datagram("\r\n\r\n");
    assert_eq!(test.endpoint.poll_transmit().unwrap().octets, b"\r\n"[..]);
    test.datagram("\0\0\0\0");
    test.datagram("");
    assert!(test.sent().is_empty() && test.events().is_empty());
}
