//! Values of our own with every field that they can have: the operations of short messages and of USSD.

use brivas_sigtran::ber::{Bits, Null, Octets, Raw};
use brivas_sigtran::map::*;

pub(crate) const IMSI: Imsi<'static> = Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x32, 0x54, 0x76, 0x98, 0xF0]));
pub(crate) const NUMBER: AddressString<'static> = AddressString::new(&[0x91, 0x94, 0x71, 0x00, 0x00, 0xF1]);
const CENTRE: AddressString<'static> = AddressString::new(&[0x91, 0x94, 0x71, 0x99, 0x99, 0xF9]);
const LMSI: Lmsi = Lmsi([1, 2, 3, 4]);
/// An SMS-DELIVER, an SMS-SUBMIT and their reports, of "Hello" (3GPP TS 23.040 §9.2.2).
const DELIVER: Octets<'static> = Octets(&[
    0x04, 0x0A, 0x91, 0x94, 0x71, 0x00, 0x00, 0x10, 0x00, 0x00, 0x42, 0x10, 0x10, 0x51, 0x34, 0x02, 0x00,
    0x05, 0xC8, 0x32, 0x9B, 0xFD, 0x06,
]);
const SUBMIT: Octets<'static> = Octets(&[
    0x11, 0x07, 0x0A, 0x91, 0x94, 0x71, 0x00, 0x00, 0x10, 0x00, 0x00, 0xA7, 0x05, 0xC8, 0x32, 0x9B, 0xFD,
    0x06,
]);
const DELIVER_REPORT: Octets<'static> = Octets(&[0x00, 0x00]);
const SUBMIT_REPORT: Octets<'static> = Octets(&[0x01, 0x00, 0x42, 0x10, 0x10, 0x51, 0x34, 0x02, 0x00]);
/// An ExtensionContainer with an empty pcs-Extensions (3GPP TS 29.002 §17.7.11).
pub(crate) const CONTAINER: Option<ExtensionContainer<'static>> = Some(Raw(&[0xA1, 0x00]));

fn diameter() -> Option<NetworkNodeDiameterAddress<'static>> {
    Some(NetworkNodeDiameterAddress {
        diameter_name: Octets(b"node.example"),
        diameter_realm: Octets(b"realm.example"),
        ..Default::default()
    })
}

fn correlation() -> Option<CorrelationId<'static>> {
    Some(CorrelationId {
        hlr_id: Some(IMSI),
        sip_uri_a: Some(Octets(b"sip:a@example")),
        sip_uri_b: Octets(b"sip:b@example"),
        ..Default::default()
    })
}

