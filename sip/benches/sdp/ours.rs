//! What of a description is read.

use brivas_sip::sdp::Sdp;
use brivas_sip::sdp::attribute::Rtpmap;

/// Ports, addresses and clock rates, so that all is read.
pub fn typed(octets: &[u8]) -> (u64, u32) {
    let sdp = Sdp::read(octets).unwrap();
    let mut sum = 0;
    for media in sdp.media() {
        sum += u32::from(media.media.port) + u32::from(media.connection().is_some());
        for map in media.attributes().all::<Rtpmap<'_>>() {
            sum += map.unwrap().clock_rate;
        }
    }
    (sdp.origin().version, sum)
}
