//! `broadcast_sm`: a message to everyone in an area; new in 5.0 (SMPP 5.0 §4.4.1).

use crate::body::body;
use crate::{DataCoding, Npi, Ton};

body! {
    /// `broadcast_sm` (SMPP 5.0 §4.4.1.1).
    pub struct BroadcastSm = broadcast_sm {
        /// The service that the message belongs to, empty for the default (SMPP 5.0 §4.7.25).
        service_type: &'a [u8] = c_octet_string(6) or ESME_RINVSERTYP,
        /// Type of number of the source (SMPP 5.0 §4.7.1).
        source_addr_ton: Ton = octet or ESME_RINVSRCTON,
        /// Numbering plan of the source (SMPP 5.0 §4.7.2).
        source_addr_npi: Npi = octet or ESME_RINVSRCNPI,
        /// Address of the sender, at most 20 octets (SMPP 5.0 §4.7.29).
        source_addr: &'a [u8] = address(21) or ESME_RINVSRCADR,
        /// The broadcast to replace, else empty (SMPP 5.0 §4.7.14).
        message_id: &'a [u8] = c_octet_string(65) or ESME_RINVMSGID,
        /// Priority, 0 lowest to 3 highest, 4 for GSM cell broadcast alone (SMPP 5.0 §4.7.19).
        priority_flag: u8 = octet or ESME_RINVPRTFLG,
        /// When to begin, empty for at once: empty or 16 characters (SMPP 5.0 §4.7.23.1).
        schedule_delivery_time: &'a [u8] = time or ESME_RINVSCHED,
        /// Until when the message is valid: empty or 16 characters (SMPP 5.0 §4.7.23.2).
        validity_period: &'a [u8] = time or ESME_RINVEXPIRY,
        /// 1: take the place of a message under way with the same source, destination and service (SMPP 5.0 §4.7.22).
        replace_if_present_flag: u8 = octet or ESME_RINVREPFLAG,
        /// How the user data is coded (SMPP 5.0 §4.7.7).
        data_coding: DataCoding = octet or ESME_RINVDCS,
        /// A canned message of the message centre, 0 for none (SMPP 5.0 §4.7.27).
        sm_default_msg_id: u8 = octet or ESME_RINVDFTMSGID,
    }
    needs broadcast_area_identifier, broadcast_content_type, broadcast_rep_num, broadcast_frequency_interval;
}

body! {
    /// `broadcast_sm_resp` (SMPP 5.0 §4.4.1.2).
    pub struct BroadcastSmResp = broadcast_sm_resp {
        /// The message centre's identifier of the message, at most 64 octets (SMPP 5.0 §4.7.14).
        message_id: &'a [u8] = c_octet_string(65) or ESME_RINVMSGID,
    }
}
