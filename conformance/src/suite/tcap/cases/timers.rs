//! The time that an invocation may take (Q.774 §3.2.1.1.3).

use std::time::Duration;

use crate::suite::tcap::cases::classes::is_over;
use crate::suite::tcap::message::{OPERATION, RESULT, result};
use crate::suite::tcap::primitive::{Class, Indication, Request};
use crate::suite::tcap::{Case, PEER, TcapLayer};
use crate::suite::tester::Tester;
use crate::suite::verdict::Outcome;

pub(super) fn cases() -> Vec<Case> {
    let classes = [(Class::One, 1), (Class::Two, 2), (Class::Three, 3), (Class::Four, 4)];
    let over = classes.map(|(class, number)| {
        Case::new(format!("tcap.csl.class_{number}_time_is_over"), "Q.774 §3.2.1.1.3", move |t| {
            runs_out(t, class)
        })
        .purpose("after its time an invocation is cancelled, which the user is told and nobody else")
    });
    let more = vec![
        Case::new("tcap.csl.time_counts_from_sending", "Q.774 §3.2.1.1.3", |t| {
            let dialogue = t.asks(Request::Open(PEER))?;
            let id = t.invokes(dialogue, Class::One, 10)?;
            t.pass(Duration::from_secs(30));
            t.is_quiet()?;
            t.asks(Request::Begin(dialogue, None))?;
            t.next_to(PEER, "Begin")?;
            t.pass(Duration::from_secs(9));
            t.is_quiet()?;
            t.pass(Duration::from_secs(2));
            t.tells(&Indication::Cancelled(dialogue, id))
        })
        .purpose("an invocation that waits for its message is not late"),
        Case::new("tcap.csl.time_is_reset", "Q.774 §3.2.1.1.3; Q.771 §3.1.3.2", |t| {
            let talk = t.talks(Class::One)?;
            for _ in 0..3 {
                t.pass(Duration::from_secs(8));
                t.is_quiet()?;
                t.asks(Request::TimerReset(talk.dialogue, talk.invoke))?;
            }
            t.pass(Duration::from_secs(11));
            t.tells(&Indication::Cancelled(talk.dialogue, talk.invoke))
        })
        .purpose("TC-TIMER-RESET gives an invocation its time anew"),
        Case::new("tcap.csl.cancelled_by_user", "Q.774 §3.2.1.1.3; Q.771 §3.1.3.2", |t| {
            let talk = t.talks(Class::One)?;
            t.asks(Request::Cancel(talk.dialogue, talk.invoke))?;
            t.is_quiet()?;
            is_over(t, &talk)
        })
        .purpose("TC-U-CANCEL ends an invocation here, and nobody is told"),
        Case::new("tcap.csl.times_of_their_own", "Q.774 §3.2.1.1.3", |t| {
            let talk = t.talks(Class::One)?;
            let longer = t.invokes(talk.dialogue, Class::One, 30)?;
            t.asks(Request::Continue(talk.dialogue))?;
            t.all_given();
            t.pass(Duration::from_secs(11));
            t.tells(&Indication::Cancelled(talk.dialogue, talk.invoke))?;
            t.pass(Duration::from_secs(10));
            t.is_quiet()?;
            t.sends(&talk.continues(&[result(longer, true)]));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            t.tells(&Indication::Result(longer, true, Some((OPERATION, RESULT.to_vec()))))
        })
        .purpose("each invocation has a time of its own"),
        Case::new("tcap.csl.end_stops_the_time", "Q.774 §3.2.1", |t| {
            let talk = t.talks(Class::One)?;
            t.sends(&talk.end(&[]));
            t.tells(&Indication::End(talk.dialogue, None))?;
            t.pass(Duration::from_secs(60));
            t.is_quiet()
        })
        .purpose("with the dialogue its invocations end, and no time runs out any more"),
        Case::new("tcap.csl.part_does_not_stop_the_time", "Q.774 §3.2.1.1.2", |t| {
            let talk = t.talks(Class::One)?;
            t.sends(&talk.continues(&[result(talk.invoke, false)]));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            t.must_tell("TC-RESULT-NL indication")?;
            t.pass(Duration::from_secs(11));
            t.tells(&Indication::Cancelled(talk.dialogue, talk.invoke))
        })
        .purpose("a result that is not the last leaves the time running"),
    ];
    over.into_iter().chain(more).collect()
}

fn runs_out(t: &Tester<TcapLayer>, class: Class) -> Outcome {
    let talk = t.talks(class)?;
    t.pass(Duration::from_secs(9));
    t.is_quiet()?;
    t.pass(Duration::from_secs(2));
    t.tells(&Indication::Cancelled(talk.dialogue, talk.invoke))?;
    t.gives_nothing()?;
    is_over(t, &talk)
}
