//! Subscriptions of an owner, and those of whom he tells: each ends once, and nothing is told of it after that.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use brivas_sip::agent::{
    DialogId, Event, Notice, NotifierId, Refer, Standing, Subscribe, SubscriptionId, Termination, UsageError,
    Whom,
};
use brivas_sip::endpoint::Target;
use brivas_sip::header::{self, CSeq, HeaderField, NameAddr};
use brivas_sip::message::Response;
use brivas_sip::uri::Uri;
use brivas_sip::{StatusCode, UserAgent};

use super::random::Random;
use super::score::Score;

/// What he knows of a subscription of the other side's.
#[derive(Debug)]
struct Theirs {
    is_refer: bool,
    /// Whether he is to answer.
    is_asked: bool,
    is_new: bool,
}

#[derive(Debug)]
pub(crate) struct Watcher {
    /// How many he may yet begin.
    left: usize,
    /// Ours, and the number of the last NOTIFY.
    ours: BTreeMap<SubscriptionId, u32>,
    ended: BTreeSet<SubscriptionId>,
    theirs: BTreeMap<NotifierId, Theirs>,
    ended_theirs: BTreeSet<NotifierId>,
}

fn uri(text: &'static str) -> Uri<'static> {
    Uri::read(text.as_bytes()).unwrap()
}

/// It is too late for that, or there is no room.
fn may_fail(done: Result<(), UsageError>) {
    if let Err(error) = done {
        let expected = [UsageError::Gone, UsageError::State, UsageError::Full, UsageError::Pending];
        assert!(expected.contains(&error), "{error}");
    }
}

impl Watcher {
    pub(crate) fn new(random: &mut Random) -> Self {
        Self {
            left: random.size(5),
            ours: BTreeMap::new(),
            ended: BTreeSet::new(),
            theirs: BTreeMap::new(),
            ended_theirs: BTreeSet::new(),
        }
    }

    /// Takes what is of a subscription; gives back what is not.
    pub(crate) fn hear(&mut self, event: Event, score: &mut Score) -> Option<Event> {
        match event {
            Event::Accepted { subscription, .. } | Event::RefreshFailed { subscription, .. } => {
                assert!(self.ours.contains_key(&subscription), "of a subscription that is over");
            }
            Event::Notified { subscription, fork_of, status, request, .. } => {
                assert!(fork_of.is_none(), "nobody forks here");
                let number = request.need::<CSeq<'_>>().unwrap().number;
                let last = self.ours.get_mut(&subscription).expect("of a subscription that is over");
                assert!(*last < number, "told twice, or late");
                *last = number;
                score.notified += 1;
                score.reported += u64::from(status.is_some());
            }
            Event::SubscriptionEnded { subscription, .. } => {
                assert!(self.ours.remove(&subscription).is_some(), "it ends twice, or never was");
                assert!(self.ended.insert(subscription));
            }
            Event::Subscribe { notifier, is_new, .. } => {
                assert_eq!(is_new, !self.theirs.contains_key(&notifier));
                assert!(!self.ended_theirs.contains(&notifier), "of one that is over");
                let of = self.theirs.entry(notifier).or_insert(Theirs {
                    is_refer: false,
                    is_asked: false,
                    is_new: true,
                });
                assert!(!std::mem::replace(&mut of.is_asked, true), "asked twice");
                score.subscribed += 1;
            }
            Event::Refer { notifier, .. } => {
                let of = Theirs { is_refer: true, is_asked: true, is_new: true };
                assert!(self.theirs.insert(notifier, of).is_none());
                score.referred += 1;
            }
            Event::NotifyRefused { notifier, .. } => assert!(self.theirs.contains_key(&notifier)),
            Event::NotifierEnded { notifier, .. } => {
                assert!(self.theirs.remove(&notifier).is_some(), "it ends twice, or never was");
                assert!(self.ended_theirs.insert(notifier));
            }
            other => return Some(other),
        }
        None
    }

    /// Does something.
    pub(crate) fn turn(
        &mut self,
        agent: &mut UserAgent,
        now: Instant,
        random: &mut Random,
        target: Target,
        dialog: Option<DialogId>,
        is_leaving: bool,
    ) {
        let ours: Vec<SubscriptionId> = self.ours.keys().copied().collect();
        let theirs: Vec<NotifierId> = self.theirs.keys().copied().collect();
        if is_leaving {
            ours.iter().for_each(|id| may_fail(agent.unsubscribe(now, *id)));
            return theirs.iter().for_each(|id| self.end(agent, now, *id, random));
        }
        if let Some(id) = random.one_of(&theirs) {
            self.serve(agent, now, id, random);
        }
        if let Some(id) = random.one_of(&ours).filter(|_| random.percent(20)) {
            may_fail(match random.below(3) {
                0 => agent.unsubscribe(now, id),
                _ => agent.refresh(now, id, Some(60 + u32::try_from(random.below(200)).unwrap()), None, None),
            });
        }
        if self.left > 0 && random.percent(30) {
            self.left -= 1;
            self.begin(agent, now, random, target, dialog);
        }
    }

    fn begin(
        &mut self,
        agent: &mut UserAgent,
        now: Instant,
        random: &mut Random,
        target: Target,
        dialog: Option<DialogId>,
    ) {
        let (from, to) = (uri("sip:one@192.0.2.9"), uri("sip:two@192.0.2.8"));
        let outside =
            Whom::Outside { request_uri: to, from: NameAddr::new(from), to: NameAddr::new(to), target };
        let whom = dialog.filter(|_| random.percent(70)).map_or(outside, Whom::Within);
        let begun = if random.percent(50) {
            let mut refer = Refer::new(whom, NameAddr::new(uri("sip:three@192.0.2.7")));
            refer.is_followed = random.percent(80);
            agent.refer(now, &refer)
        } else {
            let event = header::Event::read(b"presence").unwrap();
            let expires = [0, 10, 60, 100, 300][random.size(5)];
            agent.subscribe(now, &Subscribe::new(whom, event, expires))
        };
        match begun {
            Ok(id) => {
                assert!(!self.ended.contains(&id) && self.ours.insert(id, 0).is_none());
            }
            Err(error) => may_fail(Err(error)),
        }
    }

    /// Answers, or tells something.
    fn serve(&mut self, agent: &mut UserAgent, now: Instant, id: NotifierId, random: &mut Random) {
        let of = self.theirs.get_mut(&id).unwrap();
        if !std::mem::replace(&mut of.is_asked, false) {
            let standing = match random.below(10) {
                0 => Standing::terminated(Termination::GiveUp),
                1 => Standing::Pending,
                _ => Standing::Active,
            };
            may_fail(match (of.is_refer, random.below(10)) {
                (true, 0) => agent.report(now, id, StatusCode::OK, b""),
                (true, _) => agent.report(now, id, StatusCode::RINGING, b""),
                (false, _) => agent.notify(now, id, &Notice::new(standing, None)),
            });
            return;
        }
        if random.percent(15) {
            return self.decline(agent, now, id);
        }
        let is_first = std::mem::replace(&mut of.is_new, false);
        if !of.is_refer || !is_first {
            return may_fail(agent.accept(now, id, 200, &Notice::new(Standing::Active, None)));
        }
        may_fail(agent.accept_refer(now, id));
    }

    /// One that is declined at its beginning is over, and nobody is told.
    fn decline(&mut self, agent: &mut UserAgent, now: Instant, id: NotifierId) {
        may_fail(agent.decline(now, id, &Response::new(StatusCode::DECLINE)));
        if self.theirs.get(&id).is_some_and(|of| of.is_new) {
            self.theirs.remove(&id);
        }
    }

    fn end(&mut self, agent: &mut UserAgent, now: Instant, id: NotifierId, random: &mut Random) {
        if self.theirs.get(&id).is_some_and(|of| of.is_asked) {
            if random.percent(50) {
                return self.serve(agent, now, id, random);
            }
            if let Some(of) = self.theirs.get_mut(&id) {
                of.is_asked = false;
            }
            return self.decline(agent, now, id);
        }
        let over = Notice::new(Standing::terminated(Termination::NoResource), None);
        may_fail(agent.notify(now, id, &over));
    }

    /// As many dialogs may be of subscriptions.
    pub(crate) fn most(&self) -> usize {
        self.ours.len() + self.theirs.len()
    }

    pub(crate) fn check_end(&self) {
        assert!(self.ours.is_empty() && self.theirs.is_empty(), "subscriptions without an end: {self:?}");
    }
}
