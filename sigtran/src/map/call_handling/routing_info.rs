//! Where a call goes (3GPP TS 29.002 §10.1).

use crate::ber::define::{choice, sequence};
use crate::ber::{Octets, Tag};
use crate::map::{AddressString, ExtensionContainer, GmscCamelSubscriptionInfo};

choice! {
    /// ExtendedRoutingInfo: where a call goes (3GPP TS 29.002 §17.7.3).
    pub enum ExtendedRoutingInfo<'a> {
        /// To this number.
        RoutingInfo: RoutingInfo<'a> = "routingInfo";
        /// Where a CAMEL service says.
        CamelRoutingInfo: Box<CamelRoutingInfo<'a>> = "camelRoutingInfo" [8];
    }
}

choice! {
    /// RoutingInfo: where a call goes (3GPP TS 29.002 §17.7.3).
    pub enum RoutingInfo<'a> {
        /// To where he is.
        RoamingNumber: AddressString<'a> = "roamingNumber";
        /// To where he has diverted it.
        ForwardingData: ForwardingData<'a> = "forwardingData";
    }
}

impl Default for RoutingInfo<'_> {
    fn default() -> Self {
        Self::RoamingNumber(AddressString::default())
    }
}

sequence! {
    /// ForwardingData: where a call is diverted to (3GPP TS 29.002 §17.7.3).
    pub struct ForwardingData<'a>: Tag::SEQUENCE => {
        /// Where calls go.
        forwarded_to_number: AddressString<'a> = "forwardedToNumber" [5], optional;
        /// Where calls go behind that number, 1 to 21 octets.
        forwarded_to_subaddress: Octets<'a> = "forwardedToSubaddress" [4], optional;
        /// Whom to tell, and why the call is diverted, one octet.
        forwarding_options: Octets<'a> = "forwardingOptions" [6], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [7], optional;
        /// Where calls go, if the number is long.
        long_forwarded_to_number: AddressString<'a> = "longForwardedToNumber" [8], optional;
    }
}

sequence! {
    /// CamelRoutingInfo: the CAMEL services to be asked (3GPP TS 29.002 §17.7.3).
    pub struct CamelRoutingInfo<'a>: Tag::SEQUENCE => {
        /// Where the call goes if none says otherwise.
        forwarding_data: ForwardingData<'a> = "forwardingData", optional;
        /// The services.
        gmsc_camel_subscription_info: GmscCamelSubscriptionInfo<'a> = "gmscCamelSubscriptionInfo" [0];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
    }
}
