//! Several that are rung at once.

use brivas_sip::agent::{EndReason, UsageError};
use brivas_sip::b2bua::Cause;

use super::*;

/// What was told of the legs, in short.
fn told(events: &[Event]) -> Vec<String> {
    let tell = |event: &Event| match event {
        Event::LegFailed { leg, code, .. } => format!("{leg}:{}", code.0),
        Event::AttemptFailed { code, response, .. } => format!("all:{}:{}", code.0, response.is_some()),
        Event::Answered { leg, .. } => format!("answered:{leg:?}"),
        Event::Progress { code, .. } => code.0.to_string(),
        Event::Ended { .. } => "ended".to_owned(),
        other => panic!("{other:?}"),
    };
    events.iter().map(tell).collect()
}

#[test]
fn the_first_that_answers_is_connected_and_the_others_are_taken_back() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.ring(bridge);
    let ((bobs, _), (carols, request)) = (net.incoming(Bob), net.incoming(Carol));
    assert_eq!(subject(&request), "alice");
    net.answer(Bob, bobs, 180, None, false);
    net.answer(Carol, carols, 180, None, false);
    net.answer(Carol, carols, 200, Some("carol"), false);
    let (alices, response) = net.answered(Alice);
    assert_eq!(subject(&response), "carol");
    net.ack(Alice, alices, None);
    let agent::Event::Cancelled { cancel, .. } = net.event(Bob) else { panic!() };
    assert!(value(&cancel, HeaderName::REASON).unwrap().contains("cause=200"), "elsewhere (RFC 3326)");
    assert_eq!(told(&net.bridge_events()), ["180", "180", "answered:Some(1)"]);
    let log = net.log();
    assert!(log.contains("b:CANCEL") && log.contains("c:ACK"), "{log}");

    let now = net.now;
    net.agent(Alice).bye(now, alices, None).unwrap();
    assert!(net.log().contains("c:BYE"));
    net.nothing_is_left();
}

#[test]
fn who_answers_at_the_same_moment_is_acknowledged_and_hung_up() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.ring(bridge);
    let ((bobs, _), (carols, _)) = (net.incoming(Bob), net.incoming(Carol));
    let mut rows = Rows::new();
    rows.put_text("Content-Type", b"application/sdp");
    let now = net.now;
    // Both 2xx are on their way before the first is heard of.
    for (who, dialog) in [(Bob, bobs), (Carol, carols)] {
        let body = offer("both");
        let response = Response { rows: Some(&rows), body: &body, ..Response::new(StatusCode::OK) };
        net.agent(who).answer(now, dialog, &response, false).unwrap();
    }
    let (alices, _) = net.answered(Alice);
    net.ack(Alice, alices, None);
    let ends = net.events(Carol);
    assert!(
        matches!(
            &ends[..],
            [agent::Event::Acknowledged { .. }, agent::Event::Ended { reason: EndReason::Bye(_), .. }]
        ),
        "{ends:?}"
    );
    assert_eq!(told(&net.bridge_events()), ["answered:Some(0)"]);
    assert_eq!(net.middle.calls(), 1);
}

#[test]
fn when_all_have_refused_the_best_response_is_told() {
    for (bob, carol, best) in
        [(486, 404, 486), (503, 486, 486), (480, 401, 401), (302, 404, 302), (500, 408, 408)]
    {
        let mut net = Net::new();
        let (_, bridge) = net.call(None, Some(&offer("alice")));
        net.ring(bridge);
        let ((bobs, _), (carols, _)) = (net.incoming(Bob), net.incoming(Carol));
        net.answer(Bob, bobs, bob, None, false);
        assert_eq!(told(&net.bridge_events()), [format!("0:{bob}")]);
        net.answer(Carol, carols, carol, None, false);
        assert_eq!(told(&net.bridge_events()), [format!("1:{carol}"), format!("all:{best}:true")]);
        // Serial hunting goes on from there.
        net.connect(bridge, Bob);
        net.incoming(Bob);
    }
}

#[test]
fn a_6xx_ends_it_for_all() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.ring(bridge);
    let ((bobs, _), (carols, _)) = (net.incoming(Bob), net.incoming(Carol));
    net.answer(Carol, carols, 180, None, false);
    net.answer(Bob, bobs, 603, None, false);
    assert_eq!(told(&net.bridge_events()), ["180", "0:603", "all:603:true"]);
    assert!(matches!(net.event(Carol), agent::Event::Cancelled { .. }));
    net.middle.refuse(net.now, bridge, StatusCode::DECLINE, None).unwrap();
    net.nothing_is_left();
}

#[test]
fn nobody_rings_for_ever_and_what_was_said_counts_more_than_silence() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.ring(bridge);
    let ((bobs, _), (carols, _)) = (net.incoming(Bob), net.incoming(Carol));
    net.answer(Carol, carols, 180, None, false);
    net.answer(Bob, bobs, 486, None, false);
    net.bridge_events();
    net.at(180_000);
    assert_eq!(told(&net.bridge_events()), ["1:408", "all:486:true"]);
    assert!(matches!(net.event(Carol), agent::Event::Cancelled { .. }));
}

