//! subscriberLocationReport, operation 86: a node tells where a subscriber is without being asked anew (3GPP TS 29.002
//! §13A.3).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Bits, Null, Octets, Tag};
use crate::map::{
    AccuracyFulfilmentIndicator, AddressString, CellGlobalIdOrServiceAreaIdOrLai, ExtensionContainer, Imei,
    Imsi, LcsClientId, LcsLocationInfo, PeriodicLdrInfo, ReportingPlmnList, ServingNodeAddress,
};

sequence! {
    /// SubscriberLocationReport-Arg: where he is, and why it is told (3GPP TS 29.002 §17.7.13).
    pub struct SubscriberLocationReportArg<'a>: Tag::SEQUENCE => {
        /// Why.
        lcs_event: LcsEvent = "lcs-Event";
        /// For whom.
        lcs_client_id: LcsClientId<'a> = "lcs-ClientID";
        /// The node.
        lcs_location_info: LcsLocationInfo<'a> = "lcsLocationInfo";
        /// The subscriber's number.
        msisdn: AddressString<'a> = "msisdn" [0], optional;
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [1], optional;
        /// The handset.
        imei: Imei<'a> = "imei" [2], optional;
        /// The number that leads an emergency call to its centre, in North America.
        na_esrd: AddressString<'a> = "na-ESRD" [3], optional;
        /// The number that stands for an emergency call, in North America.
        na_esrk: AddressString<'a> = "na-ESRK" [4], optional;
        /// The place, 1 to 20 octets (3GPP TS 23.032 §6).
        location_estimate: Octets<'a> = "locationEstimate" [5], optional;
        /// How old that is, in minutes.
        age_of_location_estimate: i64 = "ageOfLocationEstimate" [6], optional;
        /// What operators and vendors add, as it stands.
        slr_arg_extension_container: ExtensionContainer<'a> = "slr-ArgExtensionContainer" [7], optional;
        /// The place in another shape, 1 to 91 octets (3GPP TS 23.032 §6).
        add_location_estimate: Octets<'a> = "add-LocationEstimate" [8], optional;
        /// What was waited for.
        deferredmt_lr_data: DeferredmtLrData<'a> = "deferredmt-lrData" [9], optional;
        /// What the location centre calls its request, one octet.
        lcs_reference_number: Octets<'a> = "lcs-ReferenceNumber" [10], optional;
        /// How it was measured, 2 to 10 octets (3GPP TS 49.031).
        geran_positioning_data: Octets<'a> = "geranPositioningData" [11], optional;
        /// How it was measured, 3 to 11 octets (3GPP TS 25.413).
        utran_positioning_data: Octets<'a> = "utranPositioningData" [12], optional;
        /// The cell or the service area.
        cell_id_or_sai: CellGlobalIdOrServiceAreaIdOrLai<'a> = "cellIdOrSai" [13], optional;
        /// The location centre of the home network, 5 to 17 octets.
        h_gmlc_address: Octets<'a> = "h-gmlc-Address" [14], optional;
        /// For which service, 0 to 127.
        lcs_service_type_id: u8 = "lcsServiceTypeID" [15], optional;
        /// It is a service area.
        sai_present: Null = "sai-Present" [17], optional;
        /// A false name is to stand for him.
        pseudonym_indicator: Null = "pseudonymIndicator" [18], optional;
        /// Whether it is as exact as it was to be.
        accuracy_fulfilment_indicator: AccuracyFulfilmentIndicator = "accuracyFulfilmentIndicator" [19], optional;
        /// How he moves, 4 to 7 octets (3GPP TS 23.032 §8).
        velocity_estimate: Octets<'a> = "velocityEstimate" [20], optional;
        /// Which of the times it is, 1 to 8639999.
        sequence_number: i64 = "sequenceNumber" [21], optional;
        /// How often it is told.
        periodic_ldr_info: PeriodicLdrInfo<'a> = "periodicLDRInfo" [22], optional;
        /// The handset keeps what it learns.
        mo_lr_short_circuit_indicator: Null = "mo-lrShortCircuitIndicator" [23], optional;
        /// How it was measured by satellites, 2 to 10 octets (3GPP TS 49.031).
        geran_ganss_positioning_data: Octets<'a> = "geranGANSSpositioningData" [24], optional;
        /// How it was measured by satellites, 1 to 9 octets (3GPP TS 25.413).
        utran_ganss_positioning_data: Octets<'a> = "utranGANSSpositioningData" [25], optional;
        /// The node where he has gone.
        target_serving_node_for_handover: ServingNodeAddress<'a> = "targetServingNodeForHandover" [26], optional;
        /// How else it was measured, 1 to 8 octets (3GPP TS 25.413).
        utran_additional_positioning_data: Octets<'a> = "utranAdditionalPositioningData" [27], optional;
        /// The pressure of the air, in pascals, 30000 to 115000.
        utran_baro_pressure_meas: i64 = "utranBaroPressureMeas" [28], optional;
        /// The address, as a text.
        utran_civic_address: Octets<'a> = "utranCivicAddress" [29], optional;
    }
}

