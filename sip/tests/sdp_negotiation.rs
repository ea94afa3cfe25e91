//! Offers and answers in turn, with the cases of RFC 3264 §10 and RFC 4317.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use brivas_sip::StatusCode;
use brivas_sip::sdp::attribute::TelephoneEvents;
use brivas_sip::sdp::{
    Address, Capabilities, CodecCapability, Connection, Direction, Draft, DraftSection, Formats, Media,
    MediaCapability, Negotiation, NegotiationError, NegotiationState, Origin, Sdp, answer, check_answer,
    check_reoffer,
};
use bytes::Bytes;

/// A description of this version with these media.
fn described(version: u64, media: &str) -> Bytes {
    let head = format!("v=0\r\no=- 1 {version} IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n");
    Bytes::from(head + media)
}

fn check(offer: &str, answer: &str) -> Result<(), NegotiationError> {
    let (offer, answer) = (described(1, offer), described(1, answer));
    check_answer(&Sdp::read(&offer).unwrap(), &Sdp::read(&answer).unwrap())
}

/// Somebody with PCMU, PCMA, iLBC, G.729 and keys for voice, H.261 for pictures, and fax.
fn capabilities() -> Capabilities<'static> {
    let address = Address::ip4(b"198.51.100.2");
    let voice = MediaCapability::new("audio", "RTP/AVP", 40_000)
        .with(CodecCapability::new("PCMU", 8000))
        .with(CodecCapability::new("PCMA", 8000))
        .with(CodecCapability::new("iLBC", 8000).with_params("mode=20"))
        .with(CodecCapability::new("opus", 48_000).with_channels(2))
        .with_telephone_events(TelephoneEvents::KEYS);
    let picture = MediaCapability::new("video", "RTP/AVP", 40_002).with(CodecCapability::new("H261", 90_000));
    let fax = MediaCapability::new("image", "udptl", 40_004).with(CodecCapability::format("t38"));
    Capabilities::new(Origin::new(b"77", address), Connection::new(address))
        .with(voice)
        .with(picture)
        .with(fax)
}

/// What stands behind `t=` in the answer to an offer of these media; it answers it.
fn answered(offer: &str) -> Result<String, NegotiationError> {
    let offer = described(1, offer);
    let offer = Sdp::read(&offer).unwrap();
    let answer = answer(&offer, &capabilities())?.to_vec();
    check_answer(&offer, &Sdp::read(&answer).unwrap()).unwrap();
    let text = String::from_utf8(answer).unwrap();
    let head = "v=0\r\no=- 77 1 IN IP4 198.51.100.2\r\ns=-\r\nc=IN IP4 198.51.100.2\r\nt=0 0\r\n";
    Ok(text.strip_prefix(head).unwrap().to_string())
}

/// RFC 4317 §2.1: both codecs are in common, and a picture that is.
#[test]
fn formats_in_common_are_taken_in_the_order_of_the_offer() {
    let offer = "m=audio 49170 RTP/AVP 8 97 0\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n\
                 a=rtpmap:97 iLBC/8000\r\nm=video 51372 RTP/AVP 31 32\r\na=rtpmap:31 H261/90000\r\n\
                 a=rtpmap:32 MPV/90000\r\n";
    let expected = "m=audio 40000 RTP/AVP 8 97 0\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:97 iLBC/8000\r\n\
                    a=fmtp:97 mode=20\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n\
                    m=video 40002 RTP/AVP 31\r\na=rtpmap:31 H261/90000\r\na=sendrecv\r\n";
    assert_eq!(answered(offer).unwrap(), expected);
}

/// RFC 4317 §2.2: a stream with nothing in common is refused, and the rest is not; static payload types need no attribute.
#[test]
fn a_stream_with_nothing_in_common_is_refused_with_port_0() {
    let offer = "m=audio 49170 RTP/AVP 0\r\nm=video 51372 RTP/AVP 32\r\na=mid:v\r\nm=x 9 y z\r\n";
    let expected = "m=audio 40000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n\
                    m=video 0 RTP/AVP 32\r\na=mid:v\r\nm=x 0 y z\r\n";
    assert_eq!(answered(offer).unwrap(), expected);
    let error = answered("m=video 51372 RTP/AVP 32\r\nm=audio 0 RTP/AVP 0\r\n").unwrap_err();
    assert_eq!(
        (error, error.status_code()),
        (NegotiationError::NothingInCommon, StatusCode::NOT_ACCEPTABLE_HERE)
    );
    assert_eq!(answered("m=audio 0 RTP/AVP 0\r\n").unwrap(), "m=audio 0 RTP/AVP 0\r\n");
    assert_eq!(answered("").unwrap(), "");
}

