//! deleteSubscriberData, operation 8: what a subscriber may no longer do (3GPP TS 29.002 §8.8.2).

use crate::ber::define::{choice, sequence};
use crate::ber::{Bits, List, Null, Octets, Tag};
use crate::map::{ExtBasicServiceCode, ExtensionContainer, Imsi, RegionalSubscriptionResponse, SsCode};

sequence! {
    /// DeleteSubscriberDataArg in all versions: what came with later ones is optional (3GPP TS 29.002 §17.7.1).
    pub struct DeleteSubscriberDataArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0];
        /// These basic services.
        basic_service_list: List<'a, ExtBasicServiceCode<'a>> = "basicServiceList" [1], optional;
        /// These supplementary services.
        ss_list: List<'a, SsCode> = "ss-List" [2], optional;
        /// He may roam where a feature is missing, again.
        roaming_restriction_due_to_unsupported_feature: Null
            = "roamingRestrictionDueToUnsupportedFeature" [4], optional;
        /// This zone, two octets.
        regional_subscription_identifier: Octets<'a> = "regionalSubscriptionIdentifier" [5], optional;
        /// The voice broadcasts.
        vbs_group_indication: Null = "vbsGroupIndication" [7], optional;
        /// The voice groups.
        vgcs_group_indication: Null = "vgcsGroupIndication" [8], optional;
        /// The CAMEL services.
        camel_subscription_info_withdraw: Null = "camelSubscriptionInfoWithdraw" [9], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [6], optional;
        /// Contexts of the packet domain.
        gprs_subscription_data_withdraw: GprsSubscriptionDataWithdraw<'a>
            = "gprsSubscriptionDataWithdraw" [10], optional;
        /// He may roam in the packet domain where a feature is missing, again.
        roaming_restricted_in_sgsn_due_to_unsupported_feature: Null
            = "roamingRestrictedInSgsnDueToUnsuppportedFeature" [11], optional;
        /// Localised service areas.
        lsa_information_withdraw: LsaInformationWithdraw<'a> = "lsaInformationWithdraw" [12], optional;
        /// The list of location centres.
        gmlc_list_withdraw: Null = "gmlc-ListWithdraw" [13], optional;
        /// The timer for alerts.
        ist_information_withdraw: Null = "istInformationWithdraw" [14], optional;
        /// A bit for each CAMEL service: the numbers of [`SpecificCsiWithdraw`](crate::map::SpecificCsiWithdraw).
        specific_csi_withdraw: Bits<'a> = "specificCSI-Withdraw" [15], optional;
        /// How packets are charged.
        charging_characteristics_withdraw: Null = "chargingCharacteristicsWithdraw" [16], optional;
        /// The number by which a call goes on in the circuit domain.
        stn_sr_withdraw: Null = "stn-srWithdraw" [17], optional;
        /// Contexts of the evolved packet domain.
        eps_subscription_data_withdraw: EpsSubscriptionDataWithdraw<'a>
            = "epsSubscriptionDataWithdraw" [18], optional;
        /// The end of the names of his access points.
        apn_oi_replacement_withdraw: Null = "apn-oi-replacementWithdraw" [19], optional;
        /// The closed subscriber groups.
        csg_subscription_deleted: Null = "csg-SubscriptionDeleted" [20], optional;
        /// The time between two updates in the packet domain.
        subscribed_periodic_tau_rau_timer_withdraw: Null = "subscribedPeriodicTAU-RAU-TimerWithdraw" [22], optional;
        /// The time between two updates in the circuit domain.
        subscribed_periodic_lau_timer_withdraw: Null = "subscribedPeriodicLAU-TimerWithdraw" [23], optional;
        /// Video calls go no longer on in the circuit domain.
        subscribed_vsrvcc_withdraw: Null = "subscribed-vsrvccWithdraw" [21], optional;
        /// The closed subscriber groups of the visited network.
        vplmn_csg_subscription_deleted: Null = "vplmn-Csg-SubscriptionDeleted" [24], optional;
        /// His second number.
        additional_msisdn_withdraw: Null = "additionalMSISDN-Withdraw" [25], optional;
        /// A call goes no longer on in the packet domain.
        cs_to_ps_srvcc_withdraw: Null = "cs-to-ps-SRVCC-Withdraw" [26], optional;
        /// His groups.
        imsi_group_id_list_withdraw: Null = "imsiGroupIdList-Withdraw" [27], optional;
        /// What he sends needs no integrity.
        user_plane_integrity_protection_withdraw: Null = "userPlaneIntegrityProtectionWithdraw" [28], optional;
        /// How many packets are kept while he sleeps.
        dl_buffering_suggested_packet_count_withdraw: Null
            = "dl-Buffering-Suggested-Packet-Count-Withdraw" [29], optional;
        /// How the handset is used.
        ue_usage_type_withdraw: Null = "ue-UsageTypeWithdraw" [30], optional;
        /// The groups that he is of at a reset.
        reset_ids_withdraw: Null = "reset-idsWithdraw" [31], optional;
        /// He is a relay of the radio network no longer.
        iab_operation_withdraw: Null = "iab-OperationWithdraw" [32], optional;
    }
}

choice! {
    /// GPRSSubscriptionDataWithdraw: contexts of the packet domain (3GPP TS 29.002 §17.7.1).
    pub enum GprsSubscriptionDataWithdraw<'a> {
        /// All.
        AllGprsData: Null = "allGPRSData";
        /// These.
        ContextIdList: List<'a, u8> = "contextIdList";
    }
}

choice! {
    /// LSAInformationWithdraw: localised service areas (3GPP TS 29.002 §17.7.1).
    pub enum LsaInformationWithdraw<'a> {
        /// All.
        AllLsaData: Null = "allLSAData";
        /// These, three octets each.
        LsaIdentityList: List<'a, Octets<'a>> = "lsaIdentityList";
    }
}

choice! {
    /// EPS-SubscriptionDataWithdraw: contexts of the evolved packet domain (3GPP TS 29.002 §17.7.1).
    pub enum EpsSubscriptionDataWithdraw<'a> {
        /// All.
        AllEpsData: Null = "allEPS-Data";
        /// These.
        ContextIdList: List<'a, u8> = "contextIdList";
    }
}

sequence! {
    /// DeleteSubscriberDataRes (3GPP TS 29.002 §17.7.1).
    pub struct DeleteSubscriberDataRes<'a>: Tag::SEQUENCE => {
        /// What is wrong with the zones.
        regional_subscription_response: RegionalSubscriptionResponse = "regionalSubscriptionResponse" [0], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
