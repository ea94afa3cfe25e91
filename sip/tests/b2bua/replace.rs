//! A call that takes the place of one side of another (RFC 3891).

use brivas_sip::Method;
use brivas_sip::agent::UsageError;
use brivas_sip::b2bua::{Cause, Side};
use brivas_sip::header::{HeaderField, ReferTo};

use super::*;

impl Net {
    /// Replaces for a dialog of somebody's, as the middle knows it.
    fn replaces(&mut self, who: Who, dialog: DialogId, more: &str) -> Rows {
        let dialog = self.agent(who).dialog(dialog).unwrap();
        let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
        let (call_id, to, from) =
            (text(dialog.call_id()), text(dialog.remote_tag()), text(dialog.local_tag()));
        let mut rows = Rows::new();
        rows.put_text("Replaces", format!("{call_id};to-tag={to};from-tag={from}{more}").as_bytes());
        rows
    }

    /// The call that is to take a place, and that place.
    fn replacing(&mut self) -> (BridgeId, (BridgeId, Side)) {
        let events = self.bridge_events();
        match &events[..] {
            [.., Event::Incoming { bridge, replaces: Some(replaces), .. }] => (*bridge, *replaces),
            other => panic!("{other:?}"),
        }
    }

    fn replace(&mut self, by: BridgeId) {
        let now = self.now;
        self.middle.replace(now, by).unwrap();
        self.run();
    }