/// RFC 3264 §10.1: one stream is taken, the second of its kind is not, for there is one capability.
#[test]
fn a_capability_is_used_for_one_stream() {
    let offer = "m=audio 1000 RTP/AVP 0\r\nm=audio 2000 RTP/AVP 0\r\n";
    let answer = answered(offer).unwrap();
    assert!(
        answer.contains("m=audio 40000 RTP/AVP 0\r\n") && answer.ends_with("m=audio 0 RTP/AVP 0\r\n"),
        "{answer}"
    );
}

/// RFC 4733 §2.1, RFC 4317 §2.4: keys go with the clock of the codec.
#[test]
fn keys_stay_where_their_clock_does() {
    let offer = "m=audio 49170 RTP/AVP 111 0 100 101\r\na=rtpmap:111 G7221/16000\r\n\
                 a=rtpmap:100 telephone-event/16000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-11,66\r\n";
    let expected = "m=audio 40000 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n\
                    a=fmtp:101 0-11\r\na=sendrecv\r\n";
    assert_eq!(answered(offer).unwrap(), expected);
    let wide = "m=audio 9 RTP/AVP 96 97 98\r\na=rtpmap:96 opus/48000/2\r\na=rtpmap:97 telephone-event/48000\r\n\
                a=rtpmap:98 telephone-event/8000\r\n";
    assert!(
        answered(wide).unwrap().starts_with("m=audio 40000 RTP/AVP 96 97\r\na=rtpmap:96 opus/48000/2\r\n")
    );
    let keys = "m=audio 9 RTP/AVP 101\r\na=rtpmap:101 telephone-event/8000\r\n";
    assert_eq!(answered(keys), Err(NegotiationError::NothingInCommon), "keys alone are no voice");
}

#[test]
fn an_answer_has_the_direction_that_is_left_and_the_rest_that_it_must() {
    for (offered, left) in [
        ("sendonly", "recvonly"),
        ("recvonly", "sendonly"),
        ("inactive", "inactive"),
        ("sendrecv", "sendrecv"),
    ] {
        let answer =
            answered(&format!("m=audio 9 RTP/AVP 0\r\na={offered}\r\na=mid:1\r\na=rtcp-mux\r\n")).unwrap();
        assert!(answer.ends_with(&format!("a=mid:1\r\na={left}\r\n")), "{answer}");
    }
    let offer = described(1, "m=audio 9 RTP/AVP 0\r\na=rtcp-mux\r\n");
    let held = MediaCapability::new("audio", "RTP/AVP", 7)
        .with(CodecCapability::new("PCMU", 8000))
        .with_direction(Direction::SendOnly)
        .with_rtcp_mux();
    let address = Address::ip4(b"198.51.100.2");
    let capabilities = Capabilities::new(Origin::new(b"1", address), Connection::new(address)).with(held);
    let answer = answer(&Sdp::read(&offer).unwrap(), &capabilities).unwrap().to_vec();
    assert!(answer.ends_with(b"a=rtcp-mux\r\na=sendonly\r\n"));
    assert!(answered("m=image 9 udptl t38\r\n").unwrap().starts_with("m=image 40004 udptl t38\r\n"));
}

/// RFC 3264 §6, §8.4: times are those of the offer, and who offers 0.0.0.0 gets nothing.
#[test]
fn an_answer_has_the_times_of_the_offer_and_sends_nothing_to_nobody() {
    let offer = "v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 0.0.0.0\r\nt=10 20\r\nr=1d 1h 0\r\nz=1 -1h\r\n\
                 m=audio 9 RTP/AVP 0\r\n";
    let answer = answer(&Sdp::read(offer.as_bytes()).unwrap(), &capabilities()).unwrap().to_vec();
    let answer = String::from_utf8(answer).unwrap();
    assert!(answer.contains("t=10 20\r\nr=1d 1h 0\r\nz=1 -1h\r\nm="), "{answer}");
    assert!(answer.ends_with("a=recvonly\r\n") && !answer.contains("0.0.0.0"), "{answer}");
}

#[test]
fn codecs_are_told_apart_by_what_decides() {
    let codecs = |media: &str| {
        let text = described(1, media);
        let sdp = Sdp::read(&text).unwrap();
        let media = sdp.media().next().unwrap();
        let codecs = media.codecs();
        (codecs[0].is_same(&codecs[1]), codecs.len())
    };
    let amr = |params: &str| {
        codecs(&format!(
            "m=audio 9 RTP/AVP 96 97 96\r\na=rtpmap:96 AMR/8000\r\na=rtpmap:97 amr/8000/1\r\na=fmtp:97 {params}\r\n"
        ))
    };
    assert_eq!(amr("octet-align=1"), (false, 2));
    assert_eq!(amr("octet-align=0;mode-set=7"), (true, 2));
}

