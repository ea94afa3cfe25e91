//! Supplementary services as a service of CAMEL sees and changes them (3GPP TS 29.002 §7.6.3; 3GPP TS 23.078).

use crate::ber::define::{choice, sequence};
use crate::ber::{List, Null, Octets, Tag};
use crate::map::{
    CliRestrictionOption, ExtBasicServiceCode, ExtCallBarringFeature, ExtForwFeature, ExtensionContainer,
    OdbData, OverrideCategory, Password, SsCode,
};

sequence! {
    /// CallForwardingData: a diversion of calls (3GPP TS 29.002 §17.7.1).
    pub struct CallForwardingData<'a>: Tag::SEQUENCE => {
        /// How it stands for each basic service, 1 to 32.
        forwarding_feature_list: List<'a, ExtForwFeature<'a>> = "forwardingFeatureList";
        /// Services are told when it changes.
        notification_to_cse: Null = "notificationToCSE", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [0], optional;
    }
}

sequence! {
    /// CallBarringData: a barring of calls (3GPP TS 29.002 §17.7.1).
    pub struct CallBarringData<'a>: Tag::SEQUENCE => {
        /// How it stands for each basic service, 1 to 32.
        call_barring_feature_list: List<'a, ExtCallBarringFeature<'a>> = "callBarringFeatureList";
        /// His password.
        password: Password<'a> = "password", optional;
        /// How often a wrong one was given, 0 to 4.
        wrong_password_attempts_counter: u8 = "wrongPasswordAttemptsCounter", optional;
        /// Services are told when it changes.
        notification_to_cse: Null = "notificationToCSE", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

sequence! {
    /// ODB-Info: what the operator bars (3GPP TS 29.002 §17.7.1).
    pub struct OdbInfo<'a>: Tag::SEQUENCE => {
        /// What.
        odb_data: OdbData<'a> = "odb-Data";
        /// Services are told when it changes.
        notification_to_cse: Null = "notificationToCSE", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

sequence! {
    /// CallWaitingData: waiting calls (3GPP TS 29.002 §17.7.1).
    pub struct CallWaitingData<'a>: Tag::SEQUENCE => {
        /// How they stand for each basic service, 1 to 32.
        cw_feature_list: List<'a, ExtCwFeature<'a>> = "cwFeatureList" [1];
        /// Services are told when it changes.
        notification_to_cse: Null = "notificationToCSE" [2], optional;
    }
}

sequence! {
    /// Ext-CwFeature: waiting calls for one basic service (3GPP TS 29.002 §17.7.1).
    pub struct ExtCwFeature<'a>: Tag::SEQUENCE => {
        /// Which.
        basic_service: ExtBasicServiceCode<'a> = "basicService" [1];
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [2];
    }
}

sequence! {
    /// CallHoldData: held calls (3GPP TS 29.002 §17.7.1).
    pub struct CallHoldData<'a>: Tag::SEQUENCE => {
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [1];
        /// Services are told when it changes.
        notification_to_cse: Null = "notificationToCSE" [2], optional;
    }
}

sequence! {
    /// ClipData: the numbers of callers (3GPP TS 29.002 §17.7.1).
    pub struct ClipData<'a>: Tag::SEQUENCE => {
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [1];
        /// Whether he sees hidden ones, too.
        override_category: OverrideCategory = "overrideCategory" [2];
        /// Services are told when it changes.
        notification_to_cse: Null = "notificationToCSE" [3], optional;
    }
}

sequence! {
    /// ClirData: a number that is hidden (3GPP TS 29.002 §17.7.1).
    pub struct ClirData<'a>: Tag::SEQUENCE => {
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [1];
        /// When.
        cli_restriction_option: CliRestrictionOption = "cliRestrictionOption" [2], optional;
        /// Services are told when it changes.
        notification_to_cse: Null = "notificationToCSE" [3], optional;
    }
}

sequence! {
    /// EctData: calls handed on (3GPP TS 29.002 §17.7.1).
    pub struct EctData<'a>: Tag::SEQUENCE => {
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [1];
        /// Services are told when it changes.
        notification_to_cse: Null = "notificationToCSE" [2], optional;
    }
}

choice! {
    /// Ext-SS-InfoFor-CSE: a service that was changed (3GPP TS 29.002 §17.7.1).
    pub enum ExtSsInfoForCse<'a> {
        /// A diversion of calls.
        ForwardingInfoForCse: ExtForwardingInfoForCse<'a> = "forwardingInfoFor-CSE" [0];
        /// A barring of calls.
        CallBarringInfoForCse: ExtCallBarringInfoForCse<'a> = "callBarringInfoFor-CSE" [1];
    }
}

sequence! {
    /// Ext-ForwardingInfoFor-CSE: a diversion of calls that was changed (3GPP TS 29.002 §17.7.1).
    pub struct ExtForwardingInfoForCse<'a>: Tag::SEQUENCE => {
        /// Which.
        ss_code: SsCode = "ss-Code" [0];
        /// How it stands for each basic service, 1 to 32.
        forwarding_feature_list: List<'a, ExtForwFeature<'a>> = "forwardingFeatureList" [1];
        /// Services are told when it changes.
        notification_to_cse: Null = "notificationToCSE" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
    }
}

sequence! {
    /// Ext-CallBarringInfoFor-CSE: a barring of calls that was changed (3GPP TS 29.002 §17.7.1).
    pub struct ExtCallBarringInfoForCse<'a>: Tag::SEQUENCE => {
        /// Which.
        ss_code: SsCode = "ss-Code" [0];
        /// How it stands for each basic service, 1 to 32.
        call_barring_feature_list: List<'a, ExtCallBarringFeature<'a>> = "callBarringFeatureList" [1];
        /// His password.
        password: Password<'a> = "password" [2], optional;
        /// How often a wrong one was given, 0 to 4.
        wrong_password_attempts_counter: u8 = "wrongPasswordAttemptsCounter" [3], optional;
        /// Services are told when it changes.
        notification_to_cse: Null = "notificationToCSE" [4], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [5], optional;
    }
}
