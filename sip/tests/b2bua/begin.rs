//! How a call is connected.

use brivas_sip::agent::UsageError;
use brivas_sip::b2bua::{Cause, Side, refusal};

use super::*;

#[test]
fn a_call_is_connected_and_ended_by_either_side() {
    for ends in [Alice, Bob] {
        let mut net = Net::new();
        let (call, bridge) = net.call(None, Some(&offer("alice")));
        net.connect(bridge, Bob);
        let (bobs, request) = net.incoming(Bob);
        assert_eq!(subject(&request), "alice");
        assert_eq!(request.request().unwrap().request_uri, b"sip:4711@192.0.2.3:5060");
        net.answer(Bob, bobs, 180, None, false);
        let agent::Event::Progress { call: of, response, .. } = net.event(Alice) else { panic!() };
        assert_eq!((of, response.status().unwrap().code), (call, StatusCode::RINGING));
        assert!(matches!(net.bridge_event(), Event::Progress { code: StatusCode::RINGING, .. }));
        net.answer(Bob, bobs, 200, Some("bob"), false);
        let agent::Event::Answered { dialog: alices, response, .. } = net.event(Alice) else { panic!() };
        assert_eq!(subject(&response), "bob");
        assert!(matches!(net.bridge_event(), Event::Answered { bridge: of, .. } if of == bridge));
        let now = net.now;
        net.agent(Alice).ack(now, alices, None, None).unwrap();
        assert_eq!(net.log(), "A:INVITE b:INVITE B:180 a:180 B:200 a:200 b:ACK A:ACK");
        net.events(Bob);

        let dialog = if ends == Alice { alices } else { bobs };
        let mut rows = Rows::new();
        rows.put_text("Reason", b"Q.850;cause=16");
        net.agent(ends).bye(now, dialog, Some(&rows)).unwrap();
        let log = net.log();
        let wanted = if ends == Alice { "A:BYE a:200 b:BYE B:200" } else { "B:BYE b:200 a:BYE A:200" };
        assert_eq!(log, wanted);
        let Event::Ended { by, cause: Cause::Bye(bye), .. } = net.bridge_event() else { panic!() };
        assert_eq!(by, Some(if ends == Alice { Side::Caller } else { Side::Callee }));
        assert_eq!(value(&bye, HeaderName::REASON).as_deref(), Some("Q.850;cause=16"));
        let other = if ends == Alice { Bob } else { Alice };
        let passed = net.message(Middle, other, "BYE");
        assert_eq!(value(passed, HeaderName::REASON).as_deref(), Some("Q.850;cause=16"));
        net.nothing_is_left();
    }
}

#[test]
fn an_attempt_that_fails_may_be_followed_by_another() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.connect(bridge, Bob);
    let now = net.now;
    let leg = Leg::new(Uri::read(b"sip:x@192.0.2.4").unwrap(), Target::new(Transport::UDP, address(Carol)));
    assert_eq!(net.middle.connect(now, bridge, &leg), Err(UsageError::State), "one at a time");
    let (bobs, _) = net.incoming(Bob);
    net.answer(Bob, bobs, 503, None, false);
    let Event::AttemptFailed { code, response: Some(_), .. } = net.bridge_event() else { panic!() };
    assert_eq!(code, StatusCode::SERVICE_UNAVAILABLE);
    net.connect(bridge, Carol);
    let (carols, request) = net.incoming(Carol);
    assert_eq!(subject(&request), "alice");
    net.answer(Carol, carols, 200, Some("carol"), false);
    let agent::Event::Answered { response, .. } = net.event(Alice) else { panic!() };
    assert_eq!(subject(&response), "carol");
    assert_eq!(net.middle.connect(now, bridge, &leg), Err(UsageError::State));
    assert_eq!(net.middle.refuse(now, bridge, StatusCode::BUSY_HERE, None), Err(UsageError::State));
}

#[test]
fn a_call_is_refused_by_the_owner_also_while_somebody_rings() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, None);
    net.connect(bridge, Bob);
    let (bobs, _) = net.incoming(Bob);
    net.answer(Bob, bobs, 180, None, false);
    net.events(Alice);
    let now = net.now;
    assert_eq!(net.middle.refuse(now, bridge, StatusCode::OK, None), Err(UsageError::State));
    net.middle.refuse(now, bridge, StatusCode::BUSY_HERE, None).unwrap();
    assert!(matches!(net.event(Bob), agent::Event::Cancelled { .. }));
    assert!(matches!(&net.events(Alice)[..], [.., agent::Event::Refused { response, .. }]
        if response.status().unwrap().code == StatusCode::BUSY_HERE));
    let events = net.bridge_events();
    assert!(matches!(&events[..], [.., Event::Ended { cause: Cause::Refused(StatusCode::BUSY_HERE), .. }]));
    net.nothing_is_left();
}

