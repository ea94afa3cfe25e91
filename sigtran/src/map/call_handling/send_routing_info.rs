//! sendRoutingInfo, operation 22: where a call is to be sent (3GPP TS 29.002 §10.1).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Bits, List, Null, Octets, Tag};
use crate::map::{
    AddressString, CugCheckInfo, ExtBasicServiceCode, ExtExternalSignalInfo, ExtendedRoutingInfo,
    ExtensionContainer, ExternalSignalInfo, Imsi, IstSupportIndicator, NaeaPreferredCi,
    NumberPortabilityStatus, RoutingInfo, SsCode, SubscriberInfo,
};

sequence! {
    /// SendRoutingInfoArg of version 3 (3GPP TS 29.002 §17.7.3).
    pub struct SendRoutingInfoArg<'a>: Tag::SEQUENCE => {
        /// The number that was called.
        msisdn: AddressString<'a> = "msisdn" [0];
        /// The closed user group of the call.
        cug_check_info: CugCheckInfo<'a> = "cug-CheckInfo" [1], optional;
        /// How often the call was diverted, 1 to 5.
        number_of_forwarding: u8 = "numberOfForwarding" [2], optional;
        /// What it is for.
        interrogation_type: InterrogationType = "interrogationType" [3];
        /// A visited network asks: the route is to be the best one.
        or_interrogation: Null = "or-Interrogation" [4], optional;
        /// The phase of optimal routing.
        or_capability: u8 = "or-Capability" [5], optional;
        /// Who asks.
        gmsc_or_gsm_scf_address: AddressString<'a> = "gmsc-OrGsmSCF-Address" [6];
        /// What the gateway calls the call, 1 to 8 octets.
        call_reference_number: Octets<'a> = "callReferenceNumber" [7], optional;
        /// Why the call is to be diverted.
        forwarding_reason: ForwardingReason = "forwardingReason" [8], optional;
        /// The basic service of the call.
        basic_service_group: ExtBasicServiceCode<'a> = "basicServiceGroup" [9], optional;
        /// What the call needs, as the network has it.
        network_signal_info: ExternalSignalInfo<'a> = "networkSignalInfo" [10], optional;
        /// What CAMEL the gateway knows.
        camel_info: CamelInfo<'a> = "camelInfo" [11], optional;
        /// The caller is to hear no announcement.
        suppression_of_announcement: Null = "suppressionOfAnnouncement" [12], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [13], optional;
        /// How the handset is to ring, one octet.
        alerting_pattern: Octets<'a> = "alertingPattern" [14], optional;
        /// The call completes one that found him busy.
        ccbs_call: Null = "ccbs-Call" [15], optional;
        /// The phase of completion of calls, 1 to 127.
        supported_ccbs_phase: u8 = "supportedCCBS-Phase" [16], optional;
        /// More signals of the network.
        additional_signal_info: ExtExternalSignalInfo<'a> = "additionalSignalInfo" [17], optional;
        /// Whether calls without end can be ended.
        ist_support_indicator: IstSupportIndicator = "istSupportIndicator" [18], optional;
        /// He may be paged before the number is given.
        pre_paging_supported: Null = "pre-pagingSupported" [19], optional;
        /// Whether the call may be diverted: bits 0 and 1, 1 yes, 2 no, one octet.
        call_diversion_treatment_indicator: Octets<'a> = "callDiversionTreatmentIndicator" [20], optional;
        /// Long numbers to divert calls to are understood.
        long_ftn_supported: Null = "longFTN-Supported" [21], optional;
        /// His CAMEL service of the visited network is not to be asked.
        suppress_vt_csi: Null = "suppress-VT-CSI" [22], optional;
        /// Barrings are not looked at.
        suppress_incoming_call_barring: Null = "suppressIncomingCallBarring" [23], optional;
        /// No caller but a service makes the call.
        gsm_scf_initiated_call: Null = "gsmSCF-InitiatedCall" [24], optional;
        /// A second basic service of the call.
        basic_service_group2: ExtBasicServiceCode<'a> = "basicServiceGroup2" [25], optional;
        /// What the call of the second service needs, as the network has it.
        network_signal_info2: ExternalSignalInfo<'a> = "networkSignalInfo2" [26], optional;
        /// What is not looked at: bit 0 closed user groups, bit 1 completion of calls.
        suppress_mtss: Bits<'a> = "suppressMTSS" [27], optional;
        /// The gateway tries again where he has gone.
        mt_roaming_retry_supported: Null = "mtRoamingRetrySupported" [28], optional;
        /// How urgent the call is.
        call_priority: u8 = "callPriority" [29], optional;
    }
}

