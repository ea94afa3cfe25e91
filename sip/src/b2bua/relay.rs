//! What one side asks within the session goes to the other.

use super::body::Body;
use super::bridge::State;
use super::{B2bua, BridgeId, Side, pass};
use crate::agent::{DialogId, UsageError};
use crate::endpoint::{ClientId, ServerId};
use crate::message::{Response, Rows};
use crate::{Message, Method, StatusCode};

/// What a request of ours brings from one side to the other.
#[derive(Clone, Copy, Debug)]
pub(super) enum Relay {
    /// An INVITE within this dialog, which is to be answered so.
    Invite { bridge: BridgeId, asker: DialogId, is_late: bool },
    /// Another request, which is to be answered so.
    Request { asker: ServerId, dialog: DialogId },
    /// The same, as an INVITE where the other side takes no UPDATE.
    Update { asker: ServerId, dialog: DialogId },
    /// None: an INVITE that refreshes the session.
    Refresh,
    /// An answer for another call, which then takes this side of this one.
    Replace { bridge: BridgeId, side: Side, by: BridgeId, is_late: bool },
    /// An answer for the caller, of somebody who has taken its call.
    Take { bridge: BridgeId },
    /// An offer of this side's for the other.
    Fetch { bridge: BridgeId },
    /// The answer to that.
    Bring { bridge: BridgeId },
}

impl B2bua {
    /// One side changes the session.
    pub(super) fn on_reinvite(&mut self, asker: DialogId, request: &Message) {
        let Some((bridge, other)) = self.other(asker) else {
            return self.refuse_change(asker, StatusCode::REQUEST_PENDING);
        };
        let body = Body::of(request);
        let is_late = body.is_none();
        let rows = pass::rows(request);
        match self.ask(other, Method::INVITE, &rows, body) {
            Ok(id) => self.relays.insert(id.handle(), Relay::Invite { bridge, asker, is_late }),
            Err(UsageError::Pending) => self.refuse_change(asker, StatusCode::REQUEST_PENDING),
            Err(_) => self.refuse_change(asker, StatusCode::SERVER_INTERNAL_ERROR),
        }
    }

    /// One side asks anything else within the session.
    pub(super) fn on_request(&mut self, asker: DialogId, id: ServerId, request: &Message) {
        let Some((bridge, other)) = self.other(asker) else {
            return self.refuse_request(id, StatusCode::REQUEST_PENDING);
        };
        let method = request.method().unwrap_or(Method::INFO);
        let (body, mut rows) = (Body::of(request), pass::rows(request));
        match method {
            Method::REFER => {
                rows = self.referred(request, rows);
                self.keep_referral(bridge, asker, other, request);
            }
            Method::NOTIFY | Method::SUBSCRIBE => rows = self.of_referral(bridge, asker, request, rows),
            _ => {}
        }
        let by_invite = method == Method::UPDATE && !self.agent.allows_update(other);
        let sent = if by_invite { Method::INVITE } else { method };
        match self.ask(other, sent, &rows, body) {
            Ok(of) if by_invite => {
                self.relays.insert(of.handle(), Relay::Update { asker: id, dialog: asker });
            }
            Ok(of) => self.relays.insert(of.handle(), Relay::Request { asker: id, dialog: asker }),
            Err(UsageError::Pending) => self.refuse_request(id, StatusCode::REQUEST_PENDING),
            Err(_) => self.refuse_request(id, StatusCode::SERVER_INTERNAL_ERROR),
        }
    }

    /// A response to a request of ours within a dialog.
    pub(super) fn on_response(&mut self, dialog: DialogId, id: ClientId, response: &Message) {
        let Some(code) = response.status().map(|status| status.code) else { return };
        let Some(relay) = self.relays.get(id.handle()).copied() else { return };
        if code.is_final() {
            self.relays.remove(id.handle());
        }
        // Whether nothing is left to be acknowledged here.
        let is_acked = match relay {
            Relay::Invite { bridge, asker, is_late } => {
                self.on_reinvite_response(bridge, asker, is_late, dialog, code, response)
            }
            Relay::Request { asker, dialog } => {
                self.pass_response(asker, dialog, code, response);
                true
            }
            Relay::Update { asker, dialog } => {
                if code.is_final() {
                    self.pass_response(asker, dialog, code, response);
                }
                false
            }
            Relay::Refresh => false,
            Relay::Replace { bridge, side, by, is_late } => {
                self.on_replace_response((bridge, side), by, is_late, dialog, code, response)
            }
            Relay::Take { bridge } => {
                self.on_take_response(bridge, code, response);
                false
            }
            Relay::Fetch { bridge } => self.on_fetched(bridge, code, response),
            Relay::Bring { bridge } => {
                self.on_brought(bridge, code, response);
                false
            }
        };
        if code.is_success() && !is_acked {
            let _ = self.agent.ack(self.now, dialog, None, None);
        }
    }

