//! Status codes (RFC 3261 §21 and the registry that it began).

use std::fmt;

/// Declares the codes with the phrases that the standards suggest.
macro_rules! codes {
    ($( $(#[$meta:meta])* $constant:ident = $code:literal $phrase:literal, )*) => {
        impl StatusCode {
            $( $(#[$meta])* pub const $constant: Self = Self($code); )*

            /// Every code that a standard names.
            pub const ALL: &'static [Self] = &[ $( Self::$constant, )* ];

            /// The phrase that the standard suggests; for a code that none names, that of its class (RFC 3261 §8.1.3.2).
            #[must_use]
            pub const fn reason_phrase(self) -> &'static str {
                match self.0 {
                    $( $code => $phrase, )*
                    100..=199 => "Session Progress",
                    200..=299 => "OK",
                    300..=399 => "Redirection",
                    400..=499 => "Bad Request",
                    500..=599 => "Server Error",
                    _ => "Global Failure",
                }
            }
        }
    };
}

/// The status of a response: three digits (RFC 3261 §7.2). One that is not known counts as the first of its class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // a number on the wire
pub struct StatusCode(pub u16);

impl StatusCode {
    /// Whether more responses follow: 1xx.
    #[must_use]
    pub const fn is_provisional(self) -> bool {
        self.0 < 200
    }

    /// Whether it is the end of the transaction: 2xx to 6xx.
    #[must_use]
    pub const fn is_final(self) -> bool {
        self.0 >= 200
    }

    /// Whether the request was taken: 2xx.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 >= 200 && self.0 < 300
    }

    /// The class: 1 to 6.
    #[must_use]
    pub const fn class(self) -> u16 {
        self.0 / 100
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.0)
    }
}

codes! {
    /// Trying (RFC 3261 §21.1).
    TRYING = 100 "Trying",
    /// Ringing (RFC 3261 §21.1).
    RINGING = 180 "Ringing",
    /// Call Is Being Forwarded (RFC 3261 §21.1.3).
    CALL_IS_BEING_FORWARDED = 181 "Call Is Being Forwarded",
    /// Queued (RFC 3261 §21.1).
    QUEUED = 182 "Queued",
    /// Session Progress (RFC 3261 §21.1).
    SESSION_PROGRESS = 183 "Session Progress",
    /// Early Dialog Terminated (RFC 6228).
    EARLY_DIALOG_TERMINATED = 199 "Early Dialog Terminated",
    /// OK (RFC 3261 §21.2).
    OK = 200 "OK",
    /// Accepted (RFC 6665 §8.3.1, deprecated).
    ACCEPTED = 202 "Accepted",
    /// No Notification (RFC 5839).
    NO_NOTIFICATION = 204 "No Notification",
    /// Multiple Choices (RFC 3261 §21.3).
    MULTIPLE_CHOICES = 300 "Multiple Choices",
    /// Moved Permanently (RFC 3261 §21.3).
    MOVED_PERMANENTLY = 301 "Moved Permanently",
    /// Moved Temporarily (RFC 3261 §21.3).
    MOVED_TEMPORARILY = 302 "Moved Temporarily",
    /// Use Proxy (RFC 3261 §21.3).
    USE_PROXY = 305 "Use Proxy",
    /// Alternative Service (RFC 3261 §21.3).
    ALTERNATIVE_SERVICE = 380 "Alternative Service",
    /// Bad Request (RFC 3261 §21.4).
    BAD_REQUEST = 400 "Bad Request",
    /// Unauthorized (RFC 3261 §21.4).
    UNAUTHORIZED = 401 "Unauthorized",
    /// Payment Required (RFC 3261 §21.4).
    PAYMENT_REQUIRED = 402 "Payment Required",
    /// Forbidden (RFC 3261 §21.4).
    FORBIDDEN = 403 "Forbidden",
    /// Not Found (RFC 3261 §21.4).
    NOT_FOUND = 404 "Not Found",
    /// Method Not Allowed (RFC 3261 §21.4).
    METHOD_NOT_ALLOWED = 405 "Method Not Allowed",
    /// Not Acceptable (RFC 3261 §21.4).
    NOT_ACCEPTABLE = 406 "Not Acceptable",
    /// Proxy Authentication Required (RFC 3261 §21.4).
    PROXY_AUTHENTICATION_REQUIRED = 407 "Proxy Authentication Required",
    /// Request Timeout (RFC 3261 §21.4).
    REQUEST_TIMEOUT = 408 "Request Timeout",
    /// Gone (RFC 3261 §21.4).
    GONE = 410 "Gone",
    /// Conditional Request Failed (RFC 3903).
    CONDITIONAL_REQUEST_FAILED = 412 "Conditional Request Failed",
    /// Request Entity Too Large (RFC 3261 §21.4).
    REQUEST_ENTITY_TOO_LARGE = 413 "Request Entity Too Large",
    /// Request-URI Too Long (RFC 3261 §21.4).
    REQUEST_URI_TOO_LONG = 414 "Request-URI Too Long",
    /// Unsupported Media Type (RFC 3261 §21.4).
    UNSUPPORTED_MEDIA_TYPE = 415 "Unsupported Media Type",
    /// Unsupported URI Scheme (RFC 3261 §21.4).
    UNSUPPORTED_URI_SCHEME = 416 "Unsupported URI Scheme",
    /// Unknown Resource-Priority (RFC 4412).
    UNKNOWN_RESOURCE_PRIORITY = 417 "Unknown Resource-Priority",
    /// Bad Extension (RFC 3261 §21.4).
    BAD_EXTENSION = 420 "Bad Extension",
    /// Extension Required (RFC 3261 §21.4.16).
    EXTENSION_REQUIRED = 421 "Extension Required",
    /// Session Interval Too Small (RFC 4028).
    SESSION_INTERVAL_TOO_SMALL = 422 "Session Interval Too Small",
    /// Interval Too Brief (RFC 3261 §21.4).
    INTERVAL_TOO_BRIEF = 423 "Interval Too Brief",
    /// Bad Location Information (RFC 6442).
    BAD_LOCATION_INFORMATION = 424 "Bad Location Information",
    /// Bad Alert Message (RFC 8876).
    BAD_ALERT_MESSAGE = 425 "Bad Alert Message",
    /// Use Identity Header (RFC 8224).
    USE_IDENTITY_HEADER = 428 "Use Identity Header",
    /// Provide Referrer Identity (RFC 3892).
    PROVIDE_REFERRER_IDENTITY = 429 "Provide Referrer Identity",
    /// Flow Failed (RFC 5626).
    FLOW_FAILED = 430 "Flow Failed",
    /// Anonymity Disallowed (RFC 5079).
    ANONYMITY_DISALLOWED = 433 "Anonymity Disallowed",
    /// Bad Identity Info (RFC 8224).
    BAD_IDENTITY_INFO = 436 "Bad Identity Info",
    /// Unsupported Credential (RFC 8224).
    UNSUPPORTED_CREDENTIAL = 437 "Unsupported Credential",
    /// Invalid Identity Header (RFC 8224).
    INVALID_IDENTITY_HEADER = 438 "Invalid Identity Header",
    /// First Hop Lacks Outbound Support (RFC 5626).
    FIRST_HOP_LACKS_OUTBOUND_SUPPORT = 439 "First Hop Lacks Outbound Support",
    /// Max-Breadth Exceeded (RFC 5393).
    MAX_BREADTH_EXCEEDED = 440 "Max-Breadth Exceeded",
    /// Bad Info Package (RFC 6086).
    BAD_INFO_PACKAGE = 469 "Bad Info Package",
    /// Consent Needed (RFC 5360).
    CONSENT_NEEDED = 470 "Consent Needed",
    /// Temporarily Unavailable (RFC 3261 §21.4.18).
    TEMPORARILY_UNAVAILABLE = 480 "Temporarily Unavailable",
    /// Call/Transaction Does Not Exist (RFC 3261 §21.4).
    CALL_OR_TRANSACTION_DOES_NOT_EXIST = 481 "Call/Transaction Does Not Exist",
    /// Loop Detected (RFC 3261 §21.4).
    LOOP_DETECTED = 482 "Loop Detected",
    /// Too Many Hops (RFC 3261 §21.4).
    TOO_MANY_HOPS = 483 "Too Many Hops",
    /// Address Incomplete (RFC 3261 §21.4).
    ADDRESS_INCOMPLETE = 484 "Address Incomplete",
    /// Ambiguous (RFC 3261 §21.4).
    AMBIGUOUS = 485 "Ambiguous",
    /// Busy Here (RFC 3261 §21.4).
    BUSY_HERE = 486 "Busy Here",
    /// Request Terminated (RFC 3261 §21.4).
    REQUEST_TERMINATED = 487 "Request Terminated",
    /// Not Acceptable Here (RFC 3261 §21.4).
    NOT_ACCEPTABLE_HERE = 488 "Not Acceptable Here",
    /// Bad Event (RFC 6665).
    BAD_EVENT = 489 "Bad Event",
    /// Request Pending (RFC 3261 §21.4).
    REQUEST_PENDING = 491 "Request Pending",
    /// Undecipherable (RFC 3261 §21.4).
    UNDECIPHERABLE = 493 "Undecipherable",
    /// Security Agreement Required (RFC 3329).
    SECURITY_AGREEMENT_REQUIRED = 494 "Security Agreement Required",
    /// Server Internal Error (RFC 3261 §21.5).
    SERVER_INTERNAL_ERROR = 500 "Server Internal Error",
    /// Not Implemented (RFC 3261 §21.5).
    NOT_IMPLEMENTED = 501 "Not Implemented",
    /// Bad Gateway (RFC 3261 §21.5).
    BAD_GATEWAY = 502 "Bad Gateway",
    /// Service Unavailable (RFC 3261 §21.5).
    SERVICE_UNAVAILABLE = 503 "Service Unavailable",
    /// Server Time-out (RFC 3261 §21.5).
    SERVER_TIMEOUT = 504 "Server Time-out",
    /// Version Not Supported (RFC 3261 §21.5).
    VERSION_NOT_SUPPORTED = 505 "Version Not Supported",
    /// Message Too Large (RFC 3261 §21.5).
    MESSAGE_TOO_LARGE = 513 "Message Too Large",
    /// Push Notification Service Not Supported (RFC 8599).
    PUSH_NOTIFICATION_SERVICE_NOT_SUPPORTED = 555 "Push Notification Service Not Supported",
    /// Precondition Failure (RFC 3312).
    PRECONDITION_FAILURE = 580 "Precondition Failure",
    /// Busy Everywhere (RFC 3261 §21.6).
    BUSY_EVERYWHERE = 600 "Busy Everywhere",
    /// Decline (RFC 3261 §21.6).
    DECLINE = 603 "Decline",
    /// Does Not Exist Anywhere (RFC 3261 §21.6).
    DOES_NOT_EXIST_ANYWHERE = 604 "Does Not Exist Anywhere",
    /// Not Acceptable (RFC 3261 §21.6).
    NOT_ACCEPTABLE_ANYWHERE = 606 "Not Acceptable",
    /// Unwanted (RFC 8197).
    UNWANTED = 607 "Unwanted",
    /// Rejected (RFC 8688).
    REJECTED = 608 "Rejected",
}
