//! alertServiceCentre, operation 64, and alertServiceCentreWithoutResult of version 1, operation 49: a subscriber can be
//! reached again (3GPP TS 29.002 §12.5).

use crate::ber::Tag;
use crate::ber::define::sequence;
use crate::map::common::{CorrelationId, NetworkNodeDiameterAddress, Time};
use crate::map::{AddressString, Imsi};

sequence! {
    /// AlertServiceCentreArg (3GPP TS 29.002 §17.7.6).
    pub struct AlertServiceCentreArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        msisdn: AddressString<'a> = "msisdn";
        /// The service centre that is alerted.
        service_centre_address: AddressString<'a> = "serviceCentreAddress";
        /// The subscriber's IMSI, in place of an MSISDN that is a dummy.
        imsi: Imsi<'a> = "imsi", optional;
        /// Which message by IMS it is.
        correlation_id: CorrelationId<'a> = "correlationID", optional;
        /// Until when he can be reached.
        maximum_ue_availability_time: Time = "maximumUeAvailabilityTime" [0], optional;
        /// 0 available for messages, 1 under a new serving node.
        sms_gmsc_alert_event: u8 = "smsGmscAlertEvent" [1], optional;
        /// The gateway that is alerted, by Diameter.
        sms_gmsc_diameter_address: NetworkNodeDiameterAddress<'a> = "smsGmscDiameterAddress" [2], optional;
        /// The new SGSN.
        new_sgsn_number: AddressString<'a> = "newSGSNNumber" [3], optional;
        /// The same by Diameter.
        new_sgsn_diameter_address: NetworkNodeDiameterAddress<'a> = "newSGSNDiameterAddress" [4], optional;
        /// The new MME.
        new_mme_number: AddressString<'a> = "newMMENumber" [5], optional;
        /// The same by Diameter.
        new_mme_diameter_address: NetworkNodeDiameterAddress<'a> = "newMMEDiameterAddress" [6], optional;
        /// The new MSC.
        new_msc_number: AddressString<'a> = "newMSCNumber" [7], optional;
    }
}
