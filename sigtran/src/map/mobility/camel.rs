//! CAMEL: services of a network of the subscriber's own, asked where he is (3GPP TS 23.078).

mod all;
mod call;
mod criteria;
mod events;
mod gprs;
mod sms;
mod subscription;

pub use all::CamelSubscriptionInfo;
pub use call::{
    DCsi, DefaultCallHandling, DpAnalysedInfoCriterium, OBcsmCamelTdpData, OBcsmTriggerDetectionPoint, OCsi,
    TBcsmCamelTdpData, TBcsmTriggerDetectionPoint, TCsi,
};
pub use criteria::{
    CallTypeCriteria, DestinationNumberCriteria, MatchType, OBcsmCamelTdpCriteria, TBcsmCamelTdpCriteria,
};
pub use events::{MCsi, MgCsi, SsCamelData, SsCsi};
pub use gprs::{DefaultGprsHandling, GprsCamelTdpData, GprsCsi, GprsTriggerDetectionPoint};
pub use sms::{
    DefaultSmsHandling, MtSmsCamelTdpCriteria, MtSmsTpduType, SmsCamelTdpData, SmsCsi,
    SmsTriggerDetectionPoint,
};
pub use subscription::{GmscCamelSubscriptionInfo, SgsnCamelSubscriptionInfo, VlrCamelSubscriptionInfo};
