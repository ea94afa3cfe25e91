//! The enumerations of M3UA (RFC 4666 §3).

use std::fmt;
use std::ops::RangeInclusive;

use crate::numbers::numbers;
use crate::{DecodeError, DecodeErrorKind, mtp::PointCode};

numbers! {
    /// The tag of a parameter (RFC 4666 §3.2).
    pub struct Tag(u16) {
        /// INFO String.
        INFO_STRING = 0x0004 "INFO String",
        /// Routing Context.
        ROUTING_CONTEXT = 0x0006 "Routing Context",
        /// Diagnostic Information.
        DIAGNOSTIC_INFORMATION = 0x0007 "Diagnostic Information",
        /// Heartbeat Data.
        HEARTBEAT_DATA = 0x0009 "Heartbeat Data",
        /// Traffic Mode Type.
        TRAFFIC_MODE_TYPE = 0x000b "Traffic Mode Type",
        /// Error Code.
        ERROR_CODE = 0x000c "Error Code",
        /// Status.
        STATUS = 0x000d "Status",
        /// ASP Identifier.
        ASP_IDENTIFIER = 0x0011 "ASP Identifier",
        /// Affected Point Code.
        AFFECTED_POINT_CODE = 0x0012 "Affected Point Code",
        /// Correlation ID.
        CORRELATION_ID = 0x0013 "Correlation ID",
        /// Network Appearance.
        NETWORK_APPEARANCE = 0x0200 "Network Appearance",
        /// User/Cause.
        USER_CAUSE = 0x0204 "User/Cause",
        /// Congestion Indications.
        CONGESTION_INDICATIONS = 0x0205 "Congestion Indications",
        /// Concerned Destination.
        CONCERNED_DESTINATION = 0x0206 "Concerned Destination",
        /// Routing Key.
        ROUTING_KEY = 0x0207 "Routing Key",
        /// Registration Result.
        REGISTRATION_RESULT = 0x0208 "Registration Result",
        /// Deregistration Result.
        DEREGISTRATION_RESULT = 0x0209 "Deregistration Result",
        /// Local Routing Key Identifier.
        LOCAL_RK_IDENTIFIER = 0x020a "Local-RK-Identifier",
        /// Destination Point Code.
        DESTINATION_POINT_CODE = 0x020b "Destination Point Code",
        /// Service Indicators.
        SERVICE_INDICATORS = 0x020c "Service Indicators",
        /// Originating Point Code List.
        ORIGINATING_POINT_CODE_LIST = 0x020e "Originating Point Code List",
        /// Protocol Data.
        PROTOCOL_DATA = 0x0210 "Protocol Data",
        /// Registration Status.
        REGISTRATION_STATUS = 0x0212 "Registration Status",
        /// Deregistration Status.
        DEREGISTRATION_STATUS = 0x0213 "Deregistration Status",
    }
}

impl Tag {
    /// The parameter's standard name for errors.
    pub(super) const fn field(self) -> &'static str {
        match self.name() {
            Some(name) => name,
            None => "Parameter",
        }
    }
}

numbers! {
    /// What was wrong with a message (RFC 4666 §3.8.1).
    pub struct ErrorCode(u32) {
        /// The version is not 1.
        INVALID_VERSION = 0x01 "Invalid Version",
        /// The message class is not known.
        UNSUPPORTED_MESSAGE_CLASS = 0x03 "Unsupported Message Class",
        /// The message type is not known in its class.
        UNSUPPORTED_MESSAGE_TYPE = 0x04 "Unsupported Message Type",
        /// The traffic mode is not known, or is not that of the application server.
        UNSUPPORTED_TRAFFIC_MODE_TYPE = 0x05 "Unsupported Traffic Mode Type",
        /// The message does not belong into this state, or does not go this way.
        UNEXPECTED_MESSAGE = 0x06 "Unexpected Message",
        /// The message contradicts the protocol otherwise.
        PROTOCOL_ERROR = 0x07 "Protocol Error",
        /// The message came on a stream that it must not use.
        INVALID_STREAM_IDENTIFIER = 0x09 "Invalid Stream Identifier",
        /// The ASP is locked out by management.
        REFUSED_MANAGEMENT_BLOCKING = 0x0d "Refused - Management Blocking",
        /// ASP Up must carry an ASP Identifier here.
        ASP_IDENTIFIER_REQUIRED = 0x0e "ASP Identifier Required",
        /// The ASP Identifier is not known, or in use on another association.
        INVALID_ASP_IDENTIFIER = 0x0f "Invalid ASP Identifier",
        /// A parameter has a value that it must not have.
        INVALID_PARAMETER_VALUE = 0x11 "Invalid Parameter Value",
        /// A parameter has a length that it cannot have.
        PARAMETER_FIELD_ERROR = 0x12 "Parameter Field Error",
        /// A parameter does not belong into this message.
        UNEXPECTED_PARAMETER = 0x13 "Unexpected Parameter",
        /// The signalling gateway does not know the destination.
        DESTINATION_STATUS_UNKNOWN = 0x14 "Destination Status Unknown",
        /// The network appearance is not known.
        INVALID_NETWORK_APPEARANCE = 0x15 "Invalid Network Appearance",
        /// A mandatory parameter is not there.
        MISSING_PARAMETER = 0x16 "Missing Parameter",
        /// The routing context is not known.
        INVALID_ROUTING_CONTEXT = 0x19 "Invalid Routing Context",
        /// It is not known for which application server the message is.
        NO_CONFIGURED_AS_FOR_ASP = 0x1a "No Configured AS for ASP",
    }
}

