//! provideRoamingNumber, operation 4: a number under which a call reaches a subscriber where he is (3GPP TS 29.002
//! §10.2).

use crate::ber::define::sequence;
use crate::ber::{Bits, List, Null, Octets, Tag};
use crate::map::{
    AddressString, ExtExternalSignalInfo, ExtensionContainer, ExternalSignalInfo, Imsi, Lmsi, LocationArea,
};

sequence! {
    /// ProvideRoamingNumberArg of version 3 (3GPP TS 29.002 §17.7.3).
    pub struct ProvideRoamingNumberArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0];
        /// The MSC that serves him.
        msc_number: AddressString<'a> = "msc-Number" [1];
        /// The subscriber's number.
        msisdn: AddressString<'a> = "msisdn" [2], optional;
        /// What the VLR calls the subscriber.
        lmsi: Lmsi = "lmsi" [4], optional;
        /// What the call needs, as the radio has it.
        gsm_bearer_capability: ExternalSignalInfo<'a> = "gsm-BearerCapability" [5], optional;
        /// What the call needs, as the network has it.
        network_signal_info: ExternalSignalInfo<'a> = "networkSignalInfo" [6], optional;
        /// The caller is to hear no announcement.
        suppression_of_announcement: Null = "suppressionOfAnnouncement" [7], optional;
        /// The gateway that asked the HLR.
        gmsc_address: AddressString<'a> = "gmsc-Address" [8], optional;
        /// What the gateway calls the call, 1 to 8 octets.
        call_reference_number: Octets<'a> = "callReferenceNumber" [9], optional;
        /// A visited network asks: the route is to be the best one.
        or_interrogation: Null = "or-Interrogation" [10], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [11], optional;
        /// How the handset is to ring, one octet.
        alerting_pattern: Octets<'a> = "alertingPattern" [12], optional;
        /// The call completes one that found him busy.
        ccbs_call: Null = "ccbs-Call" [13], optional;
        /// A bit for each CAMEL phase of the gateway, from phase 1 on: the numbers of
        /// [`SupportedCamelPhases`](crate::map::SupportedCamelPhases).
        supported_camel_phases_in_interrogating_node: Bits<'a>
            = "supportedCamelPhasesInInterrogatingNode" [15], optional;
        /// More signals of the network.
        additional_signal_info: ExtExternalSignalInfo<'a> = "additionalSignalInfo" [14], optional;
        /// The gateway knows no optimal routing.
        or_not_supported_in_gmsc: Null = "orNotSupportedInGMSC" [16], optional;
        /// He may be paged before the number is given.
        pre_paging_supported: Null = "pre-pagingSupported" [17], optional;
        /// Long numbers to divert calls to are understood.
        long_ftn_supported: Null = "longFTN-Supported" [18], optional;
        /// His CAMEL service of the visited network is not to be asked.
        suppress_vt_csi: Null = "suppress-VT-CSI" [19], optional;
        /// A bit for each service of CAMEL phase 4 of the gateway: the numbers of
        /// [`OfferedCamel4Csis`](crate::map::OfferedCamel4Csis).
        offered_camel4_csis_in_interrogating_node: Bits<'a> = "offeredCamel4CSIsInInterrogatingNode" [20], optional;
        /// The gateway tries again where he has gone.
        mt_roaming_retry_supported: Null = "mtRoamingRetrySupported" [21], optional;
        /// The location areas in which he is paged.
        paging_area: List<'a, LocationArea<'a>> = "pagingArea" [22], optional;
        /// How urgent the call is.
        call_priority: u8 = "callPriority" [23], optional;
        /// The call comes from where he has been.
        mtrf_indicator: Null = "mtrf-Indicator" [24], optional;
        /// The MSC where he has been.
        old_msc_number: AddressString<'a> = "oldMSC-Number" [25], optional;
        /// The network where he was last, three octets.
        last_used_lte_plmn_id: Octets<'a> = "lastUsedLtePLMN-Id" [26], optional;
    }
}

sequence! {
    /// ProvideRoamingNumberArg of versions 1 and 2 (GSM 09.02, version 2).
    pub struct ProvideRoamingNumberArgV2<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0];
        /// The MSC that serves him.
        msc_number: AddressString<'a> = "msc-Number" [1], optional;
        /// The subscriber's number.
        msisdn: AddressString<'a> = "msisdn" [2], optional;
        /// The number of the call before; in version 1 alone.
        previous_roaming_number: AddressString<'a> = "previousRoamingNumber" [3], optional;
        /// What the VLR calls the subscriber.
        lmsi: Lmsi = "lmsi" [4], optional;
        /// What the call needs, as the radio has it.
        gsm_bearer_capability: ExternalSignalInfo<'a> = "gsm-BearerCapability" [5], optional;
        /// What the call needs, as the network has it.
        network_signal_info: ExternalSignalInfo<'a> = "networkSignalInfo" [6], optional;
    }
}

sequence! {
    /// ProvideRoamingNumberRes of version 3; that of versions 1 and 2 is the number alone (3GPP TS 29.002 §17.7.3).
    pub struct ProvideRoamingNumberRes<'a>: Tag::SEQUENCE => {
        /// The number that leads to him.
        roaming_number: AddressString<'a> = "roamingNumber";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The MSC can be told that no call will come.
        release_resources_supported: Null = "releaseResourcesSupported", optional;
        /// The MSC that serves him.
        vmsc_address: AddressString<'a> = "vmsc-Address", optional;
    }
}
