//! getPassword, operation 18, by its argument: what the subscriber is asked for (3GPP TS 29.002 §11.8).

use crate::ber::Tag;
use crate::ber::define::enumerated;

enumerated! {
    /// GuidanceInfo: what a subscriber is asked for (3GPP TS 29.002 §17.7.4).
    pub struct GuidanceInfo: Tag::ENUMERATED => {
        /// His password.
        ENTER_PW = 0 "enterPW";
        /// A new password.
        ENTER_NEW_PW = 1 "enterNewPW";
        /// The new password once more.
        ENTER_NEW_PW_AGAIN = 2 "enterNewPW-Again";
    }
}