impl ErrorCode {
    /// The code with which the standard answers octets that cannot be read (RFC 4666 §3.8.1).
    #[must_use]
    pub const fn of(error: &DecodeError) -> Self {
        match (error.kind, error.offset) {
            (DecodeErrorKind::Version, _) => Self::INVALID_VERSION,
            (DecodeErrorKind::MessageType, 2) => Self::UNSUPPORTED_MESSAGE_CLASS,
            (DecodeErrorKind::MessageType, _) => Self::UNSUPPORTED_MESSAGE_TYPE,
            (_, ..8) => Self::PROTOCOL_ERROR,
            (DecodeErrorKind::Value, _) => Self::INVALID_PARAMETER_VALUE,
            (DecodeErrorKind::Unexpected, _) => Self::UNEXPECTED_PARAMETER,
            (DecodeErrorKind::MandatoryMissing, _) => Self::MISSING_PARAMETER,
            _ => Self::PARAMETER_FIELD_ERROR,
        }
    }
}

numbers! {
    /// How the ASPs of an application server share its traffic (RFC 4666 §3.7.1).
    pub struct TrafficModeType(u32) {
        /// One ASP takes all; a new one takes over.
        OVERRIDE = 1 "Override",
        /// Each takes a part, here by the signalling link selection.
        LOADSHARE = 2 "Loadshare",
        /// Each takes everything.
        BROADCAST = 3 "Broadcast",
    }
}

numbers! {
    /// What came of a routing key that was to be registered (RFC 4666 §3.6.2).
    pub struct RegistrationStatus(u32) {
        /// Registered.
        SUCCESSFULLY_REGISTERED = 0 "Successfully Registered",
        /// Not, and no reason below fits.
        UNKNOWN = 1 "Error - Unknown",
        /// The destination point code is not served here.
        INVALID_DPC = 2 "Error - Invalid DPC",
        /// The network appearance is not known.
        INVALID_NETWORK_APPEARANCE = 3 "Error - Invalid Network Appearance",
        /// The routing key lacks a part, or contradicts itself.
        INVALID_ROUTING_KEY = 4 "Error - Invalid Routing Key",
        /// This ASP must not register.
        PERMISSION_DENIED = 5 "Error - Permission Denied",
        /// The key overlaps another, so that messages could go two ways.
        CANNOT_SUPPORT_UNIQUE_ROUTING = 6 "Error - Cannot Support Unique Routing",
        /// No such key is provisioned, and none is made.
        ROUTING_KEY_NOT_CURRENTLY_PROVISIONED = 7 "Error - Routing Key not Currently Provisioned",
        /// There is no room for one more.
        INSUFFICIENT_RESOURCES = 8 "Error - Insufficient Resources",
        /// The key has a part that is not known.
        UNSUPPORTED_RK_PARAMETER_FIELD = 9 "Error - Unsupported RK parameter Field",
        /// The traffic mode is not known, or not that of the application server.
        UNSUPPORTED_TRAFFIC_HANDLING_MODE = 10 "Error - Unsupported/Invalid Traffic Handling Mode",
        /// The key of a routing context must not be changed.
        ROUTING_KEY_CHANGE_REFUSED = 11 "Error - Routing Key Change Refused",
        /// The key is registered by this ASP already; the routing context is given.
        ROUTING_KEY_ALREADY_REGISTERED = 12 "Error - Routing Key Already Registered",
    }
}

