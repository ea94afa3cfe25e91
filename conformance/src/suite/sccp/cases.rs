//! The cases, one group a file.

mod abnormal;
mod class_3;
mod connectionless;
mod data;
mod establishment;
mod inactivity;
mod management;
mod refusal;
mod release;
mod returned;
mod routing;
mod segmentation;
mod syntax;

use super::Case;
use crate::suite::tester::sorted;

/// Every case for an SCCP, by name.
#[must_use]
pub fn cases() -> Vec<Case> {
    sorted([
        connectionless::cases(),
        returned::cases(),
        syntax::cases(),
        segmentation::cases(),
        routing::cases(),
        management::cases(),
        establishment::cases(),
        refusal::cases(),
        data::cases(),
        release::cases(),
        inactivity::cases(),
        abnormal::cases(),
        class_3::cases(),
    ])
}
