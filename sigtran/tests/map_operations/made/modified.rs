//! What has changed of what a subscriber has, of values.

use brivas_sigtran::ber::{Bits, List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AddressString, Argument, CallHoldData, CallTypeCriteria, CallWaitingData, CamelSubscriptionInfo,
    CliRestrictionOption, ClipData, ClirData, CsgSubscriptionData, DCsi, DefaultCallHandling,
    DefaultGprsHandling, DefaultSmsHandling, DestinationNumberCriteria, DpAnalysedInfoCriterium, EctData,
    ExtBasicServiceCode, ExtCallBarringFeature, ExtCallBarringInfoForCse, ExtCwFeature, ExtForwFeature,
    ExtForwardingInfoForCse, GprsCamelTdpData, GprsCsi, GprsTriggerDetectionPoint, Imsi, MCsi, MatchType,
    MgCsi, MtSmsCamelTdpCriteria, MtSmsTpduType, NoteSubscriberDataModifiedArg, OBcsmCamelTdpCriteria,
    OBcsmCamelTdpData, OBcsmTriggerDetectionPoint, OCsi, OdbData, OdbInfo, OverrideCategory, Password,
    SmsCamelTdpData, SmsCsi, SmsTriggerDetectionPoint, SsCamelData, SsCode, SsCsi, TBcsmCamelTdpCriteria,
    TBcsmCamelTdpData, TBcsmTriggerDetectionPoint, TCsi, Tbcd, Time,
};

