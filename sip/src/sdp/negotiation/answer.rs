//! An answer by a plain policy (RFC 3264 §6).

use super::super::attribute::{Fmtp, Mid, RtcpMux, TelephoneEvents};
use super::super::{Codec, Draft, DraftSection, Formats, Media, MediaDescription, Sdp};
use super::{Capabilities, MediaCapability, NegotiationError};

/// Answers an offer with what a side can do.
///
/// Of each stream it takes the formats in common, in the order of the offer and under its payload types; `telephone-event`
/// stays where a codec of its clock rate does (RFC 4733 §2.1). The direction is what the offer leaves of the capability's.
/// `t=` is that of the offer, and so are `mid`, and `rtcp-mux` where it can be had. A stream with nothing in common is refused
/// with port 0. What belongs to a transport, such as keys and candidates, is for the owner to put in.
///
/// # Errors
/// [`NegotiationError::NothingInCommon`]: streams are offered, and none can be accepted.
pub fn answer(offer: &Sdp<'_>, capabilities: &Capabilities<'_>) -> Result<Draft<'static>, NegotiationError> {
    let mut draft = Draft::new(&capabilities.origin, Some(&capabilities.connection));
    let is_of_time = |kind| matches!(kind, b't' | b'r' | b'z');
    if offer.lines().any(|line| line.kind == b't') {
        draft.session_mut().remove_lines(b't');
        for line in offer.lines().filter(|line| is_of_time(line.kind)) {
            draft.session_mut().add_line(line.kind, line.value);
        }
    }
    let mut left: Vec<_> = capabilities.media.iter().collect();
    let (mut is_offered, mut is_accepted) = (false, false);
    for stream in offer.media() {
        is_offered |= !stream.is_rejected();
        let accepted = if stream.is_rejected() { None } else { take(&stream, &mut left) };
        is_accepted |= accepted.is_some();
        draft.push_media(accepted.unwrap_or_else(|| refused(&stream)));
    }
    if is_offered && !is_accepted { Err(NegotiationError::NothingInCommon) } else { Ok(draft) }
}

/// Accepts a stream by the first capability left that fits, and takes that away.
fn take(
    stream: &MediaDescription<'_>,
    left: &mut Vec<&MediaCapability<'_>>,
) -> Option<DraftSection<'static>> {
    let (media, proto) = (stream.media.media, stream.media.proto);
    let fits = |capability: &&MediaCapability<'_>| {
        if capability.is_for(media, proto) { accept(stream, capability) } else { None }
    };
    let (at, section) = left.iter().enumerate().find_map(|(at, it)| Some((at, fits(it)?)))?;
    left.remove(at);
    Some(section)
}

fn accept(stream: &MediaDescription<'_>, capability: &MediaCapability<'_>) -> Option<DraftSection<'static>> {
    let mut section = if stream.media.is_rtp() {
        with_codecs(stream, capability)?
    } else {
        let spoken = |format: &&[u8]| capability.codecs.iter().any(|codec| codec.is_format(format));
        let formats: Vec<_> = stream.media.formats.iter().filter(spoken).collect();
        section_of(stream, &formats, capability.port)?
    };
    if let Ok(Some(mid)) = stream.attributes().get::<Mid<'_>>() {
        section.add(&mid);
    }
    if capability.has_rtcp_mux && stream.attributes().has("rtcp-mux") {
        section.add(&RtcpMux);
    }
    section.set_direction(capability.direction.and(stream.direction().reversed()));
    Some(section)
}

/// A stream without attributes; `None` without formats.
fn section_of(stream: &MediaDescription<'_>, formats: &[&[u8]], port: u16) -> Option<DraftSection<'static>> {
    let text = formats.join(&b' ');
    let media = Media { port, port_count: 1, formats: Formats(&text), ..stream.media };
    (!formats.is_empty()).then(|| DraftSection::new(&media))
}

fn with_codecs(
    stream: &MediaDescription<'_>,
    capability: &MediaCapability<'_>,
) -> Option<DraftSection<'static>> {
    let offered = stream.codecs();
    // Ours under the number of the offer.
    let spoken = |codec: &Codec<'_>| {
        let mut ours = capability.codecs.iter().map(|it| it.codec(codec.payload_type));
        ours.find(|ours| ours.is_same(codec))
    };
    let is_used = |codec: &&Codec<'_>| !codec.is_auxiliary() && spoken(codec).is_some();
    let clock_rates: Vec<_> = offered.iter().filter(is_used).map(|codec| codec.clock_rate).collect();
    let mut accepted = Vec::new();
    for codec in offered.iter().filter(|codec| clock_rates.contains(&codec.clock_rate)) {
        if !codec.is("telephone-event") {
            accepted.extend(spoken(codec).map(|ours| (ours, ours.params.to_vec())));
        } else if let Some(events) = common_events(codec, capability) {
            let mut params = Vec::new();
            events.write(&mut params);
            accepted.push((*codec, params));
        }
    }
    let numbers: Vec<_> = accepted.iter().map(|(codec, _)| codec.payload_type.to_string()).collect();
    let formats: Vec<_> = numbers.iter().map(String::as_bytes).collect();
    let mut section = section_of(stream, &formats, capability.port)?;
    for ((codec, params), format) in accepted.iter().zip(formats) {
        section.add(&codec.rtpmap());
        if !params.is_empty() {
            section.add(&Fmtp { format, params });
        }
    }
    Some(section)
}

/// The events that both have; `None` for none.
fn common_events(codec: &Codec<'_>, capability: &MediaCapability<'_>) -> Option<TelephoneEvents> {
    let offered = match codec.params {
        b"" => TelephoneEvents::KEYS,
        params => TelephoneEvents::read(params).ok()?,
    };
    Some(capability.telephone_events?.and(&offered)).filter(|events| !events.is_empty())
}

/// A stream with port 0 and the formats of the offer, of which it must have one (RFC 3264 §6).
fn refused(stream: &MediaDescription<'_>) -> DraftSection<'static> {
    let mut section = DraftSection::new(&Media { port: 0, port_count: 1, ..stream.media });
    if let Ok(Some(mid)) = stream.attributes().get::<Mid<'_>>() {
        section.add(&mid);
    }
    section
}
