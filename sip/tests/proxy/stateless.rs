//! A proxy that keeps nothing of what it hands on (RFC 3261 §16.11).

use super::*;

fn stateless() -> Test {
    let mut config = Config::new();
    config.set_stateless(true);
    Test::with(&config)
}

/// The owner sends it to this target: what goes on.
fn relayed(test: &mut Test, text: &str) -> Message {
    test.call(text);
    let Some(Event::Stateless { request, source }) = test.proxy.poll_event() else { panic!() };
    test.proxy.relay(test.now, &request, source, target(1)).unwrap();
    let (to, sent) = test.sent_one();
    assert_eq!(to, callee(1));
    sent
}

fn branch(message: &Message) -> Vec<u8> {
    message.need::<Via<'_>>().unwrap().branch.unwrap().to_vec()
}

#[test]
fn copies_cancel_and_ack_have_the_branch_of_their_invite() {
    let mut test = stateless();
    let invite = relayed(&mut test, &request("INVITE"));
    assert_eq!(relayed(&mut test, &request("INVITE")).octets(), invite.octets());
    assert_eq!(branch(&relayed(&mut test, &request("CANCEL"))), branch(&invite));
    let ack = request("ACK").replace("To: <sip:bob@example.com>", "To: <sip:bob@example.com>;tag=b");
    assert_eq!(branch(&relayed(&mut test, &ack)), branch(&invite));
    assert_ne!(
        branch(&relayed(&mut test, &request("INVITE").replace("bKcaller", "bKother"))),
        branch(&invite)
    );
    assert_eq!(values(&invite, HeaderName::RECORD_ROUTE), ["<sip:192.0.2.9:5060;lr>"]);
    assert_eq!(values(&invite, HeaderName::MAX_FORWARDS), ["69"]);
    assert_eq!(test.proxy.poll_timeout(), None, "and it is not sent again");
    test.nothing_is_left();
}

#[test]
fn old_requests_without_a_branch_have_one_of_their_own_too() {
    let mut test = stateless();
    let old = |method: &str| request(method).replace(";branch=z9hG4bKcaller", "");
    let invite = relayed(&mut test, &old("INVITE"));
    assert_eq!(branch(&relayed(&mut test, &old("CANCEL"))), branch(&invite));
    assert_ne!(
        branch(&relayed(&mut test, &old("INVITE").replace("Call-ID: call", "Call-ID: other"))),
        branch(&invite)
    );
}

#[test]
fn a_response_goes_where_the_next_via_says_every_time() {
    let mut test = stateless();
    // It came from elsewhere than it says, and asks for that port.
    let text = request("INVITE").replace("192.0.2.1:5060;", "client.example.com;rport;");
    test.from(address("192.0.2.55:40000"), text);
    let Some(Event::Stateless { request, source }) = test.proxy.poll_event() else { panic!() };
    test.proxy.relay(test.now, &request, source, target(1)).unwrap();
    let (_, invite) = test.sent_one();
    for code in [100, 180, 200, 200] {
        test.answer(1, &invite, code);
        let (to, response) = test.sent_one();
        assert_eq!((to, what(&response)), (address("192.0.2.55:40000"), code.to_string()));
        assert_eq!(values(&response, HeaderName::VIA).len(), 1);
    }
}

#[test]
fn a_response_that_is_not_ours_is_dropped() {
    let mut test = stateless();
    let invite = relayed(&mut test, &request("INVITE"));
    let octets = Response::new(StatusCode::OK).to_bytes(&invite, b"b");
    let text = String::from_utf8(octets.to_vec()).unwrap();
    test.from(callee(1), text.replace("UDP 192.0.2.9:5060", "UDP 192.0.2.8:5060"));
    let alone = values(&invite, HeaderName::VIA)[1].clone();
    test.from(callee(1), text.replace(&format!("Via: {alone}\r\n"), ""));
    assert!(test.sent().is_empty());
}

#[test]
fn what_is_within_a_dialog_goes_by_its_route_and_the_rest_is_for_the_owner() {
    let mut test = stateless();
    test.call(&in_dialog("BYE", "sip:bob@192.0.2.101", "Route: <sip:192.0.2.9;lr>\r\n"));
    assert_eq!(test.log(), "BYE>101");
    test.call(&in_dialog("BYE", "sip:bob@home.example.com", "Route: <sip:192.0.2.9;lr>\r\n"));
    let (waiting, _) = test.resolve();
    let hop = brivas_sip::endpoint::Target::new(Transport::UDP, callee(2));
    test.proxy.resolved(test.now, waiting, &[hop]).unwrap();
    assert_eq!(test.log(), "BYE>102");
}

#[test]
fn a_refusal_is_the_same_for_every_copy() {
    let mut test = stateless();
    let text = request_with("INVITE", "sip:bob@example.com", "Proxy-Require: foo\r\n");
    test.call(&text);
    let (_, first) = test.sent_one();
    test.call(&text);
    let (_, second) = test.sent_one();
    assert_eq!((what(&first).as_str(), first.octets()), ("420", second.octets()));
    test.call(&request_with("OPTIONS", "sip:bob@example.com", "Max-Forwards: 0\r\n"));
    let Some(Event::Stateless { request, source }) = test.proxy.poll_event() else { panic!() };
    test.proxy.relay(test.now, &request, source, target(1)).unwrap();
    assert_eq!(test.back(), 483);
    test.nothing_is_left();
}

#[test]
fn the_beginning_of_a_dialog_is_for_the_owner_even_with_our_route_and_the_rest_if_he_wants() {
    let mut test = stateless();
    test.call(&request_with("INVITE", "sip:bob@192.0.2.101", "Route: <sip:192.0.2.9;lr>\r\n"));
    let Some(Event::Stateless { request, .. }) = test.proxy.poll_event() else { panic!() };
    assert!(values(&request, HeaderName::ROUTE).is_empty());

    let mut config = Config::new();
    config.set_stateless(true).set_asks_in_dialog(true);
    let mut test = Test::with(&config);
    test.call(&in_dialog("BYE", "sip:bob@192.0.2.101", "Route: <sip:192.0.2.9;lr>\r\n"));
    assert!(matches!(&test.events()[..], [Event::Stateless { .. }]));
    assert!(test.sent().is_empty());
}
