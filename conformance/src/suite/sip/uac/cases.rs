//! The cases, one group a file.

mod answered;
mod dialog;
mod ended;
mod given_up;
mod invite;
mod refused;

use super::UacCase;
use crate::suite::sip::message::Message;
use crate::suite::verdict::{Outcome, check};

/// All cases for a user agent that calls.
#[must_use]
pub fn cases() -> Vec<UacCase> {
    let groups = [
        invite::cases(),
        refused::cases(),
        answered::cases(),
        dialog::cases(),
        ended::cases(),
        given_up::cases(),
    ];
    groups.into_iter().flatten().collect()
}

/// The Request-URI.
fn request_uri(request: &Message) -> &str {
    request.start.split(' ').nth(1).unwrap_or_default()
}

/// Two messages have the same in a row.
fn is_same(name: &str, wanted: &Message, came: &Message) -> Outcome {
    let row = |message: &Message| format!("{name}: {}", message.value(name).unwrap_or_default());
    check(row(wanted) == row(came), row(wanted), row(came))
}

/// Two texts are the same.
fn is(what: &str, wanted: &str, came: &str) -> Outcome {
    check(wanted == came, format!("{what} {wanted}"), format!("{what} {came}"))
}

/// A request of our dialog with this tag: from the same, to us (RFC 3261 §12.2.1.1).
fn is_of_the_dialog(invite: &Message, tag: &str, request: &Message) -> Outcome {
    is_same("Call-ID", invite, request)?;
    is("From tag", &invite.tag("From").unwrap_or_default(), &request.tag("From").unwrap_or_default())?;
    is("To tag", tag, &request.tag("To").unwrap_or_default())
}