numbers! {
    /// What came of a routing context that was to be given back (RFC 4666 §3.6.4).
    pub struct DeregistrationStatus(u32) {
        /// Given back.
        SUCCESSFULLY_DEREGISTERED = 0 "Successfully Deregistered",
        /// Not, and no reason below fits.
        UNKNOWN = 1 "Error - Unknown",
        /// There is no such routing context.
        INVALID_ROUTING_CONTEXT = 2 "Error - Invalid Routing Context",
        /// This ASP must not give it back: it is not dynamic.
        PERMISSION_DENIED = 3 "Error - Permission Denied",
        /// This ASP has not registered it.
        NOT_REGISTERED = 4 "Error - Not Registered",
        /// This ASP is active for it.
        ASP_CURRENTLY_ACTIVE = 5 "Error - ASP Currently Active for Routing Context",
    }
}

/// What a Notify tells (RFC 4666 §3.8.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // two numbers on the wire
pub struct Status {
    /// Status Type: 1 a change of the application server's state, 2 other.
    pub status_type: u16,
    /// Status Information.
    pub information: u16,
}

impl Status {
    /// The application server became AS-INACTIVE.
    pub const AS_INACTIVE: Self = Self::new(1, 2);
    /// The application server became AS-ACTIVE.
    pub const AS_ACTIVE: Self = Self::new(1, 3);
    /// The application server became AS-PENDING.
    pub const AS_PENDING: Self = Self::new(1, 4);
    /// More ASPs are wanted to carry the load.
    pub const INSUFFICIENT_ASP_RESOURCES_ACTIVE_IN_AS: Self = Self::new(2, 1);
    /// Another ASP has taken over.
    pub const ALTERNATE_ASP_ACTIVE: Self = Self::new(2, 2);
    /// Another ASP has failed.
    pub const ASP_FAILURE: Self = Self::new(2, 3);

    const fn new(status_type: u16, information: u16) -> Self {
        Self { status_type, information }
    }
}

/// A point code and how many of its low bits may be anything (RFC 4666 §3.4.1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AffectedPointCode(u32);

impl AffectedPointCode {
    /// The point codes that differ from this one in the lowest `mask` bits at most.
    #[must_use]
    pub const fn new(point_code: PointCode, mask: u8) -> Self {
        Self((mask as u32) << 24 | point_code.0 & 0x00ff_ffff)
    }

    /// The point code as it stands there.
    #[must_use]
    pub const fn point_code(self) -> PointCode {
        PointCode(self.0 & 0x00ff_ffff)
    }

    /// How many low bits are wildcards.
    #[must_use]
    pub const fn mask(self) -> u8 {
        self.0.to_be_bytes()[0]
    }

    /// Whether a point code is one of these.
    #[must_use]
    pub const fn contains(self, point_code: PointCode) -> bool {
        (self.0 ^ point_code.0) & 0x00ff_ffff & !wildcards(self.mask()) == 0
    }

    /// The same set with the wildcard bits zero, and the mask 24 at most.
    #[must_use]
    pub(super) const fn normal(self) -> Self {
        let mask = if self.mask() > 24 { 24 } else { self.mask() };
        Self::new(PointCode(self.0 & !wildcards(mask)), mask)
    }

    /// Where all the ranges that are in this one stand, in their order: those of each mask stand together.
    pub(super) fn parts(self) -> impl Iterator<Item = RangeInclusive<Self>> {
        let range = self.normal();
        let PointCode(first) = range.point_code();
        let last = PointCode(first | wildcards(range.mask()));
        (0..=range.mask()).map(move |mask| Self::new(PointCode(first), mask)..=Self::new(last, mask))
    }

    /// Whether all of `other` is in it.
    pub(super) const fn covers(self, other: Self) -> bool {
        self.normal().mask() >= other.normal().mask() && self.contains(other.point_code())
    }
}

impl fmt::Debug for AffectedPointCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} mask {}", self.point_code(), self.mask())
    }
}

impl From<PointCode> for AffectedPointCode {
    fn from(point_code: PointCode) -> Self {
        Self::new(point_code, 0)
    }
}

impl From<u32> for AffectedPointCode {
    fn from(word: u32) -> Self {
        Self(word)
    }
}

impl From<AffectedPointCode> for u32 {
    fn from(affected: AffectedPointCode) -> Self {
        affected.0
    }
}

const fn wildcards(mask: u8) -> u32 {
    match 1_u32.checked_shl(mask as u32) {
        Some(bit) => bit - 1,
        None => u32::MAX,
    }
}
