//! The cases for an ASP, which comes to us and is tested as a signalling gateway would.

mod aspsm;
mod asptm;
mod mtr;
mod rkm;
mod ssnm;

use super::Case;
use super::both;

/// Every case for an ASP.
#[must_use]
pub fn cases() -> Vec<Case> {
    [aspsm::cases(), asptm::cases(), mtr::cases(), ssnm::cases(), rkm::cases(), both::cases("asp")]
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
        assert!(cases.len() >= 60, "{} cases", cases.len());
        for case in &cases {
            assert!(case.id().starts_with("m3ua.asp.") && case.clauses().contains('§'), "{case:?}");
        }
    }
}
