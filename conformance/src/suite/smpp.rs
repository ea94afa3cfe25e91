//! SMPP 3.4 and 5.0: the cases, and what they work with.
//!
//! | file | what |
//! |---|---|
//! | `target.rs` | [`Target`]: where the peer is, and how to bind |
//! | `version.rs`, `feature.rs` | the versions, and the lines of the form |
//! | `context.rs`, `connection.rs` | what a case works with: connections with every octet noted |
//! | `exchange.rs` | what a connection is asked, and how it must answer |
//! | `message.rs`, `pdus.rs` | PDUs made by hand, legal ones and broken ones |
//! | `statuses.rs` | sets of `command_status` where the standard allows more than one |
//! | `trace.rs` | what went over the wire, for people; passwords are struck out |
//! | `smsc.rs`, `smsc/` | the cases for a message centre, one group a file |
//! | `esme.rs`, `esme/` | the cases for an ESME |

mod connection;
mod context;
mod esme;
mod exchange;
mod feature;
mod message;
mod pdus;
mod smsc;
mod statuses;
mod target;
mod trace;
mod version;

pub use esme::cases as esme_cases;
pub use feature::{Feature, SMPP};
pub(crate) use message::{Message, c_octet_string};
pub use smsc::cases as smsc_cases;
pub use target::{Peer, Target, Timers};
pub use version::Version;

/// A case for a peer that speaks SMPP.
pub type Case = super::case::Case<Target>;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_case_has_a_name_of_its_own_and_a_clause() {
        for (cases, beginning, least) in [(smsc_cases(), "smpp.", 120), (esme_cases(), "esme.", 30)] {
            let names: BTreeSet<&str> = cases.iter().map(Case::id).collect();
            assert_eq!(names.len(), cases.len(), "{beginning}");
            assert!(cases.len() >= least, "{beginning} {} cases", cases.len());
            for case in &cases {
                assert!(case.id().starts_with(beginning) && case.clauses().contains('§'), "{case:?}");
            }
        }
    }
}
