//! updateLocation, operation 2: a subscriber has come to a VLR (3GPP TS 29.002 §8.1.2).

use crate::ber::define::{choice, sequence};
use crate::ber::{List, Null, Octets, Tag};
use crate::map::{
    AddressString, ExtensionContainer, Imei, Imsi, Lmsi, LocationArea, NetworkNodeDiameterAddress,
    VlrCapability,
};

sequence! {
    /// UpdateLocationArg (3GPP TS 29.002 §17.7.1).
    pub struct UpdateLocationArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi";
        /// The MSC where he is now.
        msc_number: AddressString<'a> = "msc-Number" [1];
        /// The VLR where he is now.
        vlr_number: AddressString<'a> = "vlr-Number";
        /// What the VLR calls the subscriber.
        lmsi: Lmsi = "lmsi" [10], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// What the VLR can do.
        vlr_capability: VlrCapability<'a> = "vlr-Capability" [6], optional;
        /// The HLR is to tell the node before, since the new one could not.
        inform_previous_network_entity: Null = "informPreviousNetworkEntity" [11], optional;
        /// The handset knows no location services in the circuit domain.
        cs_lcs_not_supported_by_ue: Null = "cs-LCS-NotSupportedByUE" [12], optional;
        /// The location centre of the visited network, 5 to 17 octets.
        v_gmlc_address: Octets<'a> = "v-gmlc-Address" [2], optional;
        /// The handset, and whether data are wanted.
        add_info: AddInfo<'a> = "add-info" [13], optional;
        /// The location areas in which he is paged.
        paging_area: List<'a, LocationArea<'a>> = "pagingArea" [14], optional;
        /// Data of the subscriber are not wanted.
        skip_subscriber_data_update: Null = "skipSubscriberDataUpdate" [15], optional;
        /// It is to restore what a node has lost.
        restoration_indicator: Null = "restorationIndicator" [16], optional;
        /// Equivalent networks, three octets each.
        eplmn_list: List<'a, Octets<'a>> = "eplmn-List" [3], optional;
        /// The MME by Diameter.
        mme_diameter_address: NetworkNodeDiameterAddress<'a> = "mme-DiameterAddress" [4], optional;
    }
}

sequence! {
    /// ADD-Info: what goes with automatic device detection (3GPP TS 29.002 §17.7.1).
    pub struct AddInfo<'a>: Tag::SEQUENCE => {
        /// The handset, with its software version.
        imeisv: Imei<'a> = "imeisv" [0];
        /// Data of the subscriber are not wanted.
        skip_subscriber_data_update: Null = "skipSubscriberDataUpdate" [1], optional;
    }
}

sequence! {
    /// UpdateLocationArg of versions 1 and 2 (GSM 09.02, version 2).
    pub struct UpdateLocationArgV2<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi";
        /// Where he is now.
        location_info: LocationInfo<'a> = "locationInfo";
        /// The VLR where he is now.
        vlr_number: AddressString<'a> = "vlr-Number";
        /// What the VLR calls the subscriber.
        lmsi: Lmsi = "lmsi" [10], optional;
    }
}

choice! {
    /// LocationInfo: where a subscriber can be reached, in versions 1 and 2 (GSM 09.02, version 2).
    pub enum LocationInfo<'a> {
        /// By this number; in version 1 alone.
        RoamingNumber: AddressString<'a> = "roamingNumber" [0];
        /// At this MSC.
        MscNumber: AddressString<'a> = "msc-Number" [1];
    }
}

impl Default for LocationInfo<'_> {
    fn default() -> Self {
        Self::RoamingNumber(AddressString::default())
    }
}

sequence! {
    /// UpdateLocationRes of version 3, also seen in version 2, which may have the number alone (3GPP TS 29.002
    /// §17.7.1).
    pub struct UpdateLocationRes<'a>: Tag::SEQUENCE => {
        /// The HLR.
        hlr_number: AddressString<'a> = "hlr-Number";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The HLR supports automatic device detection.
        add_capability: Null = "add-Capability", optional;
        /// The HLR takes paging areas.
        paging_area_capability: Null = "pagingArea-Capability" [0], optional;
    }
}
