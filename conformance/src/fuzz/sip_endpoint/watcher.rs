//! What the owner of a user agent does with subscriptions, and what he knows of them: each ends once.

use std::time::Instant;

use brivas_sip::agent::{
    DialogId, Event, Notice, NotifierId, Refer, Standing, Subscribe, SubscriptionId, Termination, Whom,
};
use brivas_sip::endpoint::Target;
use brivas_sip::header::{self, NameAddr};
use brivas_sip::message::Response;
use brivas_sip::uri::Uri;
use brivas_sip::{Method, Params, StatusCode, UserAgent};

#[derive(Default)]
pub(super) struct Watcher {
    ours: Vec<SubscriptionId>,
    theirs: Vec<NotifierId>,
}

const ACTIVE: Notice<'_> = Notice::new(Standing::Active, None);
const OVER: Notice<'_> = Notice::new(Standing::terminated(Termination::NoResource), None);

fn nth<T: Copy>(all: &[T], number: u8) -> Option<T> {
    all.get(usize::from(number) % all.len().max(1)).copied()
}

impl Watcher {
    pub(super) fn hear(&mut self, event: &Event) {
        match event {
            Event::SubscriptionEnded { subscription, .. } => {
                let before = self.ours.len();
                self.ours.retain(|it| it != subscription);
                assert_eq!(self.ours.len() + 1, before, "a subscription ends twice, or was none");
            }
            Event::Notified { subscription, fork_of: Some(_), .. } if !self.ours.contains(subscription) => {
                self.ours.push(*subscription);
            }
            Event::Notified { subscription, .. } => {
                assert!(self.ours.contains(subscription), "told of a subscription that is over");
            }
            Event::Subscribe { notifier, is_new: true, .. } | Event::Refer { notifier, .. } => {
                assert!(!self.theirs.contains(notifier), "a subscription begins twice");
                self.theirs.push(*notifier);
            }
            Event::NotifierEnded { notifier, .. } => {
                let before = self.theirs.len();
                self.theirs.retain(|it| it != notifier);
                assert_eq!(self.theirs.len() + 1, before, "a subscription ends twice, or was none");
            }
            _ => {}
        }
    }

    /// Does what is to be done by this method; says whether it is one of those.
    pub(super) fn request(
        &mut self,
        agent: &mut UserAgent,
        now: Instant,
        (dialog, number): (Option<DialogId>, u8),
        (uri, target): (Uri<'_>, Target),
        (method, is_over): (Method<'_>, bool),
    ) -> bool {
        let name = NameAddr::new(uri);
        let outside = Whom::Outside { request_uri: uri, from: name, to: name, target };
        let whom = dialog.filter(|_| is_over).map_or(outside, Whom::Within);
        match method {
            Method::REFER => {
                let refer = Refer { is_followed: number < 200, ..Refer::new(whom, name) };
                self.ours.extend(agent.refer(now, &refer));
            }
            Method::SUBSCRIBE => {
                let event = header::Event { package: b"presence", params: Params::NONE };
                let expires = if number.is_multiple_of(4) { 0 } else { u32::from(number) };
                let subscribe =
                    Subscribe { takes_forks: number > 99, ..Subscribe::new(whom, event, expires) };
                self.ours.extend(agent.subscribe(now, &subscribe));
            }
            Method::NOTIFY => {
                if let Some(id) = nth(&self.theirs, number) {
                    let change = Notice { is_whole: false, ..ACTIVE };
                    let _ = agent.report(now, id, StatusCode::RINGING, b"");
                    let _ = agent.notify(now, id, if is_over { &OVER } else { &change });
                }
            }
            _ => return false,
        }
        true
    }

    /// Answers what is asked.
    pub(super) fn respond(
        &mut self,
        agent: &mut UserAgent,
        now: Instant,
        number: u8,
        response: &Response<'_>,
    ) {
        let Some(id) = nth(&self.theirs, number) else { return };
        if response.code.is_success() {
            let _ = agent.accept_refer(now, id);
            let _ = agent.accept(now, id, 100, &ACTIVE);
        } else {
            self.decline(agent, now, id, response);
        }
    }

    pub(super) fn refresh(&self, agent: &mut UserAgent, now: Instant, number: u8) {
        let _ = nth(&self.ours, number).map(|id| agent.refresh(now, id, Some(number.into()), None, None));
    }

    pub(super) fn unsubscribe(&self, agent: &mut UserAgent, now: Instant, number: u8) {
        let _ = nth(&self.ours, number).map(|id| agent.unsubscribe(now, id));
    }

    /// Ends all that there is.
    pub(super) fn leave(&mut self, agent: &mut UserAgent, now: Instant) {
        for id in &self.ours {
            let _ = agent.unsubscribe(now, *id);
        }
        for id in self.theirs.clone() {
            self.decline(agent, now, id, &Response::new(StatusCode::DECLINE));
            let _ = agent.notify(now, id, &OVER);
        }
    }

    /// Of what is declined at its beginning nobody is told the end.
    fn decline(&mut self, agent: &mut UserAgent, now: Instant, id: NotifierId, response: &Response<'_>) {
        if agent.decline(now, id, response).is_ok() && agent.notifier_dialog(id).is_none() {
            self.theirs.retain(|it| *it != id);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ours.is_empty() && self.theirs.is_empty()
    }
}
