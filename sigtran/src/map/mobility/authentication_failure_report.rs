//! authenticationFailureReport, operation 15: a subscriber was tried in vain (3GPP TS 29.002 §8.5.3).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Octets, Tag};
use crate::map::{AddressString, ExtensionContainer, Imsi};

sequence! {
    /// AuthenticationFailureReportArg: who was tried in vain, and why (3GPP TS 29.002 §17.7.1).
    pub struct AuthenticationFailureReportArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi";
        /// What was wrong.
        failure_cause: FailureCause = "failureCause";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// Whether it was tried before.
        re_attempt: bool = "re-attempt", optional;
        /// What he wanted.
        access_type: AccessType = "accessType", optional;
        /// What he was tried with, 16 octets.
        rand: Octets<'a> = "rand", optional;
        /// The VLR.
        vlr_number: AddressString<'a> = "vlr-Number" [0], optional;
        /// The SGSN.
        sgsn_number: AddressString<'a> = "sgsn-Number" [1], optional;
    }
}

enumerated! {
    /// FailureCause: why a subscriber was tried in vain (3GPP TS 29.002 §17.7.1).
    pub struct FailureCause: Tag::ENUMERATED => {
        /// His answer was wrong.
        WRONG_USER_RESPONSE = 0 "wrongUserResponse";
        /// The network's own part was wrong.
        WRONG_NETWORK_SIGNATURE = 1 "wrongNetworkSignature";
    }
}

enumerated! {
    /// AccessType: what a subscriber wanted (3GPP TS 29.002 §17.7.1).
    pub struct AccessType: Tag::ENUMERATED => {
        /// A call.
        CALL = 0 "call";
        /// An emergency call.
        EMERGENCY_CALL = 1 "emergencyCall";
        /// To be registered.
        LOCATION_UPDATING = 2 "locationUpdating";
        /// A supplementary service.
        SUPPLEMENTARY_SERVICE = 3 "supplementaryService";
        /// A short message.
        SHORT_MESSAGE = 4 "shortMessage";
        /// To attach, in the packet domain.
        GPRS_ATTACH = 5 "gprsAttach";
        /// To be registered, in the packet domain.
        ROUTING_AREA_UPDATING = 6 "routingAreaUpdating";
        /// To send packets.
        SERVICE_REQUEST = 7 "serviceRequest";
        /// A connection.
        PDP_CONTEXT_ACTIVATION = 8 "pdpContextActivation";
        /// The end of a connection.
        PDP_CONTEXT_DEACTIVATION = 9 "pdpContextDeactivation";
        /// To detach, in the packet domain.
        GPRS_DETACH = 10 "gprsDetach";
    }
}

sequence! {
    /// AuthenticationFailureReportRes: it was noted (3GPP TS 29.002 §17.7.1).
    pub struct AuthenticationFailureReportRes<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
