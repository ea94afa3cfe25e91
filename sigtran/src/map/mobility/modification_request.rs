//! What a service changes of what a subscriber has (3GPP TS 29.002 §8.11.3).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Octets, Tag};
use crate::map::{
    AdditionalRequestedCamelSubscriptionInfo, AddressString, CliRestrictionOption, ExtBasicServiceCode,
    ExtensionContainer, NetworkNodeDiameterAddress, OdbData, OverrideCategory, Password,
    RequestedCamelSubscriptionInfo, SsCode,
};

enumerated! {
    /// ModificationInstruction: a change (3GPP TS 29.002 §17.7.1).
    pub struct ModificationInstruction: Tag::ENUMERATED => {
        /// Off.
        DEACTIVATE = 0 "deactivate";
        /// On.
        ACTIVATE = 1 "activate";
    }
}

sequence! {
    /// ModificationRequestFor-CF-Info: a diversion of calls (3GPP TS 29.002 §17.7.1).
    pub struct ModificationRequestForCfInfo<'a>: Tag::SEQUENCE => {
        /// Which.
        ss_code: SsCode = "ss-Code" [0];
        /// For which basic service.
        basic_service: ExtBasicServiceCode<'a> = "basicService" [1], optional;
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [2], optional;
        /// Where calls go.
        forwarded_to_number: AddressString<'a> = "forwardedToNumber" [3], optional;
        /// Where calls go behind that number, 1 to 21 octets.
        forwarded_to_subaddress: Octets<'a> = "forwardedToSubaddress" [4], optional;
        /// Seconds of ringing before that, 1 to 100.
        no_reply_condition_time: u8 = "noReplyConditionTime" [5], optional;
        /// Whether services are told when it changes.
        modify_notification_to_cse: ModificationInstruction = "modifyNotificationToCSE" [6], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [7], optional;
    }
}

sequence! {
    /// ModificationRequestFor-CB-Info: a barring of calls (3GPP TS 29.002 §17.7.1).
    pub struct ModificationRequestForCbInfo<'a>: Tag::SEQUENCE => {
        /// Which.
        ss_code: SsCode = "ss-Code" [0];
        /// For which basic service.
        basic_service: ExtBasicServiceCode<'a> = "basicService" [1], optional;
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [2], optional;
        /// His password.
        password: Password<'a> = "password" [3], optional;
        /// How often a wrong one was given, 0 to 4.
        wrong_password_attempts_counter: u8 = "wrongPasswordAttemptsCounter" [4], optional;
        /// Whether services are told when it changes.
        modify_notification_to_cse: ModificationInstruction = "modifyNotificationToCSE" [5], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [6], optional;
    }
}

sequence! {
    /// ModificationRequestFor-CSI: a CAMEL service (3GPP TS 29.002 §17.7.1).
    pub struct ModificationRequestForCsi<'a>: Tag::SEQUENCE => {
        /// Which.
        requested_camel_subscription_info: RequestedCamelSubscriptionInfo = "requestedCamel-SubscriptionInfo" [0];
        /// Whether services are told when it changes.
        modify_notification_to_cse: ModificationInstruction = "modifyNotificationToCSE" [1], optional;
        /// Whether it is in force.
        modify_csi_state: ModificationInstruction = "modifyCSI-State" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
        /// Which, of those that came later.
        additional_requested_camel_subscription_info: AdditionalRequestedCamelSubscriptionInfo
            = "additionalRequestedCAMEL-SubscriptionInfo" [4], optional;
    }
}

sequence! {
    /// ModificationRequestFor-ODB-data: what the operator bars (3GPP TS 29.002 §17.7.1).
    pub struct ModificationRequestForOdbData<'a>: Tag::SEQUENCE => {
        /// What.
        odb_data: OdbData<'a> = "odb-data" [0], optional;
        /// Whether services are told when it changes.
        modify_notification_to_cse: ModificationInstruction = "modifyNotificationToCSE" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
    }
}

sequence! {
    /// ModificationRequestFor-IP-SM-GW-Data: the gateway of short messages by IMS (3GPP TS 29.002 §17.7.1).
    pub struct ModificationRequestForIpSmGwData<'a>: Tag::SEQUENCE => {
        /// Whether it is registered.
        modify_registration_status: ModificationInstruction = "modifyRegistrationStatus" [0], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
        /// The gateway by Diameter.
        ip_sm_gw_diameter_address: NetworkNodeDiameterAddress<'a> = "ip-sm-gw-DiameterAddress" [2], optional;
    }
}

sequence! {
    /// ModificationRequestFor-CSG: closed subscriber groups (3GPP TS 29.002 §17.7.1).
    pub struct ModificationRequestForCsg<'a>: Tag::SEQUENCE => {
        /// Whether services are told when they change.
        modify_notification_to_cse: ModificationInstruction = "modifyNotificationToCSE" [0], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
    }
}

sequence! {
    /// ModificationRequestFor-CW-Info: waiting calls (3GPP TS 29.002 §17.7.1).
    pub struct ModificationRequestForCwInfo<'a>: Tag::SEQUENCE => {
        /// For which basic service.
        basic_service: ExtBasicServiceCode<'a> = "basicService" [0], optional;
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [1], optional;
        /// Whether services are told when it changes.
        modify_notification_to_cse: ModificationInstruction = "modifyNotificationToCSE" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
    }
}

sequence! {
    /// ModificationRequestFor-CLIP-Info: the numbers of callers (3GPP TS 29.002 §17.7.1).
    pub struct ModificationRequestForClipInfo<'a>: Tag::SEQUENCE => {
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [0], optional;
        /// Whether he sees hidden ones, too.
        override_category: OverrideCategory = "overrideCategory" [1], optional;
        /// Whether services are told when it changes.
        modify_notification_to_cse: ModificationInstruction = "modifyNotificationToCSE" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
    }
}

sequence! {
    /// ModificationRequestFor-CLIR-Info: a number that is hidden (3GPP TS 29.002 §17.7.1).
    pub struct ModificationRequestForClirInfo<'a>: Tag::SEQUENCE => {
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [0], optional;
        /// When.
        cli_restriction_option: CliRestrictionOption = "cliRestrictionOption" [1], optional;
        /// Whether services are told when it changes.
        modify_notification_to_cse: ModificationInstruction = "modifyNotificationToCSE" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
    }
}

sequence! {
    /// ModificationRequestFor-CH-Info: held calls (3GPP TS 29.002 §17.7.1).
    pub struct ModificationRequestForChInfo<'a>: Tag::SEQUENCE => {
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [0], optional;
        /// Whether services are told when it changes.
        modify_notification_to_cse: ModificationInstruction = "modifyNotificationToCSE" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
    }
}

sequence! {
    /// ModificationRequestFor-ECT-Info: calls handed on (3GPP TS 29.002 §17.7.1).
    pub struct ModificationRequestForEctInfo<'a>: Tag::SEQUENCE => {
        /// Bits from the lowest: active, registered, provisioned, quiescent, 1 to 5 octets.
        ss_status: Octets<'a> = "ss-Status" [0], optional;
        /// Whether services are told when it changes.
        modify_notification_to_cse: ModificationInstruction = "modifyNotificationToCSE" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
    }
}
