//! What the owner of a user agent must know.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use super::{CallId, DialogId, NotifierEnd, NotifierId, Retry, Standing, SubscriptionEnd, SubscriptionId};
use crate::endpoint::{self, ClientId, ServerId, Source};
use crate::{Message, StatusCode};

/// A body, and what it is.
#[derive(Clone, Copy)]
#[allow(clippy::exhaustive_structs)] // a body and its type
pub struct Content<'a> {
    /// The value of Content-Type, such as `application/sdp`.
    pub content_type: &'a [u8],
    /// The body.
    pub body: &'a Bytes,
}

impl<'a> Content<'a> {
    /// A description of a session.
    #[must_use]
    pub const fn sdp(body: &'a Bytes) -> Self {
        Self { content_type: b"application/sdp", body }
    }
}

impl fmt::Debug for Content<'_> {
    /// Without the body: it is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({} octets)", String::from_utf8_lossy(self.content_type), self.body.len())
    }
}

/// What has happened.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)] // most have a message, and they are handed on at once
pub enum Event {
    /// A provisional response to our INVITE came.
    Progress {
        /// The call.
        call: CallId,
        /// The early dialog that it makes or came in; none for 100, or without a tag.
        dialog: Option<DialogId>,
        /// The response. If it was sent reliably and has an offer, [`UserAgent::prack`](super::UserAgent::prack) is to bring the
        /// answer; without an offer the PRACK has gone already (RFC 3262 §5).
        response: Arc<Message>,
        /// Whether a PRACK is to be sent by the owner.
        wants_prack: bool,
    },
    /// Our INVITE was accepted, by one of those that it was forked to: [`UserAgent::ack`](super::UserAgent::ack) is to follow.
    Answered {
        /// The call.
        call: CallId,
        /// The dialog, which is confirmed. Several may come of one call.
        dialog: DialogId,
        /// The response.
        response: Arc<Message>,
    },
    /// Our INVITE was refused; the call and all its early dialogs are over.
    Refused {
        /// The call.
        call: CallId,
        /// The response.
        response: Arc<Message>,
        /// To try it once more, with credentials, say (RFC 3261 §8.1.3.5, §22.2).
        retry: Retry,
    },
    /// Our INVITE has failed without a response; the call and all its early dialogs are over.
    Failed {
        /// The call.
        call: CallId,
        /// Why.
        failure: Failure,
    },
    /// All that can come of our INVITE has come: those of its dialogs that were not confirmed are over (RFC 3261 §13.2.2.4).
    Settled {
        /// The call, which is no more.
        call: CallId,
    },
    /// We are called: answer by [`UserAgent::answer`](super::UserAgent::answer).
    Incoming {
        /// The dialog that will be.
        dialog: DialogId,
        /// The INVITE.
        request: Arc<Message>,
        /// Where it came from.
        source: Source,
        /// The dialog that it is to take the place of (RFC 3891): once it is answered with 2xx, that is to be ended by BYE.
        replaces: Option<DialogId>,
    },
    /// An INVITE within the dialog changes the session: answer by [`UserAgent::answer`](super::UserAgent::answer).
    Reinvite {
        /// The dialog.
        dialog: DialogId,
        /// The INVITE.
        request: Arc<Message>,
    },
    /// An INVITE was cancelled before it was answered. It has had its 487; if it would have begun a session, that is over.
    Cancelled {
        /// The dialog.
        dialog: DialogId,
        /// The CANCEL.
        cancel: Arc<Message>,
    },
    /// Our 2xx was acknowledged.
    Acknowledged {
        /// The dialog.
        dialog: DialogId,
        /// The ACK: with an answer, if the 2xx had the offer.
        ack: Arc<Message>,
    },
    /// A reliable provisional response of ours was acknowledged.
    Pracked {
        /// The dialog.
        dialog: DialogId,
        /// The PRACK: with an answer, if the response had the offer.
        prack: Arc<Message>,
        /// The PRACK's transaction, if it has an offer that [`UserAgent::respond`](super::UserAgent::respond) is to answer.
        id: Option<ServerId>,
    },
    /// Another request came: answer it by [`UserAgent::respond`](super::UserAgent::respond).
    Request {
        /// The dialog that it came in.
        dialog: Option<DialogId>,
        /// Its transaction.
        id: ServerId,
        /// The request.
        request: Arc<Message>,
        /// Where it came from.
        source: Source,
    },
    /// A response to a request of ours came: a final one, or a provisional one to an INVITE within a dialog. After a 2xx to an
    /// INVITE [`UserAgent::ack`](super::UserAgent::ack) is to follow.
    Response {
        /// The dialog; none for a request without one.
        dialog: Option<DialogId>,
        /// The transaction of the request.
        id: ClientId,
        /// The response.
        response: Arc<Message>,
    },
    /// A request of ours within or without a dialog had no response.
    RequestFailed {
        /// The dialog.
        dialog: Option<DialogId>,
        /// The transaction, which is over.
        id: ClientId,
        /// Why.
        failure: endpoint::Failure,
    },
    /// The session is to be refreshed by an INVITE of the owner's, since the other side does not take UPDATE (RFC 4028 §7.4).
    Refresh {
        /// The dialog.
        dialog: DialogId,
    },
    /// A session is over. Of what is asked in it nothing more is told; what becomes of a request of ours that is under way is.
    Ended {
        /// Its dialog, which is no more, unless subscriptions live in it (RFC 5057).
        dialog: DialogId,
        /// Why.
        reason: EndReason,
    },
    /// Our SUBSCRIBE or REFER was accepted.
    Accepted {
        /// The subscription.
        subscription: SubscriptionId,
        /// The response.
        response: Arc<Message>,
    },
    /// A NOTIFY came of a subscription of ours, and is answered.
    Notified {
        /// The subscription.
        subscription: SubscriptionId,
        /// The first one, if this is another of those that the request was forked to.
        fork_of: Option<SubscriptionId>,
        /// Where it stands. If it is terminated, [`Event::SubscriptionEnded`] follows.
        standing: Standing,
        /// The response that the referred request had, as the body says it; of a REFER alone (RFC 3515 §2.4.5).
        status: Option<StatusCode>,
        /// The NOTIFY.
        request: Arc<Message>,
    },
    /// A SUBSCRIBE that refreshes a subscription of ours was refused, or has failed; the subscription holds as long as it would
    /// have without. [`UserAgent::refresh`](super::UserAgent::refresh) tries once more, with credentials, say.
    RefreshFailed {
        /// The subscription.
        subscription: SubscriptionId,
        /// The response, if there was one.
        response: Option<Arc<Message>>,
    },
    /// A subscription of ours is over.
    SubscriptionEnded {
        /// The subscription, which is no more.
        subscription: SubscriptionId,
        /// Why.
        reason: SubscriptionEnd,
    },
    /// Somebody subscribes, or refreshes, fetches or ends a subscription: answer by [`UserAgent::accept`](super::UserAgent::accept)
    /// or [`UserAgent::decline`](super::UserAgent::decline). The owner answers those too that are no new ones, since he alone knows
    /// the state that a NOTIFY tells at once.
    Subscribe {
        /// The subscription.
        notifier: NotifierId,
        /// Its dialog.
        dialog: DialogId,
        /// Whether it is a new one.
        is_new: bool,
        /// For how many seconds it asks: none to end it, or to be told once.
        expires: u32,
        /// The SUBSCRIBE.
        request: Arc<Message>,
        /// Where it came from.
        source: Source,
    },
    /// Somebody asks us to ask another, whom [`Referred`](super::Referred) reads: answer by
    /// [`UserAgent::accept_refer`](super::UserAgent::accept_refer) or [`UserAgent::decline`](super::UserAgent::decline).
    Refer {
        /// The subscription that follows.
        notifier: NotifierId,
        /// The dialog that it came in.
        dialog: Option<DialogId>,
        /// The REFER.
        request: Arc<Message>,
        /// Where it came from.
        source: Source,
    },
    /// A NOTIFY of ours was refused, but the subscription is not over by that.
    NotifyRefused {
        /// The subscription.
        notifier: NotifierId,
        /// The response.
        response: Arc<Message>,
    },
    /// A subscription of the other side's is over.
    NotifierEnded {
        /// The subscription, which is no more.
        notifier: NotifierId,
        /// Why.
        reason: NotifierEnd,
    },
    /// What is the endpoint's alone: connections that are wanted or to be closed, and messages with a fault.
    Endpoint(endpoint::Event),
}

