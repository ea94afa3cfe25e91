//! What the owner of a proxy must know, and what went wrong.

use std::fmt;
use std::sync::Arc;

use super::{BranchId, ContextId, UriText};
use crate::endpoint::{self, Source, Target};
use crate::{Message, StatusCode};

/// What has happened.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)] // most have a message, and they are handed on at once
pub enum Event {
    /// A request came, and only the owner knows where it goes: answer by [`Proxy::forward`](super::Proxy::forward) or
    /// [`Proxy::respond`](super::Proxy::respond) (RFC 3261 §16.5). If its way has named a flow of ours ([`Config::edge`](super::Config::edge)),
    /// a target without hops and route of its own goes by that.
    Request {
        /// Its context.
        context: ContextId,
        /// The request, without what in its way is ours (RFC 3261 §16.4).
        request: Arc<Message>,
        /// Where it came from.
        source: Source,
    },
    /// It is to be found where this URI leads (RFC 3263 §4): answer by [`Proxy::resolved`](super::Proxy::resolved). What waits for it
    /// waits until then, or until it is taken back.
    Resolve {
        /// What waits for it.
        branch: BranchId,
        /// A name.
        uri: UriText,
    },
    /// A 3xx came: answer by [`Proxy::redirect`](super::Proxy::redirect) (RFC 3261 §16.7, step 4). Only if
    /// [`Config::recursion`](super::Config::recursion) says so.
    Redirect {
        /// The request.
        context: ContextId,
        /// Whose response it is.
        branch: BranchId,
        /// The response.
        response: Arc<Message>,
    },
    /// A place has not served: it timed out, could not be reached, or answered 503. Others are tried if there are more (RFC 3263
    /// §4.3).
    Unreachable {
        /// What was tried on it.
        branch: BranchId,
        /// The place.
        target: Target,
        /// 408 or 503.
        code: StatusCode,
    },
    /// An INVITE was taken back before it was answered. What it was forked to is cancelled; if it was forked to nothing it has had
    /// its 487 (RFC 3261 §16.10).
    Cancelled {
        /// The request.
        context: ContextId,
        /// The CANCEL.
        cancel: Arc<Message>,
    },
    /// A final response went back: the best, or a 2xx.
    Answered {
        /// The request.
        context: ContextId,
        /// What it says.
        code: StatusCode,
    },
    /// A request is over, and nothing more will come of it.
    Over {
        /// The request, which is no more.
        context: ContextId,
    },
    /// A request came of which no state is kept, and no Route of ours has brought it here: an ACK, or any request if
    /// [`Config::stateless`](super::Config::stateless) says so. [`Proxy::relay`](super::Proxy::relay) hands it on, if it is to be.
    Stateless {
        /// The request, without what in its way is ours.
        request: Arc<Message>,
        /// Where it came from.
        source: Source,
    },
    /// Something of paths: [`Event::Connect`](endpoint::Event::Connect), [`Event::Disconnect`](endpoint::Event::Disconnect) or
    /// [`Event::Bad`](endpoint::Event::Bad).
    Endpoint(endpoint::Event),
}

/// A verb that could not be done; the proxy is as before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UsageError {
    /// The request or branch is over or never was.
    Gone,
    /// It is where this is not possible: answered, or cancelled.
    State,
    /// The request would have more targets than [`Config::max_branches`](super::Config::max_branches).
    Full,
    /// A request of this method has a context: it is no ACK.
    Method,
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gone => "the request or branch is over",
            Self::State => "the request is answered or cancelled",
            Self::Full => "more targets than a request may have",
            Self::Method => "a request with a context",
        })
    }
}

impl std::error::Error for UsageError {}
