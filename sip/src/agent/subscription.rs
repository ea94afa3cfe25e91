//! A subscription of ours: what is known of it, and its time (RFC 6665 §4.1).

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_timer::{Handle, TimerHandle};
use bytes::Bytes;

use super::subscribe::Again;
use super::usage::What;
use super::{DialogId, Event, Termination, Timer, UserAgent};
use crate::dialog::DialogKey;
use crate::endpoint::{self, ClientId, Target};
use crate::header::{self, CSeq, Expires, HeaderName};
use crate::message::Rows;
use crate::{Message, Method};

/// A subscription of ours, by SUBSCRIBE or by REFER.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubscriptionId(pub(super) Handle);

/// Why a subscription of ours is over.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum SubscriptionEnd {
    /// Its notifier has ended it, by a NOTIFY that is told before.
    Terminated {
        /// Why.
        reason: Termination,
        /// After how many seconds it may be asked for again.
        retry_after: Option<u32>,
    },
    /// The request was refused, as was one to refresh it in a way that ends it (RFC 6665 §4.1.2.2).
    Refused {
        /// The response.
        response: Arc<Message>,
        /// To try it once more, with credentials, say; none if it was sent within a dialog.
        retry: Option<Box<Again>>,
    },
    /// There is no response to the request, and no NOTIFY has come.
    Failed(endpoint::Failure),
    /// No NOTIFY came in time (RFC 6665 §4.1.2.4, Timer N).
    NoNotify,
    /// It was not refreshed in time.
    Expired,
    /// It was ended by us, and no NOTIFY says so.
    Unsubscribed,
    /// There is none, as it was asked for in a REFER (RFC 4488).
    NotFollowed,
}

/// What comes next of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A NOTIFY must have come, or it is over (Timer N).
    Notify,
    /// It is to be refreshed.
    Refresh,
    /// It is over.
    End,
}

/// A subscription of ours.
pub(super) struct Subscription {
    pub(super) what: What,
    /// The rows that each SUBSCRIBE of it has: Event and Accept.
    pub(super) kept: Rows,
    /// None until the first NOTIFY, if it began outside of a dialog.
    pub(super) dialog: Option<DialogId>,
    /// What it began with, outside of a dialog.
    pub(super) ask: Option<Handle>,
    pub(super) fork_of: Option<SubscriptionId>,
    /// The request that is under way.
    pub(super) client: Option<ClientId>,
    /// For how long it is asked.
    pub(super) seconds: u32,
    /// For how long it was granted by a 2xx.
    pub(super) granted: Option<u32>,
    pub(super) renews: bool,
    /// Whether it was asked for longer, since it was refused as too short.
    pub(super) is_raised: bool,
    pub(super) has_notify: bool,
    pub(super) leaving: Leaving,
    pub(super) end: Instant,
    pub(super) next: Next,
    pub(super) timer: Option<TimerHandle>,
}

/// Whether it is being ended by us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    No,
    /// Once there is a dialog, and no request under way.
    Wanted,
    Sent,
}

/// A SUBSCRIBE or REFER of ours outside of a dialog, as long as NOTIFYs may come of it (RFC 6665 §4.4.1).
pub(super) struct Ask {
    /// As it was sent.
    pub(super) octets: Bytes,
    pub(super) target: Target,
    /// Call-ID and our tag.
    pub(super) key: DialogKey,
    pub(super) first: SubscriptionId,
    /// Whether the first has its dialog.
    pub(super) is_bound: bool,
    pub(super) takes_forks: bool,
    pub(super) timer: Option<TimerHandle>,
}

/// As long a subscription lasts of which nobody has said how long.
const FALLBACK: u32 = 3600;

