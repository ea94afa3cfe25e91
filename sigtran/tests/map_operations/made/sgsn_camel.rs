//! CAMEL services that an SGSN has, of values.

use brivas_sigtran::ber::{List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AddressString, DefaultGprsHandling, DefaultSmsHandling, GprsCamelTdpData, GprsCsi,
    GprsTriggerDetectionPoint, InsertSubscriberDataArg, MgCsi, MtSmsCamelTdpCriteria, MtSmsTpduType,
    SgsnCamelSubscriptionInfo, SmsCamelTdpData, SmsCsi, SmsTriggerDetectionPoint,
};

pub(crate) fn data(with: impl FnOnce(InsertSubscriberDataArg<'_>)) {
    with(InsertSubscriberDataArg {
        sgsn_camel_subscription_info: Some(SgsnCamelSubscriptionInfo {
            gprs_csi: Some(GprsCsi {
                gprs_camel_tdp_data_list: Some(List::from(
                    &[GprsCamelTdpData {
                        gprs_trigger_detection_point: GprsTriggerDetectionPoint::ATTACH,
                        service_key: 210,
                        gsm_scf_address: AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00]),
                        default_session_handling: DefaultGprsHandling::CONTINUE_TRANSACTION,
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
            mo_sms_csi: Some(SmsCsi {
                sms_camel_tdp_data_list: Some(List::from(
                    &[SmsCamelTdpData {
                        sms_trigger_detection_point: SmsTriggerDetectionPoint::SMS_DELIVERY_REQUEST,
                        service_key: 231,
                        gsm_scf_address: AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31]),
                        default_sms_handling: DefaultSmsHandling::CONTINUE_TRANSACTION,
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
            extension_container: Some(Raw(&[0xA1, 0x00])),
            mt_sms_csi: Some(SmsCsi {
                sms_camel_tdp_data_list: Some(List::from(
                    &[SmsCamelTdpData {
                        sms_trigger_detection_point: SmsTriggerDetectionPoint::SMS_COLLECTED_INFO,
                        service_key: 252,
                        gsm_scf_address: AddressString::new(&[0x91, 0x79, 0x00, 0x31, 0x62]),
                        default_sms_handling: DefaultSmsHandling::RELEASE_TRANSACTION,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    }][..],
                )),
                camel_capability_handling: Some(7),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            mt_sms_cameltdp_criteria_list: Some(List::from(
                &[MtSmsCamelTdpCriteria {
                    sms_trigger_detection_point: SmsTriggerDetectionPoint::SMS_DELIVERY_REQUEST,
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
                mobility_triggers: List::from(&[Octets(&[0x04]), Octets(&[0x00])][..]),
                service_key: 287,
                gsm_scf_address: AddressString::new(&[0x91, 0x24, 0x55, 0x86, 0x17]),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                notification_to_cse: Some(Null),
                csi_active: Some(Null),
                ..Default::default()
            }),
            ..Default::default()
        }),
        ..Default::default()
    });
}
