//! CAMEL services that a VLR has, of values.

use brivas_sigtran::ber::{List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AddressString, CallTypeCriteria, DCsi, DefaultCallHandling, DefaultSmsHandling,
    DestinationNumberCriteria, DpAnalysedInfoCriterium, ExtBasicServiceCode, InsertSubscriberDataArg, MCsi,
    MatchType, MtSmsCamelTdpCriteria, MtSmsTpduType, OBcsmCamelTdpCriteria, OBcsmCamelTdpData,
    OBcsmTriggerDetectionPoint, OCsi, SmsCamelTdpData, SmsCsi, SmsTriggerDetectionPoint, SsCamelData, SsCode,
    SsCsi, TBcsmCamelTdpCriteria, TBcsmCamelTdpData, TBcsmTriggerDetectionPoint, TCsi,
    VlrCamelSubscriptionInfo,
};

pub(crate) fn data(with: impl FnOnce(InsertSubscriberDataArg<'_>)) {
    with(InsertSubscriberDataArg {
        vlr_camel_subscription_info: Some(VlrCamelSubscriptionInfo {
            o_csi: Some(OCsi {
                o_bcsm_camel_tdp_data_list: List::from(
                    &[OBcsmCamelTdpData {
                        o_bcsm_trigger_detection_point: OBcsmTriggerDetectionPoint::COLLECTED_INFO,
                        service_key: 357,
                        gsm_scf_address: AddressString::new(&[0x91, 0x24, 0x55, 0x86, 0x17]),
                        default_call_handling: DefaultCallHandling::CONTINUE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                camel_capability_handling: Some(6),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ss_csi: Some(SsCsi {
                ss_camel_data: SsCamelData {
                    ss_event_list: List::from(&[SsCode(0x11), SsCode(0x21)][..]),
                    gsm_scf_address: AddressString::new(&[0x91, 0x62, 0x93, 0x24, 0x55]),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                },
                extension_container: Some(Raw(&[0xA1, 0x00])),
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
                                AddressString::new(&[0x91, 0x79, 0x00, 0x31, 0x62]),
                                AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79]),
                            ][..],
                        )),
                        destination_number_length_list: Some(List::from(&[15, 1][..])),
                        ..Default::default()
                    }),
                    basic_service_criteria: Some(List::from(
                        &[
                            ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A])),
                            ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                        ][..],
                    )),
                    call_type_criteria: Some(CallTypeCriteria::FORWARDED),
                    o_cause_value_criteria: Some(List::from(&[Octets(&[0x3F]), Octets(&[0x40])][..])),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                }][..],
            )),
            tif_csi: Some(Null),
            m_csi: Some(MCsi {
                mobility_triggers: List::from(&[Octets(&[0x00]), Octets(&[0x01])][..]),
                service_key: 469,
                gsm_scf_address: AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79]),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            mo_sms_csi: Some(SmsCsi {
                sms_camel_tdp_data_list: Some(List::from(
                    &[SmsCamelTdpData {
                        sms_trigger_detection_point: SmsTriggerDetectionPoint::SMS_COLLECTED_INFO,
                        service_key: 483,
                        gsm_scf_address: AddressString::new(&[0x91, 0x00, 0x31, 0x62, 0x93]),
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
            vt_csi: Some(TCsi {
                t_bcsm_camel_tdp_data_list: List::from(
                    &[TBcsmCamelTdpData {
                        t_bcsm_trigger_detection_point: TBcsmTriggerDetectionPoint::TERM_ATTEMPT_AUTHORIZED,
                        service_key: 504,
                        gsm_scf_address: AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24]),
                        default_call_handling: DefaultCallHandling::RELEASE_CALL,
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
                    t_cause_value_criteria: Some(List::from(&[Octets(&[0x4D]), Octets(&[0x4E])][..])),
                    ..Default::default()
                }][..],
            )),
            d_csi: Some(DCsi {
                dp_analysed_info_criteria_list: Some(List::from(
                    &[DpAnalysedInfoCriterium {
                        dialled_number: AddressString::new(&[0x91, 0x93, 0x24, 0x55, 0x86]),
                        service_key: 560,
                        gsm_scf_address: AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00]),
                        default_call_handling: DefaultCallHandling::CONTINUE_CALL,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                )),
                camel_capability_handling: Some(3),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            mt_sms_csi: Some(SmsCsi {
                sms_camel_tdp_data_list: Some(List::from(
                    &[SmsCamelTdpData {
                        sms_trigger_detection_point: SmsTriggerDetectionPoint::SMS_DELIVERY_REQUEST,
                        service_key: 581,
                        gsm_scf_address: AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31]),
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
            ..Default::default()
        }),
        ..Default::default()
    });
}
