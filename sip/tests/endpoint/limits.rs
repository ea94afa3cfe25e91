//! Every limit at its bound, and what is called wrongly.

use brivas_sip::endpoint::UsageError;
use brivas_sip::header::HeaderName;

use super::*;

#[test]
fn one_request_too_many_is_answered_503_and_when_to_come_again() {
    let mut config = Config::new();
    config.set_max_servers(1).set_retry_after(7);
    let mut test = Test::with(config);
    test.datagram(&request("OPTIONS"));
    let (id, ..) = test.request();
    let other = request_by("OPTIONS", "UDP 192.0.2.1:5062;branch=z9hG4bK2").replace("theirs", "another");
    test.datagram(&other);
    let refusal = test.sent_one();
    assert_eq!(first_line(&refusal), "503");
    assert_eq!(refusal.rows(HeaderName::RETRY_AFTER).next().unwrap().value, b"7");
    assert!(test.events().is_empty());
    assert_eq!(test.endpoint.stats().refused, 1);

    test.respond(id, 200);
    test.at(32_000);
    test.datagram(&other);
    let _ = test.request();
}

#[test]
fn events_that_wait_hold_input_back() {
    let mut config = Config::new();
    config.set_max_events(1);
    let mut test = Test::with(config);
    assert!(test.endpoint.wants_input());
    test.datagram(&request("OPTIONS"));
    assert!(!test.endpoint.wants_input());
    test.datagram(&request_by("OPTIONS", "UDP 192.0.2.1:5062;branch=z9hG4bK2").replace("theirs", "another"));
    assert_eq!(first_line(&test.sent_one()), "503");
    let path = test.endpoint.accept(test.now, test.tcp, peer()).unwrap();
    let mut input = bytes::BytesMut::from(request("BYE").as_str());
    let length = input.len();
    test.endpoint.handle_input(test.now, path, &mut input);
    assert_eq!(input.len(), length, "a stream is left unread");
    assert_eq!(test.events().len(), 1);
    test.endpoint.handle_input(test.now, path, &mut input);
    assert_eq!((input.len(), test.events().len()), (0, 1));
}

#[test]
fn one_request_of_ours_too_many_is_refused() {
    let mut config = Config::new();
    config.set_max_clients(1);
    let mut test = Test::with(config);
    test.send(Method::OPTIONS);
    let target = Target::new(Transport::UDP, peer());
    assert_eq!(test.endpoint.request(test.now, &draft(Method::OPTIONS), target), Err(UsageError::Full));
}

#[test]
fn there_must_be_a_path_of_the_transport_and_of_the_family() {
    let mut test = Test::new();
    let tls = Target::new(Transport::TLS, peer());
    assert_eq!(test.endpoint.request(test.now, &draft(Method::OPTIONS), tls), Err(UsageError::NoPath));
    let six = Target::new(Transport::UDP, "[2001:db8::1]:5060".parse().unwrap());
    assert_eq!(test.endpoint.request(test.now, &draft(Method::OPTIONS), six), Err(UsageError::NoPath));
    test.endpoint.listen(Transport::UDP, b"[2001:db8::9]").unwrap();
    assert!(test.endpoint.request(test.now, &draft(Method::OPTIONS), six).is_ok());
    assert_eq!(test.endpoint.listen(Transport::UDP, b"a b"), Err(UsageError::SentBy));
}

#[test]
fn a_time_that_goes_back_stands_still_and_a_timeout_too_early_does_nothing() {
    let mut test = Test::new();
    test.at(400);
    test.send(Method::OPTIONS);
    let _ = test.sent();
    test.endpoint.handle_timeout(test.start);
    assert!(test.sent().is_empty());
    assert_eq!(test.endpoint.poll_timeout(), Some(test.start + Duration::from_millis(900)));
}

#[test]
fn the_same_seed_and_calls_give_the_same_octets() {
    let run = || {
        let mut test = Test::new();
        test.send(Method::INVITE);
        test.datagram(&request("INVITE"));
        let (id, ..) = test.request();
        test.respond(id, 180);
        test.sent().iter().map(|message| message.octets().to_vec()).collect::<Vec<_>>()
    };
    assert_eq!(run(), run());
}
