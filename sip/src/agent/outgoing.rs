//! INVITE that begins a session, as its caller (RFC 3261 §13.2).

use std::sync::Arc;
use std::time::Instant;

use brivas_timer::Handle;
use bytes::Bytes;

use super::pump::Use;
use super::session::{Peer, Progress, Session};
use super::update::{Offer, has_offer};
use super::{Content, DialogId, EndReason, Event, Failure, UsageError, UserAgent};
use crate::dialog::DialogKey;
use crate::endpoint::{self, ClientId, Target};
use crate::header::{CSeq, HeaderField, HeaderName, MaxForwards, MinSe, NameAddr, SessionExpires, Supported};
use crate::message::{Draft, Identity, Rows};
use crate::uri::Uri;
use crate::{Dialog, Message, Method, Params, StatusCode};

/// An INVITE of ours that begins sessions: one, or one of each of those that it is forked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub(super) Handle);

impl CallId {
    pub(crate) const fn handle(self) -> Handle {
        self.0
    }
}

/// What begins a session.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)] // the parts of an INVITE
pub struct Invite<'a> {
    /// Whom it is for.
    pub request_uri: Uri<'a>,
    /// Who calls. The tag is the user agent's.
    pub from: NameAddr<'a>,
    /// Who is called, which need not be the same as the Request-URI.
    pub to: NameAddr<'a>,
    /// What else is in its header: Route, identities and others. From, To, Call-ID, CSeq, Max-Forwards, Contact, Allow, Supported
    /// and the session timer are the user agent's.
    pub rows: Option<&'a Rows>,
    /// The offer; without one the other side makes it (RFC 3264 §5).
    pub content: Option<Content<'a>>,
    /// How many hops it may take: 70 (RFC 3261 §8.1.1.6).
    pub max_forwards: u8,
    /// Whether provisional responses may come reliably (RFC 3262): yes.
    pub is_reliable: bool,
}

impl<'a> Invite<'a> {
    /// Without other rows or an offer.
    #[must_use]
    pub const fn new(request_uri: Uri<'a>, from: NameAddr<'a>, to: NameAddr<'a>) -> Self {
        Self { request_uri, from, to, rows: None, content: None, max_forwards: 70, is_reliable: true }
    }
}

/// An INVITE that was refused, to be sent once more as the same call (RFC 3261 §8.1.3.5).
#[derive(Clone)]
pub struct Retry {
    request: Arc<Message>,
    target: Target,
}

impl Retry {
    pub(super) const fn new(request: Arc<Message>, target: Target) -> Self {
        Self { request, target }
    }

    pub(super) const fn target(&self) -> Target {
        self.target
    }

    /// The INVITE that was refused.
    #[must_use]
    pub fn request(&self) -> &Message {
        &self.request
    }
}

impl std::fmt::Debug for Retry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Retry({:?})", self.request)
    }
}

/// An INVITE of ours, until all that can come of it has come.
#[derive(Debug)]
pub(super) struct Call {
    client: ClientId,
    /// As it was sent.
    octets: Bytes,
    target: Target,
    dialogs: Vec<DialogId>,
    /// Its dialogs that are over.
    over: Vec<DialogKey>,
    is_cancelled: bool,
    /// The number of the INVITE, once it is answered.
    answered: Option<u32>,
    /// Whether the owner knows that it is over.
    is_told: bool,
    /// How often a refusal was taken as a reason to ask for a longer session.
    raised: u8,
}

impl UserAgent {
    /// Calls somebody.
    ///
    /// # Errors
    /// [`UsageError::Full`], or what the endpoint says.
    pub fn invite(
        &mut self,
        now: Instant,
        invite: &Invite<'_>,
        target: Target,
    ) -> Result<CallId, UsageError> {
        self.advance(now);
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        self.put_beginning(Method::INVITE, &invite.from, &invite.to, invite.max_forwards, &mut rows);
        let is_secure = matches!(invite.request_uri, Uri::Sip(uri) if uri.secure);
        self.put_contact(target, is_secure, &mut rows);
        self.put_abilities(&mut rows, invite.is_reliable);
        self.put_product("User-Agent", &mut rows);
        if let Some(seconds) = self.config.session_expires() {
            self.put_session_timer(seconds.max(self.config.min_se()), &mut rows);
        }
        let mut draft = Draft::new(Method::INVITE, &invite.request_uri);
        draft.put_rows(&rows);
        self.rows = rows;
        if let Some(more) = invite.rows {
            draft.put_rows(more);
        }
        put_content(&mut draft, invite.content);
        let (client, octets) = self.send_invite(&draft, target)?;
        self.add_call(client, octets, target)
    }

