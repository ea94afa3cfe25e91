//! The results as Markdown, for people.

use std::fmt::Write as _;

use super::pics::Pics;
use super::statement::statement;
use super::verdict::{CaseResult, Verdict};

/// The results as a report: how many of each, the statement of conformance, every failure with what went over the wire, and all cases in a table.
#[must_use]
pub fn report(title: &str, pics: &Pics, results: &[CaseResult]) -> String {
    let mut out = format!("# {title}\n\n| verdict | cases |\n|---|---|\n");
    for word in ["pass", "fail", "inconclusive", "not applicable"] {
        let count = results.iter().filter(|result| result.verdict.word() == word).count();
        let _ = writeln!(out, "| {word} | {count} |");
    }
    let _ = write!(out, "\n## What it claims\n\n{}", statement(pics, results));
    let failed: Vec<&CaseResult> =
        results.iter().filter(|result| matches!(result.verdict, Verdict::Fail { .. })).collect();
    if !failed.is_empty() {
        out.push_str("\n## What failed\n");
        failed
            .chunk_by(|one, other| one.id == other.id)
            .for_each(|failures| write_failure(&mut out, failures));
    }
    out.push_str("\n## All cases\n\n| case | clauses | weight | verdict |\n|---|---|---|---|\n");
    for result in results {
        let reason = match &result.verdict {
            Verdict::Inconclusive(reason) | Verdict::NotApplicable(reason) => {
                format!(": {}", in_cell(reason))
            }
            Verdict::Pass | Verdict::Fail { .. } => String::new(),
        };
        let (name, weight, word) = (name_of(result), result.severity.word(), result.verdict.word());
        let _ = writeln!(out, "| {name} | {} | {weight} | {word}{reason} |", result.clauses);
    }
    out
}

/// One case that failed, in one version or in both, with what went over the wire the first time.
fn write_failure(out: &mut String, failures: &[&CaseResult]) {
    let Some(first) = failures.first() else { return };
    let _ = writeln!(out, "\n### `{}`\n\n{}, {}.\n", first.id, first.clauses, first.severity.word());
    for failure in failures {
        let Verdict::Fail { expected, came } = &failure.verdict else { continue };
        let version = failure.version.as_ref().map(|version| format!("{version}: ")).unwrap_or_default();
        let _ = writeln!(out, "- {version}expected {}; came {}", in_cell(expected), in_cell(came));
    }
    let _ = writeln!(out, "\n```text\n{}\n```", first.trace.join("\n").replace("```", "'''"));
}

fn name_of(result: &CaseResult) -> String {
    let version = result.version.as_ref().map(|version| format!(" [{version}]")).unwrap_or_default();
    format!("`{}`{version}", result.id)
}

/// Text that does not end the cell or the line that it stands in.
fn in_cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::suite::Severity;
    use crate::suite::smpp::SMPP;

    #[test]
    fn a_failure_is_told_with_its_clause_and_what_went_over_the_wire() {
        let result = |verdict| CaseResult {
            id: "smpp.bind.twice".into(),
            clauses: "SMPP 5.0 §4.1.1",
            version: Some("5.0".into()),
            severity: Severity::Must,
            needs: Vec::new(),
            verdict,
            trace: vec!["1 > bind_receiver #1 [00]".into()],
            took: Duration::ZERO,
        };
        let failed = Verdict::Fail { expected: "ESME_RALYBND".into(), came: "a|b".into() };
        let text = report(
            "SMPP",
            &Pics::new(&SMPP),
            &[result(Verdict::Pass), result(failed), result(Verdict::Inconclusive("x|y".into()))],
        );
        assert!(text.starts_with(
            "# SMPP\n\n| verdict | cases |\n|---|---|\n| pass | 1 |\n| fail | 1 |\n| inconclusive | 1 |"
        ));
        assert!(text.contains(
            "### `smpp.bind.twice`\n\nSMPP 5.0 §4.1.1, must.\n\n- 5.0: expected ESME_RALYBND; came a\\|b\n"
        ));
        assert!(text.contains("```text\n1 > bind_receiver #1 [00]\n```"));
        assert!(text.contains("| must | inconclusive: x\\|y |"));
    }
}
