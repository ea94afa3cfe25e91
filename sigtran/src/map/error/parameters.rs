//! The parameters of errors (3GPP TS 29.002 §17.7.7).

use crate::ber::define::{choice, enumerated, sequence};
use crate::ber::{Null, Octets, Tag};
use crate::map::common::{ExtensionContainer, Time};
use crate::map::{BasicServiceCode, Imsi, SsCode};

sequence! {
    /// The form of every parameter that has nothing but an extension container (3GPP TS 29.002 §17.7.7).
    pub struct PlainParam<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

sequence! {
    /// AbsentSubscriberParam (3GPP TS 29.002 §17.7.7).
    pub struct AbsentSubscriberParam<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// Why.
        absent_subscriber_reason: AbsentSubscriberReason = "absentSubscriberReason" [0], optional;
    }
}

enumerated! {
    /// AbsentSubscriberReason (3GPP TS 29.002 §17.7.7).
    pub struct AbsentSubscriberReason: Tag::ENUMERATED => {
        /// Switched off.
        IMSI_DETACH = 0 "imsiDetach";
        /// In an area where service is restricted.
        RESTRICTED_AREA = 1 "restrictedArea";
        /// No answer to paging.
        NO_PAGE_RESPONSE = 2 "noPageResponse";
        /// Forgotten by the VLR.
        PURGED_MS = 3 "purgedMS";
        /// Roaming; to be tried again.
        MT_ROAMING_RETRY = 4 "mtRoamingRetry";
        /// Busy.
        BUSY_SUBSCRIBER = 5 "busySubscriber";
    }
}

sequence! {
    /// AbsentSubscriberSM-Param (3GPP TS 29.002 §17.7.7).
    pub struct AbsentSubscriberSmParam<'a>: Tag::SEQUENCE => {
        /// Why (3GPP TS 23.040 §3.3.2).
        absent_subscriber_diagnostic_sm: u8 = "absentSubscriberDiagnosticSM", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// Why at the second node.
        additional_absent_subscriber_diagnostic_sm: u8 = "additionalAbsentSubscriberDiagnosticSM" [0], optional;
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [1], optional;
        /// When to try again.
        requested_retransmission_time: Time = "requestedRetransmissionTime" [2], optional;
        /// By what the subscriber will be named in an alert.
        user_identifier_alert: Imsi<'a> = "userIdentifierAlert" [3], optional;
    }
}

sequence! {
    /// BusySubscriberParam (3GPP TS 29.002 §17.7.7).
    pub struct BusySubscriberParam<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// Completion of calls can be asked for.
        ccbs_possible: Null = "ccbs-Possible" [0], optional;
        /// Busy for completion of calls, too.
        ccbs_busy: Null = "ccbs-Busy" [1], optional;
    }
}

choice! {
    /// CallBarredParam: the cause alone in version 2 (3GPP TS 29.002 §17.7.7).
    pub enum CallBarredParam<'a> {
        /// Why.
        CallBarringCause: CallBarringCause = "callBarringCause";
        /// Why, and more.
        Extensible: ExtensibleCallBarredParam<'a> = "extensibleCallBarredParam";
    }
}

enumerated! {
    /// CallBarringCause (3GPP TS 29.002 §17.7.7).
    pub struct CallBarringCause: Tag::ENUMERATED => {
        /// By the subscriber.
        BARRING_SERVICE_ACTIVE = 0 "barringServiceActive";
        /// By the operator.
        OPERATOR_BARRING = 1 "operatorBarring";
    }
}

sequence! {
    /// ExtensibleCallBarredParam (3GPP TS 29.002 §17.7.7).
    pub struct ExtensibleCallBarredParam<'a>: Tag::SEQUENCE => {
        /// Why.
        call_barring_cause: CallBarringCause = "callBarringCause", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The sender of the message may not.
        unauthorised_message_originator: Null = "unauthorisedMessageOriginator" [1], optional;
        /// Callers without a number are rejected.
        anonymous_call_rejection: Null = "anonymousCallRejection" [2], optional;
    }
}

