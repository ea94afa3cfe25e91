//! Session timers.

use brivas_sip::agent::EndReason;
use brivas_sip::header::SessionExpires;

use super::*;

fn config(seconds: Option<u32>, least: u32) -> Config {
    let mut config = Config::new();
    config.set_session_expires(seconds).set_min_se(least);
    config
}

#[test]
fn a_session_is_refreshed_by_update_at_half_of_its_time_for_ever() {
    let mut pair = Pair::with(config(Some(200), 90), config(None, 90));
    let (ours, _) = pair.talk();
    for round in 1..5 {
        pair.at(round * 100_000 - 1);
        assert_eq!(pair.log(), "");
        pair.at(round * 100_000);
        let log = pair.log();
        assert!(log == "UPDATE> <200" || log == "<UPDATE 200>", "{log}");
    }
    assert!(pair.agent(A).dialog(ours).is_some());
}

#[test]
fn the_2xx_says_who_refreshes_and_requires_it_of_the_caller() {
    let mut pair = Pair::with(config(Some(200), 90), config(None, 90));
    let (_, theirs) = pair.call();
    pair.answer(B, theirs, 200);
    let Event::Answered { response, .. } = pair.event(A) else { panic!() };
    let granted: SessionExpires<'_> = response.need().unwrap();
    assert_eq!((granted.seconds, granted.params.octets()), (200, b";refresher=uac".as_slice()));
    assert_eq!(value(&response, HeaderName::REQUIRE).as_deref(), Some("timer"));
}

#[test]
fn a_session_that_nobody_refreshes_is_over_a_little_before_its_time() {
    let mut pair = Pair::with(config(Some(200), 90), config(None, 90));
    let (_, theirs) = pair.talk();
    pair.lost = vec!["UPDATE>"; 100];
    // The caller hears nothing of its refresh, and the callee of none: 200 - 32 s.
    pair.at(140_000);
    let events = pair.events(A);
    assert!(
        events.iter().any(|event| matches!(event, Event::Ended { reason: EndReason::Expired, .. })),
        "{events:?}"
    );
    assert!(pair.agent(B).dialog(theirs).is_none(), "the BYE has come");

    let mut pair = Pair::with(config(Some(200), 90), config(None, 90));
    pair.talk();
    pair.lost = vec!["UPDATE>"; 100];
    pair.lost.extend(["BYE>"; 100]);
    pair.at(167_999);
    assert!(!pair.events(B).iter().any(|event| matches!(event, Event::Ended { .. })));
    pair.at(168_000);
    let events = pair.events(B);
    assert!(matches!(&events[..], [Event::Ended { reason: EndReason::Expired, .. }]), "{events:?}");
}

#[test]
fn a_session_too_short_is_asked_for_again_as_long_as_the_other_side_wants() {
    let mut pair = Pair::with(config(Some(100), 90), config(None, 300));
    let (call, theirs) = pair.call();
    assert_eq!(pair.log(), "INVITE> <422 ACK> INVITE>");
    pair.answer(B, theirs, 200);
    let Event::Answered { call: of, response, .. } = pair.event(A) else { panic!() };
    assert_eq!(of, call, "it is the same call to its owner");
    assert_eq!(response.need::<SessionExpires<'_>>().unwrap().seconds, 300);
}

#[test]
fn each_side_has_a_timer_of_its_own_if_only_the_callee_wants_one() {
    let mut pair = Pair::with(config(None, 90), config(Some(180), 90));
    pair.talk();
    pair.at(90_000);
    assert_eq!(pair.log(), "<UPDATE 200>", "the callee refreshes");
}

#[test]
fn without_a_wish_there_is_no_timer() {
    let mut pair = Pair::with(config(None, 90), config(None, 90));
    let (_, theirs) = pair.talk();
    pair.at(10_000_000);
    assert_eq!(pair.log(), "");
    assert!(pair.agent(B).dialog(theirs).is_some());
}