impl Subscription {
    /// By the request that asks for it; `is_first` says whether there was no REFER of ours in its dialog.
    pub(super) fn new(request: &Message, is_first: bool, renews: bool, now: Instant) -> Option<Self> {
        let what = if request.method() == Some(Method::REFER) {
            What::refer(request.need::<CSeq<'_>>().ok()?.number, is_first)
        } else {
            What::of(&request.need::<header::Event<'_>>().ok()?)
        };
        let mut kept = Rows::new();
        kept.copy(request, |field| matches!(field.name, HeaderName::EVENT | HeaderName::ACCEPT));
        if what.is_refer() {
            kept.put_text(HeaderName::EVENT.text(), &what.text());
        }
        let seconds = request.get::<Expires>().ok().flatten().map_or(u32::MAX, |expires| expires.0);
        Some(Self {
            what,
            kept,
            dialog: None,
            ask: None,
            fork_of: None,
            client: None,
            seconds,
            granted: None,
            renews,
            is_raised: false,
            has_notify: false,
            leaving: Leaving::No,
            end: now,
            next: Next::Notify,
            timer: None,
        })
    }

    /// It lasts so many seconds from now on, but no longer than was asked for.
    pub(super) fn last(&mut self, now: Instant, seconds: Option<u32>) {
        let seconds = seconds.or(self.granted).unwrap_or(FALLBACK).min(self.seconds);
        self.end = now + Duration::from_secs(seconds.into());
    }
}

impl UserAgent {
    /// The dialog of a subscription of ours; none before its first NOTIFY, or if it is over.
    #[must_use]
    pub fn subscription_dialog(&self, id: SubscriptionId) -> Option<DialogId> {
        self.subscriptions.get(id.0)?.dialog
    }

    /// How many subscriptions there are: ours and those of others.
    #[must_use]
    pub fn subscriptions(&self) -> usize {
        self.subscriptions.len() + self.notifiers.len()
    }

    /// What comes next of a subscription, and when.
    pub(super) fn arm_subscription(&mut self, id: SubscriptionId, next: Next) {
        let patience = self.config.endpoint().timers().transaction();
        let Some(of) = self.subscriptions.get_mut(id.0) else { return };
        let at = match next {
            Next::Notify => self.now + patience,
            // As early as the answer may take, if there is so much time.
            Next::Refresh => {
                let left = of.end.saturating_duration_since(self.now);
                self.now + left.saturating_sub(patience.min(left / 2))
            }
            Next::End => of.end,
        };
        of.next = next;
        match of.timer {
            Some(timer) => {
                self.wheel.rearm(timer, at);
            }
            None => of.timer = Some(self.wheel.arm(at, Timer::Subscription(id))),
        }
    }

    /// How long a subscription lasts was said anew: it is refreshed in that time, or ends with it.
    pub(super) fn arm_end(&mut self, id: SubscriptionId) {
        let Some(of) = self.subscriptions.get(id.0) else { return };
        let is_refreshed = of.renews && of.client.is_none() && of.leaving == Leaving::No;
        self.arm_subscription(id, if is_refreshed { Next::Refresh } else { Next::End });
    }

    pub(super) fn on_subscription_timer(&mut self, id: SubscriptionId) {
        let Some(of) = self.subscriptions.get_mut(id.0) else { return };
        of.timer = None;
        match (of.next, of.leaving) {
            (_, Leaving::Sent) => self.finish(id, SubscriptionEnd::Unsubscribed),
            (Next::Notify, _) => self.finish(id, SubscriptionEnd::NoNotify),
            (Next::End, _) => self.finish(id, SubscriptionEnd::Expired),
            (Next::Refresh, _) => {
                self.arm_subscription(id, Next::End);
                if self.send_refresh_of(id, None, None).is_err() {
                    self.events.push_back(Event::RefreshFailed { subscription: id, response: None });
                }
            }
        }
    }

    /// All that may come of a request outside of a dialog has come.
    pub(super) fn on_ask_timer(&mut self, id: Handle) {
        let Some(ask) = self.asks.remove(id) else { return };
        if let Some(timer) = ask.timer {
            self.wheel.cancel(timer);
        }
        if self.by_ask.get(&ask.key) == Some(&id) {
            self.by_ask.remove(&ask.key);
        }
    }

    /// As long as a first NOTIFY may come (Timer N), those of others may.
    pub(super) fn arm_ask(&mut self, id: Handle) {
        let at = self.now + self.config.endpoint().timers().transaction();
        let Some(ask) = self.asks.get_mut(id) else { return };
        match ask.timer {
            Some(timer) => {
                self.wheel.rearm(timer, at);
            }
            None => ask.timer = Some(self.wheel.arm(at, Timer::Ask(id))),
        }
    }

    /// A subscription of ours is over: its owner is told, and its dialog goes if nothing else lives in it.
    pub(super) fn finish(&mut self, id: SubscriptionId, reason: SubscriptionEnd) {
        let Some(of) = self.subscriptions.remove(id.0) else { return };
        if let Some(timer) = of.timer {
            self.wheel.cancel(timer);
        }
        match (of.dialog, of.ask) {
            (Some(dialog), _) => {
                if let Some(session) = self.dialogs.get_mut(dialog.0) {
                    session.usages.subscriptions.retain(|other| *other != id);
                }
                self.drop_unused(dialog);
            }
            // No NOTIFY may make it any more.
            (None, Some(ask)) => self.on_ask_timer(ask),
            (None, None) => {}
        }
        self.events.push_back(Event::SubscriptionEnded { subscription: id, reason });
    }
}
