//! What the owner of a back-to-back user agent must know.

use std::sync::Arc;

use super::{BridgeId, Side};
use crate::endpoint::Source;
use crate::{Message, StatusCode, agent};

/// What has happened.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)] // most have a message, and they are handed on at once
pub enum Event {
    /// A call comes: [`B2bua::connect`](super::B2bua::connect), [`B2bua::ring`](super::B2bua::ring) or
    /// [`B2bua::refuse`](super::B2bua::refuse) is to follow.
    Incoming {
        /// The call.
        bridge: BridgeId,
        /// The INVITE.
        request: Arc<Message>,
        /// Where it came from.
        source: Source,
        /// The call and the side of it that it is to take the place of (RFC 3891): [`B2bua::replace`](super::B2bua::replace) is to follow
        /// then, if whoever asks may do that.
        replaces: Option<(BridgeId, Side)>,
    },
    /// The other side says how it gets on; the caller has been told.
    Progress {
        /// The call.
        bridge: BridgeId,
        /// How.
        code: StatusCode,
    },
    /// The call is answered, and both are connected.
    Answered {
        /// The call.
        bridge: BridgeId,
        /// Who of those that rang, by his place; none if somebody else has taken the call.
        leg: Option<usize>,
    },
    /// One of several that ring has failed or refused; others still ring, or [`Self::AttemptFailed`] follows.
    LegFailed {
        /// The call.
        bridge: BridgeId,
        /// Its place among those of [`B2bua::ring`](super::B2bua::ring).
        leg: usize,
        /// What it has ended with: as it came, or as what it is as good as.
        code: StatusCode,
    },
    /// An attempt has failed, or all that rang at once have: another [`B2bua::connect`](super::B2bua::connect), or
    /// [`B2bua::refuse`](super::B2bua::refuse), is to follow.
    AttemptFailed {
        /// The call.
        bridge: BridgeId,
        /// What the attempt has ended with: as it came, or as what it is as good as. Of several the best counts (RFC 3261 §16.7, step 6).
        code: StatusCode,
        /// The response, if there was one.
        response: Option<Arc<Message>>,
    },
    /// Another has taken the place of one side of a call, which was ended (RFC 3891 §3).
    Replaced {
        /// The call.
        bridge: BridgeId,
        /// The side.
        side: Side,
        /// The call that has asked for it, which is no more.
        by: BridgeId,
    },
    /// A call is over.
    Ended {
        /// The call, which is no more.
        bridge: BridgeId,
        /// Who has ended it; none if we have.
        by: Option<Side>,
        /// How.
        cause: Cause,
    },
    /// What is the user agent's alone: requests without a dialog, connections.
    Agent(agent::Event),
}

/// How a call is over.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Cause {
    /// One side has said BYE, which may have a Reason.
    Bye(Arc<Message>),
    /// The caller has taken it back before it was answered.
    Cancelled,
    /// It was refused, by [`B2bua::refuse`](super::B2bua::refuse).
    Refused(StatusCode),
    /// It was ended, by [`B2bua::hang_up`](super::B2bua::hang_up).
    HungUp,
    /// Both sides could not be brought to talk with each other, after another had taken the place of one.
    Incompatible,
    /// One side does not answer any more, or does not know the dialog.
    Lost(agent::EndReason),
}
