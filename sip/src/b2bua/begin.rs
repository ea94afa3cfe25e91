//! A call that comes, and the attempts to connect it.

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;

use super::bridge::{Bridge, State};
use super::pass::{self, Body};
use super::{B2bua, BridgeId, Cause, Event, Side};
use crate::agent::{DialogId, Invite, UsageError};
use crate::endpoint::{Source, Target};
use crate::header::{From, MaxForwards, NameAddr, Supported, To};
use crate::message::{Response, Rows};
use crate::uri::Uri;
use crate::{Message, StatusCode, agent};

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
        if hops.is_some_and(|MaxForwards(hops)| hops == 0) {
            let response = Response::new(StatusCode::TOO_MANY_HOPS);
            let _ = self.agent.answer(self.now, dialog, &response, false);
            return;
        }
        let bridge = Bridge {
            caller: dialog,
            callee: None,
            attempt: None,
            timer: None,
            state: State::Routing,
            is_late: !agent::has_offer(&request),
            invite: Some(request.clone()),
            early: None,
            early_offer: None,
            awaits_ack: None,
            sdp: [Bytes::new(), Bytes::new()],
        };
        // There is a dialog for each, whose number is limited.
        let Ok(id) = self.bridges.insert(bridge) else { return };
        let id = BridgeId(id);
        self.legs.insert(dialog.handle(), (id, Side::Caller));
        self.events.push_back(Event::Incoming { bridge: id, request, source });
    }

    /// Tries to reach somebody for a call that came. What the caller has said to the callee passes, with its body; what is of its
    /// side alone does not. [`Event::AttemptFailed`] asks for the next.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] while an attempt is under way, or once the call is answered; or what the user
    /// agent says.
    pub fn connect(&mut self, now: Instant, bridge: BridgeId, leg: &Leg<'_>) -> Result<(), UsageError> {
        self.advance(now);
        let of = self.bridges.get(bridge.0).ok_or(UsageError::Gone)?;
        if of.state != State::Routing {
            return Err(UsageError::State);
        }
        let request = of.invite.as_ref().ok_or(UsageError::State)?;
        let mut rows = pass::rows_without(request, leg.without);
        if let Some(more) = leg.rows {
            rows.put_rows(more);
        }
        let body = Body::of(request);
        let (from, to) = (request.need::<From<'_>>(), request.need::<To<'_>>());
        let (Ok(from), Ok(to)) = (from, to) else { return Err(UsageError::State) };
        let hops = request.get::<MaxForwards>().ok().flatten().map_or(70, |MaxForwards(hops)| hops);
        let supports_reliable =
            request.all::<Supported<'_>>().flatten().any(|it| it.0.eq_ignore_ascii_case(b"100rel"));
        let invite = Invite {
            request_uri: leg.request_uri,
            from: leg.from.unwrap_or(from.addr),
            to: leg.to.unwrap_or(to.addr),
            rows: Some(&rows),
            content: body.as_ref().map(Body::content),
            max_forwards: u8::try_from(hops.saturating_sub(1)).unwrap_or(u8::MAX),
            // An offer in a reliable response that the caller cannot be given would have no answer.
            is_reliable: !of.is_late || supports_reliable,
        };
        let call = self.agent.invite(now, &invite, leg.target)?;
        self.attempts.insert(call.handle(), bridge);
        let timer = self.wheel.arm(self.now + self.config.ring_time(), bridge);
        let Some(of) = self.bridge_mut(bridge) else { return Ok(()) };
        of.attempt = Some(call);
        of.timer = Some(timer);
        of.state = State::Connecting;
        if let Some(body) = body {
            of.keep_sdp(Side::Callee, &body.octets);
        }
        Ok(())
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
        if matches!(of.state, State::Talking | State::AwaitsAnswer) || code.class() < 3 {
            return Err(UsageError::State);
        }
        let caller = of.caller;
        self.drop_attempt(bridge, None);
        let response = Response { rows, ..Response::new(code) };
        self.agent.answer(now, caller, &response, false)?;
        self.finish(bridge, None, Cause::Refused(code));
        Ok(())
    }

    /// Takes back the attempt that is under way.
    pub(super) fn drop_attempt(&mut self, bridge: BridgeId, rows: Option<&Rows>) {
        let Some(of) = self.bridge_mut(bridge) else { return };
        let timer = of.timer.take();
        let attempt = of.attempt.take();
        if let Some(timer) = timer {
            self.wheel.cancel(timer);
        }
        if let Some(call) = attempt {
            let _ = self.agent.cancel(self.now, call, rows);
        }
    }

    /// Nobody has answered for as long as it may ring.
    pub(super) fn on_unanswered(&mut self, bridge: BridgeId) {
        if let Some(of) = self.bridge_mut(bridge) {
            of.timer = None;
            self.drop_attempt(bridge, None);
            self.on_attempt_failed(bridge, StatusCode::REQUEST_TIMEOUT, None);
        }
    }

    pub(super) fn on_attempt_failed(
        &mut self,
        bridge: BridgeId,
        code: StatusCode,
        response: Option<Arc<Message>>,
    ) {
        let Some(of) = self.bridge_mut(bridge) else { return };
        of.attempt = None;
        (of.early, of.early_offer) = (None, None);
        of.state = State::Routing;
        let timer = of.timer.take();
        if let Some(timer) = timer {
            self.wheel.cancel(timer);
        }
        self.events.push_back(Event::AttemptFailed { bridge, code, response });
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
