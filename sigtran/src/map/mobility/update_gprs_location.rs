//! updateGprsLocation, operation 23: a subscriber has come to an SGSN (3GPP TS 29.002 §8.1.7).

use crate::ber::define::{choice, enumerated, sequence};
use crate::ber::{Bits, List, Null, Octets, Tag};
use crate::map::{
    AddInfo, AddressString, ExtensionContainer, Imsi, PdnGwUpdate, SuperChargerInfo, UsedRatType,
};

sequence! {
    /// UpdateGprsLocationArg (3GPP TS 29.002 §17.7.1).
    pub struct UpdateGprsLocationArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi";
        /// The SGSN where he is now.
        sgsn_number: AddressString<'a> = "sgsn-Number";
        /// The same by IP, 5 to 17 octets.
        sgsn_address: Octets<'a> = "sgsn-Address";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// What the SGSN can do.
        sgsn_capability: SgsnCapability<'a> = "sgsn-Capability" [0], optional;
        /// The HLR is to tell the node before, since the new one could not.
        inform_previous_network_entity: Null = "informPreviousNetworkEntity" [1], optional;
        /// The handset knows no location services in the packet domain.
        ps_lcs_not_supported_by_ue: Null = "ps-LCS-NotSupportedByUE" [2], optional;
        /// The location centre of the visited network, 5 to 17 octets.
        v_gmlc_address: Octets<'a> = "v-gmlc-Address" [3], optional;
        /// The handset, and whether data are wanted.
        add_info: AddInfo<'a> = "add-info" [4], optional;
        /// Gateways that have changed, or that two nodes are kept.
        eps_info: EpsInfo<'a> = "eps-info" [5], optional;
        /// An MME asks.
        serving_node_type_indicator: Null = "servingNodeTypeIndicator" [6], optional;
        /// Data of the subscriber are not wanted.
        skip_subscriber_data_update: Null = "skipSubscriberDataUpdate" [7], optional;
        /// By which radio he has come.
        used_rat_type: UsedRatType = "usedRAT-Type" [8], optional;
        /// Data of the packet domain are not wanted.
        gprs_subscription_data_not_needed: Null = "gprsSubscriptionDataNotNeeded" [9], optional;
        /// The node is both SGSN and MME.
        node_type_indicator: Null = "nodeTypeIndicator" [10], optional;
        /// All radio is restricted where he is.
        area_restricted: Null = "areaRestricted" [11], optional;
        /// He can be reached again.
        ue_reachable_indicator: Null = "ue-reachableIndicator" [12], optional;
        /// Data of the evolved packet domain are not wanted.
        eps_subscription_data_not_needed: Null = "epsSubscriptionDataNotNeeded" [13], optional;
        /// Whether a call can go on in the circuit domain.
        ue_srvcc_capability: UeSrvccCapability = "ue-srvcc-Capability" [14], optional;
        /// Equivalent networks, three octets each.
        eplmn_list: List<'a, Octets<'a>> = "eplmn-List" [15], optional;
        /// The MME for short messages.
        mme_number_for_mt_sms: AddressString<'a> = "mmeNumberforMTSMS" [16], optional;
        /// Whether the node wants his short messages.
        sms_register_request: SmsRegisterRequest = "smsRegisterRequest" [17], optional;
        /// He wants short messages alone.
        sms_only: Null = "sms-Only" [18], optional;
        /// The MME takes his short messages no longer.
        removal_of_mme_registration_for_sms: Null = "removalofMMERegistrationforSMS" [22], optional;
        /// The SGSN by Diameter, 9 to 255 octets.
        sgsn_name: Octets<'a> = "sgsn-Name" [19], optional;
        /// The realm of the SGSN, 9 to 255 octets.
        sgsn_realm: Octets<'a> = "sgsn-Realm" [20], optional;
        /// The node can be asked for locations by Diameter.
        lgd_support_indicator: Null = "lgd-supportIndicator" [21], optional;
        /// Neighbouring networks, three octets each.
        adjacent_plmn_list: List<'a, Octets<'a>> = "adjacentPLMN-List" [23], optional;
    }
}

