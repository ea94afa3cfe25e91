//! How handsets measure the radio for the operator (3GPP TS 29.002 §7.6.10; 3GPP TS 37.320).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{List, Octets, Tag};
use crate::map::{
    ExtensionContainer, LoggingDuration, LoggingInterval, PeriodLte, PeriodUmts, ReportAmount, ReportInterval,
};

sequence! {
    /// MDT-Configuration: how a handset measures the radio (3GPP TS 29.002 §17.7.2).
    pub struct MdtConfiguration<'a>: Tag::SEQUENCE => {
        /// What is written down.
        job_type: JobType = "jobType";
        /// Where.
        area_scope: AreaScope<'a> = "areaScope", optional;
        /// What is measured, four octets (3GPP TS 32.422 §5.10).
        list_of_measurements: Octets<'a> = "listOfMeasurements", optional;
        /// When it is told, one octet (3GPP TS 32.422 §5.10).
        reporting_trigger: Octets<'a> = "reportingTrigger" [0], optional;
        /// The time between two reports.
        report_interval: ReportInterval = "reportInterval", optional;
        /// How many reports.
        report_amount: ReportAmount = "reportAmount" [1], optional;
        /// The power below which it is told, 0 to 97 (3GPP TS 36.331).
        event_threshold_rsrp: u8 = "eventThresholdRSRP", optional;
        /// The quality below which it is told, 0 to 34 (3GPP TS 36.331).
        event_threshold_rsrq: u8 = "eventThresholdRSRQ" [2], optional;
        /// The time between two entries.
        logging_interval: LoggingInterval = "loggingInterval" [3], optional;
        /// How long entries are made.
        logging_duration: LoggingDuration = "loggingDuration" [4], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [5], optional;
        /// The time of a measurement of UTRAN.
        measurement_period_umts: PeriodUmts = "measurementPeriodUMTS" [6], optional;
        /// The time of a measurement of E-UTRAN.
        measurement_period_lte: PeriodLte = "measurementPeriodLTE" [7], optional;
        /// The time that the radio network of UTRAN takes.
        collection_period_rrm_umts: PeriodUmts = "collectionPeriodRRM-UMTS" [8], optional;
        /// The time that the radio network of E-UTRAN takes.
        collection_period_rrm_lte: PeriodLte = "collectionPeriodRRM-LTE" [9], optional;
        /// How the place is found, one octet (3GPP TS 32.422 §5.10).
        positioning_method: Octets<'a> = "positioningMethod" [10], optional;
        /// What is measured of UTRAN, one octet (3GPP TS 32.422 §5.10).
        measurement_quantity: Octets<'a> = "measurementQuantity" [11], optional;
        /// The threshold of event 1F, -120 to 165 (3GPP TS 25.331).
        event_threshold_1f: i64 = "eventThreshold1F" [12], optional;
        /// The threshold of event 1I, -120 to -25 (3GPP TS 25.331).
        event_threshold_1i: i64 = "eventThreshold1I" [13], optional;
        /// The networks where it is allowed, three octets each, 1 to 16.
        mdt_allowed_plmn_list: List<'a, Octets<'a>> = "mdt-Allowed-PLMN-List" [14], optional;
    }
}

enumerated! {
    /// JobType: what is written down (3GPP TS 29.002 §17.7.2).
    pub struct JobType: Tag::ENUMERATED => {
        /// Measurements, told at once.
        IMMEDIATE_MDT_ONLY = 0 "immediate-MDT-only";
        /// Measurements, told later.
        LOGGED_MDT_ONLY = 1 "logged-MDT-only";
        /// What the subscriber does.
        TRACE_ONLY = 2 "trace-only";
        /// Measurements, told at once, and what the subscriber does.
        IMMEDIATE_MDT_AND_TRACE = 3 "immediate-MDT-and-trace";
    }
}

sequence! {
    /// AreaScope: where a handset measures (3GPP TS 29.002 §17.7.2).
    pub struct AreaScope<'a>: Tag::SEQUENCE => {
        /// These cells, seven octets each, 1 to 32.
        cgi_list: List<'a, Octets<'a>> = "cgi-List" [0], optional;
        /// These cells of E-UTRAN, seven octets each, 1 to 32.
        e_utran_cgi_list: List<'a, Octets<'a>> = "e-utran-cgi-List" [1], optional;
        /// These routing areas, six octets each, 1 to 8.
        routing_area_id_list: List<'a, Octets<'a>> = "routingAreaId-List" [2], optional;
        /// These location areas, five octets each, 1 to 8.
        location_area_id_list: List<'a, Octets<'a>> = "locationAreaId-List" [3], optional;
        /// These tracking areas, five octets each, 1 to 8.
        tracking_area_id_list: List<'a, Octets<'a>> = "trackingAreaId-List" [4], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [5], optional;
    }
}
