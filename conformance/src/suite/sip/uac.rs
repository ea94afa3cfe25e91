//! Cases for a user agent client: a program that calls us, again and again. We are whom it calls, and what it sends is judged.
//!
//! | file | what |
//! |---|---|
//! | `target.rs` | [`UacTarget`]: where we wait for calls |
//! | `port.rs` | our socket and our connections |
//! | `context.rs`, `callee.rs` | what a case works with: the next call, and one of ours who takes it |
//! | `cases.rs`, `cases/` | the cases, one group a file |

mod callee;
mod cases;
mod context;
mod port;
mod target;

pub use cases::cases as uac_cases;
pub use target::UacTarget;

/// A case for a peer that calls us.
pub type UacCase = crate::suite::case::Case<UacTarget>;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_case_has_a_name_of_its_own_a_clause_and_a_purpose() {
        let cases = uac_cases();
        let names: BTreeSet<&str> = cases.iter().map(UacCase::id).collect();
        assert_eq!(names.len(), cases.len());
        for case in &cases {
            let is_whole = case.clauses().contains('§') && !case.about().is_empty();
            assert!(case.id().starts_with("sip.uac.") && is_whole, "{case:?}");
        }
    }
}
