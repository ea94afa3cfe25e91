//! provideSubscriberLocation, operation 83: where a subscriber is, asked of the node that serves him (3GPP TS 29.002
//! §13A.2).

use crate::ber::define::{choice, enumerated, sequence};
use crate::ber::{Bits, Null, Octets, Tag};
use crate::map::{
    AddressString, AreaEventInfo, CellGlobalIdOrServiceAreaIdOrLai, ExtensionContainer, Imei, Imsi,
    LcsClientId, LcsCodeword, LcsPrivacyCheck, LcsQos, Lmsi, LocationType, PeriodicLdrInfo,
    ReportingPlmnList,
};

sequence! {
    /// ProvideSubscriberLocation-Arg: who wants to know what of whom (3GPP TS 29.002 §17.7.13).
    pub struct ProvideSubscriberLocationArg<'a>: Tag::SEQUENCE => {
        /// What is wanted.
        location_type: LocationType<'a> = "locationType";
        /// The location centre that asks.
        mlc_number: AddressString<'a> = "mlc-Number";
        /// Who wants to know.
        lcs_client_id: LcsClientId<'a> = "lcs-ClientID" [0], optional;
        /// His wishes are passed over.
        privacy_override: Null = "privacyOverride" [1], optional;
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [2], optional;
        /// The subscriber's number.
        msisdn: AddressString<'a> = "msisdn" [3], optional;
        /// What the VLR calls him.
        lmsi: Lmsi = "lmsi" [4], optional;
        /// The handset.
        imei: Imei<'a> = "imei" [5], optional;
        /// How urgent it is, one octet: 0 the highest, 1 normal.
        lcs_priority: Octets<'a> = "lcs-Priority" [6], optional;
        /// How exact it must be.
        lcs_qos: LcsQos<'a> = "lcs-QoS" [7], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [8], optional;
        /// A bit for each shape that is understood (3GPP TS 23.032 §5).
        supported_gad_shapes: Bits<'a> = "supportedGADShapes" [9], optional;
        /// What the location centre calls the request, one octet.
        lcs_reference_number: Octets<'a> = "lcs-ReferenceNumber" [10], optional;
        /// For which service, 0 to 127.
        lcs_service_type_id: u8 = "lcsServiceTypeID" [11], optional;
        /// What the subscriber must know of the client.
        lcs_codeword: LcsCodeword<'a> = "lcsCodeword" [12], optional;
        /// What his wishes ask for.
        lcs_privacy_check: LcsPrivacyCheck<'a> = "lcs-PrivacyCheck" [13], optional;
        /// Of which areas he is to be told.
        area_event_info: AreaEventInfo<'a> = "areaEventInfo" [14], optional;
        /// The location centre of the home network, 5 to 17 octets.
        h_gmlc_address: Octets<'a> = "h-gmlc-Address" [15], optional;
        /// The handset may keep what it learns.
        mo_lr_short_circuit_indicator: Null = "mo-lrShortCircuitIndicator" [16], optional;
        /// How often it is to be told.
        periodic_ldr_info: PeriodicLdrInfo<'a> = "periodicLDRInfo" [17], optional;
        /// In which networks it can be told.
        reporting_plmn_list: ReportingPlmnList<'a> = "reportingPLMNList" [18], optional;
    }
}

sequence! {
    /// ProvideSubscriberLocation-Res: where he is (3GPP TS 29.002 §17.7.13).
    pub struct ProvideSubscriberLocationRes<'a>: Tag::SEQUENCE => {
        /// The place, 1 to 20 octets (3GPP TS 23.032 §6).
        location_estimate: Octets<'a> = "locationEstimate";
        /// How old that is, in minutes.
        age_of_location_estimate: i64 = "ageOfLocationEstimate" [0], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
        /// The place in another shape, 1 to 91 octets (3GPP TS 23.032 §6).
        add_location_estimate: Octets<'a> = "add-LocationEstimate" [2], optional;
        /// It will be told later.
        deferredmt_lr_response_indicator: Null = "deferredmt-lrResponseIndicator" [3], optional;
        /// How it was measured, 2 to 10 octets (3GPP TS 49.031).
        geran_positioning_data: Octets<'a> = "geranPositioningData" [4], optional;
        /// How it was measured, 3 to 11 octets (3GPP TS 25.413).
        utran_positioning_data: Octets<'a> = "utranPositioningData" [5], optional;
        /// The cell or the service area.
        cell_id_or_sai: CellGlobalIdOrServiceAreaIdOrLai<'a> = "cellIdOrSai" [6], optional;
        /// It is a service area.
        sai_present: Null = "sai-Present" [7], optional;
        /// Whether it is as exact as it was to be.
        accuracy_fulfilment_indicator: AccuracyFulfilmentIndicator = "accuracyFulfilmentIndicator" [8], optional;
        /// How he moves, 4 to 7 octets (3GPP TS 23.032 §8).
        velocity_estimate: Octets<'a> = "velocityEstimate" [9], optional;
        /// The handset keeps what it learns.
        mo_lr_short_circuit_indicator: Null = "mo-lrShortCircuitIndicator" [10], optional;
        /// How it was measured by satellites, 2 to 10 octets (3GPP TS 49.031).
        geran_ganss_positioning_data: Octets<'a> = "geranGANSSpositioningData" [11], optional;
        /// How it was measured by satellites, 1 to 9 octets (3GPP TS 25.413).
        utran_ganss_positioning_data: Octets<'a> = "utranGANSSpositioningData" [12], optional;
        /// The node where he has gone.
        target_serving_node_for_handover: ServingNodeAddress<'a> = "targetServingNodeForHandover" [13], optional;
        /// How else it was measured, 1 to 8 octets (3GPP TS 25.413).
        utran_additional_positioning_data: Octets<'a> = "utranAdditionalPositioningData" [14], optional;
        /// The pressure of the air, in pascals, 30000 to 115000.
        utran_baro_pressure_meas: i64 = "utranBaroPressureMeas" [15], optional;
        /// The address, as a text.
        utran_civic_address: Octets<'a> = "utranCivicAddress" [16], optional;
    }
}

enumerated! {
    /// AccuracyFulfilmentIndicator: whether a place is as exact as it was to be (3GPP TS 29.002 §17.7.13).
    pub struct AccuracyFulfilmentIndicator: Tag::ENUMERATED => {
        /// Yes.
        REQUESTED_ACCURACY_FULFILLED = 0 "requestedAccuracyFulfilled";
        /// No.
        REQUESTED_ACCURACY_NOT_FULFILLED = 1 "requestedAccuracyNotFulfilled";
    }
}

choice! {
    /// ServingNodeAddress: a node that serves a subscriber (3GPP TS 29.002 §17.7.13).
    pub enum ServingNodeAddress<'a> {
        /// An MSC.
        MscNumber: AddressString<'a> = "msc-Number" [0];
        /// An SGSN.
        SgsnNumber: AddressString<'a> = "sgsn-Number" [1];
        /// An MME, 9 to 255 octets.
        MmeNumber: Octets<'a> = "mme-Number" [2];
    }
}