/// Operation, versions, and the argument that it has in them.
pub(crate) fn arguments() -> Vec<(OperationCode, &'static [u8], Argument<'static>)> {
    let ussd = |with_more: bool| {
        Argument::Ussd(UssdArg {
            ussd_data_coding_scheme: Octets(&[0x0F]),
            ussd_string: Octets(&[0xAA, 0x18, 0x0C, 0x36, 0x02]),
            alerting_pattern: with_more.then_some(Octets(&[0x01])),
            msisdn: with_more.then_some(NUMBER),
            ..Default::default()
        })
    };
    let plain_alert =
        AlertServiceCentreArg { msisdn: NUMBER, service_centre_address: CENTRE, ..Default::default() };
    let forward = |sm_rp_da, sm_rp_oa, sm_rp_ui, more_messages_to_send| {
        Argument::ForwardSm(ForwardSmArg {
            sm_rp_da,
            sm_rp_oa,
            sm_rp_ui,
            more_messages_to_send,
            ..Default::default()
        })
    };
    let to_mobile = || (SmRpDa::Imsi(IMSI), SmRpOa::ServiceCentreAddress(CENTRE));
    let from_mobile = || (SmRpDa::ServiceCentreAddress(CENTRE), SmRpOa::Msisdn(NUMBER));
    vec![
        (OperationCode::sendRoutingInfoForSM, &[3], routing_info_for_sm()),
        (
            OperationCode::sendRoutingInfoForSM,
            &[1, 2],
            Argument::RoutingInfoForSm(RoutingInfoForSmArg {
                msisdn: NUMBER,
                sm_rp_pri: false,
                service_centre_address: CENTRE,
                ..Default::default()
            }),
        ),
        (OperationCode::mt_ForwardSM, &[3], mt_forward_sm(SmRpDa::Imsi(IMSI))),
        (OperationCode::mt_ForwardSM, &[3], mt_forward_sm(SmRpDa::Lmsi(LMSI))),
        (OperationCode::mo_ForwardSM, &[3], mo_forward_sm()),
        (OperationCode::mo_ForwardSM, &[1], forward(to_mobile().0, to_mobile().1, DELIVER, None)),
        (OperationCode::mo_ForwardSM, &[2], forward(to_mobile().0, to_mobile().1, DELIVER, Some(Null))),
        (OperationCode::mo_ForwardSM, &[2], forward(SmRpDa::None(Null), SmRpOa::None(Null), DELIVER, None)),
        (OperationCode::mo_ForwardSM, &[1, 2], forward(from_mobile().0, from_mobile().1, SUBMIT, None)),
        (OperationCode::reportSM_DeliveryStatus, &[3], report_sm_delivery_status()),
        (
            OperationCode::reportSM_DeliveryStatus,
            &[2],
            Argument::ReportSmDeliveryStatus(ReportSmDeliveryStatusArg {
                msisdn: NUMBER,
                service_centre_address: CENTRE,
                sm_delivery_outcome: Some(SmDeliveryOutcome::ABSENT_SUBSCRIBER),
                ..Default::default()
            }),
        ),
        (
            OperationCode::reportSM_DeliveryStatus,
            &[1],
            Argument::ReportSmDeliveryStatus(ReportSmDeliveryStatusArg {
                msisdn: NUMBER,
                service_centre_address: CENTRE,
                ..Default::default()
            }),
        ),
        (OperationCode::alertServiceCentre, &[2], alert_service_centre()),
        (OperationCode::alertServiceCentreWithoutResult, &[1], Argument::AlertServiceCentre(plain_alert)),
        (OperationCode::informServiceCentre, &[2, 3], inform_service_centre()),
        (
            OperationCode::readyForSM,
            &[3],
            Argument::ReadyForSm(ReadyForSmArg {
                imsi: IMSI,
                alert_reason: AlertReason::MEMORY_AVAILABLE,
                alert_reason_indicator: Some(Null),
                extension_container: CONTAINER,
                additional_alert_reason_indicator: Some(Null),
                maximum_ue_availability_time: Some(Time(0xE8A1_B2C3)),
                ..Default::default()
            }),
        ),
        (
            OperationCode::readyForSM,
            &[2],
            Argument::ReadyForSm(ReadyForSmArg {
                imsi: IMSI,
                alert_reason: AlertReason::MS_PRESENT,
                ..Default::default()
            }),
        ),
        (OperationCode::noteSubscriberPresent, &[1], Argument::NoteSubscriberPresent(IMSI)),
        (OperationCode::processUnstructuredSS_Request, &[2], ussd(true)),
        (OperationCode::unstructuredSS_Request, &[2], ussd(true)),
        (OperationCode::unstructuredSS_Notify, &[2], ussd(false)),
        (
            OperationCode::processUnstructuredSS_Data,
            &[1],
            Argument::ProcessUnstructuredSsData(Ia5String(b"*100#")),
        ),
        (
            OperationCode::beginSubscriberActivity,
            &[1],
            Argument::BeginSubscriberActivity(BeginSubscriberActivityArg {
                imsi: IMSI,
                originating_entity_number: CENTRE,
                ..Default::default()
            }),
        ),
    ]
}

