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
