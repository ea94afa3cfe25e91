//! What a session tells its owner.

use crate::{CommandStatus, DecodeError, Header, InterfaceVersion, Pdu};

/// A request of the peer that awaits our response; from [`Event::Request`] and [`Event::Bind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InboundId(pub(super) brivas_timer::Handle);

/// A request of ours that awaits the peer's response; from the method that sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub(super) u32);

impl RequestId {
    /// The `sequence_number` that the request went out with.
    #[must_use]
    pub const fn sequence_number(self) -> u32 {
        self.0
    }
}

/// What the owner must know, in the order in which it came to be.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// An ESME wants to bind: answer with `accept_bind` or `refuse`. Nothing more is read until then.
    Bind {
        /// What to answer.
        id: InboundId,
        /// The request; its body is a [`Bind`](crate::Bind).
        pdu: Pdu,
    },
    /// The message centre asks us to bind; its body is an [`Outbind`](crate::Outbind) (SMPP 5.0 §2.2.4).
    Outbind(Pdu),
    /// Our bind was accepted.
    Bound {
        /// The version that both sides speak from here on.
        version: InterfaceVersion,
        /// The response; its body is a [`BindResp`](crate::BindResp).
        pdu: Pdu,
    },
    /// Our bind was refused; another may be tried on the same connection (SMPP 5.0 §2.3).
    BindRefused(Pdu),
    /// A request of the peer: answer it with `respond` or `refuse`. Its body has been read once without fault.
    Request {
        /// What to answer.
        id: InboundId,
        /// The request.
        pdu: Pdu,
    },
    /// A subscriber can be reached again; its body is an [`AlertNotification`](crate::AlertNotification).
    AlertNotification(Pdu),
    /// The response to a request of ours, with whatever status; its body has been read once without fault.
    Response {
        /// The request that it answers.
        id: RequestId,
        /// The response.
        pdu: Pdu,
    },
    /// A request of ours that will get no response.
    RequestFailed {
        /// The request.
        id: RequestId,
        /// Why.
        reason: RequestFailure,
    },
    /// A response that belongs to no request of ours: late, doubled or invented. It has been ignored.
    StrayResponse(Pdu),
    /// A PDU of the peer that was at fault and has been answered as the standard wants it.
    Refused {
        /// The header of that PDU.
        header: Header,
        /// What was wrong.
        reason: RefusalReason,
        /// The status that it was answered with; `None` where the standard has no answer, as for a response.
        answer: Option<CommandStatus>,
    },
    /// `congestion_state` as the peer's last response had it, where it changed: 0 idle to 100 (SMPP 5.0 §4.8.4.18).
    CongestionState(u8),
    /// The window was full and has room again.
    WindowOpen,
    /// The end: the last event there is.
    Closed(CloseReason),
}

/// Why a request of ours will get no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestFailure {
    /// `response_timer` ran out. The message centre may or may not have acted on the request.
    Timeout,
    /// The peer answered with `generic_nack` and this status.
    Nacked(CommandStatus),
    /// The response came, but could not be read.
    BadResponse(DecodeError),
    /// The session ended first. The message centre may or may not have acted on the request.
    Closed,
}

/// What was wrong with a PDU that was answered without the owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusalReason {
    /// `command_id` is not known.
    UnknownCommand,
    /// The PDU is not allowed in this state, or not from that side.
    State,
    /// The body could not be read.
    Body(DecodeError),
    /// The inbound window was full.
    Window,
    /// The inbound rate was exceeded.
    Rate,
    /// We are about to unbind.
    Unbinding,
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CloseReason {
    /// One side sent `unbind`, the other answered.
    Unbound,
    /// The transport ended; `mid_pdu` tells whether in the middle of a PDU.
    PeerClosed {
        /// Whether octets of an incomplete PDU were left.
        mid_pdu: bool,
    },
    /// `command_length` of this value is below 16 or above the limit: framing is lost, or the peer is hostile or no SMPP
    /// peer at all.
    Framing {
        /// The value that stood there.
        command_length: u32,
    },
    /// No bind came in time.
    SessionInitTimer,
    /// The peer answered no `enquire_link` and sent nothing else.
    EnquireLink,
    /// Our `unbind` was not answered in time.
    UnbindTimeout,
    /// A PDU was begun but not finished in time.
    PduTimer,
    /// Nothing but `enquire_link` for the length of `inactivity_timer`.
    InactivityTimer,
    /// The owner ended it.
    Aborted,
}

/// Why a call was refused; the session is as before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UsageError {
    /// The PDU is not ours to send in this state (SMPP 5.0 §2.4).
    State,
    /// The window is full; [`Event::WindowOpen`] tells when it no longer is.
    WindowFull,
    /// Too much waits for the transport already.
    TransmitFull,
    /// The body is no legal PDU.
    Encode(crate::EncodeError),
    /// The request has been answered, has failed or never was.
    Gone,
    /// The body answers another operation than that of the request.
    WrongResponse,
    /// A bind is answered by `accept_bind` or `refuse`, other requests by `respond` or `refuse`.
    WrongVerb,
    /// `refuse` needs a status other than ESME_ROK.
    StatusOk,
}

impl std::fmt::Display for UsageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::State => f.write_str("this PDU is not ours to send in this state"),
            Self::WindowFull => f.write_str("the window is full"),
            Self::TransmitFull => f.write_str("too much waits for the transport"),
            Self::Encode(error) => write!(f, "no legal PDU: {error}"),
            Self::Gone => f.write_str("the request has been answered, has failed or never was"),
            Self::WrongResponse => f.write_str("the body answers another operation"),
            Self::WrongVerb => f.write_str("this request is answered by another method"),
            Self::StatusOk => f.write_str("a refusal needs an error status"),
        }
    }
}

impl std::error::Error for UsageError {}

impl From<crate::EncodeError> for UsageError {
    fn from(error: crate::EncodeError) -> Self {
        Self::Encode(error)
    }
}
