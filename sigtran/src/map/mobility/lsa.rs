//! Localised service areas: where a subscriber has a service of his own (3GPP TS 29.002 §7.6.3; 3GPP TS 23.073).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{List, Null, Octets, Tag};
use crate::map::ExtensionContainer;

sequence! {
    /// LSAInformation: the localised service areas of a subscriber (3GPP TS 29.002 §17.7.1).
    pub struct LsaInformation<'a>: Tag::SEQUENCE => {
        /// The list is all that he has, not a change.
        complete_data_list_included: Null = "completeDataListIncluded", optional;
        /// Whether he may leave them.
        lsa_only_access_indicator: LsaOnlyAccessIndicator = "lsaOnlyAccessIndicator" [1], optional;
        /// The areas, 1 to 20.
        lsa_data_list: List<'a, LsaData<'a>> = "lsaDataList" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
    }
}

enumerated! {
    /// LSAOnlyAccessIndicator: whether a subscriber has service beyond his areas (3GPP TS 29.002 §17.7.1).
    pub struct LsaOnlyAccessIndicator: Tag::ENUMERATED => {
        /// He has.
        ACCESS_OUTSIDE_LS_AS_ALLOWED = 0 "accessOutsideLSAsAllowed";
        /// He has none.
        ACCESS_OUTSIDE_LS_AS_RESTRICTED = 1 "accessOutsideLSAsRestricted";
    }
}

sequence! {
    /// LSAData: a localised service area (3GPP TS 29.002 §17.7.1).
    pub struct LsaData<'a>: Tag::SEQUENCE => {
        /// Which, three octets.
        lsa_identity: Octets<'a> = "lsaIdentity" [0];
        /// How it is chosen, one octet (3GPP TS 48.008).
        lsa_attributes: Octets<'a> = "lsaAttributes" [1];
        /// During a call, too.
        lsa_active_mode_indicator: Null = "lsaActiveModeIndicator" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
    }
}
