//! `data_sm`: a message with `message_payload` for its text, in either direction (SMPP 5.0 §4.2.2; SMPP 3.4 §4.7).

use crate::body::body;
use crate::{DataCoding, EsmClass, Npi, RegisteredDelivery, Ton};

body! {
    /// `data_sm` (SMPP 5.0 §4.2.2.1). Without `message_payload` it is an empty message.
    pub struct DataSm = data_sm {
        /// The service that the message belongs to, empty for the default (SMPP 5.0 §4.7.25).
        service_type: &'a [u8] = c_octet_string(6) or ESME_RINVSERTYP,
        /// Type of number of the source (SMPP 5.0 §4.7.1).
        source_addr_ton: Ton = octet or ESME_RINVSRCTON,
        /// Numbering plan of the source (SMPP 5.0 §4.7.2).
        source_addr_npi: Npi = octet or ESME_RINVSRCNPI,
        /// Address of the sender, at most 64 octets (SMPP 5.0 §4.7.29).
        source_addr: &'a [u8] = address(65) or ESME_RINVSRCADR,
        /// Type of number of the destination (SMPP 5.0 §4.7.1).
        dest_addr_ton: Ton = octet or ESME_RINVDSTTON,
        /// Numbering plan of the destination (SMPP 5.0 §4.7.2).
        dest_addr_npi: Npi = octet or ESME_RINVDSTNPI,
        /// Address of the recipient, at most 64 octets (SMPP 5.0 §4.7.8).
        destination_addr: &'a [u8] = address(65) or ESME_RINVDSTADR,
        /// Messaging mode, message type and GSM features (SMPP 5.0 §4.7.12).
        esm_class: EsmClass = octet or ESME_RINVESMCLASS,
        /// Which receipts and acknowledgements are asked for (SMPP 5.0 §4.7.21).
        registered_delivery: RegisteredDelivery = octet or ESME_RINVREGDLVFLG,
        /// How the user data is coded (SMPP 5.0 §4.7.7).
        data_coding: DataCoding = octet or ESME_RINVDCS,
    }
}

body! {
    /// `data_sm_resp` (SMPP 5.0 §4.2.2.2).
    pub struct DataSmResp = data_sm_resp {
        /// The message centre's identifier of the message, at most 64 octets (SMPP 5.0 §4.7.14).
        message_id: &'a [u8] = c_octet_string(65) or ESME_RINVMSGID,
    }
}
