//! The SIP suite for a user agent that calls finds nothing wrong with ours, over UDP and over TCP, catches each broken one by the
//! case named for it, and passes nothing where nobody calls.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[allow(dead_code, unused_imports, reason = "the half that is called is for the other test")]
mod sip_peer;

use std::time::Duration;

use brivas_conformance::suite::sip::{Feature, SIP, Transport, UacCase, UacTarget, uac_cases};
use brivas_conformance::suite::{CaseResult, Pics, Selection, Verdict, run};
use sip_peer::{CALLER_FAULTS, Fault, SipCaller, T1, T2};

/// How many peers are tried at a time.
const SIDE_BY_SIDE: usize = 4;

fn all() -> Pics {
    let claimed = [Feature::HangsUp, Feature::GivesUp, Feature::AnswersChallenges];
    claimed.into_iter().fold(Pics::new(&SIP), |pics, feature| pics.with(feature, true))
}

fn target() -> UacTarget {
    let mut target = UacTarget::listen("127.0.0.1:0".parse().unwrap()).unwrap();
    (target.timers.t1, target.timers.t2) = (T1, T2);
    target.timers.answer = Duration::from_secs(3);
    target.timers.quiet = Duration::from_millis(120);
    target.timers.patience = Duration::from_secs(2);
    target
}

fn selection() -> Selection {
    let mut selection = Selection::default();
    selection.slow = true;
    selection
}

fn told(result: &CaseResult) -> String {
    format!("{} {:?}\n{}", result.id, result.verdict, result.trace.join("\n"))
}

fn ours_passes(transport: Transport) {
    let mut target = target();
    target.transports = vec![transport];
    let _caller = SipCaller::start(None, target.address(), transport == Transport::Tcp);
    let results = run(&uac_cases(), &target, &selection(), &all());
    assert!(results.len() >= 40, "{} cases", results.len());
    let others: Vec<String> = results.iter().filter(|it| it.verdict != Verdict::Pass).map(told).collect();
    assert!(others.is_empty(), "{} did not pass:\n{}", others.len(), others.join("\n\n"));
}

#[test]
fn ours_passes_all_over_udp() {
    ours_passes(Transport::Udp);
}

#[test]
fn ours_passes_all_over_tcp() {
    ours_passes(Transport::Tcp);
}

fn is_missed(fault: &'static Fault) -> bool {
    let cases: Vec<UacCase> = uac_cases().into_iter().filter(|case| case.id() == fault.case).collect();
    let is_stream = fault.case.ends_with("_on_a_stream");
    let mut target = target();
    target.timers.answer = Duration::from_millis(900);
    target.transports = vec![if is_stream { Transport::Tcp } else { Transport::Udp }];
    let _caller = SipCaller::start(Some(fault), target.address(), is_stream);
    let results = run(&cases, &target, &selection(), &all());
    !results.iter().any(|it| matches!(it.verdict, Verdict::Fail { .. }))
}

#[test]
fn each_fault_is_caught_by_the_case_named_for_it() {
    let faults: Vec<&'static Fault> = CALLER_FAULTS.iter().collect();
    let missed: Vec<_> = std::thread::scope(|scope| {
        let parts = faults.chunks(faults.len().div_ceil(SIDE_BY_SIDE));
        let running: Vec<_> = parts
            .map(|part| scope.spawn(|| part.iter().filter(|fault| is_missed(fault)).collect::<Vec<_>>()))
            .collect();
        running
            .into_iter()
            .flat_map(|part| part.join().unwrap())
            .map(|fault| (fault.name, fault.case))
            .collect()
    });
    assert!(missed.is_empty(), "not caught: {missed:?}");
}

#[test]
fn each_case_has_a_fault() {
    let is_without = |case: &UacCase| !CALLER_FAULTS.iter().any(|fault| fault.case == case.id());
    let without: Vec<String> =
        uac_cases().iter().filter(|case| is_without(case)).map(|case| case.id().into()).collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn where_nobody_calls_nothing_passes() {
    let mut target = target();
    target.timers.patience = Duration::from_millis(5);
    for result in run(&uac_cases(), &target, &selection(), &all()) {
        assert!(matches!(result.verdict, Verdict::Inconclusive(_)), "{}", told(&result));
    }
}
