//! A subscription of the other side's: SUBSCRIBE as it comes, and what the owner answers (RFC 6665 §4.2.1).

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_timer::{Handle, TimerHandle};

use super::check::retry_after;
use super::notify::{Notice, Pending};
use super::session::Session;
use super::usage::What;
use super::{DialogId, Event, Standing, Termination, Timer, UsageError, UserAgent};
use crate::endpoint::{self, ClientId, ServerId, Source, Target};
use crate::header::{Expires, MinExpires};
use crate::message::{Response, Rows};
use crate::{Dialog, Message, StatusCode};

/// A subscription of the other side's, by SUBSCRIBE or by REFER, of which we are the notifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NotifierId(pub(super) Handle);

/// Why a subscription of the other side's is over.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum NotifierEnd {
    /// A NOTIFY has said so, for this reason, and is answered: since the owner, the subscriber or the time has ended it.
    Terminated(Termination),
    /// A NOTIFY was refused in a way that ends it (RFC 6665 §4.2.2).
    Refused(Arc<Message>),
    /// A NOTIFY had no response, or could not be sent (RFC 6665 §4.2.2).
    Failed(endpoint::Failure),
    /// There is none: whoever has sent the REFER wants not to be told (RFC 4488).
    NotFollowed,
}

/// A subscription of the other side's.
pub(super) struct Notifier {
    pub(super) dialog: DialogId,
    pub(super) what: What,
    /// The request that the owner is to answer, and for how many seconds it asks.
    pub(super) asked: Option<(ServerId, u32)>,
    /// Whether it was accepted once.
    pub(super) is_accepted: bool,
    pub(super) end: Instant,
    pub(super) timer: Option<TimerHandle>,
    /// The NOTIFY that is under way: there is one at a time.
    pub(super) client: Option<ClientId>,
    /// What is to be told once that is answered.
    pub(super) waiting: VecDeque<Pending>,
    /// Why it is over, once a NOTIFY that says so has gone or waits.
    pub(super) over: Option<Termination>,
}

impl Notifier {
    fn new(dialog: DialogId, what: What, now: Instant) -> Self {
        Self {
            dialog,
            what,
            asked: None,
            is_accepted: false,
            end: now,
            timer: None,
            client: None,
            waiting: VecDeque::new(),
            over: None,
        }
    }
}

/// Below this many seconds a time may be refused as too short (RFC 6665 §4.2.1.1).
const HOUR: u32 = 3600;

impl UserAgent {
    /// The dialog of a subscription of the other side's; none if it is over.
    #[must_use]
    pub fn notifier_dialog(&self, id: NotifierId) -> Option<DialogId> {
        Some(self.notifiers.get(id.0)?.dialog)
    }

    /// Accepts a SUBSCRIBE with 200, for at most so many seconds and no more than was asked for; a NOTIFY with the present state
    /// follows at once (RFC 6665 §4.2.1.2). It says that the subscription is over if no time was asked for.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] without a SUBSCRIBE to answer; or what the endpoint says.
    pub fn accept(
        &mut self,
        now: Instant,
        id: NotifierId,
        expires: u32,
        notice: &Notice<'_>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let of = self.notifiers.get_mut(id.0).ok_or(UsageError::Gone)?;
        let (server, asked) =
            of.asked.filter(|_| !of.what.is_refer() || of.is_accepted).ok_or(UsageError::State)?;
        let granted = asked.min(expires);
        let mut rows = Rows::new();
        rows.put(&Expires(granted));
        self.accept_with(id, server, granted, &rows)?;
        let over = Standing::terminated(Termination::Timeout);
        let standing = if granted == 0 && !notice.standing.is_terminated() { over } else { notice.standing };
        // What follows a SUBSCRIBE is the whole state (RFC 6665 §5.4.6).
        self.notify_now(id, Pending::of(&Notice { standing, is_whole: true, ..*notice }));
        Ok(())
    }

    /// Answers a SUBSCRIBE or REFER with 200 and these rows.
    pub(super) fn accept_with(
        &mut self,
        id: NotifierId,
        server: ServerId,
        granted: u32,
        rows: &Rows,
    ) -> Result<(), UsageError> {
        self.respond(self.now, server, &Response { rows: Some(rows), ..Response::new(StatusCode::OK) })?;
        let Some(of) = self.notifiers.get_mut(id.0) else { return Ok(()) };
        (of.asked, of.is_accepted) = (None, true);
        of.end = self.now + Duration::from_secs(granted.into());
        if let Some(session) = self.dialogs.get_mut(of.dialog.0).filter(|session| !session.has_invite) {
            session.dialog.confirm();
        }
        match of.timer {
            Some(timer) => {
                self.wheel.rearm(timer, of.end);
            }
            None => of.timer = Some(self.wheel.arm(of.end, Timer::Notifier(id))),
        }
        Ok(())
    }

    /// Refuses a SUBSCRIBE or REFER. If it is not one that refreshes a subscription, nothing is left of it, and no event tells so.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] without a request to answer; or what the endpoint says.
    pub fn decline(
        &mut self,
        now: Instant,
        id: NotifierId,
        response: &Response<'_>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let of = self.notifiers.get(id.0).ok_or(UsageError::Gone)?;
        let (server, _) = of.asked.ok_or(UsageError::State)?;
        let is_new = !of.is_accepted;
        self.respond(now, server, response)?;
        if is_new && response.code.is_final() {
            self.remove_notifier(id);
        } else if response.code.is_final()
            && let Some(of) = self.notifiers.get_mut(id.0)
        {
            of.asked = None;
        }
        Ok(())
    }

