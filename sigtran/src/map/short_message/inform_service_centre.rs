//! informServiceCentre, operation 63: what else the HLR knows, beside its answer (3GPP TS 29.002 §12.6).

use crate::ber::define::sequence;
use crate::ber::{Bits, Tag};
use crate::map::AddressString;
use crate::map::common::ExtensionContainer;

sequence! {
    /// InformServiceCentreArg (3GPP TS 29.002 §17.7.6).
    pub struct InformServiceCentreArg<'a>: Tag::SEQUENCE => {
        /// The number under which the service centre will be alerted.
        stored_msisdn: AddressString<'a> = "storedMSISDN", optional;
        /// What waits for the subscriber, see [`MwStatus`].
        mw_status: Bits<'a> = "mw-Status", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// Why the subscriber is absent (3GPP TS 23.040 §3.3.2).
        absent_subscriber_diagnostic_sm: u8 = "absentSubscriberDiagnosticSM", optional;
        /// The same at the second node.
        additional_absent_subscriber_diagnostic_sm: u8 = "additionalAbsentSubscriberDiagnosticSM" [0], optional;
        /// The same at the SMSF for 3GPP access.
        smsf_3gpp_absent_subscriber_diagnostic_sm: u8 = "smsf3gppAbsentSubscriberDiagnosticSM" [1], optional;
        /// The same at the SMSF for other access.
        smsf_non_3gpp_absent_subscriber_diagnostic_sm: u8 = "smsfNon3gppAbsentSubscriberDiagnosticSM" [2], optional;
    }
}

/// The bits of MW-Status, by their numbers (3GPP TS 29.002 §17.7.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[repr(u8)]
pub enum MwStatus {
    /// The service centre is not in the list of those that wait.
    ScAddressNotIncluded = 0,
    /// The subscriber cannot be reached.
    MnrfSet = 1,
    /// The handset has no room.
    McefSet = 2,
    /// He cannot be reached by GPRS.
    MnrgSet = 3,
    /// He cannot be reached by 5G over 3GPP access.
    Mnr5gSet = 4,
    /// He cannot be reached by 5G over other access.
    Mnr5gn3gSet = 5,
}
