//! registerSS, operation 10: a subscriber sets where his calls go (3GPP TS 29.002 §11.1).

use crate::ber::define::sequence;
use crate::ber::{Null, Octets, Tag};
use crate::map::{AddressString, BasicServiceCode, SsCode};

sequence! {
    /// RegisterSS-Arg in all versions: what came with later ones is optional (3GPP TS 29.002 §17.7.4).
    pub struct RegisterSsArg<'a>: Tag::SEQUENCE => {
        /// Which service.
        ss_code: SsCode = "ss-Code";
        /// For which basic service, if not for all.
        basic_service: BasicServiceCode<'a> = "basicService", optional;
        /// Where calls go.
        forwarded_to_number: AddressString<'a> = "forwardedToNumber" [4], optional;
        /// Where calls go behind that number, 1 to 21 octets.
        forwarded_to_subaddress: Octets<'a> = "forwardedToSubaddress" [6], optional;
        /// Seconds of ringing before that, 5 to 30.
        no_reply_condition_time: u8 = "noReplyConditionTime" [5], optional;
        /// The priority of a call for which he names none.
        default_priority: u8 = "defaultPriority" [7], optional;
        /// How many calls at once he wants, 1 to 7.
        nbr_user: u8 = "nbrUser" [8], optional;
        /// Long numbers to divert calls to are understood.
        long_ftn_supported: Null = "longFTN-Supported" [9], optional;
    }
}
