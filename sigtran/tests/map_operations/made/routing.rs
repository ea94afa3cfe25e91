//! Where a call goes, with the CAMEL services to be asked, of values.

use brivas_sigtran::ber::{Bits, List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AddressString, CallTypeCriteria, CamelRoutingInfo, CcbsIndicators, CellGlobalIdOrServiceAreaIdOrLai,
    CugCheckInfo, DCsi, DaylightSavingTime, DefaultCallHandling, DestinationNumberCriteria,
    DpAnalysedInfoCriterium, ExtBasicServiceCode, ExtendedRoutingInfo, ExternalSignalInfo, ForwardingData,
    GmscCamelSubscriptionInfo, GprsMsClass, Imei, ImsVoiceOverPsSessionsInd, Imsi, LocationInformation,
    LocationInformation5gs, LocationInformationEps, LocationInformationGprs, MatchType, MnpInfoRes,
    NaeaPreferredCi, NumberPortabilityStatus, OBcsmCamelTdpCriteria, OBcsmCamelTdpData,
    OBcsmTriggerDetectionPoint, OCsi, ProtocolId, PsSubscriberState, ResultParameter, RoutingInfo,
    SendRoutingInfoRes, SsCode, SubscriberInfo, SubscriberState, TBcsmCamelTdpCriteria, TBcsmCamelTdpData,
    TBcsmTriggerDetectionPoint, TCsi, Tbcd, Time, UnavailabilityCause, UsedRatType, UserCsgInformation,
};

