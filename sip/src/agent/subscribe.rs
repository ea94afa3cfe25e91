//! SUBSCRIBE and REFER as they go (RFC 6665 §4.1.2).

use std::time::Instant;

use super::contact::Way;
use super::outgoing::{Retry, again, put_content};
use super::pump::Use;
use super::session::Bye;
use super::subscription::{Ask, Leaving, Next, Subscription, SubscriptionEnd, SubscriptionId};
use super::{Content, DialogId, UsageError, UserAgent};
use crate::dialog::DialogKey;
use crate::endpoint::Target;
use crate::header::{self, Expires, HeaderField, NameAddr};
use crate::message::{Draft, Rows};
use crate::uri::Uri;
use crate::{Message, Method};

/// Whom a SUBSCRIBE or REFER is for.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_enums, clippy::large_enum_variant)] // in a dialog, or in none; it is borrowed and soon gone
pub enum Whom<'a> {
    /// Somebody; the first NOTIFY makes a dialog (RFC 6665 §4.4.1).
    Outside {
        /// The Request-URI.
        request_uri: Uri<'a>,
        /// Who asks. The tag is the user agent's.
        from: NameAddr<'a>,
        /// Who is asked.
        to: NameAddr<'a>,
        /// Where it goes.
        target: Target,
    },
    /// The other side of a dialog that is there, and that the subscription shares with what lives in it (RFC 5057).
    Within(DialogId),
}

/// What is subscribed to.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)] // the parts of a SUBSCRIBE
pub struct Subscribe<'a> {
    /// Who is to notify.
    pub whom: Whom<'a>,
    /// The package, with an `id` maybe, by which one subscription is told from another in the same dialog.
    pub event: header::Event<'a>,
    /// For how many seconds; 0 fetches the state once (RFC 6665 §4.4.3).
    pub expires: u32,
    /// Types of bodies that are taken, as the value of Accept; empty for that which the package has by default.
    pub accept: &'a [u8],
    /// What else is in its header.
    pub rows: Option<&'a Rows>,
    /// Its body, such as a filter.
    pub content: Option<Content<'a>>,
    /// Whether it is refreshed before it is over: yes.
    pub renews: bool,
    /// Whether each NOTIFY of those that the SUBSCRIBE was forked to makes a subscription of its own: no, all but the first are
    /// answered 481 (RFC 6665 §5.4.9).
    pub takes_forks: bool,
}

impl<'a> Subscribe<'a> {
    /// Without a body, and with what the package has by default.
    #[must_use]
    pub const fn new(whom: Whom<'a>, event: header::Event<'a>, expires: u32) -> Self {
        let (accept, rows, content): (&[u8], _, _) = (b"", None, None);
        Self { whom, event, expires, accept, rows, content, renews: true, takes_forks: false }
    }
}

/// A SUBSCRIBE or REFER that was refused, to be sent once more (RFC 3261 §8.1.3.5).
#[derive(Clone, Debug)]
pub struct Again {
    pub(super) retry: Retry,
    pub(super) options: Options,
}

impl Again {
    /// The request that was refused.
    #[must_use]
    pub fn request(&self) -> &Message {
        self.retry.request()
    }
}

/// What a subscription is to do by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options {
    pub(super) renews: bool,
    pub(super) takes_forks: bool,
}

impl UserAgent {
    /// Subscribes to what somebody notifies of. It ends by
    /// [`Event::SubscriptionEnded`](super::Event::SubscriptionEnded).
    ///
    /// # Errors
    /// [`UsageError::Gone`] without the dialog; [`UsageError::State`] if it is being ended, or has the same subscription already;
    /// [`UsageError::Full`] with as many as may be; or what the endpoint says.
    pub fn subscribe(
        &mut self,
        now: Instant,
        subscribe: &Subscribe<'_>,
    ) -> Result<SubscriptionId, UsageError> {
        self.advance(now);
        let mut rows = Rows::new();
        rows.put(&subscribe.event).put(&Expires(subscribe.expires));
        if !subscribe.accept.is_empty() {
            rows.put_text(header::Accept::NAME.text(), subscribe.accept);
        }
        if let Some(more) = subscribe.rows {
            rows.put_rows(more);
        }
        let options = Options { renews: subscribe.renews, takes_forks: subscribe.takes_forks };
        self.begin(Method::SUBSCRIBE, &subscribe.whom, &rows, subscribe.content, options)
    }

