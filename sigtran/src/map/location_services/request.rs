//! What of a place is wanted (3GPP TS 29.002 §7.6.11).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Bits, Null, Octets, Tag};
use crate::map::ExtensionContainer;

sequence! {
    /// LocationType: what is wanted (3GPP TS 29.002 §17.7.13).
    pub struct LocationType<'a>: Tag::SEQUENCE => {
        /// Which place.
        location_estimate_type: LocationEstimateType = "locationEstimateType" [0];
        /// A bit for each event that is waited for: 0 he can be reached, 1 he comes into an area, 2 he leaves it,
        /// 3 he is in it, 4 time has passed.
        deferred_location_event_type: Bits<'a> = "deferredLocationEventType" [1], optional;
    }
}

enumerated! {
    /// LocationEstimateType: which place (3GPP TS 29.002 §17.7.13).
    pub struct LocationEstimateType: Tag::ENUMERATED => {
        /// Where he is.
        CURRENT_LOCATION = 0 "currentLocation";
        /// Where he is, or else was last.
        CURRENT_OR_LAST_KNOWN_LOCATION = 1 "currentOrLastKnownLocation";
        /// Where he was when an emergency call began.
        INITIAL_LOCATION = 2 "initialLocation";
        /// Where he is when something happens.
        ACTIVATE_DEFERRED_LOCATION = 3 "activateDeferredLocation";
        /// That no longer.
        CANCEL_DEFERRED_LOCATION = 4 "cancelDeferredLocation";
        /// None: he is told or asked.
        NOTIFICATION_VERIFICATION_ONLY = 5 "notificationVerificationOnly";
    }
}

sequence! {
    /// LCS-QoS: how exact a place must be (3GPP TS 29.002 §17.7.13).
    pub struct LcsQos<'a>: Tag::SEQUENCE => {
        /// How far it may be off, one octet (3GPP TS 23.032 §6).
        horizontal_accuracy: Octets<'a> = "horizontal-accuracy" [0], optional;
        /// The height is wanted.
        vertical_coordinate_request: Null = "verticalCoordinateRequest" [1], optional;
        /// How far the height may be off, one octet (3GPP TS 23.032 §6).
        vertical_accuracy: Octets<'a> = "vertical-accuracy" [2], optional;
        /// How soon.
        response_time: ResponseTime<'a> = "responseTime" [3], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [4], optional;
        /// How he moves is wanted.
        velocity_request: Null = "velocityRequest" [5], optional;
    }
}

sequence! {
    /// ResponseTime: how soon a place must be told (3GPP TS 29.002 §17.7.13).
    pub struct ResponseTime<'a>: Tag::SEQUENCE => {
        /// How soon.
        response_time_category: ResponseTimeCategory = "responseTimeCategory";
    }
}

enumerated! {
    /// ResponseTimeCategory: how soon (3GPP TS 29.002 §17.7.13).
    pub struct ResponseTimeCategory: Tag::ENUMERATED => {
        /// At once.
        LOWDELAY = 0 "lowdelay";
        /// As soon as it is exact enough.
        DELAYTOLERANT = 1 "delaytolerant";
    }
}

sequence! {
    /// LCSCodeword: what a subscriber must know of a client (3GPP TS 29.002 §17.7.13).
    pub struct LcsCodeword<'a>: Tag::SEQUENCE => {
        /// Its coding, one octet (3GPP TS 23.038 §5).
        data_coding_scheme: Octets<'a> = "dataCodingScheme" [0];
        /// The word, 1 to 20 octets.
        lcs_codeword_string: Octets<'a> = "lcsCodewordString" [1];
    }
}

sequence! {
    /// LCS-PrivacyCheck: what a subscriber's wishes ask for (3GPP TS 29.002 §17.7.13).
    pub struct LcsPrivacyCheck<'a>: Tag::SEQUENCE => {
        /// Where he does not call the client.
        call_session_unrelated: PrivacyCheckRelatedAction = "callSessionUnrelated" [0];
        /// Where he calls the client.
        call_session_related: PrivacyCheckRelatedAction = "callSessionRelated" [1], optional;
    }
}

enumerated! {
    /// PrivacyCheckRelatedAction: what a wish asks for (3GPP TS 29.002 §17.7.13).
    pub struct PrivacyCheckRelatedAction: Tag::ENUMERATED => {
        /// Nothing.
        ALLOWED_WITHOUT_NOTIFICATION = 0 "allowedWithoutNotification";
        /// He is told.
        ALLOWED_WITH_NOTIFICATION = 1 "allowedWithNotification";
        /// He is asked; silence is a yes.
        ALLOWED_IF_NO_RESPONSE = 2 "allowedIfNoResponse";
        /// He is asked; silence is a no.
        RESTRICTED_IF_NO_RESPONSE = 3 "restrictedIfNoResponse";
        /// It is not allowed.
        NOT_ALLOWED = 4 "notAllowed";
    }
}

sequence! {
    /// PeriodicLDRInfo: how often a place is told (3GPP TS 29.002 §17.7.13).
    pub struct PeriodicLdrInfo<'a>: Tag::SEQUENCE => {
        /// How many times, 1 to 8639999.
        reporting_amount: i64 = "reportingAmount";
        /// Seconds between them, 1 to 8639999.
        reporting_interval: i64 = "reportingInterval";
    }
}
