//! anyTimeInterrogation, operation 71: where a subscriber is and what he does, asked of the HLR (3GPP TS 29.002
//! §8.11.1).

use crate::ber::Tag;
use crate::ber::define::{choice, sequence};
use crate::map::{AddressString, ExtensionContainer, Imsi, RequestedInfo, SubscriberInfo};

sequence! {
    /// AnyTimeInterrogationArg (3GPP TS 29.002 §17.7.1).
    pub struct AnyTimeInterrogationArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        subscriber_identity: SubscriberIdentity<'a> = "subscriberIdentity" [0];
        /// What is wanted.
        requested_info: RequestedInfo<'a> = "requestedInfo" [1];
        /// Who asks.
        gsm_scf_address: AddressString<'a> = "gsmSCF-Address" [3];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
    }
}

choice! {
    /// SubscriberIdentity: a subscriber by one of his names (3GPP TS 29.002 §17.7.8).
    pub enum SubscriberIdentity<'a> {
        /// His IMSI.
        Imsi: Imsi<'a> = "imsi" [0];
        /// His number.
        Msisdn: AddressString<'a> = "msisdn" [1];
    }
}

impl Default for SubscriberIdentity<'_> {
    fn default() -> Self {
        Self::Imsi(Imsi::default())
    }
}

sequence! {
    /// AnyTimeInterrogationRes (3GPP TS 29.002 §17.7.1).
    pub struct AnyTimeInterrogationRes<'a>: Tag::SEQUENCE => {
        /// What is known of him.
        subscriber_info: SubscriberInfo<'a> = "subscriberInfo";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
