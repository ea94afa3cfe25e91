//! Operations by their numbers, with class and timer (3GPP TS 29.002 §17.5, §17.6).

use std::time::Duration;

use crate::numbers::numbers;

numbers! {
    /// The local code of an operation (3GPP TS 29.002 §17.5).
    pub struct OperationCode(u8) {
        /// updateLocation
        updateLocation = 2 "updateLocation",
        /// cancelLocation
        cancelLocation = 3 "cancelLocation",
        /// provideRoamingNumber
        provideRoamingNumber = 4 "provideRoamingNumber",
        /// noteSubscriberDataModified
        noteSubscriberDataModified = 5 "noteSubscriberDataModified",
        /// resumeCallHandling
        resumeCallHandling = 6 "resumeCallHandling",
        /// insertSubscriberData
        insertSubscriberData = 7 "insertSubscriberData",
        /// deleteSubscriberData
        deleteSubscriberData = 8 "deleteSubscriberData",
        /// sendParameters
        sendParameters = 9 "sendParameters",
        /// registerSS
        registerSS = 10 "registerSS",
        /// eraseSS
        eraseSS = 11 "eraseSS",
        /// activateSS
        activateSS = 12 "activateSS",
        /// deactivateSS
        deactivateSS = 13 "deactivateSS",
        /// interrogateSS
        interrogateSS = 14 "interrogateSS",
        /// authenticationFailureReport
        authenticationFailureReport = 15 "authenticationFailureReport",
        /// registerPassword
        registerPassword = 17 "registerPassword",
        /// getPassword
        getPassword = 18 "getPassword",
        /// processUnstructuredSS-Data
        processUnstructuredSS_Data = 19 "processUnstructuredSS-Data",
        /// releaseResources
        releaseResources = 20 "releaseResources",
        /// mt-ForwardSM-VGCS
        mt_ForwardSM_VGCS = 21 "mt-ForwardSM-VGCS",
        /// sendRoutingInfo
        sendRoutingInfo = 22 "sendRoutingInfo",
        /// updateGprsLocation
        updateGprsLocation = 23 "updateGprsLocation",
        /// sendRoutingInfoForGprs
        sendRoutingInfoForGprs = 24 "sendRoutingInfoForGprs",
        /// failureReport
        failureReport = 25 "failureReport",
        /// noteMsPresentForGprs
        noteMsPresentForGprs = 26 "noteMsPresentForGprs",
        /// performHandover
        performHandover = 28 "performHandover",
        /// sendEndSignal
        sendEndSignal = 29 "sendEndSignal",
        /// performSubsequentHandover
        performSubsequentHandover = 30 "performSubsequentHandover",
        /// processAccessSignalling
        processAccessSignalling = 33 "processAccessSignalling",
        /// forwardAccessSignalling
        forwardAccessSignalling = 34 "forwardAccessSignalling",
        /// noteInternalHandover
        noteInternalHandover = 35 "noteInternalHandover",
        /// cancelVcsgLocation
        cancelVcsgLocation = 36 "cancelVcsgLocation",
        /// reset
        reset = 37 "reset",
        /// forwardCheckSS-Indication
        forwardCheckSS_Indication = 38 "forwardCheckSS-Indication",
        /// prepareGroupCall
        prepareGroupCall = 39 "prepareGroupCall",
        /// sendGroupCallEndSignal
        sendGroupCallEndSignal = 40 "sendGroupCallEndSignal",
        /// processGroupCallSignalling
        processGroupCallSignalling = 41 "processGroupCallSignalling",
        /// forwardGroupCallSignalling
        forwardGroupCallSignalling = 42 "forwardGroupCallSignalling",
        /// checkIMEI
        checkIMEI = 43 "checkIMEI",
        /// mt-ForwardSM
        mt_ForwardSM = 44 "mt-ForwardSM",
        /// sendRoutingInfoForSM
        sendRoutingInfoForSM = 45 "sendRoutingInfoForSM",
        /// forwardSM
        forwardSM = 46 "forwardSM",
        /// mo-ForwardSM
        mo_ForwardSM = 46 "mo-ForwardSM",
        /// reportSM-DeliveryStatus
        reportSM_DeliveryStatus = 47 "reportSM-DeliveryStatus",
        /// noteSubscriberPresent
        noteSubscriberPresent = 48 "noteSubscriberPresent",
        /// alertServiceCentreWithoutResult
        alertServiceCentreWithoutResult = 49 "alertServiceCentreWithoutResult",
        /// activateTraceMode
        activateTraceMode = 50 "activateTraceMode",
        /// deactivateTraceMode
        deactivateTraceMode = 51 "deactivateTraceMode",
        /// traceSubscriberActivity
        traceSubscriberActivity = 52 "traceSubscriberActivity",
        /// updateVcsgLocation
        updateVcsgLocation = 53 "updateVcsgLocation",
        /// beginSubscriberActivity
        beginSubscriberActivity = 54 "beginSubscriberActivity",
        /// sendIdentification
        sendIdentification = 55 "sendIdentification",
        /// sendAuthenticationInfo
        sendAuthenticationInfo = 56 "sendAuthenticationInfo",
        /// restoreData
        restoreData = 57 "restoreData",
        /// sendIMSI
        sendIMSI = 58 "sendIMSI",
        /// processUnstructuredSS-Request
        processUnstructuredSS_Request = 59 "processUnstructuredSS-Request",
        /// unstructuredSS-Request
        unstructuredSS_Request = 60 "unstructuredSS-Request",
        /// unstructuredSS-Notify
        unstructuredSS_Notify = 61 "unstructuredSS-Notify",
        /// anyTimeSubscriptionInterrogation
        anyTimeSubscriptionInterrogation = 62 "anyTimeSubscriptionInterrogation",
        /// informServiceCentre
        informServiceCentre = 63 "informServiceCentre",
        /// alertServiceCentre
        alertServiceCentre = 64 "alertServiceCentre",
        /// anyTimeModification
        anyTimeModification = 65 "anyTimeModification",
        /// readyForSM
        readyForSM = 66 "readyForSM",
        /// purgeMS
        purgeMS = 67 "purgeMS",
        /// prepareHandover
        prepareHandover = 68 "prepareHandover",
        /// prepareSubsequentHandover
        prepareSubsequentHandover = 69 "prepareSubsequentHandover",
        /// provideSubscriberInfo
        provideSubscriberInfo = 70 "provideSubscriberInfo",
        /// anyTimeInterrogation
        anyTimeInterrogation = 71 "anyTimeInterrogation",
        /// ss-InvocationNotification
        ss_InvocationNotification = 72 "ss-InvocationNotification",
        /// setReportingState
        setReportingState = 73 "setReportingState",
        /// statusReport
        statusReport = 74 "statusReport",
        /// remoteUserFree
        remoteUserFree = 75 "remoteUserFree",
        /// registerCC-Entry
        registerCC_Entry = 76 "registerCC-Entry",
        /// eraseCC-Entry
        eraseCC_Entry = 77 "eraseCC-Entry",
        /// provideSubscriberLocation
        provideSubscriberLocation = 83 "provideSubscriberLocation",
        /// sendGroupCallInfo
        sendGroupCallInfo = 84 "sendGroupCallInfo",
        /// sendRoutingInfoForLCS
        sendRoutingInfoForLCS = 85 "sendRoutingInfoForLCS",
        /// subscriberLocationReport
        subscriberLocationReport = 86 "subscriberLocationReport",
        /// ist-Alert
        ist_Alert = 87 "ist-Alert",
        /// ist-Command
        ist_Command = 88 "ist-Command",
        /// noteMM-Event
        noteMM_Event = 89 "noteMM-Event",
    }
}

