//! Closed subscriber groups: cells that are open to some alone (3GPP TS 29.002 §7.6.3).

use crate::ber::define::sequence;
use crate::ber::{Bits, List, Octets, Tag};
use crate::map::{ExtensionContainer, Time};

sequence! {
    /// CSG-SubscriptionData: a group that a subscriber is of (3GPP TS 29.002 §17.7.1).
    pub struct CsgSubscriptionData<'a>: Tag::SEQUENCE => {
        /// Which, 27 bits.
        csg_id: Bits<'a> = "csg-Id";
        /// Until when.
        expiration_date: Time = "expirationDate", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The access points by which he may reach the local network, 2 to 63 octets each, 1 to 50.
        lipa_allowed_apn_list: List<'a, Octets<'a>> = "lipa-AllowedAPNList" [0], optional;
        /// Its network, three octets.
        plmn_id: Octets<'a> = "plmn-Id" [1], optional;
    }
}

sequence! {
    /// UserCSGInformation: the group of the cell where a subscriber is (3GPP TS 29.002 §17.7.1).
    pub struct UserCsgInformation<'a>: Tag::SEQUENCE => {
        /// Which, 27 bits.
        csg_id: Bits<'a> = "csg-Id" [0];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
        /// Whether the cell is open to others, too, one octet (3GPP TS 29.060).
        access_mode: Octets<'a> = "accessMode" [2], optional;
        /// Whether he is of it, one octet (3GPP TS 29.060).
        cmi: Octets<'a> = "cmi" [3], optional;
    }
}
