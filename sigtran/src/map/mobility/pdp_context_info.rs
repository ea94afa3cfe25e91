//! A connection of the packet domain that is open (3GPP TS 29.002 §7.6.3).

use crate::ber::define::sequence;
use crate::ber::{Null, Octets, Tag};
use crate::map::ExtensionContainer;

sequence! {
    /// PDP-ContextInfo: a connection that a subscriber has (3GPP TS 29.002 §17.7.1).
    pub struct PdpContextInfo<'a>: Tag::SEQUENCE => {
        /// Its number, 1 to 50.
        pdp_context_identifier: u8 = "pdp-ContextIdentifier" [0];
        /// It is in use.
        pdp_context_active: Null = "pdp-ContextActive" [1], optional;
        /// Its kind: IP, PPP, two octets.
        pdp_type: Octets<'a> = "pdp-Type" [2];
        /// Its address, 1 to 16 octets.
        pdp_address: Octets<'a> = "pdp-Address" [3], optional;
        /// The access point that he has, 2 to 63 octets.
        apn_subscribed: Octets<'a> = "apn-Subscribed" [4], optional;
        /// The access point in use, 2 to 63 octets.
        apn_in_use: Octets<'a> = "apn-InUse" [5], optional;
        /// What the handset calls it, 0 to 15.
        nsapi: u8 = "nsapi" [6], optional;
        /// What the radio calls it, 1 to 2 octets (3GPP TS 24.008).
        transaction_id: Octets<'a> = "transactionId" [7], optional;
        /// Its tunnel to the gateway, four octets.
        teid_for_gn_and_gp: Octets<'a> = "teid-ForGnAndGp" [8], optional;
        /// Its tunnel to the radio network, four octets.
        teid_for_iu: Octets<'a> = "teid-ForIu" [9], optional;
        /// The gateway, 5 to 17 octets.
        ggsn_address: Octets<'a> = "ggsn-Address" [10], optional;
        /// The quality that he has, 1 to 9 octets (3GPP TS 24.008 §10.5.6.5).
        qos_subscribed: Octets<'a> = "qos-Subscribed" [11], optional;
        /// The quality that was asked for, 1 to 9 octets.
        qos_requested: Octets<'a> = "qos-Requested" [12], optional;
        /// The quality in use, 1 to 9 octets.
        qos_negotiated: Octets<'a> = "qos-Negotiated" [13], optional;
        /// What the charging calls it, four octets.
        charging_id: Octets<'a> = "chargingId" [14], optional;
        /// How it is charged, two octets.
        charging_characteristics: Octets<'a> = "chargingCharacteristics" [15], optional;
        /// The radio network, 5 to 17 octets.
        rnc_address: Octets<'a> = "rnc-Address" [16], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [17], optional;
        /// More of the quality that he has, 1 to 3 octets.
        qos2_subscribed: Octets<'a> = "qos2-Subscribed" [18], optional;
        /// More of the quality that was asked for, 1 to 3 octets.
        qos2_requested: Octets<'a> = "qos2-Requested" [19], optional;
        /// More of the quality in use, 1 to 3 octets.
        qos2_negotiated: Octets<'a> = "qos2-Negotiated" [20], optional;
        /// Still more of the quality that he has, 1 to 2 octets.
        qos3_subscribed: Octets<'a> = "qos3-Subscribed" [21], optional;
        /// Still more of the quality that was asked for, 1 to 2 octets.
        qos3_requested: Octets<'a> = "qos3-Requested" [22], optional;
        /// Still more of the quality in use, 1 to 2 octets.
        qos3_negotiated: Octets<'a> = "qos3-Negotiated" [23], optional;
        /// How important it is by his data, one octet.
        qos4_subscribed: Octets<'a> = "qos4-Subscribed" [25], optional;
        /// How important it was to be, one octet.
        qos4_requested: Octets<'a> = "qos4-Requested" [26], optional;
        /// How important it is, one octet.
        qos4_negotiated: Octets<'a> = "qos4-Negotiated" [27], optional;
        /// Its second kind, two octets.
        ext_pdp_type: Octets<'a> = "ext-pdp-Type" [28], optional;
        /// Its second address, 1 to 16 octets.
        ext_pdp_address: Octets<'a> = "ext-pdp-Address" [29], optional;
    }
}
