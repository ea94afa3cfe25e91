//! `outbind`: a message centre asks an ESME to bind (SMPP 5.0 §4.1.1.7; SMPP 3.4 §4.1.7).

use crate::body::body;

body! {
    /// `outbind`; a bind answers it (SMPP 5.0 §4.1.1.7).
    pub struct Outbind = outbind {
        /// The message centre's name, at most 15 octets (SMPP 5.0 §4.7.30).
        system_id: &'a [u8] = c_octet_string(16) or ESME_RINVSYSID,
        /// The message centre's password, at most 8 octets (SMPP 5.0 §4.7.18).
        password: &'a [u8] = password(9) or ESME_RINVPASWD,
    }
}
