//! MAP: the Mobile Application Part (3GPP TS 29.002), versions 1 to 3.

mod application_context;
mod argument;
mod call_handling;
mod common;
mod dialogue;
mod digits;
mod endpoint;
mod error;
mod location_services;
mod maintenance;
mod mobility;
mod named_bits;
mod operation_code;
mod primitive;
mod short_message;
mod supplementary;
mod ussd;
mod version_1;

pub use application_context::{ApplicationContext, ContextCode};
pub use argument::{Argument, ResultParameter};
pub use call_handling::{
    CamelInfo, CamelRoutingInfo, CcbsIndicators, CugCheckInfo, ExtExternalSignalInfo, ExtProtocolId,
    ExtendedRoutingInfo, ExternalSignalInfo, ForwardingData, ForwardingReason, InterrogationType, ProtocolId,
    ProvideRoamingNumberArg, ProvideRoamingNumberArgV2, ProvideRoamingNumberRes, RoutingInfo,
    SendRoutingInfoArg, SendRoutingInfoArgV2, SendRoutingInfoRes, SendRoutingInfoResV2, UnavailabilityCause,
};
pub use common::{AdditionalNumber, CorrelationId, ExtensionContainer, NetworkNodeDiameterAddress, Time};
pub use dialogue::{
    AcceptInfo, CloseInfo, DialoguePdu, OpenInfo, ProcedureCancellationReason, ProviderAbortInfo,
    ProviderAbortReason, RefuseInfo, RefuseReason, ResourceUnavailableReason, UserAbortChoice, UserAbortInfo,
};
pub use digits::{AddressString, DigitsBuf, Imei, Imsi, Lmsi, NatureOfAddress, NumberingPlan, Tbcd};
pub use endpoint::Map;
pub use error::{
    AbsentSubscriberParam, AbsentSubscriberReason, AbsentSubscriberSmParam, AdditionalNetworkResource,
    BusySubscriberParam, CallBarredParam, CallBarringCause, CugRejectCause, CugRejectParam, ErrorCode,
    ErrorParameter, ExtensibleCallBarredParam, ExtensibleSystemFailureParam, FacilityNotSupParam, MapError,
    NetworkResource, PlainParam, PositionMethodFailureParam, PwRegistrationFailureCause,
    RoamingNotAllowedCause, RoamingNotAllowedParam, SmDeliveryFailureCause, SmEnumeratedDeliveryFailureCause,
    SsIncompatibilityCause, SubBusyForMtSmsParam, SystemFailureParam, UnauthorizedLcsClientParam,
    UnexpectedDataParam, UnknownSubscriberDiagnostic, UnknownSubscriberParam,
};
pub use location_services::{
    AccuracyFulfilmentIndicator, Area, AreaDefinition, AreaEventInfo, AreaType, DeferredmtLrData,
    LcsClientId, LcsClientName, LcsClientType, LcsCodeword, LcsEvent, LcsFormatIndicator, LcsLocationInfo,
    LcsPrivacyCheck, LcsQos, LcsRequestorId, LocationEstimateType, LocationType, OccurrenceInfo,
    PeriodicLdrInfo, PrivacyCheckRelatedAction, ProvideSubscriberLocationArg, ProvideSubscriberLocationRes,
    RanTechnology, ReportingPlmn, ReportingPlmnList, ResponseTime, ResponseTimeCategory,
    RoutingInfoForLcsArg, RoutingInfoForLcsRes, ServingNodeAddress, SubscriberLocationReportArg,
    SubscriberLocationReportRes, TerminationCause,
};
pub use maintenance::{
    ActivateTraceModeArg, ActivateTraceModeRes, AreaScope, DeactivateTraceModeArg, DeactivateTraceModeRes,
    JobType, LoggingDuration, LoggingInterval, MdtConfiguration, PeriodLte, PeriodUmts, ReportAmount,
    ReportInterval, TraceDepth, TraceDepthExtension, TraceDepthList, TraceEventList, TraceInterfaceList,
};
pub use mobility::{
    AccessType, AddInfo, AdditionalRequestedCamelSubscriptionInfo, AdjacentAccessRestrictionData,
    AllocationRetentionPriority, Ambr, AnyTimeInterrogationArg, AnyTimeInterrogationRes,
    AnyTimeModificationArg, AnyTimeModificationRes, AnyTimeSubscriptionInterrogationArg,
    AnyTimeSubscriptionInterrogationRes, ApnConfiguration, ApnConfigurationProfile,
    AuthenticationFailureReportArg, AuthenticationFailureReportRes, AuthenticationQuintuplet,
    AuthenticationSetList, AuthenticationTriplet, CallBarringData, CallForwardingData, CallHoldData,
    CallTypeCriteria, CallWaitingData, CamelSubscriptionInfo, CancelLocationArg, CancelLocationRes,
    CancellationType, CellGlobalIdOrServiceAreaIdOrLai, CheckImeiArg, CheckImeiRes, ClipData, ClirData,
    CsgSubscriptionData, CugFeature, CugInfo, CugSubscription, CurrentSecurityContext, DCsi,
    DaylightSavingTime, DefaultCallHandling, DefaultGprsHandling, DefaultSmsHandling,
    DeleteSubscriberDataArg, DeleteSubscriberDataRes, DestinationNumberCriteria, DomainType,
    DpAnalysedInfoCriterium, EctData, EdrxCycleLength, EmlppInfo, EpcAv, EpsInfo, EpsQosSubscribed,
    EpsSubscriptionData, EpsSubscriptionDataWithdraw, EquipmentStatus, ExtCallBarInfo, ExtCallBarringFeature,
    ExtCallBarringInfoForCse, ExtCwFeature, ExtForwFeature, ExtForwInfo, ExtForwardingInfoForCse, ExtSsData,
    ExtSsInfo, ExtSsInfoForCse, ExternalClient, FailureCause, FailureReportArg, FailureReportRes,
    GmlcRestriction, GmscCamelSubscriptionInfo, GprsCamelTdpData, GprsCsi, GprsMsClass, GprsSubscriptionData,
    GprsSubscriptionDataWithdraw, GprsTriggerDetectionPoint, GsmSecurityContextData, Identity,
    ImsVoiceOverPsSessionsInd, ImsiGroupId, ImsiWithLmsi, InsertSubscriberDataArg, InsertSubscriberDataArgV2,
    InsertSubscriberDataRes, IntraCugOptions, IstSupportIndicator, LcsClientExternalId, LcsClientInternalId,
    LcsInformation, LcsPrivacyClass, LipaPermission, LocationArea, LocationInfo, LocationInformation,
    LocationInformation5gs, LocationInformationEps, LocationInformationGprs, LsaData, LsaInformation,
    LsaInformationWithdraw, LsaOnlyAccessIndicator, MCsi, MatchType, McSsInfo, MgCsi, MnpInfoRes,
    ModificationInstruction, ModificationRequestForCbInfo, ModificationRequestForCfInfo,
    ModificationRequestForChInfo, ModificationRequestForClipInfo, ModificationRequestForClirInfo,
    ModificationRequestForCsg, ModificationRequestForCsi, ModificationRequestForCwInfo,
    ModificationRequestForEctInfo, ModificationRequestForIpSmGwData, ModificationRequestForOdbData,
    MolrClass, MsisdnBs, MtSmsCamelTdpCriteria, MtSmsTpduType, NaeaPreferredCi, NetworkAccessMode,
    NiddMechanism, NotReachableReason, NoteMmEventArg, NoteMmEventRes, NoteMsPresentForGprsArg,
    NoteMsPresentForGprsRes, NoteSubscriberDataModifiedArg, NoteSubscriberDataModifiedRes,
    NotificationToMsUser, NumberPortabilityStatus, OBcsmCamelTdpCriteria, OBcsmCamelTdpData,
    OBcsmTriggerDetectionPoint, OCsi, OdbData, OdbInfo, PdnConnectionContinuity, PdnGwAllocationType,
    PdnGwIdentity, PdnGwUpdate, PdpContext, PdpContextInfo, ProvideSubscriberInfoArg,
    ProvideSubscriberInfoRes, PsSubscriberState, PurgeMsArg, PurgeMsArgV2, PurgeMsRes, ReSynchronisationInfo,
    RegionalSubscriptionResponse, RequestedCamelSubscriptionInfo, RequestedInfo, RequestedSubscriptionInfo,
    RequestingNodeType, ResetArg, ResetArgV2, RestoreDataArg, RestoreDataRes, SendAuthenticationInfoArg,
    SendAuthenticationInfoRes, SendIdentificationArg, SendIdentificationRes, SendIdentificationResV2,
    SendRoutingInfoForGprsArg, SendRoutingInfoForGprsRes, SendingNodeNumber, ServiceType,
    SgsnCamelSubscriptionInfo, SgsnCapability, SiptoLocalNetworkPermission, SiptoPermission, SmsCamelTdpData,
    SmsCsi, SmsRegisterRequest, SmsTriggerDetectionPoint, SpecificApnInfo, SsCamelData, SsCsi,
    SubscriberIdentity, SubscriberInfo, SubscriberState, SubscriberStatus, SuperChargerInfo,
    TBcsmCamelTdpCriteria, TBcsmCamelTdpData, TBcsmTriggerDetectionPoint, TCsi, TypeOfUpdate,
    UeSrvccCapability, UesbiIu, UmtsSecurityContextData, UpdateGprsLocationArg, UpdateGprsLocationRes,
    UpdateLocationArg, UpdateLocationArgV2, UpdateLocationRes, UsedRatType, UserCsgInformation,
    VlrCamelSubscriptionInfo, VlrCapability, VoiceBroadcastData, VoiceGroupCallData, WlanOffloadability,
    WlanOffloadabilityIndication,
};
pub use named_bits::{
    AccessRestrictionData, ExtAccessRestrictionData, ExtSupportedFeatures, OdbGeneralData, OdbHplmnData,
    OfferedCamel4Csis, SpecificCsiWithdraw, SupportedCamelPhases, SupportedFeatures,
    SupportedLcsCapabilitySets, SupportedRatTypes,
};
pub use operation_code::{OperationClass, OperationCode};
pub use primitive::{Event, Parameter, Refusal, UserInformation};
pub use short_message::{
    AlertReason, AlertServiceCentreArg, ForwardSmArg, InformServiceCentreArg, IpSmGwGuidance,
    LocationInfoWithLmsi, MoForwardSmArg, MoForwardSmRes, MtForwardSmArg, MtForwardSmRes, MwStatus,
    ReadyForSmArg, ReadyForSmRes, ReportSmDeliveryStatusArg, ReportSmDeliveryStatusRes, RoutingInfoForSmArg,
    RoutingInfoForSmRes, SmDeliveryNotIntended, SmDeliveryOutcome, SmRpDa, SmRpOa,
};
pub use supplementary::{
    BasicServiceCode, CallBarringFeature, CallBarringInfo, CcbsFeature, CcbsRequestState,
    CliRestrictionOption, ExtBasicServiceCode, ForwardingFeature, ForwardingInfo, GenericServiceInfo,
    GuidanceInfo, InterrogateSsRes, OverrideCategory, Password, RegisterSsArg, SsCode, SsData, SsForBsCode,
    SsInfo, SsInvocationNotificationArg, SsInvocationNotificationRes, SsSubscriptionOption,
};
pub use ussd::{BeginSubscriberActivityArg, Ia5String, SsUserData, UssdArg, UssdRes};
