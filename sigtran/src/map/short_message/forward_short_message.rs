//! mt-ForwardSM, operation 44, mo-ForwardSM, operation 46, and forwardSM of versions 1 and 2, operation 46: a TPDU to the
//! node that serves the recipient, or to the service centre (3GPP TS 29.002 §12.2, §12.9).

use crate::ber::define::{choice, sequence};
use crate::ber::{Null, Octets, Tag};
use crate::map::common::{CorrelationId, ExtensionContainer, NetworkNodeDiameterAddress, Time};
use crate::map::{AddressString, Imsi, Lmsi, SmDeliveryOutcome};

choice! {
    /// SM-RP-DA: whom the TPDU is for (3GPP TS 29.002 §17.7.6).
    pub enum SmRpDa<'a> {
        /// The recipient.
        Imsi: Imsi<'a> = "imsi" [0];
        /// The recipient, by what the VLR calls him.
        Lmsi: Lmsi = "lmsi" [1];
        /// The service centre.
        ServiceCentreAddress: AddressString<'a> = "serviceCentreAddressDA" [4];
        /// As in the message before, in the same dialogue; not in version 1.
        None: Null = "noSM-RP-DA" [5];
        /// The recipient, by a number that leads to where he is; in version 1 alone.
        RoamingNumber: AddressString<'a> = "roamingNumber" [3];
    }
}

impl Default for SmRpDa<'_> {
    fn default() -> Self {
        Self::None(Null)
    }
}

choice! {
    /// SM-RP-OA: whom the TPDU is from (3GPP TS 29.002 §17.7.6).
    pub enum SmRpOa<'a> {
        /// The sender.
        Msisdn: AddressString<'a> = "msisdn" [2];
        /// The service centre.
        ServiceCentreAddress: AddressString<'a> = "serviceCentreAddressOA" [4];
        /// As in the message before, in the same dialogue; not in version 1.
        None: Null = "noSM-RP-OA" [5];
    }
}

impl Default for SmRpOa<'_> {
    fn default() -> Self {
        Self::None(Null)
    }
}

sequence! {
    /// MT-ForwardSM-Arg of version 3 (3GPP TS 29.002 §17.7.6).
    pub struct MtForwardSmArg<'a>: Tag::SEQUENCE => {
        /// The recipient.
        sm_rp_da: SmRpDa<'a> = "sm-RP-DA";
        /// The service centre.
        sm_rp_oa: SmRpOa<'a> = "sm-RP-OA";
        /// An SMS-DELIVER or SMS-STATUS-REPORT, 1 to 200 octets (3GPP TS 23.040 §9.2.2).
        sm_rp_ui: Octets<'a> = "sm-RP-UI";
        /// Another message follows in this dialogue.
        more_messages_to_send: Null = "moreMessagesToSend", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// How many seconds the delivery may take, 30 to 600.
        sm_delivery_timer: i64 = "smDeliveryTimer", optional;
        /// From when these count.
        sm_delivery_start_time: Time = "smDeliveryStartTime", optional;
        /// By IMS alone.
        sms_over_ip_only_indicator: Null = "smsOverIP-OnlyIndicator" [0], optional;
        /// Which message by IMS it is.
        correlation_id: CorrelationId<'a> = "correlationID" [1], optional;
        /// Until when it may be tried again.
        maximum_retransmission_time: Time = "maximumRetransmissionTime" [2], optional;
        /// Whom to alert.
        sms_gmsc_address: AddressString<'a> = "smsGmscAddress" [3], optional;
        /// The same by Diameter.
        sms_gmsc_diameter_address: NetworkNodeDiameterAddress<'a> = "smsGmscDiameterAddress" [4], optional;
    }
}

sequence! {
    /// MT-ForwardSM-Res (3GPP TS 29.002 §17.7.6).
    pub struct MtForwardSmRes<'a>: Tag::SEQUENCE => {
        /// An SMS-DELIVER-REPORT (3GPP TS 23.040 §9.2.2.1a).
        sm_rp_ui: Octets<'a> = "sm-RP-UI", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

sequence! {
    /// MO-ForwardSM-Arg of version 3 (3GPP TS 29.002 §17.7.6).
    pub struct MoForwardSmArg<'a>: Tag::SEQUENCE => {
        /// The service centre.
        sm_rp_da: SmRpDa<'a> = "sm-RP-DA";
        /// The sender.
        sm_rp_oa: SmRpOa<'a> = "sm-RP-OA";
        /// An SMS-SUBMIT or SMS-COMMAND, 1 to 200 octets (3GPP TS 23.040 §9.2.2).
        sm_rp_ui: Octets<'a> = "sm-RP-UI";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The sender's IMSI.
        imsi: Imsi<'a> = "imsi", optional;
        /// Which message by IMS it is.
        correlation_id: CorrelationId<'a> = "correlationID" [0], optional;
        /// How a delivery by IMS ended.
        sm_delivery_outcome: SmDeliveryOutcome = "sm-DeliveryOutcome" [1], optional;
    }
}

sequence! {
    /// MO-ForwardSM-Res (3GPP TS 29.002 §17.7.6).
    pub struct MoForwardSmRes<'a>: Tag::SEQUENCE => {
        /// An SMS-SUBMIT-REPORT (3GPP TS 23.040 §9.2.2.2a).
        sm_rp_ui: Octets<'a> = "sm-RP-UI", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

sequence! {
    /// ForwardSM-Arg of versions 1 and 2, in either direction (GSM 09.02, version 2).
    pub struct ForwardSmArg<'a>: Tag::SEQUENCE => {
        /// Whom it is for.
        sm_rp_da: SmRpDa<'a> = "sm-RP-DA";
        /// Whom it is from.
        sm_rp_oa: SmRpOa<'a> = "sm-RP-OA";
        /// The TPDU, 1 to 200 octets (3GPP TS 23.040 §9.2.2).
        sm_rp_ui: Octets<'a> = "sm-RP-UI";
        /// Another message follows in this dialogue; not in version 1.
        more_messages_to_send: Null = "moreMessagesToSend", optional;
    }
}
