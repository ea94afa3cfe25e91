//! Where a subscriber is (3GPP TS 29.002 §7.6.2, §7.6.3).

use crate::ber::define::{choice, sequence};
use crate::ber::{Null, Octets, Tag};
use crate::map::{AddressString, ExtensionContainer, UsedRatType, UserCsgInformation};

sequence! {
    /// LocationInformation: where a subscriber is, in the circuit domain (3GPP TS 29.002 §17.7.1).
    pub struct LocationInformation<'a>: Tag::SEQUENCE => {
        /// How old that is, in minutes.
        age_of_location_information: i64 = "ageOfLocationInformation", optional;
        /// Latitude, longitude and uncertainty, eight octets (3GPP TS 23.032 §6.2).
        geographical_information: Octets<'a> = "geographicalInformation" [0], optional;
        /// The VLR.
        vlr_number: AddressString<'a> = "vlr-number" [1], optional;
        /// The place, as ISUP has it, 2 to 10 octets (ITU-T Q.763 §3.30).
        location_number: Octets<'a> = "locationNumber" [2], optional;
        /// The cell, the service area or the location area.
        cell_global_id_or_service_area_id_or_lai: CellGlobalIdOrServiceAreaIdOrLai<'a>
            = "cellGlobalIdOrServiceAreaIdOrLAI" [3], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [4], optional;
        /// The localised service area, three octets.
        selected_lsa_id: Octets<'a> = "selectedLSA-Id" [5], optional;
        /// The MSC.
        msc_number: AddressString<'a> = "msc-Number" [6], optional;
        /// Latitude, longitude and uncertainty, as ISUP has it, ten octets (ITU-T Q.763 §3.88).
        geodetic_information: Octets<'a> = "geodeticInformation" [7], optional;
        /// He was paged for it.
        current_location_retrieved: Null = "currentLocationRetrieved" [8], optional;
        /// The cell is a service area.
        sai_present: Null = "sai-Present" [9], optional;
        /// Where he is in the evolved packet domain, if he is there.
        location_information_eps: LocationInformationEps<'a> = "locationInformationEPS" [10], optional;
        /// The closed subscriber group of the cell.
        user_csg_information: UserCsgInformation<'a> = "userCSGInformation" [11], optional;
    }
}

choice! {
    /// CellGlobalIdOrServiceAreaIdOrLAI: a cell, a service area or a location area (3GPP TS 29.002 §17.7.8).
    pub enum CellGlobalIdOrServiceAreaIdOrLai<'a> {
        /// A cell or a service area, seven octets.
        CellGlobalIdOrServiceAreaIdFixedLength: Octets<'a> = "cellGlobalIdOrServiceAreaIdFixedLength" [0];
        /// A location area, five octets.
        LaiFixedLength: Octets<'a> = "laiFixedLength" [1];
    }
}

sequence! {
    /// LocationInformationGPRS: where a subscriber is, in the packet domain (3GPP TS 29.002 §17.7.1).
    pub struct LocationInformationGprs<'a>: Tag::SEQUENCE => {
        /// The cell, the service area or the location area.
        cell_global_id_or_service_area_id_or_lai: CellGlobalIdOrServiceAreaIdOrLai<'a>
            = "cellGlobalIdOrServiceAreaIdOrLAI" [0], optional;
        /// The routing area, six octets.
        routeing_area_identity: Octets<'a> = "routeingAreaIdentity" [1], optional;
        /// Latitude, longitude and uncertainty, eight octets (3GPP TS 23.032 §6.2).
        geographical_information: Octets<'a> = "geographicalInformation" [2], optional;
        /// The SGSN.
        sgsn_number: AddressString<'a> = "sgsn-Number" [3], optional;
        /// The localised service area, three octets.
        selected_lsa_identity: Octets<'a> = "selectedLSAIdentity" [4], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [5], optional;
        /// The cell is a service area.
        sai_present: Null = "sai-Present" [6], optional;
        /// Latitude, longitude and uncertainty, as ISUP has it, ten octets (ITU-T Q.763 §3.88).
        geodetic_information: Octets<'a> = "geodeticInformation" [7], optional;
        /// He was paged for it.
        current_location_retrieved: Null = "currentLocationRetrieved" [8], optional;
        /// How old that is, in minutes.
        age_of_location_information: i64 = "ageOfLocationInformation" [9], optional;
        /// The closed subscriber group of the cell.
        user_csg_information: UserCsgInformation<'a> = "userCSGInformation" [10], optional;
    }
}

