//! The attempts to connect a call: several at once, or one after another.

use std::slice;
use std::sync::Arc;
use std::time::Instant;

use super::body::Body;
use super::bridge::{Attempt, State};
use super::{B2bua, BridgeId, Event, Leg, Side, Timer, pass};
use crate::agent::{CallId, Invite, UsageError};
use crate::header::{From, MaxForwards, Supported, To};
use crate::message::Rows;
use crate::{Message, StatusCode};

impl B2bua {
    /// Tries to reach somebody for a call that came. What the caller has said to the callee passes, with its body; what is of its
    /// side alone does not. [`Event::AttemptFailed`] asks for the next.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] while an attempt is under way, or once the call is answered; or what the user
    /// agent says.
    pub fn connect(&mut self, now: Instant, bridge: BridgeId, leg: &Leg<'_>) -> Result<(), UsageError> {
        self.ring(now, bridge, slice::from_ref(leg))
    }

    /// Tries to reach several at once. The first that answers is connected; the others are taken back, and who answers all the same is
    /// hung up. When all have failed, or at once by a 6xx, [`Event::AttemptFailed`] has the best of their responses as a proxy finds it
    /// (RFC 3261 §16.7, step 6); [`Event::LegFailed`] tells of each before.
    ///
    /// The caller hears the early media of one: of the first that has any, also of those whom a proxy behind us rings. If another answers,
    /// both are asked to agree anew as soon as the caller has acknowledged. Provisional responses of several are not asked for reliably
    /// (RFC 3262), and without an offer of the caller's theirs have no media.
    ///
    /// # Errors
    /// As of [`Self::connect`], and [`UsageError::Full`] for more than [`Config::max_legs`](super::Config::max_legs). One that cannot
    /// be sent counts as 503, as long as another can.
    pub fn ring(&mut self, now: Instant, bridge: BridgeId, legs: &[Leg<'_>]) -> Result<(), UsageError> {
        self.advance(now);
        let of = self.bridges.get(bridge.0).ok_or(UsageError::Gone)?;
        if of.state != State::Routing || legs.is_empty() {
            return Err(UsageError::State);
        }
        if legs.len() > self.config.max_legs() {
            return Err(UsageError::Full);
        }
        let is_alone = legs.len() == 1;
        let (mut attempts, mut unsent) = (Vec::with_capacity(legs.len()), Vec::new());
        for (place, leg) in legs.iter().enumerate() {
            match self.attempt(bridge, leg, is_alone) {
                Ok(call) => attempts.push(Attempt { call, place }),
                Err(error) => unsent.push((place, error)),
            }
        }
        if let (true, Some((_, error))) = (attempts.is_empty(), unsent.first()) {
            return Err(*error);
        }
        let timer = self.wheel.arm(self.now + self.config.ring_time(), Timer::Ring(bridge));
        let Some(of) = self.bridges.get_mut(bridge.0) else { return Ok(()) };
        (of.attempts, of.is_alone, of.timer, of.state) = (attempts, is_alone, Some(timer), State::Connecting);
        if let Some(body) = of.invite.as_deref().and_then(Body::of) {
            of.say(Side::Callee, body);
        }
        for (place, _) in unsent {
            self.note_failure(bridge, place, StatusCode::SERVICE_UNAVAILABLE, None);
        }
        Ok(())
    }

    /// Sends the INVITE of one.
    fn attempt(&mut self, bridge: BridgeId, leg: &Leg<'_>, is_alone: bool) -> Result<CallId, UsageError> {
        let of = self.bridges.get(bridge.0).ok_or(UsageError::Gone)?;
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
            is_reliable: is_alone && of.voice.is_none() && (!of.is_late || supports_reliable),
        };
        let call = self.agent.invite(self.now, &invite, leg.target)?;
        self.attempts.insert(call.handle(), bridge);
        Ok(call)
    }

    /// An attempt has ended without an answer.
    pub(super) fn on_refused(&mut self, call: CallId, code: StatusCode, response: Option<Arc<Message>>) {
        let Some(bridge) = self.attempts.remove(call.handle()) else { return };
        let Some(of) = self.bridge_mut(bridge) else { return };
        let Some(at) = of.attempts.iter().position(|attempt| attempt.call == call) else { return };
        let Attempt { place, .. } = of.attempts.remove(at);
        self.note_failure(bridge, place, code, response);
        // Nobody else may answer behind a 6xx (RFC 3261 §16.7, step 5).
        if code.class() == 6 || self.bridge(bridge).is_some_and(|of| of.attempts.is_empty()) {
            self.on_all_failed(bridge);
        }
    }

    fn note_failure(
        &mut self,
        bridge: BridgeId,
        leg: usize,
        code: StatusCode,
        response: Option<Arc<Message>>,
    ) {
        let Some(of) = self.bridge_mut(bridge) else { return };
        match response {
            Some(response) => of.best.add(code, response),
            None => of.best.add_local(code),
        }
        if !of.is_alone {
            self.events.push_back(Event::LegFailed { bridge, leg, code });
        }
    }

    /// Nobody has answered for as long as it may ring.
    pub(super) fn on_unanswered(&mut self, bridge: BridgeId) {
        let Some(of) = self.bridge_mut(bridge) else { return };
        of.timer = None;
        let places: Vec<_> = of.attempts.iter().map(|attempt| attempt.place).collect();
        for place in places {
            self.note_failure(bridge, place, StatusCode::REQUEST_TIMEOUT, None);
        }
        self.on_all_failed(bridge);
    }

    /// Nobody answers.
    fn on_all_failed(&mut self, bridge: BridgeId) {
        self.drop_attempts(bridge, None);
        let Some(of) = self.bridge_mut(bridge) else { return };
        (of.early, of.early_offer) = (None, None);
        of.state = State::Routing;
        let best = std::mem::take(&mut of.best).into_best();
        let (code, response) = best.unwrap_or((StatusCode::REQUEST_TIMEOUT, None));
        self.events.push_back(Event::AttemptFailed { bridge, code, response });
    }

    /// Takes back the attempts that are under way.
    pub(super) fn drop_attempts(&mut self, bridge: BridgeId, rows: Option<&Rows>) {
        let Some(of) = self.bridge_mut(bridge) else { return };
        let timer = of.timer.take();
        let attempts = std::mem::take(&mut of.attempts);
        if let Some(timer) = timer {
            self.wheel.cancel(timer);
        }
        for Attempt { call, .. } in attempts {
            let _ = self.agent.cancel(self.now, call, rows);
        }
    }
}