enumerated! {
    /// LCS-Event: why it is told where a subscriber is (3GPP TS 29.002 §17.7.13).
    pub struct LcsEvent: Tag::ENUMERATED => {
        /// An emergency call has begun.
        EMERGENCY_CALL_ORIGINATION = 0 "emergencyCallOrigination";
        /// An emergency call has ended.
        EMERGENCY_CALL_RELEASE = 1 "emergencyCallRelease";
        /// He wants it.
        MO_LR = 2 "mo-lr";
        /// What was waited for has happened.
        DEFERREDMT_LR_RESPONSE = 3 "deferredmt-lrResponse";
        /// He wants it told to a third again and again.
        DEFERREDMO_LR_TTTP_INITIATION = 4 "deferredmo-lrTTTPInitiation";
        /// An emergency call goes on elsewhere.
        EMERGENCY_CALL_HANDOVER = 5 "emergencyCallHandover";
    }
}

sequence! {
    /// Deferredmt-lrData: what was waited for (3GPP TS 29.002 §17.7.13).
    pub struct DeferredmtLrData<'a>: Tag::SEQUENCE => {
        /// A bit for each event: 0 he can be reached, 1 he comes into an area, 2 he leaves it, 3 he is in it, 4
        /// time has passed.
        deferred_location_event_type: Bits<'a> = "deferredLocationEventType";
        /// Why it is waited for no longer.
        termination_cause: TerminationCause = "terminationCause" [0], optional;
        /// The node where he has gone.
        lcs_location_info: LcsLocationInfo<'a> = "lcsLocationInfo" [1], optional;
    }
}

enumerated! {
    /// TerminationCause: why something is waited for no longer (3GPP TS 29.002 §17.7.13).
    pub struct TerminationCause: Tag::ENUMERATED => {
        /// It is done.
        NORMAL = 0 "normal";
        /// A fault.
        ERRORUNDEFINED = 1 "errorundefined";
        /// It has taken too long.
        INTERNAL_TIMEOUT = 2 "internalTimeout";
        /// There is too much to do.
        CONGESTION = 3 "congestion";
        /// It begins anew elsewhere.
        MT_LR_RESTART = 4 "mt-lrRestart";
        /// It is against his wishes.
        PRIVACY_VIOLATION = 5 "privacyViolation";
        /// The shape is not understood.
        SHAPE_OF_LOCATION_ESTIMATE_NOT_SUPPORTED = 6 "shapeOfLocationEstimateNotSupported";
        /// He has ended it.
        SUBSCRIBER_TERMINATION = 7 "subscriberTermination";
        /// The handset has ended it.
        UE_TERMINATION = 8 "uETermination";
        /// The network has ended it.
        NETWORK_TERMINATION = 9 "networkTermination";
    }
}

sequence! {
    /// SubscriberLocationReport-Res: it was noted (3GPP TS 29.002 §17.7.13).
    pub struct SubscriberLocationReportRes<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The number that stands for the emergency call, in North America.
        na_esrk: AddressString<'a> = "na-ESRK" [0], optional;
        /// The number that leads the emergency call to its centre, in North America.
        na_esrd: AddressString<'a> = "na-ESRD" [1], optional;
        /// The location centre of the home network, 5 to 17 octets.
        h_gmlc_address: Octets<'a> = "h-gmlc-Address" [2], optional;
        /// The handset may keep what it learns.
        mo_lr_short_circuit_indicator: Null = "mo-lrShortCircuitIndicator" [3], optional;
        /// In which networks it can be told.
        reporting_plmn_list: ReportingPlmnList<'a> = "reportingPLMNList" [4], optional;
        /// What the location centre calls its request, one octet.
        lcs_reference_number: Octets<'a> = "lcs-ReferenceNumber" [5], optional;
    }
}
