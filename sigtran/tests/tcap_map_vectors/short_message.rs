//! Parameters of short messages, of USSD and of errors, made of what the notation says.

use brivas_sigtran::Buffer;
use brivas_sigtran::ber::Null;
use brivas_sigtran::map::*;

use crate::build::{Built, Packed, address, digits, flag, imsi, lmsi, named, octets, opt};
use crate::notation::Node;

pub(crate) fn argument(operation: OperationCode, version: u8, node: &Node, out: &mut Buffer) -> Built {
    let argument = match operation {
        OperationCode::sendRoutingInfoForSM => Argument::RoutingInfoForSm(RoutingInfoForSmArg {
            msisdn: address(node, "msisdn"),
            sm_rp_pri: node.get("sm-RP-PRI")?.word() == "TRUE",
            service_centre_address: address(node, "serviceCentreAddress"),
            gprs_support_indicator: flag(node, "gprsSupportIndicator"),
            sm_rp_mti: opt(node, "sm-RP-MTI", |it| u8::try_from(it.number()).unwrap()),
            sm_rp_smea: opt(node, "sm-RP-SMEA", octets),
            sm_delivery_not_intended: opt(node, "sm-deliveryNotIntended", |it| {
                named(it, SmDeliveryNotIntended, SmDeliveryNotIntended::name)
            }),
            single_attempt_delivery: flag(node, "singleAttemptDelivery"),
            ..Default::default()
        }),
        OperationCode::mt_ForwardSM => Argument::MtForwardSm(MtForwardSmArg {
            sm_rp_da: destination(node.get("sm-RP-DA")?),
            sm_rp_oa: origin(node.get("sm-RP-OA")?),
            sm_rp_ui: octets(node.get("sm-RP-UI")?),
            more_messages_to_send: flag(node, "moreMessagesToSend"),
            sm_delivery_timer: opt(node, "smDeliveryTimer", Node::number),
            sm_delivery_start_time: opt(node, "smDeliveryStartTime", |it| {
                Time(u32::from_be_bytes(it.octets().try_into().unwrap()))
            }),
            ..Default::default()
        }),
        OperationCode::mo_ForwardSM if version < 3 => Argument::ForwardSm(ForwardSmArg {
            sm_rp_da: destination(node.get("sm-RP-DA")?),
            sm_rp_oa: origin(node.get("sm-RP-OA")?),
            sm_rp_ui: octets(node.get("sm-RP-UI")?),
            more_messages_to_send: flag(node, "moreMessagesToSend"),
            ..Default::default()
        }),
        OperationCode::mo_ForwardSM => Argument::MoForwardSm(MoForwardSmArg {
            sm_rp_da: destination(node.get("sm-RP-DA")?),
            sm_rp_oa: origin(node.get("sm-RP-OA")?),
            sm_rp_ui: octets(node.get("sm-RP-UI")?),
            imsi: opt(node, "imsi", imsi),
            ..Default::default()
        }),
        OperationCode::reportSM_DeliveryStatus => {
            let outcome = |it: &Node| named(it, SmDeliveryOutcome, SmDeliveryOutcome::name);
            let octet = |it: &Node| u8::try_from(it.number()).unwrap();
            Argument::ReportSmDeliveryStatus(ReportSmDeliveryStatusArg {
                msisdn: address(node, "msisdn"),
                service_centre_address: address(node, "serviceCentreAddress"),
                sm_delivery_outcome: opt(node, "sm-DeliveryOutcome", outcome),
                absent_subscriber_diagnostic_sm: opt(node, "absentSubscriberDiagnosticSM", octet),
                gprs_support_indicator: flag(node, "gprsSupportIndicator"),
                delivery_outcome_indicator: flag(node, "deliveryOutcomeIndicator"),
                additional_sm_delivery_outcome: opt(node, "additionalSM-DeliveryOutcome", outcome),
                additional_absent_subscriber_diagnostic_sm: opt(
                    node,
                    "additionalAbsentSubscriberDiagnosticSM",
                    octet,
                ),
                ..Default::default()
            })
        }
        OperationCode::alertServiceCentre | OperationCode::alertServiceCentreWithoutResult => {
            Argument::AlertServiceCentre(AlertServiceCentreArg {
                msisdn: address(node, "msisdn"),
                service_centre_address: address(node, "serviceCentreAddress"),
                ..Default::default()
            })
        }
        OperationCode::informServiceCentre => {
            let bits = node.get("mw-Status").map(Packed::of);
            let argument = InformServiceCentreArg {
                stored_msisdn: opt(node, "storedMSISDN", digits),
                mw_status: bits.as_ref().map(Packed::bits),
                ..Default::default()
            };
            Argument::InformServiceCentre(argument).write(out);
            return Some(());
        }
        OperationCode::readyForSM => Argument::ReadyForSm(ReadyForSmArg {
            imsi: imsi(node.get("imsi")?),
            alert_reason: named(node.get("alertReason")?, AlertReason, AlertReason::name),
            ..Default::default()
        }),
        OperationCode::processUnstructuredSS_Request
        | OperationCode::unstructuredSS_Request
        | OperationCode::unstructuredSS_Notify => Argument::Ussd(UssdArg {
            ussd_data_coding_scheme: octets(node.get("ussd-DataCodingScheme")?),
            ussd_string: octets(node.get("ussd-String")?),
            alerting_pattern: opt(node, "alertingPattern", octets),
            msisdn: opt(node, "msisdn", digits),
            ..Default::default()
        }),
        OperationCode::processUnstructuredSS_Data => Argument::ProcessUnstructuredSsData(ia5(node)?),
        OperationCode::beginSubscriberActivity => {
            Argument::BeginSubscriberActivity(BeginSubscriberActivityArg {
                imsi: imsi(node.get("imsi")?),
                originating_entity_number: address(node, "originatingEntityNumber"),
                ..Default::default()
            })
        }
        _ => return None,
    };
    argument.write(out);
    Some(())
}

