//! INVITE that came: at the beginning of a session, and in it (RFC 3261 §13.3, §14.2).

use std::sync::Arc;
use std::time::Instant;

use super::check::retry_after;
use super::session::{Peer, Progress, Session};
use super::update::{Offer, has_offer, has_sdp};
use super::{DialogId, EndReason, Event, UsageError, UserAgent};
use crate::endpoint::{ServerId, Source, Target};
use crate::header::{HeaderName, Replaces};
use crate::message::{Identity, Response};
use crate::{Dialog, Message, StatusCode};

impl UserAgent {
    /// An INVITE came that belongs to no dialog.
    pub(super) fn on_new_invite(&mut self, id: ServerId, request: Arc<Message>, source: Source) {
        let replaces = match self.replaced(&request) {
            Ok(replaces) => replaces,
            Err(code) => return self.refuse(id, code, None),
        };
        if let Some(minimum) = self.too_short(&request) {
            return self.refuse(id, StatusCode::SESSION_INTERVAL_TOO_SMALL, Some(&minimum));
        }
        let Some(tag) = self.endpoint.to_tag(id) else { return };
        let Ok(dialog) = Dialog::callee(&request, &tag) else {
            return self.refuse(id, StatusCode::BAD_REQUEST, None);
        };
        let Ok(Identity { number, .. }) = request.identity() else { return };
        let key = dialog.key(self.endpoint.keys());
        let mut session = Session::new(dialog, key, Target::back_to(source));
        session.invite = Progress::Incoming { id, number };
        session.offer = if has_offer(&request) { Offer::Theirs } else { Offer::None };
        session.peer = Peer::default();
        session.peer.learn(&request);
        session.timer.ask(&request);
        let Some(dialog) = self.add_dialog(session) else {
            return self.refuse(id, StatusCode::SERVICE_UNAVAILABLE, None);
        };
        self.servers.insert(id.handle(), dialog);
        self.events.push_back(Event::Incoming { dialog, request, source, replaces });
    }

    /// An INVITE came within a dialog, in order.
    pub(super) fn on_reinvite(&mut self, dialog: DialogId, id: ServerId, request: Arc<Message>) {
        if let Some(minimum) = self.too_short(&request) {
            return self.refuse(id, StatusCode::SESSION_INTERVAL_TOO_SMALL, Some(&minimum));
        }
        let soon = self.tokens.below(11);
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        let refusal = match (&session.invite, session.bye) {
            (_, super::session::Bye::Sent) => Some(StatusCode::REQUEST_TERMINATED),
            // Two at once: both are refused, and tried again at different times (RFC 3261 §14.2).
            (Progress::Outgoing { .. } | Progress::Answered { .. }, _) => Some(StatusCode::REQUEST_PENDING),
            (Progress::Incoming { .. } | Progress::Accepted { .. }, _) => {
                return self.refuse(id, StatusCode::SERVER_INTERNAL_ERROR, Some(&retry_after(soon)));
            }
            (Progress::None, _) if session.offer == Offer::Ours => Some(StatusCode::REQUEST_PENDING),
            (Progress::None, _) => None,
        };
        if let Some(code) = refusal {
            return self.refuse(id, code, None);
        }
        let Ok(Identity { number, .. }) = request.identity() else { return };
        session.dialog.refresh_target(&request);
        session.peer.learn(&request);
        session.invite = Progress::Incoming { id, number };
        session.offer = if has_offer(&request) { Offer::Theirs } else { Offer::None };
        session.timer.ask(&request);
        self.servers.insert(id.handle(), dialog);
        self.events.push_back(Event::Reinvite { dialog, request });
    }

    /// Answers the INVITE of a dialog: the one that begins it, or one within it. Contact, what we can do and the session timer are
    /// put in; a 2xx is sent again until it is acknowledged. A final response that is none of 2xx ends a dialog that is early,
    /// without an event.
    ///
    /// A provisional response goes reliably, and is then sent again until it is acknowledged, if `is_reliable` says so or the
    /// other side requires it (RFC 3262 §3). What follows one that is not acknowledged yet waits for that.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] without an INVITE to answer; [`UsageError::Unsupported`] if the other side does
    /// not support reliable responses; [`UsageError::Full`] if too many responses wait already.
    pub fn answer(
        &mut self,
        now: Instant,
        dialog: DialogId,
        response: &Response<'_>,
        is_reliable: bool,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let session = self.dialogs.get(dialog.0).ok_or(UsageError::Gone)?;
        let Progress::Incoming { .. } = session.invite else { return Err(UsageError::State) };
        let can_wait = response.code.class() <= 2;
        let is_provisional = response.code.is_provisional() && response.code != StatusCode::TRYING;
        let is_reliable = is_provisional && (is_reliable || session.peer.requires_reliable);
        if is_reliable && !session.peer.supports_reliable {
            return Err(UsageError::Unsupported);
        }
        if can_wait && session.reliable.as_ref().is_some_and(|reliable| reliable.is_open()) {
            return self.queue_answer(dialog, response, is_reliable);
        }
        self.answer_now(dialog, response, is_reliable)
    }

