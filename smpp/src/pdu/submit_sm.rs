//! `submit_sm`: an ESME hands a message to the message centre (SMPP 5.0 §4.2.1; SMPP 3.4 §4.4).

use crate::body::body;
use crate::{DataCoding, EsmClass, Npi, RegisteredDelivery, Ton};

body! {
    /// `submit_sm`: one message to one destination (SMPP 5.0 §4.2.1.1).
    pub struct SubmitSm = submit_sm {
        /// The service that the message belongs to, empty for the default (SMPP 5.0 §4.7.25).
        service_type: &'a [u8] = c_octet_string(6) or ESME_RINVSERTYP,
        /// Type of number of the source (SMPP 5.0 §4.7.1).
        source_addr_ton: Ton = octet or ESME_RINVSRCTON,
        /// Numbering plan of the source (SMPP 5.0 §4.7.2).
        source_addr_npi: Npi = octet or ESME_RINVSRCNPI,
        /// Address of the sender, at most 20 octets (SMPP 5.0 §4.7.29).
        source_addr: &'a [u8] = address(21) or ESME_RINVSRCADR,
        /// Type of number of the destination (SMPP 5.0 §4.7.1).
        dest_addr_ton: Ton = octet or ESME_RINVDSTTON,
        /// Numbering plan of the destination (SMPP 5.0 §4.7.2).
        dest_addr_npi: Npi = octet or ESME_RINVDSTNPI,
        /// Address of the recipient, at most 20 octets (SMPP 5.0 §4.7.8).
        destination_addr: &'a [u8] = address(21) or ESME_RINVDSTADR,
        /// Messaging mode, message type and GSM features (SMPP 5.0 §4.7.12).
        esm_class: EsmClass = octet or ESME_RINVESMCLASS,
        /// Protocol identifier of the network, for GSM that of 3GPP TS 23.040 (SMPP 5.0 §4.7.20).
        protocol_id: u8 = octet or ESME_RINVCMDLEN,
        /// Priority, 0 lowest to 3 highest, 4 for GSM cell broadcast alone (SMPP 5.0 §4.7.19).
        priority_flag: u8 = octet or ESME_RINVPRTFLG,
        /// When to begin delivery, empty for at once: empty or 16 characters (SMPP 5.0 §4.7.23.1).
        schedule_delivery_time: &'a [u8] = time or ESME_RINVSCHED,
        /// Until when the message is valid: empty or 16 characters (SMPP 5.0 §4.7.23.2).
        validity_period: &'a [u8] = time or ESME_RINVEXPIRY,
        /// Which receipts and acknowledgements are asked for (SMPP 5.0 §4.7.21).
        registered_delivery: RegisteredDelivery = octet or ESME_RINVREGDLVFLG,
        /// 1: take the place of a message under way with the same source, destination and service (SMPP 5.0 §4.7.22).
        replace_if_present_flag: u8 = octet or ESME_RINVREPFLAG,
        /// How the user data is coded (SMPP 5.0 §4.7.7).
        data_coding: DataCoding = octet or ESME_RINVDCS,
        /// A canned message of the message centre, 0 for none (SMPP 5.0 §4.7.27).
        sm_default_msg_id: u8 = octet or ESME_RINVDFTMSGID,
        /// The user data, at most 254 octets in 3.4 and 255 in 5.0; empty where `message_payload` carries it
        /// (SMPP 5.0 §4.7.28).
        short_message: &'a [u8] = short_message or ESME_RINVMSGLEN,
    }
}

body! {
    /// `submit_sm_resp` (SMPP 5.0 §4.2.1.2).
    pub struct SubmitSmResp = submit_sm_resp {
        /// The message centre's identifier of the message, at most 64 octets (SMPP 5.0 §4.7.14).
        message_id: &'a [u8] = c_octet_string(65) or ESME_RINVMSGID,
    }
}