pub(crate) fn result(operation: OperationCode, node: &Node, out: &mut Buffer) -> Built {
    let result = match operation {
        OperationCode::sendRoutingInfoForSM => {
            let location = node.get("locationInfoWithLMSI")?;
            ResultParameter::RoutingInfoForSm(RoutingInfoForSmRes {
                imsi: imsi(node.get("imsi")?),
                location_info_with_lmsi: LocationInfoWithLmsi {
                    network_node_number: address(location, "networkNode-Number"),
                    lmsi: opt(location, "lmsi", lmsi),
                    gprs_node_indicator: flag(location, "gprsNodeIndicator"),
                    additional_number: opt(location, "additional-Number", |it| match it.choice() {
                        ("msc-Number", number) => AdditionalNumber::Msc(digits(number)),
                        (_, number) => AdditionalNumber::Sgsn(digits(number)),
                    }),
                    ..Default::default()
                },
                ..Default::default()
            })
        }
        OperationCode::mo_ForwardSM => ResultParameter::MoForwardSm(MoForwardSmRes {
            sm_rp_ui: opt(node, "sm-RP-UI", octets),
            ..Default::default()
        }),
        OperationCode::processUnstructuredSS_Request | OperationCode::unstructuredSS_Request => {
            ResultParameter::Ussd(UssdRes {
                ussd_data_coding_scheme: octets(node.get("ussd-DataCodingScheme")?),
                ussd_string: octets(node.get("ussd-String")?),
                ..Default::default()
            })
        }
        OperationCode::processUnstructuredSS_Data => ResultParameter::ProcessUnstructuredSsData(ia5(node)?),
        _ => return None,
    };
    result.write(out);
    Some(())
}

pub(crate) fn error(code: ErrorCode, node: &Node, out: &mut Buffer) -> Built {
    let parameter = match code {
        ErrorCode::absentSubscriber => ErrorParameter::AbsentSubscriber(Default::default()),
        ErrorCode::absentSubscriberSM => ErrorParameter::AbsentSubscriberSm(AbsentSubscriberSmParam {
            absent_subscriber_diagnostic_sm: opt(node, "absentSubscriberDiagnosticSM", |it| {
                u8::try_from(it.number()).unwrap()
            }),
            ..Default::default()
        }),
        ErrorCode::callBarred => {
            let ("extensibleCallBarredParam", inner) = node.choice() else { return None };
            ErrorParameter::CallBarred(CallBarredParam::Extensible(ExtensibleCallBarredParam {
                call_barring_cause: opt(inner, "callBarringCause", |it| {
                    named(it, CallBarringCause, CallBarringCause::name)
                }),
                ..Default::default()
            }))
        }
        ErrorCode::systemFailure => {
            let ("networkResource", resource) = node.choice() else { return None };
            let resource = named(resource, NetworkResource, NetworkResource::name);
            ErrorParameter::SystemFailure(SystemFailureParam::NetworkResource(resource))
        }
        ErrorCode::sm_DeliveryFailure => ErrorParameter::SmDeliveryFailure(SmDeliveryFailureCause {
            sm_enumerated_delivery_failure_cause: named(
                node.get("sm-EnumeratedDeliveryFailureCause")?,
                SmEnumeratedDeliveryFailureCause,
                SmEnumeratedDeliveryFailureCause::name,
            ),
            diagnostic_info: opt(node, "diagnosticInfo", octets),
            ..Default::default()
        }),
        ErrorCode::subscriberBusyForMT_SMS => ErrorParameter::SubscriberBusyForMtSms(Default::default()),
        ErrorCode::unknownSubscriber => ErrorParameter::UnknownSubscriber(Default::default()),
        _ if *node == Node::Fields(Vec::new()) => ErrorParameter::Plain(Default::default()),
        _ => return None,
    };
    MapError { code, parameter: Some(parameter) }.write_parameter(out);
    Some(())
}

fn destination(node: &Node) -> SmRpDa<'_> {
    match node.choice() {
        ("imsi", it) => SmRpDa::Imsi(imsi(it)),
        ("lmsi", it) => SmRpDa::Lmsi(lmsi(it)),
        ("serviceCentreAddressDA", it) => SmRpDa::ServiceCentreAddress(digits(it)),
        _ => SmRpDa::None(Null),
    }
}

fn origin(node: &Node) -> SmRpOa<'_> {
    match node.choice() {
        ("msisdn", it) => SmRpOa::Msisdn(digits(it)),
        ("serviceCentreAddressOA", it) => SmRpOa::ServiceCentreAddress(digits(it)),
        _ => SmRpOa::None(Null),
    }
}

fn ia5(node: &Node) -> Option<Ia5String<'_>> {
    match node {
        Node::Text(text) => Some(Ia5String(text.as_bytes())),
        Node::Octets(octets) => Some(Ia5String(octets)),
        _ => None,
    }
}
