//! The protocol implementation conformance statement as a table: what the peer claims, and how its cases went.

use std::fmt::Write as _;

use super::pics::{Line, Pics};
use super::verdict::{CaseResult, Verdict};

/// One line for each feature that the cases are about.
pub(crate) fn statement(pics: &Pics, results: &[CaseResult]) -> String {
    let mut out = String::from(
        "| feature | what | claimed | passed | failed | inconclusive |\n|---|---|---|---|---|---|\n",
    );
    for line in pics.lines() {
        let Line { key, what, .. } = line;
        let about: Vec<&CaseResult> = results.iter().filter(|result| is_about(result, key)).collect();
        if about.is_empty() {
            continue;
        }
        let count = |word: &str| about.iter().filter(|result| result.verdict.word() == word).count();
        let claimed = if pics.claims(*key) { "yes" } else { "no" };
        let (passed, failed, open) = (count("pass"), count("fail"), count("inconclusive"));
        let _ = writeln!(out, "| `{key}` | {what} | {claimed} | {passed} | {failed} | {open} |");
    }
    out
}

/// A case that the feature is needed for, and that was not left out for another reason.
fn is_about(result: &CaseResult, key: &str) -> bool {
    let left_out = matches!(&result.verdict, Verdict::NotApplicable(reason) if !reason.contains(key));
    result.needs.contains(&key) && !left_out
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::suite::Severity;
    use crate::suite::smpp::{Feature, SMPP};

    #[test]
    fn each_feature_is_told_with_how_its_cases_went() {
        let result = |verdict| CaseResult {
            id: "smpp.multi.one_destination".into(),
            clauses: "SMPP 5.0 §4.2.3",
            version: None,
            severity: Severity::Must,
            needs: vec![Feature::SubmitMulti.into()],
            verdict,
            trace: Vec::new(),
            took: Duration::ZERO,
        };
        let failed = Verdict::Fail { expected: String::new(), came: String::new() };
        let text = statement(&Pics::new(&SMPP), &[result(Verdict::Pass), result(failed)]);
        assert!(text.ends_with("| `submit_multi` | SMPP 5.0 §4.2.3 | yes | 1 | 1 | 0 |\n"), "{text}");
        let left_out = result(Verdict::NotApplicable("the peer does not claim submit_multi".into()));
        let text = statement(&Pics::new(&SMPP).with(Feature::SubmitMulti, false), &[left_out]);
        assert!(text.ends_with("| `submit_multi` | SMPP 5.0 §4.2.3 | no | 0 | 0 | 0 |\n"), "{text}");
    }
}
