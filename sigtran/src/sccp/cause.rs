//! Causes (Q.713 §3.11 to §3.15).

use crate::numbers::numbers;

numbers! {
    /// Return cause: why a message comes back (Q.713 §3.12).
    pub struct ReturnCause(u8) {
        /// no translation for an address of such nature
        NO_TRANSLATION_FOR_NATURE = 0 "no translation for an address of such nature",
        /// no translation for this specific address
        NO_TRANSLATION_FOR_ADDRESS = 1 "no translation for this specific address",
        /// subsystem congestion
        SUBSYSTEM_CONGESTION = 2 "subsystem congestion",
        /// subsystem failure
        SUBSYSTEM_FAILURE = 3 "subsystem failure",
        /// unequipped user
        UNEQUIPPED_USER = 4 "unequipped user",
        /// MTP failure
        MTP_FAILURE = 5 "MTP failure",
        /// network congestion
        NETWORK_CONGESTION = 6 "network congestion",
        /// unqualified
        UNQUALIFIED = 7 "unqualified",
        /// error in message transport
        ERROR_IN_MESSAGE_TRANSPORT = 8 "error in message transport",
        /// error in local processing
        ERROR_IN_LOCAL_PROCESSING = 9 "error in local processing",
        /// destination cannot perform reassembly
        DESTINATION_CANNOT_REASSEMBLE = 10 "destination cannot perform reassembly",
        /// SCCP failure
        SCCP_FAILURE = 11 "SCCP failure",
        /// hop counter violation
        HOP_COUNTER_VIOLATION = 12 "hop counter violation",
        /// segmentation not supported
        SEGMENTATION_NOT_SUPPORTED = 13 "segmentation not supported",
        /// segmentation failure
        SEGMENTATION_FAILURE = 14 "segmentation failure",
    }
}

numbers! {
    /// Refusal cause: why a connection is refused (Q.713 §3.15).
    pub struct RefusalCause(u8) {
        /// end user originated
        END_USER_ORIGINATED = 0 "end user originated",
        /// end user congestion
        END_USER_CONGESTION = 1 "end user congestion",
        /// end user failure
        END_USER_FAILURE = 2 "end user failure",
        /// SCCP user originated
        SCCP_USER_ORIGINATED = 3 "SCCP user originated",
        /// destination address unknown
        DESTINATION_ADDRESS_UNKNOWN = 4 "destination address unknown",
        /// destination inaccessible
        DESTINATION_INACCESSIBLE = 5 "destination inaccessible",
        /// network resource, QoS not available, non-transient
        QOS_NOT_AVAILABLE_NON_TRANSIENT = 6 "network resource, QoS not available, non-transient",
        /// network resource, QoS not available, transient
        QOS_NOT_AVAILABLE_TRANSIENT = 7 "network resource, QoS not available, transient",
        /// access failure
        ACCESS_FAILURE = 8 "access failure",
        /// access congestion
        ACCESS_CONGESTION = 9 "access congestion",
        /// subsystem failure
        SUBSYSTEM_FAILURE = 10 "subsystem failure",
        /// subsystem congestion
        SUBSYSTEM_CONGESTION = 11 "subsystem congestion",
        /// expiration of the connection establishment timer
        CONNECTION_ESTABLISHMENT_TIMER = 12 "expiration of the connection establishment timer",
        /// incompatible user data
        INCOMPATIBLE_USER_DATA = 13 "incompatible user data",
        /// unqualified
        UNQUALIFIED = 15 "unqualified",
        /// hop counter violation
        HOP_COUNTER_VIOLATION = 16 "hop counter violation",
        /// SCCP failure
        SCCP_FAILURE = 17 "SCCP failure",
        /// no translation for an address of such nature
        NO_TRANSLATION_FOR_NATURE = 18 "no translation for an address of such nature",
        /// unequipped user
        UNEQUIPPED_USER = 19 "unequipped user",
    }
}

numbers! {
    /// Release cause: why a connection ends (Q.713 §3.11).
    pub struct ReleaseCause(u8) {
        /// end user originated
        END_USER_ORIGINATED = 0 "end user originated",
        /// end user congestion
        END_USER_CONGESTION = 1 "end user congestion",
        /// end user failure
        END_USER_FAILURE = 2 "end user failure",
        /// SCCP user originated
        SCCP_USER_ORIGINATED = 3 "SCCP user originated",
        /// remote procedure error
        REMOTE_PROCEDURE_ERROR = 4 "remote procedure error",
        /// inconsistent connection data
        INCONSISTENT_CONNECTION_DATA = 5 "inconsistent connection data",
        /// access failure
        ACCESS_FAILURE = 6 "access failure",
        /// access congestion
        ACCESS_CONGESTION = 7 "access congestion",
        /// subsystem failure
        SUBSYSTEM_FAILURE = 8 "subsystem failure",
        /// subsystem congestion
        SUBSYSTEM_CONGESTION = 9 "subsystem congestion",
        /// MTP failure
        MTP_FAILURE = 10 "MTP failure",
        /// network congestion
        NETWORK_CONGESTION = 11 "network congestion",
        /// expiration of the reset timer
        RESET_TIMER = 12 "expiration of the reset timer",
        /// expiration of the receive inactivity timer
        RECEIVE_INACTIVITY_TIMER = 13 "expiration of the receive inactivity timer",
        /// unqualified
        UNQUALIFIED = 15 "unqualified",
        /// SCCP failure
        SCCP_FAILURE = 16 "SCCP failure",
    }
}

numbers! {
    /// Reset cause: why a connection of class 3 begins anew (Q.713 §3.13).
    pub struct ResetCause(u8) {
        /// end user originated
        END_USER_ORIGINATED = 0 "end user originated",
        /// SCCP user originated
        SCCP_USER_ORIGINATED = 1 "SCCP user originated",
        /// message out of order, incorrect P(S)
        INCORRECT_PS = 2 "message out of order, incorrect P(S)",
        /// message out of order, incorrect P(R)
        INCORRECT_PR = 3 "message out of order, incorrect P(R)",
        /// remote procedure error, message out of window
        OUT_OF_WINDOW = 4 "remote procedure error, message out of window",
        /// remote procedure error, incorrect P(S) after (re)initialization
        INCORRECT_PS_AFTER_INITIALIZATION = 5 "remote procedure error, incorrect P(S) after (re)initialization",
        /// remote procedure error, general
        REMOTE_PROCEDURE_ERROR = 6 "remote procedure error, general",
        /// remote end user operational
        REMOTE_END_USER_OPERATIONAL = 7 "remote end user operational",
        /// network operational
        NETWORK_OPERATIONAL = 8 "network operational",
        /// access operational
        ACCESS_OPERATIONAL = 9 "access operational",
        /// network congestion
        NETWORK_CONGESTION = 10 "network congestion",
        /// unqualified
        UNQUALIFIED = 12 "unqualified",
    }
}

numbers! {
    /// Error cause: what is wrong with a message of a connection (Q.713 §3.14).
    pub struct ErrorCause(u8) {
        /// local reference number mismatch, unassigned destination
        UNASSIGNED_DESTINATION_REFERENCE = 0 "local reference number (LRN) mismatch, unassigned destination LRN",
        /// local reference number mismatch, inconsistent source
        INCONSISTENT_SOURCE_REFERENCE = 1 "local reference number (LRN) mismatch, inconsistent source LRN",
        /// point code mismatch
        POINT_CODE_MISMATCH = 2 "point code mismatch",
        /// service class mismatch
        SERVICE_CLASS_MISMATCH = 3 "service class mismatch",
        /// unqualified
        UNQUALIFIED = 4 "unqualified",
    }
}
