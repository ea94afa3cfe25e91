//! purgeMS, operation 67: a VLR or SGSN has forgotten a subscriber who was long not heard of (3GPP TS 29.002 §8.1.6).

use crate::ber::define::sequence;
use crate::ber::{Null, Tag};
use crate::map::{
    AddressString, ExtensionContainer, Imsi, LocationInformation, LocationInformationEps,
    LocationInformationGprs,
};

sequence! {
    /// PurgeMS-Arg of version 3 (3GPP TS 29.002 §17.7.1).
    pub struct PurgeMsArg<'a>: Tag::constructed(3) => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi";
        /// The VLR that has forgotten him.
        vlr_number: AddressString<'a> = "vlr-Number" [0], optional;
        /// The SGSN that has forgotten him.
        sgsn_number: AddressString<'a> = "sgsn-Number" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// Where he was last, in the circuit domain.
        location_information: LocationInformation<'a> = "locationInformation" [2], optional;
        /// Where he was last, in the packet domain.
        location_information_gprs: LocationInformationGprs<'a> = "locationInformationGPRS" [3], optional;
        /// Where he was last, in the evolved packet domain.
        location_information_eps: LocationInformationEps<'a> = "locationInformationEPS" [4], optional;
    }
}

sequence! {
    /// PurgeMS-Arg of version 2 (GSM 09.02, version 2).
    pub struct PurgeMsArgV2<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi";
        /// The VLR that has forgotten him.
        vlr_number: AddressString<'a> = "vlr-Number";
    }
}

sequence! {
    /// PurgeMS-Res (3GPP TS 29.002 §17.7.1).
    pub struct PurgeMsRes<'a>: Tag::SEQUENCE => {
        /// His TMSI may not be given to another.
        freeze_tmsi: Null = "freezeTMSI" [0], optional;
        /// His P-TMSI may not be given to another.
        freeze_p_tmsi: Null = "freezeP-TMSI" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// His M-TMSI may not be given to another.
        freeze_m_tmsi: Null = "freezeM-TMSI" [2], optional;
    }
}
