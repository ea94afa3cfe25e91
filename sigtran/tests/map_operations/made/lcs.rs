//! Who may locate a subscriber, of values.

use brivas_sigtran::ber::{List, Octets, Raw};
use brivas_sigtran::map::{
    AddressString, ExternalClient, GmlcRestriction, InsertSubscriberDataArg, LcsClientExternalId,
    LcsClientInternalId, LcsInformation, LcsPrivacyClass, MolrClass, NotificationToMsUser, ServiceType,
    SsCode,
};

pub(crate) fn data(with: impl FnOnce(InsertSubscriberDataArg<'_>)) {
    with(InsertSubscriberDataArg {
        lcs_information: Some(LcsInformation {
            gmlc_list: Some(List::from(
                &[
                    AddressString::new(&[0x91, 0x93, 0x24, 0x55, 0x86]),
                    AddressString::new(&[0x91, 0x00, 0x31, 0x62, 0x93]),
                ][..],
            )),
            lcs_privacy_exception_list: Some(List::from(
                &[LcsPrivacyClass {
                    ss_code: SsCode(0x42),
                    ss_status: Octets(&[0x0C]),
                    notification_to_ms_user: Some(NotificationToMsUser::NOTIFY_LOCATION_ALLOWED),
                    external_client_list: Some(List::from(
                        &[ExternalClient {
                            client_identity: LcsClientExternalId {
                                external_address: Some(AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24])),
                                extension_container: Some(Raw(&[0xA1, 0x00])),
                                ..Default::default()
                            },
                            gmlc_restriction: Some(GmlcRestriction::GMLC_LIST),
                            notification_to_ms_user: Some(
                                NotificationToMsUser::NOTIFY_AND_VERIFY_LOCATION_ALLOWED_IF_NO_RESPONSE,
                            ),
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            ..Default::default()
                        }][..],
                    )),
                    plmn_client_list: Some(List::from(
                        &[
                            LcsClientInternalId::BROADCAST_SERVICE,
                            LcsClientInternalId::O_AND_M_HPLMN,
                            LcsClientInternalId::O_AND_M_VPLMN,
                            LcsClientInternalId::ANONYMOUS_LOCATION,
                            LcsClientInternalId::TARGET_M_SSUBSCRIBED_SERVICE,
                        ][..],
                    )),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ext_external_client_list: Some(List::from(
                        &[ExternalClient {
                            client_identity: LcsClientExternalId {
                                external_address: Some(AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31])),
                                extension_container: Some(Raw(&[0xA1, 0x00])),
                                ..Default::default()
                            },
                            gmlc_restriction: Some(GmlcRestriction::HOME_COUNTRY),
                            notification_to_ms_user: Some(
                                NotificationToMsUser::NOTIFY_AND_VERIFY_LOCATION_NOT_ALLOWED_IF_NO_RESPONSE,
                            ),
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            ..Default::default()
                        }][..],
                    )),
                    service_type_list: Some(List::from(
                        &[ServiceType {
                            service_type_identity: 15,
                            gmlc_restriction: Some(GmlcRestriction::GMLC_LIST),
                            notification_to_ms_user: Some(NotificationToMsUser::LOCATION_NOT_ALLOWED),
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            ..Default::default()
                        }][..],
                    )),
                    ..Default::default()
                }][..],
            )),
            molr_list: Some(List::from(
                &[MolrClass {
                    ss_code: SsCode(0x92),
                    ss_status: Octets(&[0x01]),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                }][..],
            )),
            add_lcs_privacy_exception_list: Some(List::from(
                &[LcsPrivacyClass {
                    ss_code: SsCode(0x11),
                    ss_status: Octets(&[0x03]),
                    notification_to_ms_user: Some(NotificationToMsUser::NOTIFY_LOCATION_ALLOWED),
                    external_client_list: Some(List::from(
                        &[ExternalClient {
                            client_identity: LcsClientExternalId {
                                external_address: Some(AddressString::new(&[0x91, 0x00, 0x31, 0x62, 0x93])),
                                extension_container: Some(Raw(&[0xA1, 0x00])),
                                ..Default::default()
                            },
                            gmlc_restriction: Some(GmlcRestriction::HOME_COUNTRY),
                            notification_to_ms_user: Some(
                                NotificationToMsUser::NOTIFY_AND_VERIFY_LOCATION_ALLOWED_IF_NO_RESPONSE,
                            ),
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            ..Default::default()
                        }][..],
                    )),
                    plmn_client_list: Some(List::from(
                        &[
                            LcsClientInternalId::BROADCAST_SERVICE,
                            LcsClientInternalId::O_AND_M_HPLMN,
                            LcsClientInternalId::O_AND_M_VPLMN,
                            LcsClientInternalId::ANONYMOUS_LOCATION,
                            LcsClientInternalId::TARGET_M_SSUBSCRIBED_SERVICE,
                        ][..],
                    )),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ext_external_client_list: Some(List::from(
                        &[ExternalClient {
                            client_identity: LcsClientExternalId {
                                external_address: Some(AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00])),
                                extension_container: Some(Raw(&[0xA1, 0x00])),
                                ..Default::default()
                            },
                            gmlc_restriction: Some(GmlcRestriction::GMLC_LIST),
                            notification_to_ms_user: Some(
                                NotificationToMsUser::NOTIFY_AND_VERIFY_LOCATION_NOT_ALLOWED_IF_NO_RESPONSE,
                            ),
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            ..Default::default()
                        }][..],
                    )),
                    service_type_list: Some(List::from(
                        &[ServiceType {
                            service_type_identity: 22,
                            gmlc_restriction: Some(GmlcRestriction::HOME_COUNTRY),
                            notification_to_ms_user: Some(NotificationToMsUser::LOCATION_NOT_ALLOWED),
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            ..Default::default()
                        }][..],
                    )),
                    ..Default::default()
                }][..],
            )),
            ..Default::default()
        }),
        ..Default::default()
    });
}
