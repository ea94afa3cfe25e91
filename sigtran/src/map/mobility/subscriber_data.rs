//! What insertSubscriberData is made of (3GPP TS 29.002 §7.6.3).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Bits, Octets, Tag};
use crate::map::ExtensionContainer;

enumerated! {
    /// SubscriberStatus: whether the operator bars a subscriber (3GPP TS 29.002 §17.7.1).
    pub struct SubscriberStatus: Tag::ENUMERATED => {
        /// No.
        SERVICE_GRANTED = 0 "serviceGranted";
        /// Yes.
        OPERATOR_DETERMINED_BARRING = 1 "operatorDeterminedBarring";
    }
}

sequence! {
    /// ODB-Data: what the operator bars (3GPP TS 29.002 §17.7.1).
    pub struct OdbData<'a>: Tag::SEQUENCE => {
        /// A bit for each barring anywhere: the numbers of [`OdbGeneralData`](crate::map::OdbGeneralData).
        odb_general_data: Bits<'a> = "odb-GeneralData";
        /// A bit for each barring in the home network: the numbers of [`OdbHplmnData`](crate::map::OdbHplmnData).
        odb_hplmn_data: Bits<'a> = "odb-HPLMN-Data", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

sequence! {
    /// NAEA-PreferredCI: the carrier that a subscriber prefers, in North America (3GPP TS 29.002 §17.7.8).
    pub struct NaeaPreferredCi<'a>: Tag::SEQUENCE => {
        /// Its code, three octets.
        naea_preferred_cic: Octets<'a> = "naea-PreferredCIC" [0];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
    }
}

enumerated! {
    /// NetworkAccessMode: which domains a subscriber may use (3GPP TS 29.002 §17.7.1).
    pub struct NetworkAccessMode: Tag::ENUMERATED => {
        /// Both.
        PACKET_AND_CIRCUIT = 0 "packetAndCircuit";
        /// The circuit domain.
        ONLY_CIRCUIT = 1 "onlyCircuit";
        /// The packet domain.
        ONLY_PACKET = 2 "onlyPacket";
    }
}

enumerated! {
    /// RegionalSubscriptionResponse: what is wrong with the zones (3GPP TS 29.002 §17.7.1).
    pub struct RegionalSubscriptionResponse: Tag::ENUMERATED => {
        /// All of the node is restricted.
        NETWORK_NODE_AREA_RESTRICTED = 0 "networkNode-AreaRestricted";
        /// They are too many.
        TOO_MANY_ZONE_CODES = 1 "tooManyZoneCodes";
        /// They are against each other.
        ZONE_CODES_CONFLICT = 2 "zoneCodesConflict";
        /// The node knows no zones.
        REGIONAL_SUBSC_NOT_SUPPORTED = 3 "regionalSubscNotSupported";
    }
}
