//! MAP: the Mobile Application Part (3GPP TS 29.002), versions 1 to 3.

mod application_context;
mod argument;
mod call_handling;
mod common;
mod dialogue;
mod digits;
mod endpoint;
mod error;
mod mobility;
mod operation_code;
mod primitive;
mod short_message;
mod supplementary;
mod ussd;

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
pub use mobility::{
    AddInfo, Ambr, AnyTimeInterrogationArg, AnyTimeInterrogationRes, AuthenticationQuintuplet,
    AuthenticationSetList, AuthenticationTriplet, CancelLocationArg, CancelLocationRes, CancellationType,
    CellGlobalIdOrServiceAreaIdOrLai, CheckImeiArg, CheckImeiRes, CugFeature, CugInfo, CugSubscription,
    DaylightSavingTime, DeleteSubscriberDataArg, DeleteSubscriberDataRes, DomainType, EmlppInfo, EpcAv,
    EpsInfo, EpsSubscriptionDataWithdraw, EquipmentStatus, ExtCallBarInfo, ExtCallBarringFeature,
    ExtForwFeature, ExtForwInfo, ExtSsData, ExtSsInfo, GprsMsClass, GprsSubscriptionData,
    GprsSubscriptionDataWithdraw, Identity, ImsVoiceOverPsSessionsInd, ImsiWithLmsi, InsertSubscriberDataArg,
    InsertSubscriberDataArgV2, InsertSubscriberDataRes, IntraCugOptions, IstSupportIndicator, LipaPermission,
    LocationArea, LocationInfo, LocationInformation, LocationInformation5gs, LocationInformationEps,
    LocationInformationGprs, LsaInformationWithdraw, MnpInfoRes, NaeaPreferredCi, NetworkAccessMode,
    NiddMechanism, NotReachableReason, NumberPortabilityStatus, OdbData, PdpContext,
    ProvideSubscriberInfoArg, ProvideSubscriberInfoRes, PsSubscriberState, PurgeMsArg, PurgeMsArgV2,
    PurgeMsRes, ReSynchronisationInfo, RegionalSubscriptionResponse, RequestedInfo, RequestingNodeType,
    ResetArg, ResetArgV2, RestoreDataArg, RestoreDataRes, SendAuthenticationInfoArg,
    SendAuthenticationInfoRes, SendRoutingInfoForGprsArg, SendRoutingInfoForGprsRes, SendingNodeNumber,
    SgsnCapability, SiptoLocalNetworkPermission, SiptoPermission, SmsRegisterRequest, SubscriberIdentity,
    SubscriberInfo, SubscriberState, SubscriberStatus, SuperChargerInfo, TypeOfUpdate, UeSrvccCapability,
    UesbiIu, UpdateGprsLocationArg, UpdateGprsLocationRes, UpdateLocationArg, UpdateLocationArgV2,
    UpdateLocationRes, UsedRatType, VlrCapability,
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
    BasicServiceCode, CallBarringFeature, CallBarringInfo, CcbsFeature, CliRestrictionOption,
    ExtBasicServiceCode, ForwardingFeature, ForwardingInfo, GenericServiceInfo, GuidanceInfo,
    InterrogateSsRes, OverrideCategory, Password, RegisterSsArg, SsCode, SsData, SsForBsCode, SsInfo,
    SsSubscriptionOption,
};
pub use ussd::{BeginSubscriberActivityArg, Ia5String, SsUserData, UssdArg, UssdRes};
