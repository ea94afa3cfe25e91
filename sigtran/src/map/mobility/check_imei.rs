//! checkIMEI, operation 43: whether a handset is stolen (3GPP TS 29.002 §8.7.1).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Bits, Tag};
use crate::map::{ExtensionContainer, Imei};

sequence! {
    /// CheckIMEI-Arg of version 3; that of versions 1 and 2 is the IMEI alone (3GPP TS 29.002 §17.7.1).
    pub struct CheckImeiArg<'a>: Tag::SEQUENCE => {
        /// The handset.
        imei: Imei<'a> = "imei";
        /// What is wanted: bit 0 the status, bit 1 what is wrong with the handset.
        requested_equipment_info: Bits<'a> = "requestedEquipmentInfo";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

sequence! {
    /// CheckIMEI-Res of version 3; that of versions 1 and 2 is the status alone (3GPP TS 29.002 §17.7.1).
    pub struct CheckImeiRes<'a>: Tag::SEQUENCE => {
        /// Whether it may be used.
        equipment_status: EquipmentStatus = "equipmentStatus", optional;
        /// What is wrong with the handset.
        bmuef: UesbiIu<'a> = "bmuef", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [0], optional;
    }
}

enumerated! {
    /// EquipmentStatus: whether a handset may be used (3GPP TS 29.002 §17.7.1).
    pub struct EquipmentStatus: Tag::ENUMERATED => {
        /// Yes.
        WHITE_LISTED = 0 "whiteListed";
        /// No.
        BLACK_LISTED = 1 "blackListed";
        /// Yes, but it is watched.
        GREY_LISTED = 2 "greyListed";
    }
}

sequence! {
    /// UESBI-Iu: what is wrong with a handset (3GPP TS 29.002 §17.7.1).
    pub struct UesbiIu<'a>: Tag::SEQUENCE => {
        /// Faults known to the radio network, the first part.
        uesbi_iu_a: Bits<'a> = "uesbi-IuA" [0], optional;
        /// Faults known to the radio network, the second part.
        uesbi_iu_b: Bits<'a> = "uesbi-IuB" [1], optional;
    }
}
