//! The operations of the short message service (3GPP TS 29.002 §12, §17.7.6).

mod alert_service_centre;
mod forward_short_message;
mod inform_service_centre;
mod ready_for_sm;
mod report_sm_delivery_status;
mod send_routing_info_for_sm;

pub use alert_service_centre::AlertServiceCentreArg;
pub use forward_short_message::{
    ForwardSmArg, MoForwardSmArg, MoForwardSmRes, MtForwardSmArg, MtForwardSmRes, SmRpDa, SmRpOa,
};
pub use inform_service_centre::{InformServiceCentreArg, MwStatus};
pub use ready_for_sm::{AlertReason, ReadyForSmArg, ReadyForSmRes};
pub use report_sm_delivery_status::{
    ReportSmDeliveryStatusArg, ReportSmDeliveryStatusRes, SmDeliveryOutcome,
};
pub use send_routing_info_for_sm::{
    IpSmGwGuidance, LocationInfoWithLmsi, RoutingInfoForSmArg, RoutingInfoForSmRes, SmDeliveryNotIntended,
};
