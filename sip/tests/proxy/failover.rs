//! Names, and places that do not serve (RFC 3261 §16.6 step 7, §16.9; RFC 3263 §4.3).

use brivas_sip::endpoint::{self, PathEvent, Target};
use brivas_sip::proxy::UsageError;

use super::*;

fn place(number: u8) -> Target {
    Target::new(Transport::UDP, callee(number))
}

/// An INVITE for a name, and what waits for it.
fn asked(test: &mut Test, method: &str) -> BranchId {
    test.call(&request(method));
    let (context, ..) = test.request();
    let bob = ForkTarget::new(&Uri::read(b"sip:bob@home.example.com;transport=udp").unwrap());
    test.proxy.forward(test.now, context, &[&[bob]]).unwrap();
    let (branch, uri) = test.resolve();
    assert_eq!(uri, "sip:bob@home.example.com;transport=udp");
    branch
}

#[test]
fn a_name_is_for_the_owner_to_resolve() {
    let mut test = Test::new();
    let branch = asked(&mut test, "INVITE");
    assert!(test.sent().is_empty());
    test.proxy.resolved(test.now, branch, &[place(1), place(2)]).unwrap();
    let (to, invite) = test.sent_one();
    assert_eq!((to, uri_of(&invite).as_str()), (callee(1), "sip:bob@home.example.com;transport=udp"));
    assert_eq!(test.proxy.resolved(test.now, branch, &[]), Err(UsageError::State));
}

#[test]
fn a_name_that_leads_nowhere_is_as_good_as_408() {
    let mut test = Test::new();
    let branch = asked(&mut test, "INVITE");
    test.proxy.resolved(test.now, branch, &[]).unwrap();
    assert_eq!(test.back(), 408);
    test.call(&request("ACK"));
    test.nothing_is_left();
}

#[test]
fn after_503_the_next_place_is_tried_with_a_new_branch() {
    let mut test = Test::new();
    let branch = asked(&mut test, "INVITE");
    test.proxy.resolved(test.now, branch, &[place(1), place(2)]).unwrap();
    let (_, first) = test.sent_one();
    test.answer(1, &first, 503);
    let log = test.sent();
    assert_eq!(
        log.iter().map(|(to, it)| (*to, what(it))).collect::<Vec<_>>(),
        [(callee(1), "ACK".to_owned()), (callee(2), "INVITE".to_owned()),]
    );
    let branch_of = |message: &Message| message.need::<Via<'_>>().unwrap().branch.map(<[u8]>::to_vec);
    assert_ne!(branch_of(&first), branch_of(&log[1].1));
    let events = test.events();
    let [Event::Unreachable { target, code, .. }] = &events[..] else { panic!("{events:?}") };
    assert_eq!((target.addr(), code.0), (callee(1), 503));
    test.answer(2, &log[1].1, 503);
    assert_eq!(test.log(), "ACK>102 500>1");
    test.call(&request("ACK"));
    test.nothing_is_left();
}

#[test]
fn another_refusal_is_the_answer_and_no_other_place_is_tried() {
    let mut test = Test::new();
    let branch = asked(&mut test, "INVITE");
    test.proxy.resolved(test.now, branch, &[place(1), place(2)]).unwrap();
    let (_, first) = test.sent_one();
    test.answer(1, &first, 500);
    assert_eq!(test.log(), "ACK>101 500>1");
}

#[test]
fn a_place_that_is_silent_is_left_for_the_next() {
    for method in ["INVITE", "OPTIONS"] {
        let mut test = Test::new();
        let branch = asked(&mut test, method);
        test.proxy.resolved(test.now, branch, &[place(1), place(2)]).unwrap();
        test.at(31_999);
        assert!(!test.log().contains(">102"));
        test.at(32_000);
        let (to, second) = test.sent().pop().unwrap();
        assert_eq!((to, what(&second).as_str()), (callee(2), method));
        test.answer(2, &second, 200);
        assert_eq!(test.back(), 200);
        test.nothing_is_left();
    }
}