sequence! {
    /// SGSN-Capability: what an SGSN can do (3GPP TS 29.002 §17.7.1).
    pub struct SgsnCapability<'a>: Tag::SEQUENCE => {
        /// It knows localised service areas.
        solsa_support_indicator: Null = "solsaSupportIndicator", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
        /// What is still known of the subscriber.
        super_charger_supported_in_serving_network_entity: SuperChargerInfo<'a>
            = "superChargerSupportedInServingNetworkEntity" [2], optional;
        /// It knows subscriptions by parts.
        gprs_enhancements_support_indicator: Null = "gprsEnhancementsSupportIndicator" [3], optional;
        /// A bit for each CAMEL phase, from phase 1 on: the numbers of
        /// [`SupportedCamelPhases`](crate::map::SupportedCamelPhases).
        supported_camel_phases: Bits<'a> = "supportedCamelPhases" [4], optional;
        /// A bit for each set of location services: the numbers of
        /// [`SupportedLcsCapabilitySets`](crate::map::SupportedLcsCapabilitySets).
        supported_lcs_capability_sets: Bits<'a> = "supportedLCS-CapabilitySets" [5], optional;
        /// A bit for each service of CAMEL phase 4: the numbers of
        /// [`OfferedCamel4Csis`](crate::map::OfferedCamel4Csis).
        offered_camel4_csis: Bits<'a> = "offeredCamel4CSIs" [6], optional;
        /// It can bar short messages.
        sms_call_barring_support_indicator: Null = "smsCallBarringSupportIndicator" [7], optional;
        /// A bit for each radio: the numbers of [`SupportedRatTypes`](crate::map::SupportedRatTypes).
        supported_rat_types_indicator: Bits<'a> = "supportedRAT-TypesIndicator" [8], optional;
        /// A bit for each feature: the numbers of [`SupportedFeatures`](crate::map::SupportedFeatures).
        supported_features: Bits<'a> = "supportedFeatures" [9], optional;
        /// It can tell whether a subscriber takes voice over packets.
        t_ads_data_retrieval: Null = "t-adsDataRetrieval" [10], optional;
        /// Whether voice over packets works everywhere.
        homogeneous_support_of_ims_voice_over_ps_sessions: bool
            = "homogeneousSupportOfIMSVoiceOverPSSessions" [11], optional;
        /// It can be told that a subscriber has attached anew.
        cancellation_type_initial_attach: Null = "cancellationTypeInitialAttach" [12], optional;
        /// It serves subscribers that have no number.
        msisdn_less_operation_supported: Null = "msisdn-lessOperation-Supported" [14], optional;
        /// It tells when that changes: voice over packets works everywhere or no longer.
        update_of_homogeneous_support_of_ims_voice_over_ps_sessions: Null
            = "updateofHomogeneousSupportOfIMSVoiceOverPSSessions" [15], optional;
        /// It understands identities of a reset.
        reset_ids_supported: Null = "reset-ids-Supported" [16], optional;
        /// A bit for each feature that came later: the numbers of
        /// [`ExtSupportedFeatures`](crate::map::ExtSupportedFeatures).
        ext_supported_features: Bits<'a> = "ext-SupportedFeatures" [17], optional;
    }
}

choice! {
    /// EPS-Info: what has changed in the evolved packet domain (3GPP TS 29.002 §17.7.1).
    pub enum EpsInfo<'a> {
        /// A gateway.
        PdnGwUpdate: PdnGwUpdate<'a> = "pdn-gw-update" [0];
        /// Bit 0 the location is updated, bit 1 the SGSN is cancelled, bit 2 the handset attaches anew.
        IsrInformation: Bits<'a> = "isr-Information" [1];
    }
}

enumerated! {
    /// UE-SRVCC-Capability: whether a call of a handset can go on in the circuit domain (3GPP TS 29.002 §17.7.1).
    pub struct UeSrvccCapability: Tag::ENUMERATED => {
        /// No.
        UE_SRVCC_NOT_SUPPORTED = 0 "ue-srvcc-not-supported";
        /// Yes.
        UE_SRVCC_SUPPORTED = 1 "ue-srvcc-supported";
    }
}

enumerated! {
    /// SMSRegisterRequest: whether a node wants the short messages of a subscriber (3GPP TS 29.002 §17.7.1).
    pub struct SmsRegisterRequest: Tag::ENUMERATED => {
        /// It must have them.
        SMS_REGISTRATION_REQUIRED = 0 "sms-registration-required";
        /// Rather not.
        SMS_REGISTRATION_NOT_PREFERRED = 1 "sms-registration-not-preferred";
        /// Either way.
        NO_PREFERENCE = 2 "no-preference";
    }
}

sequence! {
    /// UpdateGprsLocationRes (3GPP TS 29.002 §17.7.1).
    pub struct UpdateGprsLocationRes<'a>: Tag::SEQUENCE => {
        /// The HLR.
        hlr_number: AddressString<'a> = "hlr-Number";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The HLR supports automatic device detection.
        add_capability: Null = "add-Capability", optional;
        /// The HLR keeps SGSN and MME apart.
        sgsn_mme_separation_supported: Null = "sgsn-mmeSeparationSupported" [0], optional;
        /// The MME takes the short messages.
        mme_registered_for_sms: Null = "mmeRegisteredforSMS" [1], optional;
    }
}
