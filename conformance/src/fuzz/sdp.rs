use brivas_sip::sdp::attribute::{Fmtp, Rtpmap, TelephoneEvents};
use brivas_sip::sdp::{
    Address, AttributeValue, Attributes, Capabilities, CodecCapability, Connection, Draft, MediaCapability,
    Negotiation, NegotiationState, Origin, Sdp, answer, check_answer,
};
use bytes::Bytes;

use super::sdp_attribute::REWRITES;

/// Reads two descriptions with a NUL between them, which neither can have: what is read is written so that it reads the same,
/// and one is answered, and answers in turn, by the rules of offers and answers.
///
/// # Panics
/// When an error points outside the text, when what was read reads otherwise after it was written, when an answer that was
/// made does not answer its offer, or when a refused description changes the state.
pub fn sdp(octets: &[u8]) {
    let nul = octets.iter().position(|octet| *octet == 0).unwrap_or(octets.len());
    let (first, second) = octets.split_at(nul);
    let second = second.get(1..).unwrap_or_default();
    check_text(first);
    check_text(second);
    negotiate(first, second);
}

fn check_text(octets: &[u8]) {
    let sdp = match Sdp::read(octets) {
        Ok(sdp) => sdp,
        Err(error) => return assert!(error.offset <= octets.len(), "{error} in {} octets", octets.len()),
    };
    let written = Draft::of(&sdp).to_vec();
    let again = Sdp::read(&written).unwrap_or_else(|error| panic!("what was written: {error}"));
    assert_eq!((again.origin(), again.connection()), (sdp.origin(), sdp.connection()));
    assert_eq!(Draft::of(&again).to_vec(), written, "written twice");
    assert_eq!(again.media().count(), sdp.media().count());
    for (media, again) in sdp.media().zip(again.media()) {
        assert_eq!((media.media, media.connection()), (again.media, again.connection()));
        assert_eq!((media.codecs(), media.direction()), (again.codecs(), again.direction()));
        check_attributes(media.attributes(), octets.len());
    }
    check_attributes(sdp.attributes(), octets.len());
    let _ = (format!("{sdp:?}"), sdp.times().count(), sdp.repeats().count(), sdp.zone_adjustments().count());
    let _ = (sdp.bandwidths().count(), sdp.emails().count(), sdp.phones().count());
}

fn check_attributes(attributes: Attributes<'_>, length: usize) {
    for map in attributes.all::<Rtpmap<'_>>() {
        assert!(map.map_or_else(|error| error.offset <= length, |map| map.payload_type < 128));
    }
    for value in attributes.iter().take(64).filter_map(|attribute| attribute.value) {
        for rewrite in REWRITES {
            match rewrite(value) {
                Err(error) => assert!(error.offset <= value.len(), "{error}"),
                Ok(once) => assert_eq!(rewrite(&once), Ok(once.clone()), "written otherwise"),
            }
        }
        if let Ok(fmtp) = Fmtp::read(value) {
            let _ = (fmtp.iter().count(), fmtp.telephone_events());
        }
    }
}

/// Answers the first, offers again, and takes the second as the answer to that.
fn negotiate(first: &[u8], second: &[u8]) {
    let address = Address::ip4(b"192.0.2.1");
    let voice = MediaCapability::new("audio", "RTP/AVP", 4000)
        .with(CodecCapability::new("PCMU", 8000))
        .with(CodecCapability::new("AMR", 8000).with_params("octet-align=1"))
        .with(CodecCapability::new("opus", 48_000).with_channels(2))
        .with_telephone_events(TelephoneEvents::KEYS)
        .with_rtcp_mux();
    let fax = MediaCapability::new("image", "udptl", 4002).with(CodecCapability::format("t38"));
    let capabilities =
        Capabilities::new(Origin::new(b"1", address), Connection::new(address)).with(voice).with(fax);
    let mut negotiation = Negotiation::new();
    if negotiation.receive_offer(Bytes::copy_from_slice(first)).is_err() {
        assert_eq!(negotiation.state(), NegotiationState::Stable);
        return;
    }
    let Ok(offer) = Sdp::read(first) else { panic!("an offer was taken that cannot be read") };
    let Ok(draft) = answer(&offer, &capabilities) else { return };
    let answered = negotiation.answer(draft).unwrap_or_else(|error| panic!("our own answer: {error}"));
    assert!(Sdp::read(&answered).is_ok_and(|answer| check_answer(&offer, &answer).is_ok()));
    assert_eq!(negotiation.state(), NegotiationState::Stable);
    let Some(hold) = negotiation.hold() else { panic!("nothing was agreed on") };
    let held = negotiation.offer(hold).unwrap_or_else(|error| panic!("our own offer: {error}"));
    assert!(negotiation.receive_offer(held).is_err(), "one offer at a time");
    if negotiation.receive_answer(Bytes::copy_from_slice(second)).is_err() {
        assert_eq!(negotiation.state(), NegotiationState::LocalOffer);
        negotiation.rollback();
    } else if let Some(media) =
        negotiation.local().and_then(|local| Some(Sdp::read(local).ok()?.media().count()))
    {
        let receives = |at| negotiation.direction(at).is_some_and(|direction| direction.receives());
        assert!(!(0..media).any(receives), "received while held");
    }
    assert_eq!(negotiation.state(), NegotiationState::Stable);
}
