//! NOTIFY as it comes (RFC 6665 §4.1.3, §4.4.1).

use std::sync::Arc;

use brivas_timer::Handle;

use super::session::Session;
use super::sipfrag::status_of;
use super::subscription::{Leaving, Subscription, SubscriptionEnd, SubscriptionId};
use super::{DialogId, Event, Standing, UserAgent};
use crate::dialog::DialogKey;
use crate::endpoint::ServerId;
use crate::header::{self, CallId, SubscriptionState, To};
use crate::message::Response;
use crate::{Dialog, Message, StatusCode};

impl UserAgent {
    /// A NOTIFY came: within a dialog, or one that may make it.
    pub(super) fn on_notify(&mut self, dialog: Option<DialogId>, id: ServerId, request: Arc<Message>) {
        let ask = self.ask_of(&request);
        if dialog.is_none() && ask.is_none() {
            return self.refuse(id, StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST, None);
        }
        let Some(event) = self.event_of(id, &request) else { return };
        let found = match (dialog, ask) {
            (None, Some(ask)) => self.asked_for(ask, &event),
            (dialog, _) => self.subscription_of(dialog, &event),
        };
        let of = match found {
            Ok(of) => of,
            Err(StatusCode::BAD_EVENT) => return self.refuse_event(id),
            Err(code) => return self.refuse(id, code, None),
        };
        let Ok(state) = request.need::<SubscriptionState<'_>>() else {
            return self.refuse(id, StatusCode::BAD_REQUEST, None);
        };
        let of = match of {
            Found::Known(of) => of,
            Found::Asked(ask) => match self.bind(ask, &request) {
                Ok(of) => of,
                Err(StatusCode::SERVICE_UNAVAILABLE) => return self.refuse_for_room(id),
                Err(code) => return self.refuse(id, code, None),
            },
        };
        let (standing, seconds) = (Standing::of(&state), state.expires());
        self.accept_notify(of, id, &request);
        self.notified(of, standing, seconds, request);
    }

    /// The subscription in a dialog that a NOTIFY is of.
    fn subscription_of(
        &self,
        dialog: Option<DialogId>,
        event: &header::Event<'_>,
    ) -> Result<Found, StatusCode> {
        let session = dialog.and_then(|dialog| self.dialogs.get(dialog.0));
        let session = session.ok_or(StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST)?;
        let mut code = StatusCode::BAD_EVENT;
        for id in &session.usages.subscriptions {
            let Some(of) = self.subscriptions.get(id.0) else { continue };
            if of.what.is(event) {
                return Ok(Found::Known(*id));
            }
            if of.what.package == event.package {
                code = StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST;
            }
        }
        Err(if session.usages.subscriptions.is_empty() {
            StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST
        } else {
            code
        })
    }

    /// The request of ours that a NOTIFY answers which is of no dialog yet.
    fn ask_of(&self, notify: &Message) -> Option<Handle> {
        let To { tag, .. } = notify.need().ok()?;
        let CallId(call_id) = notify.need().ok()?;
        self.by_ask.get(&DialogKey::new(self.endpoint.keys(), call_id, tag?, b"")).copied()
    }

    /// Whether such a NOTIFY is of what was asked for.
    fn asked_for(&self, id: Handle, event: &header::Event<'_>) -> Result<Found, StatusCode> {
        let unknown = StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST;
        let ask = self.asks.get(id).ok_or(unknown)?;
        if ask.is_bound && !ask.takes_forks {
            return Err(unknown);
        }
        let request = Message::read(ask.octets.clone()).map_err(|_| unknown)?;
        let of = Subscription::new(&request, true, false, self.now).ok_or(unknown)?;
        match of.what.is(event) {
            true => Ok(Found::Asked(id)),
            false if of.what.package == event.package => Err(unknown),
            false => Err(StatusCode::BAD_EVENT),
        }
    }

    /// A NOTIFY makes the dialog of a subscription: the first, or one of a fork.
    fn bind(&mut self, ask_id: Handle, notify: &Message) -> Result<SubscriptionId, StatusCode> {
        let unknown = StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST;
        let ask = self.asks.get(ask_id).ok_or(unknown)?;
        let (first, is_bound, target) = (ask.first, ask.is_bound, ask.target);
        let request = Message::read(ask.octets.clone()).map_err(|_| unknown)?;
        let dialog = Dialog::subscriber(&request, notify).map_err(|error| error.status_code())?;
        if is_bound && self.subscriptions.is_full() {
            return Err(StatusCode::SERVICE_UNAVAILABLE);
        }
        let key = dialog.key(self.endpoint.keys());
        let mut session = Session::new(dialog, key, target);
        session.has_invite = false;
        session.usages.has_referred = request.method() == Some(crate::Method::REFER);
        let dialog = self.add_dialog(session).ok_or(StatusCode::SERVICE_UNAVAILABLE)?;
        let id = if is_bound {
            let renews = self.subscriptions.get(first.0).is_some_and(|of| of.renews);
            let of = Subscription::new(&request, true, renews, self.now).ok_or(unknown)?;
            let of = Subscription { fork_of: Some(first), ..of };
            SubscriptionId(self.subscriptions.insert(of).map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?)
        } else {
            first
        };
        if let Some(of) = self.subscriptions.get_mut(id.0) {
            of.dialog = Some(dialog);
        }
        if let Some(session) = self.dialogs.get_mut(dialog.0) {
            session.usages.subscriptions.push(id);
        }
        if let Some(ask) = self.asks.get_mut(ask_id) {
            ask.is_bound = true;
        }
        Ok(id)
    }

    fn accept_notify(&mut self, of: SubscriptionId, id: ServerId, request: &Message) {
        if let Some(dialog) = self.subscription_dialog(of) {
            if let Some(session) = self.dialogs.get_mut(dialog.0) {
                session.dialog.refresh_target(request);
            }
            self.servers.insert(id.handle(), dialog);
        }
        let _ = self.respond(self.now, id, &Response::new(StatusCode::OK));
    }

    fn notified(
        &mut self,
        id: SubscriptionId,
        standing: Standing,
        seconds: Option<u32>,
        request: Arc<Message>,
    ) {
        let Some(of) = self.subscriptions.get_mut(id.0) else { return };
        let is_first = !std::mem::replace(&mut of.has_notify, true);
        let (is_fetched, fork_of) = (of.seconds == 0 && of.leaving == Leaving::No, of.fork_of);
        let status = if of.what.is_refer() { status_of(&request) } else { None };
        let is_told = seconds.is_some() || is_first;
        if is_told && of.leaving != Leaving::Sent {
            of.last(self.now, seconds);
        }
        let is_open = of.leaving != Leaving::Sent && is_told;
        self.events.push_back(Event::Notified { subscription: id, fork_of, standing, status, request });
        match standing {
            Standing::Terminated { reason, retry_after } => {
                self.finish(id, SubscriptionEnd::Terminated { reason, retry_after });
            }
            // It asked for one, and it has come (RFC 6665 §4.4.3).
            _ if is_fetched => self.finish(id, SubscriptionEnd::Expired),
            _ => {
                if is_open {
                    self.arm_end(id);
                }
                self.leave(id);
            }
        }
    }
}

/// What a NOTIFY is of.
enum Found {
    Known(SubscriptionId),
    /// A request that no NOTIFY from there has answered yet.
    Asked(Handle),
}
