//! How transactions end (Q.774 §3.3.3.2.3, §3.3.3.2.4).

use crate::suite::tcap::message::{
    DTID, OPERATION, P_ABORT_CAUSE, PARAMETER, RESULT, abort, end, invoke, p_abort, result,
};
use crate::suite::tcap::node::Node;
use crate::suite::tcap::primitive::{Class, Indication, Request};
use crate::suite::tcap::steps::OURS;
use crate::suite::tcap::{Case, PEER, TcapLayer};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("tcap.tsl.pre_arranged_end_before_answer", "Q.774 §3.3.3.2.3; Q.787 1.1.2.1.1 1)", |t| {
            let talk = t.begins(Class::One, None)?;
            t.asks(Request::PreArrangedEnd(talk.dialogue))?;
            t.gives_nothing()?;
            t.is_idle(&talk)
        })
        .purpose("a pre-arranged end after Begin sends nothing, and the transaction is gone"),
        Case::new("tcap.tsl.basic_end_by_responder", "Q.774 §3.3.3.2.3; Q.787 1.1.2.1.2.1 1)", |t| {
            let talk = t.is_asked(None)?;
            let result_of = Some((OPERATION, RESULT.to_vec()));
            t.asks(Request::Result { dialogue: talk.dialogue, invoke: 1, last: true, result: result_of })?;
            t.asks(Request::End(talk.dialogue))?;
            t.gets(&end(&OURS, &[result(1, true)]))?;
            t.is_quiet()
        })
        .purpose("a Begin is answered by an End whose destination id is the Begin's originating one"),
        Case::new("tcap.tsl.basic_end_received", "Q.774 §3.3.3.2.3; Q.787 1.1.2.1.2.2 3)", |t| {
            let talk = t.begins(Class::One, None)?;
            t.sends(&talk.end(&[]));
            t.tells(&Indication::End(talk.dialogue, None))?;
            t.is_idle(&talk)
        })
        .purpose("an End in answer to a Begin is told to the user, and the transaction is gone"),
        Case::new("tcap.tsl.pre_arranged_end_by_responder", "Q.774 §3.3.3.2.3", |t| {
            let talk = t.is_asked(None)?;
            t.asks(Request::PreArrangedEnd(talk.dialogue))?;
            t.is_quiet()
        })
        .purpose("a pre-arranged end before the first answer sends nothing"),
        Case::new("tcap.tsl.pre_arranged_end_when_active", "Q.774 §3.3.3.2.3", |t| {
            let talk = t.talks(Class::One)?;
            t.asks(Request::PreArrangedEnd(talk.dialogue))?;
            t.is_idle(&talk)
        })
        .purpose("a pre-arranged end of an active transaction sends nothing"),
        Case::new("tcap.tsl.basic_end_when_active", "Q.774 §3.3.3.2.3", |t| {
            let talk = t.talks(Class::One)?;
            let id = t.invokes(talk.dialogue, Class::Four, 10)?;
            t.asks(Request::End(talk.dialogue))?;
            t.gets(&end(&OURS, &[invoke(id, None, &PARAMETER)]))?;
            t.is_idle(&talk)
        })
        .purpose("the user's End of an active transaction takes the last components along"),
        Case::new("tcap.tsl.abort_before_answer_tells_nobody", "Q.774 §3.3.3.2.4", |t| {
            let talk = t.begins(Class::One, None)?;
            t.asks(Request::Abort(talk.dialogue, Vec::new()))?;
            t.is_idle(&talk)
        })
        .purpose("a user that gives up before the first answer sends nothing: there is no id to send to"),
        Case::new("tcap.tsl.abort_by_responder", "Q.774 §3.3.3.2.4", |t| {
            let talk = t.is_asked(None)?;
            t.asks(Request::Abort(talk.dialogue, Vec::new()))?;
            aborted(t)
        })
        .purpose("a user that gives up instead of answering sends Abort"),
        Case::new("tcap.tsl.abort_when_active", "Q.774 §3.3.3.2.4", |t| {
            let talk = t.talks(Class::One)?;
            t.asks(Request::Abort(talk.dialogue, Vec::new()))?;
            aborted(t)?;
            t.is_idle(&talk)
        })
        .purpose("a user that gives up an active transaction sends Abort"),
        Case::new("tcap.tsl.abort_received_before_answer", "Q.774 §3.3.3.2.4", |t| {
            let talk = t.begins(Class::One, None)?;
            t.sends(&abort(&talk.theirs));
            t.tells(&Indication::Abort(talk.dialogue, Vec::new()))?;
            t.is_idle(&talk)
        })
        .purpose("an Abort in answer to a Begin is told to the user as the peer user's"),
        Case::new("tcap.tsl.abort_received_when_active", "Q.774 §3.3.3.2.4", |t| {
            let talk = t.talks(Class::One)?;
            t.sends(&abort(&talk.theirs));
            t.tells(&Indication::Abort(talk.dialogue, Vec::new()))?;
            t.is_idle(&talk)
        })
        .purpose("an Abort of an active transaction is told to the user as the peer user's"),
        Case::new("tcap.tsl.provider_abort_received", "Q.774 §3.3.4", |t| {
            for cause in 0..=4 {
                let talk = if cause % 2 == 0 { t.begins(Class::One, None)? } else { t.talks(Class::One)? };
                t.sends(&p_abort(&talk.theirs, cause));
                t.tells(&Indication::ProviderAbort(talk.dialogue, cause))?;
                t.is_idle(&talk)?;
            }
            Ok(())
        })
        .purpose("an Abort with a P-Abort cause is told to the user with it, and not answered"),
    ]
}

/// Abort has come, of the lower tester's transaction, with no P-Abort cause.
fn aborted(t: &Tester<TcapLayer>) -> Outcome {
    let node = t.next_to(PEER, "Abort")?;
    let dtid = node.find(DTID).map(Node::content);
    let right =
        node.tag() == abort(&OURS).tag() && dtid == Some(&OURS[..]) && node.find(P_ABORT_CAUSE).is_none();
    check(right, format!("{} by the user", abort(&OURS)), node.to_string())
}
