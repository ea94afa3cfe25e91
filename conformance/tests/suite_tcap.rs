//! The TCAP suite finds nothing wrong with our TCAP, and catches each broken one by the case named for it.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod layers;

use brivas_conformance::broken::tcap::{TcapFault, broken_tcap};
use brivas_conformance::suite::tcap::{Feature, OurTcap, TCAP, TcapLayer, cases};
use brivas_conformance::suite::{Pics, Target};

fn ours() -> Target<TcapLayer> {
    Target::new(|| Box::new(OurTcap::new()))
}

#[test]
fn our_tcap_passes_all_that_it_claims() {
    let left_out = layers::assert_all_pass(&cases(), &ours(), &Pics::new(&TCAP));
    let expected = ["tcap.ansi.query_of_who_is_not_there", "tcap.csl.duplicate_invoke_id"];
    assert_eq!(left_out, expected, "they are for who has ANSI T1.114, or rejects duplicates itself");
}

#[test]
fn what_our_tcap_does_not_claim_it_does_not_have() {
    for feature in [Feature::Ansi, Feature::RejectsDuplicates] {
        layers::assert_none_passes(&cases(), &ours(), &Pics::new(&TCAP).with(feature, true), feature.into());
    }
}

#[test]
fn each_broken_tcap_is_caught_by_the_case_named_for_it() {
    let target = |fault| Target::new(move || broken_tcap(fault));
    let faults: Vec<_> = TcapFault::ALL.iter().map(|fault| (*fault, fault.case())).collect();
    layers::assert_caught(&cases(), &faults, target, &Pics::new(&TCAP));
    assert!(faults.len() >= 70, "{} faults", faults.len());
}

#[test]
fn an_implementation_that_does_nothing_passes_nothing() {
    layers::assert_silence_passes_nothing(&cases(), &Pics::new(&TCAP), "tcap.tsl.unidirectional_sent");
}

#[test]
fn the_list_is_sorted_and_says_of_each_case_what_it_is_for() {
    layers::assert_list(&cases(), "tcap.", 90, &["tcap.ansi.", "tcap.csl.", "tcap.dha.", "tcap.tsl."]);
}
