//! The evolved packet domain in the data of a subscriber (3GPP TS 29.002 §7.6.3).

mod apn_configuration;
mod pdn_gw;
mod subscription;

pub use apn_configuration::{
    AllocationRetentionPriority, ApnConfiguration, EpsQosSubscribed, PdnConnectionContinuity,
    PdnGwAllocationType, WlanOffloadability, WlanOffloadabilityIndication,
};
pub use pdn_gw::{PdnGwIdentity, PdnGwUpdate, SpecificApnInfo};
pub use subscription::{ApnConfigurationProfile, EpsSubscriptionData};