    /// Gives whether the ACK is to wait for that of the side that asked.
    fn on_reinvite_response(
        &mut self,
        bridge: BridgeId,
        asker: DialogId,
        is_late: bool,
        dialog: DialogId,
        code: StatusCode,
        response: &Message,
    ) -> bool {
        if code == StatusCode::TRYING {
            return false;
        }
        let body = self.say(asker, Body::of(response));
        let waits = is_late && body.is_some() && code.is_success();
        if self.pass(asker, response, code, body.as_ref(), false).is_ok()
            && waits
            && let Some(of) = self.bridge_mut(bridge)
        {
            of.awaits_ack = Some(dialog);
            return true;
        }
        false
    }

    /// There is no response to a request of ours within a dialog, and will be none.
    pub(super) fn on_request_failed(&mut self, id: ClientId) {
        match self.relays.remove(id.handle()) {
            Some(Relay::Invite { asker, .. }) => self.refuse_change(asker, StatusCode::REQUEST_TIMEOUT),
            // Nobody waits for a 408 to another request than INVITE (RFC 4320 §4.2).
            Some(Relay::Request { asker, .. } | Relay::Update { asker, .. }) => {
                self.refuse_request(asker, StatusCode::SERVER_TIMEOUT);
            }
            Some(Relay::Replace { by, .. }) => self.refuse_replacing(by, StatusCode::REQUEST_TIMEOUT),
            Some(Relay::Take { bridge } | Relay::Fetch { bridge } | Relay::Bring { bridge }) => {
                self.give_up(bridge);
            }
            Some(Relay::Refresh) | None => {}
        }
    }

    /// Refreshes a session with a side that takes no UPDATE: with what it was told last (RFC 4028 §7.4).
    pub(super) fn on_refresh(&mut self, dialog: DialogId) {
        let Some((bridge, side)) = self.leg_of(dialog) else { return };
        let Some(of) = self.bridge(bridge).filter(|of| of.state == State::Talking) else { return };
        let body = of.said(side).cloned();
        if let Ok(id) = self.ask(dialog, Method::INVITE, &Rows::new(), body) {
            self.relays.insert(id.handle(), Relay::Refresh);
        }
    }

    /// Sends a request to one side, and keeps what it is told of the session.
    pub(super) fn ask(
        &mut self,
        dialog: DialogId,
        method: Method<'_>,
        rows: &Rows,
        body: Option<Body>,
    ) -> Result<ClientId, UsageError> {
        let is_told = method == Method::INVITE || method == Method::UPDATE;
        let leg = self.leg_of(dialog).filter(|_| is_told);
        let of = leg.and_then(|(bridge, side)| Some((self.bridge(bridge)?, side)));
        let body = match (of, body) {
            (Some((of, side)), Some(body)) => Some(of.worded(side, body)),
            (_, body) => body,
        };
        let content = body.as_ref().map(Body::content);
        let id = self.agent.request(self.now, dialog, method, Some(rows), content)?;
        if let (Some((bridge, side)), Some(body)) = (leg, &body)
            && let Some(of) = self.bridge_mut(bridge)
        {
            of.keep(side, body);
        }
        Ok(id)
    }

    /// The other side of a dialog, if it can be asked.
    fn other(&self, dialog: DialogId) -> Option<(BridgeId, DialogId)> {
        let (bridge, side) = self.leg_of(dialog)?;
        Some((bridge, self.bridge(bridge)?.leg(side.other())?))
    }

    fn pass_response(&mut self, asker: ServerId, dialog: DialogId, code: StatusCode, response: &Message) {
        let (mut rows, mut body) = (pass::rows(response), Body::of(response));
        if code.is_success() && body.as_ref().is_some_and(Body::is_sdp) {
            body = self.say(dialog, body);
        }
        if let Some(body) = &body {
            body.put(&mut rows);
        }
        let reason_phrase = response.status().map(|status| status.reason_phrase).unwrap_or_default();
        let body = body.as_ref().map(|body| &body.octets[..]).unwrap_or_default();
        let answer = Response { code, reason_phrase, rows: Some(&rows), body };
        let _ = self.agent.respond(self.now, asker, &answer);
    }

    fn refuse_change(&mut self, dialog: DialogId, code: StatusCode) {
        let _ = self.agent.answer(self.now, dialog, &Response::new(code), false);
    }

    fn refuse_request(&mut self, id: ServerId, code: StatusCode) {
        let _ = self.agent.respond(self.now, id, &Response::new(code));
    }

    /// The side of a dialog, for those that ask who did what.
    pub(super) fn side_of(&self, dialog: DialogId) -> Option<Side> {
        self.leg_of(dialog).map(|(_, side)| side)
    }
}
