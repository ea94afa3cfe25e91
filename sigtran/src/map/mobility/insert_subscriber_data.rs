//! insertSubscriberData, operation 7: what a subscriber may do, told to the node that serves him (3GPP TS 29.002
//! §8.8.1).

use crate::ber::define::sequence;
use crate::ber::{Bits, List, Null, Octets, Tag};
use crate::map::{
    AddressString, AdjacentAccessRestrictionData, CsgSubscriptionData, EdrxCycleLength, EpsSubscriptionData,
    ExtSsInfo, ExtensionContainer, GprsSubscriptionData, Imsi, ImsiGroupId, LcsInformation, LsaInformation,
    McSsInfo, NaeaPreferredCi, NetworkAccessMode, OdbData, RegionalSubscriptionResponse,
    SgsnCamelSubscriptionInfo, SsCode, SsInfo, SubscriberStatus, VlrCamelSubscriptionInfo,
    VoiceBroadcastData, VoiceGroupCallData,
};

sequence! {
    /// InsertSubscriberDataArg of version 3 (3GPP TS 29.002 §17.7.1).
    pub struct InsertSubscriberDataArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0], optional;
        /// The subscriber's number.
        msisdn: AddressString<'a> = "msisdn" [1], optional;
        /// What kind of subscriber he is, one octet.
        category: Octets<'a> = "category" [2], optional;
        /// Whether the operator bars him.
        subscriber_status: SubscriberStatus = "subscriberStatus" [3], optional;
        /// His bearer services (3GPP TS 29.002 §17.7.9).
        bearer_service_list: List<'a, Octets<'a>> = "bearerServiceList" [4], optional;
        /// His teleservices (3GPP TS 29.002 §17.7.10).
        teleservice_list: List<'a, Octets<'a>> = "teleserviceList" [6], optional;
        /// His supplementary services.
        provisioned_ss: List<'a, ExtSsInfo<'a>> = "provisionedSS" [7], optional;
        /// What the operator bars.
        odb_data: OdbData<'a> = "odb-Data" [8], optional;
        /// He may not roam where a feature is missing.
        roaming_restriction_due_to_unsupported_feature: Null
            = "roamingRestrictionDueToUnsupportedFeature" [9], optional;
        /// The zones where he may roam, two octets each.
        regional_subscription_data: List<'a, Octets<'a>> = "regionalSubscriptionData" [10], optional;
        /// Voice broadcasts that he hears, 1 to 50.
        vbs_subscription_data: List<'a, VoiceBroadcastData<'a>> = "vbsSubscriptionData" [11], optional;
        /// Voice groups that he is of, 1 to 50.
        vgcs_subscription_data: List<'a, VoiceGroupCallData<'a>> = "vgcsSubscriptionData" [12], optional;
        /// His CAMEL services.
        vlr_camel_subscription_info: VlrCamelSubscriptionInfo<'a> = "vlrCamelSubscriptionInfo" [13], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [14], optional;
        /// The carrier that he prefers.
        naea_preferred_ci: NaeaPreferredCi<'a> = "naea-PreferredCI" [15], optional;
        /// What he may do in the packet domain.
        gprs_subscription_data: GprsSubscriptionData<'a> = "gprsSubscriptionData" [16], optional;
        /// He may not roam in the packet domain where a feature is missing.
        roaming_restricted_in_sgsn_due_to_unsupported_feature: Null
            = "roamingRestrictedInSgsnDueToUnsupportedFeature" [23], optional;
        /// Which domains he may use.
        network_access_mode: NetworkAccessMode = "networkAccessMode" [24], optional;
        /// His localised service areas.
        lsa_information: LsaInformation<'a> = "lsaInformation" [25], optional;
        /// He is no person but a unit that measures locations.
        lmu_indicator: Null = "lmu-Indicator" [21], optional;
        /// Who may locate him.
        lcs_information: LcsInformation<'a> = "lcsInformation" [22], optional;
        /// Minutes between two alerts of a call, 15 to 255.
        ist_alert_timer: u8 = "istAlertTimer" [26], optional;
        /// The age of the data, 1 to 6 octets.
        super_charger_supported_in_hlr: Octets<'a> = "superChargerSupportedInHLR" [27], optional;
        /// How many calls he may have at one time.
        mc_ss_info: McSsInfo<'a> = "mc-SS-Info" [28], optional;
        /// How important his calls are, one octet.
        cs_allocation_retention_priority: Octets<'a> = "cs-AllocationRetentionPriority" [29], optional;
        /// His CAMEL services in the packet domain.
        sgsn_camel_subscription_info: SgsnCamelSubscriptionInfo<'a>
            = "sgsn-CAMEL-SubscriptionInfo" [17], optional;
        /// How packets are charged, two octets.
        charging_characteristics: Octets<'a> = "chargingCharacteristics" [18], optional;
        /// A bit for each radio that he may not use: the numbers of
        /// [`AccessRestrictionData`](crate::map::AccessRestrictionData).
        access_restriction_data: Bits<'a> = "accessRestrictionData" [19], optional;
        /// Whether his calls are served by IMS.
        ics_indicator: bool = "ics-Indicator" [20], optional;
        /// What he may do in the evolved packet domain.
        eps_subscription_data: EpsSubscriptionData<'a> = "eps-SubscriptionData" [31], optional;
        /// His closed subscriber groups, 1 to 50.
        csg_subscription_data_list: List<'a, CsgSubscriptionData<'a>> = "csg-SubscriptionDataList" [32], optional;
        /// The HLR wants to know when he can be reached.
        ue_reachability_request_indicator: Null = "ue-ReachabilityRequestIndicator" [33], optional;
        /// The SGSN beside the MME.
        sgsn_number: AddressString<'a> = "sgsn-Number" [34], optional;
        /// The MME, 9 to 255 octets.
        mme_name: Octets<'a> = "mme-Name" [35], optional;
        /// Seconds between two updates in the packet domain.
        subscribed_periodic_rau_tau_timer: i64 = "subscribedPeriodicRAUTAUtimer" [36], optional;
        /// He may reach local networks in the visited network.
        vplmn_lipa_allowed: Null = "vplmnLIPAAllowed" [37], optional;
        /// Whether his handset may measure the radio.
        mdt_user_consent: bool = "mdtUserConsent" [38], optional;
        /// Seconds between two updates in the circuit domain.
        subscribed_periodic_lau_timer: i64 = "subscribedPeriodicLAUtimer" [39], optional;
        /// His closed subscriber groups in the visited network, 1 to 50.
        vplmn_csg_subscription_data_list: List<'a, CsgSubscriptionData<'a>>
            = "vplmn-Csg-SubscriptionDataList" [40], optional;
        /// His second number.
        additional_msisdn: AddressString<'a> = "additionalMSISDN" [41], optional;
        /// He has packets and short messages alone.
        ps_and_sms_only_service_provision: Null = "psAndSMS-OnlyServiceProvision" [42], optional;
        /// The SGSN may take his short messages.
        sms_in_sgsn_allowed: Null = "smsInSGSNAllowed" [43], optional;
        /// A call may go on in the packet domain.
        cs_to_ps_srvcc_allowed_indicator: Null = "cs-to-ps-SRVCC-Allowed-Indicator" [44], optional;
        /// His call server has failed.
        pcscf_restoration_request: Null = "pcscf-Restoration-Request" [45], optional;
        /// The radios that he may not use in neighbouring networks, 1 to 50.
        adjacent_access_restriction_data_list: List<'a, AdjacentAccessRestrictionData<'a>>
            = "adjacentAccessRestrictionDataList" [46], optional;
        /// His groups, 1 to 50.
        imsi_group_id_list: List<'a, ImsiGroupId<'a>> = "imsi-Group-Id-List" [47], optional;
        /// How the handset is used, four octets.
        ue_usage_type: Octets<'a> = "ueUsageType" [48], optional;
        /// What he sends needs integrity.
        user_plane_integrity_protection_indicator: Null = "userPlaneIntegrityProtectionIndicator" [49], optional;
        /// How many packets are kept while he sleeps; -1 is for the node to say.
        dl_buffering_suggested_packet_count: i64 = "dl-Buffering-Suggested-Packet-Count" [50], optional;
        /// The groups that he is of at a reset, 1 to 4 octets each.
        reset_id_list: List<'a, Octets<'a>> = "reset-Id-List" [51], optional;
        /// How long he sleeps, 1 to 8.
        edrx_cycle_length_list: List<'a, EdrxCycleLength<'a>> = "eDRX-Cycle-Length-List" [52], optional;
        /// A bit for each radio that he may not use, of those that came later: the numbers of
        /// [`ExtAccessRestrictionData`](crate::map::ExtAccessRestrictionData).
        ext_access_restriction_data: Bits<'a> = "ext-AccessRestrictionData" [53], optional;
        /// He may be a relay of the radio network.
        iab_operation_allowed_indicator: Null = "iab-Operation-Allowed-Indicator" [54], optional;
    }
}

