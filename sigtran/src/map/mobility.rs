//! Mobility: where subscribers are, who they are, what they may do (3GPP TS 29.002 §8, §17.7.1).

mod any_time_interrogation;
mod any_time_modification;
mod any_time_subscription_interrogation;
mod authentication_failure_report;
mod camel;
mod cancel_location;
mod check_imei;
mod csg;
mod delete_subscriber_data;
mod eps;
mod failure_report;
mod gprs_subscription;
mod insert_subscriber_data;
mod lcs;
mod location;
mod lsa;
mod modification_request;
mod note_mm_event;
mod note_ms_present_for_gprs;
mod note_subscriber_data_modified;
mod pdp_context_info;
mod provide_subscriber_info;
mod provisioned_ss;
mod purge_ms;
mod reset;
mod restore_data;
mod restrictions;
mod send_authentication_info;
mod send_identification;
mod send_routing_info_for_gprs;
mod service_data;
mod subscriber_data;
mod subscriber_info;
mod update_gprs_location;
mod update_location;
mod vlr_capability;
mod voice_groups;

pub use any_time_interrogation::{AnyTimeInterrogationArg, AnyTimeInterrogationRes, SubscriberIdentity};
pub use any_time_modification::{AnyTimeModificationArg, AnyTimeModificationRes};
pub use any_time_subscription_interrogation::{
    AdditionalRequestedCamelSubscriptionInfo, AnyTimeSubscriptionInterrogationArg,
    AnyTimeSubscriptionInterrogationRes, MsisdnBs, RequestedCamelSubscriptionInfo, RequestedSubscriptionInfo,
};
pub use authentication_failure_report::{
    AccessType, AuthenticationFailureReportArg, AuthenticationFailureReportRes, FailureCause,
};
pub use camel::{
    CallTypeCriteria, CamelSubscriptionInfo, DCsi, DefaultCallHandling, DefaultGprsHandling,
    DefaultSmsHandling, DestinationNumberCriteria, DpAnalysedInfoCriterium, GmscCamelSubscriptionInfo,
    GprsCamelTdpData, GprsCsi, GprsTriggerDetectionPoint, MCsi, MatchType, MgCsi, MtSmsCamelTdpCriteria,
    MtSmsTpduType, OBcsmCamelTdpCriteria, OBcsmCamelTdpData, OBcsmTriggerDetectionPoint, OCsi,
    SgsnCamelSubscriptionInfo, SmsCamelTdpData, SmsCsi, SmsTriggerDetectionPoint, SsCamelData, SsCsi,
    TBcsmCamelTdpCriteria, TBcsmCamelTdpData, TBcsmTriggerDetectionPoint, TCsi, VlrCamelSubscriptionInfo,
};
pub use cancel_location::{
    CancelLocationArg, CancelLocationRes, CancellationType, Identity, ImsiWithLmsi, TypeOfUpdate,
};
pub use check_imei::{CheckImeiArg, CheckImeiRes, EquipmentStatus, UesbiIu};
pub use csg::{CsgSubscriptionData, UserCsgInformation};
pub use delete_subscriber_data::{
    DeleteSubscriberDataArg, DeleteSubscriberDataRes, EpsSubscriptionDataWithdraw,
    GprsSubscriptionDataWithdraw, LsaInformationWithdraw,
};
pub use eps::{
    AllocationRetentionPriority, ApnConfiguration, ApnConfigurationProfile, EpsQosSubscribed,
    EpsSubscriptionData, PdnConnectionContinuity, PdnGwAllocationType, PdnGwIdentity, PdnGwUpdate,
    SpecificApnInfo, WlanOffloadability, WlanOffloadabilityIndication,
};
pub use failure_report::{FailureReportArg, FailureReportRes};
pub use gprs_subscription::{
    Ambr, GprsSubscriptionData, LipaPermission, NiddMechanism, PdpContext, SiptoLocalNetworkPermission,
    SiptoPermission,
};
pub use insert_subscriber_data::{
    InsertSubscriberDataArg, InsertSubscriberDataArgV2, InsertSubscriberDataRes,
};
pub use lcs::{
    ExternalClient, GmlcRestriction, LcsClientExternalId, LcsClientInternalId, LcsInformation,
    LcsPrivacyClass, MolrClass, NotificationToMsUser, ServiceType,
};
pub use location::{
    CellGlobalIdOrServiceAreaIdOrLai, LocationArea, LocationInformation, LocationInformation5gs,
    LocationInformationEps, LocationInformationGprs,
};
pub use lsa::{LsaData, LsaInformation, LsaOnlyAccessIndicator};
pub use modification_request::{
    ModificationInstruction, ModificationRequestForCbInfo, ModificationRequestForCfInfo,
    ModificationRequestForChInfo, ModificationRequestForClipInfo, ModificationRequestForClirInfo,
    ModificationRequestForCsg, ModificationRequestForCsi, ModificationRequestForCwInfo,
    ModificationRequestForEctInfo, ModificationRequestForIpSmGwData, ModificationRequestForOdbData,
};
pub use note_mm_event::{NoteMmEventArg, NoteMmEventRes};
pub use note_ms_present_for_gprs::{NoteMsPresentForGprsArg, NoteMsPresentForGprsRes};
pub use note_subscriber_data_modified::{NoteSubscriberDataModifiedArg, NoteSubscriberDataModifiedRes};
pub use pdp_context_info::PdpContextInfo;
pub use provide_subscriber_info::{
    DomainType, ProvideSubscriberInfoArg, ProvideSubscriberInfoRes, RequestedInfo,
};
pub use provisioned_ss::{
    CugFeature, CugInfo, CugSubscription, EmlppInfo, ExtCallBarInfo, ExtCallBarringFeature, ExtForwFeature,
    ExtForwInfo, ExtSsData, ExtSsInfo, IntraCugOptions,
};
pub use purge_ms::{PurgeMsArg, PurgeMsArgV2, PurgeMsRes};
pub use reset::{ResetArg, ResetArgV2, SendingNodeNumber};
pub use restore_data::{RestoreDataArg, RestoreDataRes};
pub use restrictions::{AdjacentAccessRestrictionData, EdrxCycleLength, ImsiGroupId, McSsInfo};
pub use send_authentication_info::{
    AuthenticationQuintuplet, AuthenticationSetList, AuthenticationTriplet, EpcAv, ReSynchronisationInfo,
    RequestingNodeType, SendAuthenticationInfoArg, SendAuthenticationInfoRes,
};
pub use send_identification::{
    CurrentSecurityContext, GsmSecurityContextData, SendIdentificationArg, SendIdentificationRes,
    SendIdentificationResV2, UmtsSecurityContextData,
};
pub use send_routing_info_for_gprs::{SendRoutingInfoForGprsArg, SendRoutingInfoForGprsRes};
pub use service_data::{
    CallBarringData, CallForwardingData, CallHoldData, CallWaitingData, ClipData, ClirData, EctData,
    ExtCallBarringInfoForCse, ExtCwFeature, ExtForwardingInfoForCse, ExtSsInfoForCse, OdbInfo,
};
pub use subscriber_data::{
    NaeaPreferredCi, NetworkAccessMode, OdbData, RegionalSubscriptionResponse, SubscriberStatus,
};
pub use subscriber_info::{
    DaylightSavingTime, GprsMsClass, ImsVoiceOverPsSessionsInd, MnpInfoRes, NotReachableReason,
    NumberPortabilityStatus, PsSubscriberState, SubscriberInfo, SubscriberState, UsedRatType,
};
pub use update_gprs_location::{
    EpsInfo, SgsnCapability, SmsRegisterRequest, UeSrvccCapability, UpdateGprsLocationArg,
    UpdateGprsLocationRes,
};
pub use update_location::{AddInfo, LocationInfo, UpdateLocationArg, UpdateLocationArgV2, UpdateLocationRes};
pub use vlr_capability::{IstSupportIndicator, SuperChargerInfo, VlrCapability};
pub use voice_groups::{VoiceBroadcastData, VoiceGroupCallData};
