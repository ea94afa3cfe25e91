//! What a subscriber has, as a service is told it, of values.

use brivas_sigtran::ber::{Bits, List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AddressString, AnyTimeSubscriptionInterrogationRes, CallBarringData, CallForwardingData, CallHoldData,
    CallTypeCriteria, CallWaitingData, CamelSubscriptionInfo, CliRestrictionOption, ClipData, ClirData,
    CsgSubscriptionData, DCsi, DefaultCallHandling, DefaultGprsHandling, DefaultSmsHandling,
    DestinationNumberCriteria, DpAnalysedInfoCriterium, EctData, ExtBasicServiceCode, ExtCallBarringFeature,
    ExtCwFeature, ExtForwFeature, GprsCamelTdpData, GprsCsi, GprsTriggerDetectionPoint, MCsi, MatchType,
    MgCsi, MsisdnBs, MtSmsCamelTdpCriteria, MtSmsTpduType, OBcsmCamelTdpCriteria, OBcsmCamelTdpData,
    OBcsmTriggerDetectionPoint, OCsi, OdbData, OdbInfo, OverrideCategory, Password, ResultParameter,
    SmsCamelTdpData, SmsCsi, SmsTriggerDetectionPoint, SsCamelData, SsCode, SsCsi, TBcsmCamelTdpCriteria,
    TBcsmCamelTdpData, TBcsmTriggerDetectionPoint, TCsi, Time,
};