    /// Sends a SUBSCRIBE or REFER that was refused once more, with these rows in place of those of the same names. Its Call-ID and
    /// From stay, and CSeq is one more; the subscription is another.
    ///
    /// # Errors
    /// As of [`Self::subscribe`].
    pub fn subscribe_again(
        &mut self,
        now: Instant,
        refused: &Again,
        rows: &Rows,
    ) -> Result<SubscriptionId, UsageError> {
        self.advance(now);
        self.send_ask(&again(&refused.retry, rows)?, refused.retry.target(), refused.options)
    }

    /// Refreshes a subscription before its time, asks for another time, or shows credentials that a refresh was refused for.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] before its first NOTIFY, if it is being ended, or for no time at all; [`UsageError::Pending`] while
    /// a SUBSCRIBE of it is under way; or what the endpoint says.
    pub fn refresh(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        expires: Option<u32>,
        rows: Option<&Rows>,
        content: Option<Content<'_>>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let of = self.subscriptions.get_mut(id.0).ok_or(UsageError::Gone)?;
        if of.dialog.is_none() || of.leaving != Leaving::No || expires == Some(0) {
            return Err(UsageError::State);
        }
        if of.client.is_some() {
            return Err(UsageError::Pending);
        }
        let before = of.seconds;
        of.seconds = expires.unwrap_or(before);
        let sent = self.send_refresh_of(id, rows, content);
        match (&sent, self.subscriptions.get_mut(id.0)) {
            (Err(_), Some(of)) => of.seconds = before,
            _ => self.arm_subscription(id, Next::End),
        }
        sent
    }

    /// Ends a subscription: by a SUBSCRIBE that lets it expire, once its dialog is there and nothing of it is under way. What is
    /// notified until then is told.
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn unsubscribe(&mut self, now: Instant, id: SubscriptionId) -> Result<(), UsageError> {
        self.advance(now);
        let of = self.subscriptions.get_mut(id.0).ok_or(UsageError::Gone)?;
        if of.leaving == Leaving::No {
            of.leaving = Leaving::Wanted;
            self.leave(id);
        }
        Ok(())
    }

    /// Sends the SUBSCRIBE that ends a subscription, if that is wanted and can be.
    pub(super) fn leave(&mut self, id: SubscriptionId) {
        let Some(of) = self.subscriptions.get_mut(id.0) else { return };
        if of.leaving != Leaving::Wanted || !of.has_notify || of.client.is_some() {
            return;
        }
        (of.leaving, of.seconds) = (Leaving::Sent, 0);
        self.arm_subscription(id, Next::Notify);
        if self.send_refresh_of(id, None, None).is_err() {
            self.finish(id, SubscriptionEnd::Unsubscribed);
        }
    }

    pub(super) fn begin(
        &mut self,
        method: Method<'_>,
        whom: &Whom<'_>,
        rows: &Rows,
        content: Option<Content<'_>>,
        options: Options,
    ) -> Result<SubscriptionId, UsageError> {
        match whom {
            Whom::Within(dialog) => self.begin_within(method, *dialog, rows, content, options),
            Whom::Outside { request_uri, from, to, target } => {
                let mut head = Rows::new();
                self.put_beginning(method, from, to, 70, &mut head);
                let is_secure = matches!(request_uri, Uri::Sip(uri) if uri.secure);
                self.put_contact(*target, is_secure, &mut head);
                self.put_abilities(&mut head, false);
                self.put_product("User-Agent", &mut head);
                let mut draft = Draft::new(method, request_uri);
                draft.put_rows(&head).put_rows(rows);
                put_content(&mut draft, content);
                self.send_ask(&draft, *target, options)
            }
        }
    }

