//! Two legs, and what goes on between them.

use std::sync::Arc;

use brivas_timer::{Handle, TimerHandle};

use super::body::Body;
use super::meet::Meeting;
use super::refer::Referral;
use super::replace::{Replaced, Taking};
use super::{B2bua, Cause, Event};
use crate::agent::{CallId, DialogId};
use crate::best::Best;

/// A call: two dialogs, and whoever is at their other ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BridgeId(pub(super) Handle);

impl BridgeId {
    /// The place of the call among those that there are at once, and how many had it before: a name for logs.
    #[must_use]
    pub fn name(self) -> (u32, u32) {
        (self.0.index(), self.0.generation())
    }
}

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums)] // a call has two
pub enum Side {
    /// Who calls.
    Caller,
    /// Who is called.
    Callee,
}

impl Side {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Caller => Self::Callee,
            Self::Callee => Self::Caller,
        }
    }
}

/// A call.
#[derive(Debug)]
pub(super) struct Bridge {
    pub(super) caller: DialogId,
    /// The callee, once it has answered.
    pub(super) callee: Option<DialogId>,
    /// The attempts to reach it that are under way.
    pub(super) attempts: Vec<Attempt>,
    /// Whether there was one alone.
    pub(super) is_alone: bool,
    /// What those have ended with that are not.
    pub(super) best: Best,
    /// The early dialog whose media the caller hears, or has heard: its description stands for the rest of the INVITE (RFC 3261
    /// §13.2.1).
    pub(super) voice: Option<DialogId>,
    pub(super) timer: Option<TimerHandle>,
    pub(super) state: State,
    /// The caller's INVITE, until it is answered for good.
    pub(super) invite: Option<Arc<crate::Message>>,
    /// Whether the caller leaves the offer to the callee.
    pub(super) is_late: bool,
    /// The callee's early dialog that was heard of last.
    pub(super) early: Option<DialogId>,
    /// The callee's early dialog whose reliable offer awaits the caller's answer.
    pub(super) early_offer: Option<DialogId>,
    /// The dialog whose 2xx has an offer that the other side's ACK is to answer.
    pub(super) awaits_ack: Option<DialogId>,
    /// The REFERs that were handed on.
    pub(super) referrals: Vec<Referral>,
    /// What we have told each side of the session last, for a refresh by INVITE.
    pub(super) said: [Option<Body>; 2],
    /// Whose place this call is to take.
    pub(super) replaces: Option<Replaced>,
    /// What is done so that the media of both sides meet.
    pub(super) meeting: Option<Box<Meeting>>,
    /// Whether a side has another at its other end than the one whose description it was told first.
    pub(super) has_changed: bool,
}

/// Somebody who rings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attempt {
    pub(super) call: CallId,
    /// Its place among those that were rung at once.
    pub(super) place: usize,
}

/// Where a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// The owner is to say where it goes.
    Routing,
    /// An attempt is under way.
    Connecting,
    /// The callee's offer is with the caller, whose ACK is to bring the answer.
    AwaitsAnswer,
    /// Somebody else has taken the call while it rang.
    Taking(Taking),
    /// Both talk.
    Talking,
}

impl Bridge {
    pub(super) fn leg(&self, side: Side) -> Option<DialogId> {
        match side {
            Side::Caller => Some(self.caller),
            Side::Callee => self.callee.or(self.early),
        }
    }

    /// Puts a bridge in the state of a call that comes.
    pub(super) fn new(caller: DialogId, request: &Arc<crate::Message>) -> Self {
        Self {
            caller,
            callee: None,
            attempts: Vec::new(),
            is_alone: true,
            best: Best::default(),
            voice: None,
            timer: None,
            state: State::Routing,
            is_late: !crate::agent::has_offer(request),
            invite: Some(Arc::clone(request)),
            early: None,
            early_offer: None,
            awaits_ack: None,
            referrals: Vec::new(),
            said: [None, None],
            replaces: None,
            meeting: None,
            has_changed: false,
        }
    }

    /// What a side is to be told of the session: in the name of what it was told before, if another is at its other end now.
    pub(super) fn worded(&self, side: Side, body: Body) -> Body {
        match self.said(side) {
            Some(last) if self.has_changed => body.continued(last),
            _ => body,
        }
    }

    /// What a side was told last.
    pub(super) fn said(&self, side: Side) -> Option<&Body> {
        self.said[side as usize].as_ref()
    }

    /// Keeps what a side was told.
    pub(super) fn keep(&mut self, side: Side, body: &Body) {
        self.said[side as usize] = Some(body.kept());
    }

    /// Both.
    pub(super) fn say(&mut self, side: Side, body: Body) -> Body {
        let body = self.worded(side, body);
        self.keep(side, &body);
        body
    }
}

impl B2bua {
    /// The call and the side of a dialog.
    pub(super) fn leg_of(&self, dialog: DialogId) -> Option<(BridgeId, Side)> {
        self.legs.get(dialog.handle()).copied()
    }

    /// What a dialog is told of the session: see [`Bridge::say`].
    pub(super) fn say(&mut self, dialog: DialogId, body: Option<Body>) -> Option<Body> {
        let leg = self.leg_of(dialog);
        let of = leg.and_then(|(bridge, side)| Some((self.bridge_mut(bridge)?, side)));
        match (of, body) {
            (Some((of, side)), Some(body)) => Some(of.say(side, body)),
            (_, body) => body,
        }
    }

    pub(super) fn bridge(&self, id: BridgeId) -> Option<&Bridge> {
        self.bridges.get(id.0)
    }

    pub(super) fn bridge_mut(&mut self, id: BridgeId) -> Option<&mut Bridge> {
        self.bridges.get_mut(id.0)
    }

    /// Forgets a call, and tells the owner.
    pub(super) fn finish(&mut self, id: BridgeId, by: Option<Side>, cause: Cause) {
        let Some(bridge) = self.bridges.remove(id.0) else { return };
        let meets = bridge.meeting.and_then(|meeting| meeting.timer);
        for timer in bridge.timer.into_iter().chain(meets) {
            self.wheel.cancel(timer);
        }
        for dialog in [Some(bridge.caller), bridge.callee, bridge.early].into_iter().flatten() {
            self.legs.remove(dialog.handle());
        }
        self.events.push_back(Event::Ended { bridge: id, by, cause });
    }
}
