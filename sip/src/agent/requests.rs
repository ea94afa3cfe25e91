//! All other requests in a dialog (RFC 3261 §12.2).

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::check::{has_known_scheme, retry_after};
use super::contact::Way;
use super::outgoing::put_content;
use super::pump::Use;
use super::session::{Bye, Progress};
use super::update::{Offer, has_offer};
use super::usage::is_of_usage;
use super::{Content, DialogId, EndReason, Event, UsageError, UserAgent};
use crate::dialog::{DialogKey, refreshes_target};
use crate::endpoint::{ClientId, ServerId, Source};
use crate::header::HeaderName;
use crate::message::{Identity, Response, Rows};
use crate::{Message, Method, StatusCode};

impl UserAgent {
    /// Sends a request within the dialog of a session: INFO, UPDATE, MESSAGE, OPTIONS and others, or an INVITE that changes the
    /// session. BYE, ACK, PRACK and CANCEL have verbs of their own; so have SUBSCRIBE, NOTIFY and REFER, of which nothing is kept if
    /// they are sent by this one.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::Pending`] for an INVITE while another is under way, and for an offer while one is open;
    /// [`UsageError::State`] for an INVITE in an early dialog, a method with a verb of its own, or where only subscriptions live.
    pub fn request(
        &mut self,
        now: Instant,
        dialog: DialogId,
        method: Method<'_>,
        rows: Option<&Rows>,
        content: Option<Content<'_>>,
    ) -> Result<ClientId, UsageError> {
        self.advance(now);
        let session = self.dialogs.get_mut(dialog.0).ok_or(UsageError::Gone)?;
        let is_invite = method == Method::INVITE;
        let has_verb = [Method::BYE, Method::ACK, Method::PRACK, Method::CANCEL].contains(&method);
        let is_over = session.bye != Bye::No || !session.has_invite;
        if has_verb || is_over || is_invite && session.dialog.is_early() {
            return Err(UsageError::State);
        }
        let is_offer = content.is_some_and(|content| content.content_type == b"application/sdp")
            && (is_invite || method == Method::UPDATE);
        let is_busy = is_invite && !matches!(session.invite, Progress::None);
        if is_busy || (is_offer || is_invite) && session.offer != Offer::None {
            return Err(UsageError::Pending);
        }
        let mut draft = session.dialog.request(method);
        let way = Way::of(session);
        let mut more = Rows::new();
        if is_invite || method == Method::UPDATE {
            self.put_abilities(&mut more, true);
            self.put_refresh(dialog, &mut more);
        }
        draft.put_rows(&more);
        if let Some(rows) = rows {
            draft.put_rows(rows);
        }
        put_content(&mut draft, content);
        let id = self.send_in_dialog(way, &mut draft)?;
        let of = if is_invite { Use::Reinvite(dialog) } else { Use::Other(dialog) };
        self.clients.insert(id.handle(), of);
        if let Some(session) = self.dialogs.get_mut(dialog.0) {
            if is_invite {
                session.invite = Progress::Outgoing { again: Some(id) };
            }
            if is_offer {
                session.offer = Offer::Ours;
                session.offer_in = Some(id);
            }
        }
        Ok(id)
    }

    /// How long to wait until an INVITE or UPDATE is sent once more that was answered 491, in steps of 10 ms: from 2.1 to 4 s
    /// where the dialog is by our INVITE, else at most 2 s (RFC 3261 §14.1).
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn glare_wait(&mut self, dialog: DialogId) -> Result<Duration, UsageError> {
        let is_callee = self.dialogs.get(dialog.0).ok_or(UsageError::Gone)?.dialog.is_callee();
        let (least, span) = if is_callee { (0, 201) } else { (210, 191) };
        Ok(Duration::from_millis(u64::from(least + self.tokens.below(span)) * 10))
    }