/// The same of results.
pub(crate) fn results() -> Vec<(OperationCode, &'static [u8], ResultParameter<'static>)> {
    let ussd = || {
        ResultParameter::Ussd(UssdRes {
            ussd_data_coding_scheme: Octets(&[0x0F]),
            ussd_string: Octets(&[0xAA, 0x18, 0x0C, 0x36, 0x02]),
            ..Default::default()
        })
    };
    vec![
        (OperationCode::sendRoutingInfoForSM, &[3], routing_info_for_sm_result()),
        (
            OperationCode::sendRoutingInfoForSM,
            &[1, 2],
            ResultParameter::RoutingInfoForSm(RoutingInfoForSmRes {
                imsi: IMSI,
                location_info_with_lmsi: LocationInfoWithLmsi {
                    network_node_number: NUMBER,
                    lmsi: Some(LMSI),
                    ..Default::default()
                },
                ..Default::default()
            }),
        ),
        (
            OperationCode::mt_ForwardSM,
            &[3],
            ResultParameter::MtForwardSm(MtForwardSmRes {
                sm_rp_ui: Some(DELIVER_REPORT),
                extension_container: CONTAINER,
                ..Default::default()
            }),
        ),
        (
            OperationCode::mo_ForwardSM,
            &[3],
            ResultParameter::MoForwardSm(MoForwardSmRes {
                sm_rp_ui: Some(SUBMIT_REPORT),
                extension_container: CONTAINER,
                ..Default::default()
            }),
        ),
        (
            OperationCode::reportSM_DeliveryStatus,
            &[3],
            ResultParameter::ReportSmDeliveryStatus(ReportSmDeliveryStatusRes {
                stored_msisdn: Some(NUMBER),
                extension_container: CONTAINER,
                ..Default::default()
            }),
        ),
        (OperationCode::reportSM_DeliveryStatus, &[2], ResultParameter::StoredMsisdn(NUMBER)),
        (
            OperationCode::readyForSM,
            &[3],
            ResultParameter::ReadyForSm(ReadyForSmRes {
                extension_container: CONTAINER,
                ..Default::default()
            }),
        ),
        (OperationCode::processUnstructuredSS_Request, &[2], ussd()),
        (OperationCode::unstructuredSS_Request, &[2], ussd()),
        (
            OperationCode::processUnstructuredSS_Data,
            &[1],
            ResultParameter::ProcessUnstructuredSsData(Ia5String(b"5 EUR")),
        ),
    ]
}

fn routing_info_for_sm() -> Argument<'static> {
    Argument::RoutingInfoForSm(RoutingInfoForSmArg {
        msisdn: NUMBER,
        sm_rp_pri: true,
        service_centre_address: CENTRE,
        extension_container: CONTAINER,
        gprs_support_indicator: Some(Null),
        sm_rp_mti: Some(1),
        sm_rp_smea: Some(Octets(&[0x0A, 0x91, 0x94, 0x71, 0x00, 0x00, 0x10])),
        sm_delivery_not_intended: Some(SmDeliveryNotIntended::ONLY_MCC_MNC_REQUESTED),
        ip_sm_gw_guidance_indicator: Some(Null),
        imsi: Some(IMSI),
        t4_trigger_indicator: Some(Null),
        single_attempt_delivery: Some(Null),
        correlation_id: correlation(),
        smsf_support_indicator: Some(Null),
        ..Default::default()
    })
}

fn mt_forward_sm(sm_rp_da: SmRpDa<'static>) -> Argument<'static> {
    Argument::MtForwardSm(MtForwardSmArg {
        sm_rp_da,
        sm_rp_oa: SmRpOa::ServiceCentreAddress(CENTRE),
        sm_rp_ui: DELIVER,
        more_messages_to_send: Some(Null),
        extension_container: CONTAINER,
        sm_delivery_timer: Some(600),
        sm_delivery_start_time: Some(Time(0xE8A1_B2C3)),
        sms_over_ip_only_indicator: Some(Null),
        correlation_id: correlation(),
        maximum_retransmission_time: Some(Time(0xE8A1_B2C4)),
        sms_gmsc_address: Some(NUMBER),
        sms_gmsc_diameter_address: diameter(),
        ..Default::default()
    })
}

fn mo_forward_sm() -> Argument<'static> {
    Argument::MoForwardSm(MoForwardSmArg {
        sm_rp_da: SmRpDa::ServiceCentreAddress(CENTRE),
        sm_rp_oa: SmRpOa::Msisdn(NUMBER),
        sm_rp_ui: SUBMIT,
        extension_container: CONTAINER,
        imsi: Some(IMSI),
        correlation_id: correlation(),
        sm_delivery_outcome: Some(SmDeliveryOutcome::SUCCESSFUL_TRANSFER),
        ..Default::default()
    })
}

