//! The benchmarked message as other crates hold it.

use rusmpp::Command;
use smpp_codec::pdus::SubmitSmRequest;

/// The PDU in `octets` as rusmpp reads it.
///
/// # Panics
/// Where rusmpp does not take it.
pub fn rusmpp(octets: &[u8]) -> Command {
    use tokio_util::codec::Decoder;

    let mut input = bytes::BytesMut::from(octets);
    let command = rusmpp::tokio_codec::CommandCodec::new().decode(&mut input);
    command.expect("a PDU that rusmpp takes").expect("a whole PDU")
}

/// The PDU in `octets` as smpp-codec reads it.
///
/// # Panics
/// Where smpp-codec does not take it.
pub fn smpp_codec(octets: &[u8]) -> SubmitSmRequest {
    SubmitSmRequest::decode(octets).expect("a PDU that smpp-codec takes")
}
