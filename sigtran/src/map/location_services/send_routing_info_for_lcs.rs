//! sendRoutingInfoForLCS, operation 85: which node can tell where a subscriber is (3GPP TS 29.002 §13A.1).

use crate::ber::define::sequence;
use crate::ber::{Bits, Null, Octets, Tag};
use crate::map::{AdditionalNumber, AddressString, ExtensionContainer, Lmsi, SubscriberIdentity};

sequence! {
    /// RoutingInfoForLCS-Arg: whom it is about (3GPP TS 29.002 §17.7.13).
    pub struct RoutingInfoForLcsArg<'a>: Tag::SEQUENCE => {
        /// The location centre that asks.
        mlc_number: AddressString<'a> = "mlcNumber" [0];
        /// The subscriber.
        target_ms: SubscriberIdentity<'a> = "targetMS" [1];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
    }
}

sequence! {
    /// RoutingInfoForLCS-Res: which node can tell (3GPP TS 29.002 §17.7.13).
    pub struct RoutingInfoForLcsRes<'a>: Tag::SEQUENCE => {
        /// The subscriber by his other name.
        target_ms: SubscriberIdentity<'a> = "targetMS" [0];
        /// The node.
        lcs_location_info: LcsLocationInfo<'a> = "lcsLocationInfo" [1];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
        /// The location centre of the visited network, 5 to 17 octets.
        v_gmlc_address: Octets<'a> = "v-gmlc-Address" [3], optional;
        /// The location centre of the home network, 5 to 17 octets.
        h_gmlc_address: Octets<'a> = "h-gmlc-Address" [4], optional;
        /// Where his wishes are kept, 5 to 17 octets.
        ppr_address: Octets<'a> = "ppr-Address" [5], optional;
        /// A second location centre of the visited network, 5 to 17 octets.
        additional_v_gmlc_address: Octets<'a> = "additional-v-gmlc-Address" [6], optional;
    }
}

sequence! {
    /// LCSLocationInfo: a node that can tell where a subscriber is (3GPP TS 29.002 §17.7.13).
    pub struct LcsLocationInfo<'a>: Tag::SEQUENCE => {
        /// Its number.
        network_node_number: AddressString<'a> = "networkNode-Number";
        /// What the VLR calls the subscriber.
        lmsi: Lmsi = "lmsi" [0], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
        /// It is an SGSN.
        gprs_node_indicator: Null = "gprsNodeIndicator" [2], optional;
        /// A second node.
        additional_number: AdditionalNumber<'a> = "additional-Number" [3], optional;
        /// A bit for each set of location services: the numbers of
        /// [`SupportedLcsCapabilitySets`](crate::map::SupportedLcsCapabilitySets).
        supported_lcs_capability_sets: Bits<'a> = "supportedLCS-CapabilitySets" [4], optional;
        /// The same of the second node.
        additional_lcs_capability_sets: Bits<'a> = "additional-LCS-CapabilitySets" [5], optional;
        /// The MME, 9 to 255 octets.
        mme_name: Octets<'a> = "mme-Name" [6], optional;
        /// The server for other access, 9 to 255 octets.
        aaa_server_name: Octets<'a> = "aaa-Server-Name" [8], optional;
        /// The SGSN by Diameter, 9 to 255 octets.
        sgsn_name: Octets<'a> = "sgsn-Name" [9], optional;
        /// Its realm, 9 to 255 octets.
        sgsn_realm: Octets<'a> = "sgsn-Realm" [10], optional;
    }
}