/// What an operation brings back: results, errors, both or nothing (Q.771 §3.1.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are four
pub enum OperationClass {
    /// Class 1: success and failure are told.
    Both,
    /// Class 2: failure alone.
    Failure,
    /// Class 3: success alone.
    Success,
    /// Class 4: nothing.
    None,
}

impl OperationCode {
    /// Its class, as version 3 has it (3GPP TS 29.002 §17.6).
    #[must_use]
    pub const fn class(self) -> OperationClass {
        match self {
            Self::processAccessSignalling
            | Self::forwardAccessSignalling
            | Self::noteInternalHandover
            | Self::reset
            | Self::forwardCheckSS_Indication
            | Self::processGroupCallSignalling
            | Self::forwardGroupCallSignalling
            | Self::noteSubscriberPresent
            | Self::alertServiceCentreWithoutResult
            | Self::traceSubscriberActivity
            | Self::beginSubscriberActivity
            | Self::informServiceCentre => OperationClass::None,
            Self::getPassword | Self::sendEndSignal | Self::sendGroupCallEndSignal => OperationClass::Success,
            _ => OperationClass::Both,
        }
    }

    /// How long its outcome is waited for: the upper end of the range that the standard gives (3GPP TS 29.002 §17.1.2).
    #[must_use]
    pub const fn timer(self) -> Duration {
        /// s, m, ml and l.
        const SHORT: Duration = Duration::from_secs(10);
        const MEDIUM: Duration = Duration::from_secs(30);
        const MEDIUM_LONG: Duration = Duration::from_secs(10 * 60);
        const LONG: Duration = Duration::from_secs(38 * 60 * 60);
        match self {
            Self::alertServiceCentre
            | Self::alertServiceCentreWithoutResult
            | Self::informServiceCentre
            | Self::forwardCheckSS_Indication
            | Self::noteSubscriberPresent => SHORT,
            Self::mt_ForwardSM
            | Self::mo_ForwardSM
            | Self::processUnstructuredSS_Request
            | Self::processUnstructuredSS_Data
            | Self::unstructuredSS_Request
            | Self::unstructuredSS_Notify
            | Self::provideSubscriberLocation => MEDIUM_LONG,
            Self::sendEndSignal | Self::sendGroupCallEndSignal => LONG,
            _ => MEDIUM,
        }
    }
}
