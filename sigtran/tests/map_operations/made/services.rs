//! Supplementary services and contexts of the packet domain, of values.

use brivas_sigtran::ber::{Bits, List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AddressString, Ambr, CliRestrictionOption, CugFeature, CugInfo, CugSubscription, EmlppInfo,
    ExtBasicServiceCode, ExtCallBarInfo, ExtCallBarringFeature, ExtForwFeature, ExtForwInfo, ExtSsData,
    ExtSsInfo, GprsSubscriptionData, InsertSubscriberDataArg, IntraCugOptions, LipaPermission,
    NaeaPreferredCi, NiddMechanism, OdbData, PdpContext, SiptoLocalNetworkPermission, SiptoPermission,
    SsCode, SsSubscriptionOption,
};

pub(crate) fn data(with: impl FnOnce(InsertSubscriberDataArg<'_>)) {
    with(InsertSubscriberDataArg {
        provisioned_ss: Some(List::from(
            &[
                ExtSsInfo::ForwardingInfo(ExtForwInfo {
                    ss_code: SsCode(0x12),
                    forwarding_feature_list: List::from(
                        &[
                            ExtForwFeature {
                                basic_service: Some(ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A]))),
                                ss_status: Octets(&[0x0B]),
                                forwarded_to_number: Some(AddressString::new(&[
                                    0x91, 0x24, 0x55, 0x86, 0x17,
                                ])),
                                forwarded_to_subaddress: Some(Octets(&[0x0D])),
                                forwarding_options: Some(Octets(&[0x0E])),
                                no_reply_condition_time: Some(16),
                                extension_container: Some(Raw(&[0xA1, 0x00])),
                                long_forwarded_to_number: Some(AddressString::new(&[
                                    0x91, 0x62, 0x93, 0x24, 0x55,
                                ])),
                                ..Default::default()
                            },
                            ExtForwFeature {
                                basic_service: Some(ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11]))),
                                ss_status: Octets(&[0x02]),
                                forwarded_to_number: Some(AddressString::new(&[
                                    0x91, 0x93, 0x24, 0x55, 0x86,
                                ])),
                                forwarded_to_subaddress: Some(Octets(&[0x14])),
                                forwarding_options: Some(Octets(&[0x15])),
                                no_reply_condition_time: Some(23),
                                extension_container: Some(Raw(&[0xA1, 0x00])),
                                long_forwarded_to_number: Some(AddressString::new(&[
                                    0x91, 0x31, 0x62, 0x93, 0x24,
                                ])),
                                ..Default::default()
                            },
                        ][..],
                    ),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                }),
                ExtSsInfo::CallBarringInfo(ExtCallBarInfo {
                    ss_code: SsCode(0x11),
                    call_barring_feature_list: List::from(
                        &[
                            ExtCallBarringFeature {
                                basic_service: Some(ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A]))),
                                ss_status: Octets(&[0x0A]),
                                extension_container: Some(Raw(&[0xA1, 0x00])),
                                ..Default::default()
                            },
                            ExtCallBarringFeature {
                                basic_service: Some(ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11]))),
                                ss_status: Octets(&[0x0C]),
                                extension_container: Some(Raw(&[0xA1, 0x00])),
                                ..Default::default()
                            },
                        ][..],
                    ),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                }),
                ExtSsInfo::CugInfo(CugInfo {
                    cug_subscription_list: List::from(
                        &[CugSubscription {
                            cug_index: 203,
                            cug_interlock: Octets(&[0x1E, 0x1F, 0x20, 0x21]),
                            intra_cug_options: IntraCugOptions::NO_CUG_RESTRICTIONS,
                            basic_service_group_list: Some(List::from(
                                &[
                                    ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A])),
                                    ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                                ][..],
                            )),
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            ..Default::default()
                        }][..],
                    ),
                    cug_feature_list: Some(List::from(
                        &[
                            CugFeature {
                                basic_service: Some(ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A]))),
                                preferential_cug_indicator: Some(238),
                                inter_cug_restrictions: Octets(&[0x23]),
                                extension_container: Some(Raw(&[0xA1, 0x00])),
                                ..Default::default()
                            },
                            CugFeature {
                                basic_service: Some(ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11]))),
                                preferential_cug_indicator: Some(259),
                                inter_cug_restrictions: Octets(&[0x26]),
                                extension_container: Some(Raw(&[0xA1, 0x00])),
                                ..Default::default()
                            },
                        ][..],
                    )),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                }),
                ExtSsInfo::SsData(ExtSsData {
                    ss_code: SsCode(0x12),
                    ss_status: Octets(&[0x08]),
                    ss_subscription_option: Some(SsSubscriptionOption::CliRestrictionOption(
                        CliRestrictionOption::PERMANENT,
                    )),
                    basic_service_group_list: Some(List::from(
                        &[
                            ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A])),
                            ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11])),
                        ][..],
                    )),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                }),
                ExtSsInfo::EmlppInfo(EmlppInfo {
                    maximum_entitled_priority: 11,
                    default_priority: 12,
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                }),
            ][..],
        )),
        odb_data: Some(OdbData {
            odb_general_data: Bits { unused: 1, octets: &[0xD5, 0x54] },
            odb_hplmn_data: Some(Bits { unused: 4, octets: &[0xA0] }),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        naea_preferred_ci: Some(NaeaPreferredCi {
            naea_preferred_cic: Octets(&[0x56, 0x57, 0x58]),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        gprs_subscription_data: Some(GprsSubscriptionData {
            complete_data_list_included: Some(Null),
            gprs_data_list: List::from(
                &[PdpContext {
                    pdp_context_id: 38,
                    pdp_type: Octets(&[0xF1, 0x21]),
                    pdp_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x59])),
                    qos_subscribed: Octets(&[0x5A, 0x5B, 0x5C]),
                    vplmn_address_allowed: Some(Null),
                    apn: Octets(&[
                        0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36, 0x32,
                        0x04, 0x67, 0x70, 0x72, 0x73,
                    ]),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ext_qo_s_subscribed: Some(Octets(&[
                        0x03, 0x0B, 0x92, 0x1F, 0x73, 0x96, 0xFE, 0xFE, 0x74,
                    ])),
                    pdp_charging_characteristics: Some(Octets(&[0x5D, 0x5E])),
                    ext2_qo_s_subscribed: Some(Octets(&[0x01, 0x02, 0x03])),
                    ext3_qo_s_subscribed: Some(Octets(&[0x01, 0x02])),
                    ext4_qo_s_subscribed: Some(Octets(&[0x60])),
                    apn_oi_replacement: Some(Octets(&[
                        0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36, 0x32,
                        0x04, 0x67, 0x70, 0x72, 0x73,
                    ])),
                    ext_pdp_type: Some(Octets(&[0xF1, 0x8D])),
                    ext_pdp_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x63])),
                    ambr: Some(Ambr {
                        max_requested_bandwidth_ul: 100,
                        max_requested_bandwidth_dl: 1,
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        extended_max_requested_bandwidth_ul: Some(2),
                        extended_max_requested_bandwidth_dl: Some(3),
                        ..Default::default()
                    }),
                    sipto_permission: Some(SiptoPermission::SIPTO_ABOVE_RAN_ALLOWED),
                    lipa_permission: Some(LipaPermission::LIPA_PROHIBITED),
                    restoration_priority: Some(Octets(&[0x04])),
                    sipto_local_network_permission: Some(
                        SiptoLocalNetworkPermission::SIPTO_AT_LOCAL_NETWORK_ALLOWED,
                    ),
                    nidd_mechanism: Some(NiddMechanism::SGI_BASED_DATA_DELIVERY),
                    scef_id: Some(Octets(&[
                        0x6E, 0x35, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                    ])),
                    ..Default::default()
                }][..],
            ),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            apn_oi_replacement: Some(Octets(&[
                0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36, 0x32, 0x04,
                0x67, 0x70, 0x72, 0x73,
            ])),
            ..Default::default()
        }),
        ..Default::default()
    });
}
