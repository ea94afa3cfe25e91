//! The cases for a signalling gateway, to which we are one or two ASPs.

mod as_state;
mod aspsm;
mod asptm;
mod modes;
mod mtr;
mod mtr_faults;
mod rkm;
mod rkm_refusals;
mod ssnm;

use super::Case;
use super::both;

/// Every case for a signalling gateway.
#[must_use]
pub fn cases() -> Vec<Case> {
    [
        aspsm::cases(),
        asptm::cases(),
        as_state::cases(),
        modes::cases(),
        mtr::cases(),
        mtr_faults::cases(),
        rkm::cases(),
        rkm_refusals::cases(),
        ssnm::cases(),
        both::cases("sgp"),
    ]
    .into_iter()
    .flatten()
    .map(Case::once)
    .collect()
}
