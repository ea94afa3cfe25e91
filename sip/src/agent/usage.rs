//! SUBSCRIBE, NOTIFY and REFER as they come, and the subscriptions that live in a dialog (RFC 6665 §4.4, §4.5, RFC 5057).

use std::sync::Arc;

use super::check::retry_after;
use super::notifier::NotifierId;
use super::subscription::SubscriptionId;
use super::{DialogId, UserAgent};
use crate::dialog::DialogKey;
use crate::endpoint::{ServerId, Source};
use crate::header::{AllowEvents, Event};
use crate::message::Rows;
use crate::{DecodeError, Message, Method, StatusCode};

/// As many subscriptions may live in one dialog, of either side: what comes in it is looked for among all of them.
const MOST_USAGES: usize = 16;

/// Which subscription of a dialog is meant: the package and `id` of Event, compared octet by octet (RFC 6665 §8.2.1).
#[derive(Clone, PartialEq, Eq)]
pub(super) struct What {
    pub(super) package: Vec<u8>,
    pub(super) id: Option<Vec<u8>>,
    /// The number of the REFER that it follows from, which may be the `id` of the first in a dialog and is that of others (RFC
    /// 3515 §2.4.6).
    number: Option<u32>,
}

impl What {
    pub(super) fn of(event: &Event<'_>) -> Self {
        Self { package: event.package.to_vec(), id: event.id().map(<[u8]>::to_vec), number: None }
    }

    /// What follows from the REFER of this number.
    pub(super) fn refer(number: u32, is_first: bool) -> Self {
        let id = (!is_first).then(|| number.to_string().into_bytes());
        Self { package: b"refer".to_vec(), id, number: Some(number) }
    }

    pub(super) const fn is_refer(&self) -> bool {
        self.number.is_some()
    }

    pub(super) fn is(&self, event: &Event<'_>) -> bool {
        let is_number = |id: &[u8]| self.number.is_some_and(|number| number.to_string().as_bytes() == id);
        self.package == event.package
            && (self.id.as_deref() == event.id() || self.id.is_none() && event.id().is_some_and(is_number))
    }

    /// The value of Event.
    pub(super) fn text(&self) -> Vec<u8> {
        let mut text = self.package.clone();
        if let Some(id) = &self.id {
            text.extend_from_slice(b";id=");
            text.extend_from_slice(id);
        }
        text
    }
}

/// The subscriptions that live in a dialog.
#[derive(Debug, Default)]
pub(super) struct Usages {
    /// Ours.
    pub(super) subscriptions: Vec<SubscriptionId>,
    /// The other side's.
    pub(super) notifiers: Vec<NotifierId>,
    /// Whether a REFER of ours was there, and one of the other side's.
    pub(super) has_referred: bool,
    pub(super) was_referred: bool,
}

impl Usages {
    pub(super) const fn is_empty(&self) -> bool {
        self.subscriptions.is_empty() && self.notifiers.is_empty()
    }

    pub(super) const fn is_full(&self) -> bool {
        self.subscriptions.len() + self.notifiers.len() >= MOST_USAGES
    }
}

/// Whether a method is of a subscription.
pub(super) fn is_of_usage(method: Method<'_>) -> bool {
    [Method::SUBSCRIBE, Method::NOTIFY, Method::REFER].contains(&method)
}

/// Whether a SUBSCRIBE or NOTIFY that is answered so ends its subscription (RFC 6665 §4.1.2.2, §4.2.2).
pub(super) fn ends_usage(code: StatusCode) -> bool {
    matches!(code.0, 404 | 405 | 410 | 416 | 480..=485 | 489 | 501 | 604)
}

impl UserAgent {
    /// A SUBSCRIBE, NOTIFY or REFER came.
    pub(super) fn on_usage_request(&mut self, id: ServerId, request: Arc<Message>, source: Source) {
        let key = DialogKey::of_request(self.endpoint.keys(), &request);
        let found = key.ok().and_then(|key| self.by_key.get(&key)).copied();
        let method = request.method().unwrap_or(Method(b""));
        if let Some(session) = found.and_then(|dialog| self.dialogs.get_mut(dialog.0)) {
            if !session.dialog.takes(&request) {
                return self.refuse(id, StatusCode::SERVER_INTERNAL_ERROR, None);
            }
        } else if request.has_to_tag() != (method == Method::NOTIFY) {
            return self.refuse(id, StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST, None);
        }
        match method {
            Method::NOTIFY => self.on_notify(found, id, request),
            Method::REFER => self.on_refer(found, id, request, source),
            _ => self.on_subscribe(found, id, request, source),
        }
    }

    /// The event of a request; a refusal has gone if it has none.
    pub(super) fn event_of<'a>(&mut self, id: ServerId, request: &'a Message) -> Option<Event<'a>> {
        let event: Result<Event<'a>, DecodeError> = request.need();
        if event.is_err() {
            self.refuse(id, StatusCode::BAD_REQUEST, None);
        }
        event.ok()
    }

    /// Nobody here knows the package (RFC 6665 §4.1.3, §4.2.1.3).
    pub(super) fn refuse_event(&mut self, id: ServerId) {
        let mut rows = Rows::new();
        for package in self.config.event_packages() {
            rows.put(&AllowEvents(package));
        }
        self.refuse(id, StatusCode::BAD_EVENT, Some(&rows));
    }

    /// There are as many subscriptions as may be.
    pub(super) fn refuse_for_room(&mut self, id: ServerId) {
        let rows = retry_after(self.config.endpoint().retry_after());
        self.refuse(id, StatusCode::SERVICE_UNAVAILABLE, Some(&rows));
    }

    /// Whether one more subscription may live in a dialog.
    pub(super) fn has_room(&self, dialog: Option<DialogId>) -> bool {
        match dialog.map(|dialog| self.dialogs.get(dialog.0)) {
            Some(session) => session.is_some_and(|session| !session.usages.is_full()),
            None => !self.dialogs.is_full(),
        }
    }
}
