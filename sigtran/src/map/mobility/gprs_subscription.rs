//! What a subscriber may do in the packet domain (3GPP TS 29.002 §7.6.3).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{List, Null, Octets, Tag};
use crate::map::ExtensionContainer;

sequence! {
    /// GPRSSubscriptionData: what a subscriber may do in the packet domain (3GPP TS 29.002 §17.7.1).
    pub struct GprsSubscriptionData<'a>: Tag::SEQUENCE => {
        /// The list is all that he has, not a change.
        complete_data_list_included: Null = "completeDataListIncluded", optional;
        /// His contexts.
        gprs_data_list: List<'a, PdpContext<'a>> = "gprsDataList" [1];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
        /// The end of the names of his access points, 9 to 100 octets.
        apn_oi_replacement: Octets<'a> = "apn-oi-Replacement" [3], optional;
    }
}

sequence! {
    /// PDP-Context: a connection that a subscriber may open (3GPP TS 29.002 §17.7.1).
    pub struct PdpContext<'a>: Tag::SEQUENCE => {
        /// Its number, 1 to 50.
        pdp_context_id: u8 = "pdp-ContextId";
        /// Its kind: IP, PPP, two octets.
        pdp_type: Octets<'a> = "pdp-Type" [16];
        /// Its address, 1 to 16 octets.
        pdp_address: Octets<'a> = "pdp-Address" [17], optional;
        /// Its quality, three octets (3GPP TS 24.008 §10.5.6.5).
        qos_subscribed: Octets<'a> = "qos-Subscribed" [18];
        /// The gateway may be in the visited network.
        vplmn_address_allowed: Null = "vplmnAddressAllowed" [19], optional;
        /// The access point, 2 to 63 octets.
        apn: Octets<'a> = "apn" [20];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [21], optional;
        /// Its quality, more of it, 1 to 9 octets (3GPP TS 24.008 §10.5.6.5).
        ext_qo_s_subscribed: Octets<'a> = "ext-QoS-Subscribed" [0], optional;
        /// How it is charged, two octets.
        pdp_charging_characteristics: Octets<'a> = "pdp-ChargingCharacteristics" [1], optional;
        /// Its quality, still more of it, 1 to 3 octets (3GPP TS 24.008 §10.5.6.5).
        ext2_qo_s_subscribed: Octets<'a> = "ext2-QoS-Subscribed" [2], optional;
        /// Its quality, still more of it, 1 to 2 octets (3GPP TS 24.008 §10.5.6.5).
        ext3_qo_s_subscribed: Octets<'a> = "ext3-QoS-Subscribed" [3], optional;
        /// How important it is, one octet.
        ext4_qo_s_subscribed: Octets<'a> = "ext4-QoS-Subscribed" [4], optional;
        /// The end of the names of his access points, 9 to 100 octets.
        apn_oi_replacement: Octets<'a> = "apn-oi-Replacement" [5], optional;
        /// Its second kind, two octets.
        ext_pdp_type: Octets<'a> = "ext-pdp-Type" [6], optional;
        /// Its second address, 1 to 16 octets.
        ext_pdp_address: Octets<'a> = "ext-pdp-Address" [7], optional;
        /// Its greatest rate.
        ambr: Ambr<'a> = "ambr" [10], optional;
        /// Whether its traffic may leave near the radio.
        sipto_permission: SiptoPermission = "sipto-Permission" [8], optional;
        /// Whether it may reach the local network.
        lipa_permission: LipaPermission = "lipa-Permission" [9], optional;
        /// How soon it is restored, one octet.
        restoration_priority: Octets<'a> = "restoration-Priority" [11], optional;
        /// Whether its traffic may leave in the local network.
        sipto_local_network_permission: SiptoLocalNetworkPermission = "sipto-local-network-Permission" [12], optional;
        /// How packets that are no IP go.
        nidd_mechanism: NiddMechanism = "nIDD-Mechanism" [13], optional;
        /// The node through which they go, 9 to 255 octets.
        scef_id: Octets<'a> = "sCEF-ID" [14], optional;
    }
}

sequence! {
    /// AMBR: the greatest rate, in bits a second (3GPP TS 29.002 §17.7.1).
    pub struct Ambr<'a>: Tag::SEQUENCE => {
        /// From the handset.
        max_requested_bandwidth_ul: i64 = "max-RequestedBandwidth-UL" [0];
        /// To the handset.
        max_requested_bandwidth_dl: i64 = "max-RequestedBandwidth-DL" [1];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
        /// From the handset, in units of a thousand.
        extended_max_requested_bandwidth_ul: i64 = "extended-Max-RequestedBandwidth-UL" [3], optional;
        /// To the handset, in units of a thousand.
        extended_max_requested_bandwidth_dl: i64 = "extended-Max-RequestedBandwidth-DL" [4], optional;
    }
}

enumerated! {
    /// SIPTO-Permission: whether traffic may leave near the radio (3GPP TS 29.002 §17.7.1).
    pub struct SiptoPermission: Tag::ENUMERATED => {
        /// Yes.
        SIPTO_ABOVE_RAN_ALLOWED = 0 "siptoAboveRanAllowed";
        /// No.
        SIPTO_ABOVE_RAN_NOT_ALLOWED = 1 "siptoAboveRanNotAllowed";
    }
}

enumerated! {
    /// LIPA-Permission: whether the local network may be reached (3GPP TS 29.002 §17.7.1).
    pub struct LipaPermission: Tag::ENUMERATED => {
        /// No.
        LIPA_PROHIBITED = 0 "lipaProhibited";
        /// That alone.
        LIPA_ONLY = 1 "lipaOnly";
        /// That, too.
        LIPA_CONDITIONAL = 2 "lipaConditional";
    }
}

enumerated! {
    /// SIPTO-Local-Network-Permission: whether traffic may leave in the local network (3GPP TS 29.002 §17.7.1).
    pub struct SiptoLocalNetworkPermission: Tag::ENUMERATED => {
        /// Yes.
        SIPTO_AT_LOCAL_NETWORK_ALLOWED = 0 "siptoAtLocalNetworkAllowed";
        /// No.
        SIPTO_AT_LOCAL_NETWORK_NOT_ALLOWED = 1 "siptoAtLocalNetworkNotAllowed";
    }
}

enumerated! {
    /// NIDD-Mechanism: how packets that are no IP go (3GPP TS 29.002 §17.7.1).
    pub struct NiddMechanism: Tag::ENUMERATED => {
        /// Through the gateway.
        SGI_BASED_DATA_DELIVERY = 0 "sGi-based-data-delivery";
        /// Through the node for exposure.
        SCEF_BASED_DATA_DELIVERY = 1 "sCEF-based-data-delivery";
    }
}
