//! The parameters of M3UA, each as a value of its type (RFC 4666 §3.2 to §3.8).

use std::fmt;

use super::{
    AffectedPointCode, DeregistrationStatus, ErrorCode, List, Parameters, RegistrationStatus, Status, Tag,
    TrafficModeType,
};
use crate::mtp::{PointCode, RoutingLabel};
use crate::{Buffer, DecodeErrorKind, EncodeError, EncodeErrorKind};

/// A parameter of a message (RFC 4666 §3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Parameter<'a> {
    /// INFO String: a text, 255 octets at most (RFC 4666 §3.4.1).
    InfoString(&'a [u8]),
    /// Routing Context: one or more of them (RFC 4666 §3.3.1).
    RoutingContext(List<'a, u32>),
    /// Diagnostic Information: the first octets of the message at fault (RFC 4666 §3.8.1).
    DiagnosticInformation(Opaque<'a>),
    /// Heartbeat Data: whatever its sender wants back (RFC 4666 §3.5.5).
    HeartbeatData(&'a [u8]),
    /// Traffic Mode Type (RFC 4666 §3.7.1).
    TrafficModeType(TrafficModeType),
    /// Error Code (RFC 4666 §3.8.1).
    ErrorCode(ErrorCode),
    /// Status (RFC 4666 §3.8.2).
    Status(Status),
    /// ASP Identifier (RFC 4666 §3.5.1).
    AspIdentifier(u32),
    /// Affected Point Code: one or more of them (RFC 4666 §3.4.1).
    AffectedPointCode(List<'a, AffectedPointCode>),
    /// Correlation Id (RFC 4666 §3.3.1).
    CorrelationId(u32),
    /// Network Appearance (RFC 4666 §3.3.1).
    NetworkAppearance(u32),
    /// User/Cause (RFC 4666 §3.4.5).
    UserCause {
        /// Why: 0 unknown, 1 unequipped remote user, 2 inaccessible remote user.
        cause: u16,
        /// The user's service indicator.
        user: u16,
    },
    /// Congestion Indications: the level, 0 none to 3 (RFC 4666 §3.4.4).
    CongestionIndications(u8),
    /// Concerned Destination: whose messages cause the congestion (RFC 4666 §3.4.4).
    ConcernedDestination(PointCode),
    /// Routing Key: the parameters that describe one (RFC 4666 §3.6.1).
    RoutingKey(Parameters<'a>),
    /// Registration Result (RFC 4666 §3.6.2).
    RegistrationResult(Parameters<'a>),
    /// Deregistration Result (RFC 4666 §3.6.4).
    DeregistrationResult(Parameters<'a>),
    /// Local-RK-Identifier: which key a result is about (RFC 4666 §3.6.1).
    LocalRkIdentifier(u32),
    /// Destination Point Code of a routing key (RFC 4666 §3.6.1).
    DestinationPointCode(AffectedPointCode),
    /// Service Indicators of a routing key (RFC 4666 §3.6.1).
    ServiceIndicators(&'a [u8]),
    /// Originating Point Code List of a routing key (RFC 4666 §3.6.1).
    OriginatingPointCodeList(List<'a, AffectedPointCode>),
    /// Protocol Data: a message of the network (RFC 4666 §3.3.1).
    ProtocolData {
        /// What it goes by.
        label: RoutingLabel,
        /// What it carries.
        user_data: Opaque<'a>,
    },
    /// Registration Status (RFC 4666 §3.6.2).
    RegistrationStatus(RegistrationStatus),
    /// Deregistration Status (RFC 4666 §3.6.4).
    DeregistrationStatus(DeregistrationStatus),
    /// One that the standard does not know: kept as it is.
    Unknown {
        /// Its tag.
        tag: Tag,
        /// Its value.
        value: &'a [u8],
    },
}

/// Octets that may hold what is private: `Debug` tells their number alone (RFC 4666 §3.2).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // octets
pub struct Opaque<'a>(pub &'a [u8]);

impl fmt::Debug for Opaque<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} octets", self.0.len())
    }
}

impl<'a> Parameter<'a> {
    /// Its tag.
    #[must_use]
    pub const fn tag(&self) -> Tag {
        match self {
            Self::InfoString(_) => Tag::INFO_STRING,
            Self::RoutingContext(_) => Tag::ROUTING_CONTEXT,
            Self::DiagnosticInformation(_) => Tag::DIAGNOSTIC_INFORMATION,
            Self::HeartbeatData(_) => Tag::HEARTBEAT_DATA,
            Self::TrafficModeType(_) => Tag::TRAFFIC_MODE_TYPE,
            Self::ErrorCode(_) => Tag::ERROR_CODE,
            Self::Status(_) => Tag::STATUS,
            Self::AspIdentifier(_) => Tag::ASP_IDENTIFIER,
            Self::AffectedPointCode(_) => Tag::AFFECTED_POINT_CODE,
            Self::CorrelationId(_) => Tag::CORRELATION_ID,
            Self::NetworkAppearance(_) => Tag::NETWORK_APPEARANCE,
            Self::UserCause { .. } => Tag::USER_CAUSE,
            Self::CongestionIndications(_) => Tag::CONGESTION_INDICATIONS,
            Self::ConcernedDestination(_) => Tag::CONCERNED_DESTINATION,
            Self::RoutingKey(_) => Tag::ROUTING_KEY,
            Self::RegistrationResult(_) => Tag::REGISTRATION_RESULT,
            Self::DeregistrationResult(_) => Tag::DEREGISTRATION_RESULT,
            Self::LocalRkIdentifier(_) => Tag::LOCAL_RK_IDENTIFIER,
            Self::DestinationPointCode(_) => Tag::DESTINATION_POINT_CODE,
            Self::ServiceIndicators(_) => Tag::SERVICE_INDICATORS,
            Self::OriginatingPointCodeList(_) => Tag::ORIGINATING_POINT_CODE_LIST,
            Self::ProtocolData { .. } => Tag::PROTOCOL_DATA,
            Self::RegistrationStatus(_) => Tag::REGISTRATION_STATUS,
            Self::DeregistrationStatus(_) => Tag::DEREGISTRATION_STATUS,
            Self::Unknown { tag, .. } => *tag,
        }
    }

    /// Reads a value. Parameters inside others were checked by [`Parameters::check`].
    pub(super) fn read(tag: Tag, value: &'a [u8]) -> Result<Self, DecodeErrorKind> {
        Ok(match tag {
            Tag::INFO_STRING if value.len() > 255 => return Err(DecodeErrorKind::Length),
            Tag::INFO_STRING => Self::InfoString(value),
            Tag::ROUTING_CONTEXT => Self::RoutingContext(list(value)?),
            Tag::DIAGNOSTIC_INFORMATION => Self::DiagnosticInformation(Opaque(value)),
            Tag::HEARTBEAT_DATA => Self::HeartbeatData(value),
            Tag::TRAFFIC_MODE_TYPE => Self::TrafficModeType(TrafficModeType(word(value)?)),
            Tag::ERROR_CODE => Self::ErrorCode(ErrorCode(word(value)?)),
            Tag::STATUS => {
                let (status_type, information) = halves(value)?;
                Self::Status(Status { status_type, information })
            }
            Tag::ASP_IDENTIFIER => Self::AspIdentifier(word(value)?),
            Tag::AFFECTED_POINT_CODE => Self::AffectedPointCode(list(value)?),
            Tag::CORRELATION_ID => Self::CorrelationId(word(value)?),
            Tag::NETWORK_APPEARANCE => Self::NetworkAppearance(word(value)?),
            Tag::USER_CAUSE => {
                let (cause, user) = halves(value)?;
                Self::UserCause { cause, user }
            }
            Tag::CONGESTION_INDICATIONS => Self::CongestionIndications(
                AffectedPointCode::from(word(value)?).point_code().0.to_be_bytes()[3],
            ),
            Tag::CONCERNED_DESTINATION => {
                Self::ConcernedDestination(AffectedPointCode::from(word(value)?).point_code())
            }
            Tag::ROUTING_KEY => Self::RoutingKey(Parameters::unchecked(value)),
            Tag::REGISTRATION_RESULT => Self::RegistrationResult(Parameters::unchecked(value)),
            Tag::DEREGISTRATION_RESULT => Self::DeregistrationResult(Parameters::unchecked(value)),
            Tag::LOCAL_RK_IDENTIFIER => Self::LocalRkIdentifier(word(value)?),
            Tag::DESTINATION_POINT_CODE => Self::DestinationPointCode(word(value)?.into()),
            Tag::SERVICE_INDICATORS => Self::ServiceIndicators(value),
            Tag::ORIGINATING_POINT_CODE_LIST => Self::OriginatingPointCodeList(list(value)?),
            Tag::PROTOCOL_DATA => {
                let (label, user_data) = read_label(value).ok_or(DecodeErrorKind::Length)?;
                Self::ProtocolData { label, user_data: Opaque(user_data) }
            }
            Tag::REGISTRATION_STATUS => Self::RegistrationStatus(RegistrationStatus(word(value)?)),
            Tag::DEREGISTRATION_STATUS => Self::DeregistrationStatus(DeregistrationStatus(word(value)?)),
            _ => Self::Unknown { tag, value },
        })
    }

    /// Puts it, padded to whole words, before what is there.
    pub(super) fn write(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        let end = out.len();
        match *self {
            Self::InfoString(value) if value.len() > 255 => return Err(self.error(EncodeErrorKind::Length)),
            Self::InfoString(value)
            | Self::HeartbeatData(value)
            | Self::ServiceIndicators(value)
            | Self::DiagnosticInformation(Opaque(value))
            | Self::Unknown { value, .. } => return self.write_octets(value, out),
            Self::RoutingContext(list) => list.iter().rev().for_each(|word| out.prepend_u32(word)),
            Self::AffectedPointCode(list) | Self::OriginatingPointCodeList(list) => {
                list.iter().rev().for_each(|affected| out.prepend_u32(affected.into()));
            }
            Self::ConcernedDestination(PointCode(code)) if code > 0x00ff_ffff => {
                return Err(self.error(EncodeErrorKind::Value));
            }
            Self::TrafficModeType(TrafficModeType(word))
            | Self::ErrorCode(ErrorCode(word))
            | Self::RegistrationStatus(RegistrationStatus(word))
            | Self::DeregistrationStatus(DeregistrationStatus(word))
            | Self::ConcernedDestination(PointCode(word))
            | Self::AspIdentifier(word)
            | Self::CorrelationId(word)
            | Self::NetworkAppearance(word)
            | Self::LocalRkIdentifier(word) => out.prepend_u32(word),
            Self::DestinationPointCode(affected) => out.prepend_u32(affected.into()),
            Self::CongestionIndications(level) => out.prepend_u32(level.into()),
            Self::Status(Status { status_type: first, information: second })
            | Self::UserCause { cause: first, user: second } => {
                out.prepend_u16(second);
                out.prepend_u16(first);
            }
            Self::RoutingKey(inner) | Self::RegistrationResult(inner) | Self::DeregistrationResult(inner) => {
                inner.write(out)?;
            }
            Self::ProtocolData { label, user_data } => {
                prepend_padded(user_data.0, out);
                write_label(&label, out);
                return self.write_header(LABEL + user_data.0.len(), out);
            }
        }
        self.write_header(out.len() - end, out)
    }

    fn write_octets(&self, value: &[u8], out: &mut Buffer) -> Result<(), EncodeError> {
        prepend_padded(value, out);
        self.write_header(value.len(), out)
    }

    fn write_header(&self, length: usize, out: &mut Buffer) -> Result<(), EncodeError> {
        let length = u16::try_from(length + 4).map_err(|_| self.error(EncodeErrorKind::Length))?;
        out.prepend_u16(length);
        out.prepend_u16(self.tag().0);
        Ok(())
    }

    const fn error(&self, kind: EncodeErrorKind) -> EncodeError {
        EncodeError { kind, field: self.tag().field() }
    }
}

/// Octets of the routing label in Protocol Data.
pub(super) const LABEL: usize = 12;

/// Reads the label at the front of Protocol Data.
#[inline]
pub(super) fn read_label(value: &[u8]) -> Option<(RoutingLabel, &[u8])> {
    let (label, user_data) = value.split_first_chunk::<LABEL>()?;
    let [o1, o2, o3, o4, d1, d2, d3, d4, si, ni, mp, sls] = *label;
    let opc = PointCode(u32::from_be_bytes([o1, o2, o3, o4]));
    let dpc = PointCode(u32::from_be_bytes([d1, d2, d3, d4]));
    Some((RoutingLabel { opc, dpc, si, ni, mp, sls }, user_data))
}

/// Puts a label before user data.
#[inline]
pub(super) fn write_label(label: &RoutingLabel, out: &mut Buffer) {
    let [o1, o2, o3, o4] = label.opc.0.to_be_bytes();
    let [d1, d2, d3, d4] = label.dpc.0.to_be_bytes();
    out.prepend(&[o1, o2, o3, o4, d1, d2, d3, d4, label.si, label.ni, label.mp, label.sls]);
}

/// How many zeros follow a value of so many octets.
pub(super) const fn padding(length: usize) -> usize {
    length.wrapping_neg() & 3
}

fn prepend_padded(value: &[u8], out: &mut Buffer) {
    for _ in 0..padding(value.len()) {
        out.prepend_u8(0);
    }
    out.prepend(value);
}

fn list<T: Copy + From<u32>>(value: &[u8]) -> Result<List<'_, T>, DecodeErrorKind> {
    List::read(value).filter(|list| !list.is_empty()).ok_or(DecodeErrorKind::Length)
}

fn word(value: &[u8]) -> Result<u32, DecodeErrorKind> {
    value.try_into().map(u32::from_be_bytes).map_err(|_| DecodeErrorKind::Length)
}

fn halves(value: &[u8]) -> Result<(u16, u16), DecodeErrorKind> {
    let [first, second, third, fourth] = word(value)?.to_be_bytes();
    Ok((u16::from_be_bytes([first, second]), u16::from_be_bytes([third, fourth])))
}
