//! The SCCP suite finds nothing wrong with our SCCP, and catches each broken one by the case named for it.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod layers;

use brivas_conformance::broken::sccp::{SccpFault, broken_sccp};
use brivas_conformance::suite::sccp::{Feature, OurSccp, SCCP, SccpLayer, cases};
use brivas_conformance::suite::{Pics, Target};

fn ours() -> Target<SccpLayer> {
    Target::new(|| Box::new(OurSccp::new()))
}

#[test]
fn our_sccp_passes_all_that_it_claims() {
    let left_out = layers::assert_all_pass(&cases(), &ours(), &Pics::new(&SCCP));
    let class_3 = ["credit", "data", "expedited_data", "reset", "window"];
    let mut expected: Vec<String> = class_3.map(|name| format!("sccp.co.class_3.{name}")).to_vec();
    expected.push("sccp.co.est.sections_are_coupled".into());
    expected.push("sccp.scmg.user_part_unavailable_is_tested".into());
    assert_eq!(left_out, expected, "the tables say why it does not have them");
}

#[test]
fn what_our_sccp_does_not_claim_it_does_not_have() {
    for feature in [Feature::Class3, Feature::CouplesSections, Feature::TestsRemoteSccp] {
        layers::assert_none_passes(&cases(), &ours(), &Pics::new(&SCCP).with(feature, true), feature.into());
    }
}

#[test]
fn each_broken_sccp_is_caught_by_the_case_named_for_it() {
    let target = |fault| Target::new(move || broken_sccp(fault));
    let faults: Vec<_> = SccpFault::ALL.iter().map(|fault| (*fault, fault.case())).collect();
    layers::assert_caught(&cases(), &faults, target, &Pics::new(&SCCP));
    assert!(faults.len() >= 80, "{} faults", faults.len());
}

#[test]
fn an_implementation_that_does_nothing_passes_nothing() {
    layers::assert_silence_passes_nothing(&cases(), &Pics::new(&SCCP), "sccp.cl.send_class_0");
}

#[test]
fn the_list_is_sorted_and_says_of_each_case_what_it_is_for() {
    layers::assert_list(
        &cases(),
        "sccp.",
        185,
        &["sccp.cl.", "sccp.co.", "sccp.gtt.", "sccp.relay.", "sccp.scmg.", "sccp.seg.", "sccp.syntax."],
    );
}