/// Why a dialog is over.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum EndReason {
    /// The other side has said BYE, which is answered.
    Bye(Arc<Message>),
    /// Our BYE is answered, or will never be.
    Hangup,
    /// Nobody has acknowledged our 2xx; a BYE has gone (RFC 3261 §13.3.1.4).
    NoAck,
    /// Nobody has acknowledged a reliable provisional response; the INVITE was refused with 504 (RFC 3262 §3).
    NoPrack,
    /// Nobody has refreshed the session; a BYE has gone (RFC 4028 §10).
    Expired,
    /// The other side does not know the dialog any more: it has answered 481 (RFC 3261 §12.2.1.2, RFC 5057).
    Unknown,
    /// The INVITE that would have made it was answered by another, refused, or has failed.
    Abandoned,
}

/// Why a call has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// No response, or no way to send it.
    Request(endpoint::Failure),
    /// It was cancelled, and accepted all the same at that moment: the dialog has had its ACK and a BYE (RFC 3261 §9.1).
    Cancelled,
}

impl Failure {
    /// The status that it is as good as.
    #[must_use]
    pub const fn status_code(self) -> StatusCode {
        match self {
            Self::Request(failure) => failure.status_code(),
            Self::Cancelled => StatusCode::REQUEST_TERMINATED,
        }
    }
}

/// A verb that could not be done; the user agent is as before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UsageError {
    /// The call or dialog is over or never was.
    Gone,
    /// There is nothing to do this with: no INVITE to answer, no 2xx to acknowledge, no response to be acknowledged by PRACK.
    State,
    /// An INVITE is under way in this dialog, in either direction (RFC 3261 §14.1), or an offer is open (RFC 3311 §5.1).
    Pending,
    /// The other side does not support it: reliable responses (RFC 3262 §3).
    Unsupported,
    /// As many dialogs or messages wait as may.
    Full,
    /// The endpoint could not do it.
    Endpoint(endpoint::UsageError),
}

impl From<endpoint::UsageError> for UsageError {
    fn from(error: endpoint::UsageError) -> Self {
        match error {
            endpoint::UsageError::Gone => Self::Gone,
            endpoint::UsageError::State => Self::State,
            endpoint::UsageError::Full => Self::Full,
            other => Self::Endpoint(other),
        }
    }
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("the call or dialog is over"),
            Self::State => f.write_str("there is nothing to do this with"),
            Self::Pending => f.write_str("an INVITE or an offer is under way"),
            Self::Unsupported => f.write_str("the other side does not support it"),
            Self::Full => f.write_str("as many dialogs or messages wait as may"),
            Self::Endpoint(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for UsageError {}