    fn begin_within(
        &mut self,
        method: Method<'_>,
        dialog: DialogId,
        rows: &Rows,
        content: Option<Content<'_>>,
        options: Options,
    ) -> Result<SubscriptionId, UsageError> {
        let session = self.dialogs.get_mut(dialog.0).ok_or(UsageError::Gone)?;
        if session.bye != Bye::No {
            return Err(UsageError::State);
        }
        if session.usages.is_full() || self.subscriptions.is_full() {
            return Err(UsageError::Full);
        }
        let is_first = !session.usages.has_referred;
        let mut draft = session.dialog.request(method);
        let way = Way::of(session);
        draft.put_rows(rows);
        put_content(&mut draft, content);
        let request = Message::read(draft.to_bytes(b"")).map_err(|_| UsageError::State)?;
        let new = Subscription::new(&request, is_first, options.renews, self.now).ok_or(UsageError::State)?;
        let mut others = session.usages.subscriptions.iter().filter_map(|id| self.subscriptions.get(id.0));
        if others.any(|other| other.what == new.what) {
            return Err(UsageError::State);
        }
        let client = self.send_in_dialog(way, &mut draft)?;
        let new = Subscription { dialog: Some(dialog), client: Some(client), ..new };
        let id = SubscriptionId(self.subscriptions.insert(new).map_err(|_| UsageError::Full)?);
        if let Some(session) = self.dialogs.get_mut(dialog.0) {
            session.usages.subscriptions.push(id);
            session.usages.has_referred |= method == Method::REFER;
        }
        self.clients.insert(client.handle(), Use::Subscribe(id));
        self.arm_subscription(id, Next::Notify);
        Ok(id)
    }

    /// Sends a request outside of a dialog, of which subscriptions may come.
    fn send_ask(
        &mut self,
        draft: &Draft,
        target: Target,
        options: Options,
    ) -> Result<SubscriptionId, UsageError> {
        if self.subscriptions.is_full() || self.dialogs.is_full() {
            return Err(UsageError::Full);
        }
        let request = Message::read(draft.to_bytes(b"")).map_err(|_| UsageError::State)?;
        let Options { renews, takes_forks } = options;
        let new = Subscription::new(&request, true, renews, self.now).ok_or(UsageError::State)?;
        let key = half_key(self, &request).ok_or(UsageError::State)?;
        let client = self.endpoint.request(self.now, draft, target)?;
        let octets = self.endpoint.sent_request(client).unwrap_or_default();
        let new = Subscription { client: Some(client), ..new };
        let first = SubscriptionId(self.subscriptions.insert(new).map_err(|_| UsageError::Full)?);
        let ask = Ask { octets, target, key, first, is_bound: false, takes_forks, timer: None };
        if let (Ok(ask), Some(of)) = (self.asks.insert(ask), self.subscriptions.get_mut(first.0)) {
            of.ask = Some(ask);
            self.by_ask.insert(key, ask);
            self.arm_ask(ask);
        }
        self.clients.insert(client.handle(), Use::Subscribe(first));
        self.arm_subscription(first, Next::Notify);
        Ok(first)
    }

    /// Sends a SUBSCRIBE within the dialog of a subscription.
    pub(super) fn send_refresh_of(
        &mut self,
        id: SubscriptionId,
        rows: Option<&Rows>,
        content: Option<Content<'_>>,
    ) -> Result<(), UsageError> {
        let of = self.subscriptions.get(id.0).ok_or(UsageError::Gone)?;
        let session = of.dialog.and_then(|dialog| self.dialogs.get_mut(dialog.0)).ok_or(UsageError::State)?;
        let mut draft = session.dialog.request(Method::SUBSCRIBE);
        let way = Way::of(session);
        draft.put_rows(&of.kept).put(&Expires(of.seconds));
        if let Some(rows) = rows {
            draft.put_rows(rows);
        }
        put_content(&mut draft, content);
        let client = self.send_in_dialog(way, &mut draft)?;
        self.clients.insert(client.handle(), Use::Subscribe(id));
        if let Some(of) = self.subscriptions.get_mut(id.0) {
            of.client = Some(client);
        }
        Ok(())
    }
}

/// By what NOTIFYs are known that come of a request outside of a dialog.
fn half_key(agent: &UserAgent, request: &Message) -> Option<DialogKey> {
    let from: header::From<'_> = request.need().ok()?;
    let header::CallId(call_id) = request.need().ok()?;
    Some(DialogKey::new(agent.endpoint.keys(), call_id, from.tag?, b""))
}
