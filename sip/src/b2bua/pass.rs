//! What of a header passes from one side to the other: all that says something to the other side, and nothing that says where
//! one side is or what was agreed on with it.

use crate::Message;
use crate::header::HeaderName;
use crate::message::{Field, Rows};

/// Whether a row passes.
fn passes(field: &Field<'_>) -> bool {
    !matches!(
        field.name,
        // Of one hop or one dialog.
        HeaderName::VIA
            | HeaderName::ROUTE
            | HeaderName::RECORD_ROUTE
            | HeaderName::PATH
            | HeaderName::SERVICE_ROUTE
            | HeaderName::CONTACT
            | HeaderName::FROM
            | HeaderName::TO
            | HeaderName::CALL_ID
            | HeaderName::CSEQ
            | HeaderName::MAX_FORWARDS
            | HeaderName::MAX_BREADTH
            | HeaderName::TIMESTAMP
            | HeaderName::REPLACES
            | HeaderName::JOIN
            | HeaderName::TARGET_DIALOG
            // What one side can, and what it has agreed on.
            | HeaderName::ALLOW
            | HeaderName::ALLOW_EVENTS
            | HeaderName::SUPPORTED
            | HeaderName::REQUIRE
            | HeaderName::PROXY_REQUIRE
            | HeaderName::UNSUPPORTED
            | HeaderName::SESSION_EXPIRES
            | HeaderName::MIN_SE
            | HeaderName::RSEQ
            | HeaderName::RACK
            | HeaderName::USER_AGENT
            | HeaderName::SERVER
            // Secrets of one side.
            | HeaderName::AUTHORIZATION
            | HeaderName::PROXY_AUTHORIZATION
            | HeaderName::WWW_AUTHENTICATE
            | HeaderName::PROXY_AUTHENTICATE
            | HeaderName::AUTHENTICATION_INFO
            | HeaderName::PROXY_AUTHENTICATION_INFO
            | HeaderName::SECURITY_CLIENT
            | HeaderName::SECURITY_SERVER
            | HeaderName::SECURITY_VERIFY
            // Made anew with the body.
            | HeaderName::CONTENT_TYPE
            | HeaderName::CONTENT_LENGTH
    )
}

/// The rows of a message that pass.
pub(super) fn rows(message: &Message) -> Rows {
    let mut rows = Rows::new();
    rows.copy(message, passes);
    rows
}

/// The same but those of these names.
pub(super) fn rows_without(message: &Message, names: &[&str]) -> Rows {
    let mut rows = Rows::new();
    let is_named = |field: &Field<'_>| {
        names.iter().any(|name| {
            field.name_text.eq_ignore_ascii_case(name.as_bytes())
                || field.name != HeaderName::OTHER && field.name == HeaderName::of(name.as_bytes())
        })
    };
    rows.copy(message, |field| passes(field) && !is_named(field));
    rows
}