sequence! {
    /// CUG-RejectParam (3GPP TS 29.002 §17.7.7).
    pub struct CugRejectParam<'a>: Tag::SEQUENCE => {
        /// Why.
        cug_reject_cause: CugRejectCause = "cug-RejectCause", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

enumerated! {
    /// CUG-RejectCause (3GPP TS 29.002 §17.7.7).
    pub struct CugRejectCause: Tag::ENUMERATED => {
        /// Incoming calls are barred within the group.
        INCOMING_CALLS_BARRED_WITHIN_CUG = 0 "incomingCallsBarredWithinCUG";
        /// Not of the group.
        SUBSCRIBER_NOT_MEMBER_OF_CUG = 1 "subscriberNotMemberOfCUG";
        /// Not for this service.
        REQUESTED_BASIC_SERVICE_VIOLATES_CUG_CONSTRAINTS = 5 "requestedBasicServiceViolatesCUG-Constraints";
        /// Against another service of the called party.
        CALLED_PARTY_SS_INTERACTION_VIOLATION = 7 "calledPartySS-InteractionViolation";
    }
}

sequence! {
    /// FacilityNotSupParam (3GPP TS 29.002 §17.7.7).
    pub struct FacilityNotSupParam<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// No such shape of a location.
        shape_of_location_estimate_not_supported: Null = "shapeOfLocationEstimateNotSupported" [0], optional;
        /// The serving node cannot.
        needed_lcs_capability_not_supported_in_serving_node: Null
            = "neededLcsCapabilityNotSupportedInServingNode" [1], optional;
    }
}

sequence! {
    /// PositionMethodFailure-Param (3GPP TS 29.002 §17.7.7).
    pub struct PositionMethodFailureParam<'a>: Tag::SEQUENCE => {
        /// Why: 0 congestion to 8 not available in the area.
        position_method_failure_diagnostic: u8 = "positionMethodFailure-Diagnostic" [0], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
    }
}

enumerated! {
    /// PW-RegistrationFailureCause (3GPP TS 29.002 §17.7.7).
    pub struct PwRegistrationFailureCause: Tag::ENUMERATED => {
        /// Nobody knows why.
        UNDETERMINED = 0 "undetermined";
        /// Not four digits.
        INVALID_FORMAT = 1 "invalidFormat";
        /// The two new ones differ.
        NEW_PASSWORDS_MISMATCH = 2 "newPasswordsMismatch";
    }
}

sequence! {
    /// RoamingNotAllowedParam (3GPP TS 29.002 §17.7.7).
    pub struct RoamingNotAllowedParam<'a>: Tag::SEQUENCE => {
        /// Why.
        roaming_not_allowed_cause: RoamingNotAllowedCause = "roamingNotAllowedCause";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// 0: not by this radio.
        additional_roaming_not_allowed_cause: u8 = "additionalRoamingNotAllowedCause" [0], optional;
    }
}

enumerated! {
    /// RoamingNotAllowedCause (3GPP TS 29.002 §17.7.7).
    pub struct RoamingNotAllowedCause: Tag::ENUMERATED => {
        /// Not in this network.
        PLMN_ROAMING_NOT_ALLOWED = 0 "plmnRoamingNotAllowed";
        /// The operator bars it.
        OPERATOR_DETERMINED_BARRING = 3 "operatorDeterminedBarring";
    }
}

sequence! {
    /// SM-DeliveryFailureCause (3GPP TS 29.002 §17.7.7).
    pub struct SmDeliveryFailureCause<'a>: Tag::SEQUENCE => {
        /// Why.
        sm_enumerated_delivery_failure_cause: SmEnumeratedDeliveryFailureCause
            = "sm-EnumeratedDeliveryFailureCause";
        /// An SMS-DELIVER-REPORT or SMS-SUBMIT-REPORT (3GPP TS 23.040 §9.2.2).
        diagnostic_info: Octets<'a> = "diagnosticInfo", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

enumerated! {
    /// SM-EnumeratedDeliveryFailureCause (3GPP TS 29.002 §17.7.7).
    pub struct SmEnumeratedDeliveryFailureCause: Tag::ENUMERATED => {
        /// The handset has no room.
        MEMORY_CAPACITY_EXCEEDED = 0 "memoryCapacityExceeded";
        /// The handset does not understand.
        EQUIPMENT_PROTOCOL_ERROR = 1 "equipmentProtocolError";
        /// The handset takes no messages.
        EQUIPMENT_NOT_SM_EQUIPPED = 2 "equipmentNotSM-Equipped";
        /// There is no such service centre.
        UNKNOWN_SERVICE_CENTRE = 3 "unknownServiceCentre";
        /// The service centre is congested.
        SC_CONGESTION = 4 "sc-Congestion";
        /// No address of a recipient.
        INVALID_SME_ADDRESS = 5 "invalidSME-Address";
        /// Not a subscriber of the service centre.
        SUBSCRIBER_NOT_SC_SUBSCRIBER = 6 "subscriberNotSC-Subscriber";
    }
}

sequence! {
    /// SubBusyForMT-SMS-Param (3GPP TS 29.002 §17.7.7).
    pub struct SubBusyForMtSmsParam<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// GPRS is suspended.
        gprs_connection_suspended: Null = "gprsConnectionSuspended", optional;
    }
}

