//! What SCCP, its user and the MTP tell each other, in no stack's types: addresses are octets as Q.713 §3.4 has them, causes
//! are numbers (Q.711 §6; Q.701 §8.1).

use std::fmt;

use super::pdu::Pdu;
use crate::suite::lines::hex;

/// What a message goes by: from where, to where, and its signalling link selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // the fields of the standard that matter to SCCP
pub struct Label {
    /// Originating point code.
    pub opc: u32,
    /// Destination point code.
    pub dpc: u32,
    /// Signalling link selection.
    pub sls: u8,
}

/// What the MTP tells SCCP.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_enums)] // an implementation must do them all
pub enum Inbound {
    /// MTP-TRANSFER indication.
    Transfer(Label, Vec<u8>),
    /// MTP-PAUSE indication: the point cannot be reached.
    Pause(u32),
    /// MTP-RESUME indication: it can.
    Resume(u32),
    /// MTP-STATUS indication: the way to the point is congested, to this level.
    Congested(u32, u8),
    /// MTP-STATUS indication: the point has no SCCP.
    UserPartUnavailable(u32),
}

/// MTP-TRANSFER request: a message for the network.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs)] // the parameters of the standard
pub struct Outbound {
    /// What it goes by.
    pub label: Label,
    /// The message.
    pub octets: Vec<u8>,
}

/// What a user asks SCCP for (Q.711 §6).
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_enums)] // an implementation must do them all
pub enum Request {
    /// N-UNITDATA request.
    Unitdata {
        /// For whom.
        called: Vec<u8>,
        /// From whom.
        calling: Vec<u8>,
        /// Class 1, and what is to stay in order.
        sequence_control: Option<u32>,
        /// Whether it comes back if it cannot be delivered.
        return_option: bool,
        /// The data.
        data: Vec<u8>,
    },
    /// N-CONNECT request: gives the connection's number.
    Connect {
        /// With whom.
        called: Vec<u8>,
        /// Who asks.
        calling: Option<Vec<u8>>,
        /// The data; empty for none.
        data: Vec<u8>,
    },
    /// N-CONNECT response.
    Accept {
        /// The connection.
        connection: u32,
        /// The data; empty for none.
        data: Vec<u8>,
    },
    /// N-DISCONNECT request in answer to N-CONNECT indication.
    Refuse {
        /// The connection.
        connection: u32,
        /// Refusal cause.
        cause: u8,
        /// The data; empty for none.
        data: Vec<u8>,
    },
    /// N-DATA request.
    Data {
        /// The connection.
        connection: u32,
        /// The data.
        data: Vec<u8>,
    },
    /// N-DISCONNECT request.
    Disconnect {
        /// The connection.
        connection: u32,
        /// Release cause.
        cause: u8,
        /// The data; empty for none.
        data: Vec<u8>,
    },
    /// N-STATE request: a subsystem here comes or goes.
    State {
        /// Which.
        ssn: u8,
        /// Whether it is there.
        in_service: bool,
    },
    /// N-COORD request: may our subsystem go, the other half of which is there?
    Coord {
        /// Where.
        point_code: u32,
        /// Which.
        ssn: u8,
    },
    /// N-COORD response: it may.
    CoordResponse {
        /// Where it was asked.
        point_code: u32,
        /// Which.
        ssn: u8,
    },
}

/// What SCCP tells its user (Q.711 §6).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Indication {
    /// N-UNITDATA indication.
    Unitdata {
        /// For whom.
        called: Vec<u8>,
        /// From whom.
        calling: Vec<u8>,
        /// Whether it is of class 1.
        in_sequence: bool,
        /// The data.
        data: Vec<u8>,
    },
    /// N-NOTICE indication.
    Notice {
        /// For whom it was.
        called: Vec<u8>,
        /// From whom it was.
        calling: Vec<u8>,
        /// Return cause.
        cause: u8,
        /// The data, or their beginning.
        data: Vec<u8>,
    },
    /// N-CONNECT indication.
    Connect {
        /// The connection's number.
        connection: u32,
        /// With whom.
        called: Vec<u8>,
        /// Who asks, if that is told.
        calling: Option<Vec<u8>>,
        /// The data; empty for none.
        data: Vec<u8>,
    },
    /// N-CONNECT confirm.
    Connected {
        /// The connection.
        connection: u32,
        /// The data; empty for none.
        data: Vec<u8>,
    },
    /// N-DISCONNECT indication of a connection that was asked for.
    Refused {
        /// The connection.
        connection: u32,
        /// Refusal cause.
        cause: u8,
        /// The data; empty for none.
        data: Vec<u8>,
    },
    /// N-DATA indication.
    Data {
        /// The connection.
        connection: u32,
        /// The data.
        data: Vec<u8>,
    },
    /// N-DISCONNECT indication of a connection that there was.
    Disconnected {
        /// The connection.
        connection: u32,
        /// Release cause.
        cause: u8,
        /// The data; empty for none.
        data: Vec<u8>,
    },
    /// Maintenance is told that a release was never answered (Q.714 §3.3.3.2).
    ReleaseUnanswered {
        /// The connection.
        connection: u32,
    },
    /// N-STATE indication.
    State {
        /// Where.
        point_code: u32,
        /// Which subsystem.
        ssn: u8,
        /// Whether it is there.
        in_service: bool,
    },
    /// N-PCSTATE indication.
    PointCodeState {
        /// Which point.
        point_code: u32,
        /// Whether it can be reached.
        accessible: bool,
    },
    /// N-PCSTATE indication of congestion.
    Congestion {
        /// Where.
        point_code: u32,
        /// 0 none, 8 most.
        level: u8,
    },
    /// N-COORD indication.
    CoordinationRequested {
        /// Where it is asked.
        point_code: u32,
        /// Which subsystem.
        ssn: u8,
    },
    /// N-COORD confirm.
    CoordinationGranted {
        /// Where it was granted.
        point_code: u32,
        /// Which subsystem.
        ssn: u8,
    },
    /// What the cases have no name for.
    Other(String),
}

fn show(f: &mut fmt::Formatter<'_>, label: Label, octets: &[u8]) -> fmt::Result {
    let Label { opc, dpc, sls } = label;
    write!(f, "{opc} to {dpc} by {sls}: ")?;
    match Pdu::read(octets) {
        Ok(pdu) => write!(f, "{pdu} [{}]", hex(octets, |_| false)),
        Err(why) => f.write_str(&why),
    }
}

impl fmt::Display for Inbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transfer(label, octets) => show(f, *label, octets),
            status => write!(f, "{status:?}"),
        }
    }
}

impl fmt::Display for Outbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(f, self.label, &self.octets)
    }
}