pub(crate) fn value(with: impl FnOnce(ResultParameter<'_>)) {
    with(ResultParameter::SendRoutingInfo(Box::new(SendRoutingInfoRes {
        imsi: Some(Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x00, 0x31, 0x62, 0x93, 0xF0]))),
        extended_routing_info: Some(ExtendedRoutingInfo::CamelRoutingInfo(Box::new(CamelRoutingInfo {
            forwarding_data: Some(ForwardingData {
                forwarded_to_number: Some(AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00])),
                forwarded_to_subaddress: Some(Octets(&[0x48])),
                forwarding_options: Some(Octets(&[0x49])),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                long_forwarded_to_number: Some(AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31])),
                ..Default::default()
            }),
            gmsc_camel_subscription_info: GmscCamelSubscriptionInfo {
                t_csi: Some(TCsi {
                    t_bcsm_camel_tdp_data_list: List::from(
                        &[TBcsmCamelTdpData {
                            t_bcsm_trigger_detection_point:
                                TBcsmTriggerDetectionPoint::TERM_ATTEMPT_AUTHORIZED,
                            service_key: 525,
                            gsm_scf_address: AddressString::new(&[0x91, 0x62, 0x93, 0x24, 0x55]),
                            default_call_handling: DefaultCallHandling::CONTINUE_CALL,
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            ..Default::default()
                        }][..],
                    ),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    camel_capability_handling: Some(14),
                    notification_to_cse: Some(Null),
                    csi_active: Some(Null),
                    ..Default::default()
                }),
                o_csi: Some(OCsi {
                    o_bcsm_camel_tdp_data_list: List::from(
                        &[OBcsmCamelTdpData {
                            o_bcsm_trigger_detection_point: OBcsmTriggerDetectionPoint::COLLECTED_INFO,
                            service_key: 546,
                            gsm_scf_address: AddressString::new(&[0x91, 0x93, 0x24, 0x55, 0x86]),
                            default_call_handling: DefaultCallHandling::RELEASE_CALL,
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            ..Default::default()
                        }][..],
                    ),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    camel_capability_handling: Some(1),
                    notification_to_cse: Some(Null),
                    csi_active: Some(Null),
                    ..Default::default()
                }),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                o_bcsm_camel_tdp_criteria_list: Some(List::from(
                    &[OBcsmCamelTdpCriteria {
                        o_bcsm_trigger_detection_point: OBcsmTriggerDetectionPoint::ROUTE_SELECT_FAILURE,
                        destination_number_criteria: Some(DestinationNumberCriteria {
                            match_type: MatchType::INHIBITING,
                            destination_number_list: Some(List::from(
                                &[
                                    AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00]),
                                    AddressString::new(&[0x91, 0x24, 0x55, 0x86, 0x17]),
                                ][..],
                            )),
                            destination_number_length_list: Some(List::from(&[9, 10][..])),
                            ..Default::default()
                        }),
                        basic_service_criteria: Some(List::from(
                            &[
                                ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A])),
                                ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                            ][..],
                        )),
                        call_type_criteria: Some(CallTypeCriteria::FORWARDED),
                        o_cause_value_criteria: Some(List::from(&[Octets(&[0x57]), Octets(&[0x58])][..])),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                )),
                t_bcsm_camel_tdp_criteria_list: Some(List::from(
                    &[TBcsmCamelTdpCriteria {
                        t_bcsm_trigger_detection_point: TBcsmTriggerDetectionPoint::T_BUSY,
                        basic_service_criteria: Some(List::from(
                            &[
                                ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A])),
                                ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                            ][..],
                        )),
                        t_cause_value_criteria: Some(List::from(&[Octets(&[0x5B]), Octets(&[0x5C])][..])),
                        ..Default::default()
                    }][..],
                )),
                d_csi: Some(DCsi {
                    dp_analysed_info_criteria_list: Some(List::from(
                        &[DpAnalysedInfoCriterium {
                            dialled_number: AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24]),
                            service_key: 658,
                            gsm_scf_address: AddressString::new(&[0x91, 0x55, 0x86, 0x17, 0x48]),
                            default_call_handling: DefaultCallHandling::CONTINUE_CALL,
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            ..Default::default()
                        }][..],
                    )),
                    camel_capability_handling: Some(1),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    notification_to_cse: Some(Null),
                    csi_active: Some(Null),
                    ..Default::default()
                }),
                ..Default::default()
            },
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }))),
        cug_check_info: Some(CugCheckInfo {
            cug_interlock: Octets(&[0x61, 0x62, 0x63, 0x64]),
            cug_outgoing_access: Some(Null),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        cug_subscription_flag: Some(Null),
        subscriber_info: Some(SubscriberInfo {
            location_information: Some(LocationInformation {
                age_of_location_information: Some(686),
                geographical_information: Some(Octets(&[0x10, 0x20, 0x30, 0x63, 0x10, 0x20, 0x30, 0x23])),
                vlr_number: Some(AddressString::new(&[0x91, 0x00, 0x31, 0x62, 0x93])),
                location_number: Some(Octets(&[0x02, 0x02])),
                cell_global_id_or_service_area_id_or_lai: Some(
                    CellGlobalIdOrServiceAreaIdOrLai::CellGlobalIdOrServiceAreaIdFixedLength(Octets(&[
                        0x62, 0xF2, 0x10, 0x00, 0x02, 0x00, 0x02,
                    ])),
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                selected_lsa_id: Some(Octets(&[0x01, 0x00, 0x03])),
                msc_number: Some(AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31])),
                geodetic_information: Some(Octets(&[
                    0x00, 0x10, 0x05, 0x05, 0x05, 0x05, 0x05, 0x05, 0x05, 0x05,
                ])),
                current_location_retrieved: Some(Null),
                sai_present: Some(Null),
                location_information_eps: Some(LocationInformationEps {
                    e_utran_cell_global_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01, 0x02, 0x06])),
                    tracking_area_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x07])),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    geographical_information: Some(Octets(&[0x10, 0x20, 0x30, 0x08, 0x10, 0x20, 0x30, 0x08])),
                    geodetic_information: Some(Octets(&[
                        0x00, 0x10, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09,
                    ])),
                    current_location_retrieved: Some(Null),
                    age_of_location_information: Some(70),
                    mme_name: Some(Octets(&[
                        0x6E, 0x31, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                    ])),
                    ..Default::default()
                }),
                user_csg_information: Some(UserCsgInformation {
                    csg_id: Bits { unused: 5, octets: &[0xD5, 0x55, 0x55, 0x40] },
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    access_mode: Some(Octets(&[0x0C])),
                    cmi: Some(Octets(&[0x0D])),
                    ..Default::default()
                }),
                ..Default::default()
            }),
            subscriber_state: Some(SubscriberState::CamelBusy(Null)),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            location_information_gprs: Some(LocationInformationGprs {
                cell_global_id_or_service_area_id_or_lai: Some(
                    CellGlobalIdOrServiceAreaIdOrLai::LaiFixedLength(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x0E])),
                ),
                routeing_area_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x0F, 0x0F])),
                geographical_information: Some(Octets(&[0x10, 0x20, 0x30, 0x10, 0x10, 0x20, 0x30, 0x10])),
                sgsn_number: Some(AddressString::new(&[0x91, 0x79, 0x00, 0x31, 0x62])),
                selected_lsa_identity: Some(Octets(&[0x01, 0x00, 0x12])),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                sai_present: Some(Null),
                geodetic_information: Some(Octets(&[
                    0x00, 0x10, 0x13, 0x13, 0x13, 0x13, 0x13, 0x13, 0x13, 0x13,
                ])),
                current_location_retrieved: Some(Null),
                age_of_location_information: Some(140),
                user_csg_information: Some(UserCsgInformation {
                    csg_id: Bits { unused: 5, octets: &[0xD5, 0x55, 0x55, 0x40] },
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    access_mode: Some(Octets(&[0x15])),
                    cmi: Some(Octets(&[0x16])),
                    ..Default::default()
                }),
                ..Default::default()
            }),
            ps_subscriber_state: Some(PsSubscriberState::PsAttachedNotReachableForPaging(Null)),
            imei: Some(Imei(Tbcd::new(&[0x53, 0x31, 0x62, 0x93, 0x24, 0x55, 0x86, 0x03]))),
            ms_classmark2: Some(Octets(&[0x18, 0x19, 0x1A])),
            gprs_ms_class: Some(GprsMsClass {
                ms_network_capability: Octets(&[0x19]),
                ms_radio_access_capability: Some(Octets(&[0x1A])),
                ..Default::default()
            }),
            mnp_info_res: Some(MnpInfoRes {
                routeing_number: Some(Octets(&[0x79, 0x00, 0x31, 0x62])),
                imsi: Some(Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x86, 0x17, 0x48, 0x79, 0xF8]))),
                msisdn: Some(AddressString::new(&[0x91, 0x93, 0x24, 0x55, 0x86])),
                number_portability_status: Some(
                    NumberPortabilityStatus::FOREIGN_NUMBER_PORTED_TO_FOREIGN_NETWORK,
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                ..Default::default()
            }),
            ims_voice_over_ps_sessions_indication: Some(
                ImsVoiceOverPsSessionsInd::IMS_VOICE_OVER_PS_SESSIONS_SUPPORTED,
            ),
            last_ue_activity_time: Some(Time(0xE01E1E1E)),
            last_rat_type: Some(UsedRatType::GAN),
            eps_subscriber_state: Some(PsSubscriberState::PsAttachedReachableForPaging(Null)),
            location_information_eps: Some(LocationInformationEps {
                e_utran_cell_global_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01, 0x02, 0x1F])),
                tracking_area_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x20])),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                geographical_information: Some(Octets(&[0x10, 0x20, 0x30, 0x21, 0x10, 0x20, 0x30, 0x21])),
                geodetic_information: Some(Octets(&[
                    0x00, 0x10, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22,
                ])),
                current_location_retrieved: Some(Null),
                age_of_location_information: Some(245),
                mme_name: Some(Octets(&[
                    0x6E, 0x36, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                ])),
                ..Default::default()
            }),
            time_zone: Some(Octets(&[0x25, 0x26])),
            daylight_saving_time: Some(DaylightSavingTime::PLUS_ONE_HOUR_ADJUSTMENT),
            location_information_5gs: Some(LocationInformation5gs {
                nr_cell_global_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01, 0x02, 0x26, 0x10])),
                e_utran_cell_global_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01, 0x02, 0x27])),
                geographical_information: Some(Octets(&[0x10, 0x20, 0x30, 0x28, 0x10, 0x20, 0x30, 0x28])),
                geodetic_information: Some(Octets(&[
                    0x00, 0x10, 0x29, 0x29, 0x29, 0x29, 0x29, 0x29, 0x29, 0x29,
                ])),
                amf_address: Some(Octets(&[
                    0x6E, 0x32, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                ])),
                tracking_area_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x2B])),
                current_location_retrieved: Some(Null),
                age_of_location_information: Some(308),
                vplmn_id: Some(Octets(&[0x62, 0xF2, 0x10])),
                local_time_zone: Some(Octets(&[0x2E, 0x2F])),
                rat_type: Some(UsedRatType::I_HSPA_EVOLUTION),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                nr_tracking_area_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01, 0x2F])),
                ..Default::default()
            }),
            ..Default::default()
        }),
        ss_list: Some(List::from(&[SsCode(0x11), SsCode(0x21)][..])),
        basic_service: Some(ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A]))),
        forwarding_interrogation_required: Some(Null),
        vmsc_address: Some(AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00])),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        naea_preferred_ci: Some(NaeaPreferredCi {
            naea_preferred_cic: Octets(&[0x34, 0x35, 0x36]),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        ccbs_indicators: Some(CcbsIndicators {
            ccbs_possible: Some(Null),
            keep_ccbs_call_indicator: Some(Null),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        msisdn: Some(AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24])),
        number_portability_status: Some(NumberPortabilityStatus::OWN_NUMBER_NOT_PORTED_OUT),
        ist_alert_timer: Some(69),
        supported_camel_phases_in_vmsc: Some(Bits { unused: 7, octets: &[0x80] }),
        offered_camel4_csis_in_vmsc: Some(Bits { unused: 1, octets: &[0xD4] }),
        routing_info2: Some(RoutingInfo::RoamingNumber(AddressString::new(&[0x91, 0x55, 0x86, 0x17, 0x48]))),
        ss_list2: Some(List::from(&[SsCode(0x31), SsCode(0x12)][..])),
        basic_service2: Some(ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11]))),
        allowed_services: Some(Bits { unused: 6, octets: &[0x80] }),
        unavailability_cause: Some(UnavailabilityCause::TELESERVICE_NOT_PROVISIONED),
        release_resources_supported: Some(Null),
        gsm_bearer_capability: Some(ExternalSignalInfo {
            protocol_id: ProtocolId::GSM_0806,
            signal_info: Octets(&[0x3B]),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        ..Default::default()
    })));
}