sequence! {
    /// LocationInformationEPS: where a subscriber is, in the evolved packet domain (3GPP TS 29.002 §17.7.1).
    pub struct LocationInformationEps<'a>: Tag::SEQUENCE => {
        /// The cell of E-UTRAN, seven octets.
        e_utran_cell_global_identity: Octets<'a> = "e-utranCellGlobalIdentity" [0], optional;
        /// The tracking area, five octets.
        tracking_area_identity: Octets<'a> = "trackingAreaIdentity" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
        /// Latitude, longitude and uncertainty, eight octets (3GPP TS 23.032 §6.2).
        geographical_information: Octets<'a> = "geographicalInformation" [3], optional;
        /// Latitude, longitude and uncertainty, as ISUP has it, ten octets (ITU-T Q.763 §3.88).
        geodetic_information: Octets<'a> = "geodeticInformation" [4], optional;
        /// He was paged for it.
        current_location_retrieved: Null = "currentLocationRetrieved" [5], optional;
        /// How old that is, in minutes.
        age_of_location_information: i64 = "ageOfLocationInformation" [6], optional;
        /// The MME, 9 to 255 octets.
        mme_name: Octets<'a> = "mme-Name" [7], optional;
    }
}

sequence! {
    /// LocationInformation5GS: where a subscriber is, in the system of the fifth generation (3GPP TS 29.002
    /// §17.7.1).
    pub struct LocationInformation5gs<'a>: Tag::SEQUENCE => {
        /// The cell of new radio, eight octets.
        nr_cell_global_identity: Octets<'a> = "nrCellGlobalIdentity" [0], optional;
        /// The cell of E-UTRAN, seven octets.
        e_utran_cell_global_identity: Octets<'a> = "e-utranCellGlobalIdentity" [1], optional;
        /// Latitude, longitude and uncertainty, eight octets (3GPP TS 23.032 §6.2).
        geographical_information: Octets<'a> = "geographicalInformation" [2], optional;
        /// Latitude, longitude and uncertainty, as ISUP has it, ten octets (ITU-T Q.763 §3.88).
        geodetic_information: Octets<'a> = "geodeticInformation" [3], optional;
        /// The AMF, 9 to 255 octets.
        amf_address: Octets<'a> = "amf-address" [4], optional;
        /// The tracking area, five octets.
        tracking_area_identity: Octets<'a> = "trackingAreaIdentity" [5], optional;
        /// He was paged for it.
        current_location_retrieved: Null = "currentLocationRetrieved" [6], optional;
        /// How old that is, in minutes.
        age_of_location_information: i64 = "ageOfLocationInformation" [7], optional;
        /// The visited network, three octets.
        vplmn_id: Octets<'a> = "vplmnId" [8], optional;
        /// The time zone there, 2 to 3 octets.
        local_time_zone: Octets<'a> = "localtimeZone" [9], optional;
        /// By which radio.
        rat_type: UsedRatType = "rat-Type" [10], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [11], optional;
        /// The tracking area of new radio, six octets.
        nr_tracking_area_identity: Octets<'a> = "nrTrackingAreaIdentity" [12], optional;
    }
}

choice! {
    /// LocationArea: a location area (3GPP TS 29.002 §17.7.1).
    pub enum LocationArea<'a> {
        /// With its network, five octets.
        LaiFixedLength: Octets<'a> = "laiFixedLength" [0];
        /// In this network, two octets.
        Lac: Octets<'a> = "lac" [1];
    }
}
