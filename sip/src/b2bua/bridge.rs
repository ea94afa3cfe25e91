//! Two legs, and what goes on between them.

use std::sync::Arc;

use brivas_timer::{Handle, TimerHandle};
use bytes::Bytes;

use super::{B2bua, Cause, Event};
use crate::agent::{CallId, DialogId};

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
    /// The attempt to reach it, until all that can come of it has come.
    pub(super) attempt: Option<CallId>,
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
    /// The last description that we have sent to each side, for a refresh by INVITE.
    pub(super) sdp: [Bytes; 2],
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

    /// Keeps the description that was sent to a side last, in a piece of its own.
    pub(super) fn keep_sdp(&mut self, side: Side, octets: &[u8]) {
        self.sdp[side as usize] = Bytes::copy_from_slice(octets);
    }
}

impl B2bua {
    /// The call and the side of a dialog.
    pub(super) fn leg_of(&self, dialog: DialogId) -> Option<(BridgeId, Side)> {
        self.legs.get(dialog.handle()).copied()
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
        if let Some(timer) = bridge.timer {
            self.wheel.cancel(timer);
        }
        for dialog in [Some(bridge.caller), bridge.callee, bridge.early].into_iter().flatten() {
            self.legs.remove(dialog.handle());
        }
        self.events.push_back(Event::Ended { bridge: id, by, cause });
    }
}
