//! The suite catches each broken peer by the case named for it, and finds nothing wrong with the right one.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::net::{SocketAddr, TcpListener};
use std::sync::Mutex;
use std::time::Duration;

use brivas_conformance::broken::{BrokenEsme, BrokenSmsc, EsmeFault, PASSWORD, SYSTEM_ID, SmscFault};
use brivas_conformance::suite::smpp::{Peer, SMPP, Target, esme_cases, smsc_cases};
use brivas_conformance::suite::{CaseResult, Pics, Selection, Verdict, run};

fn smsc_target(address: SocketAddr) -> Target {
    let mut target = Target::new(Peer::Smsc(address), SYSTEM_ID, PASSWORD);
    target.destination_is_known = true;
    target.timers.quiet = Duration::from_millis(100);
    target
}

fn named(case: &str) -> Selection {
    let mut selection = Selection::default();
    selection.pattern = Some(case.into());
    selection.jobs = 2;
    selection
}

fn failed(results: &[CaseResult]) -> Vec<String> {
    let line = |result: &CaseResult| {
        format!("{} {:?} {:?}\n{}", result.id, result.version, result.verdict, result.trace.join("\n"))
    };
    results.iter().filter(|result| matches!(result.verdict, Verdict::Fail { .. })).map(line).collect()
}

#[test]
fn nothing_is_wrong_with_a_right_message_centre() {
    let centre = BrokenSmsc::start(None).unwrap();
    let results =
        run(&smsc_cases(), &smsc_target(centre.address()), &Selection::default(), &Pics::new(&SMPP));
    assert_eq!(failed(&results), Vec::<String>::new());
    let passed = results.iter().filter(|result| result.verdict == Verdict::Pass).count();
    assert!(passed >= 500, "{passed} passed");
    let open: Vec<&str> = results
        .iter()
        .filter(|result| matches!(result.verdict, Verdict::Inconclusive(_)))
        .map(|result| result.id.as_str())
        .collect();
    assert_eq!(open, Vec::<&str>::new());
}

#[test]
fn each_broken_message_centre_is_caught_by_the_case_named_for_it() {
    assert!(SmscFault::ALL.len() >= 30);
    let missed = Mutex::new(Vec::new());
    // Most of the time is spent waiting for answers that do not come.
    let faults = Mutex::new(SmscFault::ALL.iter());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let next = faults.lock().unwrap().next().copied();
                    let Some(fault) = next else { return };
                    if !catches(fault) {
                        missed.lock().unwrap().push(fault);
                    }
                }
            });
        }
    });
    assert_eq!(missed.into_inner().unwrap(), []);
}

fn catches(fault: SmscFault) -> bool {
    let centre = BrokenSmsc::start(Some(fault)).unwrap();
    let mut target = smsc_target(centre.address());
    target.timers.answer = Duration::from_secs(1);
    target.timers.patience = Duration::from_secs(1);
    let results = run(&smsc_cases(), &target, &named(fault.case()), &Pics::new(&SMPP));
    results.iter().any(|result| result.id == fault.case() && matches!(result.verdict, Verdict::Fail { .. }))
}

fn esme_results(fault: Option<EsmeFault>, selection: &Selection) -> Vec<CaseResult> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let _esme = BrokenEsme::start(listener.local_addr().unwrap(), fault);
    let mut target = Target::new(Peer::Esme(listener), "centre", "");
    target.timers.quiet = Duration::from_millis(100);
    if fault.is_some() {
        target.timers.answer = Duration::from_secs(1);
        target.timers.patience = Duration::from_secs(2);
    }
    run(&esme_cases(), &target, selection, &Pics::new(&SMPP))
}

#[test]
fn nothing_is_wrong_with_a_right_esme() {
    let results = esme_results(None, &Selection::default());
    assert_eq!(failed(&results), Vec::<String>::new());
    let passed = results.iter().filter(|result| result.verdict == Verdict::Pass).count();
    assert_eq!(passed, results.len(), "all are conclusive");
}

#[test]
fn each_broken_esme_is_caught_by_the_case_named_for_it() {
    let caught = |fault: &&EsmeFault| {
        let results = esme_results(Some(**fault), &named(fault.case()));
        let is =
            |result: &CaseResult| result.id == fault.case() && matches!(result.verdict, Verdict::Fail { .. });
        !results.iter().any(is)
    };
    let missed: Vec<&EsmeFault> = EsmeFault::ALL.iter().filter(caught).collect();
    assert_eq!(missed, Vec::<&EsmeFault>::new());
}

#[test]
fn every_fault_names_a_case_that_there_is() {
    let smsc = smsc_cases();
    let esme = esme_cases();
    for fault in SmscFault::ALL {
        assert!(smsc.iter().any(|case| case.id() == fault.case()), "{fault:?} {}", fault.case());
    }
    for fault in EsmeFault::ALL {
        assert!(esme.iter().any(|case| case.id() == fault.case()), "{fault:?} {}", fault.case());
    }
}
