//! reset, operation 37: an HLR has been restarted, or data of many subscribers have changed (3GPP TS 29.002 §8.10.1).

use crate::ber::define::{choice, sequence};
use crate::ber::{List, Octets, Tag};
use crate::map::{
    AddressString, DeleteSubscriberDataArg, ExtensionContainer, Imsi, InsertSubscriberDataArg,
    NetworkResource,
};

sequence! {
    /// ResetArg of version 3 (3GPP TS 29.002 §17.7.1).
    pub struct ResetArg<'a>: Tag::SEQUENCE => {
        /// Who was restarted.
        sending_node_number: SendingNodeNumber<'a> = "sendingNodenumber";
        /// The first digits of the IMSIs concerned.
        hlr_list: List<'a, Imsi<'a>> = "hlr-List", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [0], optional;
        /// The groups of subscribers concerned, 1 to 4 octets each.
        reset_id_list: List<'a, Octets<'a>> = "reset-Id-List" [1], optional;
        /// What all of them may do now.
        subscription_data: Box<InsertSubscriberDataArg<'a>> = "subscriptionData" [2], optional;
        /// What none of them may do any more.
        subscription_data_deletion: Box<DeleteSubscriberDataArg<'a>> = "subscriptionDataDeletion" [3], optional;
    }
}

choice! {
    /// SendingNode-Number: a node by its kind (3GPP TS 29.002 §17.7.1).
    pub enum SendingNodeNumber<'a> {
        /// An HLR.
        HlrNumber: AddressString<'a> = "hlr-Number";
        /// A server for closed subscriber groups.
        CssNumber: AddressString<'a> = "css-Number" [1];
    }
}

impl Default for SendingNodeNumber<'_> {
    fn default() -> Self {
        Self::HlrNumber(AddressString::default())
    }
}

sequence! {
    /// ResetArg of versions 1 and 2 (GSM 09.02, version 2).
    pub struct ResetArgV2<'a>: Tag::SEQUENCE => {
        /// What was restarted.
        network_resource: NetworkResource = "networkResource", optional;
        /// The HLR.
        hlr_number: AddressString<'a> = "hlr-Number";
        /// The first digits of the IMSIs concerned.
        hlr_list: List<'a, Imsi<'a>> = "hlr-List", optional;
    }
}
