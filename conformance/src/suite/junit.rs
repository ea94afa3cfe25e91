//! The results as JUnit XML, which build servers read.

use std::fmt::Write as _;

use super::verdict::{CaseResult, Verdict};

/// The results as one JUnit test suite. What is inconclusive or does not apply counts as skipped, with the reason.
#[must_use]
pub fn junit(name: &str, results: &[CaseResult]) -> String {
    let count = |word: &[&str]| results.iter().filter(|result| word.contains(&result.verdict.word())).count();
    let time: f64 = results.iter().map(|result| result.took.as_secs_f64()).sum();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"{time:.3}\">\n",
        escape(name),
        results.len(),
        count(&["fail"]),
        count(&["inconclusive", "not applicable"]),
    );
    for result in results {
        write_case(&mut out, result);
    }
    out.push_str("</testsuite>\n");
    out
}

fn write_case(out: &mut String, result: &CaseResult) {
    let (group, name) = result.id.rsplit_once('.').unwrap_or(("", &result.id));
    let version = result.version.as_ref().map(|version| format!(" [{version}]")).unwrap_or_default();
    let _ = writeln!(
        out,
        "  <testcase classname=\"{}\" name=\"{}\" time=\"{:.3}\">",
        escape(group),
        escape(&format!("{name}{version}")),
        result.took.as_secs_f64()
    );
    let _ = match &result.verdict {
        Verdict::Fail { expected, came } => writeln!(
            out,
            "    <failure message=\"{}\">{}</failure>",
            escape(&format!("expected {expected}, came {came}")),
            escape(&format!("{} ({})\n{}", result.clauses, result.severity.word(), result.trace.join("\n"))),
        ),
        Verdict::Inconclusive(reason) | Verdict::NotApplicable(reason) => {
            let message = format!("{}: {reason}", result.verdict.word());
            writeln!(out, "    <skipped message=\"{}\"/>", escape(&message))
        }
        Verdict::Pass => Ok(()),
    };
    out.push_str("  </testcase>\n");
}

/// Text for XML: the five characters with a meaning as entities, and what XML 1.0 cannot hold as U+FFFD.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            character if character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}') => {
                out.push('\u{FFFD}');
            }
            character => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::suite::Severity;

    fn result(verdict: Verdict) -> CaseResult {
        CaseResult {
            id: "smpp.bind.twice".into(),
            clauses: "SMPP 5.0 §4.1.1",
            version: Some("3.4".into()),
            severity: Severity::Must,
            needs: Vec::new(),
            verdict,
            trace: vec!["1 > <bind> & \"so\" \u{1}on".into()],
            took: Duration::from_millis(1500),
        }
    }

    #[test]
    fn every_character_that_means_something_is_escaped() {
        assert_eq!(escape("<a & \"b\">'\n\u{0}é"), "&lt;a &amp; &quot;b&quot;&gt;&apos;&#10;\u{FFFD}é");
    }

    #[test]
    fn each_verdict_has_its_element() {
        let failed = Verdict::Fail { expected: "a < b".into(), came: "nothing".into() };
        let results = [
            result(Verdict::Pass),
            result(failed),
            result(Verdict::Inconclusive("why".into())),
            result(Verdict::NotApplicable("no".into())),
        ];
        let xml = junit("smpp & co", &results);
        assert!(xml.contains("<testsuite name=\"smpp &amp; co\" tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"2\" time=\"6.000\">"));
        assert!(xml.contains("<testcase classname=\"smpp.bind\" name=\"twice [3.4]\" time=\"1.500\">"));
        assert!(xml.contains("<failure message=\"expected a &lt; b, came nothing\">SMPP 5.0 §4.1.1 (must)&#10;1 &gt; &lt;bind&gt; &amp; &quot;so&quot; \u{FFFD}on</failure>"), "{xml}");
        assert!(xml.contains("<skipped message=\"inconclusive: why\"/>"));
        assert!(xml.contains("<skipped message=\"not applicable: no\"/>"));
        assert_eq!(xml.matches("<testcase").count(), xml.matches("</testcase>").count());
    }
}
