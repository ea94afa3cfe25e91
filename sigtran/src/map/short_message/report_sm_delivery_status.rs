//! reportSM-DeliveryStatus, operation 47: the HLR is told how a delivery ended (3GPP TS 29.002 §12.3).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Null, Tag};
use crate::map::common::{CorrelationId, ExtensionContainer};
use crate::map::{AddressString, Imsi};

enumerated! {
    /// SM-DeliveryOutcome (3GPP TS 29.002 §17.7.6).
    pub struct SmDeliveryOutcome: Tag::ENUMERATED => {
        /// The handset has no room.
        MEMORY_CAPACITY_EXCEEDED = 0 "memoryCapacityExceeded";
        /// The subscriber cannot be reached.
        ABSENT_SUBSCRIBER = 1 "absentSubscriber";
        /// It was delivered.
        SUCCESSFUL_TRANSFER = 2 "successfulTransfer";
    }
}

sequence! {
    /// ReportSM-DeliveryStatusArg: versions 1 and 2 have no more than the first three, version 1 not the third
    /// (3GPP TS 29.002 §17.7.6).
    pub struct ReportSmDeliveryStatusArg<'a>: Tag::SEQUENCE => {
        /// The recipient.
        msisdn: AddressString<'a> = "msisdn";
        /// The service centre that tried.
        service_centre_address: AddressString<'a> = "serviceCentreAddress";
        /// How it ended; absent in version 1, where it is always absentSubscriber.
        sm_delivery_outcome: SmDeliveryOutcome = "sm-DeliveryOutcome", optional;
        /// Why the subscriber is absent (3GPP TS 23.040 §3.3.2).
        absent_subscriber_diagnostic_sm: u8 = "absentSubscriberDiagnosticSM" [0], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
        /// The gateway knows of SGSNs.
        gprs_support_indicator: Null = "gprsSupportIndicator" [2], optional;
        /// The outcome is of the SGSN.
        delivery_outcome_indicator: Null = "deliveryOutcomeIndicator" [3], optional;
        /// How it ended at the second node.
        additional_sm_delivery_outcome: SmDeliveryOutcome = "additionalSM-DeliveryOutcome" [4], optional;
        /// Why the subscriber is absent there.
        additional_absent_subscriber_diagnostic_sm: u8 = "additionalAbsentSubscriberDiagnosticSM" [5], optional;
        /// An IP-SM-GW reports.
        ip_sm_gw_indicator: Null = "ip-sm-gw-Indicator" [6], optional;
        /// How it ended by IMS.
        ip_sm_gw_sm_delivery_outcome: SmDeliveryOutcome = "ip-sm-gw-sm-deliveryOutcome" [7], optional;
        /// Why the subscriber is absent there.
        ip_sm_gw_absent_subscriber_diagnostic_sm: u8 = "ip-sm-gw-absentSubscriberDiagnosticSM" [8], optional;
        /// The recipient's IMSI, in place of an MSISDN that is a dummy.
        imsi: Imsi<'a> = "imsi" [9], optional;
        /// It was tried once.
        single_attempt_delivery: Null = "singleAttemptDelivery" [10], optional;
        /// Which message by IMS it is.
        correlation_id: CorrelationId<'a> = "correlationID" [11], optional;
        /// The outcome is of the SMSF for 3GPP access.
        smsf_3gpp_delivery_outcome_indicator: Null = "smsf-3gpp-deliveryOutcomeIndicator" [12], optional;
        /// How it ended there.
        smsf_3gpp_delivery_outcome: SmDeliveryOutcome = "smsf-3gpp-deliveryOutcome" [13], optional;
        /// Why the subscriber is absent there.
        smsf_3gpp_absent_subscriber_diag_sm: u8 = "smsf-3gpp-absentSubscriberDiagSM" [14], optional;
        /// The outcome is of the SMSF for other access.
        smsf_non_3gpp_delivery_outcome_indicator: Null = "smsf-non-3gpp-deliveryOutcomeIndicator" [15], optional;
        /// How it ended there.
        smsf_non_3gpp_delivery_outcome: SmDeliveryOutcome = "smsf-non-3gpp-deliveryOutcome" [16], optional;
        /// Why the subscriber is absent there.
        smsf_non_3gpp_absent_subscriber_diag_sm: u8 = "smsf-non-3gpp-absentSubscriberDiagSM" [17], optional;
    }
}

sequence! {
    /// ReportSM-DeliveryStatusRes of version 3; that of version 2 is the number alone (3GPP TS 29.002 §17.7.6).
    pub struct ReportSmDeliveryStatusRes<'a>: Tag::SEQUENCE => {
        /// The number under which the service centre will be alerted, if not the one that it named.
        stored_msisdn: AddressString<'a> = "storedMSISDN", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
