//! Why a message was not delivered.

use super::UsageError;
use crate::map::{self, ErrorCode, ErrorParameter, MapError, SmEnumeratedDeliveryFailureCause};
use crate::sccp::ReturnCause;

/// Why a message was not delivered, by what the owner may do about it (3GPP TS 29.002 §17.6.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Failure {
    /// The subscriber cannot be reached now; the HLR alerts us when he can (3GPP TS 23.040 §3.3.2).
    AbsentSubscriber,
    /// The handset has no room; the HLR alerts us when it has.
    MemoryCapacityExceeded,
    /// The subscriber is busy with another message.
    SubscriberBusy,
    /// Nobody has this number.
    UnknownSubscriber,
    /// The node that the HLR names does not know the subscriber: he has moved meanwhile.
    UnidentifiedSubscriber,
    /// The subscriber has no short message service.
    TeleserviceNotProvisioned,
    /// Messages to him are barred.
    CallBarred,
    /// The network does not have the service.
    FacilityNotSupported,
    /// The subscriber or the handset is not allowed in the network.
    IllegalSubscriberOrEquipment,
    /// The handset refuses the message, or cannot take any: this cause of sm-DeliveryFailure.
    DeliveryFailure(SmEnumeratedDeliveryFailureCause),
    /// A fault of the network.
    SystemFailure,
    /// The peer finds our request wrong: data are missing or not as expected, or it rejects the component.
    ProtocolError,
    /// Another error of MAP.
    Other(ErrorCode),
    /// No answer came in time.
    Timeout,
    /// The dialogue was given up, or ended without an answer.
    Aborted,
    /// The peer has the application context in no version that we have.
    ContextNotSupported,
    /// The network did not hand the message over, for this reason.
    NotRouted(ReturnCause),
}

impl Failure {
    /// What an error says.
    pub(super) fn of(error: &MapError<'_>) -> Self {
        match error.code {
            ErrorCode::absentSubscriber | ErrorCode::absentSubscriberSM => Self::AbsentSubscriber,
            ErrorCode::subscriberBusyForMT_SMS => Self::SubscriberBusy,
            ErrorCode::unknownSubscriber => Self::UnknownSubscriber,
            ErrorCode::unidentifiedSubscriber => Self::UnidentifiedSubscriber,
            ErrorCode::teleserviceNotProvisioned => Self::TeleserviceNotProvisioned,
            ErrorCode::callBarred => Self::CallBarred,
            ErrorCode::facilityNotSupported => Self::FacilityNotSupported,
            ErrorCode::illegalSubscriber | ErrorCode::illegalEquipment => Self::IllegalSubscriberOrEquipment,
            ErrorCode::systemFailure => Self::SystemFailure,
            ErrorCode::dataMissing | ErrorCode::unexpectedDataValue => Self::ProtocolError,
            ErrorCode::sm_DeliveryFailure => Self::of_cause(cause_of(error)),
            other => Self::Other(other),
        }
    }

    /// What came with an error that cannot be read changes nothing about it.
    pub(super) fn of_event(code: ErrorCode, parameter: &map::Parameter) -> Self {
        Self::of(&parameter.error(code).unwrap_or(MapError { code, parameter: None }))
    }

    /// What it is for the message that a call of ours was refused.
    pub(super) const fn of_usage(error: UsageError) -> Self {
        match error {
            // The HLR has named a node whose number is none.
            UsageError::Number(_) => Self::ProtocolError,
            _ => Self::SystemFailure,
        }
    }

    fn of_cause(cause: Option<SmEnumeratedDeliveryFailureCause>) -> Self {
        match cause {
            Some(SmEnumeratedDeliveryFailureCause::MEMORY_CAPACITY_EXCEEDED) => Self::MemoryCapacityExceeded,
            Some(cause) => Self::DeliveryFailure(cause),
            None => Self::SystemFailure,
        }
    }
}

fn cause_of(error: &MapError<'_>) -> Option<SmEnumeratedDeliveryFailureCause> {
    match &error.parameter {
        Some(ErrorParameter::SmDeliveryFailure(cause)) => Some(cause.sm_enumerated_delivery_failure_cause),
        Some(ErrorParameter::SmDeliveryFailureV1(cause)) => Some(*cause),
        _ => None,
    }
}
