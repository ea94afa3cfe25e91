//! How a call ends.

use brivas_sip::agent::{EndReason, UsageError};
use brivas_sip::b2bua::{Cause, Side};

use super::*;

#[test]
fn the_owner_ends_a_call_on_both_sides() {
    let mut net = Net::new();
    let (bridge, ..) = net.talk();
    let now = net.now;
    net.middle.hang_up(now, bridge, None).unwrap();
    assert_eq!(net.log(), "a:BYE b:BYE B:200 A:200");
    assert!(matches!(net.bridge_event(), Event::Ended { by: None, cause: Cause::HungUp, .. }));
    assert_eq!(net.middle.hang_up(now, bridge, None), Err(UsageError::Gone));
    net.nothing_is_left();
}

#[test]
fn a_side_that_knows_nothing_of_the_call_ends_it() {
    let mut net = Net::new();
    let (_, alices, bobs) = net.talk();
    // Bob has forgotten: his agent is another one.
    net.agents[1] = UserAgent::new(Arc::new(agent::Config::new()), [44; 32], net.now);
    net.paths[Bob as usize] = net.agents[1].endpoint().listen(Transport::UDP, b"192.0.2.3:5060").unwrap();
    let _ = bobs;
    let now = net.now;
    net.agent(Alice).request(now, alices, brivas_sip::Method::INFO, None, None).unwrap();
    net.run();
    let events = net.bridge_events();
    assert!(
        matches!(
            &events[..],
            [Event::Ended { by: Some(Side::Callee), cause: Cause::Lost(EndReason::Unknown), .. }]
        ),
        "{events:?}"
    );
    assert!(net.events(Alice).iter().any(|event| matches!(event, agent::Event::Ended { .. })));
    net.nothing_is_left();
}

#[test]
fn a_caller_that_never_acknowledges_is_hung_up_with_the_callee() {
    let mut net = Net::new();
    let (_, bridge) = net.call(None, Some(&offer("alice")));
    net.connect(bridge, Bob);
    let (bobs, _) = net.incoming(Bob);
    net.answer(Bob, bobs, 200, Some("bob"), false);
    net.at(32_000);
    let events = net.bridge_events();
    assert!(
        matches!(
            &events[..],
            [.., Event::Ended { by: Some(Side::Caller), cause: Cause::Lost(EndReason::NoAck), .. }]
        ),
        "{events:?}"
    );
    assert!(
        net.events(Bob)
            .iter()
            .any(|event| matches!(event, agent::Event::Ended { reason: EndReason::Bye(_), .. }))
    );
}

#[test]
fn sessions_are_refreshed_on_each_side_for_themselves() {
    let mut config = agent::Config::new();
    config.set_session_expires(Some(200));
    let mut net = Net::with([config, agent::Config::new(), agent::Config::new()]);
    net.talk();
    net.at(100_000);
    assert_eq!(net.log(), "A:UPDATE a:200", "Bob's session lasts 1800 s");
    net.at(899_999);
    let log = net.log();
    assert!(!log.contains('b') && !log.contains('B'), "{log}");
    net.at(900_000);
    let log = net.log();
    assert!(log.contains("b:UPDATE") && log.contains("B:200"), "{log}");
}
