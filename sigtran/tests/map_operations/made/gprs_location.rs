//! Where a subscriber is in the packet domain, of values.

use brivas_sigtran::ber::{Bits, List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AddInfo, AddressString, Argument, EpsInfo, Imei, Imsi, PdnGwIdentity, PdnGwUpdate, SgsnCapability,
    SmsRegisterRequest, SuperChargerInfo, Tbcd, UeSrvccCapability, UpdateGprsLocationArg, UsedRatType,
};

pub(crate) fn value(with: impl FnOnce(Argument<'_>)) {
    with(Argument::UpdateGprsLocation(Box::new(UpdateGprsLocationArg {
        imsi: Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x24, 0x55, 0x86, 0x17, 0xF2])),
        sgsn_number: AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24]),
        sgsn_address: Octets(&[0x04, 0x0A, 0x01, 0x00, 0x04]),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        sgsn_capability: Some(SgsnCapability {
            solsa_support_indicator: Some(Null),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            super_charger_supported_in_serving_network_entity: Some(SuperChargerInfo::SendSubscriberData(
                Null,
            )),
            gprs_enhancements_support_indicator: Some(Null),
            supported_camel_phases: Some(Bits { unused: 7, octets: &[0x80] }),
            supported_lcs_capability_sets: Some(Bits { unused: 6, octets: &[0x80] }),
            offered_camel4_csis: Some(Bits { unused: 1, octets: &[0xD4] }),
            sms_call_barring_support_indicator: Some(Null),
            supported_rat_types_indicator: Some(Bits { unused: 6, octets: &[0x80] }),
            supported_features: Some(Bits { unused: 6, octets: &[0xAA, 0xAA, 0xAA, 0x80] }),
            t_ads_data_retrieval: Some(Null),
            homogeneous_support_of_ims_voice_over_ps_sessions: Some(true),
            cancellation_type_initial_attach: Some(Null),
            msisdn_less_operation_supported: Some(Null),
            update_of_homogeneous_support_of_ims_voice_over_ps_sessions: Some(Null),
            reset_ids_supported: Some(Null),
            ext_supported_features: Some(Bits { unused: 7, octets: &[0x80] }),
            ..Default::default()
        }),
        inform_previous_network_entity: Some(Null),
        ps_lcs_not_supported_by_ue: Some(Null),
        v_gmlc_address: Some(Octets(&[0x04, 0x0A, 0x01, 0x00, 0x05])),
        add_info: Some(AddInfo {
            imeisv: Imei(Tbcd::new(&[0x53, 0x62, 0x93, 0x24, 0x55, 0x86, 0x17, 0x06])),
            skip_subscriber_data_update: Some(Null),
            ..Default::default()
        }),
        eps_info: Some(EpsInfo::PdnGwUpdate(PdnGwUpdate {
            apn: Some(Octets(&[
                0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36, 0x32, 0x04,
                0x67, 0x70, 0x72, 0x73,
            ])),
            pdn_gw_identity: Some(PdnGwIdentity {
                pdn_gw_ipv4_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x08])),
                pdn_gw_ipv6_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x09])),
                pdn_gw_name: Some(Octets(&[
                    0x6E, 0x30, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                ])),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                ..Default::default()
            }),
            context_id: Some(12),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        })),
        serving_node_type_indicator: Some(Null),
        skip_subscriber_data_update: Some(Null),
        used_rat_type: Some(UsedRatType::UTRAN),
        gprs_subscription_data_not_needed: Some(Null),
        node_type_indicator: Some(Null),
        area_restricted: Some(Null),
        ue_reachable_indicator: Some(Null),
        eps_subscription_data_not_needed: Some(Null),
        ue_srvcc_capability: Some(UeSrvccCapability::UE_SRVCC_NOT_SUPPORTED),
        eplmn_list: Some(List::from(&[Octets(&[0x62, 0xF2, 0x10]), Octets(&[0x62, 0xF2, 0x10])][..])),
        mme_number_for_mt_sms: Some(AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31])),
        sms_register_request: Some(SmsRegisterRequest::SMS_REGISTRATION_REQUIRED),
        sms_only: Some(Null),
        removal_of_mme_registration_for_sms: Some(Null),
        sgsn_name: Some(Octets(&[
            0x6E, 0x35, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
        ])),
        sgsn_realm: Some(Octets(&[
            0x6E, 0x36, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
        ])),
        lgd_support_indicator: Some(Null),
        adjacent_plmn_list: Some(List::from(&[Octets(&[0x62, 0xF2, 0x10]), Octets(&[0x62, 0xF2, 0x10])][..])),
        ..Default::default()
    })));
}