    /// Answers without waiting.
    pub(super) fn answer_now(
        &mut self,
        dialog: DialogId,
        response: &Response<'_>,
        is_reliable: bool,
    ) -> Result<(), UsageError> {
        let session = self.dialogs.get(dialog.0).ok_or(UsageError::Gone)?;
        let Progress::Incoming { id, number } = session.invite else { return Err(UsageError::State) };
        let (flow, is_secure) = (session.flow, session.dialog.is_secure());
        let code = response.code;
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        if code != StatusCode::TRYING && code.class() <= 2 {
            self.put_contact(flow, is_secure, &mut rows);
        }
        if code.is_success() {
            self.put_abilities(&mut rows, true);
            self.put_product("Server", &mut rows);
            self.put_granted(dialog, &mut rows);
        }
        if is_reliable {
            self.put_rseq(dialog, &mut rows);
        }
        if let Some(more) = response.rows {
            rows.put_rows(more);
        }
        let sent = self.endpoint.respond(self.now, id, &Response { rows: Some(&rows), ..*response });
        self.rows = rows;
        sent?;
        match code.class() {
            1 if is_reliable => self.watch_reliable(dialog, response),
            1 => {}
            2 => self.on_accepted(dialog, id, number, response),
            _ => self.on_rejected(dialog),
        }
        Ok(())
    }

    fn on_accepted(&mut self, dialog: DialogId, id: ServerId, number: u32, response: &Response<'_>) {
        let resend = self.arm_accepted(dialog);
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        session.dialog.confirm();
        session.invite = Progress::Accepted { id, number, resend };
        session.offer.on_said(has_sdp(response.rows, response.body));
        self.start_granted_timer(dialog);
    }

    fn on_rejected(&mut self, dialog: DialogId) {
        self.forget_reliable(dialog);
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        if session.dialog.is_early() {
            self.remove_dialog(dialog);
        } else {
            // What was agreed on before holds (RFC 3261 §14.1).
            session.invite = Progress::None;
            session.offer = Offer::None;
        }
    }

    pub(super) fn on_cancelled(&mut self, id: ServerId, cancel: Arc<Message>) {
        let Some(dialog) = self.servers.get(id.handle()).copied() else {
            return self.refuse(id, StatusCode::REQUEST_TERMINATED, None);
        };
        let is_it =
            |session: &Session| matches!(session.invite, Progress::Incoming { id: of, .. } if of == id);
        if self.dialogs.get(dialog.0).is_some_and(is_it) {
            let _ = self.answer_now(dialog, &Response::new(StatusCode::REQUEST_TERMINATED), false);
            self.events.push_back(Event::Cancelled { dialog, cancel });
        }
    }

    /// Refuses the INVITE that is open, if there is one, since the dialog ends.
    pub(super) fn drop_invite(&mut self, dialog: DialogId, code: StatusCode) {
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        if let Progress::Incoming { id, .. } = session.invite {
            session.invite = Progress::None;
            let _ = self.endpoint.respond(self.now, id, &Response::new(code));
        }
    }

    /// The dialog that an INVITE is to take the place of (RFC 3891 §3).
    fn replaced(&self, request: &Message) -> Result<Option<DialogId>, StatusCode> {
        if !self.config.supports(b"replaces") || self.leaves_replaces {
            return Ok(None);
        }
        let Some(replaces) = replaces_of(request)? else { return Ok(None) };
        let found = self.find_dialog(replaces.call_id, replaces.to_tag, replaces.from_tag);
        let id = found.ok_or(StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST)?;
        self.judge_replaced(id, &replaces)?;
        Ok(Some(id))
    }

    /// Whether another may take the place of a dialog (RFC 3891 §3).
    pub(crate) fn judge_replaced(&self, id: DialogId, replaces: &Replaces<'_>) -> Result<(), StatusCode> {
        let session = self.dialogs.get(id.0).filter(|session| session.has_invite);
        let session = session.ok_or(StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST)?;
        if session.bye != super::session::Bye::No {
            return Err(StatusCode::DECLINE);
        }
        let is_early_only = replaces.params.has(b"early-only");
        match session.dialog.is_early() {
            false if is_early_only => Err(StatusCode::BUSY_HERE),
            // Whoever calls cannot be replaced before he is answered.
            true if session.dialog.is_callee() => Err(StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST),
            _ => Ok(()),
        }
    }

    /// Ends an early dialog of an INVITE that nobody has acknowledged a response to.
    pub(super) fn give_up_invite(&mut self, dialog: DialogId) {
        let is_early = self.dialogs.get(dialog.0).is_some_and(|session| session.dialog.is_early());
        let _ = self.answer_now(dialog, &Response::new(StatusCode::SERVER_TIMEOUT), false);
        if is_early {
            self.events.push_back(Event::Ended { dialog, reason: EndReason::NoPrack });
        }
    }
}

/// What an INVITE is to take the place of: one dialog at most, which it cannot join as well (RFC 3891 §3).
pub(crate) fn replaces_of(request: &Message) -> Result<Option<Replaces<'_>>, StatusCode> {
    let is_joining = request.rows(HeaderName::JOIN).next().is_some();
    if request.rows(HeaderName::REPLACES).nth(usize::from(!is_joining)).is_some() {
        return Err(StatusCode::BAD_REQUEST);
    }
    request.get().map_err(|error| error.status_code())
}
