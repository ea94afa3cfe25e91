//! interrogateSS, operation 14, by its result: how a service stands (3GPP TS 29.002 §11.5).

use crate::ber::define::{choice, sequence};
use crate::ber::{List, Octets, Tag};
use crate::map::{AddressString, BasicServiceCode, CliRestrictionOption, ForwardingFeature};

choice! {
    /// InterrogateSS-Res: how a service stands; in all versions (3GPP TS 29.002 §17.7.4).
    pub enum InterrogateSsRes<'a> {
        /// Bits from the lowest: active, registered, provisioned, quiescent, one octet.
        SsStatus: Octets<'a> = "ss-Status" [0];
        /// Where calls are diverted to; in version 2 alone.
        ForwardedToNumber: AddressString<'a> = "forwardedToNumber" [1];
        /// For these basic services it is active.
        BasicServiceGroupList: List<'a, BasicServiceCode<'a>> = "basicServiceGroupList" [2];
        /// Where calls go, for each basic service.
        ForwardingFeatureList: List<'a, ForwardingFeature<'a>> = "forwardingFeatureList" [3];
        /// A service that has more to tell.
        GenericServiceInfo: GenericServiceInfo<'a> = "genericServiceInfo" [4];
    }
}

sequence! {
    /// GenericServiceInfo: a service that has more to tell; in version 2 it is Cli-RestrictionInfo, the first two
    /// fields alone (3GPP TS 29.002 §17.7.4).
    pub struct GenericServiceInfo<'a>: Tag::SEQUENCE => {
        /// Bits from the lowest: active, registered, provisioned, quiescent, one octet.
        ss_status: Octets<'a> = "ss-Status";
        /// Whether his number is hidden.
        cli_restriction_option: CliRestrictionOption = "cliRestrictionOption", optional;
        /// The highest priority that he may have.
        maximum_entitled_priority: u8 = "maximumEntitledPriority" [0], optional;
        /// The priority of a call for which he names none.
        default_priority: u8 = "defaultPriority" [1], optional;
        /// The calls that wait to be completed.
        ccbs_feature_list: List<'a, CcbsFeature<'a>> = "ccbs-FeatureList" [2], optional;
        /// How many calls at once he may have, 2 to 7.
        nbr_sb: u8 = "nbrSB" [3], optional;
        /// How many calls at once he wants, 1 to 7.
        nbr_user: u8 = "nbrUser" [4], optional;
        /// How many calls at once the network can, 1 to 7.
        nbr_sn: u8 = "nbrSN" [5], optional;
    }
}

sequence! {
    /// CCBS-Feature: a call that waits to be completed (3GPP TS 29.002 §17.7.4).
    pub struct CcbsFeature<'a>: Tag::SEQUENCE => {
        /// Its number, 1 to 5.
        ccbs_index: u8 = "ccbs-Index" [0], optional;
        /// Whom the subscriber has called.
        b_subscriber_number: AddressString<'a> = "b-subscriberNumber" [1], optional;
        /// Whom behind that number, 1 to 21 octets.
        b_subscriber_subaddress: Octets<'a> = "b-subscriberSubaddress" [2], optional;
        /// The basic service of the call.
        basic_service_group: BasicServiceCode<'a> = "basicServiceGroup" [3], optional;
    }
}
