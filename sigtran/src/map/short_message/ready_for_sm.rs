//! readyForSM, operation 66: the HLR is told that a subscriber can be reached again (3GPP TS 29.002 §12.4).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Null, Tag};
use crate::map::Imsi;
use crate::map::common::{ExtensionContainer, Time};

enumerated! {
    /// AlertReason (3GPP TS 29.002 §17.7.6).
    pub struct AlertReason: Tag::ENUMERATED => {
        /// The subscriber is there again.
        MS_PRESENT = 0 "ms-Present";
        /// The handset has room again.
        MEMORY_AVAILABLE = 1 "memoryAvailable";
    }
}

sequence! {
    /// ReadyForSM-Arg (3GPP TS 29.002 §17.7.6).
    pub struct ReadyForSmArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0];
        /// Why.
        alert_reason: AlertReason = "alertReason";
        /// The reason is of the SGSN.
        alert_reason_indicator: Null = "alertReasonIndicator", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The reason is of the other node, too.
        additional_alert_reason_indicator: Null = "additionalAlertReasonIndicator" [1], optional;
        /// Until when he can be reached.
        maximum_ue_availability_time: Time = "maximumUeAvailabilityTime", optional;
    }
}

sequence! {
    /// ReadyForSM-Res (3GPP TS 29.002 §17.7.6).
    pub struct ReadyForSmRes<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
