//! `replace_sm`: gives a message under way another text (SMPP 5.0 §4.5.3; SMPP 3.4 §4.10).

use crate::body::body;
use crate::{Npi, RegisteredDelivery, Ton};

body! {
    /// `replace_sm`; it has neither `data_coding` nor `esm_class`, the old ones stay (SMPP 5.0 §4.5.3.1).
    pub struct ReplaceSm = replace_sm {
        /// The message centre's identifier of the message, at most 64 octets (SMPP 5.0 §4.7.14).
        message_id: &'a [u8] = c_octet_string(65) or ESME_RINVMSGID,
        /// Type of number of the source (SMPP 5.0 §4.7.1).
        source_addr_ton: Ton = octet or ESME_RINVSRCTON,
        /// Numbering plan of the source (SMPP 5.0 §4.7.2).
        source_addr_npi: Npi = octet or ESME_RINVSRCNPI,
        /// Address of the sender, at most 20 octets (SMPP 5.0 §4.7.29).
        source_addr: &'a [u8] = address(21) or ESME_RINVSRCADR,
        /// When to begin delivery, empty to leave it as it is: empty or 16 characters (SMPP 5.0 §4.7.23.1).
        schedule_delivery_time: &'a [u8] = time or ESME_RINVSCHED,
        /// Until when the message is valid: empty or 16 characters (SMPP 5.0 §4.7.23.2).
        validity_period: &'a [u8] = time or ESME_RINVEXPIRY,
        /// Which receipts and acknowledgements are asked for (SMPP 5.0 §4.7.21).
        registered_delivery: RegisteredDelivery = octet or ESME_RINVREGDLVFLG,
        /// A canned message of the message centre, 0 for none (SMPP 5.0 §4.7.27).
        sm_default_msg_id: u8 = octet or ESME_RINVDFTMSGID,
        /// The user data, at most 254 octets in 3.4 and 255 in 5.0; empty where `message_payload` carries it
        /// (SMPP 5.0 §4.7.28).
        short_message: &'a [u8] = short_message or ESME_RINVMSGLEN,
    }
}

body! {
    /// `replace_sm_resp` (SMPP 5.0 §4.5.3.2).
    pub struct ReplaceSmResp = replace_sm_resp {}
}
