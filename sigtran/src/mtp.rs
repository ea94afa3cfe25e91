//! The primitives between the Message Transfer Part and its users (Q.701 §8.1; RFC 4666 §1.6.1): what M3UA gives SCCP, and
//! what a vendor with an MTP of its own gives it instead.

use std::fmt;

use bytes::Bytes;

/// The code of a signalling point: 14 bits at ITU, 24 bits at ANSI (Q.704 §2.2.3).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // a number on the wire
pub struct PointCode(pub u32);

impl fmt::Debug for PointCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PC {}", self.0)
    }
}

/// What a message goes by: from where to where, for which user, and in which sequence (Q.704 §2.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // the fields of the standard
pub struct RoutingLabel {
    /// Originating point code.
    pub opc: PointCode,
    /// Destination point code.
    pub dpc: PointCode,
    /// Service indicator: 3 SCCP, 5 ISUP.
    pub si: u8,
    /// Network indicator: 0 international, 2 national.
    pub ni: u8,
    /// Message priority.
    pub mp: u8,
    /// Signalling link selection: messages with the same one stay in order.
    pub sls: u8,
}

impl RoutingLabel {
    /// The service indicator of SCCP.
    pub const SCCP: u8 = 3;
}

/// MTP-TRANSFER indication: a message of the network (Q.701 §8.1).
#[derive(Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // the parameters of the standard
pub struct MtpTransfer {
    /// What it came by.
    pub label: RoutingLabel,
    /// What it carries.
    pub user_data: Bytes,
}

/// User data may be private: its length is shown.
impl fmt::Debug for MtpTransfer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MtpTransfer({:?}, {} octets)", self.label, self.user_data.len())
    }
}

/// What the MTP tells its user of the network (Q.701 §8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MtpStatus {
    /// MTP-PAUSE: nothing reaches this point any more.
    Pause(PointCode),
    /// MTP-RESUME: it can be reached again.
    Resume(PointCode),
    /// MTP-STATUS: the way to it is congested, 0 no longer to 3 most.
    Congestion(PointCode, u8),
    /// MTP-STATUS: the user with this service indicator is not there.
    UserPartUnavailable {
        /// Where.
        point_code: PointCode,
        /// Which user.
        si: u8,
        /// 0 unknown, 1 unequipped, 2 inaccessible.
        cause: u8,
    },
}
