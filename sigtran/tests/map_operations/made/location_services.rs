//! Requests for the place of a subscriber, and their answers, of values.

use brivas_sigtran::ber::{Bits, List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AccuracyFulfilmentIndicator, AdditionalNumber, AddressString, Area, AreaDefinition, AreaEventInfo,
    AreaType, Argument, CellGlobalIdOrServiceAreaIdOrLai, Imei, Imsi, LcsClientExternalId, LcsClientId,
    LcsClientInternalId, LcsClientName, LcsClientType, LcsCodeword, LcsFormatIndicator, LcsLocationInfo,
    LcsPrivacyCheck, LcsQos, LcsRequestorId, Lmsi, LocationEstimateType, LocationType, OccurrenceInfo,
    PeriodicLdrInfo, PrivacyCheckRelatedAction, ProvideSubscriberLocationArg, ProvideSubscriberLocationRes,
    RanTechnology, ReportingPlmn, ReportingPlmnList, ResponseTime, ResponseTimeCategory, ResultParameter,
    RoutingInfoForLcsRes, ServingNodeAddress, SubscriberIdentity, Tbcd,
};

pub(crate) fn routing(with: impl FnOnce(ResultParameter<'_>)) {
    with(ResultParameter::RoutingInfoForLcs(Box::new(RoutingInfoForLcsRes {
        target_ms: SubscriberIdentity::Imsi(Imsi(Tbcd::new(&[
            0x62, 0x02, 0x11, 0x24, 0x55, 0x86, 0x17, 0xF2,
        ]))),
        lcs_location_info: LcsLocationInfo {
            network_node_number: AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24]),
            lmsi: Some(Lmsi([0x04, 0x05, 0x06, 0x07])),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            gprs_node_indicator: Some(Null),
            additional_number: Some(AdditionalNumber::Msc(AddressString::new(&[
                0x91, 0x55, 0x86, 0x17, 0x48,
            ]))),
            supported_lcs_capability_sets: Some(Bits { unused: 6, octets: &[0x80] }),
            additional_lcs_capability_sets: Some(Bits { unused: 6, octets: &[0x80] }),
            mme_name: Some(Octets(&[
                0x6E, 0x36, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
            ])),
            aaa_server_name: Some(Octets(&[
                0x6E, 0x37, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
            ])),
            sgsn_name: Some(Octets(&[
                0x6E, 0x38, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
            ])),
            sgsn_realm: Some(Octets(&[
                0x6E, 0x39, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
            ])),
            ..Default::default()
        },
        extension_container: Some(Raw(&[0xA1, 0x00])),
        v_gmlc_address: Some(Octets(&[0x04, 0x0A, 0x01, 0x00, 0x0A])),
        h_gmlc_address: Some(Octets(&[0x04, 0x0A, 0x01, 0x00, 0x0B])),
        ppr_address: Some(Octets(&[0x04, 0x0A, 0x01, 0x00, 0x0C])),
        additional_v_gmlc_address: Some(Octets(&[0x04, 0x0A, 0x01, 0x00, 0x0D])),
        ..Default::default()
    })));
}

