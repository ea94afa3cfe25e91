//! `unbind`: ends a session in good order (SMPP 5.0 §4.1.1.8; SMPP 3.4 §4.2).

use crate::body::body;

body! {
    /// `unbind` (SMPP 5.0 §4.1.1.8).
    pub struct Unbind = unbind {}
}

body! {
    /// `unbind_resp` (SMPP 5.0 §4.1.1.9).
    pub struct UnbindResp = unbind_resp {}
}
