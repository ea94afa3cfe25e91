//! What a subscriber may do in the evolved packet domain (3GPP TS 29.002 §7.6.3).

use crate::ber::define::sequence;
use crate::ber::{List, Null, Octets, Tag};
use crate::map::{AddressString, Ambr, ApnConfiguration, ExtensionContainer};

sequence! {
    /// EPS-SubscriptionData: what a subscriber may do in the evolved packet domain (3GPP TS 29.002 §17.7.1).
    pub struct EpsSubscriptionData<'a>: Tag::SEQUENCE => {
        /// The end of the names of his access points, 9 to 100 octets.
        apn_oi_replacement: Octets<'a> = "apn-oi-Replacement" [0], optional;
        /// Which radio he is to prefer, 1 to 256.
        rfsp_id: i64 = "rfsp-id" [2], optional;
        /// The greatest rate of all his connections.
        ambr: Ambr<'a> = "ambr" [3], optional;
        /// His connections.
        apn_configuration_profile: ApnConfigurationProfile<'a> = "apn-ConfigurationProfile" [4], optional;
        /// The number by which a call goes on in the circuit domain.
        stn_sr: AddressString<'a> = "stn-sr" [6], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [5], optional;
        /// His calls in the circuit domain come first.
        mps_cs_priority: Null = "mps-CSPriority" [7], optional;
        /// His connections come first.
        mps_eps_priority: Null = "mps-EPSPriority" [8], optional;
        /// Video calls go on in the circuit domain.
        subscribed_vsrvcc: Null = "subscribed-vsrvcc" [9], optional;
    }
}

sequence! {
    /// APN-ConfigurationProfile: the connections of a subscriber (3GPP TS 29.002 §17.7.1).
    pub struct ApnConfigurationProfile<'a>: Tag::SEQUENCE => {
        /// The number of the one that he has without asking, 1 to 50.
        default_context: u8 = "defaultContext";
        /// The list is all that he has, not a change.
        complete_data_list_included: Null = "completeDataListIncluded", optional;
        /// The connections, 1 to 50.
        eps_data_list: List<'a, ApnConfiguration<'a>> = "epsDataList" [1];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
        /// The number of a second one that he has without asking, 1 to 50.
        additional_default_context: u8 = "additionalDefaultContext" [3], optional;
    }
}
