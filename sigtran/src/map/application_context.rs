//! Application contexts: which operations a dialogue may have, and in which version (3GPP TS 29.002 §17.3).

use crate::numbers::numbers;

numbers! {
    /// An application context without its version: the last arc but one of its name (3GPP TS 29.002 §17.3.3).
    pub struct ContextCode(u8) {
        /// networkLocUpContext
        networkLocUpContext = 1 "networkLocUpContext",
        /// locationCancellationContext
        locationCancellationContext = 2 "locationCancellationContext",
        /// roamingNumberEnquiryContext
        roamingNumberEnquiryContext = 3 "roamingNumberEnquiryContext",
        /// istAlertingContext
        istAlertingContext = 4 "istAlertingContext",
        /// locationInfoRetrievalContext
        locationInfoRetrievalContext = 5 "locationInfoRetrievalContext",
        /// callControlTransferContext
        callControlTransferContext = 6 "callControlTransferContext",
        /// reportingContext
        reportingContext = 7 "reportingContext",
        /// callCompletionContext
        callCompletionContext = 8 "callCompletionContext",
        /// serviceTerminationContext
        serviceTerminationContext = 9 "serviceTerminationContext",
        /// resetContext
        resetContext = 10 "resetContext",
        /// handoverControlContext
        handoverControlContext = 11 "handoverControlContext",
        /// equipmentMngtContext
        equipmentMngtContext = 13 "equipmentMngtContext",
        /// infoRetrievalContext
        infoRetrievalContext = 14 "infoRetrievalContext",
        /// interVlrInfoRetrievalContext
        interVlrInfoRetrievalContext = 15 "interVlrInfoRetrievalContext",
        /// subscriberDataMngtContext
        subscriberDataMngtContext = 16 "subscriberDataMngtContext",
        /// tracingContext
        tracingContext = 17 "tracingContext",
        /// networkFunctionalSsContext
        networkFunctionalSsContext = 18 "networkFunctionalSsContext",
        /// networkUnstructuredSsContext
        networkUnstructuredSsContext = 19 "networkUnstructuredSsContext",
        /// shortMsgGatewayContext
        shortMsgGatewayContext = 20 "shortMsgGatewayContext",
        /// shortMsgMO-RelayContext
        shortMsgMO_RelayContext = 21 "shortMsgMO-RelayContext",
        /// subscriberDataModificationNotificationContext
        subscriberDataModificationNotificationContext = 22 "subscriberDataModificationNotificationContext",
        /// shortMsgAlertContext
        shortMsgAlertContext = 23 "shortMsgAlertContext",
        /// mwdMngtContext
        mwdMngtContext = 24 "mwdMngtContext",
        /// shortMsgMT-RelayContext
        shortMsgMT_RelayContext = 25 "shortMsgMT-RelayContext",
        /// imsiRetrievalContext
        imsiRetrievalContext = 26 "imsiRetrievalContext",
        /// msPurgingContext
        msPurgingContext = 27 "msPurgingContext",
        /// subscriberInfoEnquiryContext
        subscriberInfoEnquiryContext = 28 "subscriberInfoEnquiryContext",
        /// anyTimeInfoEnquiryContext
        anyTimeInfoEnquiryContext = 29 "anyTimeInfoEnquiryContext",
        /// groupCallControlContext
        groupCallControlContext = 31 "groupCallControlContext",
        /// gprsLocationUpdateContext
        gprsLocationUpdateContext = 32 "gprsLocationUpdateContext",
        /// gprsLocationInfoRetrievalContext
        gprsLocationInfoRetrievalContext = 33 "gprsLocationInfoRetrievalContext",
        /// failureReportContext
        failureReportContext = 34 "failureReportContext",
        /// gprsNotifyContext
        gprsNotifyContext = 35 "gprsNotifyContext",
        /// ss-InvocationNotificationContext
        ss_InvocationNotificationContext = 36 "ss-InvocationNotificationContext",
        /// locationSvcGatewayContext
        locationSvcGatewayContext = 37 "locationSvcGatewayContext",
        /// locationSvcEnquiryContext
        locationSvcEnquiryContext = 38 "locationSvcEnquiryContext",
        /// authenticationFailureReportContext
        authenticationFailureReportContext = 39 "authenticationFailureReportContext",
        /// shortMsgMT-Relay-VGCS-Context
        shortMsgMT_Relay_VGCS_Context = 41 "shortMsgMT-Relay-VGCS-Context",
        /// mm-EventReportingContext
        mm_EventReportingContext = 42 "mm-EventReportingContext",
        /// anyTimeInfoHandlingContext
        anyTimeInfoHandlingContext = 43 "anyTimeInfoHandlingContext",
        /// resourceManagementContext
        resourceManagementContext = 44 "resourceManagementContext",
        /// groupCallInfoRetrievalContext
        groupCallInfoRetrievalContext = 45 "groupCallInfoRetrievalContext",
        /// vcsgLocationUpdateContext
        vcsgLocationUpdateContext = 46 "vcsgLocationUpdateContext",
        /// vcsgLocationCancellationContext
        vcsgLocationCancellationContext = 47 "vcsgLocationCancellationContext",
    }
}

