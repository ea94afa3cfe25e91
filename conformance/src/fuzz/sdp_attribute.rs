//! Attributes of SDP, read and written again; for the fuzz target and for the property tests of the crate itself.

use brivas_sip::DecodeError;
use brivas_sip::sdp::AttributeValue;
use brivas_sip::sdp::attribute::{
    Candidate, Crypto, CurrentStatus, DesiredStatus, Extmap, Fingerprint, Fmtp, Group, IceOptions, IceUfrag,
    MaxPtime, Msid, Ptime, Rtcp, RtcpFeedback, Rtpmap, Setup, Ssrc, SsrcGroup, T38FaxFillBitRemoval,
};

fn text<'a>(value: &impl AttributeValue<'a>) -> Vec<u8> {
    let mut out = Vec::new();
    value.write(&mut out);
    out
}

/// Reads an attribute, and writes it from its fields.
pub(crate) type Rewrite = fn(&[u8]) -> Result<Vec<u8>, DecodeError>;

/// One for nearly every kind of attribute.
pub(crate) const REWRITES: [Rewrite; 20] = [
    |it| Rtpmap::read(it).map(|it| text(&it)),
    |it| Fmtp::read(it).map(|it| text(&it)),
    |it| Ptime::read(it).map(|it| text(&it)),
    |it| MaxPtime::read(it).map(|it| text(&it)),
    |it| Rtcp::read(it).map(|it| text(&it)),
    |it| RtcpFeedback::read(it).map(|it| text(&it)),
    |it| Ssrc::read(it).map(|it| text(&it)),
    |it| SsrcGroup::read(it).map(|it| text(&it)),
    |it| Msid::read(it).map(|it| text(&it)),
    |it| Group::read(it).map(|it| text(&it)),
    |it| Candidate::read(it).map(|it| text(&it)),
    |it| Fingerprint::read(it).map(|it| text(&it)),
    |it| Setup::read(it).map(|it| text(&it)),
    |it| Crypto::read(it).map(|it| text(&it)),
    |it| Extmap::read(it).map(|it| text(&it)),
    |it| CurrentStatus::read(it).map(|it| text(&it)),
    |it| DesiredStatus::read(it).map(|it| text(&it)),
    |it| IceUfrag::read(it).map(|it| text(&it)),
    |it| IceOptions::read(it).map(|it| text(&it)),
    |it| T38FaxFillBitRemoval::read(it).map(|it| text(&it)),
];
