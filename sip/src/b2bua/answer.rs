//! Ringing, early media, answer, ACK and PRACK.

use super::body::Body;
use super::bridge::State;
use super::meet::Meeting;
use super::{B2bua, BridgeId, Event, Side, pass};
use crate::agent::{CallId, DialogId, UsageError};
use crate::endpoint::ServerId;
use crate::header::RSeq;
use crate::message::{Response, Rows};
use crate::{Message, StatusCode};

impl B2bua {
    /// The attempt that is under way says how it gets on: so does the caller's INVITE.
    pub(super) fn on_progress(
        &mut self,
        call: CallId,
        dialog: Option<DialogId>,
        response: &Message,
        wants_prack: bool,
    ) {
        let Some(bridge) = self.attempts.get(call.handle()).copied() else { return };
        let Some(code) = response.status().map(|status| status.code) else { return };
        let Some(of) = self.bridge_mut(bridge) else { return };
        if code == StatusCode::TRYING || !of.attempts.iter().any(|attempt| attempt.call == call) {
            return;
        }
        let caller = of.caller;
        let is_heard = of.voice.is_none_or(|voice| Some(voice) == dialog);
        // Of several that make the offer none can be given to the caller before it has answered.
        let body = Body::of(response).filter(|_| is_heard && (of.is_alone || !of.is_late));
        if body.is_some() {
            of.voice = of.voice.or(dialog);
        }
        if let Some(dialog) = dialog {
            if is_heard {
                of.early = Some(dialog);
            }
            if wants_prack {
                of.early_offer = Some(dialog);
            }
            self.legs.insert(dialog.handle(), (bridge, Side::Callee));
        }
        let is_reliable =
            wants_prack || body.is_some() && response.get::<RSeq>().is_ok_and(|it| it.is_some());
        let body = self.say(caller, body);
        if self.pass(caller, response, code, body.as_ref(), is_reliable).is_ok() {
            self.events.push_back(Event::Progress { bridge, code });
        }
    }

    /// Somebody has answered: the first is connected, all others are taken back or hung up.
    pub(super) fn on_answered(&mut self, call: CallId, dialog: DialogId, response: &Message) {
        let bridge = self.attempts.get(call.handle()).copied();
        let of = bridge.and_then(|id| Some((id, self.bridge_mut(id)?)));
        let is_open = |of: &super::bridge::Bridge| of.state == State::Connecting && of.callee.is_none();
        let Some((bridge, of)) = of.filter(|(_, of)| is_open(of)) else { return self.turn_away(dialog) };
        let Some(at) = of.attempts.iter().position(|attempt| attempt.call == call) else {
            return self.turn_away(dialog);
        };
        let place = of.attempts.remove(at).place;
        of.callee = Some(dialog);
        let is_late = of.is_late;
        let is_heard = of.voice.is_none_or(|voice| voice == dialog);
        self.legs.insert(dialog.handle(), (bridge, Side::Callee));
        self.drop_attempts(bridge, Some(&elsewhere()));
        let body = Body::of(response);
        let (passes, left) = if is_heard { (body, None) } else { (None, body) };
        if self.answer_caller(bridge, response, passes.clone()).is_err() {
            return self.turn_away(dialog);
        }
        let is_pending = is_late && passes.or(left.clone()).is_some();
        if !is_pending {
            let _ = self.agent.ack(self.now, dialog, None, None);
        }
        let Some(of) = self.bridge_mut(bridge) else { return };
        of.state = if is_pending && is_heard { State::AwaitsAnswer } else { State::Talking };
        if !is_heard {
            of.meeting = Some(Meeting::new(Side::Callee, left.filter(|_| is_late)));
        }
        self.events.push_back(Event::Answered { bridge, leg: Some(place) });
    }