fn report_sm_delivery_status() -> Argument<'static> {
    Argument::ReportSmDeliveryStatus(ReportSmDeliveryStatusArg {
        msisdn: NUMBER,
        service_centre_address: CENTRE,
        sm_delivery_outcome: Some(SmDeliveryOutcome::MEMORY_CAPACITY_EXCEEDED),
        absent_subscriber_diagnostic_sm: Some(1),
        extension_container: CONTAINER,
        gprs_support_indicator: Some(Null),
        delivery_outcome_indicator: Some(Null),
        additional_sm_delivery_outcome: Some(SmDeliveryOutcome::ABSENT_SUBSCRIBER),
        additional_absent_subscriber_diagnostic_sm: Some(2),
        ip_sm_gw_indicator: Some(Null),
        ip_sm_gw_sm_delivery_outcome: Some(SmDeliveryOutcome::SUCCESSFUL_TRANSFER),
        ip_sm_gw_absent_subscriber_diagnostic_sm: Some(3),
        imsi: Some(IMSI),
        single_attempt_delivery: Some(Null),
        correlation_id: correlation(),
        smsf_3gpp_delivery_outcome_indicator: Some(Null),
        smsf_3gpp_delivery_outcome: Some(SmDeliveryOutcome::ABSENT_SUBSCRIBER),
        smsf_3gpp_absent_subscriber_diag_sm: Some(4),
        smsf_non_3gpp_delivery_outcome_indicator: Some(Null),
        smsf_non_3gpp_delivery_outcome: Some(SmDeliveryOutcome::SUCCESSFUL_TRANSFER),
        smsf_non_3gpp_absent_subscriber_diag_sm: Some(5),
        ..Default::default()
    })
}

fn alert_service_centre() -> Argument<'static> {
    Argument::AlertServiceCentre(AlertServiceCentreArg {
        msisdn: NUMBER,
        service_centre_address: CENTRE,
        imsi: Some(IMSI),
        correlation_id: correlation(),
        maximum_ue_availability_time: Some(Time(0xE8A1_B2C3)),
        sms_gmsc_alert_event: Some(1),
        sms_gmsc_diameter_address: diameter(),
        new_sgsn_number: Some(NUMBER),
        new_sgsn_diameter_address: diameter(),
        new_mme_number: Some(NUMBER),
        new_mme_diameter_address: diameter(),
        new_msc_number: Some(NUMBER),
        ..Default::default()
    })
}

fn inform_service_centre() -> Argument<'static> {
    Argument::InformServiceCentre(InformServiceCentreArg {
        stored_msisdn: Some(NUMBER),
        mw_status: Some(Bits { unused: 2, octets: &[0x20] }),
        extension_container: CONTAINER,
        absent_subscriber_diagnostic_sm: Some(1),
        additional_absent_subscriber_diagnostic_sm: Some(2),
        smsf_3gpp_absent_subscriber_diagnostic_sm: Some(3),
        smsf_non_3gpp_absent_subscriber_diagnostic_sm: Some(4),
        ..Default::default()
    })
}

fn routing_info_for_sm_result() -> ResultParameter<'static> {
    ResultParameter::RoutingInfoForSm(RoutingInfoForSmRes {
        imsi: IMSI,
        location_info_with_lmsi: LocationInfoWithLmsi {
            network_node_number: NUMBER,
            lmsi: Some(LMSI),
            extension_container: CONTAINER,
            gprs_node_indicator: Some(Null),
            additional_number: Some(AdditionalNumber::Msc(CENTRE)),
            network_node_diameter_address: diameter(),
            additional_network_node_diameter_address: diameter(),
            third_number: Some(AdditionalNumber::Sgsn(NUMBER)),
            third_network_node_diameter_address: diameter(),
            ims_node_indicator: Some(Null),
            smsf_3gpp_number: Some(NUMBER),
            smsf_3gpp_diameter_address: diameter(),
            smsf_non_3gpp_number: Some(CENTRE),
            smsf_non_3gpp_diameter_address: diameter(),
            smsf_3gpp_address_indicator: Some(Null),
            smsf_non_3gpp_address_indicator: Some(Null),
            ..Default::default()
        },
        extension_container: CONTAINER,
        ip_sm_gw_guidance: Some(IpSmGwGuidance {
            minimum_delivery_time_value: 30,
            recommended_delivery_time_value: 600,
            extension_container: CONTAINER,
            ..Default::default()
        }),
        ..Default::default()
    })
}
