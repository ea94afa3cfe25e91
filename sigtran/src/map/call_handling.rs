//! Call handling: where a call goes (3GPP TS 29.002 §10, §17.7.3).

mod provide_roaming_number;
mod routing_info;
mod send_routing_info;
mod signal_info;

pub use provide_roaming_number::{
    ProvideRoamingNumberArg, ProvideRoamingNumberArgV2, ProvideRoamingNumberRes,
};
pub use routing_info::{CamelRoutingInfo, ExtendedRoutingInfo, ForwardingData, RoutingInfo};
pub use send_routing_info::{
    CamelInfo, CcbsIndicators, ForwardingReason, InterrogationType, SendRoutingInfoArg, SendRoutingInfoArgV2,
    SendRoutingInfoRes, SendRoutingInfoResV2, UnavailabilityCause,
};
pub use signal_info::{CugCheckInfo, ExtExternalSignalInfo, ExtProtocolId, ExternalSignalInfo, ProtocolId};
