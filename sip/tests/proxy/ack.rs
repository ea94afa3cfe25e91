//! ACK (RFC 3261 §16.11; §17.2.1 for those that end at a transaction).

use brivas_sip::endpoint::Target;

use super::*;

const ROUTE: &str = "Route: <sip:192.0.2.9;lr>\r\n";

#[test]
fn an_ack_for_a_2xx_goes_on_and_every_copy_with_the_same_branch() {
    let mut test = Test::new();
    let ack = in_dialog("ACK", "sip:bob@192.0.2.101", &format!("{ROUTE}Max-Forwards: 70\r\n"));
    test.call(&ack);
    let (to, first) = test.sent_one();
    test.call(&ack);
    let (_, second) = test.sent_one();
    assert_eq!((to, what(&first).as_str()), (callee(1), "ACK"));
    assert_eq!(first.octets(), second.octets());
    assert_eq!(values(&first, HeaderName::MAX_FORWARDS), ["69"]);
    assert_eq!(first.rows(HeaderName::ROUTE).count(), 0);
    test.call(&ack.replace("bKcaller", "bKother"));
    let (_, other) = test.sent_one();
    assert_ne!(first.need::<Via<'_>>().unwrap().branch, other.need::<Via<'_>>().unwrap().branch);
    test.nothing_is_left();
}

#[test]
fn an_ack_for_another_response_ends_here() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    test.answer(1, &sent[0], 404);
    test.log();
    test.events();
    test.call(&request("ACK"));
    assert!(test.sent().is_empty() && test.events().is_empty());
    test.nothing_is_left();
}

#[test]
fn an_ack_that_no_route_of_ours_has_brought_is_for_the_owner() {
    let mut test = Test::new();
    test.call(&in_dialog("ACK", "sip:bob@192.0.2.101", ""));
    let Some(Event::Stateless { request, source }) = test.proxy.poll_event() else { panic!() };
    assert!(test.sent().is_empty());
    let target = ForkTarget::new(&request.request().unwrap().uri().unwrap());
    test.proxy.relay(test.now, &request, source, target.clone()).unwrap();
    assert_eq!(test.log(), "ACK>101");
    let named = target.with_hops(&[Target::new(Transport::UDP, callee(3))]);
    test.proxy.relay(test.now, &request, source, named.clone()).unwrap();
    assert_eq!(test.log(), "ACK>103");
    let bye = Arc::new(Message::read(in_dialog("BYE", "sip:bob@192.0.2.101", "").into()).unwrap());
    let refused = test.proxy.relay(test.now, &bye, source, named);
    assert_eq!(refused, Err(brivas_sip::proxy::UsageError::Method));
}

#[test]
fn an_ack_to_a_name_waits_for_where_it_leads() {
    let mut test = Test::new();
    let ack = in_dialog("ACK", "sip:bob@home.example.com", ROUTE);
    test.call(&ack);
    let (branch, uri) = test.resolve();
    assert_eq!(uri, "sip:bob@home.example.com");
    test.proxy.resolved(test.now, branch, &[Target::new(Transport::UDP, callee(1))]).unwrap();
    assert_eq!(test.log(), "ACK>101");
    test.call(&ack);
    let (branch, _) = test.resolve();
    test.proxy.resolved(test.now, branch, &[]).unwrap();
    assert_eq!(test.log(), "");
    test.nothing_is_left();
}

#[test]
fn an_ack_that_may_go_no_further_is_dropped_and_never_answered() {
    let mut test = Test::new();
    test.call(&in_dialog("ACK", "sip:bob@192.0.2.101", &format!("{ROUTE}Max-Forwards: 0\r\n")));
    assert!(test.sent().is_empty() && test.events().is_empty());
}

#[test]
fn an_ack_that_leads_back_to_us_or_nowhere_is_for_the_owner() {
    for uri in ["sip:192.0.2.9:5060", "tel:+12025550101"] {
        let mut test = Test::new();
        test.call(&in_dialog("ACK", uri, ROUTE));
        assert!(test.sent().is_empty());
        let Some(Event::Stateless { request, source }) = test.proxy.poll_event() else { panic!() };
        let target = ForkTarget::new(&Uri::read(b"tel:+12025550101").unwrap());
        test.proxy.relay(test.now, &request, source, target).unwrap();
        assert!(test.sent().is_empty(), "nobody answers an ACK");
    }
}
