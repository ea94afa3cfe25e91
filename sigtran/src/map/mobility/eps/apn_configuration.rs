//! A connection that a subscriber may open in the evolved packet domain (3GPP TS 29.002 §7.6.3).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{List, Null, Octets, Tag};
use crate::map::{
    Ambr, ExtensionContainer, LipaPermission, NiddMechanism, PdnGwIdentity, SiptoLocalNetworkPermission,
    SiptoPermission, SpecificApnInfo,
};

sequence! {
    /// APN-Configuration: a connection that a subscriber may open (3GPP TS 29.002 §17.7.1).
    pub struct ApnConfiguration<'a>: Tag::SEQUENCE => {
        /// Its number, 1 to 50.
        context_id: u8 = "contextId" [0];
        /// Its kind, one octet: 1 IPv4, 2 IPv6, 3 both, 4 either.
        pdn_type: Octets<'a> = "pdn-Type" [1];
        /// Its address of IPv4, 1 to 16 octets.
        served_party_ip_ipv4_address: Octets<'a> = "servedPartyIP-IPv4-Address" [2], optional;
        /// The access point, 2 to 63 octets.
        apn: Octets<'a> = "apn" [3];
        /// Its quality.
        eps_qos_subscribed: EpsQosSubscribed<'a> = "eps-qos-Subscribed" [4];
        /// The gateway.
        pdn_gw_identity: PdnGwIdentity<'a> = "pdn-gw-Identity" [5], optional;
        /// How the gateway was chosen.
        pdn_gw_allocation_type: PdnGwAllocationType = "pdn-gw-AllocationType" [6], optional;
        /// The gateway may be in the visited network.
        vplmn_address_allowed: Null = "vplmnAddressAllowed" [7], optional;
        /// How it is charged, two octets.
        charging_characteristics: Octets<'a> = "chargingCharacteristics" [8], optional;
        /// Its greatest rate.
        ambr: Ambr<'a> = "ambr" [9], optional;
        /// Gateways for names that stand for many, 1 to 50.
        specific_apn_info_list: List<'a, SpecificApnInfo<'a>> = "specificAPNInfoList" [10], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [11], optional;
        /// Its address of IPv6, 1 to 16 octets.
        served_party_ip_ipv6_address: Octets<'a> = "servedPartyIP-IPv6-Address" [12], optional;
        /// The end of the name of the access point, 9 to 100 octets.
        apn_oi_replacement: Octets<'a> = "apn-oi-Replacement" [13], optional;
        /// Whether its traffic may leave near the radio.
        sipto_permission: SiptoPermission = "sipto-Permission" [14], optional;
        /// Whether it may reach the local network.
        lipa_permission: LipaPermission = "lipa-Permission" [15], optional;
        /// How soon it is restored, one octet.
        restoration_priority: Octets<'a> = "restoration-Priority" [16], optional;
        /// Whether its traffic may leave in the local network.
        sipto_local_network_permission: SiptoLocalNetworkPermission = "sipto-local-network-Permission" [17], optional;
        /// Whether its traffic may go by wireless LAN.
        wlan_offloadability: WlanOffloadability<'a> = "wlan-offloadability" [18], optional;
        /// Its packets are no IP.
        non_ip_pdn_type_indicator: Null = "non-IP-PDN-Type-Indicator" [19], optional;
        /// How packets that are no IP go.
        nidd_mechanism: NiddMechanism = "nIDD-Mechanism" [20], optional;
        /// The node through which they go, 9 to 255 octets.
        scef_id: Octets<'a> = "sCEF-ID" [21], optional;
        /// What becomes of it where the radio changes.
        pdn_connection_continuity: PdnConnectionContinuity = "pdn-ConnectionContinuity" [22], optional;
    }
}

sequence! {
    /// EPS-QoS-Subscribed: the quality of a connection (3GPP TS 29.002 §17.7.1).
    pub struct EpsQosSubscribed<'a>: Tag::SEQUENCE => {
        /// Its class, 1 to 9 (3GPP TS 23.203 §6.1.7).
        qos_class_identifier: u8 = "qos-Class-Identifier" [0];
        /// How important it is.
        allocation_retention_priority: AllocationRetentionPriority<'a> = "allocation-Retention-Priority" [1];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
    }
}

sequence! {
    /// Allocation-Retention-Priority: how important a connection is (3GPP TS 29.002 §17.7.1; 3GPP TS 29.212
    /// §5.3.32).
    pub struct AllocationRetentionPriority<'a>: Tag::SEQUENCE => {
        /// Its rank, 1 to 15, 1 the highest.
        priority_level: i64 = "priority-level" [0];
        /// Whether it may displace others (3GPP TS 29.212 §5.3.46).
        pre_emption_capability: bool = "pre-emption-capability" [1], optional;
        /// Whether others may displace it (3GPP TS 29.212 §5.3.47).
        pre_emption_vulnerability: bool = "pre-emption-vulnerability" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
    }
}

enumerated! {
    /// PDN-GW-AllocationType: how a gateway was chosen (3GPP TS 29.002 §17.7.1).
    pub struct PdnGwAllocationType: Tag::ENUMERATED => {
        /// By the operator.
        STATIC = 0 "static";
        /// By the network.
        DYNAMIC = 1 "dynamic";
    }
}

sequence! {
    /// WLAN-Offloadability: whether traffic may go by wireless LAN (3GPP TS 29.002 §17.7.1).
    pub struct WlanOffloadability<'a>: Tag::SEQUENCE => {
        /// From E-UTRAN.
        wlan_offloadability_eutran: WlanOffloadabilityIndication = "wlan-offloadability-EUTRAN" [0], optional;
        /// From UTRAN.
        wlan_offloadability_utran: WlanOffloadabilityIndication = "wlan-offloadability-UTRAN" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
    }
}

enumerated! {
    /// WLAN-Offloadability-Indication: whether traffic of a radio may go by wireless LAN (3GPP TS 29.002 §17.7.1).
    pub struct WlanOffloadabilityIndication: Tag::ENUMERATED => {
        /// No.
        NOT_ALLOWED = 0 "notAllowed";
        /// Yes.
        ALLOWED = 1 "allowed";
    }
}

enumerated! {
    /// PDN-ConnectionContinuity: what becomes of a connection where the radio changes (3GPP TS 29.002 §17.7.1).
    pub struct PdnConnectionContinuity: Tag::ENUMERATED => {
        /// It stays.
        MAINTAIN_PDN_CONNECTION = 0 "maintainPDN-Connection";
        /// It ends, and is asked for anew.
        DISCONNECT_PDN_CONNECTION_WITH_REACTIVATION_REQUEST = 1 "disconnectPDN-ConnectionWithReactivationRequest";
        /// It ends.
        DISCONNECT_PDN_CONNECTION_WITHOUT_REACTIVATION_REQUEST = 2 "disconnectPDN-ConnectionWithoutReactivationRequest";
    }
}
