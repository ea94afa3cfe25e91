//! Location services: where a subscriber is, for those who may know (3GPP TS 29.002 §13A; 3GPP TS 23.271).

mod areas;
mod client;
mod provide_subscriber_location;
mod request;
mod send_routing_info_for_lcs;
mod subscriber_location_report;

pub use areas::{
    Area, AreaDefinition, AreaEventInfo, AreaType, OccurrenceInfo, RanTechnology, ReportingPlmn,
    ReportingPlmnList,
};
pub use client::{LcsClientId, LcsClientName, LcsClientType, LcsFormatIndicator, LcsRequestorId};
pub use provide_subscriber_location::{
    AccuracyFulfilmentIndicator, ProvideSubscriberLocationArg, ProvideSubscriberLocationRes,
    ServingNodeAddress,
};
pub use request::{
    LcsCodeword, LcsPrivacyCheck, LcsQos, LocationEstimateType, LocationType, PeriodicLdrInfo,
    PrivacyCheckRelatedAction, ResponseTime, ResponseTimeCategory,
};
pub use send_routing_info_for_lcs::{LcsLocationInfo, RoutingInfoForLcsArg, RoutingInfoForLcsRes};
pub use subscriber_location_report::{
    DeferredmtLrData, LcsEvent, SubscriberLocationReportArg, SubscriberLocationReportRes, TerminationCause,
};