pub(crate) fn has(with: impl FnOnce(ResultParameter<'_>)) {
    with(ResultParameter::AnyTimeSubscriptionInterrogation(Box::new(AnyTimeSubscriptionInterrogationRes {
        call_forwarding_data: Some(CallForwardingData {
            forwarding_feature_list: List::from(
                &[
                    ExtForwFeature {
                        basic_service: Some(ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A]))),
                        ss_status: Octets(&[0x03]),
                        forwarded_to_number: Some(AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31])),
                        forwarded_to_subaddress: Some(Octets(&[0x80, 0x50, 0x05, 0x05])),
                        forwarding_options: Some(Octets(&[0x06])),
                        no_reply_condition_time: Some(8),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        long_forwarded_to_number: Some(AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79])),
                        ..Default::default()
                    },
                    ExtForwFeature {
                        basic_service: Some(ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11]))),
                        ss_status: Octets(&[0x0A]),
                        forwarded_to_number: Some(AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00])),
                        forwarded_to_subaddress: Some(Octets(&[0x80, 0x50, 0x0C, 0x0C])),
                        forwarding_options: Some(Octets(&[0x0D])),
                        no_reply_condition_time: Some(15),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        long_forwarded_to_number: Some(AddressString::new(&[0x91, 0x55, 0x86, 0x17, 0x48])),
                        ..Default::default()
                    },
                ][..],
            ),
            notification_to_cse: Some(Null),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        call_barring_data: Some(CallBarringData {
            call_barring_feature_list: List::from(
                &[
                    ExtCallBarringFeature {
                        basic_service: Some(ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A]))),
                        ss_status: Octets(&[0x01]),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    },
                    ExtCallBarringFeature {
                        basic_service: Some(ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11]))),
                        ss_status: Octets(&[0x03]),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    },
                ][..],
            ),
            password: Some(Password::new("1234").unwrap()),
            wrong_password_attempts_counter: Some(0),
            notification_to_cse: Some(Null),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        odb_info: Some(OdbInfo {
            odb_data: OdbData {
                odb_general_data: Bits { unused: 1, octets: &[0xD5, 0x54] },
                odb_hplmn_data: Some(Bits { unused: 4, octets: &[0xA0] }),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                ..Default::default()
            },
            notification_to_cse: Some(Null),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        camel_subscription_info: Some(CamelSubscriptionInfo {
            o_csi: Some(OCsi {
                o_bcsm_camel_tdp_data_list: List::from(
                    &[OBcsmCamelTdpData {
                        o_bcsm_trigger_detection_point: OBcsmTriggerDetectionPoint::COLLECTED_INFO,
                        service_key: 147,
                        gsm_scf_address: AddressString::new(&[0x91, 0x24, 0x55, 0x86, 0x17]),
                        default_call_handling: DefaultCallHandling::CONTINUE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                camel_capability_handling: Some(8),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            o_bcsm_camel_tdp_criteria_list: Some(List::from(
                &[OBcsmCamelTdpCriteria {
                    o_bcsm_trigger_detection_point: OBcsmTriggerDetectionPoint::ROUTE_SELECT_FAILURE,
                    destination_number_criteria: Some(DestinationNumberCriteria {
                        match_type: MatchType::INHIBITING,
                        destination_number_list: Some(List::from(
                            &[
                                AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31]),
                                AddressString::new(&[0x91, 0x55, 0x86, 0x17, 0x48]),
                            ][..],
                        )),
                        destination_number_length_list: Some(List::from(&[12, 13][..])),
                        ..Default::default()
                    }),
                    basic_service_criteria: Some(List::from(
                        &[
                            ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A])),
                            ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                        ][..],
                    )),
                    call_type_criteria: Some(CallTypeCriteria::FORWARDED),
                    o_cause_value_criteria: Some(List::from(&[Octets(&[0x1E]), Octets(&[0x1F])][..])),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                }][..],
            )),
            d_csi: Some(DCsi {
                dp_analysed_info_criteria_list: Some(List::from(
                    &[DpAnalysedInfoCriterium {
                        dialled_number: AddressString::new(&[0x91, 0x24, 0x55, 0x86, 0x17]),
                        service_key: 231,
                        gsm_scf_address: AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31]),
                        default_call_handling: DefaultCallHandling::RELEASE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                )),
                camel_capability_handling: Some(4),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            t_csi: Some(TCsi {
                t_bcsm_camel_tdp_data_list: List::from(
                    &[TBcsmCamelTdpData {
                        t_bcsm_trigger_detection_point: TBcsmTriggerDetectionPoint::TERM_ATTEMPT_AUTHORIZED,
                        service_key: 252,
                        gsm_scf_address: AddressString::new(&[0x91, 0x79, 0x00, 0x31, 0x62]),
                        default_call_handling: DefaultCallHandling::CONTINUE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                camel_capability_handling: Some(7),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            t_bcsm_camel_tdp_criteria_list: Some(List::from(
                &[TBcsmCamelTdpCriteria {
                    t_bcsm_trigger_detection_point: TBcsmTriggerDetectionPoint::T_BUSY,
                    basic_service_criteria: Some(List::from(
                        &[
                            ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A])),
                            ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                        ][..],
                    )),
                    t_cause_value_criteria: Some(List::from(&[Octets(&[0x29]), Octets(&[0x2A])][..])),
                    ..Default::default()
                }][..],
            )),
            vt_csi: Some(TCsi {
                t_bcsm_camel_tdp_data_list: List::from(
                    &[TBcsmCamelTdpData {
                        t_bcsm_trigger_detection_point: TBcsmTriggerDetectionPoint::T_NO_ANSWER,
                        service_key: 301,
                        gsm_scf_address: AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31]),
                        default_call_handling: DefaultCallHandling::RELEASE_CALL,
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
            vt_bcsm_camel_tdp_criteria_list: Some(List::from(
                &[TBcsmCamelTdpCriteria {
                    t_bcsm_trigger_detection_point: TBcsmTriggerDetectionPoint::TERM_ATTEMPT_AUTHORIZED,
                    basic_service_criteria: Some(List::from(
                        &[
                            ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A])),
                            ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                        ][..],
                    )),
                    t_cause_value_criteria: Some(List::from(&[Octets(&[0x30]), Octets(&[0x31])][..])),
                    ..Default::default()
                }][..],
            )),
            tif_csi: Some(Null),
            tif_csi_notification_to_cse: Some(Null),
            gprs_csi: Some(GprsCsi {
                gprs_camel_tdp_data_list: Some(List::from(
                    &[GprsCamelTdpData {
                        gprs_trigger_detection_point: GprsTriggerDetectionPoint::ATTACH,
                        service_key: 350,
                        gsm_scf_address: AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00]),
                        default_session_handling: DefaultGprsHandling::CONTINUE_TRANSACTION,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                )),
                camel_capability_handling: Some(5),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            mo_sms_csi: Some(SmsCsi {
                sms_camel_tdp_data_list: Some(List::from(
                    &[SmsCamelTdpData {
                        sms_trigger_detection_point: SmsTriggerDetectionPoint::SMS_COLLECTED_INFO,
                        service_key: 371,
                        gsm_scf_address: AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31]),
                        default_sms_handling: DefaultSmsHandling::CONTINUE_TRANSACTION,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                )),
                camel_capability_handling: Some(8),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            ss_csi: Some(SsCsi {
                ss_camel_data: SsCamelData {
                    ss_event_list: List::from(&[SsCode(0x31), SsCode(0x12)][..]),
                    gsm_scf_address: AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79]),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                },
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            m_csi: Some(MCsi {
                mobility_triggers: List::from(&[Octets(&[0x04]), Octets(&[0x00])][..]),
                service_key: 427,
                gsm_scf_address: AddressString::new(&[0x91, 0x24, 0x55, 0x86, 0x17]),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            specific_csi_deleted_list: Some(Bits { unused: 0, octets: &[0xAA] }),
            mt_sms_csi: Some(SmsCsi {
                sms_camel_tdp_data_list: Some(List::from(
                    &[SmsCamelTdpData {
                        sms_trigger_detection_point: SmsTriggerDetectionPoint::SMS_DELIVERY_REQUEST,
                        service_key: 441,
                        gsm_scf_address: AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31]),
                        default_sms_handling: DefaultSmsHandling::RELEASE_TRANSACTION,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                )),
                camel_capability_handling: Some(2),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            mt_sms_cameltdp_criteria_list: Some(List::from(
                &[MtSmsCamelTdpCriteria {
                    sms_trigger_detection_point: SmsTriggerDetectionPoint::SMS_COLLECTED_INFO,
                    tpdu_type_criterion: Some(List::from(
                        &[
                            MtSmsTpduType::SMS_DELIVER,
                            MtSmsTpduType::SMS_SUBMIT_REPORT,
                            MtSmsTpduType::SMS_STATUS_REPORT,
                        ][..],
                    )),
                    ..Default::default()
                }][..],
            )),
            mg_csi: Some(MgCsi {
                mobility_triggers: List::from(&[Octets(&[0x01]), Octets(&[0x02])][..]),
                service_key: 476,
                gsm_scf_address: AddressString::new(&[0x91, 0x93, 0x24, 0x55, 0x86]),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            o_im_csi: Some(OCsi {
                o_bcsm_camel_tdp_data_list: List::from(
                    &[OBcsmCamelTdpData {
                        o_bcsm_trigger_detection_point: OBcsmTriggerDetectionPoint::COLLECTED_INFO,
                        service_key: 490,
                        gsm_scf_address: AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00]),
                        default_call_handling: DefaultCallHandling::CONTINUE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                camel_capability_handling: Some(9),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            o_im_bcsm_camel_tdp_criteria_list: Some(List::from(
                &[OBcsmCamelTdpCriteria {
                    o_bcsm_trigger_detection_point: OBcsmTriggerDetectionPoint::ROUTE_SELECT_FAILURE,
                    destination_number_criteria: Some(DestinationNumberCriteria {
                        match_type: MatchType::ENABLING,
                        destination_number_list: Some(List::from(
                            &[
                                AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24]),
                                AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31]),
                            ][..],
                        )),
                        destination_number_length_list: Some(List::from(&[1, 2][..])),
                        ..Default::default()
                    }),
                    basic_service_criteria: Some(List::from(
                        &[
                            ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A])),
                            ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                        ][..],
                    )),
                    call_type_criteria: Some(CallTypeCriteria::NOT_FORWARDED),
                    o_cause_value_criteria: Some(List::from(&[Octets(&[0x4F]), Octets(&[0x50])][..])),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                }][..],
            )),
            d_im_csi: Some(DCsi {
                dp_analysed_info_criteria_list: Some(List::from(
                    &[DpAnalysedInfoCriterium {
                        dialled_number: AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00]),
                        service_key: 574,
                        gsm_scf_address: AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24]),
                        default_call_handling: DefaultCallHandling::RELEASE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                )),
                camel_capability_handling: Some(5),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            vt_im_csi: Some(TCsi {
                t_bcsm_camel_tdp_data_list: List::from(
                    &[TBcsmCamelTdpData {
                        t_bcsm_trigger_detection_point: TBcsmTriggerDetectionPoint::T_BUSY,
                        service_key: 595,
                        gsm_scf_address: AddressString::new(&[0x91, 0x62, 0x93, 0x24, 0x55]),
                        default_call_handling: DefaultCallHandling::CONTINUE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                camel_capability_handling: Some(8),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            vt_im_bcsm_camel_tdp_criteria_list: Some(List::from(
                &[TBcsmCamelTdpCriteria {
                    t_bcsm_trigger_detection_point: TBcsmTriggerDetectionPoint::T_NO_ANSWER,
                    basic_service_criteria: Some(List::from(
                        &[
                            ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A])),
                            ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                        ][..],
                    )),
                    t_cause_value_criteria: Some(List::from(&[Octets(&[0x5A]), Octets(&[0x5B])][..])),
                    ..Default::default()
                }][..],
            )),
            ..Default::default()
        }),
        supported_vlr_camel_phases: Some(Bits { unused: 7, octets: &[0x80] }),
        supported_sgsn_camel_phases: Some(Bits { unused: 7, octets: &[0x80] }),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        offered_camel4_csis_in_vlr: Some(Bits { unused: 1, octets: &[0xD4] }),
        offered_camel4_csis_in_sgsn: Some(Bits { unused: 1, octets: &[0xD4] }),
        msisdn_bs_list: Some(List::from(
            &[MsisdnBs {
                msisdn: AddressString::new(&[0x91, 0x24, 0x55, 0x86, 0x17]),
                basic_service_list: Some(List::from(
                    &[
                        ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A])),
                        ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                    ][..],
                )),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                ..Default::default()
            }][..],
        )),
        csg_subscription_data_list: Some(List::from(
            &[CsgSubscriptionData {
                csg_id: Bits { unused: 5, octets: &[0xD5, 0x55, 0x55, 0x40] },
                expiration_date: Some(Time(0xE05F5F5F)),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                lipa_allowed_apn_list: Some(List::from(
                    &[
                        Octets(&[
                            0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36,
                            0x32, 0x04, 0x67, 0x70, 0x72, 0x73,
                        ]),
                        Octets(&[
                            0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36,
                            0x32, 0x04, 0x67, 0x70, 0x72, 0x73,
                        ]),
                    ][..],
                )),
                plmn_id: Some(Octets(&[0x62, 0xF2, 0x10])),
                ..Default::default()
            }][..],
        )),
        cw_data: Some(CallWaitingData {
            cw_feature_list: List::from(
                &[
                    ExtCwFeature {
                        basic_service: ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A])),
                        ss_status: Octets(&[0x04]),
                        ..Default::default()
                    },
                    ExtCwFeature {
                        basic_service: ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                        ss_status: Octets(&[0x02]),
                        ..Default::default()
                    },
                ][..],
            ),
            notification_to_cse: Some(Null),
            ..Default::default()
        }),
        ch_data: Some(CallHoldData {
            ss_status: Octets(&[0x03]),
            notification_to_cse: Some(Null),
            ..Default::default()
        }),
        clip_data: Some(ClipData {
            ss_status: Octets(&[0x04]),
            override_category: OverrideCategory::OVERRIDE_ENABLED,
            notification_to_cse: Some(Null),
            ..Default::default()
        }),
        clir_data: Some(ClirData {
            ss_status: Octets(&[0x05]),
            cli_restriction_option: Some(CliRestrictionOption::PERMANENT),
            notification_to_cse: Some(Null),
            ..Default::default()
        }),
        ect_data: Some(EctData {
            ss_status: Octets(&[0x06]),
            notification_to_cse: Some(Null),
            ..Default::default()
        }),
        ..Default::default()
    })));
}