pub(crate) fn request(with: impl FnOnce(Argument<'_>)) {
    with(Argument::ProvideSubscriberLocation(Box::new(ProvideSubscriberLocationArg {
        location_type: LocationType {
            location_estimate_type: LocationEstimateType::CURRENT_LOCATION,
            deferred_location_event_type: Some(Bits { unused: 7, octets: &[0x80] }),
            ..Default::default()
        },
        mlc_number: AddressString::new(&[0x91, 0x24, 0x55, 0x86, 0x17]),
        lcs_client_id: Some(LcsClientId {
            lcs_client_type: LcsClientType::EMERGENCY_SERVICES,
            lcs_client_external_id: Some(LcsClientExternalId {
                external_address: Some(AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24])),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                ..Default::default()
            }),
            lcs_client_dialed_by_ms: Some(AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31])),
            lcs_client_internal_id: Some(LcsClientInternalId::BROADCAST_SERVICE),
            lcs_client_name: Some(LcsClientName {
                data_coding_scheme: Octets(&[0x0F]),
                name_string: Octets(&[0xC8, 0x34, 0x88, 0x0C]),
                lcs_format_indicator: Some(LcsFormatIndicator::LOGICAL_NAME),
                ..Default::default()
            }),
            lcs_apn: Some(Octets(&[
                0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36, 0x32, 0x04,
                0x67, 0x70, 0x72, 0x73,
            ])),
            lcs_requestor_id: Some(LcsRequestorId {
                data_coding_scheme: Octets(&[0x0F]),
                requestor_id_string: Octets(&[0xC8, 0x34, 0x88, 0x0C]),
                lcs_format_indicator: Some(LcsFormatIndicator::E_MAIL_ADDRESS),
                ..Default::default()
            }),
            ..Default::default()
        }),
        privacy_override: Some(Null),
        imsi: Some(Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x00, 0x31, 0x62, 0x93, 0xF0]))),
        msisdn: Some(AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00])),
        lmsi: Some(Lmsi([0x0C, 0x0D, 0x0E, 0x0F])),
        imei: Some(Imei(Tbcd::new(&[0x53, 0x31, 0x62, 0x93, 0x24, 0x55, 0x86, 0x03]))),
        lcs_priority: Some(Octets(&[0x0E])),
        lcs_qos: Some(LcsQos {
            horizontal_accuracy: Some(Octets(&[0x0F])),
            vertical_coordinate_request: Some(Null),
            vertical_accuracy: Some(Octets(&[0x10])),
            response_time: Some(ResponseTime {
                response_time_category: ResponseTimeCategory::LOWDELAY,
                ..Default::default()
            }),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            velocity_request: Some(Null),
            ..Default::default()
        }),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        supported_gad_shapes: Some(Bits { unused: 1, octets: &[0xD4] }),
        lcs_reference_number: Some(Octets(&[0x11])),
        lcs_service_type_id: Some(18),
        lcs_codeword: Some(LcsCodeword {
            data_coding_scheme: Octets(&[0x0F]),
            lcs_codeword_string: Octets(&[0xC8, 0x34, 0x88, 0x0C]),
            ..Default::default()
        }),
        lcs_privacy_check: Some(LcsPrivacyCheck {
            call_session_unrelated: PrivacyCheckRelatedAction::ALLOWED_WITHOUT_NOTIFICATION,
            call_session_related: Some(PrivacyCheckRelatedAction::ALLOWED_WITH_NOTIFICATION),
            ..Default::default()
        }),
        area_event_info: Some(AreaEventInfo {
            area_definition: AreaDefinition {
                area_list: List::from(
                    &[Area {
                        area_type: AreaType::COUNTRY_CODE,
                        area_identification: Octets(&[0x62, 0xF2, 0x10, 0x00, 0x15, 0x00, 0x15]),
                        ..Default::default()
                    }][..],
                ),
                ..Default::default()
            },
            occurrence_info: Some(OccurrenceInfo::ONE_TIME_EVENT),
            interval_time: Some(155),
            ..Default::default()
        }),
        h_gmlc_address: Some(Octets(&[0x04, 0x0A, 0x01, 0x00, 0x17])),
        mo_lr_short_circuit_indicator: Some(Null),
        periodic_ldr_info: Some(PeriodicLdrInfo {
            reporting_amount: 169,
            reporting_interval: 176,
            ..Default::default()
        }),
        reporting_plmn_list: Some(ReportingPlmnList {
            plmn_list_prioritized: Some(Null),
            plmn_list: List::from(
                &[ReportingPlmn {
                    plmn_id: Octets(&[0x62, 0xF2, 0x10]),
                    ran_technology: Some(RanTechnology::GSM),
                    ran_periodic_location_support: Some(Null),
                    ..Default::default()
                }][..],
            ),
            ..Default::default()
        }),
        ..Default::default()
    })));
}

pub(crate) fn place(with: impl FnOnce(ResultParameter<'_>)) {
    with(ResultParameter::ProvideSubscriberLocation(Box::new(ProvideSubscriberLocationRes {
        location_estimate: Octets(&[0x10, 0x20, 0x30, 0x1C, 0x10, 0x20, 0x30, 0x1C]),
        age_of_location_estimate: Some(203),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        add_location_estimate: Some(Octets(&[0x10, 0x20, 0x30, 0x1E, 0x10, 0x20, 0x30, 0x1E])),
        deferredmt_lr_response_indicator: Some(Null),
        geran_positioning_data: Some(Octets(&[0x00, 0x07])),
        utran_positioning_data: Some(Octets(&[0x00, 0x00, 0x00])),
        cell_id_or_sai: Some(CellGlobalIdOrServiceAreaIdOrLai::CellGlobalIdOrServiceAreaIdFixedLength(
            Octets(&[0x62, 0xF2, 0x10, 0x00, 0x21, 0x00, 0x21]),
        )),
        sai_present: Some(Null),
        accuracy_fulfilment_indicator: Some(AccuracyFulfilmentIndicator::REQUESTED_ACCURACY_FULFILLED),
        velocity_estimate: Some(Octets(&[0x00, 0x22, 0x00, 0x22])),
        mo_lr_short_circuit_indicator: Some(Null),
        geran_ganss_positioning_data: Some(Octets(&[0x01, 0x03])),
        utran_ganss_positioning_data: Some(Octets(&[0x04])),
        target_serving_node_for_handover: Some(ServingNodeAddress::MmeNumber(Octets(&[
            0x6E, 0x37, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
        ]))),
        utran_additional_positioning_data: Some(Octets(&[0x26])),
        utran_baro_pressure_meas: Some(30273),
        utran_civic_address: Some(Octets(&[0x28])),
        ..Default::default()
    })));
}
