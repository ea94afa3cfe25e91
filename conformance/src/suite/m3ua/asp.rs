//! The cases for an ASP, which comes to us and is tested as a signalling gateway would.

mod aspsm;
mod asptm;
mod mtr;
mod rkm;
mod ssnm;

use super::Case;
use super::both;

/// Every case for an ASP.
#[must_use]
pub fn cases() -> Vec<Case> {
    [aspsm::cases(), asptm::cases(), mtr::cases(), ssnm::cases(), rkm::cases(), both::cases("asp")]
        .into_iter()
        .flatten()
        .map(Case::once)
        .collect()
}
