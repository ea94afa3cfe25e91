//! Errors of operations, each with its parameter (3GPP TS 29.002 §17.7.7).

mod code;
mod parameters;

pub use code::ErrorCode;
pub use parameters::{
    AbsentSubscriberParam, AbsentSubscriberReason, AbsentSubscriberSmParam, AdditionalNetworkResource,
    BusySubscriberParam, CallBarredParam, CallBarringCause, CugRejectCause, CugRejectParam,
    ExtensibleCallBarredParam, ExtensibleSystemFailureParam, FacilityNotSupParam, NetworkResource,
    PlainParam, PositionMethodFailureParam, PwRegistrationFailureCause, RoamingNotAllowedCause,
    RoamingNotAllowedParam, SmDeliveryFailureCause, SmEnumeratedDeliveryFailureCause, SsIncompatibilityCause,
    SubBusyForMtSmsParam, SystemFailureParam, UnauthorizedLcsClientParam, UnexpectedDataParam,
    UnknownSubscriberDiagnostic, UnknownSubscriberParam,
};

use crate::ber::{Describe, Description, Element, Field, Octets, Tag};
use crate::{Buffer, DecodeError};

/// An error with its parameter (3GPP TS 29.002 §17.6.6).
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // a code and what comes with it
pub struct MapError<'a> {
    /// Which error.
    pub code: ErrorCode,
    /// What comes with it, if anything does.
    pub parameter: Option<ErrorParameter<'a>>,
}

