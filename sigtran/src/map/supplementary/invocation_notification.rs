//! ss-InvocationNotification, operation 72: a service is told of a supplementary service (3GPP TS 29.002 §11.13).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{List, Tag};
use crate::map::{AddressString, ExtensionContainer, Imsi, SsCode};

sequence! {
    /// SS-InvocationNotificationArg: who has used which supplementary service (3GPP TS 29.002 §17.7.4).
    pub struct SsInvocationNotificationArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0];
        /// The subscriber's number.
        msisdn: AddressString<'a> = "msisdn" [1];
        /// Which service.
        ss_event: SsCode = "ss-Event" [2];
        /// The numbers that it was used with, 1 or 2.
        ss_event_specification: List<'a, AddressString<'a>> = "ss-EventSpecification" [3], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [4], optional;
        /// Whom it was to reach.
        b_subscriber_number: AddressString<'a> = "b-subscriberNumber" [5], optional;
        /// How the completion of a call stands.
        ccbs_request_state: CcbsRequestState = "ccbs-RequestState" [6], optional;
    }
}

enumerated! {
    /// CCBS-RequestState: how the completion of a call stands (3GPP TS 29.002 §17.7.4).
    pub struct CcbsRequestState: Tag::ENUMERATED => {
        /// It is asked for.
        REQUEST = 0 "request";
        /// He is called.
        RECALL = 1 "recall";
        /// It waits for the other.
        ACTIVE = 2 "active";
        /// It is done.
        COMPLETED = 3 "completed";
        /// It waits for him.
        SUSPENDED = 4 "suspended";
        /// It is held.
        FROZEN = 5 "frozen";
        /// It is gone.
        DELETED = 6 "deleted";
    }
}

sequence! {
    /// SS-InvocationNotificationRes: it was noted (3GPP TS 29.002 §17.7.4).
    pub struct SsInvocationNotificationRes<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
