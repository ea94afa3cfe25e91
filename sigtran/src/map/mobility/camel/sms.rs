//! The CAMEL services of short messages (3GPP TS 23.078 §7.3).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{List, Null, Tag};
use crate::map::{AddressString, ExtensionContainer};

sequence! {
    /// SMS-CSI: the services asked of short messages (3GPP TS 29.002 §17.7.1).
    pub struct SmsCsi<'a>: Tag::SEQUENCE => {
        /// Which service at which point, 1 to 10.
        sms_camel_tdp_data_list: List<'a, SmsCamelTdpData<'a>> = "sms-CAMEL-TDP-DataList" [0], optional;
        /// The CAMEL phase that they need, 3 or 4.
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
    /// SMS-CAMEL-TDP-Data: a service asked at a point of a short message's way (3GPP TS 29.002 §17.7.1).
    pub struct SmsCamelTdpData<'a>: Tag::SEQUENCE => {
        /// The point.
        sms_trigger_detection_point: SmsTriggerDetectionPoint = "sms-TriggerDetectionPoint" [0];
        /// Which service of the node, 0 to 2147483647.
        service_key: i64 = "serviceKey" [1];
        /// The node that has it.
        gsm_scf_address: AddressString<'a> = "gsmSCF-Address" [2];
        /// What becomes of the message if the node does not answer.
        default_sms_handling: DefaultSmsHandling = "defaultSMS-Handling" [3];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [4], optional;
    }
}

enumerated! {
    /// SMS-TriggerDetectionPoint: a point of a short message's way (3GPP TS 29.002 §17.7.1).
    pub struct SmsTriggerDetectionPoint: Tag::ENUMERATED => {
        /// The subscriber has sent it.
        SMS_COLLECTED_INFO = 1 "sms-CollectedInfo";
        /// It has come for the subscriber.
        SMS_DELIVERY_REQUEST = 2 "sms-DeliveryRequest";
    }
}

enumerated! {
    /// DefaultSMS-Handling: what becomes of a short message whose service does not answer (3GPP TS 29.002
    /// §17.7.1).
    pub struct DefaultSmsHandling: Tag::ENUMERATED => {
        /// It goes on.
        CONTINUE_TRANSACTION = 0 "continueTransaction";
        /// It goes back.
        RELEASE_TRANSACTION = 1 "releaseTransaction";
    }
}

sequence! {
    /// MT-smsCAMELTDP-Criteria: when the service of messages to a subscriber is asked (3GPP TS 29.002 §17.7.1).
    pub struct MtSmsCamelTdpCriteria<'a>: Tag::SEQUENCE => {
        /// The point.
        sms_trigger_detection_point: SmsTriggerDetectionPoint = "sms-TriggerDetectionPoint";
        /// For which messages, 1 to 5.
        tpdu_type_criterion: List<'a, MtSmsTpduType> = "tpdu-TypeCriterion" [0], optional;
    }
}

enumerated! {
    /// MT-SMS-TPDU-Type: a message to a subscriber (3GPP TS 29.002 §17.7.1; 3GPP TS 23.040 §9.2.2).
    pub struct MtSmsTpduType: Tag::ENUMERATED => {
        /// A short message.
        SMS_DELIVER = 0 "sms-DELIVER";
        /// The answer to his own.
        SMS_SUBMIT_REPORT = 1 "sms-SUBMIT-REPORT";
        /// What became of his own.
        SMS_STATUS_REPORT = 2 "sms-STATUS-REPORT";
    }
}