impl ContextCode {
    /// The versions in which it is defined.
    #[must_use]
    pub const fn versions(self) -> &'static [u8] {
        match self {
            Self::networkLocUpContext => &[1, 2, 3],
            Self::locationCancellationContext => &[1, 2, 3],
            Self::roamingNumberEnquiryContext => &[1, 2, 3],
            Self::istAlertingContext => &[3],
            Self::locationInfoRetrievalContext => &[1, 2, 3],
            Self::callControlTransferContext => &[3, 4],
            Self::reportingContext => &[3],
            Self::callCompletionContext => &[3],
            Self::serviceTerminationContext => &[3],
            Self::resetContext => &[1, 2, 3],
            Self::handoverControlContext => &[1, 2, 3],
            Self::equipmentMngtContext => &[1, 2, 3],
            Self::infoRetrievalContext => &[1, 2, 3],
            Self::interVlrInfoRetrievalContext => &[2, 3],
            Self::subscriberDataMngtContext => &[1, 2, 3],
            Self::tracingContext => &[1, 2, 3],
            Self::networkFunctionalSsContext => &[1, 2],
            Self::networkUnstructuredSsContext => &[2],
            Self::shortMsgGatewayContext => &[1, 2, 3],
            Self::shortMsgMO_RelayContext => &[1, 2, 3],
            Self::subscriberDataModificationNotificationContext => &[3],
            Self::shortMsgAlertContext => &[1, 2],
            Self::mwdMngtContext => &[1, 2, 3],
            Self::shortMsgMT_RelayContext => &[2, 3],
            Self::imsiRetrievalContext => &[2],
            Self::msPurgingContext => &[2, 3],
            Self::subscriberInfoEnquiryContext => &[3],
            Self::anyTimeInfoEnquiryContext => &[3],
            Self::groupCallControlContext => &[3],
            Self::gprsLocationUpdateContext => &[3],
            Self::gprsLocationInfoRetrievalContext => &[3, 4],
            Self::failureReportContext => &[3],
            Self::gprsNotifyContext => &[3],
            Self::ss_InvocationNotificationContext => &[3],
            Self::locationSvcGatewayContext => &[3],
            Self::locationSvcEnquiryContext => &[3],
            Self::authenticationFailureReportContext => &[3],
            Self::shortMsgMT_Relay_VGCS_Context => &[3],
            Self::mm_EventReportingContext => &[3],
            Self::anyTimeInfoHandlingContext => &[3],
            Self::resourceManagementContext => &[3],
            Self::groupCallInfoRetrievalContext => &[3],
            Self::vcsgLocationUpdateContext => &[3],
            Self::vcsgLocationCancellationContext => &[3],
            _ => &[],
        }
    }
}

/// map-ac, 0.4.0.0.1.0, as the content of an OBJECT IDENTIFIER.
const MAP_AC: [u8; 5] = [0x04, 0x00, 0x00, 0x01, 0x00];

/// An application context in one version: 0.4.0.0.1.0.context.version (3GPP TS 29.002 §17.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // two arcs
pub struct ApplicationContext {
    /// Which one.
    pub context: ContextCode,
    /// Its version, 1 to 4.
    pub version: u8,
}

impl ApplicationContext {
    /// A context in a version.
    #[must_use]
    pub const fn new(context: ContextCode, version: u8) -> Self {
        Self { context, version }
    }

    /// The content of its OBJECT IDENTIFIER.
    #[must_use]
    pub const fn object_identifier(self) -> [u8; 7] {
        let [a, b, c, d, e] = MAP_AC;
        [a, b, c, d, e, self.context.0, self.version]
    }

    /// The context that the content of an OBJECT IDENTIFIER names; `None` if it is none of MAP's.
    #[must_use]
    pub fn from_object_identifier(content: &[u8]) -> Option<Self> {
        match content.strip_prefix(&MAP_AC)? {
            [context @ 0..=127, version @ 0..=127] => Some(Self::new(ContextCode(*context), *version)),
            _ => None,
        }
    }

    /// The same in the next lower version that is defined; `None` below the lowest. A dialogue falls back by it, and never
    /// upwards (3GPP TS 29.002 §7.3.1).
    #[must_use]
    pub fn lower(self) -> Option<Self> {
        // Version 1 has one context for both ways of a message.
        if self == Self::new(ContextCode::shortMsgMT_RelayContext, 2) {
            return Some(Self::new(ContextCode::shortMsgMO_RelayContext, 1));
        }
        let version = self.context.versions().iter().rev().find(|version| **version < self.version)?;
        Some(Self::new(self.context, *version))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_and_written_and_falls_back_only_downwards() {
        let gateway = ApplicationContext::new(ContextCode::shortMsgGatewayContext, 3);
        assert_eq!(gateway.object_identifier(), [0x04, 0, 0, 1, 0, 20, 3]);
        assert_eq!(ApplicationContext::from_object_identifier(&[0x04, 0, 0, 1, 0, 20, 3]), Some(gateway));
        assert_eq!(gateway.lower().map(|lower| lower.version), Some(2));
        assert_eq!(gateway.lower().and_then(ApplicationContext::lower).map(|lower| lower.version), Some(1));
        assert_eq!(ApplicationContext::new(ContextCode::shortMsgGatewayContext, 1).lower(), None);
        let relay = ApplicationContext::new(ContextCode::shortMsgMT_RelayContext, 2);
        assert_eq!(relay.lower(), Some(ApplicationContext::new(ContextCode::shortMsgMO_RelayContext, 1)));
        for other in
            [&[0x04, 0, 0, 1, 1, 20, 3][..], &[0x04, 0, 0, 1, 0, 20], &[], &[0x04, 0, 0, 1, 0, 20, 3, 1]]
        {
            assert_eq!(ApplicationContext::from_object_identifier(other), None);
        }
    }
}