    /// Answers the caller with 2xx. What it was told in a provisional response that may be lost counts with it (RFC 3261 §13.2.1).
    pub(super) fn answer_caller(
        &mut self,
        bridge: BridgeId,
        response: &Message,
        body: Option<Body>,
    ) -> Result<(), UsageError> {
        let of = self.bridge_mut(bridge).ok_or(UsageError::Gone)?;
        of.invite = None;
        let caller = of.caller;
        let early = of.said(Side::Caller).filter(|_| !of.is_late).cloned();
        let body = match body {
            Some(body) => Some(of.say(Side::Caller, body)),
            None => early,
        };
        self.pass(caller, response, StatusCode::OK, body.as_ref(), false)
    }

    /// Hangs up on somebody that nobody waits for.
    fn turn_away(&mut self, dialog: DialogId) {
        self.legs.remove(dialog.handle());
        let _ = self.agent.ack(self.now, dialog, None, None);
        let _ = self.agent.bye(self.now, dialog, None);
    }

    /// Answers the INVITE of a dialog as the other side has answered.
    pub(super) fn pass(
        &mut self,
        dialog: DialogId,
        response: &Message,
        code: StatusCode,
        body: Option<&Body>,
        is_reliable: bool,
    ) -> Result<(), UsageError> {
        let mut rows = pass::rows(response);
        if let Some(body) = body {
            body.put(&mut rows);
        }
        let reason_phrase = response.status().map(|status| status.reason_phrase).unwrap_or_default();
        let body = body.map(|body| &body.octets[..]).unwrap_or_default();
        let answer = Response { code, reason_phrase, rows: Some(&rows), body };
        match self.agent.answer(self.now, dialog, &answer, is_reliable) {
            // This side knows nothing of PRACK: what the other side has acknowledged is told as ever.
            Err(UsageError::Unsupported) => self.agent.answer(self.now, dialog, &answer, false),
            answered => answered,
        }
    }

    /// Our 2xx was acknowledged: with the answer to the other side's offer, if that was late.
    pub(super) fn on_acknowledged(&mut self, dialog: DialogId, ack: &Message) {
        let Some((bridge, side)) = self.leg_of(dialog) else { return };
        let Some(of) = self.bridge_mut(bridge) else { return };
        if let State::Taking(taking) = of.state {
            return self.on_taking_acknowledged(bridge, side, taking, ack);
        }
        if side == Side::Caller && of.meeting.as_ref().is_some_and(|meeting| meeting.is_to_begin()) {
            return self.meet(bridge);
        }
        let waiting = match of.state {
            State::AwaitsAnswer if side == Side::Caller => {
                of.state = State::Talking;
                of.callee
            }
            _ => of.awaits_ack.take(),
        };
        let Some(waiting) = waiting else { return };
        let body = self.say(waiting, Body::of(ack));
        let _ = self.agent.ack(self.now, waiting, None, body.as_ref().map(Body::content));
    }

    /// The caller has acknowledged a reliable response: with the answer to the callee's offer, if it had one.
    pub(super) fn on_pracked(&mut self, dialog: DialogId, prack: &Message, id: Option<ServerId>) {
        if let Some(id) = id {
            // Another offer, while the session is being made: the other side may not take it as what it has answered.
            let response = Response::new(StatusCode::NOT_ACCEPTABLE_HERE);
            let _ = self.agent.respond(self.now, id, &response);
        }
        let Some((bridge, Side::Caller)) = self.leg_of(dialog) else { return };
        let Some(waiting) = self.bridge_mut(bridge).and_then(|of| of.early_offer.take()) else { return };
        let body = self.say(waiting, Body::of(prack));
        let _ = self.agent.prack(self.now, waiting, None, body.as_ref().map(Body::content));
    }

    /// Whether both sides are connected.
    #[must_use]
    pub fn is_answered(&self, bridge: BridgeId) -> bool {
        self.bridge(bridge).is_some_and(|of| matches!(of.state, State::Talking | State::AwaitsAnswer))
    }
}

/// What whoever still rings is told when another has the call (RFC 3326).
pub(super) fn elsewhere() -> Rows {
    let mut rows = Rows::new();
    rows.put_text("Reason", b"SIP;cause=200;text=\"Call completed elsewhere\"");
    rows
}
