//! What registerSS, eraseSS, activateSS and deactivateSS bring back: how the service stands now (3GPP TS 29.002 §11.1
//! to §11.4).

use crate::ber::define::{choice, enumerated, sequence};
use crate::ber::{List, Octets, Tag};
use crate::map::{AddressString, BasicServiceCode, CugInfo, SsCode};

choice! {
    /// SS-Info: how a supplementary service stands; in subscriber data of version 2, too (3GPP TS 29.002 §17.7.4).
    pub enum SsInfo<'a> {
        /// A diversion of calls.
        ForwardingInfo: ForwardingInfo<'a> = "forwardingInfo" [0];
        /// A barring of calls.
        CallBarringInfo: CallBarringInfo<'a> = "callBarringInfo" [1];
        /// Closed user groups; in subscriber data of version 2 alone.
        CugInfo: CugInfo<'a> = "cug-Info" [2];
        /// Another service.
        SsData: SsData<'a> = "ss-Data" [3];
    }
}

sequence! {
    /// ForwardingInfo: a diversion of calls (3GPP TS 29.002 §17.7.4).
    pub struct ForwardingInfo<'a>: Tag::SEQUENCE => {
        /// Which service.
        ss_code: SsCode = "ss-Code", optional;
        /// How it stands for each basic service.
        forwarding_feature_list: List<'a, ForwardingFeature<'a>> = "forwardingFeatureList";
    }
}

sequence! {
    /// ForwardingFeature: a diversion for one basic service (3GPP TS 29.002 §17.7.4).
    pub struct ForwardingFeature<'a>: Tag::SEQUENCE => {
        /// For which basic service, if not for all.
        basic_service: BasicServiceCode<'a> = "basicService", optional;
        /// Bits from the lowest: active, registered, provisioned, quiescent, one octet.
        ss_status: Octets<'a> = "ss-Status" [4], optional;
        /// Where calls go.
        forwarded_to_number: AddressString<'a> = "forwardedToNumber" [5], optional;
        /// Where calls go behind that number, 1 to 21 octets.
        forwarded_to_subaddress: Octets<'a> = "forwardedToSubaddress" [8], optional;
        /// Whom to tell, and why the call is diverted, one octet.
        forwarding_options: Octets<'a> = "forwardingOptions" [6], optional;
        /// Seconds of ringing before that, 5 to 30.
        no_reply_condition_time: u8 = "noReplyConditionTime" [7], optional;
        /// Where calls go, if the number is long.
        long_forwarded_to_number: AddressString<'a> = "longForwardedToNumber" [9], optional;
    }
}

sequence! {
    /// CallBarringInfo: a barring of calls (3GPP TS 29.002 §17.7.4).
    pub struct CallBarringInfo<'a>: Tag::SEQUENCE => {
        /// Which service.
        ss_code: SsCode = "ss-Code", optional;
        /// How it stands for each basic service.
        call_barring_feature_list: List<'a, CallBarringFeature<'a>> = "callBarringFeatureList";
    }
}

sequence! {
    /// CallBarringFeature: a barring for one basic service (3GPP TS 29.002 §17.7.4).
    pub struct CallBarringFeature<'a>: Tag::SEQUENCE => {
        /// For which basic service, if not for all.
        basic_service: BasicServiceCode<'a> = "basicService", optional;
        /// Bits from the lowest: active, registered, provisioned, quiescent, one octet.
        ss_status: Octets<'a> = "ss-Status" [4], optional;
    }
}

sequence! {
    /// SS-Data: a service that needs little (3GPP TS 29.002 §17.7.4).
    pub struct SsData<'a>: Tag::SEQUENCE => {
        /// Which service.
        ss_code: SsCode = "ss-Code", optional;
        /// Bits from the lowest: active, registered, provisioned, quiescent, one octet.
        ss_status: Octets<'a> = "ss-Status" [4], optional;
        /// How it works for him.
        ss_subscription_option: SsSubscriptionOption = "ss-SubscriptionOption", optional;
        /// For which basic services, if not for all.
        basic_service_group_list: List<'a, BasicServiceCode<'a>> = "basicServiceGroupList", optional;
        /// The priority of a call for which he names none.
        default_priority: u8 = "defaultPriority", optional;
        /// How many calls at once he wants, 1 to 7.
        nbr_user: u8 = "nbrUser" [5], optional;
    }
}

choice! {
    /// SS-SubscriptionOption: how a service works for a subscriber (3GPP TS 29.002 §17.7.4).
    pub enum SsSubscriptionOption {
        /// Whether his number is hidden.
        CliRestrictionOption: CliRestrictionOption = "cliRestrictionOption" [2];
        /// Whether he sees numbers that are hidden.
        OverrideCategory: OverrideCategory = "overrideCategory" [1];
    }
}

enumerated! {
    /// CliRestrictionOption: whether the number of a caller is hidden (3GPP TS 29.002 §17.7.4).
    pub struct CliRestrictionOption: Tag::ENUMERATED => {
        /// Always.
        PERMANENT = 0 "permanent";
        /// Unless he says otherwise.
        TEMPORARY_DEFAULT_RESTRICTED = 1 "temporaryDefaultRestricted";
        /// If he says so.
        TEMPORARY_DEFAULT_ALLOWED = 2 "temporaryDefaultAllowed";
    }
}

enumerated! {
    /// OverrideCategory: whether numbers that are hidden are seen (3GPP TS 29.002 §17.7.4).
    pub struct OverrideCategory: Tag::ENUMERATED => {
        /// Yes.
        OVERRIDE_ENABLED = 0 "overrideEnabled";
        /// No.
        OVERRIDE_DISABLED = 1 "overrideDisabled";
    }
}
