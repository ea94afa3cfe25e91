//! What is answered to SUBSCRIBE and REFER of ours (RFC 6665 §4.1.2).

use std::sync::Arc;

use brivas_timer::Handle;

use super::outgoing::{Retry, again};
use super::pump::Use;
use super::subscribe::{Again, Options};
use super::subscription::{Leaving, Next, SubscriptionEnd, SubscriptionId};
use super::usage::ends_usage;
use super::{Event, UserAgent};
use crate::dialog::DialogKey;
use crate::endpoint::{self, ClientId};
use crate::header::{Expires, MinExpires, ReferSub};
use crate::message::Rows;
use crate::{Message, StatusCode};

impl UserAgent {
    pub(super) fn on_subscribe_response(
        &mut self,
        id: SubscriptionId,
        client: ClientId,
        code: StatusCode,
        response: Arc<Message>,
    ) {
        let Some(of) = self.subscriptions.get_mut(id.0).filter(|of| of.client == Some(client)) else {
            return;
        };
        of.client = None;
        if code.is_success() {
            return self.on_subscribed(id, response);
        }
        if code == StatusCode::INTERVAL_TOO_BRIEF && self.raise_expires(id, &response).is_some() {
            return;
        }
        let Some(of) = self.subscriptions.get(id.0) else { return };
        if !of.has_notify || ends_usage(code) {
            let retry = of.ask.filter(|_| !of.has_notify).and_then(|ask| self.again_of(ask, of.renews));
            return self.finish(id, SubscriptionEnd::Refused { response, retry: retry.map(Box::new) });
        }
        match of.leaving {
            Leaving::Sent => self.finish(id, SubscriptionEnd::Unsubscribed),
            // It holds as long as it would have without this.
            Leaving::Wanted => self.leave(id),
            Leaving::No => {
                let response = Some(response);
                self.events.push_back(Event::RefreshFailed { subscription: id, response });
            }
        }
    }

    /// The request outside of a dialog, to be tried again.
    fn again_of(&self, ask: Handle, renews: bool) -> Option<Again> {
        let ask = self.asks.get(ask)?;
        let request = Message::read(ask.octets.clone()).ok()?;
        let options = Options { renews, takes_forks: ask.takes_forks };
        Some(Again { retry: Retry::new(Arc::new(request), ask.target), options })
    }

    fn on_subscribed(&mut self, id: SubscriptionId, response: Arc<Message>) {
        let key = DialogKey::of_response(self.endpoint.keys(), &response).ok();
        let Some(of) = self.subscriptions.get_mut(id.0) else { return };
        if let Some(session) = of.dialog.and_then(|dialog| self.dialogs.get_mut(dialog.0))
            && Some(session.key) == key
        {
            session.dialog.refresh_target(&response);
        }
        let is_unfollowed = response.get::<ReferSub<'_>>().ok().flatten().is_some_and(|it| !it.is_wanted);
        let is_unfollowed = is_unfollowed && of.what.is_refer() && !of.has_notify;
        let granted = response.get::<Expires>().ok().flatten().map(|expires| expires.0.min(of.seconds));
        let is_asked = of.leaving != Leaving::Sent && (granted.is_some() || !of.what.is_refer());
        if is_asked {
            of.granted = granted.or(of.granted);
            // One that is fetched lasts until its NOTIFY comes.
            if of.has_notify {
                of.last(self.now, granted);
                self.arm_end(id);
            }
        }
        self.events.push_back(Event::Accepted { subscription: id, response });
        if is_unfollowed {
            return self.finish(id, SubscriptionEnd::NotFollowed);
        }
        self.leave(id);
    }

    /// Asks for as long as the notifier grants at least, once (RFC 6665 §4.1.2.1).
    fn raise_expires(&mut self, id: SubscriptionId, response: &Message) -> Option<()> {
        let MinExpires(least) = response.get().ok()??;
        let of = self.subscriptions.get_mut(id.0)?;
        let is_refer = of.what.is_refer() && !of.has_notify;
        if is_refer || of.is_raised || of.leaving != Leaving::No || least <= of.seconds {
            return None;
        }
        (of.is_raised, of.seconds) = (true, least);
        if !of.has_notify {
            self.arm_subscription(id, Next::Notify);
        }
        let of = self.subscriptions.get(id.0)?;
        if of.dialog.is_some() {
            return self.send_refresh_of(id, None, None).ok();
        }
        let ask = of.ask?;
        let mut rows = Rows::new();
        rows.put(&Expires(least));
        let refused = self.again_of(ask, false)?.retry;
        let client = self.endpoint.request(self.now, &again(&refused, &rows).ok()?, refused.target()).ok()?;
        self.asks.get_mut(ask)?.octets = self.endpoint.sent_request(client)?;
        self.subscriptions.get_mut(id.0)?.client = Some(client);
        self.clients.insert(client.handle(), Use::Subscribe(id));
        self.arm_ask(ask);
        Some(())
    }

    pub(super) fn on_subscribe_failed(
        &mut self,
        id: SubscriptionId,
        client: ClientId,
        failure: endpoint::Failure,
    ) {
        let Some(of) = self.subscriptions.get_mut(id.0).filter(|of| of.client == Some(client)) else {
            return;
        };
        of.client = None;
        match (of.has_notify, of.leaving) {
            (false, _) => self.finish(id, SubscriptionEnd::Failed(failure)),
            (true, Leaving::Sent) => self.finish(id, SubscriptionEnd::Unsubscribed),
            // The response is lost, or the refresh: it holds as long as it would have (RFC 6665 §4.1.2.2).
            (true, Leaving::Wanted) => self.leave(id),
            (true, Leaving::No) => {
                self.events.push_back(Event::RefreshFailed { subscription: id, response: None });
            }
        }
    }
}