sequence! {
    /// InsertSubscriberDataArg of versions 1 and 2 (GSM 09.02, version 2).
    pub struct InsertSubscriberDataArgV2<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0], optional;
        /// The subscriber's number.
        msisdn: AddressString<'a> = "msisdn" [1], optional;
        /// What kind of subscriber he is, one octet.
        category: Octets<'a> = "category" [2], optional;
        /// Whether the operator bars him.
        subscriber_status: SubscriberStatus = "subscriberStatus" [3], optional;
        /// His bearer services (3GPP TS 29.002 §17.7.9).
        bearer_service_list: List<'a, Octets<'a>> = "bearerServiceList" [4], optional;
        /// His teleservices (3GPP TS 29.002 §17.7.10).
        teleservice_list: List<'a, Octets<'a>> = "teleserviceList" [6], optional;
        /// His supplementary services.
        provisioned_ss: List<'a, SsInfo<'a>> = "provisionedSS" [7], optional;
        /// What the operator bars.
        odb_data: OdbData<'a> = "odb-Data" [8], optional;
        /// He may not roam where a feature is missing.
        roaming_restriction_due_to_unsupported_feature: Null
            = "roamingRestrictionDueToUnsupportedFeature" [9], optional;
        /// The zones where he may roam, two octets each.
        regional_subscription_data: List<'a, Octets<'a>> = "regionalSubscriptionData" [10], optional;
    }
}

