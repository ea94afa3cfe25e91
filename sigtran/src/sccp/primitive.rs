//! What SCCP and its users tell each other (Q.711 §6).

mod show;

use std::fmt;

use bytes::Bytes;

use super::{Address, ConnectionId, RefusalCause, ReleaseCause, ReturnCause, Ssn};
use crate::mtp::PointCode;

/// N-UNITDATA request, beside the data (Q.711 §6.2.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // the parameters of the standard
pub struct UnitdataRequest {
    /// For whom.
    pub called: Address,
    /// From whom: what an answer goes to.
    pub calling: Address,
    /// Messages with the same one are delivered in order, class 1; the order of others is nobody's business, class 0.
    pub sequence_control: Option<u32>,
    /// Whether it comes back if it cannot be delivered.
    pub return_option: bool,
    /// How important it is, 0 to 7.
    pub importance: Option<u8>,
}

/// N-CONNECT request (Q.711 §6.1.1).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // the parameters of the standard
pub struct ConnectRequest<'a> {
    /// With whom.
    pub called: Address,
    /// Who asks. Its subsystem number says which of our users' going out of service ends the connection.
    pub calling: Option<Address>,
    /// The user's data, at most 128 octets; none if empty.
    pub data: &'a [u8],
    /// How important it is, 0 to 7.
    pub importance: Option<u8>,
}

/// N-CONNECT response, or N-DISCONNECT request in answer to N-CONNECT indication (Q.711 §6.1.1).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // the parameters of the standard
pub struct ConnectResponse<'a> {
    /// Who answers.
    pub responding: Option<Address>,
    /// The user's data, at most 128 octets; none if empty.
    pub data: &'a [u8],
    /// How important it is, 0 to 7.
    pub importance: Option<u8>,
}

/// What SCCP tells its users (Q.711 §6).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// N-UNITDATA indication.
    Unitdata {
        /// For whom.
        called: Address,
        /// From whom: with the point code that it came from where it is routed by subsystem and names none.
        calling: Address,
        /// Whether it is of class 1.
        in_sequence: bool,
        /// The user's data.
        data: Bytes,
    },
    /// N-NOTICE indication: a message of ours came back.
    Notice {
        /// Whom it was for.
        called: Address,
        /// Whom it was from.
        calling: Address,
        /// Why.
        cause: ReturnCause,
        /// What it carried, or its beginning.
        data: Bytes,
    },
    /// N-CONNECT indication: somebody asks for a connection with a user of ours. It is answered with
    /// [`n_connect_response`](super::Sccp::n_connect_response) or [`n_refuse`](super::Sccp::n_refuse).
    Connect {
        /// Which connection.
        connection: ConnectionId,
        /// With whom.
        called: Address,
        /// Who asks, if that is told.
        calling: Option<Address>,
        /// How important it is, if that is told.
        importance: Option<u8>,
        /// The user's data; empty if there are none.
        data: Bytes,
    },
    /// N-CONNECT confirm: a connection that we asked for is there.
    Connected {
        /// Which connection.
        connection: ConnectionId,
        /// Who answered, if that is told.
        responding: Option<Address>,
        /// The user's data; empty if there are none.
        data: Bytes,
    },
    /// N-DISCONNECT indication: a connection that we asked for is refused. It is gone.
    Refused {
        /// Which connection.
        connection: ConnectionId,
        /// Why.
        cause: RefusalCause,
        /// Who refused, if that is told.
        responding: Option<Address>,
        /// The user's data; empty if there are none.
        data: Bytes,
    },
    /// N-DATA indication.
    Data {
        /// On which connection.
        connection: ConnectionId,
        /// The user's data, put together from their segments.
        data: Bytes,
    },
    /// N-DISCONNECT indication: a connection has ended. It is gone.
    Disconnected {
        /// Which connection.
        connection: ConnectionId,
        /// Why.
        cause: ReleaseCause,
        /// The user's data; empty if there are none.
        data: Bytes,
    },
    /// The other side never confirmed that a connection has ended: for maintenance (Q.714 §3.3.3.2).
    ReleaseUnanswered {
        /// Which connection: it is gone.
        connection: ConnectionId,
        /// Where the other side is.
        point_code: PointCode,
    },
    /// N-STATE indication: a subsystem elsewhere comes or goes.
    State {
        /// Where.
        point_code: PointCode,
        /// Which.
        ssn: Ssn,
        /// Whether it is there.
        in_service: bool,
    },
    /// N-PCSTATE indication: a point comes or goes.
    PointCodeState {
        /// Which.
        point_code: PointCode,
        /// Whether it can be reached.
        accessible: bool,
    },
    /// The way to a point is congested, or SCCP there says that a subsystem is (MTP-STATUS, SSC).
    Congestion {
        /// Where.
        point_code: PointCode,
        /// Which subsystem; `None`: the way there.
        ssn: Option<Ssn>,
        /// 0 none to 8 most.
        level: u8,
    },
    /// N-COORD indication: a subsystem elsewhere wants to go out of service, and its other half, which is ours, to take over.
    CoordinationRequested {
        /// Where.
        point_code: PointCode,
        /// Which.
        ssn: Ssn,
    },
    /// N-COORD confirm: the other half agrees that ours goes out of service.
    CoordinationGranted {
        /// Where.
        point_code: PointCode,
        /// Which.
        ssn: Ssn,
    },
}

/// Why a call was refused; all is as before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UsageError {
    /// The data are longer than 16 segments or a LUDT hold, or than the message or the settings allow.
    TooLong,
    /// There are no data.
    Empty,
    /// The address leads nowhere: this would be its return cause.
    NoRoute(ReturnCause),
    /// There is no room for another connection, or for the messages that would go.
    Full,
    /// The connection is no more.
    Gone,
    /// The connection is not in a state for this.
    WrongState,
    /// T(guard) runs: there are no connections yet.
    Restarting,
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => f.write_str("too much data"),
            Self::Empty => f.write_str("no data"),
            Self::NoRoute(cause) => write!(f, "no route: {cause:?}"),
            Self::Full => f.write_str("no room"),
            Self::Gone => f.write_str("the connection is no more"),
            Self::WrongState => f.write_str("the connection is not in a state for this"),
            Self::Restarting => f.write_str("T(guard) runs"),
        }
    }
}

impl std::error::Error for UsageError {}