    /// Sends an INVITE that was refused once more, with these rows in place of those of the same names. It is the same call: its
    /// Call-ID and From stay, and CSeq is one more (RFC 3261 §8.1.3.5).
    ///
    /// # Errors
    /// As of [`Self::invite`].
    pub fn invite_again(&mut self, now: Instant, retry: &Retry, rows: &Rows) -> Result<CallId, UsageError> {
        self.advance(now);
        let (client, octets) = self.send_invite(&again(retry, rows)?, retry.target)?;
        self.add_call(client, octets, retry.target)
    }

    /// Puts in what a request outside of a dialog has: who asks whom, and what nobody else has used.
    pub(super) fn put_beginning(
        &mut self,
        method: Method<'_>,
        from: &NameAddr<'_>,
        to: &NameAddr<'_>,
        max_forwards: u8,
        rows: &mut Rows,
    ) {
        rows.put(&MaxForwards(max_forwards.into()));
        let (tag, call_id) = (self.tokens.token(), [self.tokens.token(), self.tokens.token()]);
        rows.put_raw(b"From: ");
        rows.put_address(from);
        rows.put_raw(b";tag=");
        rows.put_raw(&tag);
        rows.put_raw(b"\r\nTo: ");
        rows.put_address(to);
        rows.put_raw(b"\r\nCall-ID: ");
        call_id.iter().for_each(|token| rows.put_raw(token));
        rows.put_raw(b"\r\n");
        rows.put(&CSeq { number: 1, method });
    }

    fn send_invite(&mut self, draft: &Draft, target: Target) -> Result<(ClientId, Bytes), UsageError> {
        if self.dialogs.is_full() {
            return Err(UsageError::Full);
        }
        let client = self.endpoint.request(self.now, draft, target)?;
        Ok((client, self.endpoint.sent_request(client).unwrap_or_default()))
    }

    fn add_call(&mut self, client: ClientId, octets: Bytes, target: Target) -> Result<CallId, UsageError> {
        let (is_cancelled, answered, is_told, raised) = (false, None, false, 0);
        let (dialogs, over) = (Vec::new(), Vec::new());
        let call = Call { client, octets, target, dialogs, over, is_cancelled, answered, is_told, raised };
        let id = CallId(self.calls.insert(call).map_err(|_| UsageError::Full)?);
        self.clients.insert(client.handle(), Use::Invite(id));
        Ok(id)
    }

