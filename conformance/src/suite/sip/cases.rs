//! The cases, one group a file.

mod bad;
mod call;
mod cancel;
mod dialog;
mod general;
mod message;
mod registrar;
mod reliable;
mod repeat;
mod sdp;
mod stream;
mod syntax;
mod timer;
mod update;

use super::Case;

/// All cases.
#[must_use]
pub fn cases() -> Vec<Case> {
    let groups = [
        general::cases(),
        bad::cases(),
        syntax::cases(),
        stream::cases(),
        call::cases(),
        repeat::cases(),
        cancel::cases(),
        dialog::cases(),
        sdp::cases(),
        message::cases(),
        reliable::cases(),
        update::cases(),
        timer::cases(),
        registrar::cases(),
    ];
    groups.into_iter().flatten().collect()
}