#[test]
fn an_answer_is_judged_by_its_offer() {
    use NegotiationError::{
        Direction, Media, MediaCount, NewFormat, NoCommonFormat, NoConnection, Proto, Revived,
    };
    let audio = "m=audio 9 RTP/AVP 0 96\r\na=rtpmap:96 opus/48000/2\r\n";
    for (offer, answer, verdict) in [
        (audio, "m=audio 8 RTP/AVP 0\r\n", Ok(())),
        (audio, "m=audio 0 RTP/AVP 0\r\n", Ok(())),
        (audio, "m=audio 0 RTP/SAVP 99\r\n", Ok(())),
        // Another number for the same codec, and one more that only the answer receives.
        (audio, "m=audio 8 RTP/AVP 99 8\r\na=rtpmap:99 OPUS/48000/2\r\n", Ok(())),
        (audio, "", Err(MediaCount { offered: 1, answered: 0 })),
        (
            audio,
            "m=audio 8 RTP/AVP 0\r\nm=video 0 RTP/AVP 31\r\n",
            Err(MediaCount { offered: 1, answered: 2 }),
        ),
        (audio, "m=video 8 RTP/AVP 0\r\n", Err(Media(0))),
        (audio, "m=audio 8 RTP/SAVP 0\r\n", Err(Proto(0))),
        (audio, "m=audio 8 RTP/AVP 8\r\n", Err(NoCommonFormat(0))),
        (audio, "m=audio 8 RTP/AVP 96\r\na=rtpmap:96 G726-32/8000\r\n", Err(NoCommonFormat(0))),
        (audio, "m=audio 8 RTP/AVP 0 8\r\na=sendonly\r\n", Err(NewFormat(0))),
        ("m=audio 0 RTP/AVP 0\r\n", "m=audio 8 RTP/AVP 0\r\n", Err(Revived(0))),
        ("m=audio 9 RTP/AVP 0\r\na=sendonly\r\n", "m=audio 8 RTP/AVP 0\r\n", Err(Direction(0))),
        ("m=audio 9 RTP/AVP 0\r\na=inactive\r\n", "m=audio 8 RTP/AVP 0\r\na=recvonly\r\n", Err(Direction(0))),
        ("m=audio 9 RTP/AVP 0\r\na=recvonly\r\n", "m=audio 8 RTP/AVP 0\r\na=sendonly\r\n", Ok(())),
        ("m=image 9 udptl t38\r\n", "m=image 8 udptl T38\r\n", Ok(())),
        ("m=image 9 udptl t38\r\n", "m=image 8 udptl x\r\n", Err(NoCommonFormat(0))),
    ] {
        assert_eq!(check(offer, answer), verdict, "{answer:?} to {offer:?}");
    }
    let offer = described(1, audio);
    let nowhere = Bytes::from("v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nt=0 0\r\nm=audio 8 RTP/AVP 0\r\n");
    let verdict = check_answer(&Sdp::read(&offer).unwrap(), &Sdp::read(&nowhere).unwrap());
    assert_eq!(verdict, Err(NoConnection(0)));
}

/// RFC 3264 §8: streams keep their places, a place with port 0 is used again, and payload types keep their meaning.
#[test]
fn a_later_offer_is_judged_by_what_was_agreed_on() {
    let check = |before: &str, offer: &str| {
        let (before, offer) = (described(1, before), described(2, offer));
        check_reoffer(&Sdp::read(&before).unwrap(), &Sdp::read(&offer).unwrap())
    };
    let audio = "m=audio 9 RTP/AVP 96\r\na=rtpmap:96 opus/48000/2\r\n";
    let other = "m=audio 9 RTP/AVP 96\r\na=rtpmap:96 iLBC/8000\r\n";
    let ended = "m=audio 0 RTP/AVP 96\r\n";
    assert_eq!(check(audio, ""), Err(NegotiationError::FewerMedia { before: 1, offered: 0 }));
    assert_eq!(check(audio, other), Err(NegotiationError::PayloadTypeChanged(0)));
    assert_eq!(check(audio, ended), Ok(()));
    assert_eq!(check(ended, other), Ok(()), "the place is used again");
    assert_eq!(check(ended, "m=video 9 RTP/AVP 31\r\n"), Ok(()), "for anything");
    assert_eq!(check(audio, &format!("{audio}m=video 9 RTP/AVP 31\r\n")), Ok(()), "one more");
}