    /// Takes a call back that is not answered, with these rows in the CANCEL, such as a Reason. It ends by
    /// [`Event::Refused`] or [`Event::Failed`] (RFC 3261 §9.1).
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] once it is answered.
    pub fn cancel(&mut self, now: Instant, call: CallId, rows: Option<&Rows>) -> Result<(), UsageError> {
        self.advance(now);
        let of = self.calls.get_mut(call.0).ok_or(UsageError::Gone)?;
        self.endpoint.cancel(now, of.client, rows)?;
        of.is_cancelled = true;
        Ok(())
    }

    pub(super) fn on_invite_response(&mut self, call: CallId, code: StatusCode, response: Arc<Message>) {
        match code.class() {
            1 => self.on_progress(call, code, response),
            2 => self.on_answered(call, response),
            _ => self.on_refused(call, code, response),
        }
    }

    fn on_progress(&mut self, call: CallId, code: StatusCode, response: Arc<Message>) {
        let has_dialog = code != StatusCode::TRYING && response.has_to_tag();
        let dialog = if has_dialog { self.dialog_of(call, &response) } else { None };
        let Some(id) = dialog else {
            self.events.push_back(Event::Progress { call, dialog, response, wants_prack: false });
            return;
        };
        let Some(wants_prack) = self.on_reliable(id, &response) else { return };
        if let Some(session) = self.dialogs.get_mut(id.0) {
            session.peer.learn(&response);
        }
        self.events.push_back(Event::Progress { call, dialog, response, wants_prack });
    }

    fn on_answered(&mut self, call: CallId, response: Arc<Message>) {
        let Ok(Identity { number, .. }) = response.identity() else { return };
        let Some(id) = self.dialog_of(call, &response) else { return };
        let Some(of) = self.calls.get_mut(call.0) else { return };
        of.answered = Some(number);
        let is_cancelled = of.is_cancelled;
        let is_open = |session: &Session| matches!(session.invite, Progress::Outgoing { again: None });
        if !self.dialogs.get(id.0).is_some_and(is_open) {
            return self.acknowledge_again(id, number);
        }
        let Some(session) = self.dialogs.get_mut(id.0) else { return };
        if session.dialog.is_early() {
            let _ = session.dialog.confirm_by(&response);
        }
        session.peer.learn(&response);
        session.invite = Progress::Answered { number };
        session.offer.on_heard(&response);
        self.start_session_timer(id, &response, true);
        if is_cancelled {
            // It crossed the CANCEL: nobody wants it (RFC 3261 §9.1).
            self.hang_up(id);
            return self.tell_cancelled(call);
        }
        self.events.push_back(Event::Answered { call, dialog: id, response });
    }

    /// A call is over for its owner, since it was cancelled; of those that have answered each is hung up.
    fn tell_cancelled(&mut self, call: CallId) {
        let was_told = self.calls.get_mut(call.0).is_none_or(|of| std::mem::replace(&mut of.is_told, true));
        if !was_told {
            self.events.push_back(Event::Failed { call, failure: Failure::Cancelled });
        }
    }

    fn on_refused(&mut self, call: CallId, code: StatusCode, response: Arc<Message>) {
        let Some(of) = self.calls.get_mut(call.0) else { return };
        let (client, target) = (of.client, of.target);
        let dialogs = std::mem::take(&mut of.dialogs);
        let Ok(request) = Message::read(of.octets.clone()) else { return };
        let may_raise = of.raised < 2 && !of.is_cancelled;
        self.clients.remove(client.handle());
        self.abandon(&dialogs);
        let retry = Retry::new(Arc::new(request), target);
        if code == StatusCode::SESSION_INTERVAL_TOO_SMALL
            && may_raise
            && self.raise_interval(call, &retry, &response).is_some()
        {
            return;
        }
        self.calls.remove(call.0);
        self.events.push_back(Event::Refused { call, response, retry });
    }

    /// Asks for as long a session as the other side wants at least (RFC 4028 §7.3).
    fn raise_interval(&mut self, call: CallId, retry: &Retry, response: &Message) -> Option<()> {
        let MinSe { seconds, .. } = response.get().ok()??;
        let mut rows = Rows::new();
        rows.put(&SessionExpires { seconds: seconds.max(self.config.min_se()), params: Params::NONE });
        rows.put(&MinSe { seconds, params: Params::NONE });
        let (client, octets) = self.send_invite(&again(retry, &rows).ok()?, retry.target).ok()?;
        let of = self.calls.get_mut(call.0)?;
        (of.client, of.octets) = (client, octets);
        of.raised += 1;
        self.clients.insert(client.handle(), Use::Invite(call));
        Some(())
    }

    pub(super) fn on_invite_failed(&mut self, call: CallId, failure: endpoint::Failure) {
        let Some(of) = self.calls.remove(call.0) else { return };
        self.abandon(&of.dialogs);
        self.events.push_back(Event::Failed { call, failure: Failure::Request(failure) });
    }

    /// Nothing more can come of a call that was answered: what is still early is over.
    pub(super) fn settle(&mut self, call: CallId) {
        let Some(of) = self.calls.remove(call.0) else { return };
        for id in &of.dialogs {
            if let Some(number) = of.answered {
                self.forget_ack(*id, number);
            }
            if let Some(session) = self.dialogs.get_mut(id.0) {
                session.call = None;
            }
        }
        self.abandon(&of.dialogs);
        if !of.is_told {
            self.events.push_back(Event::Settled { call });
        }
    }

    /// Ends the early dialogs of a call.
    fn abandon(&mut self, dialogs: &[DialogId]) {
        for id in dialogs {
            if self.dialogs.get(id.0).is_some_and(|session| session.dialog.is_early()) {
                self.end(*id, EndReason::Abandoned);
            }
        }
    }

    /// A dialog of a call is over by itself: what else comes of it is late.
    pub(super) fn forget_branch(&mut self, call: CallId, dialog: DialogId, key: DialogKey) {
        if let Some(of) = self.calls.get_mut(call.0) {
            of.dialogs.retain(|id| *id != dialog);
            of.over.push(key);
        }
    }

    /// The dialog that a response to our INVITE belongs to, or makes.
    fn dialog_of(&mut self, call: CallId, response: &Message) -> Option<DialogId> {
        let key = DialogKey::of_response(self.endpoint.keys(), response).ok()?;
        if let Some(id) = self.by_key.get(&key) {
            // What is over is over, though a subscription lives in its dialog.
            return Some(*id).filter(|id| self.has_session(*id));
        }
        let of = self.calls.get(call.0).filter(|of| !of.over.contains(&key))?;
        let request = Message::read(of.octets.clone()).ok()?;
        let dialog = Dialog::caller(&request, response).ok()?;
        let mut session = Session::new(dialog, key, of.target);
        session.call = Some(call);
        session.invite = Progress::Outgoing { again: None };
        session.offer = if has_offer(&request) { Offer::Ours } else { Offer::None };
        session.peer = Peer::default();
        let id = self.add_dialog(session)?;
        self.calls.get_mut(call.0)?.dialogs.push(id);
        Some(id)
    }

    /// The rows that say what we can do.
    pub(super) fn put_abilities(&self, rows: &mut Rows, is_reliable: bool) {
        rows.put_raw(
            b"Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO, REFER, SUBSCRIBE, NOTIFY, MESSAGE\r\n",
        );
        for option in self.config.extensions().filter(|option| is_reliable || *option != b"100rel") {
            rows.put(&Supported(option));
        }
    }

    /// The row that asks for a session timer (RFC 4028 §7.1).
    pub(super) fn put_session_timer(&self, seconds: u32, rows: &mut Rows) {
        rows.put(&SessionExpires { seconds, params: Params::NONE });
        if self.config.min_se() > 90 && !rows.has(MinSe::NAME.text().as_bytes()) {
            rows.put(&MinSe { seconds: self.config.min_se(), params: Params::NONE });
        }
    }

    /// The credentials of the INVITE that began a call, which go with its ACK (RFC 3261 §22.1).
    pub(super) fn put_credentials(&self, call: Option<CallId>, draft: &mut Draft) {
        let octets = call.and_then(|call| self.calls.get(call.0)).map(|call| call.octets.clone());
        if let Some(Ok(request)) = octets.map(Message::read) {
            let is_shown = |name| matches!(name, HeaderName::AUTHORIZATION | HeaderName::PROXY_AUTHORIZATION);
            draft.copy(&request, |field| is_shown(field.name));
        }
    }
}

/// A request that was refused, as the next one of the same call.
pub(super) fn again(retry: &Retry, rows: &Rows) -> Result<Draft, UsageError> {
    let request = &retry.request;
    let method = request.method().ok_or(UsageError::State)?;
    let uri = request.request().and_then(|request| request.uri().ok()).ok_or(UsageError::State)?;
    let number = request.need::<CSeq<'_>>().map_err(|_| UsageError::State)?.number;
    let mut draft = Draft::new(method, &uri);
    let mut is_own_via = true;
    draft.copy(request, |field| match field.name {
        HeaderName::VIA => !std::mem::take(&mut is_own_via),
        HeaderName::CSEQ => false,
        _ => !rows.has(field.name_text),
    });
    draft.put(&CSeq { number: (number + 1) & 0x7fff_ffff, method });
    draft.put_rows(rows).set_body_of(request);
    Ok(draft)
}

/// Gives a draft its body.
pub(super) fn put_content(draft: &mut Draft, content: Option<Content<'_>>) {
    if let Some(Content { content_type, body }) = content {
        draft.put_text(HeaderName::CONTENT_TYPE.text(), content_type).set_body(body.clone());
    }
}