    /// Answers a request that is no INVITE.
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::State`] as of [`crate::Endpoint::respond`].
    pub fn respond(&mut self, now: Instant, id: ServerId, response: &Response<'_>) -> Result<(), UsageError> {
        self.advance(now);
        let dialog = self.servers.get(id.handle()).copied();
        let method = self.endpoint.server_request(id).and_then(Message::method);
        let refreshes = method.is_some_and(refreshes_target);
        let is_update = method == Some(Method::UPDATE);
        let session = dialog.and_then(|dialog| Some((dialog, self.dialogs.get(dialog.0)?)));
        let Some((dialog, session)) = session else {
            return Ok(self.endpoint.respond(now, id, response)?);
        };
        let (flow, is_secure) = (session.flow, session.dialog.is_secure());
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        if refreshes && response.code.is_success() {
            self.put_contact(flow, is_secure, &mut rows);
        }
        if is_update && response.code.is_success() {
            self.put_granted(dialog, &mut rows);
        }
        if let Some(more) = response.rows {
            rows.put_rows(more);
        }
        let sent = self.endpoint.respond(now, id, &Response { rows: Some(&rows), ..*response });
        self.rows = rows;
        sent?;
        self.servers.remove(id.handle());
        if is_update && response.code.is_success() {
            self.start_granted_timer(dialog);
        }
        if response.code.is_final()
            && let Some(session) = self.dialogs.get_mut(dialog.0)
            && session.offer == Offer::Theirs
            && session.offer_from == Some(id)
        {
            session.offer = Offer::None;
            session.offer_from = None;
        }
        Ok(())
    }

    /// A request came.
    pub(super) fn on_request(&mut self, id: ServerId, request: Arc<Message>, source: Source) {
        let method = request.method().unwrap_or(Method(b""));
        if !has_known_scheme(&request) {
            return self.refuse(id, StatusCode::UNSUPPORTED_URI_SCHEME, None);
        }
        if let Some((code, rows)) = self.unsupported(&request) {
            return self.refuse(id, code, Some(&rows));
        }
        // Nothing but an INVITE can take the place of a dialog (RFC 3891 §3).
        if method != Method::INVITE
            && request.rows(HeaderName::REPLACES).next().is_some()
            && self.config.supports(b"replaces")
        {
            return self.refuse(id, StatusCode::BAD_REQUEST, None);
        }
        let is_within = request.has_to_tag();
        if !is_within && method == Method::INVITE {
            return self.on_new_invite(id, request, source);
        }
        if is_of_usage(method) && self.config.subscriptions() {
            return self.on_usage_request(id, request, source);
        }
        let key = DialogKey::of_request(self.endpoint.keys(), &request);
        let found = key.ok().and_then(|key| self.by_key.get(&key)).copied();
        let Some(dialog) = found else {
            if is_within || [Method::BYE, Method::PRACK, Method::UPDATE].contains(&method) {
                return self.refuse(id, StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST, None);
            }
            self.events.push_back(Event::Request { dialog: None, id, request, source });
            return;
        };
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        if !session.dialog.takes(&request) {
            return self.refuse(id, StatusCode::SERVER_INTERNAL_ERROR, None);
        }
        let is_known = method == Method::INVITE || method == Method::BYE;
        if session.bye == Bye::Sent && !is_known || !session.has_invite {
            // Its owner has ended it, or has never heard of it since it crossed his CANCEL; or there are subscriptions alone.
            return self.refuse(id, StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST, None);
        }
        match method {
            Method::INVITE => self.on_reinvite(dialog, id, request),
            Method::BYE => self.on_bye(dialog, id, request),
            Method::PRACK => self.on_prack(dialog, id, request),
            Method::UPDATE => self.on_update(dialog, id, request, source),
            method => {
                if refreshes_target(method) {
                    session.dialog.refresh_target(&request);
                }
                self.servers.insert(id.handle(), dialog);
                self.events.push_back(Event::Request { dialog: Some(dialog), id, request, source });
            }
        }
    }

    fn on_update(&mut self, dialog: DialogId, id: ServerId, request: Arc<Message>, source: Source) {
        if let Some(minimum) = self.too_short(&request) {
            return self.refuse(id, StatusCode::SESSION_INTERVAL_TOO_SMALL, Some(&minimum));
        }
        let Some(session) = self.dialogs.get(dialog.0) else { return };
        if let Some(code) = self.refuses_offer(session, &request) {
            let is_late = code == StatusCode::SERVER_INTERNAL_ERROR;
            let rows = is_late.then(|| retry_after(self.tokens.below(11)));
            return self.refuse(id, code, rows.as_ref());
        }
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        session.dialog.refresh_target(&request);
        session.peer.learn(&request);
        session.timer.ask(&request);
        self.servers.insert(id.handle(), dialog);
        if has_offer(&request) {
            session.offer = Offer::Theirs;
            session.offer_from = Some(id);
            self.events.push_back(Event::Request { dialog: Some(dialog), id, request, source });
        } else {
            // It refreshes the session or the target, and there is nothing to be asked about.
            let _ = self.respond(self.now, id, &Response::new(StatusCode::OK));
        }
    }

    /// A response to an INVITE of ours within a dialog.
    pub(super) fn on_reinvite_response(
        &mut self,
        dialog: DialogId,
        id: ClientId,
        code: StatusCode,
        response: Arc<Message>,
    ) {
        match code.class() {
            1 => {
                if code != StatusCode::TRYING {
                    let _ = self.on_reliable(dialog, &response);
                }
                self.events.push_back(Event::Response { dialog: Some(dialog), id, response });
            }
            2 => {
                let Ok(Identity { number, .. }) = response.identity() else { return };
                self.clients.insert(id.handle(), Use::Changed(dialog, number));
                if let Some(session) = self.dialogs.get_mut(dialog.0) {
                    session.dialog.refresh_target(&response);
                    session.invite = Progress::Answered { number };
                    session.offer.on_heard(&response);
                    session.offer_in = None;
                    self.start_session_timer(dialog, &response, true);
                }
                self.events.push_back(Event::Response { dialog: Some(dialog), id, response });
            }
            _ => {
                self.clients.remove(id.handle());
                self.abandon_reinvite(dialog);
                self.events.push_back(Event::Response { dialog: Some(dialog), id, response });
                match code {
                    StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST => self.end(dialog, EndReason::Unknown),
                    StatusCode::REQUEST_TIMEOUT => self.hang_up(dialog),
                    _ => {}
                }
            }
        }
    }

    /// What an INVITE within a dialog was to change stays as it was (RFC 3261 §14.1).
    pub(super) fn abandon_reinvite(&mut self, dialog: DialogId) {
        if let Some(session) = self.dialogs.get_mut(dialog.0) {
            session.invite = Progress::None;
            session.offer = Offer::None;
            session.offer_in = None;
        }
    }
}
