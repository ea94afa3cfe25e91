//! The cases for an ESME, which connects to us and is tested as a message centre would. Cases that need it to act wait a
//! bounded time, and are inconclusive where it does not.

mod bind;
mod delivery;
mod faults;
mod link;
mod submission;

use super::Case;

/// Every case for an ESME.
#[must_use]
pub fn cases() -> Vec<Case> {
    [bind::cases(), link::cases(), delivery::cases(), submission::cases(), faults::cases()]
        .into_iter()
        .flatten()
        .map(Case::once)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_case_has_a_name_of_its_own_and_a_clause() {
        let cases = cases();
        let names: BTreeSet<&str> = cases.iter().map(Case::id).collect();
        assert_eq!(names.len(), cases.len());
        assert!(cases.len() >= 30, "{} cases", cases.len());
        for case in &cases {
            assert!(case.id().starts_with("esme.") && case.clauses().contains('§'), "{case:?}");
        }
    }
}
