//! The report of a place, of values.

use brivas_sigtran::ber::{Bits, List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AccuracyFulfilmentIndicator, AdditionalNumber, AddressString, Argument, CellGlobalIdOrServiceAreaIdOrLai,
    DeferredmtLrData, Imei, Imsi, LcsClientExternalId, LcsClientId, LcsClientInternalId, LcsClientName,
    LcsClientType, LcsEvent, LcsFormatIndicator, LcsLocationInfo, LcsRequestorId, Lmsi, PeriodicLdrInfo,
    RanTechnology, ReportingPlmn, ReportingPlmnList, ResultParameter, ServingNodeAddress,
    SubscriberLocationReportArg, SubscriberLocationReportRes, Tbcd, TerminationCause,
};

pub(crate) fn report(with: impl FnOnce(Argument<'_>)) {
    with(Argument::SubscriberLocationReport(Box::new(SubscriberLocationReportArg {
        lcs_event: LcsEvent::EMERGENCY_CALL_ORIGINATION,
        lcs_client_id: LcsClientId {
            lcs_client_type: LcsClientType::EMERGENCY_SERVICES,
            lcs_client_external_id: Some(LcsClientExternalId {
                external_address: Some(AddressString::new(&[0x91, 0x24, 0x55, 0x86, 0x17])),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                ..Default::default()
            }),
            lcs_client_dialed_by_ms: Some(AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24])),
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
        },
        lcs_location_info: LcsLocationInfo {
            network_node_number: AddressString::new(&[0x91, 0x93, 0x24, 0x55, 0x86]),
            lmsi: Some(Lmsi([0x0A, 0x0B, 0x0C, 0x0D])),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            gprs_node_indicator: Some(Null),
            additional_number: Some(AdditionalNumber::Msc(AddressString::new(&[
                0x91, 0x17, 0x48, 0x79, 0x00,
            ]))),
            supported_lcs_capability_sets: Some(Bits { unused: 6, octets: &[0x80] }),
            additional_lcs_capability_sets: Some(Bits { unused: 6, octets: &[0x80] }),
            mme_name: Some(Octets(&[
                0x6E, 0x32, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
            ])),
            aaa_server_name: Some(Octets(&[
                0x6E, 0x33, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
            ])),
            sgsn_name: Some(Octets(&[
                0x6E, 0x34, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
            ])),
            sgsn_realm: Some(Octets(&[
                0x6E, 0x35, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
            ])),
            ..Default::default()
        },
        msisdn: Some(AddressString::new(&[0x91, 0x62, 0x93, 0x24, 0x55])),
        imsi: Some(Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x79, 0x00, 0x31, 0x62, 0xF7]))),
        imei: Some(Imei(Tbcd::new(&[0x53, 0x86, 0x17, 0x48, 0x79, 0x00, 0x31, 0x08]))),
        na_esrd: Some(AddressString::new(&[0x91, 0x93, 0x24, 0x55, 0x86])),
        na_esrk: Some(AddressString::new(&[0x91, 0x00, 0x31, 0x62, 0x93])),
        location_estimate: Some(Octets(&[0x10, 0x20, 0x30, 0x15, 0x10, 0x20, 0x30, 0x15])),
        age_of_location_estimate: Some(154),
        slr_arg_extension_container: Some(Raw(&[0xA1, 0x02, 0x80, 0x00])),
        add_location_estimate: Some(Octets(&[0x10, 0x20, 0x30, 0x17, 0x10, 0x20, 0x30, 0x17])),
        deferredmt_lr_data: Some(DeferredmtLrData {
            deferred_location_event_type: Bits { unused: 7, octets: &[0x80] },
            termination_cause: Some(TerminationCause::NORMAL),
            lcs_location_info: Some(LcsLocationInfo {
                network_node_number: AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31]),
                lmsi: Some(Lmsi([0x19, 0x1A, 0x1B, 0x1C])),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                gprs_node_indicator: Some(Null),
                additional_number: Some(AdditionalNumber::Sgsn(AddressString::new(&[
                    0x91, 0x62, 0x93, 0x24, 0x55,
                ]))),
                supported_lcs_capability_sets: Some(Bits { unused: 6, octets: &[0x80] }),
                additional_lcs_capability_sets: Some(Bits { unused: 6, octets: &[0x80] }),
                mme_name: Some(Octets(&[
                    0x6E, 0x37, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                ])),
                aaa_server_name: Some(Octets(&[
                    0x6E, 0x38, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                ])),
                sgsn_name: Some(Octets(&[
                    0x6E, 0x39, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                ])),
                sgsn_realm: Some(Octets(&[
                    0x6E, 0x30, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                ])),
                ..Default::default()
            }),
            ..Default::default()
        }),
        lcs_reference_number: Some(Octets(&[0x1F])),
        geran_positioning_data: Some(Octets(&[0x00, 0x00])),
        utran_positioning_data: Some(Octets(&[0x00, 0x00, 0x01])),
        cell_id_or_sai: Some(CellGlobalIdOrServiceAreaIdOrLai::CellGlobalIdOrServiceAreaIdFixedLength(
            Octets(&[0x62, 0xF2, 0x10, 0x00, 0x22, 0x00, 0x22]),
        )),
        h_gmlc_address: Some(Octets(&[0x04, 0x0A, 0x01, 0x00, 0x23])),
        lcs_service_type_id: Some(36),
        sai_present: Some(Null),
        pseudonym_indicator: Some(Null),
        accuracy_fulfilment_indicator: Some(AccuracyFulfilmentIndicator::REQUESTED_ACCURACY_FULFILLED),
        velocity_estimate: Some(Octets(&[0x00, 0x25, 0x00, 0x25])),
        sequence_number: Some(267),
        periodic_ldr_info: Some(PeriodicLdrInfo {
            reporting_amount: 274,
            reporting_interval: 281,
            ..Default::default()
        }),
        mo_lr_short_circuit_indicator: Some(Null),
        geran_ganss_positioning_data: Some(Octets(&[0x01, 0x01])),
        utran_ganss_positioning_data: Some(Octets(&[0x02])),
        target_serving_node_for_handover: Some(ServingNodeAddress::MscNumber(AddressString::new(&[
            0x91, 0x31, 0x62, 0x93, 0x24,
        ]))),
        utran_additional_positioning_data: Some(Octets(&[0x2C])),
        utran_baro_pressure_meas: Some(30315),
        utran_civic_address: Some(Octets(&[0x2E])),
        ..Default::default()
    })));
}

pub(crate) fn noted(with: impl FnOnce(ResultParameter<'_>)) {
    with(ResultParameter::SubscriberLocationReport(SubscriberLocationReportRes {
        extension_container: Some(Raw(&[0xA1, 0x00])),
        na_esrk: Some(AddressString::new(&[0x91, 0x24, 0x55, 0x86, 0x17])),
        na_esrd: Some(AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24])),
        h_gmlc_address: Some(Octets(&[0x04, 0x0A, 0x01, 0x00, 0x04])),
        mo_lr_short_circuit_indicator: Some(Null),
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
        lcs_reference_number: Some(Octets(&[0x06])),
        ..Default::default()
    }));
}
