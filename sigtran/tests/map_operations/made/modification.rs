//! What a service changes, of values.

use brivas_sigtran::ber::{Bits, Null, Octets, Raw};
use brivas_sigtran::map::{
    AdditionalRequestedCamelSubscriptionInfo, AddressString, AnyTimeModificationArg,
    AnyTimeSubscriptionInterrogationArg, Argument, BasicServiceCode, CliRestrictionOption,
    ExtBasicServiceCode, Imsi, ModificationInstruction, ModificationRequestForCbInfo,
    ModificationRequestForCfInfo, ModificationRequestForChInfo, ModificationRequestForClipInfo,
    ModificationRequestForClirInfo, ModificationRequestForCsg, ModificationRequestForCsi,
    ModificationRequestForCwInfo, ModificationRequestForEctInfo, ModificationRequestForIpSmGwData,
    ModificationRequestForOdbData, NetworkNodeDiameterAddress, OdbData, OverrideCategory, Password,
    RequestedCamelSubscriptionInfo, RequestedSubscriptionInfo, SsCode, SsForBsCode, SubscriberIdentity, Tbcd,
};

pub(crate) fn changes(with: impl FnOnce(Argument<'_>)) {
    with(Argument::AnyTimeModification(Box::new(AnyTimeModificationArg {
        subscriber_identity: SubscriberIdentity::Imsi(Imsi(Tbcd::new(&[
            0x62, 0x02, 0x11, 0x24, 0x55, 0x86, 0x17, 0xF2,
        ]))),
        gsm_scf_address: AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24]),
        modification_request_for_cf_info: Some(ModificationRequestForCfInfo {
            ss_code: SsCode(0x92),
            basic_service: Some(ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A]))),
            ss_status: Some(Octets(&[0x06])),
            forwarded_to_number: Some(AddressString::new(&[0x91, 0x79, 0x00, 0x31, 0x62])),
            forwarded_to_subaddress: Some(Octets(&[0x80, 0x50, 0x08, 0x08])),
            no_reply_condition_time: Some(10),
            modify_notification_to_cse: Some(ModificationInstruction::DEACTIVATE),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        modification_request_for_cb_info: Some(ModificationRequestForCbInfo {
            ss_code: SsCode(0x92),
            basic_service: Some(ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11]))),
            ss_status: Some(Octets(&[0x0C])),
            password: Some(Password::new("1234").unwrap()),
            wrong_password_attempts_counter: Some(3),
            modify_notification_to_cse: Some(ModificationInstruction::ACTIVATE),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        modification_request_for_csi: Some(ModificationRequestForCsi {
            requested_camel_subscription_info: RequestedCamelSubscriptionInfo::O_CSI,
            modify_notification_to_cse: Some(ModificationInstruction::DEACTIVATE),
            modify_csi_state: Some(ModificationInstruction::ACTIVATE),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            additional_requested_camel_subscription_info: Some(
                AdditionalRequestedCamelSubscriptionInfo::MT_SMS_CSI,
            ),
            ..Default::default()
        }),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        long_ftn_supported: Some(Null),
        modification_request_for_odb_data: Some(ModificationRequestForOdbData {
            odb_data: Some(OdbData {
                odb_general_data: Bits { unused: 1, octets: &[0xD5, 0x54] },
                odb_hplmn_data: Some(Bits { unused: 4, octets: &[0xA0] }),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                ..Default::default()
            }),
            modify_notification_to_cse: Some(ModificationInstruction::DEACTIVATE),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        modification_request_for_ip_sm_gw_data: Some(ModificationRequestForIpSmGwData {
            modify_registration_status: Some(ModificationInstruction::ACTIVATE),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ip_sm_gw_diameter_address: Some(NetworkNodeDiameterAddress {
                diameter_name: Octets(&[
                    0x6E, 0x34, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                ]),
                diameter_realm: Octets(&[
                    0x6E, 0x35, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                ]),
                ..Default::default()
            }),
            ..Default::default()
        }),
        activation_request_for_ue_reachability: Some(Bits { unused: 7, octets: &[0x80] }),
        modification_request_for_csg: Some(ModificationRequestForCsg {
            modify_notification_to_cse: Some(ModificationInstruction::DEACTIVATE),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        modification_request_for_cw_data: Some(ModificationRequestForCwInfo {
            basic_service: Some(ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A]))),
            ss_status: Some(Octets(&[0x01])),
            modify_notification_to_cse: Some(ModificationInstruction::ACTIVATE),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        modification_request_for_clip_data: Some(ModificationRequestForClipInfo {
            ss_status: Some(Octets(&[0x02])),
            override_category: Some(OverrideCategory::OVERRIDE_ENABLED),
            modify_notification_to_cse: Some(ModificationInstruction::DEACTIVATE),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        modification_request_for_clir_data: Some(ModificationRequestForClirInfo {
            ss_status: Some(Octets(&[0x03])),
            cli_restriction_option: Some(CliRestrictionOption::PERMANENT),
            modify_notification_to_cse: Some(ModificationInstruction::ACTIVATE),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        modification_request_for_hold_data: Some(ModificationRequestForChInfo {
            ss_status: Some(Octets(&[0x04])),
            modify_notification_to_cse: Some(ModificationInstruction::DEACTIVATE),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        modification_request_for_ect_data: Some(ModificationRequestForEctInfo {
            ss_status: Some(Octets(&[0x05])),
            modify_notification_to_cse: Some(ModificationInstruction::ACTIVATE),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        ..Default::default()
    })));
}

pub(crate) fn asks(with: impl FnOnce(Argument<'_>)) {
    with(Argument::AnyTimeSubscriptionInterrogation(AnyTimeSubscriptionInterrogationArg {
        subscriber_identity: SubscriberIdentity::Imsi(Imsi(Tbcd::new(&[
            0x62, 0x02, 0x11, 0x24, 0x55, 0x86, 0x17, 0xF2,
        ]))),
        requested_subscription_info: RequestedSubscriptionInfo {
            requested_ss_info: Some(SsForBsCode {
                ss_code: SsCode(0x12),
                basic_service: Some(BasicServiceCode::BearerService(Octets(&[0x04]))),
                long_ftn_supported: Some(Null),
                ..Default::default()
            }),
            odb: Some(Null),
            requested_camel_subscription_info: Some(RequestedCamelSubscriptionInfo::O_CSI),
            supported_vlr_camel_phases: Some(Null),
            supported_sgsn_camel_phases: Some(Null),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            additional_requested_camel_subscription_info: Some(
                AdditionalRequestedCamelSubscriptionInfo::MT_SMS_CSI,
            ),
            msisdn_bs_list: Some(Null),
            csg_subscription_data_requested: Some(Null),
            cw_info: Some(Null),
            clip_info: Some(Null),
            clir_info: Some(Null),
            hold_info: Some(Null),
            ect_info: Some(Null),
            ..Default::default()
        },
        gsm_scf_address: AddressString::new(&[0x91, 0x55, 0x86, 0x17, 0x48]),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        long_ftn_supported: Some(Null),
        ..Default::default()
    }));
}
