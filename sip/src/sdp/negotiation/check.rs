//! Whether an answer answers an offer, and whether a later offer goes with an earlier description (RFC 3264 §6, §8).

use std::collections::BTreeSet;

use super::super::{Codec, Direction, MediaDescription, Sdp};
use super::NegotiationError;

/// Judges an answer by its offer: as many media in the same order, of the same kind and protocol, none that was not offered;
/// an address, a direction that goes with the one offered, a format in common, and none but offered ones where the answer
/// only sends (RFC 3264 §6).
///
/// # Errors
/// The first fault. Directions and formats of a stream come behind the rest of it.
pub fn check_answer(offer: &Sdp<'_>, answer: &Sdp<'_>) -> Result<(), NegotiationError> {
    let (offered, answered) = (offer.media().count(), answer.media().count());
    if offered != answered {
        return Err(NegotiationError::MediaCount { offered, answered });
    }
    let pairs = || offer.media().zip(answer.media()).enumerate();
    // What can be tolerated comes last, so that nothing hides behind it.
    pairs().try_for_each(|(at, (offer, answer))| check_transport(at, &offer, &answer))?;
    pairs().try_for_each(|(at, (offer, answer))| check_formats(at, &offer, &answer))?;
    pairs().try_for_each(|(at, (offer, answer))| check_usage(at, &offer, &answer))
}

fn check_transport(
    at: usize,
    offer: &MediaDescription<'_>,
    answer: &MediaDescription<'_>,
) -> Result<(), NegotiationError> {
    if !offer.media.media.eq_ignore_ascii_case(answer.media.media) {
        return Err(NegotiationError::Media(at));
    }
    if answer.is_rejected() {
        return Ok(());
    }
    if offer.is_rejected() {
        return Err(NegotiationError::Revived(at));
    }
    if !offer.media.proto.eq_ignore_ascii_case(answer.media.proto) {
        return Err(NegotiationError::Proto(at));
    }
    answer.connection().map(drop).ok_or(NegotiationError::NoConnection(at))
}

fn check_formats(
    at: usize,
    offer: &MediaDescription<'_>,
    answer: &MediaDescription<'_>,
) -> Result<(), NegotiationError> {
    let has_common = answer.is_rejected() || common(offer, answer).0;
    if has_common { Ok(()) } else { Err(NegotiationError::NoCommonFormat(at)) }
}

fn check_usage(
    at: usize,
    offer: &MediaDescription<'_>,
    answer: &MediaDescription<'_>,
) -> Result<(), NegotiationError> {
    if answer.is_rejected() {
        return Ok(());
    }
    if !answer.direction().answers(offer.direction()) {
        return Err(NegotiationError::Direction(at));
    }
    // What it would receive may have formats that the offer cannot send yet.
    if answer.direction() == Direction::SendOnly && !common(offer, answer).1 {
        return Err(NegotiationError::NewFormat(at));
    }
    Ok(())
}

/// Whether a format of the answer was offered, and whether all were. Formats that nobody can tell apart are as their text.
fn common(offer: &MediaDescription<'_>, answer: &MediaDescription<'_>) -> (bool, bool) {
    let (offered, answered) = (offer.codecs(), answer.codecs());
    if offered.is_empty() || answered.is_empty() {
        let offered: BTreeSet<_> = offer.media.formats.iter().map(<[u8]>::to_ascii_lowercase).collect();
        let mut formats =
            answer.media.formats.iter().map(|format| offered.contains(&*format.to_ascii_lowercase()));
        return (formats.clone().any(|is| is), formats.all(|is| is));
    }
    let is_offered = |codec: &Codec<'_>| offered.iter().any(|it| it.is_same(codec));
    let is_media = |codec: &&Codec<'_>| !codec.is_auxiliary();
    // Comfort noise and keys alone are no conversation, unless nothing else was offered.
    let has_media = offered.iter().any(|it| is_media(&it));
    let any = answered.iter().filter(|codec| !has_media || is_media(codec)).any(is_offered);
    (any, answered.iter().all(is_offered))
}

/// Judges a later offer by the description of the same side that was agreed on: no fewer media, for one that has ended keeps
/// its place with port 0, and no payload type that has become another codec (RFC 3264 §8, §8.2, §8.3.2). A place with port 0
/// may be used again for anything (RFC 3264 §8.1).
///
/// # Errors
/// The first fault.
pub fn check_reoffer(before: &Sdp<'_>, offer: &Sdp<'_>) -> Result<(), NegotiationError> {
    check_count(before, offer)?;
    for (at, (before, after)) in before.media().zip(offer.media()).enumerate() {
        if before.is_rejected() || after.is_rejected() {
            continue;
        }
        let codecs = before.codecs();
        let is_other = |codec: &Codec<'_>| {
            let was = codecs.iter().find(|was| was.payload_type == codec.payload_type);
            was.is_some_and(|was| !was.is_same(codec))
        };
        if after.codecs().iter().any(is_other) {
            return Err(NegotiationError::PayloadTypeChanged(at));
        }
    }
    Ok(())
}

/// A later offer has at least as many media (RFC 3264 §8).
pub(super) fn check_count(before: &Sdp<'_>, offer: &Sdp<'_>) -> Result<(), NegotiationError> {
    let (before, offered) = (before.media().count(), offer.media().count());
    if offered < before { Err(NegotiationError::FewerMedia { before, offered }) } else { Ok(()) }
}
