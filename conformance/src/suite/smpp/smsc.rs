//! The cases for a message centre, one group a file.

mod bind;
mod bind_fields;
mod fields;
mod framing;
mod link;
mod matrix;
mod message_fields;
mod multi;
mod operations;
mod receipts;
mod robustness;
mod sequence;
mod submission;
mod timers;
mod times;
mod tlvs;
mod versions;
mod window;

pub(super) use robustness::random;

use super::Case;

/// Every case for a message centre.
#[must_use]
pub fn cases() -> Vec<Case> {
    [
        bind::cases(),
        bind_fields::cases(),
        versions::cases(),
        matrix::cases(),
        link::cases(),
        submission::cases(),
        message_fields::cases(),
        fields::cases(),
        multi::cases(),
        times::cases(),
        tlvs::cases(),
        operations::cases(),
        framing::cases(),
        sequence::cases(),
        window::cases(),
        receipts::cases(),
        robustness::cases(),
        timers::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