choice! {
    /// SystemFailureParam: the resource alone in version 2 (3GPP TS 29.002 §17.7.7).
    pub enum SystemFailureParam<'a> {
        /// Which resource.
        NetworkResource: NetworkResource = "networkResource";
        /// Which resource, and more.
        Extensible: ExtensibleSystemFailureParam<'a> = "extensibleSystemFailureParam";
    }
}

enumerated! {
    /// NetworkResource (3GPP TS 29.002 §17.7.7).
    pub struct NetworkResource: Tag::ENUMERATED => {
        /// The network.
        PLMN = 0 "plmn";
        /// The HLR.
        HLR = 1 "hlr";
        /// The VLR.
        VLR = 2 "vlr";
        /// The previous VLR.
        PVLR = 3 "pvlr";
        /// The controlling MSC.
        CONTROLLING_MSC = 4 "controllingMSC";
        /// The visited MSC.
        VMSC = 5 "vmsc";
        /// The EIR.
        EIR = 6 "eir";
        /// The radio subsystem.
        RSS = 7 "rss";
    }
}

sequence! {
    /// ExtensibleSystemFailureParam (3GPP TS 29.002 §17.7.7).
    pub struct ExtensibleSystemFailureParam<'a>: Tag::SEQUENCE => {
        /// Which resource.
        network_resource: NetworkResource = "networkResource", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// Which resource, of those that came later.
        additional_network_resource: AdditionalNetworkResource = "additionalNetworkResource" [0], optional;
        /// 0: too many requests for a location.
        failure_cause_param: u8 = "failureCauseParam" [1], optional;
    }
}

enumerated! {
    /// AdditionalNetworkResource (3GPP TS 29.002 §17.7.7).
    pub struct AdditionalNetworkResource: Tag::ENUMERATED => {
        /// The SGSN.
        SGSN = 0 "sgsn";
        /// The GGSN.
        GGSN = 1 "ggsn";
        /// The GMLC.
        GMLC = 2 "gmlc";
        /// The gsmSCF.
        GSM_SCF = 3 "gsmSCF";
        /// The NPLR.
        NPLR = 4 "nplr";
        /// The authentication centre.
        AUC = 5 "auc";
        /// The handset.
        UE = 6 "ue";
        /// The MME.
        MME = 7 "mme";
    }
}

sequence! {
    /// SS-IncompatibilityCause: with what a supplementary service does not go together (3GPP TS 29.002 §17.7.4).
    pub struct SsIncompatibilityCause<'a>: Tag::SEQUENCE => {
        /// With which service.
        ss_code: SsCode = "ss-Code" [1], optional;
        /// For which basic service.
        basic_service: BasicServiceCode<'a> = "basicService", optional;
        /// Bits from the lowest: active, registered, provisioned, quiescent, one octet.
        ss_status: Octets<'a> = "ss-Status" [4], optional;
    }
}

sequence! {
    /// UnauthorizedLCSClient-Param (3GPP TS 29.002 §17.7.7).
    pub struct UnauthorizedLcsClientParam<'a>: Tag::SEQUENCE => {
        /// Why: 0 no more to say to 7 not for a client that the call has nothing to do with.
        unauthorized_lcs_client_diagnostic: u8 = "unauthorizedLCSClient-Diagnostic" [0], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
    }
}

sequence! {
    /// UnexpectedDataParam (3GPP TS 29.002 §17.7.7).
    pub struct UnexpectedDataParam<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// Not for this subscriber.
        unexpected_subscriber: Null = "unexpectedSubscriber" [0], optional;
    }
}

sequence! {
    /// UnknownSubscriberParam (3GPP TS 29.002 §17.7.7).
    pub struct UnknownSubscriberParam<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// What is unknown.
        unknown_subscriber_diagnostic: UnknownSubscriberDiagnostic = "unknownSubscriberDiagnostic", optional;
    }
}

enumerated! {
    /// UnknownSubscriberDiagnostic (3GPP TS 29.002 §17.7.7).
    pub struct UnknownSubscriberDiagnostic: Tag::ENUMERATED => {
        /// The IMSI.
        IMSI_UNKNOWN = 0 "imsiUnknown";
        /// The subscription to packet service.
        GPRS_EPS_SUBSCRIPTION_UNKNOWN = 1 "gprs-eps-SubscriptionUnknown";
        /// Another network has the number.
        NPDB_MISMATCH = 2 "npdbMismatch";
    }
}
