//! restoreData, operation 57: a VLR has lost what it knew of a subscriber (3GPP TS 29.002 §8.10.3).

use crate::ber::define::sequence;
use crate::ber::{Null, Tag};
use crate::map::{AddressString, ExtensionContainer, Imsi, Lmsi, VlrCapability};

sequence! {
    /// RestoreDataArg of versions 2 and 3: what came with version 3 is optional (3GPP TS 29.002 §17.7.1).
    pub struct RestoreDataArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi";
        /// What the VLR calls the subscriber.
        lmsi: Lmsi = "lmsi", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// What the VLR can do.
        vlr_capability: VlrCapability<'a> = "vlr-Capability" [6], optional;
        /// It is to restore what a node has lost.
        restoration_indicator: Null = "restorationIndicator" [7], optional;
    }
}

sequence! {
    /// RestoreDataRes of versions 2 and 3 (3GPP TS 29.002 §17.7.1).
    pub struct RestoreDataRes<'a>: Tag::SEQUENCE => {
        /// The HLR.
        hlr_number: AddressString<'a> = "hlr-Number";
        /// Short messages wait for him.
        ms_not_reachable: Null = "msNotReachable", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
