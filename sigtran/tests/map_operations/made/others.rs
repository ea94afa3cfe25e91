//! What is left of the data of a subscriber, of values.

use brivas_sigtran::ber::{Bits, List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AddressString, AdjacentAccessRestrictionData, CsgSubscriptionData, EdrxCycleLength, Imsi, ImsiGroupId,
    InsertSubscriberDataArg, LsaData, LsaInformation, LsaOnlyAccessIndicator, McSsInfo, NetworkAccessMode,
    SsCode, SubscriberStatus, Tbcd, Time, UsedRatType, VoiceBroadcastData, VoiceGroupCallData,
};

pub(crate) fn data(with: impl FnOnce(InsertSubscriberDataArg<'_>)) {
    with(InsertSubscriberDataArg {
        imsi: Some(Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x24, 0x55, 0x86, 0x17, 0xF2]))),
        msisdn: Some(AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24])),
        category: Some(Octets(&[0x0A])),
        subscriber_status: Some(SubscriberStatus::SERVICE_GRANTED),
        bearer_service_list: Some(List::from(&[Octets(&[0x1A]), Octets(&[0x1A])][..])),
        teleservice_list: Some(List::from(&[Octets(&[0x11]), Octets(&[0x11])][..])),
        roaming_restriction_due_to_unsupported_feature: Some(Null),
        regional_subscription_data: Some(List::from(&[Octets(&[0x2D, 0x2E]), Octets(&[0x2E, 0x2F])][..])),
        vbs_subscription_data: Some(List::from(
            &[VoiceBroadcastData {
                groupid: Octets(&[0x79, 0x00, 0x31]),
                broadcast_init_entitlement: Some(Null),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                long_group_id: Some(Octets(&[0x86, 0x17, 0x48, 0x79])),
                ..Default::default()
            }][..],
        )),
        vgcs_subscription_data: Some(List::from(
            &[VoiceGroupCallData {
                group_id: Octets(&[0x93, 0x24, 0x55]),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                additional_subscriptions: Some(Bits { unused: 5, octets: &[0xC0] }),
                additional_info: Some(Bits { unused: 7, octets: &[0x80] }),
                long_group_id: Some(Octets(&[0x00, 0x31, 0x62, 0x93])),
                ..Default::default()
            }][..],
        )),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        roaming_restricted_in_sgsn_due_to_unsupported_feature: Some(Null),
        network_access_mode: Some(NetworkAccessMode::PACKET_AND_CIRCUIT),
        lsa_information: Some(LsaInformation {
            complete_data_list_included: Some(Null),
            lsa_only_access_indicator: Some(LsaOnlyAccessIndicator::ACCESS_OUTSIDE_LS_AS_ALLOWED),
            lsa_data_list: Some(List::from(
                &[LsaData {
                    lsa_identity: Octets(&[0x01, 0x00, 0x07]),
                    lsa_attributes: Octets(&[0x08]),
                    lsa_active_mode_indicator: Some(Null),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    ..Default::default()
                }][..],
            )),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        lmu_indicator: Some(Null),
        ist_alert_timer: Some(38),
        super_charger_supported_in_hlr: Some(Octets(&[0x18])),
        mc_ss_info: Some(McSsInfo {
            ss_code: SsCode(0x21),
            ss_status: Octets(&[0x0A]),
            nbr_sb: 5,
            nbr_user: 1,
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        cs_allocation_retention_priority: Some(Octets(&[0x1D])),
        charging_characteristics: Some(Octets(&[0x2B, 0x2C])),
        access_restriction_data: Some(Bits { unused: 6, octets: &[0x80] }),
        ics_indicator: Some(true),
        csg_subscription_data_list: Some(List::from(
            &[CsgSubscriptionData {
                csg_id: Bits { unused: 5, octets: &[0xD5, 0x55, 0x55, 0x40] },
                expiration_date: Some(Time(0xE04B4B4B)),
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
        ue_reachability_request_indicator: Some(Null),
        sgsn_number: Some(AddressString::new(&[0x91, 0x93, 0x24, 0x55, 0x86])),
        mme_name: Some(Octets(&[
            0x6E, 0x30, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
        ])),
        subscribed_periodic_rau_tau_timer: Some(567),
        vplmn_lipa_allowed: Some(Null),
        mdt_user_consent: Some(true),
        subscribed_periodic_lau_timer: Some(574),
        vplmn_csg_subscription_data_list: Some(List::from(
            &[CsgSubscriptionData {
                csg_id: Bits { unused: 5, octets: &[0xD5, 0x55, 0x55, 0x40] },
                expiration_date: Some(Time(0xE0535353)),
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
        additional_msisdn: Some(AddressString::new(&[0x91, 0x79, 0x00, 0x31, 0x62])),
        ps_and_sms_only_service_provision: Some(Null),
        sms_in_sgsn_allowed: Some(Null),
        cs_to_ps_srvcc_allowed_indicator: Some(Null),
        pcscf_restoration_request: Some(Null),
        adjacent_access_restriction_data_list: Some(List::from(
            &[AdjacentAccessRestrictionData {
                plmn_id: Octets(&[0x62, 0xF2, 0x10]),
                access_restriction_data: Bits { unused: 6, octets: &[0x80] },
                ext_access_restriction_data: Some(Bits { unused: 7, octets: &[0x80] }),
                ..Default::default()
            }][..],
        )),
        imsi_group_id_list: Some(List::from(
            &[ImsiGroupId {
                group_service_id: 623,
                plmn_id: Octets(&[0x62, 0xF2, 0x10]),
                local_group_id: Octets(&[0x5B]),
                ..Default::default()
            }][..],
        )),
        ue_usage_type: Some(Octets(&[0x5C, 0x5D, 0x5E, 0x5F])),
        user_plane_integrity_protection_indicator: Some(Null),
        dl_buffering_suggested_packet_count: Some(650),
        reset_id_list: Some(List::from(&[Octets(&[0x5E]), Octets(&[0x5F])][..])),
        edrx_cycle_length_list: Some(List::from(
            &[EdrxCycleLength {
                rat_type: UsedRatType::UTRAN,
                edrx_cycle_length_value: Octets(&[0x60]),
                ..Default::default()
            }][..],
        )),
        ext_access_restriction_data: Some(Bits { unused: 7, octets: &[0x80] }),
        iab_operation_allowed_indicator: Some(Null),
        ..Default::default()
    });
}
