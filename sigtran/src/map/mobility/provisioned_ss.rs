//! The supplementary services in the data of a subscriber (3GPP TS 29.002 §7.6.3).

use crate::ber::define::{choice, enumerated, sequence};
use crate::ber::{List, Octets, Tag};
use crate::map::{AddressString, ExtBasicServiceCode, ExtensionContainer, SsCode, SsSubscriptionOption};

choice! {
    /// Ext-SS-Info: a supplementary service in the data of a subscriber (3GPP TS 29.002 §17.7.1).
    pub enum ExtSsInfo<'a> {
        /// A diversion of calls.
        ForwardingInfo: ExtForwInfo<'a> = "forwardingInfo" [0];
        /// A barring of calls.
        CallBarringInfo: ExtCallBarInfo<'a> = "callBarringInfo" [1];
        /// Closed user groups.
        CugInfo: CugInfo<'a> = "cug-Info" [2];
        /// Another service.
        SsData: ExtSsData<'a> = "ss-Data" [3];
        /// Priorities of calls.
        EmlppInfo: EmlppInfo<'a> = "emlpp-Info" [4];
    }
}

sequence! {
    /// Ext-ForwInfo: a diversion of calls (3GPP TS 29.002 §17.7.1).
    pub struct ExtForwInfo<'a>: Tag::SEQUENCE => {
        /// Which service.
        ss_code: SsCode = "ss-Code";
        /// How it stands for each basic service.
        forwarding_feature_list: List<'a, ExtForwFeature<'a>> = "forwardingFeatureList";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [0], optional;
    }
}

sequence! {
    /// Ext-ForwFeature: a diversion for one basic service (3GPP TS 29.002 §17.7.1).
    pub struct ExtForwFeature<'a>: Tag::SEQUENCE => {
        /// For which basic service, if not for all.
        basic_service: ExtBasicServiceCode<'a> = "basicService", optional;
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [4];
        /// Where calls go.
        forwarded_to_number: AddressString<'a> = "forwardedToNumber" [5], optional;
        /// Where calls go behind that number, 1 to 21 octets.
        forwarded_to_subaddress: Octets<'a> = "forwardedToSubaddress" [8], optional;
        /// Whom to tell, and why the call is diverted, 1 to 5 octets.
        forwarding_options: Octets<'a> = "forwardingOptions" [6], optional;
        /// Seconds of ringing before that, 5 to 30.
        no_reply_condition_time: u8 = "noReplyConditionTime" [7], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [9], optional;
        /// Where calls go, if the number is long.
        long_forwarded_to_number: AddressString<'a> = "longForwardedToNumber" [10], optional;
    }
}

sequence! {
    /// Ext-CallBarInfo: a barring of calls (3GPP TS 29.002 §17.7.1).
    pub struct ExtCallBarInfo<'a>: Tag::SEQUENCE => {
        /// Which service.
        ss_code: SsCode = "ss-Code";
        /// How it stands for each basic service.
        call_barring_feature_list: List<'a, ExtCallBarringFeature<'a>> = "callBarringFeatureList";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

sequence! {
    /// Ext-CallBarringFeature: a barring for one basic service (3GPP TS 29.002 §17.7.1).
    pub struct ExtCallBarringFeature<'a>: Tag::SEQUENCE => {
        /// For which basic service, if not for all.
        basic_service: ExtBasicServiceCode<'a> = "basicService", optional;
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [4];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

sequence! {
    /// CUG-Info: the closed user groups of a subscriber (3GPP TS 29.002 §17.7.1).
    pub struct CugInfo<'a>: Tag::SEQUENCE => {
        /// The groups.
        cug_subscription_list: List<'a, CugSubscription<'a>> = "cug-SubscriptionList";
        /// What is allowed for each basic service.
        cug_feature_list: List<'a, CugFeature<'a>> = "cug-FeatureList", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [0], optional;
    }
}

sequence! {
    /// CUG-Subscription: a closed user group (3GPP TS 29.002 §17.7.1).
    pub struct CugSubscription<'a>: Tag::SEQUENCE => {
        /// What the subscriber calls it.
        cug_index: i64 = "cug-Index";
        /// What the network calls it, four octets.
        cug_interlock: Octets<'a> = "cug-Interlock";
        /// What is barred within.
        intra_cug_options: IntraCugOptions = "intraCUG-Options";
        /// For which basic services, if not for all.
        basic_service_group_list: List<'a, ExtBasicServiceCode<'a>> = "basicServiceGroupList", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [0], optional;
    }
}

enumerated! {
    /// IntraCUG-Options: what is barred within a closed user group (3GPP TS 29.002 §17.7.1).
    pub struct IntraCugOptions: Tag::ENUMERATED => {
        /// Nothing.
        NO_CUG_RESTRICTIONS = 0 "noCUG-Restrictions";
        /// Calls to the subscriber.
        CUG_IC_CALL_BARRED = 1 "cugIC-CallBarred";
        /// Calls from the subscriber.
        CUG_OG_CALL_BARRED = 2 "cugOG-CallBarred";
    }
}

sequence! {
    /// CUG-Feature: what a subscriber of closed user groups may do beyond them (3GPP TS 29.002 §17.7.1).
    pub struct CugFeature<'a>: Tag::SEQUENCE => {
        /// For which basic service, if not for all.
        basic_service: ExtBasicServiceCode<'a> = "basicService", optional;
        /// Which group, if he names none.
        preferential_cug_indicator: i64 = "preferentialCUG-Indicator", optional;
        /// Bit 0 calls out of the groups, bit 1 calls into them, one octet.
        inter_cug_restrictions: Octets<'a> = "interCUG-Restrictions";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

sequence! {
    /// Ext-SS-Data: a service that needs little (3GPP TS 29.002 §17.7.1).
    pub struct ExtSsData<'a>: Tag::SEQUENCE => {
        /// Which service.
        ss_code: SsCode = "ss-Code";
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [4];
        /// How it works for him.
        ss_subscription_option: SsSubscriptionOption = "ss-SubscriptionOption", optional;
        /// For which basic services, if not for all.
        basic_service_group_list: List<'a, ExtBasicServiceCode<'a>> = "basicServiceGroupList", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [5], optional;
    }
}

sequence! {
    /// EMLPP-Info: priorities of calls (3GPP TS 29.002 §17.7.8).
    pub struct EmlppInfo<'a>: Tag::SEQUENCE => {
        /// The highest priority that he may have.
        maximum_entitled_priority: u8 = "maximumentitledPriority";
        /// The priority of a call for which he names none.
        default_priority: u8 = "defaultPriority";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
