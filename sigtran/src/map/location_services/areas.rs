//! The areas of which it is told that a subscriber comes or goes (3GPP TS 29.002 §7.6.11).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{List, Null, Octets, Tag};

sequence! {
    /// AreaEventInfo: of which areas it is told (3GPP TS 29.002 §17.7.13).
    pub struct AreaEventInfo<'a>: Tag::SEQUENCE => {
        /// The areas.
        area_definition: AreaDefinition<'a> = "areaDefinition" [0];
        /// How often.
        occurrence_info: OccurrenceInfo = "occurrenceInfo" [1], optional;
        /// Seconds between two times, 1 to 32767.
        interval_time: i64 = "intervalTime" [2], optional;
    }
}

sequence! {
    /// AreaDefinition: some areas (3GPP TS 29.002 §17.7.13).
    pub struct AreaDefinition<'a>: Tag::SEQUENCE => {
        /// The areas, 1 to 10.
        area_list: List<'a, Area<'a>> = "areaList" [0];
    }
}

sequence! {
    /// Area: an area (3GPP TS 29.002 §17.7.13).
    pub struct Area<'a>: Tag::SEQUENCE => {
        /// What kind of area.
        area_type: AreaType = "areaType" [0];
        /// Which, 2 to 7 octets.
        area_identification: Octets<'a> = "areaIdentification" [1];
    }
}

enumerated! {
    /// AreaType: a kind of area (3GPP TS 29.002 §17.7.13).
    pub struct AreaType: Tag::ENUMERATED => {
        /// A country.
        COUNTRY_CODE = 0 "countryCode";
        /// A network.
        PLMN_ID = 1 "plmnId";
        /// A location area.
        LOCATION_AREA_ID = 2 "locationAreaId";
        /// A routing area.
        ROUTING_AREA_ID = 3 "routingAreaId";
        /// A cell.
        CELL_GLOBAL_ID = 4 "cellGlobalId";
        /// A cell of UTRAN.
        UTRAN_CELL_ID = 5 "utranCellId";
    }
}

enumerated! {
    /// OccurrenceInfo: how often something is told (3GPP TS 29.002 §17.7.13).
    pub struct OccurrenceInfo: Tag::ENUMERATED => {
        /// Once.
        ONE_TIME_EVENT = 0 "oneTimeEvent";
        /// Each time.
        MULTIPLE_TIME_EVENT = 1 "multipleTimeEvent";
    }
}

sequence! {
    /// ReportingPLMNList: the networks in which it can be told where a subscriber is (3GPP TS 29.002 §17.7.13).
    pub struct ReportingPlmnList<'a>: Tag::SEQUENCE => {
        /// The first is the best.
        plmn_list_prioritized: Null = "plmn-ListPrioritized" [0], optional;
        /// The networks, 1 to 20.
        plmn_list: List<'a, ReportingPlmn<'a>> = "plmn-List" [1];
    }
}

sequence! {
    /// ReportingPLMN: a network in which it can be told where a subscriber is (3GPP TS 29.002 §17.7.13).
    pub struct ReportingPlmn<'a>: Tag::SEQUENCE => {
        /// The network, three octets.
        plmn_id: Octets<'a> = "plmn-Id" [0];
        /// By which radio.
        ran_technology: RanTechnology = "ran-Technology" [1], optional;
        /// The radio network tells it by itself.
        ran_periodic_location_support: Null = "ran-PeriodicLocationSupport" [2], optional;
    }
}

enumerated! {
    /// RAN-Technology: a radio (3GPP TS 29.002 §17.7.13).
    pub struct RanTechnology: Tag::ENUMERATED => {
        /// GERAN.
        GSM = 0 "gsm";
        /// UTRAN.
        UMTS = 1 "umts";
    }
}
