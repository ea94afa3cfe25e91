//! TCAP (Q.771 to Q.774): cases in the manner of Q.787, on an implementation between an upper and a lower tester.
//!
//! A case names the clause of the standard that it is about, and the number in Q.787 where that could be confirmed; most
//! could not, since the recommendation itself was not at hand.
//!
//! When a case begins there is no dialogue. TCAP is at point [`HERE`]; the lower tester is [`PEER`], and [`OTHER`] too.
//!
//! | file | what |
//! |---|---|
//! | `primitive.rs` | what TCAP, its user and SCCP tell each other |
//! | `node.rs`, `message.rs` | messages as the lower tester writes and reads them |
//! | `steps.rs` | what cases have in common |
//! | `feature.rs` | the lines of the form |
//! | `cases.rs`, `cases/` | the cases, one group a file |
//! | `ours.rs` | [`OurTcap`]: our own implementation |

mod cases;
mod feature;
pub(crate) mod message;
pub(crate) mod node;
mod ours;
mod primitive;
mod steps;

pub use cases::cases;
pub use feature::{Feature, TCAP};
pub use ours::OurTcap;
pub use primitive::{Class, Inbound, Indication, Outbound, Request};

use super::layer::Protocol;
use super::tester::{Target, Tester};
use super::verdict::Outcome;

/// The point code of the TCAP under test.
pub const HERE: u32 = 100;
/// The point that the lower tester mostly is.
pub const PEER: u32 = 200;
/// Another one.
pub const OTHER: u32 = 201;

/// TCAP between its user and SCCP.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_enums)] // it has no values
pub enum TcapLayer {}

impl Protocol for TcapLayer {
    type Request = Request;
    type Indication = Indication;
    type Inbound = Inbound;
    type Outbound = Outbound;

    fn survives(tester: &Tester<Self>) -> Outcome {
        tester.takes_dialogues()
    }
}

/// A case for a TCAP.
pub type Case = super::case::Case<Target<TcapLayer>>;