pub(crate) fn modified(with: impl FnOnce(Argument<'_>)) {
    with(Argument::NoteSubscriberDataModified(Box::new(NoteSubscriberDataModifiedArg {
        imsi: Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x24, 0x55, 0x86, 0x17, 0xF2])),
        msisdn: AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24]),
        forwarding_info_for_cse: Some(ExtForwardingInfoForCse {
            ss_code: SsCode(0x92),
            forwarding_feature_list: List::from(
                &[
                    ExtForwFeature {
                        basic_service: Some(ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A]))),
                        ss_status: Octets(&[0x06]),
                        forwarded_to_number: Some(AddressString::new(&[0x91, 0x79, 0x00, 0x31, 0x62])),
                        forwarded_to_subaddress: Some(Octets(&[0x80, 0x50, 0x08, 0x08])),
                        forwarding_options: Some(Octets(&[0x09])),
                        no_reply_condition_time: Some(11),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        long_forwarded_to_number: Some(AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00])),
                        ..Default::default()
                    },
                    ExtForwFeature {
                        basic_service: Some(ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11]))),
                        ss_status: Octets(&[0x0D]),
                        forwarded_to_number: Some(AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31])),
                        forwarded_to_subaddress: Some(Octets(&[0x80, 0x50, 0x0F, 0x0F])),
                        forwarding_options: Some(Octets(&[0x10])),
                        no_reply_condition_time: Some(18),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        long_forwarded_to_number: Some(AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79])),
                        ..Default::default()
                    },
                ][..],
            ),
            notification_to_cse: Some(Null),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        call_barring_info_for_cse: Some(ExtCallBarringInfoForCse {
            ss_code: SsCode(0x21),
            call_barring_feature_list: List::from(
                &[
                    ExtCallBarringFeature {
                        basic_service: Some(ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A]))),
                        ss_status: Octets(&[0x05]),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    },
                    ExtCallBarringFeature {
                        basic_service: Some(ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11]))),
                        ss_status: Octets(&[0x07]),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    },
                ][..],
            ),
            password: Some(Password::new("1234").unwrap()),
            wrong_password_attempts_counter: Some(4),
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
                        service_key: 175,
                        gsm_scf_address: AddressString::new(&[0x91, 0x62, 0x93, 0x24, 0x55]),
                        default_call_handling: DefaultCallHandling::CONTINUE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                camel_capability_handling: Some(12),
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
                                AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79]),
                                AddressString::new(&[0x91, 0x93, 0x24, 0x55, 0x86]),
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
                    call_type_criteria: Some(CallTypeCriteria::FORWARDED),
                    o_cause_value_criteria: Some(List::from(&[Octets(&[0x22]), Octets(&[0x23])][..])),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                }][..],
            )),
            d_csi: Some(DCsi {
                dp_analysed_info_criteria_list: Some(List::from(
                    &[DpAnalysedInfoCriterium {
                        dialled_number: AddressString::new(&[0x91, 0x62, 0x93, 0x24, 0x55]),
                        service_key: 259,
                        gsm_scf_address: AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79]),
                        default_call_handling: DefaultCallHandling::RELEASE_CALL,
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
            t_csi: Some(TCsi {
                t_bcsm_camel_tdp_data_list: List::from(
                    &[TBcsmCamelTdpData {
                        t_bcsm_trigger_detection_point: TBcsmTriggerDetectionPoint::TERM_ATTEMPT_AUTHORIZED,
                        service_key: 280,
                        gsm_scf_address: AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00]),
                        default_call_handling: DefaultCallHandling::CONTINUE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                camel_capability_handling: Some(11),
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
                    t_cause_value_criteria: Some(List::from(&[Octets(&[0x2D]), Octets(&[0x2E])][..])),
                    ..Default::default()
                }][..],
            )),
            vt_csi: Some(TCsi {
                t_bcsm_camel_tdp_data_list: List::from(
                    &[TBcsmCamelTdpData {
                        t_bcsm_trigger_detection_point: TBcsmTriggerDetectionPoint::T_NO_ANSWER,
                        service_key: 329,
                        gsm_scf_address: AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79]),
                        default_call_handling: DefaultCallHandling::RELEASE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                camel_capability_handling: Some(2),
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
                    t_cause_value_criteria: Some(List::from(&[Octets(&[0x34]), Octets(&[0x35])][..])),
                    ..Default::default()
                }][..],
            )),
            tif_csi: Some(Null),
            tif_csi_notification_to_cse: Some(Null),
            gprs_csi: Some(GprsCsi {
                gprs_camel_tdp_data_list: Some(List::from(
                    &[GprsCamelTdpData {
                        gprs_trigger_detection_point: GprsTriggerDetectionPoint::ATTACH,
                        service_key: 378,
                        gsm_scf_address: AddressString::new(&[0x91, 0x55, 0x86, 0x17, 0x48]),
                        default_session_handling: DefaultGprsHandling::CONTINUE_TRANSACTION,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                )),
                camel_capability_handling: Some(9),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            mo_sms_csi: Some(SmsCsi {
                sms_camel_tdp_data_list: Some(List::from(
                    &[SmsCamelTdpData {
                        sms_trigger_detection_point: SmsTriggerDetectionPoint::SMS_COLLECTED_INFO,
                        service_key: 399,
                        gsm_scf_address: AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79]),
                        default_sms_handling: DefaultSmsHandling::CONTINUE_TRANSACTION,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                )),
                camel_capability_handling: Some(12),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            ss_csi: Some(SsCsi {
                ss_camel_data: SsCamelData {
                    ss_event_list: List::from(&[SsCode(0x11), SsCode(0x21)][..]),
                    gsm_scf_address: AddressString::new(&[0x91, 0x24, 0x55, 0x86, 0x17]),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                },
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            m_csi: Some(MCsi {
                mobility_triggers: List::from(&[Octets(&[0x03]), Octets(&[0x04])][..]),
                service_key: 455,
                gsm_scf_address: AddressString::new(&[0x91, 0x62, 0x93, 0x24, 0x55]),
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
                        service_key: 469,
                        gsm_scf_address: AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79]),
                        default_sms_handling: DefaultSmsHandling::RELEASE_TRANSACTION,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                )),
                camel_capability_handling: Some(6),
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
                mobility_triggers: List::from(&[Octets(&[0x00]), Octets(&[0x01])][..]),
                service_key: 504,
                gsm_scf_address: AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24]),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            o_im_csi: Some(OCsi {
                o_bcsm_camel_tdp_data_list: List::from(
                    &[OBcsmCamelTdpData {
                        o_bcsm_trigger_detection_point: OBcsmTriggerDetectionPoint::COLLECTED_INFO,
                        service_key: 518,
                        gsm_scf_address: AddressString::new(&[0x91, 0x55, 0x86, 0x17, 0x48]),
                        default_call_handling: DefaultCallHandling::CONTINUE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                camel_capability_handling: Some(13),
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
                                AddressString::new(&[0x91, 0x79, 0x00, 0x31, 0x62]),
                                AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79]),
                            ][..],
                        )),
                        destination_number_length_list: Some(List::from(&[5, 6][..])),
                        ..Default::default()
                    }),
                    basic_service_criteria: Some(List::from(
                        &[
                            ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A])),
                            ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                        ][..],
                    )),
                    call_type_criteria: Some(CallTypeCriteria::NOT_FORWARDED),
                    o_cause_value_criteria: Some(List::from(&[Octets(&[0x53]), Octets(&[0x54])][..])),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                }][..],
            )),
            d_im_csi: Some(DCsi {
                dp_analysed_info_criteria_list: Some(List::from(
                    &[DpAnalysedInfoCriterium {
                        dialled_number: AddressString::new(&[0x91, 0x55, 0x86, 0x17, 0x48]),
                        service_key: 602,
                        gsm_scf_address: AddressString::new(&[0x91, 0x79, 0x00, 0x31, 0x62]),
                        default_call_handling: DefaultCallHandling::RELEASE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                )),
                camel_capability_handling: Some(9),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            vt_im_csi: Some(TCsi {
                t_bcsm_camel_tdp_data_list: List::from(
                    &[TBcsmCamelTdpData {
                        t_bcsm_trigger_detection_point: TBcsmTriggerDetectionPoint::T_BUSY,
                        service_key: 623,
                        gsm_scf_address: AddressString::new(&[0x91, 0x00, 0x31, 0x62, 0x93]),
                        default_call_handling: DefaultCallHandling::CONTINUE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                camel_capability_handling: Some(12),
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
                    t_cause_value_criteria: Some(List::from(&[Octets(&[0x5E]), Octets(&[0x5F])][..])),
                    ..Default::default()
                }][..],
            )),
            ..Default::default()
        }),
        all_information_sent: Some(Null),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        ue_reachable: Some(Bits { unused: 6, octets: &[0x80] }),
        csg_subscription_data_list: Some(List::from(
            &[CsgSubscriptionData {
                csg_id: Bits { unused: 5, octets: &[0xD5, 0x55, 0x55, 0x40] },
                expiration_date: Some(Time(0xE0606060)),
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
                        ss_status: Octets(&[0x01]),
                        ..Default::default()
                    },
                    ExtCwFeature {
                        basic_service: ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                        ss_status: Octets(&[0x03]),
                        ..Default::default()
                    },
                ][..],
            ),
            notification_to_cse: Some(Null),
            ..Default::default()
        }),
        ch_data: Some(CallHoldData {
            ss_status: Octets(&[0x04]),
            notification_to_cse: Some(Null),
            ..Default::default()
        }),
        clip_data: Some(ClipData {
            ss_status: Octets(&[0x05]),
            override_category: OverrideCategory::OVERRIDE_ENABLED,
            notification_to_cse: Some(Null),
            ..Default::default()
        }),
        clir_data: Some(ClirData {
            ss_status: Octets(&[0x06]),
            cli_restriction_option: Some(CliRestrictionOption::PERMANENT),
            notification_to_cse: Some(Null),
            ..Default::default()
        }),
        ect_data: Some(EctData {
            ss_status: Octets(&[0x07]),
            notification_to_cse: Some(Null),
            ..Default::default()
        }),
        ..Default::default()
    })));
}
