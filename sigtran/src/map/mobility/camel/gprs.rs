//! The CAMEL services of the packet domain (3GPP TS 23.078 §6.3).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{List, Null, Tag};
use crate::map::{AddressString, ExtensionContainer};

sequence! {
    /// GPRS-CSI: the services asked in the packet domain (3GPP TS 29.002 §17.7.1).
    pub struct GprsCsi<'a>: Tag::SEQUENCE => {
        /// Which service at which point, 1 to 10.
        gprs_camel_tdp_data_list: List<'a, GprsCamelTdpData<'a>> = "gprs-CamelTDPDataList" [0], optional;
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
    /// GPRS-CamelTDPData: a service asked at a point of a session (3GPP TS 29.002 §17.7.1).
    pub struct GprsCamelTdpData<'a>: Tag::SEQUENCE => {
        /// The point.
        gprs_trigger_detection_point: GprsTriggerDetectionPoint = "gprs-TriggerDetectionPoint" [0];
        /// Which service of the node, 0 to 2147483647.
        service_key: i64 = "serviceKey" [1];
        /// The node that has it.
        gsm_scf_address: AddressString<'a> = "gsmSCF-Address" [2];
        /// What becomes of the session if the node does not answer.
        default_session_handling: DefaultGprsHandling = "defaultSessionHandling" [3];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [4], optional;
    }
}

enumerated! {
    /// GPRS-TriggerDetectionPoint: a point of a session (3GPP TS 29.002 §17.7.1).
    pub struct GprsTriggerDetectionPoint: Tag::ENUMERATED => {
        /// The handset attaches.
        ATTACH = 1 "attach";
        /// The attached handset moves.
        ATTACH_CHANGE_OF_POSITION = 2 "attachChangeOfPosition";
        /// A context is asked for.
        PDP_CONTEXT_ESTABLISHMENT = 11 "pdp-ContextEstablishment";
        /// A context is there.
        PDP_CONTEXT_ESTABLISHMENT_ACKNOWLEDGEMENT = 12 "pdp-ContextEstablishmentAcknowledgement";
        /// The handset moves with a context.
        PDP_CONTEXT_CHANGE_OF_POSITION = 14 "pdp-ContextChangeOfPosition";
    }
}

enumerated! {
    /// DefaultGPRS-Handling: what becomes of a session whose service does not answer (3GPP TS 29.002 §17.7.1).
    pub struct DefaultGprsHandling: Tag::ENUMERATED => {
        /// It goes on.
        CONTINUE_TRANSACTION = 0 "continueTransaction";
        /// It ends.
        RELEASE_TRANSACTION = 1 "releaseTransaction";
    }
}
