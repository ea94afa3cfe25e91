//! A call that takes the place of one side of another (RFC 3891): of one that talks, or of one that still rings.

use std::time::Instant;

use super::answer::elsewhere;
use super::body::Body;
use super::bridge::State;
use super::meet::Meeting;
use super::relay::Relay;
use super::{B2bua, BridgeId, Cause, Event, Side, pass, refusal};
use crate::agent::{DialogId, UsageError, replaces_of};
use crate::header::Replaces;
use crate::message::{Response, Rows};
use crate::{Message, Method, StatusCode};

/// Whose place a call is to take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Replaced {
    /// The side of another call.
    pub(super) leg: (BridgeId, Side),
    /// Who is there.
    dialog: DialogId,
}

/// What is waited for when somebody has taken a call that rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taking {
    /// The caller's ACK, with the answer for who has taken it.
    CallersAnswer,
    /// The ACK of who has taken it, with the answer for the caller.
    TakersAnswer,
    /// The same ACK, behind which he is asked for an answer for the caller.
    TakersAck,
    /// His answer.
    Asked,
}

impl B2bua {
    /// Whose place a call is to take; or what it is answered with (RFC 3891 §3).
    ///
    /// A dialog may be named as whoever is at its other end knows it: in what we have made of a REFER for him (RFC 5589 §7). Then it is
    /// the side behind it whose place is to be taken.
    pub(super) fn replaced_by(&self, request: &Message) -> Result<Option<Replaced>, StatusCode> {
        if !self.config.agent().supports(b"replaces") {
            return Ok(None);
        }
        let Some(replaces) = replaces_of(request)? else { return Ok(None) };
        let Replaces { call_id, to_tag, from_tag, .. } = replaces;
        let unknown = StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST;
        let ours = self.agent.find_dialog(call_id, to_tag, from_tag);
        let theirs = || {
            let (bridge, side) = self.leg_of(self.agent.find_dialog(call_id, from_tag, to_tag)?)?;
            self.bridge(bridge)?.leg(side.other())
        };
        let dialog = ours.or_else(theirs).ok_or(unknown)?;
        self.agent.judge_replaced(dialog, &replaces)?;
        Ok(Some(Replaced { leg: self.leg_of(dialog).ok_or(unknown)?, dialog }))
    }

    /// Lets a call take the place of the side of another that [`Event::Incoming`] has told with it. Whether whoever asks may do that is
    /// for the owner to judge first (RFC 3891 §3, §8).
    ///
    /// Of a call that talks the side that stays is asked by an INVITE for the answer to the new offer; with that the new call is answered,
    /// the side that is replaced gets a BYE, and [`Event::Replaced`] tells it. If the side that stays refuses, the new call is refused, and
    /// the other goes on as it was. Of a call that rings the callee is replaced: it gets a CANCEL, and the caller is answered
    /// ([`Event::Answered`]) once the two that now talk have agreed.
    ///
    /// # Errors
    /// [`UsageError::Gone`] if either call is over; [`UsageError::State`] if this one is not to take any place or does so already, or if
    /// neither it nor a caller that still hears it ring has made an offer; [`UsageError::Pending`] while the other call is being changed.
    pub fn replace(&mut self, now: Instant, bridge: BridgeId) -> Result<(), UsageError> {
        self.advance(now);
        let of = self.bridge(bridge).ok_or(UsageError::Gone)?;
        let replaced = of.replaces.filter(|_| of.state == State::Routing).ok_or(UsageError::State)?;
        let Replaced { leg: (old, side), dialog } = replaced;
        let other = self.bridge(old).filter(|_| self.leg_of(dialog) == Some((old, side)));
        let other = other.ok_or(UsageError::Gone)?;
        match other.state {
            State::Talking if other.meeting.is_none() => self.ask_for(bridge, old, side),
            State::Connecting if side == Side::Callee && other.early_offer.is_none() => {
                self.take_ringing(bridge, old)
            }
            _ => Err(UsageError::Pending),
        }
    }

