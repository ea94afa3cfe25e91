//! noteMM-Event, operation 89: a service is told where a subscriber goes (3GPP TS 29.002 §17.7.1; 3GPP TS 23.078 §9).

use crate::ber::define::sequence;
use crate::ber::{Bits, Octets, Tag};
use crate::map::{AddressString, ExtensionContainer, Imsi, LocationInformation, LocationInformationGprs};

sequence! {
    /// NoteMM-EventArg: what a subscriber has done (3GPP TS 29.002 §17.7.1).
    pub struct NoteMmEventArg<'a>: Tag::SEQUENCE => {
        /// Which service of the node, 0 to 2147483647.
        service_key: i64 = "serviceKey";
        /// What it was, one octet (3GPP TS 29.002 §17.7.1, MM-Code).
        event_met: Octets<'a> = "eventMet" [0];
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [1];
        /// The subscriber's number.
        msisdn: AddressString<'a> = "msisdn" [2];
        /// Where he is, in the circuit domain.
        location_information: LocationInformation<'a> = "locationInformation" [3], optional;
        /// A bit for each CAMEL phase: the numbers of [`SupportedCamelPhases`](crate::map::SupportedCamelPhases).
        supported_camel_phases: Bits<'a> = "supportedCAMELPhases" [5], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [6], optional;
        /// Where he is, in the packet domain.
        location_information_gprs: LocationInformationGprs<'a> = "locationInformationGPRS" [7], optional;
        /// A bit for each part of CAMEL phase 4 (3GPP TS 23.078).
        offered_camel4_functionalities: Bits<'a> = "offeredCamel4Functionalities" [8], optional;
    }
}

sequence! {
    /// NoteMM-EventRes: it was noted (3GPP TS 29.002 §17.7.1).
    pub struct NoteMmEventRes<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
