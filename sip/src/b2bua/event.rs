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
    /// A call comes: [`B2bua::connect`](super::B2bua::connect) or [`B2bua::refuse`](super::B2bua::refuse) is to follow.
    Incoming {
        /// The call.
        bridge: BridgeId,
        /// The INVITE.
        request: Arc<Message>,
        /// Where it came from.
        source: Source,
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
    },
    /// An attempt has failed: another [`B2bua::connect`](super::B2bua::connect), or [`B2bua::refuse`](super::B2bua::refuse), is to
    /// follow.
    AttemptFailed {
        /// The call.
        bridge: BridgeId,
        /// What the attempt has ended with: as it came, or as what it is as good as.
        code: StatusCode,
        /// The response, if there was one.
        response: Option<Arc<Message>>,
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
    /// One side does not answer any more, or does not know the dialog.
    Lost(agent::EndReason),
}