#[test]
fn what_a_caller_is_told_of_a_failure_names_nothing_of_the_other_side() {
    for (from, to) in [
        (486, 486),
        (603, 603),
        (404, 404),
        (408, 408),
        (401, 403),
        (407, 403),
        (302, 480),
        (503, 500),
        (482, 500),
        (422, 500),
    ] {
        assert_eq!(refusal(StatusCode(from)), StatusCode(to));
    }
}

#[test]
fn a_caller_that_takes_its_call_back_takes_back_the_attempt_with_its_reason() {
    let mut net = Net::new();
    let (call, bridge) = net.call(None, None);
    net.connect(bridge, Bob);
    let (bobs, _) = net.incoming(Bob);
    net.answer(Bob, bobs, 180, None, false);
    net.log();
    let now = net.now;
    let mut rows = Rows::new();
    rows.put_text("Reason", b"SIP;cause=200;text=\"Call completed elsewhere\"");
    net.agent(Alice).cancel(now, call, Some(&rows)).unwrap();
    let agent::Event::Cancelled { cancel, .. } = net.event(Bob) else { panic!() };
    assert!(value(&cancel, HeaderName::REASON).unwrap().contains("elsewhere"));
    let events = net.bridge_events();
    assert!(matches!(
        &events[..],
        [.., Event::Ended { by: Some(Side::Caller), cause: Cause::Cancelled, .. }]
    ));
    net.nothing_is_left();
}

#[test]
fn an_answer_that_crosses_the_end_of_the_call_is_hung_up() {
    let mut net = Net::new();
    let (call, bridge) = net.call(None, None);
    net.connect(bridge, Bob);
    let (bobs, _) = net.incoming(Bob);
    let now = net.now;
    // No provisional response has come, so the CANCEL waits; the answer is first.
    net.agent(Alice).cancel(now, call, None).unwrap();
    net.run();
    net.answer(Bob, bobs, 200, Some("bob"), false);
    let events = net.events(Bob);
    assert!(
        matches!(&events[..], [agent::Event::Acknowledged { .. }, agent::Event::Ended { .. }]),
        "{events:?}"
    );
    net.nothing_is_left();
}

#[test]
fn nobody_rings_for_ever() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, None);
    net.connect(bridge, Bob);
    let (bobs, _) = net.incoming(Bob);
    net.answer(Bob, bobs, 180, None, false);
    net.bridge_events();
    net.at(179_999);
    assert!(net.bridge_events().is_empty());
    net.at(180_000);
    let Event::AttemptFailed { code: StatusCode::REQUEST_TIMEOUT, response: None, .. } = net.bridge_event()
    else {
        panic!()
    };
    assert!(matches!(net.event(Bob), agent::Event::Cancelled { .. }));
    net.connect(bridge, Carol);
    let (carols, _) = net.incoming(Carol);
    net.answer(Carol, carols, 486, None, false);
    net.bridge_events();
    net.middle.refuse(net.now, bridge, StatusCode::BUSY_HERE, None).unwrap();
    net.nothing_is_left();
}

#[test]
fn early_media_passes_and_counts_with_an_answer_that_has_none() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.connect(bridge, Bob);
    let (bobs, _) = net.incoming(Bob);
    net.answer(Bob, bobs, 183, Some("early"), false);
    let agent::Event::Progress { response, .. } = net.event(Alice) else { panic!() };
    assert_eq!(subject(&response), "early");
    net.answer(Bob, bobs, 200, None, false);
    let agent::Event::Answered { response, .. } = net.event(Alice) else { panic!() };
    assert_eq!(subject(&response), "early");
}

#[test]
fn a_late_offer_is_answered_by_the_callers_ack() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, None);
    net.connect(bridge, Bob);
    let (bobs, request) = net.incoming(Bob);
    assert!(request.body().is_empty());
    net.answer(Bob, bobs, 200, Some("bob"), false);
    let agent::Event::Answered { dialog, response, .. } = net.event(Alice) else { panic!() };
    assert_eq!(subject(&response), "bob");
    assert_eq!(net.log(), "A:INVITE b:INVITE B:200 a:200", "Bob's answer waits for Alice's");
    let now = net.now;
    net.agent(Alice).ack(now, dialog, None, Some(Content::sdp(&offer("alice")))).unwrap();
    let agent::Event::Acknowledged { ack, .. } = net.event(Bob) else { panic!() };
    assert_eq!(subject(&ack), "alice");
}

