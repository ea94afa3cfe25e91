//! The CAMEL services of calls: which service is asked at which point of a call (3GPP TS 23.078 §4.3).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{List, Null, Tag};
use crate::map::{AddressString, ExtensionContainer};

sequence! {
    /// O-CSI: the services asked of calls that a subscriber makes, or that he diverts (3GPP TS 29.002 §17.7.1).
    pub struct OCsi<'a>: Tag::SEQUENCE => {
        /// Which service at which point, 1 to 10.
        o_bcsm_camel_tdp_data_list: List<'a, OBcsmCamelTdpData<'a>> = "o-BcsmCamelTDPDataList";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The CAMEL phase that they need, 1 to 4; without it phase 1.
        camel_capability_handling: u8 = "camelCapabilityHandling" [0], optional;
        /// The services are told when this changes.
        notification_to_cse: Null = "notificationToCSE" [1], optional;
        /// It is in force.
        csi_active: Null = "csiActive" [2], optional;
    }
}

sequence! {
    /// O-BcsmCamelTDPData: a service asked at a point of a call that a subscriber makes (3GPP TS 29.002 §17.7.1).
    pub struct OBcsmCamelTdpData<'a>: Tag::SEQUENCE => {
        /// The point.
        o_bcsm_trigger_detection_point: OBcsmTriggerDetectionPoint = "o-BcsmTriggerDetectionPoint";
        /// Which service of the node, 0 to 2147483647.
        service_key: i64 = "serviceKey";
        /// The node that has it.
        gsm_scf_address: AddressString<'a> = "gsmSCF-Address" [0];
        /// What becomes of the call if the node does not answer.
        default_call_handling: DefaultCallHandling = "defaultCallHandling" [1];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
    }
}

enumerated! {
    /// O-BcsmTriggerDetectionPoint: a point of a call that a subscriber makes (3GPP TS 29.002 §17.7.1).
    pub struct OBcsmTriggerDetectionPoint: Tag::ENUMERATED => {
        /// The number was dialled.
        COLLECTED_INFO = 2 "collectedInfo";
        /// No way was found.
        ROUTE_SELECT_FAILURE = 4 "routeSelectFailure";
    }
}

enumerated! {
    /// DefaultCallHandling: what becomes of a call whose service does not answer (3GPP TS 29.002 §17.7.1).
    pub struct DefaultCallHandling: Tag::ENUMERATED => {
        /// It goes on.
        CONTINUE_CALL = 0 "continueCall";
        /// It ends.
        RELEASE_CALL = 1 "releaseCall";
    }
}

sequence! {
    /// T-CSI: the services asked of calls to a subscriber (3GPP TS 29.002 §17.7.1).
    pub struct TCsi<'a>: Tag::SEQUENCE => {
        /// Which service at which point, 1 to 10.
        t_bcsm_camel_tdp_data_list: List<'a, TBcsmCamelTdpData<'a>> = "t-BcsmCamelTDPDataList";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The CAMEL phase that they need, 1 to 4; without it phase 1.
        camel_capability_handling: u8 = "camelCapabilityHandling" [0], optional;
        /// The services are told when this changes.
        notification_to_cse: Null = "notificationToCSE" [1], optional;
        /// It is in force.
        csi_active: Null = "csi-Active" [2], optional;
    }
}

sequence! {
    /// T-BcsmCamelTDPData: a service asked at a point of a call to a subscriber (3GPP TS 29.002 §17.7.1).
    pub struct TBcsmCamelTdpData<'a>: Tag::SEQUENCE => {
        /// The point.
        t_bcsm_trigger_detection_point: TBcsmTriggerDetectionPoint = "t-BcsmTriggerDetectionPoint";
        /// Which service of the node, 0 to 2147483647.
        service_key: i64 = "serviceKey";
        /// The node that has it.
        gsm_scf_address: AddressString<'a> = "gsmSCF-Address" [0];
        /// What becomes of the call if the node does not answer.
        default_call_handling: DefaultCallHandling = "defaultCallHandling" [1];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
    }
}

enumerated! {
    /// T-BcsmTriggerDetectionPoint: a point of a call to a subscriber (3GPP TS 29.002 §17.7.1).
    pub struct TBcsmTriggerDetectionPoint: Tag::ENUMERATED => {
        /// The call has come.
        TERM_ATTEMPT_AUTHORIZED = 12 "termAttemptAuthorized";
        /// He is busy.
        T_BUSY = 13 "tBusy";
        /// He does not answer.
        T_NO_ANSWER = 14 "tNoAnswer";
    }
}

sequence! {
    /// D-CSI: the services asked of calls to certain numbers (3GPP TS 29.002 §17.7.1).
    pub struct DCsi<'a>: Tag::SEQUENCE => {
        /// Which service for which number, 1 to 10.
        dp_analysed_info_criteria_list: List<'a, DpAnalysedInfoCriterium<'a>>
            = "dp-AnalysedInfoCriteriaList" [0], optional;
        /// The CAMEL phase that they need, 1 to 4.
        camel_capability_handling: u8 = "camelCapabilityHandling" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
        /// The services are told when this changes.
        notification_to_cse: Null = "notificationToCSE" [3], optional;
        /// It is in force.
        csi_active: Null = "csi-Active" [4], optional;
    }
}

sequence! {
    /// DP-AnalysedInfoCriterium: a service asked of calls to a number (3GPP TS 29.002 §17.7.1).
    pub struct DpAnalysedInfoCriterium<'a>: Tag::SEQUENCE => {
        /// The number.
        dialled_number: AddressString<'a> = "dialledNumber";
        /// Which service of the node, 0 to 2147483647.
        service_key: i64 = "serviceKey";
        /// The node that has it.
        gsm_scf_address: AddressString<'a> = "gsmSCF-Address";
        /// What becomes of the call if the node does not answer.
        default_call_handling: DefaultCallHandling = "defaultCallHandling";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
