//! When a CAMEL service of calls is asked at all (3GPP TS 23.078 §4.3).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{List, Octets, Tag};
use crate::map::{
    AddressString, ExtBasicServiceCode, ExtensionContainer, OBcsmTriggerDetectionPoint,
    TBcsmTriggerDetectionPoint,
};

sequence! {
    /// O-BcsmCamelTDP-Criteria: when the service at a point of a call that a subscriber makes is asked (3GPP TS
    /// 29.002 §17.7.1).
    pub struct OBcsmCamelTdpCriteria<'a>: Tag::SEQUENCE => {
        /// The point.
        o_bcsm_trigger_detection_point: OBcsmTriggerDetectionPoint = "o-BcsmTriggerDetectionPoint";
        /// For which numbers.
        destination_number_criteria: DestinationNumberCriteria<'a> = "destinationNumberCriteria" [0], optional;
        /// For which basic services, 1 to 5.
        basic_service_criteria: List<'a, ExtBasicServiceCode<'a>> = "basicServiceCriteria" [1], optional;
        /// Whether for diverted calls.
        call_type_criteria: CallTypeCriteria = "callTypeCriteria" [2], optional;
        /// For which causes of release, one octet each, 1 to 5 (ITU-T Q.850 §2.2.5).
        o_cause_value_criteria: List<'a, Octets<'a>> = "o-CauseValueCriteria" [3], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [4], optional;
    }
}

sequence! {
    /// DestinationNumberCriteria: for which numbers a service is asked (3GPP TS 29.002 §17.7.1).
    pub struct DestinationNumberCriteria<'a>: Tag::SEQUENCE => {
        /// Whether for these or for all others.
        match_type: MatchType = "matchType" [0];
        /// How they begin, 1 to 10.
        destination_number_list: List<'a, AddressString<'a>> = "destinationNumberList" [1], optional;
        /// How many digits they have, 1 to 15 each, 1 to 3 of them.
        destination_number_length_list: List<'a, u8> = "destinationNumberLengthList" [2], optional;
    }
}

enumerated! {
    /// MatchType: what a list of numbers does (3GPP TS 29.002 §17.7.1).
    pub struct MatchType: Tag::ENUMERATED => {
        /// The service is not asked for them.
        INHIBITING = 0 "inhibiting";
        /// The service is asked for them alone.
        ENABLING = 1 "enabling";
    }
}

enumerated! {
    /// CallTypeCriteria: for which calls a service is asked (3GPP TS 29.002 §17.7.1).
    pub struct CallTypeCriteria: Tag::ENUMERATED => {
        /// For diverted ones.
        FORWARDED = 0 "forwarded";
        /// For those that are not diverted.
        NOT_FORWARDED = 1 "notForwarded";
    }
}

sequence! {
    /// T-BCSM-CAMEL-TDP-Criteria: when the service at a point of a call to a subscriber is asked (3GPP TS 29.002
    /// §17.7.1).
    pub struct TBcsmCamelTdpCriteria<'a>: Tag::SEQUENCE => {
        /// The point.
        t_bcsm_trigger_detection_point: TBcsmTriggerDetectionPoint = "t-BCSM-TriggerDetectionPoint";
        /// For which basic services, 1 to 5.
        basic_service_criteria: List<'a, ExtBasicServiceCode<'a>> = "basicServiceCriteria" [0], optional;
        /// For which causes of release, one octet each, 1 to 5 (ITU-T Q.850 §2.2.5).
        t_cause_value_criteria: List<'a, Octets<'a>> = "t-CauseValueCriteria" [1], optional;
    }
}