sequence! {
    /// SendRoutingInfoArg of versions 1 and 2 (GSM 09.02, version 2).
    pub struct SendRoutingInfoArgV2<'a>: Tag::SEQUENCE => {
        /// The number that was called.
        msisdn: AddressString<'a> = "msisdn" [0];
        /// The closed user group of the call.
        cug_check_info: CugCheckInfo<'a> = "cug-CheckInfo" [1], optional;
        /// How often the call was diverted, 1 to 5.
        number_of_forwarding: u8 = "numberOfForwarding" [2], optional;
        /// What the call needs, as the network has it.
        network_signal_info: ExternalSignalInfo<'a> = "networkSignalInfo" [10], optional;
    }
}

enumerated! {
    /// InterrogationType: what routing is asked for (3GPP TS 29.002 §17.7.3).
    pub struct InterrogationType: Tag::ENUMERATED => {
        /// A call.
        BASIC_CALL = 0 "basicCall";
        /// A call to be diverted.
        FORWARDING = 1 "forwarding";
    }
}

enumerated! {
    /// ForwardingReason: why a call is to be diverted (3GPP TS 29.002 §17.7.3).
    pub struct ForwardingReason: Tag::ENUMERATED => {
        /// He cannot be reached.
        NOT_REACHABLE = 0 "notReachable";
        /// He is busy.
        BUSY = 1 "busy";
        /// He does not answer.
        NO_REPLY = 2 "noReply";
    }
}

sequence! {
    /// CamelInfo: what CAMEL a gateway knows (3GPP TS 29.002 §17.7.3).
    pub struct CamelInfo<'a>: Tag::SEQUENCE => {
        /// A bit for each CAMEL phase, from phase 1 on: the numbers of
        /// [`SupportedCamelPhases`](crate::map::SupportedCamelPhases).
        supported_camel_phases: Bits<'a> = "supportedCamelPhases";
        /// His CAMEL service is not to be asked.
        suppress_t_csi: Null = "suppress-T-CSI", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// A bit for each service of CAMEL phase 4: the numbers of
        /// [`OfferedCamel4Csis`](crate::map::OfferedCamel4Csis).
        offered_camel4_csis: Bits<'a> = "offeredCamel4CSIs" [0], optional;
    }
}