    /// A SUBSCRIBE came: within a dialog, or one that makes it.
    pub(super) fn on_subscribe(
        &mut self,
        dialog: Option<DialogId>,
        id: ServerId,
        request: Arc<Message>,
        source: Source,
    ) {
        let Some(event) = self.event_of(id, &request) else { return };
        let Ok(expires) = request.get::<Expires>() else {
            return self.refuse(id, StatusCode::BAD_REQUEST, None);
        };
        let seconds = expires.map_or(self.config.subscription_expires(), |expires| expires.0);
        let known = dialog.and_then(|dialog| self.notifier_of(dialog, &event));
        let is_served = self.config.event_packages().any(|package| package == event.package);
        if known.is_none() && !is_served {
            return self.refuse_event(id);
        }
        let least = self.config.min_subscription();
        if seconds > 0 && seconds < least.min(HOUR) {
            let mut rows = Rows::new();
            rows.put(&MinExpires(least));
            return self.refuse(id, StatusCode::INTERVAL_TOO_BRIEF, Some(&rows));
        }
        let what = What::of(&event);
        let (notifier, is_new) = match known {
            Some(notifier) => (notifier, false),
            None => match self.add_notifier(dialog, id, &request, source, what) {
                Ok(notifier) => (notifier, true),
                Err(StatusCode::SERVICE_UNAVAILABLE) => return self.refuse_for_room(id),
                Err(code) => return self.refuse(id, code, None),
            },
        };
        let Some(of) = self.notifiers.get_mut(notifier.0) else { return };
        if of.over.is_some() {
            return self.refuse(id, StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST, None);
        }
        if of.asked.is_some() {
            let soon = self.tokens.below(11);
            return self.refuse(id, StatusCode::SERVER_INTERNAL_ERROR, Some(&retry_after(soon)));
        }
        of.asked = Some((id, seconds));
        let dialog = of.dialog;
        if let Some(session) = self.dialogs.get_mut(dialog.0) {
            session.dialog.refresh_target(&request);
        }
        self.servers.insert(id.handle(), dialog);
        let expires = seconds;
        self.events.push_back(Event::Subscribe { notifier, dialog, is_new, expires, request, source });
    }

    /// The subscription of the other side's in a dialog that a SUBSCRIBE is to refresh.
    fn notifier_of(&self, dialog: DialogId, event: &crate::header::Event<'_>) -> Option<NotifierId> {
        let is_it = |id: &NotifierId| self.notifiers.get(id.0).is_some_and(|of| of.what.is(event));
        self.dialogs.get(dialog.0)?.usages.notifiers.iter().copied().find(is_it)
    }

    /// A subscription that a request asks for, and its dialog if it came in none.
    pub(super) fn add_notifier(
        &mut self,
        dialog: Option<DialogId>,
        id: ServerId,
        request: &Message,
        source: Source,
        what: What,
    ) -> Result<NotifierId, StatusCode> {
        if self.notifiers.is_full() || !self.has_room(dialog) {
            return Err(StatusCode::SERVICE_UNAVAILABLE);
        }
        let dialog = match dialog {
            Some(dialog) => dialog,
            None => {
                let tag = self.endpoint.to_tag(id).ok_or(StatusCode::SERVER_INTERNAL_ERROR)?;
                let dialog = Dialog::callee(request, &tag).map_err(|error| error.status_code())?;
                let key = dialog.key(self.endpoint.keys());
                let mut session = Session::new(dialog, key, Target::back_to(source));
                session.has_invite = false;
                self.add_dialog(session).ok_or(StatusCode::SERVICE_UNAVAILABLE)?
            }
        };
        let of = Notifier::new(dialog, what, self.now);
        let id = self.notifiers.insert(of).map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
        if let Some(session) = self.dialogs.get_mut(dialog.0) {
            session.usages.notifiers.push(NotifierId(id));
        }
        Ok(NotifierId(id))
    }

    /// Takes a subscription out, and its dialog if nothing else lives in it.
    pub(super) fn remove_notifier(&mut self, id: NotifierId) -> Option<Notifier> {
        let of = self.notifiers.remove(id.0)?;
        if let Some(timer) = of.timer {
            self.wheel.cancel(timer);
        }
        if let Some(session) = self.dialogs.get_mut(of.dialog.0) {
            session.usages.notifiers.retain(|other| *other != id);
        }
        self.drop_unused(of.dialog);
        Some(of)
    }

    /// A subscription of the other side's is over: its owner is told. A request of it that is not answered is refused.
    pub(super) fn finish_notifier(&mut self, id: NotifierId, reason: NotifierEnd) {
        let asked = self.notifiers.get(id.0).and_then(|of| of.asked);
        if let Some((server, _)) = asked {
            self.refuse(server, StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST, None);
        }
        if self.remove_notifier(id).is_some() {
            self.events.push_back(Event::NotifierEnded { notifier: id, reason });
        }
    }
}
