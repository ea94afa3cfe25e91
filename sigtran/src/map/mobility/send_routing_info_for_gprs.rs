//! sendRoutingInfoForGprs, operation 24: which SGSN serves a subscriber (3GPP TS 29.002 §13.1).

use crate::ber::define::sequence;
use crate::ber::{Octets, Tag};
use crate::map::{AddressString, ExtensionContainer, Imsi};

sequence! {
    /// SendRoutingInfoForGprsArg (3GPP TS 29.002 §17.7.1).
    pub struct SendRoutingInfoForGprsArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0];
        /// The GGSN by IP, 5 to 17 octets.
        ggsn_address: Octets<'a> = "ggsn-Address" [1], optional;
        /// The GGSN.
        ggsn_number: AddressString<'a> = "ggsn-Number" [2];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
    }
}

sequence! {
    /// SendRoutingInfoForGprsRes (3GPP TS 29.002 §17.7.1).
    pub struct SendRoutingInfoForGprsRes<'a>: Tag::SEQUENCE => {
        /// The SGSN by IP, 5 to 17 octets.
        sgsn_address: Octets<'a> = "sgsn-Address" [0];
        /// The GGSN by IP, 5 to 17 octets.
        ggsn_address: Octets<'a> = "ggsn-Address" [1], optional;
        /// Why he cannot be reached (3GPP TS 23.040 §3.3.2).
        mobile_not_reachable_reason: u8 = "mobileNotReachableReason" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
    }
}