/// Our side with one stream that both have agreed on.
fn agreed() -> Negotiation {
    let mut negotiation = Negotiation::new();
    let offer = described(5, "m=audio 9 RTP/AVP 0 8\r\n");
    let sent = negotiation.offer(Draft::of(&Sdp::read(&offer).unwrap())).unwrap();
    assert_eq!(sent, offer, "the first goes as it is");
    negotiation.receive_answer(described(1, "m=audio 8 RTP/AVP 8\r\n")).unwrap();
    negotiation
}

fn version(sdp: &Bytes) -> u64 {
    Sdp::read(sdp).unwrap().origin().version
}

#[test]
fn one_offer_at_a_time_in_either_direction() {
    let mut negotiation = agreed();
    assert_eq!(negotiation.state(), NegotiationState::Stable);
    assert_eq!(negotiation.receive_answer(Bytes::new()), Err(NegotiationError::NoOffer));
    let again = negotiation.reoffer().unwrap();
    assert_eq!(negotiation.answer(again.clone()), Err(NegotiationError::NoOffer));

    negotiation.offer(again.clone()).unwrap();
    assert_eq!(negotiation.state(), NegotiationState::LocalOffer);
    let theirs = described(2, "m=audio 8 RTP/AVP 8\r\n");
    let glare = negotiation.receive_offer(theirs.clone()).unwrap_err();
    assert_eq!((glare, glare.status_code()), (NegotiationError::Glare, StatusCode::REQUEST_PENDING));
    assert_eq!(negotiation.offer(again.clone()), Err(NegotiationError::OfferPending));
    negotiation.rollback();

    assert_eq!(negotiation.receive_offer(theirs.clone()), Ok(true));
    assert_eq!(negotiation.state(), NegotiationState::RemoteOffer);
    assert_eq!(negotiation.pending_offer(), Some(&theirs));
    let pending = negotiation.receive_offer(theirs.clone()).unwrap_err();
    assert_eq!(pending.status_code(), StatusCode::SERVER_INTERNAL_ERROR);
    assert_eq!(negotiation.offer(again.clone()), Err(NegotiationError::OfferPending));
    negotiation.answer(again).unwrap();
    assert_eq!(negotiation.remote(), Some(&theirs));
    assert_eq!(negotiation.receive_offer(theirs), Ok(false), "nothing has changed");
}

/// RFC 3264 §8: the version is one more when the text has changed, and only then.
#[test]
fn the_version_tells_whether_anything_has_changed() {
    let mut negotiation = agreed();
    let first = negotiation.local().unwrap().clone();
    assert_eq!(version(&first), 5);
    let mut same = negotiation.reoffer().unwrap();
    same.set_origin(&Origin::new(b"9", Address::ip4(b"192.0.2.99")));
    assert_eq!(negotiation.offer(same).unwrap(), first, "whatever origin it was given");
    negotiation.receive_answer(described(1, "m=audio 8 RTP/AVP 8\r\n")).unwrap();

    let mut changed = negotiation.reoffer().unwrap();
    changed.media_mut()[0].retain_formats(|format| format == b"8");
    let second = negotiation.offer(changed.clone()).unwrap();
    assert_eq!(version(&second), 6);
    // The request is refused: what was agreed on holds, and its version is not used for something else.
    negotiation.rollback();
    assert_eq!(negotiation.local(), Some(&first));
    changed.media_mut()[0].set_port(10);
    let third = negotiation.offer(changed).unwrap();
    assert_eq!(version(&third), 7);
    negotiation.rollback();
    assert_eq!(negotiation.offer(negotiation.reoffer().unwrap()).unwrap(), first, "back to where it was");
}

