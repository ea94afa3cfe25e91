//! A call that comes, and how it is refused.

use std::sync::Arc;
use std::time::Instant;

use super::bridge::{Bridge, State};
use super::{B2bua, BridgeId, Cause, Event, Side};
use crate::agent::{DialogId, UsageError};
use crate::endpoint::{Source, Target};
use crate::header::{MaxForwards, NameAddr};
use crate::message::{Response, Rows};
use crate::uri::Uri;
use crate::{Message, StatusCode};

/// Whom an attempt to connect a call is for.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)] // the parts of an INVITE
pub struct Leg<'a> {
    /// The Request-URI.
    pub request_uri: Uri<'a>,
    /// Who calls, as the callee is to see it; as the caller says it if none.
    pub from: Option<NameAddr<'a>>,
    /// Who is called; as the caller says it if none.
    pub to: Option<NameAddr<'a>>,
    /// Rows that are put in, such as a Route.
    pub rows: Option<&'a Rows>,
    /// Names of rows of the caller's that do not pass.
    pub without: &'a [&'a str],
    /// Where the INVITE goes.
    pub target: Target,
}

impl<'a> Leg<'a> {
    /// From and To and all else as the caller has them.
    #[must_use]
    pub const fn new(request_uri: Uri<'a>, target: Target) -> Self {
        Self { request_uri, from: None, to: None, rows: None, without: &[], target }
    }
}

impl B2bua {
    pub(super) fn on_incoming(&mut self, dialog: DialogId, request: Arc<Message>, source: Source) {
        // Another one would have it in a circle (RFC 7332 §3).
        let hops = request.get::<MaxForwards>().ok().flatten();
        let is_lost = hops.is_some_and(|MaxForwards(hops)| hops == 0);
        let judged = if is_lost { Err(StatusCode::TOO_MANY_HOPS) } else { self.replaced_by(&request) };
        let replaces = match judged {
            Ok(replaces) => replaces,
            Err(code) => {
                let _ = self.agent.answer(self.now, dialog, &Response::new(code), false);
                return;
            }
        };
        let bridge = Bridge { replaces, ..Bridge::new(dialog, &request) };
        // There is a dialog for each, whose number is limited.
        let Ok(id) = self.bridges.insert(bridge) else { return };
        let id = BridgeId(id);
        self.legs.insert(dialog.handle(), (id, Side::Caller));
        self.events.push_back(Event::Incoming {
            bridge: id,
            request,
            source,
            replaces: replaces.map(|it| it.leg),
        });
    }

    /// Refuses a call that is not answered, with these rows, such as a Reason or a Contact; an attempt that is under way is taken
    /// back.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] once it is answered, or for a status below 300.
    pub fn refuse(
        &mut self,
        now: Instant,
        bridge: BridgeId,
        code: StatusCode,
        rows: Option<&Rows>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let of = self.bridge(bridge).ok_or(UsageError::Gone)?;
        if !matches!(of.state, State::Routing | State::Connecting) || code.class() < 3 {
            return Err(UsageError::State);
        }
        let caller = of.caller;
        self.drop_attempts(bridge, None);
        let response = Response { rows, ..Response::new(code) };
        self.agent.answer(now, caller, &response, false)?;
        self.finish(bridge, None, Cause::Refused(code));
        Ok(())
    }
}

/// What a caller is told of an attempt that ended so, where nothing better is known: what is between us and the callee is none of
/// its business (RFC 3261 §16.7 as a guide).
#[must_use]
pub fn refusal(code: StatusCode) -> StatusCode {
    match code {
        // Where the callee is instead, who we are to it, and that it thinks us overloaded.
        StatusCode::UNAUTHORIZED | StatusCode::PROXY_AUTHENTICATION_REQUIRED => StatusCode::FORBIDDEN,
        StatusCode::SERVICE_UNAVAILABLE => StatusCode::SERVER_INTERNAL_ERROR,
        code if code.class() == 3 => StatusCode::TEMPORARILY_UNAVAILABLE,
        // What the two of us could not agree on.
        StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST
        | StatusCode::LOOP_DETECTED
        | StatusCode::BAD_EXTENSION
        | StatusCode::EXTENSION_REQUIRED
        | StatusCode::SESSION_INTERVAL_TOO_SMALL => StatusCode::SERVER_INTERNAL_ERROR,
        code => code,
    }
}
