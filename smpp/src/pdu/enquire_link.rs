//! `enquire_link`: is the peer there (SMPP 5.0 §4.1.2; SMPP 3.4 §4.11).

use crate::body::body;

body! {
    /// `enquire_link` (SMPP 5.0 §4.1.2.1).
    pub struct EnquireLink = enquire_link {}
}

body! {
    /// `enquire_link_resp` (SMPP 5.0 §4.1.2.2).
    pub struct EnquireLinkResp = enquire_link_resp {}
}