/// RFC 3264 §8.4, also while the peer holds, too; RFC 3264 §10.2 in spirit.
#[test]
fn a_call_is_held_and_resumed_by_either_side() {
    let mut negotiation = agreed();
    assert_eq!(negotiation.direction(0), Some(Direction::SendRecv));
    let hold = negotiation.hold().unwrap();
    let sent = negotiation.offer(hold).unwrap();
    assert!(sent.ends_with(b"a=sendonly\r\n") && !sent.windows(7).any(|it| it == b"0.0.0.0"));
    negotiation.receive_answer(described(2, "m=audio 8 RTP/AVP 8\r\na=recvonly\r\n")).unwrap();
    assert_eq!(negotiation.direction(0), Some(Direction::SendOnly));

    // The peer holds as well.
    negotiation.receive_offer(described(3, "m=audio 8 RTP/AVP 8\r\na=inactive\r\n")).unwrap();
    let mut both = negotiation.reoffer().unwrap();
    assert_eq!(negotiation.answer(both.clone()), Err(NegotiationError::Direction(0)), "a cached answer");
    both.media_mut()[0].set_direction(Direction::Inactive);
    negotiation.answer(both).unwrap();
    assert_eq!(negotiation.direction(0), Some(Direction::Inactive));

    // We are back, the peer is not.
    let resume = negotiation.resume().unwrap();
    assert!(negotiation.offer(resume).unwrap().ends_with(b"a=recvonly\r\n"));
    negotiation.receive_answer(described(4, "m=audio 8 RTP/AVP 8\r\na=inactive\r\n")).unwrap();
    assert_eq!(negotiation.direction(0), Some(Direction::Inactive));
    negotiation.receive_offer(described(5, "m=audio 8 RTP/AVP 8\r\n")).unwrap();
    let mut back = negotiation.reoffer().unwrap();
    back.media_mut()[0].set_direction(Direction::SendRecv);
    let answer = negotiation.answer(back).unwrap();
    assert_eq!((negotiation.direction(0), version(&answer)), (Some(Direction::SendRecv), 9));
}

/// RFC 3264 §10.2, RFC 4317 §3: a stream is added, ended, and its place used again.
#[test]
fn streams_come_and_go_and_their_places_stay() {
    let mut negotiation = agreed();
    let video =
        |port| Media { media: b"video", port, port_count: 1, proto: b"RTP/AVP", formats: Formats(b"31") };
    let mut more = negotiation.reoffer().unwrap();
    more.push_media(DraftSection::new(&video(1000)));
    negotiation.offer(more).unwrap();
    let theirs = "m=audio 8 RTP/AVP 8\r\nm=video 7 RTP/AVP 31\r\n";
    negotiation.receive_answer(described(2, theirs)).unwrap();
    assert_eq!(negotiation.direction(1), Some(Direction::SendRecv));

    let mut ended = negotiation.reoffer().unwrap();
    ended.media_mut()[1].set_port(0);
    negotiation.offer(ended).unwrap();
    let revived = negotiation.receive_answer(described(3, theirs)).unwrap_err();
    assert_eq!(revived, NegotiationError::Revived(1));
    assert_eq!(negotiation.state(), NegotiationState::LocalOffer, "it still has no answer");
    negotiation.receive_answer(described(3, &theirs.replace("video 7", "video 0"))).unwrap();
    assert_eq!((negotiation.direction(1), negotiation.direction(2)), (None, None));

    let fewer = negotiation.receive_offer(described(4, "m=audio 8 RTP/AVP 8\r\n")).unwrap_err();
    assert_eq!(
        (fewer.status_code(), negotiation.state()),
        (StatusCode::NOT_ACCEPTABLE_HERE, NegotiationState::Stable)
    );
    let mut again = negotiation.reoffer().unwrap();
    again.media_mut()[1].set_media(&Media { media: b"text", formats: Formats(b"0"), ..video(2000) });
    negotiation.offer(again).unwrap();
}

#[test]
fn a_peer_that_answers_a_hold_with_both_ways_is_tolerated_if_wanted() {
    for is_tolerant in [false, true] {
        let mut negotiation = agreed().tolerant(is_tolerant);
        let hold = negotiation.hold().unwrap();
        negotiation.offer(hold).unwrap();
        let answer = negotiation.receive_answer(described(1, "m=audio 8 RTP/AVP 8\r\n"));
        assert_eq!(answer.is_ok(), is_tolerant);
        if is_tolerant {
            assert_eq!(negotiation.direction(0), Some(Direction::SendOnly), "what both say");
        }
    }
    let mut negotiation = agreed().tolerant(true);
    negotiation.offer(negotiation.hold().unwrap()).unwrap();
    let wrong = negotiation.receive_answer(described(1, "m=video 8 RTP/AVP 8\r\n"));
    assert_eq!(wrong, Err(NegotiationError::Media(0)), "not all is");
}

#[test]
fn what_cannot_be_read_changes_nothing() {
    let mut negotiation = agreed();
    let error = negotiation.receive_offer(Bytes::from_static(b"v=0\r\n")).unwrap_err();
    assert_eq!(
        (error.status_code(), negotiation.state()),
        (StatusCode::BAD_REQUEST, NegotiationState::Stable)
    );
    let mut broken = negotiation.reoffer().unwrap();
    broken.session_mut().set_line(b'c', b"nowhere");
    assert!(matches!(negotiation.offer(broken), Err(NegotiationError::Decode(_))));
    assert_eq!(negotiation.state(), NegotiationState::Stable);
    assert!(!format!("{negotiation:?}").contains("192.0.2"));
}