/// What comes with an error (3GPP TS 29.002 §17.7.7).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorParameter<'a> {
    /// A SEQUENCE that has nothing but extensions: the form of most errors of version 3.
    Plain(PlainParam<'a>),
    /// absentSubscriber.
    AbsentSubscriber(AbsentSubscriberParam<'a>),
    /// absentSubscriberSM.
    AbsentSubscriberSm(AbsentSubscriberSmParam<'a>),
    /// busySubscriber.
    BusySubscriber(BusySubscriberParam<'a>),
    /// callBarred.
    CallBarred(CallBarredParam<'a>),
    /// cug-Reject.
    CugReject(CugRejectParam<'a>),
    /// facilityNotSupported.
    FacilityNotSupported(FacilityNotSupParam<'a>),
    /// positionMethodFailure.
    PositionMethodFailure(PositionMethodFailureParam<'a>),
    /// pw-RegistrationFailure.
    PwRegistrationFailure(PwRegistrationFailureCause),
    /// roamingNotAllowed.
    RoamingNotAllowed(RoamingNotAllowedParam<'a>),
    /// sm-DeliveryFailure of versions 2 and 3.
    SmDeliveryFailure(SmDeliveryFailureCause<'a>),
    /// sm-DeliveryFailure of version 1: the cause alone.
    SmDeliveryFailureV1(SmEnumeratedDeliveryFailureCause),
    /// ss-ErrorStatus: SS-Status, one octet: bits from the lowest: active, registered, provisioned, quiescent.
    SsErrorStatus(Octets<'a>),
    /// ss-Incompatibility.
    SsIncompatibility(SsIncompatibilityCause<'a>),
    /// subscriberBusyForMT-SMS.
    SubscriberBusyForMtSms(SubBusyForMtSmsParam<'a>),
    /// systemFailure.
    SystemFailure(SystemFailureParam<'a>),
    /// unauthorizedLCSClient.
    UnauthorizedLcsClient(UnauthorizedLcsClientParam<'a>),
    /// unexpectedDataValue.
    UnexpectedData(UnexpectedDataParam<'a>),
    /// unknownSubscriber.
    UnknownSubscriber(UnknownSubscriberParam<'a>),
    /// What no standard error of that code has, as it stands: tag, length and content.
    Other(&'a [u8]),
}

impl<'a> MapError<'a> {
    /// Reads the parameter that came with this code.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn read(code: ErrorCode, parameter: Option<&Element<'a>>) -> Result<Self, DecodeError> {
        let parameter = parameter.map(|element| ErrorParameter::read(code, element)).transpose()?;
        Ok(Self { code, parameter })
    }

    /// Puts the parameter, if there is one, before what is there.
    pub fn write_parameter(&self, out: &mut Buffer) {
        if let Some(parameter) = &self.parameter {
            parameter.write(out);
        }
    }
}

impl<'a> ErrorParameter<'a> {
    fn read(code: ErrorCode, element: &Element<'a>) -> Result<Self, DecodeError> {
        let is_sequence = element.tag == Tag::SEQUENCE;
        Ok(match code {
            ErrorCode::callBarred if CallBarredParam::fits(element.tag) => {
                Self::CallBarred(Field::read(element)?)
            }
            ErrorCode::systemFailure if SystemFailureParam::fits(element.tag) => {
                Self::SystemFailure(Field::read(element)?)
            }
            ErrorCode::sm_DeliveryFailure if element.tag == Tag::ENUMERATED => {
                Self::SmDeliveryFailureV1(Field::read(element)?)
            }
            ErrorCode::pw_RegistrationFailure if element.tag == Tag::ENUMERATED => {
                Self::PwRegistrationFailure(Field::read(element)?)
            }
            ErrorCode::ss_ErrorStatus if element.tag == Tag::OCTET_STRING => {
                Self::SsErrorStatus(Field::read(element)?)
            }
            _ if !is_sequence => Self::Other(element.octets),
            ErrorCode::absentSubscriber => Self::AbsentSubscriber(Field::read(element)?),
            ErrorCode::absentSubscriberSM => Self::AbsentSubscriberSm(Field::read(element)?),
            ErrorCode::busySubscriber => Self::BusySubscriber(Field::read(element)?),
            ErrorCode::cug_Reject => Self::CugReject(Field::read(element)?),
            ErrorCode::facilityNotSupported => Self::FacilityNotSupported(Field::read(element)?),
            ErrorCode::positionMethodFailure => Self::PositionMethodFailure(Field::read(element)?),
            ErrorCode::roamingNotAllowed => Self::RoamingNotAllowed(Field::read(element)?),
            ErrorCode::sm_DeliveryFailure => Self::SmDeliveryFailure(Field::read(element)?),
            ErrorCode::subscriberBusyForMT_SMS => Self::SubscriberBusyForMtSms(Field::read(element)?),
            ErrorCode::unauthorizedLCSClient => Self::UnauthorizedLcsClient(Field::read(element)?),
            ErrorCode::unexpectedDataValue => Self::UnexpectedData(Field::read(element)?),
            ErrorCode::unknownSubscriber => Self::UnknownSubscriber(Field::read(element)?),
            ErrorCode::ss_Incompatibility => Self::SsIncompatibility(Field::read(element)?),
            _ => Self::Plain(Field::read(element)?),
        })
    }

    fn write(&self, out: &mut Buffer) {
        match self {
            Self::Plain(parameter) => own(parameter, out),
            Self::AbsentSubscriber(parameter) => own(parameter, out),
            Self::AbsentSubscriberSm(parameter) => own(parameter, out),
            Self::BusySubscriber(parameter) => own(parameter, out),
            Self::CallBarred(parameter) => own(parameter, out),
            Self::CugReject(parameter) => own(parameter, out),
            Self::FacilityNotSupported(parameter) => own(parameter, out),
            Self::PositionMethodFailure(parameter) => own(parameter, out),
            Self::PwRegistrationFailure(parameter) => own(parameter, out),
            Self::RoamingNotAllowed(parameter) => own(parameter, out),
            Self::SmDeliveryFailure(parameter) => own(parameter, out),
            Self::SmDeliveryFailureV1(parameter) => own(parameter, out),
            Self::SsErrorStatus(parameter) => own(parameter, out),
            Self::SsIncompatibility(parameter) => own(parameter, out),
            Self::SubscriberBusyForMtSms(parameter) => own(parameter, out),
            Self::SystemFailure(parameter) => own(parameter, out),
            Self::UnauthorizedLcsClient(parameter) => own(parameter, out),
            Self::UnexpectedData(parameter) => own(parameter, out),
            Self::UnknownSubscriber(parameter) => own(parameter, out),
            Self::Other(octets) => out.prepend(octets),
        }
    }
}

impl ErrorParameter<'_> {
    fn value(&self) -> &dyn Describe {
        match self {
            Self::Plain(parameter) => parameter,
            Self::AbsentSubscriber(parameter) => parameter,
            Self::AbsentSubscriberSm(parameter) => parameter,
            Self::BusySubscriber(parameter) => parameter,
            Self::CallBarred(parameter) => parameter,
            Self::CugReject(parameter) => parameter,
            Self::FacilityNotSupported(parameter) => parameter,
            Self::PositionMethodFailure(parameter) => parameter,
            Self::PwRegistrationFailure(parameter) => parameter,
            Self::RoamingNotAllowed(parameter) => parameter,
            Self::SmDeliveryFailure(parameter) => parameter,
            Self::SmDeliveryFailureV1(parameter) => parameter,
            Self::SsErrorStatus(parameter) => parameter,
            Self::SsIncompatibility(parameter) => parameter,
            Self::SubscriberBusyForMtSms(parameter) => parameter,
            Self::SystemFailure(parameter) => parameter,
            Self::UnauthorizedLcsClient(parameter) => parameter,
            Self::UnexpectedData(parameter) => parameter,
            Self::UnknownSubscriber(parameter) => parameter,
            Self::Other(octets) => octets,
        }
    }
}

impl Describe for ErrorParameter<'_> {
    fn describe(&self) -> Description<'_> {
        self.value().describe()
    }

    fn parts(&self, each: &mut dyn FnMut(&'static str, &dyn Describe)) {
        self.value().parts(each);
    }
}

/// Writes a value by its own tag.
fn own<'a, T: Field<'a>>(value: &T, out: &mut Buffer) {
    crate::ber::write_field(value, None, out);
}