#[test]
fn a_reliable_response_is_acknowledged_on_each_side_for_itself() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.connect(bridge, Bob);
    let (bobs, _) = net.incoming(Bob);
    net.answer(Bob, bobs, 183, Some("early"), true);
    let log = net.log();
    assert!(log.contains("b:PRACK") && log.contains("A:PRACK"), "{log}");
    let numbers = |message: &Message| value(message, HeaderName::RSEQ).unwrap();
    assert_ne!(
        numbers(net.message(Bob, Middle, "SIP/2.0 183")),
        numbers(net.message(Middle, Alice, "SIP/2.0 183"))
    );
}

#[test]
fn a_reliable_offer_is_answered_by_the_callers_prack() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, None);
    net.connect(bridge, Bob);
    let (bobs, _) = net.incoming(Bob);
    net.answer(Bob, bobs, 183, Some("bob"), true);
    let agent::Event::Progress { dialog: Some(alices), response, wants_prack: true, .. } = net.event(Alice)
    else {
        panic!()
    };
    assert_eq!(subject(&response), "bob");
    assert!(net.events(Bob).is_empty());
    let now = net.now;
    net.agent(Alice).prack(now, alices, None, Some(Content::sdp(&offer("alice")))).unwrap();
    let agent::Event::Pracked { prack, .. } = net.event(Bob) else { panic!() };
    assert_eq!(subject(&prack), "alice");
    net.answer(Bob, bobs, 200, None, false);
    assert!(net.log().ends_with("B:200 a:200 b:ACK"));
}

#[test]
fn a_call_that_has_gone_far_enough_is_refused() {
    let mut net = Net::new();
    let alice = NameAddr::new(Uri::read(b"sip:alice@home.example.com").unwrap());
    let bob = NameAddr::new(Uri::read(b"sip:bob@192.0.2.2").unwrap());
    let (now, target) = (net.now, Target::new(Transport::UDP, address(Middle)));
    for (hops, wanted) in [(0, "A:INVITE a:483 A:ACK"), (1, "A:INVITE")] {
        let invite = Invite { max_forwards: hops, ..Invite::new(bob.uri, alice, bob) };
        net.agent(Alice).invite(now, &invite, target).unwrap();
        assert_eq!(net.log(), wanted);
    }
    let Event::Incoming { bridge, .. } = net.bridge_event() else { panic!() };
    net.connect(bridge, Bob);
    let (_, request) = net.incoming(Bob);
    assert_eq!(value(&request, HeaderName::MAX_FORWARDS).as_deref(), Some("0"));
}

#[test]
fn an_owner_may_not_let_calls_take_the_place_of_others() {
    let mut config = agent::Config::new();
    config.set_extensions(&["100rel", "timer"]);
    let mut middle = Config::new();
    middle.set_agent(Arc::new(config));
    let mut net = Net::around(middle, [agent::Config::new(), agent::Config::new(), agent::Config::new()]);
    let (bridge, alices, _) = net.talk();
    let dialog = net.agents[0].dialog(alices).unwrap();
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let (call_id, to, from) = (text(dialog.call_id()), text(dialog.remote_tag()), text(dialog.local_tag()));
    let replaces = format!("{call_id};to-tag={to};from-tag={from}");
    assert!(!text(net.message(Middle, Alice, "SIP/2.0 200").octets()).contains("replaces"));
    assert!(!text(net.message(Middle, Bob, "INVITE").octets()).contains("replaces"));

    let mut rows = Rows::new();
    rows.put_text("Replaces", replaces.as_bytes());
    let (_, second) = net.call(Some(&rows), None);
    assert_ne!(second, bridge, "it is a call like any other");
    net.connect(second, Carol);
    let (_, request) = net.incoming(Carol);
    assert!(value(&request, HeaderName::REPLACES).is_none());

    rows.put_text("Require", b"replaces");
    let alice = NameAddr::new(Uri::read(b"sip:alice@home.example.com").unwrap());
    let bob = NameAddr::new(Uri::read(b"sip:bob@192.0.2.2").unwrap());
    let (now, target) = (net.now, Target::new(Transport::UDP, address(Middle)));
    let invite = Invite { rows: Some(&rows), ..Invite::new(bob.uri, alice, bob) };
    net.agent(Alice).invite(now, &invite, target).unwrap();
    assert!(net.log().contains("a:420"));
}
