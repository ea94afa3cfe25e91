//! SIP (RFC 3261 and its extensions): cases for a user agent server and a registrar, after the groups of ETSI TS 102 027-2, and what
//! they work with. The tester writes and reads every octet by itself; of `brivas-sip` it has nothing but the digests.
//!
//! | file | what |
//! |---|---|
//! | `target.rs`, `feature.rs` | [`Target`]: where the peer is; the lines of the form |
//! | `line.rs` | a socket or a connection, with every message noted |
//! | `message.rs`, `sdp.rs` | messages as text, made by hand and read |
//! | `context.rs`, `party.rs` | what a case works with: somebody of ours who asks and is answered |
//! | `call.rs`, `registrant.rs` | a call that was answered; somebody who registers |
//! | `cases.rs`, `cases/` | the cases, one group a file |
//! | `uac.rs`, `uac/` | the cases for a user agent that calls us |

mod call;
mod cases;
mod context;
mod feature;
mod line;
mod message;
mod party;
mod registrant;
mod sdp;
mod target;
mod uac;

pub use cases::cases;
pub use feature::{Feature, SIP};
pub use target::{Secret, Target, Timers, Transport};
pub use uac::{UacCase, UacTarget, uac_cases};

/// A case for a peer that speaks SIP.
pub type Case = super::case::Case<Target>;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_case_has_a_name_of_its_own_a_clause_and_a_purpose() {
        let cases = cases();
        let names: BTreeSet<&str> = cases.iter().map(Case::id).collect();
        assert_eq!(names.len(), cases.len());
        assert!(cases.len() >= 140, "{} cases", cases.len());
        for case in &cases {
            let is_whole = case.clauses().contains('§') && !case.about().is_empty();
            assert!(case.id().starts_with("sip.") && is_whole, "{case:?}");
        }
    }
}