    /// Asks the side that stays for what the new call is to be answered.
    fn ask_for(&mut self, by: BridgeId, old: BridgeId, side: Side) -> Result<(), UsageError> {
        let stays = self.bridge(old).and_then(|of| of.leg(side.other())).ok_or(UsageError::Gone)?;
        let request = self.bridge(by).and_then(|of| of.invite.as_deref()).ok_or(UsageError::State)?;
        let (rows, body) = (pass::rows(request), Body::of(request));
        let is_late = body.is_none();
        let before = self.bridge_mut(old).map(|of| std::mem::replace(&mut of.has_changed, true));
        match self.ask(stays, Method::INVITE, &rows, body) {
            Ok(id) => {
                self.relays.insert(id.handle(), Relay::Replace { bridge: old, side, by, is_late });
                if let Some(of) = self.bridge_mut(by) {
                    of.state = State::Connecting;
                }
                Ok(())
            }
            Err(error) => {
                if let (Some(of), Some(before)) = (self.bridge_mut(old), before) {
                    of.has_changed = before;
                }
                Err(error)
            }
        }
    }

    /// The side that stays has said something. Gives whether its 2xx is to wait for the ACK of the new call.
    pub(super) fn on_replace_response(
        &mut self,
        (old, side): (BridgeId, Side),
        by: BridgeId,
        is_late: bool,
        stays: DialogId,
        code: StatusCode,
        response: &Message,
    ) -> bool {
        if code.is_provisional() {
            return false;
        }
        if !code.is_success() {
            self.refuse_replacing(by, refusal(code));
            return false;
        }
        let is_there = self.bridge(old).is_some_and(|of| of.leg(side.other()) == Some(stays));
        let newcomer = self.bridge(by).map(|of| of.caller).filter(|_| is_there);
        let body = Body::of(response);
        let waits = is_late && body.is_some();
        if let Some(newcomer) = newcomer {
            let said = self.say(newcomer, body.clone());
            if self.pass(newcomer, response, StatusCode::OK, said.as_ref(), false).is_ok() {
                self.move_in(old, side, by);
                if let Some(of) = self.bridge_mut(old).filter(|_| waits) {
                    of.awaits_ack = Some(stays);
                }
                return waits;
            }
        }
        self.refuse_replacing(by, StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        // Who stays has agreed with one who is gone: it is to agree with its old side again.
        let Some(of) = self.bridge_mut(old).filter(|_| is_there) else { return false };
        let (from, offer) = if waits { (side.other(), body) } else { (side, None) };
        of.meeting = Some(Meeting::new(from, offer));
        self.meet(old);
        waits
    }

    /// Refuses a call that cannot take the place of another.
    pub(super) fn refuse_replacing(&mut self, by: BridgeId, code: StatusCode) {
        let Some(caller) = self.bridge(by).map(|of| of.caller) else { return };
        let _ = self.agent.answer(self.now, caller, &Response::new(code), false);
        self.finish(by, None, Cause::Refused(code));
    }

    /// The new call's caller becomes a side of the old call, and who was that is hung up.
    fn move_in(&mut self, old: BridgeId, side: Side, by: BridgeId) {
        let Some(new) = self.bridges.remove(by.0) else { return };
        let newcomer = new.caller;
        let Some(of) = self.bridge_mut(old) else { return };
        let [said, _] = new.said;
        of.said[side as usize] = said;
        let left = match side {
            Side::Caller => Some(std::mem::replace(&mut of.caller, newcomer)),
            Side::Callee => of.callee.replace(newcomer),
        };
        self.legs.insert(newcomer.handle(), (old, side));
        if let Some(left) = left {
            self.legs.remove(left.handle());
            self.end_leg(left, None);
        }
        self.events.push_back(Event::Replaced { bridge: old, side, by });
    }

    /// Somebody takes a call that rings: he and the caller are to agree, each of whom may have made an offer.
    fn take_ringing(&mut self, by: BridgeId, old: BridgeId) -> Result<(), UsageError> {
        let (new, of) = (self.bridge(by).ok_or(UsageError::Gone)?, self.bridge(old).ok_or(UsageError::Gone)?);
        let (taker, caller, has_voice) = (new.caller, of.caller, of.voice.is_some());
        let theirs = new.invite.as_deref().and_then(Body::of);
        let callers = of.invite.as_deref().and_then(Body::of);
        match (theirs, callers) {
            (Some(offer), None) if !has_voice => {
                self.answer_with(caller, &offer)?;
                if let Some(of) = self.bridge_mut(old) {
                    of.invite = None;
                    of.keep(Side::Caller, &offer);
                }
                self.take(by, old, Taking::CallersAnswer);
            }
            (None, Some(offer)) => {
                self.answer_with(taker, &offer)?;
                self.take(by, old, Taking::TakersAnswer);
                self.keep_for_taker(old, &offer);
            }
            (Some(offer), Some(_)) => {
                let idle = offer.idle_answer().ok_or(UsageError::State)?;
                self.answer_with(taker, &idle)?;
                self.take(by, old, Taking::TakersAck);
                self.keep_for_taker(old, &idle);
            }
            _ => return Err(UsageError::State),
        }
        Ok(())
    }

    fn keep_for_taker(&mut self, bridge: BridgeId, body: &Body) {
        if let Some(of) = self.bridge_mut(bridge) {
            of.keep(Side::Callee, body);
        }
    }

    /// The caller of one call is the callee of the other, and nobody rings there any more.
    fn take(&mut self, by: BridgeId, old: BridgeId, taking: Taking) {
        self.drop_attempts(old, Some(&elsewhere()));
        self.move_in(old, Side::Callee, by);
        if let Some(of) = self.bridge_mut(old) {
            of.early = None;
            of.state = State::Taking(taking);
            of.has_changed = true;
        }
    }

    /// What was waited for has come.
    pub(super) fn on_taking_acknowledged(
        &mut self,
        bridge: BridgeId,
        side: Side,
        taking: Taking,
        ack: &Message,
    ) {
        let body = Body::of(ack);
        let Some(of) = self.bridge(bridge) else { return };
        let Some(taker) = of.callee else { return };
        match (taking, side, body) {
            (Taking::CallersAnswer, Side::Caller, Some(body)) => {
                let answered = self.answer_with(taker, &body);
                self.keep_for_taker(bridge, &body);
                self.taken(bridge, answered);
            }
            (Taking::TakersAnswer, Side::Callee, Some(body)) => {
                let answered = self.answer_caller_as_taken(bridge, &body);
                self.taken(bridge, answered);
            }
            (Taking::TakersAck, Side::Callee, _) => {
                let offer = of.invite.as_deref().and_then(Body::of);
                match self.ask(taker, Method::INVITE, &Rows::new(), offer) {
                    Ok(id) => {
                        self.relays.insert(id.handle(), Relay::Take { bridge });
                        if let Some(of) = self.bridge_mut(bridge) {
                            of.state = State::Taking(Taking::Asked);
                        }
                    }
                    Err(_) => self.give_up(bridge),
                }
            }
            // An ACK that has no answer is the end of it.
            (Taking::CallersAnswer, Side::Caller, None) | (Taking::TakersAnswer, Side::Callee, None) => {
                self.give_up(bridge);
            }
            _ => {}
        }
    }

    /// Who has taken the call has answered the caller's offer, or has not.
    pub(super) fn on_take_response(&mut self, bridge: BridgeId, code: StatusCode, response: &Message) {
        if code.is_provisional() || self.bridge(bridge).is_none() {
            return;
        }
        match Body::of(response).filter(|_| code.is_success()) {
            Some(body) => {
                let answered = self.answer_caller_as_taken(bridge, &body);
                self.taken(bridge, answered);
            }
            None => self.give_up(bridge),
        }
    }

    /// The caller is answered; if it has heard somebody else before, both are asked to agree anew behind its ACK.
    fn answer_caller_as_taken(&mut self, bridge: BridgeId, body: &Body) -> Result<(), UsageError> {
        let of = self.bridge_mut(bridge).ok_or(UsageError::Gone)?;
        let caller = of.caller;
        let early = of.voice.and(of.said(Side::Caller)).cloned();
        if early.is_some() {
            of.meeting = Some(Meeting::new(Side::Callee, None));
        }
        of.invite = None;
        let body = early.unwrap_or_else(|| body.clone());
        of.keep(Side::Caller, &body);
        self.answer_with(caller, &body)
    }

    fn answer_with(&mut self, dialog: DialogId, body: &Body) -> Result<(), UsageError> {
        let mut rows = Rows::new();
        body.put(&mut rows);
        let response = Response { rows: Some(&rows), body: &body.octets, ..Response::new(StatusCode::OK) };
        self.agent.answer(self.now, dialog, &response, false)
    }

    fn taken(&mut self, bridge: BridgeId, answered: Result<(), UsageError>) {
        match (answered, self.bridge_mut(bridge)) {
            (Ok(()), Some(of)) => {
                of.state = State::Talking;
                self.events.push_back(Event::Answered { bridge, leg: None });
            }
            _ => self.give_up(bridge),
        }
    }
}
