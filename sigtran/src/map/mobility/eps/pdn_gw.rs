//! The gateways of the evolved packet domain (3GPP TS 29.002 §7.6.2, §7.6.3).

use crate::ber::define::sequence;
use crate::ber::{Octets, Tag};
use crate::map::ExtensionContainer;

sequence! {
    /// PDN-GW-Identity: a gateway (3GPP TS 29.002 §17.7.1).
    pub struct PdnGwIdentity<'a>: Tag::SEQUENCE => {
        /// Its address of IPv4, 1 to 16 octets.
        pdn_gw_ipv4_address: Octets<'a> = "pdn-gw-ipv4-Address" [0], optional;
        /// Its address of IPv6, 1 to 16 octets.
        pdn_gw_ipv6_address: Octets<'a> = "pdn-gw-ipv6-Address" [1], optional;
        /// Its name, 9 to 255 octets.
        pdn_gw_name: Octets<'a> = "pdn-gw-name" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
    }
}

sequence! {
    /// SpecificAPNInfo: the gateway of one of many access points (3GPP TS 29.002 §17.7.1).
    pub struct SpecificApnInfo<'a>: Tag::SEQUENCE => {
        /// The access point, 2 to 63 octets.
        apn: Octets<'a> = "apn" [0];
        /// The gateway.
        pdn_gw_identity: PdnGwIdentity<'a> = "pdn-gw-Identity" [1];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
    }
}

sequence! {
    /// PDN-GW-Update: a gateway that was chosen (3GPP TS 29.002 §17.7.1).
    pub struct PdnGwUpdate<'a>: Tag::SEQUENCE => {
        /// The access point, 2 to 63 octets.
        apn: Octets<'a> = "apn" [0], optional;
        /// The gateway.
        pdn_gw_identity: PdnGwIdentity<'a> = "pdn-gw-Identity" [1], optional;
        /// The number of the connection, 1 to 50.
        context_id: u8 = "contextId" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
    }
}