#[test]
fn a_caller_that_takes_its_call_back_takes_it_back_from_all() {
    let mut net = Net::new();
    let (call, bridge) = net.call(None, None);
    net.ring(bridge);
    let ((bobs, _), (carols, _)) = (net.incoming(Bob), net.incoming(Carol));
    net.answer(Bob, bobs, 180, None, false);
    net.answer(Carol, carols, 180, None, false);
    let now = net.now;
    net.agent(Alice).cancel(now, call, None).unwrap();
    for who in [Bob, Carol] {
        assert!(matches!(net.event(who), agent::Event::Cancelled { .. }));
    }
    assert!(matches!(net.bridge_events().last(), Some(Event::Ended { cause: Cause::Cancelled, .. })));
    net.nothing_is_left();
}

#[test]
fn the_caller_hears_one_early_and_agrees_anew_with_another_that_answers() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.ring(bridge);
    let ((bobs, _), (carols, request)) = (net.incoming(Bob), net.incoming(Carol));
    assert!(
        !value(&request, HeaderName::SUPPORTED).unwrap().contains("100rel"),
        "of several none is reliable"
    );
    net.answer(Bob, bobs, 183, Some("bob"), false);
    net.answer(Carol, carols, 183, Some("carol"), false);
    let heard: Vec<_> = net
        .events(Alice)
        .iter()
        .map(|event| match event {
            agent::Event::Progress { response, .. } => subject(response),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(heard, ["bob", ""]);

    net.answer(Carol, carols, 200, Some("carol"), false);
    let (alices, response) = net.answered(Alice);
    assert_eq!(subject(&response), "bob", "what was told early stands (RFC 3261 §13.2.1)");
    net.log();
    net.ack(Alice, alices, None);
    // Carol is asked for an offer, Alice for the answer.
    assert!(net.changed(Carol).body().is_empty());
    net.answer(Carol, carols, 200, Some("carol-anew"), false);
    let changed = net.changed(Alice);
    assert_eq!(subject(&changed), "carol-anew");
    let origin =
        |message: &Message| String::from_utf8_lossy(message.body()).lines().nth(1).unwrap().to_owned();
    assert_eq!(origin(&changed), "o=- 1 2 IN IP4 192.0.2.1", "one session that goes on (RFC 3264 §8)");
    net.answer(Alice, alices, 200, Some("alice-anew"), false);
    let agent::Event::Acknowledged { ack, .. } = net.events(Carol).pop().unwrap() else { panic!() };
    assert_eq!(subject(&ack), "alice-anew");
    assert_eq!(net.log(), "A:ACK c:INVITE C:200 a:INVITE A:200 c:ACK a:ACK");
    assert!(net.middle.is_answered(bridge));
}

#[test]
fn sides_that_cannot_agree_are_hung_up() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.ring(bridge);
    let ((bobs, _), (carols, _)) = (net.incoming(Bob), net.incoming(Carol));
    net.answer(Bob, bobs, 183, Some("bob"), false);
    net.answer(Carol, carols, 200, Some("carol"), false);
    let (alices, _) = net.answered(Alice);
    net.ack(Alice, alices, None);
    net.changed(Carol);
    net.answer(Carol, carols, 200, Some("carol-anew"), false);
    net.changed(Alice);
    net.bridge_events();
    net.answer(Alice, alices, 488, None, false);
    let ends = net.events(Carol);
    let [agent::Event::Acknowledged { ack, .. }, agent::Event::Ended { .. }] = &ends[..] else {
        panic!("{ends:?}")
    };
    assert!(String::from_utf8_lossy(ack.body()).contains("m=audio 0 "), "no stream is accepted");
    assert!(matches!(net.bridge_event(), Event::Ended { by: None, cause: Cause::Incompatible, .. }));
    net.nothing_is_left();
}

#[test]
fn a_change_that_crosses_is_waited_for() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.ring(bridge);
    let ((bobs, _), (carols, _)) = (net.incoming(Bob), net.incoming(Carol));
    net.answer(Bob, bobs, 183, Some("bob"), false);
    net.answer(Carol, carols, 200, Some("carol"), false);
    let (alices, _) = net.answered(Alice);
    net.ack(Alice, alices, None);
    net.changed(Carol);
    net.answer(Carol, carols, 491, None, false);
    net.log();
    net.at(4_000);
    let log = net.log();
    assert!(log.starts_with("c:INVITE"), "{log}");
    net.changed(Carol);
    net.answer(Carol, carols, 200, Some("carol-anew"), false);
    net.changed(Alice);
    net.answer(Alice, alices, 491, None, false);
    net.log();
    net.at(9_000);
    let log = net.log();
    assert!(log.contains("a:INVITE"), "{log}");
    net.changed(Alice);
    net.answer(Alice, alices, 200, Some("alice-anew"), false);
    let agent::Event::Acknowledged { ack, .. } = net.events(Carol).pop().unwrap() else { panic!() };
    assert_eq!(subject(&ack), "alice-anew");
}

