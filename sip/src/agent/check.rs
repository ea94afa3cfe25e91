//! What is answered before anybody is asked (RFC 3261 §8.2).

use super::UserAgent;
use super::session::Peer;
use crate::endpoint::ServerId;
use crate::header::{Allow, Require, RetryAfter, Supported, Unsupported};
use crate::message::{Response, Rows};
use crate::{Message, Method, Params, StatusCode};

impl UserAgent {
    /// What a request requires and we do not have (RFC 3261 §8.2.2.3): 420, with a row that names it.
    pub(super) fn unsupported(&self, request: &Message) -> Option<(StatusCode, Rows)> {
        let mut rows = Rows::new();
        for option in request.all::<Require<'_>>() {
            let Ok(Require(option)) = option else { return Some((StatusCode::BAD_REQUEST, Rows::new())) };
            if !self.config.supports(option) {
                rows.put(&Unsupported(option));
            }
        }
        if rows.octets().is_empty() { None } else { Some((StatusCode::BAD_EXTENSION, rows)) }
    }

    /// Answers a request that is not for the owner.
    pub(super) fn refuse(&mut self, id: ServerId, code: StatusCode, rows: Option<&Rows>) {
        let _ = self.endpoint.respond(self.now, id, &Response { rows, ..Response::new(code) });
    }
}

/// When a request may come again.
pub(super) fn retry_after(seconds: u32) -> Rows {
    let mut rows = Rows::new();
    rows.put(&RetryAfter { seconds, comment: None, params: Params::NONE });
    rows
}

/// Whether the Request-URI is of a scheme that calls are made by: `sip`, `sips`, `tel`, and `urn`, for emergencies (RFC 3261
/// §8.2.2.1, RFC 5031).
pub(super) fn has_known_scheme(request: &Message) -> bool {
    let scheme = request.request().map(|line| line.scheme()).unwrap_or_default();
    ["sip", "sips", "tel", "urn"].iter().any(|known| scheme.eq_ignore_ascii_case(known.as_bytes()))
}

impl Peer {
    /// Takes what a message says of its sender.
    pub(super) fn learn(&mut self, message: &Message) {
        let mut allow = message.all::<Allow<'_>>().flatten().peekable();
        if allow.peek().is_some() {
            self.allows_update = allow.any(|allow| allow.0 == Method::UPDATE);
        }
        let supports = |option: &[u8]| {
            let is_it = |text: &[u8]| text.eq_ignore_ascii_case(option);
            message.all::<Supported<'_>>().flatten().any(|supported| is_it(supported.0))
        };
        let requires = |option: &[u8]| {
            let is_it = |text: &[u8]| text.eq_ignore_ascii_case(option);
            message.all::<Require<'_>>().flatten().any(|required| is_it(required.0))
        };
        self.requires_reliable = requires(b"100rel");
        self.supports_reliable |= self.requires_reliable || supports(b"100rel");
        self.supports_timer |= supports(b"timer") || requires(b"timer");
    }
}
