//! Every error with every parameter that it can have, each with every field.

use brivas_sigtran::ber::{Null, Octets};
use brivas_sigtran::map::*;

use crate::short_message::{CONTAINER, IMSI};

/// Each code without a parameter, those that are for a SEQUENCE of extensions alone with it, and the others' parameters.
pub(crate) fn errors() -> Vec<MapError<'static>> {
    let mut errors = Vec::new();
    for &code in ErrorCode::ALL {
        errors.push(MapError { code, parameter: None });
        let own = parameters(code);
        if own.is_empty() && !is_kept_as_octets(code) {
            let plain = PlainParam { extension_container: CONTAINER, ..Default::default() };
            errors.push(MapError { code, parameter: Some(ErrorParameter::Plain(plain)) });
        }
        errors.extend(own.into_iter().map(|parameter| MapError { code, parameter: Some(parameter) }));
    }
    errors
}

/// What this crate has no type for, and what the standard gives no parameter.
fn is_kept_as_octets(code: ErrorCode) -> bool {
    [
        ErrorCode::unknownBaseStation,
        ErrorCode::unknownMSC,
        ErrorCode::unknownEquipment,
        ErrorCode::noHandoverNumberAvailable,
        ErrorCode::subsequentHandoverFailure,
        ErrorCode::invalidTargetBaseStation,
        ErrorCode::noRadioResourceAvailable,
        ErrorCode::negativePW_Check,
        ErrorCode::numberOfPW_AttemptsViolation,
        ErrorCode::unknownAlphabet,
        ErrorCode::ussd_Busy,
    ]
    .contains(&code)
}

fn parameters(code: ErrorCode) -> Vec<ErrorParameter<'static>> {
    match code {
        ErrorCode::absentSubscriber => vec![ErrorParameter::AbsentSubscriber(AbsentSubscriberParam {
            extension_container: CONTAINER,
            absent_subscriber_reason: Some(AbsentSubscriberReason::PURGED_MS),
            ..Default::default()
        })],
        ErrorCode::absentSubscriberSM => vec![ErrorParameter::AbsentSubscriberSm(AbsentSubscriberSmParam {
            absent_subscriber_diagnostic_sm: Some(1),
            extension_container: CONTAINER,
            additional_absent_subscriber_diagnostic_sm: Some(2),
            imsi: Some(IMSI),
            requested_retransmission_time: Some(Time(0xE8A1_B2C3)),
            user_identifier_alert: Some(IMSI),
            ..Default::default()
        })],
        ErrorCode::busySubscriber => vec![ErrorParameter::BusySubscriber(BusySubscriberParam {
            extension_container: CONTAINER,
            ccbs_possible: Some(Null),
            ccbs_busy: Some(Null),
            ..Default::default()
        })],
        ErrorCode::callBarred => vec![
            ErrorParameter::CallBarred(CallBarredParam::CallBarringCause(CallBarringCause::OPERATOR_BARRING)),
            ErrorParameter::CallBarred(CallBarredParam::Extensible(ExtensibleCallBarredParam {
                call_barring_cause: Some(CallBarringCause::BARRING_SERVICE_ACTIVE),
                extension_container: CONTAINER,
                unauthorised_message_originator: Some(Null),
                anonymous_call_rejection: Some(Null),
                ..Default::default()
            })),
        ],
        ErrorCode::ss_ErrorStatus => vec![ErrorParameter::SsErrorStatus(Octets(&[0x07]))],
        ErrorCode::ss_Incompatibility => vec![ErrorParameter::SsIncompatibility(SsIncompatibilityCause {
            ss_code: Some(SsCode::cfb),
            basic_service: Some(BasicServiceCode::Teleservice(Octets(&[0x11]))),
            ss_status: Some(Octets(&[0x05])),
            ..Default::default()
        })],
        ErrorCode::cug_Reject => vec![ErrorParameter::CugReject(CugRejectParam {
            cug_reject_cause: Some(CugRejectCause::SUBSCRIBER_NOT_MEMBER_OF_CUG),
            extension_container: CONTAINER,
            ..Default::default()
        })],
        ErrorCode::facilityNotSupported => vec![ErrorParameter::FacilityNotSupported(FacilityNotSupParam {
            extension_container: CONTAINER,
            shape_of_location_estimate_not_supported: Some(Null),
            needed_lcs_capability_not_supported_in_serving_node: Some(Null),
            ..Default::default()
        })],
        ErrorCode::positionMethodFailure => {
            vec![ErrorParameter::PositionMethodFailure(PositionMethodFailureParam {
                position_method_failure_diagnostic: Some(8),
                extension_container: CONTAINER,
                ..Default::default()
            })]
        }
        ErrorCode::pw_RegistrationFailure => {
            vec![ErrorParameter::PwRegistrationFailure(PwRegistrationFailureCause::NEW_PASSWORDS_MISMATCH)]
        }
        ErrorCode::roamingNotAllowed => vec![ErrorParameter::RoamingNotAllowed(RoamingNotAllowedParam {
            roaming_not_allowed_cause: RoamingNotAllowedCause::OPERATOR_DETERMINED_BARRING,
            extension_container: CONTAINER,
            additional_roaming_not_allowed_cause: Some(0),
            ..Default::default()
        })],
        ErrorCode::sm_DeliveryFailure => vec![
            ErrorParameter::SmDeliveryFailureV1(SmEnumeratedDeliveryFailureCause::SC_CONGESTION),
            ErrorParameter::SmDeliveryFailure(SmDeliveryFailureCause {
                sm_enumerated_delivery_failure_cause:
                    SmEnumeratedDeliveryFailureCause::MEMORY_CAPACITY_EXCEEDED,
                diagnostic_info: Some(Octets(&[0x00, 0xD3, 0x00])),
                extension_container: CONTAINER,
                ..Default::default()
            }),
        ],
        ErrorCode::subscriberBusyForMT_SMS => {
            vec![ErrorParameter::SubscriberBusyForMtSms(SubBusyForMtSmsParam {
                extension_container: CONTAINER,
                gprs_connection_suspended: Some(Null),
                ..Default::default()
            })]
        }
        ErrorCode::systemFailure => vec![
            ErrorParameter::SystemFailure(SystemFailureParam::NetworkResource(NetworkResource::VMSC)),
            ErrorParameter::SystemFailure(SystemFailureParam::Extensible(ExtensibleSystemFailureParam {
                network_resource: Some(NetworkResource::HLR),
                extension_container: CONTAINER,
                additional_network_resource: Some(AdditionalNetworkResource::SGSN),
                failure_cause_param: Some(0),
                ..Default::default()
            })),
        ],
        ErrorCode::unauthorizedLCSClient => {
            vec![ErrorParameter::UnauthorizedLcsClient(UnauthorizedLcsClientParam {
                unauthorized_lcs_client_diagnostic: Some(7),
                extension_container: CONTAINER,
                ..Default::default()
            })]
        }
        ErrorCode::unexpectedDataValue => vec![ErrorParameter::UnexpectedData(UnexpectedDataParam {
            extension_container: CONTAINER,
            unexpected_subscriber: Some(Null),
            ..Default::default()
        })],
        ErrorCode::unknownSubscriber => vec![ErrorParameter::UnknownSubscriber(UnknownSubscriberParam {
            extension_container: CONTAINER,
            unknown_subscriber_diagnostic: Some(UnknownSubscriberDiagnostic::IMSI_UNKNOWN),
            ..Default::default()
        })],
        _ => Vec::new(),
    }
}
