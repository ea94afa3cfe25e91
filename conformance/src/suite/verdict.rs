//! How a case ends.

use std::time::Duration;

use super::case::Severity;

/// What a case says of the peer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// The peer did what the clause asks for.
    Pass,
    /// It did not.
    Fail {
        /// What the clause asks for.
        expected: String,
        /// What came instead.
        came: String,
    },
    /// It could not be told, and why: the peer was never in the position that the case is about.
    Inconclusive(String),
    /// The peer does not claim what the case is about, or the run leaves it out.
    NotApplicable(String),
}

impl Verdict {
    /// The verdict in a word.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail { .. } => "fail",
            Self::Inconclusive(_) => "inconclusive",
            Self::NotApplicable(_) => "not applicable",
        }
    }
}

/// One case run against the peer in one version.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CaseResult {
    /// The case: `smpp.bind.wrong_password`.
    pub id: String,
    /// The clauses of the standard.
    pub clauses: &'static str,
    /// The version that was spoken; `None` where the case is of no version.
    pub version: Option<String>,
    /// How much weight the clause has.
    pub severity: Severity,
    /// What the peer must claim for the case to apply: keys of the form.
    pub needs: Vec<&'static str>,
    /// What came out.
    pub verdict: Verdict,
    /// What went over the wire, a line each.
    pub trace: Vec<String>,
    /// How long it took.
    pub took: Duration,
}

/// A case that ends before its last step, and so does not pass.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Stop {
    /// The peer did not do what the clause asks for.
    Fail {
        /// What that is.
        expected: String,
        /// What came instead.
        came: String,
    },
    /// It could not be told, and why.
    Inconclusive(String),
}

/// What a case gives: nothing, or why it ended early.
pub(crate) type Outcome<T = ()> = Result<T, Stop>;

/// A case that fails.
pub(crate) fn fail<T>(expected: impl Into<String>, came: impl Into<String>) -> Outcome<T> {
    Err(Stop::Fail { expected: expected.into(), came: came.into() })
}

/// A case that fails unless `holds`.
pub(crate) fn check(holds: bool, expected: impl Into<String>, came: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { fail(expected, came) }
}

/// A case that cannot tell.
pub(crate) fn inconclusive<T>(reason: impl Into<String>) -> Outcome<T> {
    Err(Stop::Inconclusive(reason.into()))
}
