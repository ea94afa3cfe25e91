//! M3UA (RFC 4666): the cases of ETSI TS 102 381 and more, and what they work with.
//!
//! | file | what |
//! |---|---|
//! | `target.rs`, `feature.rs` | [`Target`]: who the peer is and how it is set up; the lines of the form |
//! | `network.rs` | [`Network`]: how messages come to the peer and back, its clock, and its operator |
//! | `udp.rs` | [`UdpNetwork`]: the same by SCTP over UDP |
//! | `message.rs` | messages made by hand, legal ones and broken ones |
//! | `received.rs` | messages that came, judged as far as every message can be |
//! | `context.rs`, `link.rs` | what a case works with: associations with every message noted |
//! | `sgp.rs`, `sgp/` | the cases for a signalling gateway, to which we are ASPs, one group a file |
//! | `asp.rs`, `asp/` | the cases for an ASP, to which we are a signalling gateway |
//! | `both.rs`, `both/` | the cases for both |

mod asp;
mod both;
mod context;
mod feature;
mod link;
mod message;
mod network;
mod received;
mod sgp;
mod target;
mod udp;

pub use asp::cases as asp_cases;
pub use feature::{Feature, M3UA};
pub(crate) use message::Message;
pub use network::{Happening, Joined, Network, PathId, Wish};
pub use sgp::cases as sgp_cases;
pub use target::{Peer, Settings, Target, Timers};
pub use udp::UdpNetwork;

/// A case for a peer that speaks M3UA.
pub type Case = super::case::Case<Target>;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_case_has_a_name_of_its_own_and_a_clause() {
        for (cases, beginning, least) in [(sgp_cases(), "m3ua.sgp.", 100), (asp_cases(), "m3ua.asp.", 60)] {
            let names: BTreeSet<&str> = cases.iter().map(Case::id).collect();
            assert_eq!(names.len(), cases.len(), "{beginning}");
            assert!(cases.len() >= least, "{beginning} {} cases", cases.len());
            for case in &cases {
                assert!(case.id().starts_with(beginning) && case.clauses().contains('§'), "{case:?}");
            }
        }
    }
}
