//! The CAMEL services that are told of what a subscriber does: his supplementary services, his way through the network
//! (3GPP TS 23.078 §8, §9).

use crate::ber::define::sequence;
use crate::ber::{List, Null, Octets, Tag};
use crate::map::{AddressString, ExtensionContainer, SsCode};

sequence! {
    /// SS-CSI: who is told of supplementary services (3GPP TS 29.002 §17.7.1).
    pub struct SsCsi<'a>: Tag::SEQUENCE => {
        /// Who is told of which.
        ss_camel_data: SsCamelData<'a> = "ss-CamelData";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The services are told when this changes.
        notification_to_cse: Null = "notificationToCSE" [0], optional;
        /// It is in force.
        csi_active: Null = "csi-Active" [1], optional;
    }
}

sequence! {
    /// SS-CamelData: who is told of which supplementary services (3GPP TS 29.002 §17.7.1).
    pub struct SsCamelData<'a>: Tag::SEQUENCE => {
        /// Which, 1 to 10.
        ss_event_list: List<'a, SsCode> = "ss-EventList";
        /// The node that is told.
        gsm_scf_address: AddressString<'a> = "gsmSCF-Address";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [0], optional;
    }
}

sequence! {
    /// M-CSI: who is told where a subscriber goes, in the circuit domain (3GPP TS 29.002 §17.7.1).
    pub struct MCsi<'a>: Tag::SEQUENCE => {
        /// Of what, one octet each, 1 to 10 (3GPP TS 29.002 §17.7.1, MM-Code).
        mobility_triggers: List<'a, Octets<'a>> = "mobilityTriggers";
        /// Which service of the node, 0 to 2147483647.
        service_key: i64 = "serviceKey";
        /// The node that is told.
        gsm_scf_address: AddressString<'a> = "gsmSCF-Address" [0];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
        /// The services are told when this changes.
        notification_to_cse: Null = "notificationToCSE" [2], optional;
        /// It is in force.
        csi_active: Null = "csi-Active" [3], optional;
    }
}

sequence! {
    /// MG-CSI: who is told where a subscriber goes, in the packet domain (3GPP TS 29.002 §17.7.1).
    pub struct MgCsi<'a>: Tag::SEQUENCE => {
        /// Of what, one octet each, 1 to 10 (3GPP TS 29.002 §17.7.1, MM-Code).
        mobility_triggers: List<'a, Octets<'a>> = "mobilityTriggers";
        /// Which service of the node, 0 to 2147483647.
        service_key: i64 = "serviceKey";
        /// The node that is told.
        gsm_scf_address: AddressString<'a> = "gsmSCF-Address" [0];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
        /// The services are told when this changes.
        notification_to_cse: Null = "notificationToCSE" [2], optional;
        /// It is in force.
        csi_active: Null = "csi-Active" [3], optional;
    }
}
