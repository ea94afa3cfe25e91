//! The M3UA suite finds nothing wrong with our gateway and our ASP, in memory, and catches each broken one by the case named
//! for it.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::sync::Mutex;

use brivas_conformance::broken::m3ua::{AspFault, MemoryNetwork, Setup, SgpFault};
use brivas_conformance::suite::m3ua::{Case, Feature, M3UA, Peer, Target, asp_cases, sgp_cases};
use brivas_conformance::suite::{CaseResult, Pics, Selection, Verdict, run};

/// Everything that our gateway and our ASP have.
fn all() -> Pics {
    Pics::new(&M3UA)
        .with(Feature::SecondAsWantsTwo, true)
        .with(Feature::NetworkAppearance, true)
        .with(Feature::RestrictsRegistration, true)
        .with(Feature::AspEchoes, true)
}

fn gateway(fault: Option<SgpFault>) -> Target {
    let mut setup = Setup::default();
    setup.settings.network_appearance = Some(7);
    gateway_with(setup, fault)
}

fn gateway_with(setup: Setup, fault: Option<SgpFault>) -> Target {
    let network = MemoryNetwork::sgp(&setup, fault).unwrap();
    let mut target = Target::new(Peer::Sgp, Box::new(network));
    target.settings = setup.settings;
    target
}

fn asp(fault: Option<AspFault>, registers: bool) -> Target {
    let mut setup = Setup::default();
    setup.registers = registers;
    Target::new(Peer::Asp, Box::new(MemoryNetwork::asp(&setup, fault).unwrap()))
}

/// What an ASP that registers has.
fn registering() -> Pics {
    all().with(Feature::AspRegisters, true).with(Feature::AspNamesContext, false)
}

fn selected(pattern: Option<&str>) -> Selection {
    let mut selection = Selection::default();
    selection.pattern = pattern.map(str::to_owned);
    selection.slow = true;
    selection
}

/// Runs the cases with this in their name.
fn results(cases: &[Case], target: &Target, pics: &Pics, pattern: Option<&str>) -> Vec<CaseResult> {
    run(cases, target, &selected(pattern), pics)
}

fn assert_all_pass(results: &[CaseResult], at_least: usize) {
    let other =
        |result: &&CaseResult| matches!(result.verdict, Verdict::Fail { .. } | Verdict::Inconclusive(_));
    let lines: Vec<String> = results
        .iter()
        .filter(other)
        .map(|result| format!("{} {:?}\n{}", result.id, result.verdict, result.trace.join("\n")))
        .collect();
    assert!(lines.is_empty(), "{} did not pass:\n{}", lines.len(), lines.join("\n\n"));
    let passed = results.iter().filter(|result| result.verdict == Verdict::Pass).count();
    assert!(passed >= at_least, "{passed} passed");
}

#[test]
fn our_signalling_gateway_passes() {
    let results = results(&sgp_cases(), &gateway(None), &all(), None);
    assert_all_pass(&results, 170);
    let left_out: Vec<&str> = results
        .iter()
        .filter(|result| matches!(result.verdict, Verdict::NotApplicable(_)))
        .map(|result| result.id.as_str())
        .collect();
    let elsewhere =
        ["m3ua.sgp.rkm.not_provisioned", "m3ua.sgp.rkm.configured_key", "m3ua.sgp.rkm.permission_denied"];
    assert_eq!(left_out, elsewhere, "they are for gateways that are set up otherwise");
}

#[test]
fn our_signalling_gateways_that_register_less_pass() {
    let mut setup = Setup::default();
    setup.may_register = false;
    let denies = all().with(Feature::Registration, false).with(Feature::DeniesRegistration, true);
    let target = gateway_with(setup, None);
    assert_all_pass(&results(&sgp_cases(), &target, &denies, Some("m3ua.sgp.rkm")), 2);
    setup.dynamic = false;
    let fixed = all().with(Feature::Registration, false).with(Feature::StaticRegistration, true);
    let target = gateway_with(setup, None);
    assert_all_pass(&results(&sgp_cases(), &target, &fixed, Some("m3ua.sgp.rkm")), 3);
}

#[test]
fn our_asp_passes() {
    assert_all_pass(&results(&asp_cases(), &asp(None, false), &all(), None), 100);
}

#[test]
fn our_asp_that_registers_passes() {
    assert_all_pass(&results(&asp_cases(), &asp(None, true), &registering(), Some("m3ua.asp.rkm")), 6);
}

/// Which of these are not caught.
fn missed<F: Copy + Send + Sync>(faults: &[F], catches: impl Fn(F) -> bool + Sync) -> Vec<F> {
    let (queue, missed) = (Mutex::new(faults.iter()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().next().copied();
                    let Some(fault) = next else { return };
                    if !catches(fault) {
                        missed.lock().unwrap().push(fault);
                    }
                }
            });
        }
    });
    missed.into_inner().unwrap()
}

fn fails(results: &[CaseResult], case: &str) -> bool {
    results.iter().any(|result| result.id == case && matches!(result.verdict, Verdict::Fail { .. }))
}

#[test]
fn each_broken_signalling_gateway_is_caught_by_the_case_named_for_it() {
    let catches = |fault: SgpFault| {
        fails(&results(&sgp_cases(), &gateway(Some(fault)), &all(), Some(fault.case())), fault.case())
    };
    assert!(SgpFault::ALL.len() >= 80);
    assert_eq!(missed(SgpFault::ALL, catches), []);
}

#[test]
fn each_broken_asp_is_caught_by_the_case_named_for_it() {
    let catches = |fault: AspFault| {
        let registers = fault.case().contains(".rkm.");
        let pics = if registers { registering() } else { all() };
        let target = asp(Some(fault), registers);
        fails(&results(&asp_cases(), &target, &pics, Some(fault.case())), fault.case())
    };
    assert!(AspFault::ALL.len() >= 50);
    assert_eq!(missed(AspFault::ALL, catches), []);
}

#[test]
fn every_fault_names_a_case_that_there_is() {
    let (sgp, asp) = (sgp_cases(), asp_cases());
    for fault in SgpFault::ALL {
        assert!(sgp.iter().any(|case| case.id() == fault.case()), "{fault:?} {}", fault.case());
    }
    for fault in AspFault::ALL {
        assert!(asp.iter().any(|case| case.id() == fault.case()), "{fault:?} {}", fault.case());
    }
}
