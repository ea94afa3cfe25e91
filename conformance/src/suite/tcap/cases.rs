//! The cases, one group a file.

mod ansi;
mod classes;
mod clearing;
mod components;
mod dialogues;
mod invalid;
mod rejects;
mod timers;
mod transactions;

use super::Case;
use crate::suite::tester::sorted;

/// Every case for a TCAP, by name.
#[must_use]
pub fn cases() -> Vec<Case> {
    sorted([
        transactions::cases(),
        clearing::cases(),
        invalid::cases(),
        classes::cases(),
        components::cases(),
        timers::cases(),
        rejects::cases(),
        dialogues::cases(),
        ansi::cases(),
    ])
}
