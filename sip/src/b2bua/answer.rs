//! Ringing, early media, answer, ACK and PRACK.

use super::bridge::State;
use super::pass::{self, Body};
use super::{B2bua, BridgeId, Event, Side};
use crate::agent::{CallId, DialogId, UsageError};
use crate::endpoint::ServerId;
use crate::header::RSeq;
use crate::message::Response;
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
        if of.attempt != Some(call) || code == StatusCode::TRYING {
            return;
        }
        let caller = of.caller;
        let body = Body::of(response);
        if let Some(dialog) = dialog {
            of.early = Some(dialog);
            if wants_prack {
                of.early_offer = Some(dialog);
            }
            self.legs.insert(dialog.handle(), (bridge, Side::Callee));
        }
        let is_reliable =
            wants_prack || body.is_some() && response.get::<RSeq>().is_ok_and(|it| it.is_some());
        if let Some(body) = &body
            && let Some(of) = self.bridge_mut(bridge)
        {
            of.keep_sdp(Side::Caller, &body.octets);
        }
        if self.pass(caller, response, code, body.as_ref(), is_reliable).is_ok() {
            self.events.push_back(Event::Progress { bridge, code });
        }
    }

    /// Somebody has answered: the first is connected, all others are hung up.
    pub(super) fn on_answered(&mut self, call: CallId, dialog: DialogId, response: &Message) {
        let bridge = self.attempts.get(call.handle()).copied();
        let of = bridge.and_then(|id| Some((id, self.bridge_mut(id)?)));
        let Some((bridge, of)) = of.filter(|(_, of)| of.attempt == Some(call) && of.callee.is_none()) else {
            return self.turn_away(dialog);
        };
        let (caller, is_late, timer) = (of.caller, of.is_late, of.timer.take());
        of.callee = Some(dialog);
        of.invite = None;
        let early = Some(of.sdp[Side::Caller as usize].clone()).filter(|sdp| !sdp.is_empty() && !is_late);
        if let Some(timer) = timer {
            self.wheel.cancel(timer);
        }
        self.legs.insert(dialog.handle(), (bridge, Side::Callee));
        // What came in a provisional response that may be lost counts with the final one (RFC 3261 §13.2.1).
        let body = Body::of(response).or(early.map(Body::sdp));
        if let (Some(of), Some(body)) = (self.bridge_mut(bridge), &body) {
            of.keep_sdp(Side::Caller, &body.octets);
        }
        if self.pass(caller, response, StatusCode::OK, body.as_ref(), false).is_err() {
            return self.turn_away(dialog);
        }
        let state = if is_late && body.is_some() {
            State::AwaitsAnswer
        } else {
            let _ = self.agent.ack(self.now, dialog, None, None);
            State::Talking
        };
        if let Some(of) = self.bridge_mut(bridge) {
            of.state = state;
        }
        self.events.push_back(Event::Answered { bridge });
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
        let waiting = match of.state {
            State::AwaitsAnswer if side == Side::Caller => {
                of.state = State::Talking;
                of.callee
            }
            _ => of.awaits_ack.take(),
        };
        let Some(waiting) = waiting else { return };
        let body = Body::of(ack);
        if let Some(body) = &body {
            of.keep_sdp(side.other(), &body.octets);
        }
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
        let body = Body::of(prack);
        if let (Some(of), Some(body)) = (self.bridge_mut(bridge), &body) {
            of.keep_sdp(Side::Callee, &body.octets);
        }
        let _ = self.agent.prack(self.now, waiting, None, body.as_ref().map(Body::content));
    }

    /// Whether both sides are connected.
    #[must_use]
    pub fn is_answered(&self, bridge: BridgeId) -> bool {
        self.bridge(bridge).is_some_and(|of| of.callee.is_some())
    }
}
