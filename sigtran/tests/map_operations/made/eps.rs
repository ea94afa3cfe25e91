//! Connections of the evolved packet domain, of values.

use brivas_sigtran::ber::{List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AddressString, AllocationRetentionPriority, Ambr, ApnConfiguration, ApnConfigurationProfile,
    EpsQosSubscribed, EpsSubscriptionData, InsertSubscriberDataArg, LipaPermission, NiddMechanism,
    PdnConnectionContinuity, PdnGwAllocationType, PdnGwIdentity, SiptoLocalNetworkPermission,
    SiptoPermission, SpecificApnInfo, WlanOffloadability, WlanOffloadabilityIndication,
};

pub(crate) fn data(with: impl FnOnce(InsertSubscriberDataArg<'_>)) {
    with(InsertSubscriberDataArg {
        eps_subscription_data: Some(EpsSubscriptionData {
            apn_oi_replacement: Some(Octets(&[
                0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36, 0x32, 0x04,
                0x67, 0x70, 0x72, 0x73,
            ])),
            rfsp_id: Some(46),
            ambr: Some(Ambr {
                max_requested_bandwidth_ul: 46,
                max_requested_bandwidth_dl: 47,
                extension_container: Some(Raw(&[0xA1, 0x00])),
                extended_max_requested_bandwidth_ul: Some(48),
                extended_max_requested_bandwidth_dl: Some(49),
                ..Default::default()
            }),
            apn_configuration_profile: Some(ApnConfigurationProfile {
                default_context: 1,
                complete_data_list_included: Some(Null),
                eps_data_list: List::from(
                    &[ApnConfiguration {
                        context_id: 2,
                        pdn_type: Octets(&[0x02]),
                        served_party_ip_ipv4_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x35])),
                        apn: Octets(&[
                            0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36,
                            0x32, 0x04, 0x67, 0x70, 0x72, 0x73,
                        ]),
                        eps_qos_subscribed: EpsQosSubscribed {
                            qos_class_identifier: 2,
                            allocation_retention_priority: AllocationRetentionPriority {
                                priority_level: 56,
                                pre_emption_capability: Some(true),
                                pre_emption_vulnerability: Some(true),
                                extension_container: Some(Raw(&[0xA1, 0x00])),
                                ..Default::default()
                            },
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            ..Default::default()
                        },
                        pdn_gw_identity: Some(PdnGwIdentity {
                            pdn_gw_ipv4_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x39])),
                            pdn_gw_ipv6_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x3A])),
                            pdn_gw_name: Some(Octets(&[
                                0x6E, 0x39, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72,
                                0x67,
                            ])),
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            ..Default::default()
                        }),
                        pdn_gw_allocation_type: Some(PdnGwAllocationType::STATIC),
                        vplmn_address_allowed: Some(Null),
                        charging_characteristics: Some(Octets(&[0x3C, 0x3D])),
                        ambr: Some(Ambr {
                            max_requested_bandwidth_ul: 61,
                            max_requested_bandwidth_dl: 62,
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            extended_max_requested_bandwidth_ul: Some(63),
                            extended_max_requested_bandwidth_dl: Some(64),
                            ..Default::default()
                        }),
                        specific_apn_info_list: Some(List::from(
                            &[SpecificApnInfo {
                                apn: Octets(&[
                                    0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32,
                                    0x36, 0x32, 0x04, 0x67, 0x70, 0x72, 0x73,
                                ]),
                                pdn_gw_identity: PdnGwIdentity {
                                    pdn_gw_ipv4_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x42])),
                                    pdn_gw_ipv6_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x43])),
                                    pdn_gw_name: Some(Octets(&[
                                        0x6E, 0x38, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E,
                                        0x6F, 0x72, 0x67,
                                    ])),
                                    extension_container: Some(Raw(&[0xA1, 0x00])),
                                    ..Default::default()
                                },
                                extension_container: Some(Raw(&[0xA1, 0x00])),
                                ..Default::default()
                            }][..],
                        )),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        served_party_ip_ipv6_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x45])),
                        apn_oi_replacement: Some(Octets(&[
                            0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36,
                            0x32, 0x04, 0x67, 0x70, 0x72, 0x73,
                        ])),
                        sipto_permission: Some(SiptoPermission::SIPTO_ABOVE_RAN_NOT_ALLOWED),
                        lipa_permission: Some(LipaPermission::LIPA_ONLY),
                        restoration_priority: Some(Octets(&[0x47])),
                        sipto_local_network_permission: Some(
                            SiptoLocalNetworkPermission::SIPTO_AT_LOCAL_NETWORK_NOT_ALLOWED,
                        ),
                        wlan_offloadability: Some(WlanOffloadability {
                            wlan_offloadability_eutran: Some(WlanOffloadabilityIndication::NOT_ALLOWED),
                            wlan_offloadability_utran: Some(WlanOffloadabilityIndication::ALLOWED),
                            extension_container: Some(Raw(&[0xA1, 0x00])),
                            ..Default::default()
                        }),
                        non_ip_pdn_type_indicator: Some(Null),
                        nidd_mechanism: Some(NiddMechanism::SCEF_BASED_DATA_DELIVERY),
                        scef_id: Some(Octets(&[
                            0x6E, 0x32, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72,
                            0x67,
                        ])),
                        pdn_connection_continuity: Some(PdnConnectionContinuity::MAINTAIN_PDN_CONNECTION),
                        ..Default::default()
                    }][..],
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                additional_default_context: Some(24),
                ..Default::default()
            }),
            stn_sr: Some(AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31])),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            mps_cs_priority: Some(Null),
            mps_eps_priority: Some(Null),
            subscribed_vsrvcc: Some(Null),
            ..Default::default()
        }),
        ..Default::default()
    });
}
