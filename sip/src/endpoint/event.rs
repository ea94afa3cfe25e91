//! What the owner of an endpoint must know.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use super::{ClientId, PathId, ServerId, Source};
use crate::header::Transport;
use crate::{DecodeError, Message, StatusCode};

/// What has happened.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)] // most have a message, and they are handed on at once
pub enum Event {
    /// A request came that began a transaction: answer it by [`Endpoint::respond`](super::Endpoint::respond).
    Request {
        /// Its transaction.
        id: ServerId,
        /// The request. Its top Via says where it came from, if that is not where its sender says that he is.
        request: Arc<Message>,
        /// Where it came from.
        source: Source,
    },
    /// An ACK came for a 2xx: it has no transaction of its own (RFC 3261 §17).
    Ack {
        /// The transaction of the INVITE, if the ACK bears its branch, as those by RFC 2543 do.
        id: Option<ServerId>,
        /// The ACK.
        request: Arc<Message>,
        /// Where it came from.
        source: Source,
    },
    /// An INVITE without a final response was cancelled. The CANCEL is answered; the INVITE is to be, by 487 (RFC 3261 §9.2).
    Cancelled {
        /// The transaction of the INVITE.
        id: ServerId,
        /// The CANCEL, which may have a Reason.
        cancel: Arc<Message>,
    },
    /// A response came, a provisional or a final one.
    Response {
        /// The transaction of the request.
        id: ClientId,
        /// The response.
        response: Arc<Message>,
        /// Where it came from.
        source: Source,
    },
    /// There is no response to a request, and will be none.
    Failed {
        /// Its transaction, which is over.
        id: ClientId,
        /// Why.
        failure: Failure,
    },
    /// An INVITE that was accepted is over: no more 2xx will come of it (RFC 3261 §13.2.2.4, RFC 6026 Timer M).
    Over {
        /// Its transaction.
        id: ClientId,
    },
    /// No ACK came for a final response that is none of 2xx; the transaction is over (RFC 3261 §17.2.1).
    NoAck {
        /// The transaction of the INVITE.
        id: ServerId,
    },
    /// A message came that is of no transaction, since [`Config::transactions`](super::Config::transactions) wants none.
    Stray {
        /// The request or response.
        message: Arc<Message>,
        /// Where it came from.
        source: Source,
    },
    /// A connection is wanted: tell [`PathEvent::Up`](super::PathEvent::Up) or
    /// [`PathEvent::Down`](super::PathEvent::Down) once it is decided.
    Connect {
        /// What it will be known as.
        path: PathId,
        /// What it is to be.
        transport: Transport<'static>,
        /// Where to.
        to: SocketAddr,
    },
    /// A connection is to be closed, after what is sent on it: nobody knows where its next message begins.
    Disconnect {
        /// Which.
        path: PathId,
    },
    /// A connection that was kept alive by [`Endpoint::keep_alive`](super::Endpoint::keep_alive) or
    /// [`Config::keep_alives`](super::Config::keep_alives) is no more: nobody has answered a ping, or it was closed. Whoever has
    /// registered by it registers anew (RFC 5626 §4.4, §4.5).
    FlowFailed {
        /// Which.
        path: PathId,
    },
    /// Something came that is no message, or one with a fault. A request was answered if there was enough of it.
    Bad {
        /// What is wrong.
        error: DecodeError,
        /// Where it came from.
        source: Source,
    },
}

/// Why there is no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// None came in time (RFC 3261 §17.1.1.2, Timer B; §17.1.2.2, Timer F), or none after a CANCEL (RFC 3261 §9.1).
    Timeout,
    /// The request could not be sent, or its connection was lost before any response came (RFC 3261 §17.1.4).
    Transport,
}

impl Failure {
    /// The status that it is as good as: 408 or 503 (RFC 3261 §8.1.3.1).
    #[must_use]
    pub const fn status_code(self) -> StatusCode {
        match self {
            Self::Timeout => StatusCode::REQUEST_TIMEOUT,
            Self::Transport => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// A verb that could not be done; the endpoint is as before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UsageError {
    /// The transaction, or the path, is over or never was.
    Gone,
    /// The transaction is where this is not possible: a final response was sent or has come.
    State,
    /// As many transactions are there as may be.
    Full,
    /// No socket, listener or connection is there for this transport.
    NoPath,
    /// An ACK or a CANCEL is no request of its own.
    Method,
    /// A text that should be a host, and a port maybe, is none.
    SentBy,
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gone => "the transaction or path is over",
            Self::State => "a final response was sent or has come",
            Self::Full => "as many transactions are there as may be",
            Self::NoPath => "no socket, listener or connection is there for this transport",
            Self::Method => "an ACK or a CANCEL is no request of its own",
            Self::SentBy => "no host and port",
        })
    }
}

impl std::error::Error for UsageError {}

/// What an endpoint has counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Messages that came and could be read.
    pub messages_received: u64,
    /// Messages sent, copies included.
    pub messages_sent: u64,
    /// Messages sent once more, since no answer came.
    pub retransmissions: u64,
    /// Requests that came again and were known.
    pub copies: u64,
    /// Responses that belong to no request here.
    pub stray_responses: u64,
    /// What was no message, or one with a fault.
    pub bad_messages: u64,
    /// Requests that were answered 503 for want of room.
    pub refused: u64,
}
