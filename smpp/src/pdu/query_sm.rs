//! `query_sm`: what has become of a message (SMPP 5.0 §4.5.2; SMPP 3.4 §4.8).

use crate::body::body;
use crate::{MessageState, Npi, Ton};

body! {
    /// `query_sm`; the source must be that of the message (SMPP 5.0 §4.5.2.1).
    pub struct QuerySm = query_sm {
        /// The message centre's identifier of the message, at most 64 octets (SMPP 5.0 §4.7.14).
        message_id: &'a [u8] = c_octet_string(65) or ESME_RINVMSGID,
        /// Type of number of the source (SMPP 5.0 §4.7.1).
        source_addr_ton: Ton = octet or ESME_RINVSRCTON,
        /// Numbering plan of the source (SMPP 5.0 §4.7.2).
        source_addr_npi: Npi = octet or ESME_RINVSRCNPI,
        /// Address of the sender, at most 20 octets (SMPP 5.0 §4.7.29).
        source_addr: &'a [u8] = address(21) or ESME_RINVSRCADR,
    }
}

body! {
    /// `query_sm_resp` (SMPP 5.0 §4.5.2.2).
    pub struct QuerySmResp = query_sm_resp {
        /// The message centre's identifier of the message, at most 64 octets (SMPP 5.0 §4.7.14).
        message_id: &'a [u8] = c_octet_string(65) or ESME_RINVMSGID,
        /// When the message reached its final state: empty or 16 characters (SMPP 5.0 §4.7.23.3).
        final_date: &'a [u8] = time or ESME_RINVSCHED,
        /// Where the message is in its life (SMPP 5.0 §4.7.15).
        message_state: MessageState = octet or ESME_RQUERYFAIL,
        /// The network's error code, 0 for none (SMPP 5.0 §4.7.11).
        error_code: u8 = octet or ESME_RQUERYFAIL,
    }
}
