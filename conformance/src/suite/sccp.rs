//! SCCP (Q.711 to Q.714): cases in the manner of Q.786, on an implementation between an upper and a lower tester.
//!
//! A case names the clause of the standard that it is about. Q.786 numbers its tests otherwise; the numbers stand nowhere
//! here, since the recommendation itself was not at hand to confirm them.
//!
//! When a case begins the point is as follows. Its point code is [`HERE`]. Subsystem [`USER`] is in service: that is the upper
//! tester. [`IDLE_USER`] is known and out of service, all others are not known. [`NEAR`] and [`FAR`] can be reached, [`NOWHERE`]
//! cannot; the lower tester is all three. Subsystem [`WATCHED`] at [`FAR`] is watched, and allowed. [`NEAR`] is told what comes and
//! goes. Global titles are translated by their first digit: 1 is a user here, 2 goes to [`NEAR`] and if need be to [`FAR`], 3 to
//! both in turns by the link selection, 4 to subsystem [`WATCHED`] at [`FAR`], routed by subsystem number, 5 to [`NOWHERE`]; others
//! lead nowhere. Timers are as in Q.714 annex C.
//!
//! | file | what |
//! |---|---|
//! | `primitive.rs` | what SCCP, its user and the MTP tell each other |
//! | `pdu.rs` | messages as the lower tester writes and reads them |
//! | `steps.rs`, `calls.rs` | what cases have in common; connections begun for them |
//! | `feature.rs` | the lines of the form |
//! | `cases.rs`, `cases/` | the cases, one group a file |
//! | `ours.rs` | [`OurSccp`]: our own implementation |

mod calls;
mod cases;
mod feature;
mod ours;
pub(crate) mod pdu;
mod primitive;
mod steps;

pub use cases::cases;
pub use feature::{Feature, SCCP};
pub use ours::OurSccp;
pub use primitive::{Inbound, Indication, Label, Outbound, Request};

use super::layer::Protocol;
use super::tester::{Target, Tester};
use super::verdict::Outcome;

/// The point code of the point under test.
pub const HERE: u32 = 100;
/// The point that the lower tester mostly is.
pub const NEAR: u32 = 200;
/// Another one.
pub const FAR: u32 = 201;
/// A point that cannot be reached.
pub const NOWHERE: u32 = 202;
/// The subsystem of the upper tester.
pub const USER: u8 = 8;
/// A subsystem that is out of service.
pub const IDLE_USER: u8 = 6;
/// The subsystem at [`FAR`] that is watched.
pub const WATCHED: u8 = 7;

/// SCCP between its user and the MTP.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_enums)] // it has no values
pub enum SccpLayer {}

impl Protocol for SccpLayer {
    type Request = Request;
    type Indication = Indication;
    type Inbound = Inbound;
    type Outbound = Outbound;

    fn survives(tester: &Tester<Self>) -> Outcome {
        tester.delivers()
    }
}

/// A case for an SCCP.
pub type Case = super::case::Case<Target<SccpLayer>>;
