//! provideSubscriberInfo, operation 70: where a subscriber is and what he does, asked of the VLR or SGSN (3GPP TS
//! 29.002 §8.11.2).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Bits, Null, Tag};
use crate::map::{ExtensionContainer, Imsi, Lmsi, SubscriberInfo};

sequence! {
    /// ProvideSubscriberInfoArg (3GPP TS 29.002 §17.7.1).
    pub struct ProvideSubscriberInfoArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0];
        /// What the VLR calls the subscriber.
        lmsi: Lmsi = "lmsi" [1], optional;
        /// What is wanted.
        requested_info: RequestedInfo<'a> = "requestedInfo" [2];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
        /// How urgent the call is.
        call_priority: u8 = "callPriority" [4], optional;
    }
}

sequence! {
    /// RequestedInfo: what is wanted (3GPP TS 29.002 §17.7.1).
    pub struct RequestedInfo<'a>: Tag::SEQUENCE => {
        /// Where he is.
        location_information: Null = "locationInformation" [0], optional;
        /// What he does.
        subscriber_state: Null = "subscriberState" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
        /// He is to be paged, so that the answer is fresh.
        current_location: Null = "currentLocation" [3], optional;
        /// In which domain, if not the circuit domain.
        requested_domain: DomainType = "requestedDomain" [4], optional;
        /// The handset.
        imei: Null = "imei" [6], optional;
        /// What the handset can do.
        ms_classmark: Null = "ms-classmark" [5], optional;
        /// Which network has the number.
        mnp_requested_info: Null = "mnpRequestedInfo" [7], optional;
        /// Locations of the evolved packet domain are understood.
        location_information_eps_supported: Null = "locationInformationEPS-Supported" [11], optional;
        /// Whether he can take voice over packets.
        t_ads_data: Null = "t-adsData" [8], optional;
        /// Which nodes are to be asked: bit 0 the MME, bit 1 the SGSN.
        requested_nodes: Bits<'a> = "requestedNodes" [9], optional;
        /// Which node serves him is enough.
        serving_node_indication: Null = "servingNodeIndication" [10], optional;
        /// The time zone where he is.
        local_time_zone_request: Null = "localTimeZoneRequest" [12], optional;
    }
}

enumerated! {
    /// DomainType: a domain of the network (3GPP TS 29.002 §17.7.1).
    pub struct DomainType: Tag::ENUMERATED => {
        /// The circuit domain.
        CS_DOMAIN = 0 "cs-Domain";
        /// The packet domain.
        PS_DOMAIN = 1 "ps-Domain";
    }
}

sequence! {
    /// ProvideSubscriberInfoRes (3GPP TS 29.002 §17.7.1).
    pub struct ProvideSubscriberInfoRes<'a>: Tag::SEQUENCE => {
        /// What is known of him.
        subscriber_info: SubscriberInfo<'a> = "subscriberInfo";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
