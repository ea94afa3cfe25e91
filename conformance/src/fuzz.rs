//! The functions behind the fuzz targets. Each takes any octets and panics when a promise is broken; `fuzz/` calls them
//! with what libFuzzer finds, `tests/corpus.rs` with the committed corpora.

mod m3ua_endpoint;
mod map_endpoint;
mod sccp_endpoint;
mod sdp;
mod sdp_attribute;
mod sigtran;
mod sip;
mod sip_endpoint;
mod sip_registrar;
mod smpp_pdu;
mod smpp_receipt;
mod smpp_session;
mod smpp_text;
mod ss7_gateway;
mod ss7_stack;
mod ss7_user;
mod ss7_way;
mod tcap_endpoint;

pub use m3ua_endpoint::m3ua_endpoint;
pub use map_endpoint::map_endpoint;
pub use sccp_endpoint::sccp_endpoint;
pub use sdp::sdp;
pub use sigtran::{m3ua, map, sccp, tcap, tpdu};
pub use sip::{sip_message, sip_stream, sip_uri};
pub use sip_endpoint::sip_endpoint;
pub use sip_registrar::sip_registrar;
pub use smpp_pdu::smpp_pdu;
pub use smpp_receipt::smpp_receipt;
pub use smpp_session::smpp_session;
pub use smpp_text::smpp_text;
pub use ss7_gateway::ss7_gateway;
pub use ss7_stack::ss7_stack;
pub use tcap_endpoint::tcap_endpoint;

/// A store opened from any octets; see [`brivas_platform::store::log::fuzz_octets`].
pub fn store_log(octets: &[u8]) {
    brivas_platform::store::log::fuzz_octets(octets);
}