#[test]
fn without_an_offer_of_the_callers_the_first_answer_makes_it() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, None);
    net.ring(bridge);
    let ((bobs, _), (carols, _)) = (net.incoming(Bob), net.incoming(Carol));
    net.answer(Bob, bobs, 183, Some("bob"), false);
    let agent::Event::Progress { response, .. } = net.event(Alice) else { panic!() };
    assert!(response.body().is_empty());
    net.answer(Carol, carols, 200, Some("carol"), false);
    let (alices, response) = net.answered(Alice);
    assert_eq!(subject(&response), "carol");
    net.ack(Alice, alices, Some("alice"));
    let agent::Event::Acknowledged { ack, .. } = net.events(Carol).pop().unwrap() else { panic!() };
    assert_eq!(subject(&ack), "alice");
}

#[test]
fn no_more_are_rung_than_may_be_and_none_is_an_error() {
    let mut config = Config::new();
    config.set_max_legs(1);
    let mut net = Net::around(config, [agent::Config::new(), agent::Config::new(), agent::Config::new()]);
    let (_, bridge) = net.call(None, None);
    let leg = Leg::new(Uri::read(b"sip:x@192.0.2.4").unwrap(), Target::new(Transport::UDP, address(Carol)));
    let now = net.now;
    assert_eq!(net.middle.ring(now, bridge, &[leg, leg]), Err(UsageError::Full));
    assert_eq!(net.middle.ring(now, bridge, &[]), Err(UsageError::State));
    net.middle.ring(now, bridge, &[leg]).unwrap();
    assert_eq!(net.middle.ring(now, bridge, &[leg]), Err(UsageError::State));
}

#[test]
fn one_that_cannot_be_sent_counts_as_503_as_long_as_another_can() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, None);
    let uri = Uri::read(b"sip:x@192.0.2.4").unwrap();
    let nowhere = Leg::new(uri, Target::new(Transport::TLS, address(Bob)));
    let carols = Leg::new(uri, Target::new(Transport::UDP, address(Carol)));
    let now = net.now;
    assert!(net.middle.ring(now, bridge, &[nowhere, nowhere]).is_err());
    net.middle.ring(now, bridge, &[nowhere, carols]).unwrap();
    assert_eq!(told(&net.bridge_events()), ["0:503"]);
    let (dialog, _) = net.incoming(Carol);
    net.answer(Carol, dialog, 486, None, false);
    assert_eq!(told(&net.bridge_events()), ["1:486", "all:486:true"]);
}

#[test]
fn an_answer_after_the_early_media_of_an_attempt_that_failed_is_agreed_on_anew_too() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.connect(bridge, Bob);
    let (bobs, _) = net.incoming(Bob);
    net.answer(Bob, bobs, 183, Some("bob"), false);
    net.answer(Bob, bobs, 503, None, false);
    net.connect(bridge, Carol);
    let (carols, _) = net.incoming(Carol);
    net.answer(Carol, carols, 200, Some("carol"), false);
    let (alices, response) = net.answered(Alice);
    assert_eq!(subject(&response), "bob");
    net.ack(Alice, alices, None);
    net.changed(Carol);
    net.answer(Carol, carols, 200, Some("carol-anew"), false);
    assert_eq!(subject(&net.changed(Alice)), "carol-anew");
}

#[test]
fn one_that_the_network_says_nothing_leads_to_fails_at_once() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, None);
    net.connect(bridge, Bob);
    let (now, path) = (net.now, net.paths[Middle as usize]);
    net.middle.handle_unreachable(now, path, address(Bob));
    assert_eq!(told(&net.bridge_events()), ["all:503:false"]);
}

/// As a proxy behind the middle sends them back.
#[test]
fn of_those_whom_a_proxy_rings_one_is_heard_too() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.connect(bridge, Bob);
    let (bobs, request) = net.incoming(Bob);
    net.answer(Bob, bobs, 183, Some("bob"), false);
    net.events(Alice);
    let mut rows = Rows::new();
    rows.put_text("Content-Type", b"application/sdp").put_text("Contact", b"<sip:other@192.0.2.3>");
    let forked = |net: &mut Net, code| {
        let body = offer("other");
        let response = Response { rows: Some(&rows), body: &body, ..Response::new(StatusCode(code)) };
        let (now, path) = (net.now, net.paths[Middle as usize]);
        net.middle.handle_datagram(now, path, address(Bob), response.to_bytes(&request, b"other-tag"));
        net.run();
    };
    forked(&mut net, 183);
    let agent::Event::Progress { response, .. } = net.event(Alice) else { panic!() };
    assert!(response.body().is_empty());
    forked(&mut net, 200);
    let (alices, response) = net.answered(Alice);
    assert_eq!(subject(&response), "bob");
    net.log();
    net.ack(Alice, alices, None);
    assert!(net.log().contains("b:INVITE"), "the one that has answered is asked for an offer");
}
