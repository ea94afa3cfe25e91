//! `generic_nack`: the answer to a header that cannot be used (SMPP 5.0 §4.1.4; SMPP 3.4 §4.3).

use crate::body::body;

body! {
    /// `generic_nack` (SMPP 5.0 §4.1.4.1).
    pub struct GenericNack = generic_nack {}
}