sequence! {
    /// InsertSubscriberDataRes: what of it the node does not support; in all versions (3GPP TS 29.002 §17.7.1).
    pub struct InsertSubscriberDataRes<'a>: Tag::SEQUENCE => {
        /// Teleservices that are not supported (3GPP TS 29.002 §17.7.10).
        teleservice_list: List<'a, Octets<'a>> = "teleserviceList" [1], optional;
        /// Bearer services that are not supported (3GPP TS 29.002 §17.7.9).
        bearer_service_list: List<'a, Octets<'a>> = "bearerServiceList" [2], optional;
        /// Supplementary services that are not supported.
        ss_list: List<'a, SsCode> = "ss-List" [3], optional;
        /// Barrings that are not supported: the numbers of [`OdbGeneralData`](crate::map::OdbGeneralData).
        odb_general_data: Bits<'a> = "odb-GeneralData" [4], optional;
        /// What is wrong with the zones.
        regional_subscription_response: RegionalSubscriptionResponse = "regionalSubscriptionResponse" [5], optional;
        /// A bit for each CAMEL phase, from phase 1 on: the numbers of
        /// [`SupportedCamelPhases`](crate::map::SupportedCamelPhases).
        supported_camel_phases: Bits<'a> = "supportedCamelPhases" [6], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [7], optional;
        /// A bit for each service of CAMEL phase 4: the numbers of
        /// [`OfferedCamel4Csis`](crate::map::OfferedCamel4Csis).
        offered_camel4_csis: Bits<'a> = "offeredCamel4CSIs" [8], optional;
        /// A bit for each feature: the numbers of [`SupportedFeatures`](crate::map::SupportedFeatures).
        supported_features: Bits<'a> = "supportedFeatures" [9], optional;
        /// A bit for each feature that came later: the numbers of
        /// [`ExtSupportedFeatures`](crate::map::ExtSupportedFeatures).
        ext_supported_features: Bits<'a> = "ext-SupportedFeatures" [10], optional;
    }
}
