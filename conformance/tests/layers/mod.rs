//! What the tests of the suites of layers have in common.

use std::fmt::Debug;
use std::time::Duration;

use brivas_conformance::suite::{
    Case, CaseResult, Denied, Layer, Pics, Protocol, Selection, Target, Verdict, run,
};

type Of<P> = Case<Target<P>>;

fn results<P: Protocol>(cases: &[Of<P>], target: &Target<P>, pics: &Pics, pattern: &str) -> Vec<CaseResult> {
    let mut selection = Selection::default();
    selection.pattern = Some(pattern.into());
    run(cases, target, &selection, pics)
}

/// All pass but those that do not apply, which are given by name.
pub(crate) fn assert_all_pass<P: Protocol>(cases: &[Of<P>], target: &Target<P>, pics: &Pics) -> Vec<String> {
    let results = results(cases, target, pics, "");
    let told: Vec<String> = results
        .iter()
        .filter(|it| matches!(it.verdict, Verdict::Fail { .. } | Verdict::Inconclusive(_)))
        .map(|it| format!("{} {:?}\n{}", it.id, it.verdict, it.trace.join("\n")))
        .collect();
    assert!(told.is_empty(), "{} did not pass:\n{}", told.len(), told.join("\n\n"));
    let left_out = results.iter().filter(|it| matches!(it.verdict, Verdict::NotApplicable(_)));
    left_out.map(|it| it.id.clone()).collect()
}

/// Of the cases that need this line of the form none passes, which is why it is not claimed.
pub(crate) fn assert_none_passes<P: Protocol>(
    cases: &[Of<P>],
    target: &Target<P>,
    pics: &Pics,
    feature: &'static str,
) {
    let about: Vec<CaseResult> =
        results(cases, target, pics, "").into_iter().filter(|it| it.needs.contains(&feature)).collect();
    assert!(!about.is_empty(), "no case needs {feature}");
    for result in about {
        assert!(matches!(result.verdict, Verdict::Fail { .. }), "{} {:?}", result.id, result.verdict);
    }
}

/// Each fault fails the case that is named for it, with everything claimed.
pub(crate) fn assert_caught<P: Protocol, F: Copy + Debug>(
    cases: &[Of<P>],
    faults: &[(F, &str)],
    target: impl Fn(F) -> Target<P>,
    pics: &Pics,
) {
    let is_caught = |(fault, case): &&(F, &str)| {
        let results = results(cases, &target(*fault), pics, case);
        !results.iter().any(|it| it.id == *case && matches!(it.verdict, Verdict::Fail { .. }))
    };
    let missed: Vec<_> = faults.iter().filter(is_caught).collect();
    assert!(missed.is_empty(), "not caught: {missed:?}");
}

/// The list is sorted, no name stands twice, each group has cases, and each case a clause and a purpose.
pub(crate) fn assert_list<P: Protocol>(cases: &[Of<P>], prefix: &str, at_least: usize, groups: &[&str]) {
    assert!(cases.windows(2).all(|pair| pair[0].id() < pair[1].id()), "not sorted, or a name twice");
    assert!(cases.len() >= at_least, "{} cases", cases.len());
    for case in cases {
        assert!(case.id().starts_with(prefix) && case.clauses().contains('§'), "{case:?}");
        assert!(!case.about().is_empty(), "{case:?} does not say what it is for");
        assert!(groups.iter().any(|group| case.id().starts_with(group)), "{case:?} is of no group");
    }
    for group in groups {
        assert!(cases.iter().any(|case| case.id().starts_with(group)), "no case of {group}");
    }
}

/// An implementation that does nothing, and has no upper tester.
struct Mute;

impl<P: Protocol> Layer<P> for Mute {
    fn receive(&mut self, _: P::Inbound) {}

    fn request(&mut self, _: P::Request) -> Result<u32, Denied> {
        Err(Denied::NoUpperTester)
    }

    fn sent(&mut self) -> Option<P::Outbound> {
        None
    }

    fn told(&mut self) -> Option<P::Indication> {
        None
    }

    fn pass(&mut self, _: Duration) {}
}

/// Who does nothing passes nothing, and where the user should have done something it cannot be told.
pub(crate) fn assert_silence_passes_nothing<P: Protocol>(cases: &[Of<P>], pics: &Pics, of_user: &str) {
    let results = results(cases, &Target::new(|| Box::new(Mute)), pics, "");
    for result in &results {
        assert_ne!(result.verdict, Verdict::Pass, "{}", result.id);
    }
    let of_user = results.iter().find(|it| it.id == of_user).map(|it| it.verdict.word());
    assert_eq!(of_user, Some("inconclusive"));
}