#[test]
fn a_connection_that_cannot_be_made_leads_to_the_next_place() {
    let mut test = Test::new();
    let branch = asked(&mut test, "INVITE");
    let tcp = Target::new(Transport::TCP, callee(1));
    test.proxy.resolved(test.now, branch, &[tcp, place(2)]).unwrap();
    let Some(Event::Endpoint(endpoint::Event::Connect { path, .. })) = test.proxy.poll_event() else {
        panic!()
    };
    assert!(test.sent().is_empty());
    test.proxy.handle_path(test.now, path, PathEvent::Down);
    let (to, invite) = test.sent_one();
    assert_eq!(to, callee(2));
    assert_eq!(values(&invite, HeaderName::RECORD_ROUTE).len(), 1, "as it is made for this place");
    assert_eq!(values(&invite, HeaderName::VIA)[0].get(..11), Some("SIP/2.0/UDP"));
}

#[test]
fn a_transport_that_we_have_not_is_passed_over() {
    let mut test = Test::new();
    let branch = asked(&mut test, "INVITE");
    let tls = Target::new(Transport::TLS, callee(1));
    test.proxy.resolved(test.now, branch, &[tls, place(2)]).unwrap();
    assert_eq!(test.log(), "INVITE>102");

    let mut test = Test::new();
    let branch = asked(&mut test, "INVITE");
    test.proxy.resolved(test.now, branch, &[tls]).unwrap();
    assert_eq!(test.back(), 500, "a 503 of ours is of this place alone");
}

#[test]
fn no_other_place_is_tried_once_the_request_is_taken_back() {
    let mut test = Test::new();
    let branch = asked(&mut test, "INVITE");
    test.proxy.resolved(test.now, branch, &[place(1), place(2)]).unwrap();
    let (_, first) = test.sent_one();
    test.answer(1, &first, 180);
    test.call(&request_with("CANCEL", "sip:bob@example.com", ""));
    test.log();
    test.answer(1, &first, 503);
    assert_eq!(test.log(), "ACK>101 487>1");
}

#[test]
fn a_name_in_the_route_of_a_dialog_is_resolved_too() {
    let mut test = Test::new();
    let route = "Route: <sip:192.0.2.9;lr>, <sip:next.example.com;lr>\r\n";
    test.call(&in_dialog("BYE", "sip:bob@192.0.2.101", route));
    let (branch, uri) = test.resolve();
    assert_eq!(uri, "sip:next.example.com;lr");
    test.proxy.resolved(test.now, branch, &[place(5)]).unwrap();
    let (to, bye) = test.sent_one();
    assert_eq!((to, uri_of(&bye).as_str()), (callee(5), "sip:bob@192.0.2.101"));
}

#[test]
fn places_that_fail_at_the_same_time_are_each_left_for_the_next() {
    let mut test = Test::new();
    for number in 0..3 {
        let text = request("OPTIONS").replace("bKcaller", &format!("bK{number}"));
        test.fork(&text, &[&[1], &[2]]);
    }
    test.at(31_999);
    test.log();
    test.at(32_000);
    assert_eq!(test.log(), "OPTIONS>102 OPTIONS>102 OPTIONS>102");
    test.nothing_is_left();
}

#[test]
fn a_place_that_the_network_says_nothing_leads_to_is_left_at_once() {
    let mut test = Test::new();
    let branch = asked(&mut test, "INVITE");
    test.proxy.resolved(test.now, branch, &[place(1), place(2)]).unwrap();
    test.sent_one();
    test.proxy.handle_unreachable(test.now, test.udp, callee(1));
    let (to, invite) = test.sent_one();
    assert_eq!(to, callee(2));
    let events = test.events();
    assert!(
        matches!(&events[..], [Event::Unreachable { target, code: StatusCode::SERVICE_UNAVAILABLE, .. }] if *target == place(1)),
        "{events:?}"
    );
    test.answer(2, &invite, 486);
    test.log();
    test.call(&request("ACK"));
    test.nothing_is_left();
}