    /// Carol, who calls with Replaces, is refused with this.
    fn refused(&mut self, who: Who) -> u16 {
        match self.events(who).last() {
            Some(agent::Event::Refused { response, .. }) => response.status().unwrap().code.0,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_side_of_a_call_that_talks_is_replaced() {
    for side in [Side::Caller, Side::Callee] {
        let mut net = Net::new();
        let (bridge, alices, bobs) = net.talk();
        let (left, dialog, stays, staying) =
            if side == Side::Callee { (Bob, bobs, Alice, alices) } else { (Alice, alices, Bob, bobs) };
        let rows = net.replaces(left, dialog, "");
        net.call_by(Carol, &rows, Some(&offer("carol")));
        let (by, replaced) = net.replacing();
        assert_eq!(replaced, (bridge, side));
        net.log();
        net.replace(by);
        let request = net.changed(stays);
        assert_eq!(subject(&request), "carol");
        assert!(String::from_utf8_lossy(request.body()).contains("o=- 1 2 IN"), "one session that goes on");
        assert!(value(&request, HeaderName::REPLACES).is_none());
        net.answer(stays, staying, 200, Some("stays"), false);
        let (carols, response) = net.answered(Carol);
        assert_eq!(subject(&response), "stays");
        net.ack(Carol, carols, None);
        assert!(matches!(net.event(left), agent::Event::Ended { .. }));
        assert!(matches!(net.bridge_event(),
            Event::Replaced { bridge: of, side: at, by: new } if (of, at, new) == (bridge, side, by)));
        let (l, s) = if side == Side::Callee { ("b", "a") } else { ("a", "b") };
        let log = net.log();
        for part in [format!("{s}:INVITE"), format!("{s}:ACK"), "c:200".into(), format!("{l}:BYE")] {
            assert_eq!(log.split(' ').filter(|entry| **entry == *part).count(), 1, "{part} in {log}");
        }
        // The two talk with each other.
        let now = net.now;
        net.agent(Carol).request(now, carols, Method::INFO, None, None).unwrap();
        let Some(agent::Event::Request { id, .. }) = net.events(stays).pop() else { panic!() };
        net.agent(stays).respond(now, id, &Response::new(StatusCode::OK)).unwrap();
        assert!(matches!(net.events(Carol).last(), Some(agent::Event::Response { .. })));
        assert_eq!(net.middle.calls(), 1);
        net.agent(Carol).bye(now, carols, None).unwrap();
        assert!(matches!(net.events(stays).last(), Some(agent::Event::Ended { .. })));
        assert!(matches!(net.bridge_event(), Event::Ended { by: Some(by), .. } if by == side));
        net.nothing_is_left();
    }
}

#[test]
fn without_an_offer_who_stays_makes_it_and_the_new_ack_answers() {
    let mut net = Net::new();
    let (_, alices, bobs) = net.talk();
    let rows = net.replaces(Bob, bobs, "");
    net.call_by(Carol, &rows, None);
    let (by, _) = net.replacing();
    net.replace(by);
    assert!(net.changed(Alice).body().is_empty());
    net.answer(Alice, alices, 200, Some("alice-anew"), false);
    let (carols, response) = net.answered(Carol);
    assert_eq!(subject(&response), "alice-anew");
    assert!(net.events(Alice).is_empty());
    net.ack(Carol, carols, Some("carol"));
    let agent::Event::Acknowledged { ack, .. } = net.event(Alice) else { panic!() };
    assert_eq!(subject(&ack), "carol");
}

#[test]
fn if_who_stays_refuses_the_call_goes_on_as_it_was() {
    let mut net = Net::new();
    let (_, alices, bobs) = net.talk();
    let rows = net.replaces(Bob, bobs, "");
    net.call_by(Carol, &rows, Some(&offer("carol")));
    let (by, _) = net.replacing();
    net.replace(by);
    net.changed(Alice);
    net.answer(Alice, alices, 488, None, false);
    assert_eq!(net.refused(Carol), 488);
    assert!(
        matches!(net.bridge_event(), Event::Ended { bridge, cause: Cause::Refused(_), .. } if bridge == by)
    );
    let now = net.now;
    net.agent(Bob).request(now, bobs, Method::INFO, None, None).unwrap();
    assert!(matches!(net.event(Alice), agent::Event::Request { .. }));
}

#[test]
fn a_newcomer_that_gives_up_leaves_both_as_they_were() {
    for is_late in [false, true] {
        let mut net = Net::new();
        let (_, alices, bobs) = net.talk();
        let rows = net.replaces(Bob, bobs, "");
        let body = offer("carol");
        let call = net.call_by(Carol, &rows, (!is_late).then_some(&body));
        let (by, _) = net.replacing();
        net.replace(by);
        net.changed(Alice);
        net.at(1_000);
        let now = net.now;
        net.agent(Carol).cancel(now, call, None).unwrap();
        net.run();
        assert!(matches!(net.bridge_event(), Event::Ended { cause: Cause::Cancelled, .. }));
        net.answer(Alice, alices, 200, Some("alice-anew"), false);
        // Both are brought together again.
        if is_late {
            assert_eq!(subject(&net.changed(Bob)), "alice-anew");
            net.answer(Bob, bobs, 200, Some("bob-anew"), false);
            let agent::Event::Acknowledged { ack, .. } = net.events(Alice).pop().unwrap() else { panic!() };
            assert_eq!(subject(&ack), "bob-anew");
        } else {
            assert!(net.changed(Bob).body().is_empty());
            net.answer(Bob, bobs, 200, Some("bob-anew"), false);
            assert_eq!(subject(&net.changed(Alice)), "bob-anew");
            net.answer(Alice, alices, 200, Some("alice-again"), false);
            let agent::Event::Acknowledged { ack, .. } = net.events(Bob).pop().unwrap() else { panic!() };
            assert_eq!(subject(&ack), "alice-again");
        }
        net.agent(Alice).bye(now, alices, None).unwrap();
        net.run();
        net.nothing_is_left();
    }
}

#[test]
fn what_cannot_be_replaced_is_refused_as_the_standard_says() {
    let mut net = Net::new();
    let (_, alices, bobs) = net.talk();
    // Confirmed, and spared by early-only (§3, §5).
    let rows = net.replaces(Bob, bobs, ";early-only");
    net.call_by(Carol, &rows, None);
    assert_eq!(net.refused(Carol), 486);
    // Unknown.
    let mut rows = Rows::new();
    rows.put_text("Replaces", b"nobody;to-tag=1;from-tag=2");
    net.call_by(Carol, &rows, None);
    assert_eq!(net.refused(Carol), 481);
    // Twice, or together with Join (§3).
    for more in ["Replaces", "Join"] {
        let mut rows = net.replaces(Bob, bobs, "");
        rows.put_text(more, b"another;to-tag=1;from-tag=2");
        net.call_by(Carol, &rows, None);
        assert_eq!(net.refused(Carol), 400, "{more}");
    }
    // Being ended.
    let rows = net.replaces(Bob, bobs, "");
    let now = net.now;
    net.agent(Alice).bye(now, alices, None).unwrap();
    while let Some(sent) = net.agent(Alice).poll_transmit() {
        net.middle.handle_datagram(now, net.paths[Middle as usize], address(Alice), sent.octets);
    }
    // Bob does not hear of it yet.
    while net.middle.poll_transmit().is_some() {}
    net.call_by(Carol, &rows, None);
    assert_eq!(net.refused(Carol), 603);
}

#[test]
fn a_caller_that_still_hears_it_ring_cannot_be_replaced() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.connect(bridge, Bob);
    let (bobs, _) = net.incoming(Bob);
    net.answer(Bob, bobs, 180, None, false);
    let events = net.events(Alice);
    let [agent::Event::Progress { dialog: Some(alices), .. }] = &events[..] else { panic!() };
    let rows = net.replaces(Alice, *alices, "");
    net.call_by(Carol, &rows, None);
    assert_eq!(net.refused(Carol), 481);
}

#[test]
fn a_call_that_rings_is_taken_whoever_has_made_an_offer() {
    for (alice, carol) in [(true, true), (true, false), (false, true)] {
        let mut net = Net::new();
        let (a, c) = (offer("alice"), offer("carol"));
        let (_, bridge) = net.call(None, alice.then_some(&a));
        net.connect(bridge, Bob);
        let (bobs, _) = net.incoming(Bob);
        net.answer(Bob, bobs, 180, None, false);
        net.events(Alice);
        let rows = net.replaces(Bob, bobs, ";early-only");
        net.call_by(Carol, &rows, carol.then_some(&c));
        net.bridge_events();
        let by = net.taken_by(bridge);
        assert!(matches!(net.event(Bob), agent::Event::Cancelled { .. }));
        match (alice, carol) {
            (true, true) => {
                // She is kept without media until Alice's offer is with her.
                let (carols, response) = net.answered(Carol);
                let text = String::from_utf8_lossy(response.body()).into_owned();
                assert!(text.contains("a=inactive") && text.contains("c=IN IP4 0.0.0.0"), "{text}");
                net.ack(Carol, carols, None);
                let request = net.changed(Carol);
                assert_eq!(subject(&request), "alice");
                net.answer(Carol, carols, 200, Some("carol-anew"), false);
                let (alices, response) = net.answered(Alice);
                assert_eq!(subject(&response), "carol-anew");
                net.ack(Alice, alices, None);
            }
            (true, false) => {
                let (carols, response) = net.answered(Carol);
                assert_eq!(subject(&response), "alice");
                net.ack(Carol, carols, Some("carol-answer"));
                let (alices, response) = net.answered(Alice);
                assert_eq!(subject(&response), "carol-answer");
                net.ack(Alice, alices, None);
            }
            _ => {
                let (alices, response) = net.answered(Alice);
                assert_eq!(subject(&response), "carol");
                net.ack(Alice, alices, Some("alice-answer"));
                let (carols, response) = net.answered(Carol);
                assert_eq!(subject(&response), "alice-answer");
                net.ack(Carol, carols, None);
            }
        }
        let events = net.bridge_events();
        assert!(
            matches!(&events[..], [Event::Replaced { side: Side::Callee, by: new, .. }, Event::Answered { leg: None, .. }] if *new == by),
            "{events:?}"
        );
        assert!(net.middle.is_answered(bridge));
        let now = net.now;
        net.middle.hang_up(now, bridge, None).unwrap();
        net.run();
        net.nothing_is_left();
    }
}

impl Net {
    /// Lets the call that waits take the place of the callee of another that rings.
    fn taken_by(&mut self, bridge: BridgeId) -> BridgeId {
        let by = self.last_incoming.take().unwrap();
        self.replace(by);
        assert_ne!(by, bridge);
        by
    }
}

#[test]
fn a_caller_that_has_heard_somebody_early_agrees_anew_with_who_takes_the_call() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.connect(bridge, Bob);
    let (bobs, _) = net.incoming(Bob);
    net.answer(Bob, bobs, 183, Some("bob"), false);
    net.events(Alice);
    let rows = net.replaces(Bob, bobs, "");
    net.call_by(Carol, &rows, None);
    net.bridge_events();
    net.taken_by(bridge);
    let (carols, _) = net.answered(Carol);
    net.ack(Carol, carols, Some("carol-answer"));
    let (alices, response) = net.answered(Alice);
    assert_eq!(subject(&response), "bob");
    net.ack(Alice, alices, None);
    assert!(net.changed(Carol).body().is_empty());
    net.answer(Carol, carols, 200, Some("carol-anew"), false);
    assert_eq!(subject(&net.changed(Alice)), "carol-anew");
}

#[test]
fn a_caller_that_gives_up_ends_it_for_who_takes_the_call() {
    let mut net = Net::new();
    let (call, bridge) = net.call(None, Some(&offer("alice")));
    net.connect(bridge, Bob);
    let (bobs, _) = net.incoming(Bob);
    net.answer(Bob, bobs, 180, None, false);
    let rows = net.replaces(Bob, bobs, "");
    net.call_by(Carol, &rows, None);
    net.bridge_events();
    net.taken_by(bridge);
    let (carols, _) = net.answered(Carol);
    let now = net.now;
    net.agent(Alice).cancel(now, call, None).unwrap();
    net.run();
    net.ack(Carol, carols, Some("carol-answer"));
    assert!(matches!(net.events(Carol).last(), Some(agent::Event::Ended { .. })));
    net.nothing_is_left();
}

#[test]
fn nothing_is_replaced_that_was_not_asked_for_or_is_being_changed() {
    let mut net = Net::new();
    let (_, alices, bobs) = net.talk();
    let rows = net.replaces(Bob, bobs, "");
    net.call_by(Carol, &rows, Some(&offer("carol")));
    let (by, _) = net.replacing();
    let now = net.now;
    net.agent(Bob).request(now, bobs, Method::INVITE, None, Some(Content::sdp(&offer("hold")))).unwrap();
    net.changed(Alice);
    assert_eq!(net.middle.replace(now, by), Err(UsageError::Pending));
    net.answer(Alice, alices, 200, Some("held"), false);
    net.ack(Bob, bobs, None);
    net.replace(by);
    assert_eq!(net.middle.replace(now, by), Err(UsageError::State));
    net.changed(Alice);
    let (_, plain) = net.call(None, None);
    assert_eq!(net.middle.replace(now, plain), Err(UsageError::State));
}

/// Alice talks with Bob and with Carol, and has Bob take her place with Carol (RFC 5589 §7).
#[test]
fn an_attended_transfer_comes_back_through_the_middle() {
    let mut net = Net::new();
    let (_, alices, bobs) = net.talk();
    let (_, second) = net.call(None, Some(&offer("alice")));
    net.connect(second, Carol);
    let (carols, _) = net.incoming(Carol);
    net.answer(Carol, carols, 200, Some("carol"), false);
    let (consult, _) = net.answered(Alice);
    net.ack(Alice, consult, None);
    net.events(Carol);
    net.bridge_events();

    let rows = net.replaces(Alice, consult, "");
    let text = String::from_utf8_lossy(rows.octets()).into_owned();
    let value = text.trim_start_matches("Replaces: ").trim_end().replace(';', "%3B").replace('=', "%3D");
    let mut refer = Rows::new();
    refer.put_text("Refer-To", format!("<sip:carol@192.0.2.2?Replaces={value}>").as_bytes());
    let now = net.now;
    net.agent(Alice).request(now, alices, Method::REFER, Some(&refer), None).unwrap();
    let agent::Event::Refer { request, .. } = net.event(Bob) else { panic!() };
    let passed: ReferTo<'_> = request.need().unwrap();
    let Uri::Sip(uri) = passed.0.uri else { panic!() };
    let (_, named) = uri.headers().next().unwrap();
    let plain = String::from_utf8_lossy(named).replace("%3B", ";").replace("%3D", "=");

    // Bob does as he is told, through the middle.
    let mut rows = Rows::new();
    rows.put_text(brivas_sip::header::Replaces::NAME.text(), plain.as_bytes());
    net.call_by(Bob, &rows, Some(&offer("bob")));
    let (by, replaced) = net.replacing();
    assert_eq!(replaced, (second, Side::Caller), "Alice's place with Carol");
    net.replace(by);
    assert_eq!(subject(&net.changed(Carol)), "bob");
    net.answer(Carol, carols, 200, Some("carol-anew"), false);
    let (anew, response) = net.answered(Bob);
    assert_eq!(subject(&response), "carol-anew");
    net.ack(Bob, anew, None);
    assert!(
        net.events(Alice)
            .iter()
            .any(|event| matches!(event, agent::Event::Ended { dialog, .. } if *dialog == consult))
    );
    net.agent(Bob).bye(now, bobs, None).unwrap();
    net.run();
    assert_eq!(net.middle.calls(), 1);
}

#[test]
fn a_call_that_ends_while_somebody_is_to_take_a_side_of_it_ends_for_him_too() {
    for stays_ends in [false, true] {
        let mut net = Net::new();
        let (bridge, alices, bobs) = net.talk();
        let rows = net.replaces(Bob, bobs, "");
        net.call_by(Carol, &rows, Some(&offer("carol")));
        let (by, _) = net.replacing();
        net.replace(by);
        net.changed(Alice);
        let now = net.now;
        let (who, dialog) = if stays_ends { (Alice, alices) } else { (Bob, bobs) };
        net.agent(who).bye(now, dialog, None).unwrap();
        net.run();
        let events = net.bridge_events();
        let ends = |of: BridgeId| {
            events
                .iter()
                .filter(|event| matches!(event, Event::Ended { bridge, .. } if *bridge == of))
                .count()
        };
        assert_eq!((ends(bridge), ends(by)), (1, 1), "{events:?}");
        assert!(net.refused(Carol) >= 400);
        net.nothing_is_left();
    }
}

#[test]
fn only_an_invite_takes_a_place() {
    let mut net = Net::new();
    let (_, alices, bobs) = net.talk();
    let rows = net.replaces(Bob, bobs, "");
    let now = net.now;
    net.agent(Alice).request(now, alices, Method::INFO, Some(&rows), None).unwrap();
    assert!(matches!(net.events(Alice).last(), Some(agent::Event::Response { response, .. })
        if response.status().unwrap().code == StatusCode::BAD_REQUEST));
}
