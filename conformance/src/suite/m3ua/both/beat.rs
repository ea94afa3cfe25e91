//! Heartbeats (RFC 4666 §3.5.5, §3.5.6, §4.3.4.6).

use brivas_sigtran::m3ua::{MessageType as M, Tag};

use super::State;
use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::link::Incoming;
use crate::suite::m3ua::{Case, Feature, Message};
use crate::suite::verdict::{Outcome, check, fail};

const BEAT: &str = "RFC 4666 §4.3.4.6";
const ACK: &str = "RFC 4666 §3.5.6; TS 102 381 ASPTM_V_010, V_011 (SGP), V_007, V_008 (ASP)";

pub(super) fn cases(side: &str) -> Vec<Case> {
    let name = |name: &str| format!("m3ua.{side}.beat.{name}");
    let states = State::ALL.map(|(state, at)| {
        let case = Case::new(name(state), ACK, move |t| echoes(t, at, b"tick"));
        if at == State::Down { case.should() } else { case }
    });
    let more = [
        Case::new(name("without_data"), ACK, |t| {
            let mut c = State::Active.link(t)?;
            let received = c.ask(&Message::new(M::BEAT), M::BEAT_ACK)?;
            check(received.value(Tag::HEARTBEAT_DATA).is_none(), "no Heartbeat Data", received.describe())
        }),
        Case::new(name("every_padding"), ACK, |t| {
            let mut c = State::Inactive.link(t)?;
            (1..=8).try_for_each(|length| echo(&mut c, &[0x11; 8][..length]))
        }),
        Case::new(name("long_data"), ACK, |t| echoes(t, State::Active, &[0x5a; 600])),
        Case::new(name("longer_than_a_packet"), ACK, |t| echoes(t, State::Active, &[0x5a; 5000])).should(),
        Case::new(name("on_another_stream"), "RFC 4666 §1.4.7", |t| {
            let mut c = State::Active.link(t)?;
            let beat = Message::new(M::BEAT).heartbeat_data(b"two").on_stream(2);
            let received = c.ask(&beat, M::BEAT_ACK)?;
            check(
                received.stream_id == 2,
                "BEAT_ACK on stream 2",
                format!("on stream {}", received.stream_id),
            )
        })
        .should(),
        Case::new(name("unknown_parameter"), "RFC 4666 §3.2", |t| {
            let mut c = State::Active.link(t)?;
            let beat = Message::new(M::BEAT).heartbeat_data(b"x").octets_of(Tag(0x00ee), *b"y");
            c.ask(&beat, M::BEAT_ACK).map(drop)
        }),
        Case::new(name("an_answer_that_nobody_asked_for"), BEAT, |t| {
            let mut c = State::Active.link(t)?;
            c.ignores(&Message::new(M::BEAT_ACK).heartbeat_data(b"stray"))?;
            c.alive()
        }),
        Case::new(name("of_its_own"), BEAT, of_its_own).slow().should().needs(Feature::Heartbeats),
        Case::new(name("unanswered_is_the_end"), BEAT, unanswered).slow().should().needs(Feature::Heartbeats),
    ];
    states.into_iter().chain(more).collect()
}

fn echoes(t: &Context<'_>, state: State, data: &[u8]) -> Outcome {
    echo(&mut state.link(t)?, data)
}

/// The data comes back unchanged, on its stream.
fn echo(c: &mut crate::suite::m3ua::link::Link<'_>, data: &[u8]) -> Outcome {
    let received = c.ask(&Message::new(M::BEAT).heartbeat_data(data), M::BEAT_ACK)?;
    let came = received.value(Tag::HEARTBEAT_DATA);
    let same = came.as_deref() == Some(data);
    check(same, format!("{} octets of Heartbeat Data unchanged", data.len()), received.describe())
}

/// A peer that hears nothing asks.
fn of_its_own(t: &Context<'_>) -> Outcome {
    let mut c = State::Active.link(t)?;
    c.shows_beats = true;
    match c.next(t.target.timers.t_beat + t.target.timers.answer)? {
        Incoming::Message(received) => check(received.message_type == M::BEAT, "BEAT", received.describe()),
        Incoming::Lost => fail("BEAT", "the association ended"),
        Incoming::Silence => fail("BEAT", "nothing"),
    }
}

/// Nobody keeps a peer that does not answer.
fn unanswered(t: &Context<'_>) -> Outcome {
    let mut c = State::Active.link(t)?;
    c.shows_beats = true;
    let deadline = t.now() + t.target.timers.t_beat * 4;
    loop {
        match c.next(deadline.saturating_duration_since(t.now()))? {
            Incoming::Message(_) => {}
            Incoming::Lost => return Ok(()),
            Incoming::Silence => return fail("the end of the association", "it is still there"),
        }
    }
}