sequence! {
    /// SendRoutingInfoRes of version 3 (3GPP TS 29.002 §17.7.3).
    pub struct SendRoutingInfoRes<'a>: Tag::constructed(3) => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [9], optional;
        /// Where the call goes.
        extended_routing_info: ExtendedRoutingInfo<'a> = "extendedRoutingInfo", optional;
        /// The closed user group of the call.
        cug_check_info: CugCheckInfo<'a> = "cug-CheckInfo" [3], optional;
        /// He is in closed user groups.
        cug_subscription_flag: Null = "cugSubscriptionFlag" [6], optional;
        /// What is known of him.
        subscriber_info: SubscriberInfo<'a> = "subscriberInfo" [7], optional;
        /// His supplementary services that matter.
        ss_list: List<'a, SsCode> = "ss-List" [1], optional;
        /// The basic service of the call.
        basic_service: ExtBasicServiceCode<'a> = "basicService" [5], optional;
        /// The gateway is to ask again before it diverts.
        forwarding_interrogation_required: Null = "forwardingInterrogationRequired" [4], optional;
        /// The MSC that serves him.
        vmsc_address: AddressString<'a> = "vmsc-Address" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [0], optional;
        /// The carrier that he prefers.
        naea_preferred_ci: NaeaPreferredCi<'a> = "naea-PreferredCI" [10], optional;
        /// Whether the call can be completed later.
        ccbs_indicators: CcbsIndicators<'a> = "ccbs-Indicators" [11], optional;
        /// The subscriber's number.
        msisdn: AddressString<'a> = "msisdn" [12], optional;
        /// How the number came to its network.
        number_portability_status: NumberPortabilityStatus = "numberPortabilityStatus" [13], optional;
        /// Minutes between two alerts of a call, 15 to 255.
        ist_alert_timer: u8 = "istAlertTimer" [14], optional;
        /// A bit for each CAMEL phase of the MSC, from phase 1 on: the numbers of
        /// [`SupportedCamelPhases`](crate::map::SupportedCamelPhases).
        supported_camel_phases_in_vmsc: Bits<'a> = "supportedCamelPhasesInVMSC" [15], optional;
        /// A bit for each service of CAMEL phase 4 of the MSC: the numbers of
        /// [`OfferedCamel4Csis`](crate::map::OfferedCamel4Csis).
        offered_camel4_csis_in_vmsc: Bits<'a> = "offeredCamel4CSIsInVMSC" [16], optional;
        /// Where the call of the second service goes.
        routing_info2: RoutingInfo<'a> = "routingInfo2" [17], optional;
        /// His supplementary services that matter for the second service.
        ss_list2: List<'a, SsCode> = "ss-List2" [18], optional;
        /// A second basic service of the call.
        basic_service2: ExtBasicServiceCode<'a> = "basicService2" [19], optional;
        /// Which of two services is allowed: bit 0 the first, bit 1 the second.
        allowed_services: Bits<'a> = "allowedServices" [20], optional;
        /// Why the second service is not.
        unavailability_cause: UnavailabilityCause = "unavailabilityCause" [21], optional;
        /// The MSC can be told that no call will come.
        release_resources_supported: Null = "releaseResourcesSupported" [22], optional;
        /// What the call needs, as the radio has it.
        gsm_bearer_capability: ExternalSignalInfo<'a> = "gsm-BearerCapability" [23], optional;
    }
}

sequence! {
    /// SendRoutingInfoRes of versions 1 and 2 (GSM 09.02, version 2).
    pub struct SendRoutingInfoResV2<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi";
        /// Where the call goes.
        routing_info: RoutingInfo<'a> = "routingInfo";
        /// The closed user group of the call.
        cug_check_info: CugCheckInfo<'a> = "cug-CheckInfo", optional;
    }
}

sequence! {
    /// CCBS-Indicators: whether a call can be completed later (3GPP TS 29.002 §17.7.3).
    pub struct CcbsIndicators<'a>: Tag::SEQUENCE => {
        /// It can.
        ccbs_possible: Null = "ccbs-Possible" [0], optional;
        /// The wish stays after that.
        keep_ccbs_call_indicator: Null = "keepCCBS-CallIndicator" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
    }
}

enumerated! {
    /// UnavailabilityCause: why a service is not available (3GPP TS 29.002 §17.7.3).
    pub struct UnavailabilityCause: Tag::ENUMERATED => {
        /// The subscriber has no such bearer service.
        BEARER_SERVICE_NOT_PROVISIONED = 1 "bearerServiceNotProvisioned";
        /// The subscriber has no such teleservice.
        TELESERVICE_NOT_PROVISIONED = 2 "teleserviceNotProvisioned";
        /// He is absent.
        ABSENT_SUBSCRIBER = 3 "absentSubscriber";
        /// He is busy.
        BUSY_SUBSCRIBER = 4 "busySubscriber";
        /// It is barred.
        CALL_BARRED = 5 "callBarred";
        /// His closed user group is against it.
        CUG_REJECT = 6 "cug-Reject";
    }
}
