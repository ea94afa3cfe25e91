//! The SIP suite finds nothing wrong with our user agent and our registrar, catches each broken one by the case named for it, and
//! passes nothing that does not answer.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[allow(dead_code, unused_imports, reason = "the half that calls is for the other test")]
mod sip_peer;

use std::net::{TcpListener, UdpSocket};
use std::time::Duration;

use brivas_conformance::suite::sip::{Feature, SIP, Secret, Target, cases};
use brivas_conformance::suite::{CaseResult, Pics, Selection, Verdict, run};
use sip_peer::{FAULTS, PASSWORD, SipPeer, T1, T2};

fn all() -> Pics {
    let claimed = [
        Feature::Answers,
        Feature::Rings,
        Feature::RefusesReinvite,
        Feature::Sdp,
        Feature::Message,
        Feature::Reliable,
        Feature::Update,
        Feature::SessionTimer,
        Feature::Registrar,
        Feature::Digest,
    ];
    claimed.into_iter().fold(Pics::new(&SIP), |pics, feature| pics.with(feature, true))
}

fn target(address: std::net::SocketAddr) -> Target {
    let mut target = Target::new(address);
    target.password = Secret::from(PASSWORD.to_owned());
    (target.timers.t1, target.timers.t2) = (T1, T2);
    target.timers.answer = Duration::from_secs(2);
    target.timers.quiet = Duration::from_millis(150);
    target
}

fn selection(pattern: &str) -> Selection {
    let mut selection = Selection::default();
    selection.pattern = Some(pattern.into());
    selection.slow = true;
    selection.jobs = 8;
    selection
}

fn told(result: &CaseResult) -> String {
    let version = result.version.clone().unwrap_or_default();
    format!("{} {version} {:?}\n{}", result.id, result.verdict, result.trace.join("\n"))
}

#[test]
fn ours_passes_all_that_it_claims() {
    let peer = SipPeer::start(None);
    let results = run(&cases(), &target(peer.address), &selection(""), &all());
    let others: Vec<String> = results.iter().filter(|it| it.verdict != Verdict::Pass).map(told).collect();
    assert!(
        others.is_empty(),
        "{} of {} did not pass:\n{}",
        others.len(),
        results.len(),
        others.join("\n\n")
    );
}

#[test]
fn what_is_not_claimed_is_not_applicable() {
    let peer = SipPeer::start(None);
    let results = run(&cases(), &target(peer.address), &selection("sip.rg"), &Pics::new(&SIP));
    assert!(results.iter().all(|it| matches!(it.verdict, Verdict::NotApplicable(_))), "{results:?}");
}

#[test]
fn each_fault_is_caught_by_the_case_named_for_it() {
    let is_missed = |fault: &&sip_peer::Fault| {
        let peer = SipPeer::start(Some(FAULTS.iter().find(|it| it.name == fault.name).unwrap()));
        let mut target = target(peer.address);
        target.timers.answer = Duration::from_millis(700);
        let results = run(&cases(), &target, &selection(fault.case), &all());
        !results.iter().any(|it| it.id == fault.case && matches!(it.verdict, Verdict::Fail { .. }))
    };
    let missed: Vec<_> = FAULTS.iter().filter(is_missed).map(|fault| (fault.name, fault.case)).collect();
    assert!(missed.is_empty(), "not caught: {missed:?}");
    assert!(FAULTS.len() >= 50, "{} faults", FAULTS.len());
}

#[test]
fn a_peer_that_answers_nothing_passes_nothing() {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let _listener = TcpListener::bind(socket.local_addr().unwrap());
    let mut target = target(socket.local_addr().unwrap());
    target.timers.answer = Duration::from_millis(30);
    target.timers.quiet = Duration::from_millis(5);
    (target.timers.t1, target.timers.t2) = (Duration::from_millis(2), Duration::from_millis(4));
    for result in run(&cases(), &target, &selection(""), &all()) {
        assert_ne!(result.verdict, Verdict::Pass, "{}", told(&result));
    }
}
