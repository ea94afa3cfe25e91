//! eraseSS, activateSS, deactivateSS and interrogateSS, operations 11 to 14, by their argument: which service (3GPP
//! TS 29.002 §11.2 to §11.5).

use crate::ber::define::sequence;
use crate::ber::{Null, Tag};
use crate::map::{BasicServiceCode, SsCode};

sequence! {
    /// SS-ForBS-Code: a supplementary service for a basic service; in all versions (3GPP TS 29.002 §17.7.4).
    pub struct SsForBsCode<'a>: Tag::SEQUENCE => {
        /// Which service.
        ss_code: SsCode = "ss-Code";
        /// For which basic service, if not for all.
        basic_service: BasicServiceCode<'a> = "basicService", optional;
        /// Long numbers to divert calls to are understood.
        long_ftn_supported: Null = "longFTN-Supported" [4], optional;
    }
}
