//! Supplementary services: diversions, barrings and the like, and the password for them (3GPP TS 29.002 §11, §17.7.4).

mod basic_service;
mod guidance_info;
mod interrogate_ss;
mod invocation_notification;
mod password;
mod register_ss;
mod ss_code;
mod ss_for_bs_code;
mod ss_info;

pub use basic_service::{BasicServiceCode, ExtBasicServiceCode};
pub use guidance_info::GuidanceInfo;
pub use interrogate_ss::{CcbsFeature, GenericServiceInfo, InterrogateSsRes};
pub use invocation_notification::{
    CcbsRequestState, SsInvocationNotificationArg, SsInvocationNotificationRes,
};
pub use password::Password;
pub use register_ss::RegisterSsArg;
pub use ss_code::SsCode;
pub use ss_for_bs_code::SsForBsCode;
pub use ss_info::{
    CallBarringFeature, CallBarringInfo, CliRestrictionOption, ForwardingFeature, ForwardingInfo,
    OverrideCategory, SsData, SsInfo, SsSubscriptionOption,
};
