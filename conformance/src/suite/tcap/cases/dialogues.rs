//! The dialogue portion (Q.774 §3.2.2).

use crate::suite::tcap::message::{
    CONTEXT, INFORMATION, LOWER, OPERATION, PARAMETER, aare, aarq, abort, abrt, accepted, begin, end, invoke,
    unidirectional, with_apdu, with_uni_apdu,
};
use crate::suite::tcap::node::Node;
use crate::suite::tcap::primitive::{Class, Indication, Request};
use crate::suite::tcap::steps::{OURS, Talk};
use crate::suite::tcap::{Case, Feature, PEER, TcapLayer};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, fail};

/// Results of AARE, and who says why (Q.773 §4.2.2).
const REJECTED: u8 = 1;
const NOT_SUPPORTED: [u8; 2] = [0xA1, 2];
const NO_COMMON_PORTION: [u8; 2] = [0xA2, 2];

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("tcap.dha.asked", "Q.774 §3.2.2; Q.773 §4.2.2", |t| {
            t.begins(Class::One, Some(&CONTEXT)).map(drop)
        })
        .purpose("TC-BEGIN with an application context sends AARQ"),
        Case::new("tcap.dha.accepted_by_continue", "Q.774 §3.2.2", |t| {
            let talk = t.talks_in_context()?;
            t.lives(&talk)
        })
        .purpose(
            "AARE in the first Continue is told to the user, and no later message has a dialogue portion",
        ),
        Case::new("tcap.dha.accepted_by_end", "Q.774 §3.2.2", |t| {
            let talk = t.begins(Class::One, Some(&CONTEXT))?;
            t.sends(&with_apdu(talk.end(&[]), accepted()));
            t.tells(&Indication::End(talk.dialogue, Some(CONTEXT.to_vec())))?;
            t.is_idle(&talk)
        })
        .purpose("AARE in an End is told to the user"),
        Case::new("tcap.dha.accepts_by_continue", "Q.774 §3.2.2", |t| {
            let mut talk = t.is_asked(Some(&CONTEXT))?;
            t.answers(&mut talk, Some(accepted()))?;
            t.lives(&talk)
        })
        .purpose("the first Continue has AARE with the context that was asked for, and no later one"),
        Case::new("tcap.dha.accepts_by_end", "Q.774 §3.2.2", |t| {
            let talk = t.is_asked(Some(&CONTEXT))?;
            t.asks(Request::End(talk.dialogue))?;
            t.gets(&with_apdu(end(&OURS, &[]), accepted()))
        })
        .purpose("an End that is the first answer has AARE"),
        Case::new("tcap.dha.version_is_named", "Q.773 §4.2.2", |t| {
            t.sends(&with_apdu(begin(&OURS, &[]), versioned(&[7, 0x80])));
            t.hears_begin(Some(&CONTEXT)).map(drop)
        })
        .purpose("AARQ that names version 1 is taken like one that names none"),
        Case::new("tcap.dha.versions_1_and_2", "Q.773 §4.2.2", |t| {
            t.sends(&with_apdu(begin(&OURS, &[]), versioned(&[6, 0xC0])));
            t.hears_begin(Some(&CONTEXT)).map(drop)
        })
        .purpose("AARQ that names version 1 among others is taken"),
        Case::new("tcap.dha.another_version", "Q.774 §3.2.2", |t| {
            t.sends(&with_apdu(begin(&OURS, &[]), versioned(&[6, 0x40])));
            t.gets(&with_apdu(abort(&OURS), aare(&CONTEXT, REJECTED, NO_COMMON_PORTION)))?;
            t.is_quiet()
        })
        .purpose("AARQ of another version alone is refused by the provider"),
        Case::new("tcap.dha.refused_for_version", "Q.774 §3.2.2", |t| {
            let talk = t.begins(Class::One, Some(&CONTEXT))?;
            t.sends(&with_apdu(abort(&talk.theirs), aare(&CONTEXT, REJECTED, NO_COMMON_PORTION)));
            t.tells(&Indication::NoCommonDialoguePortion(talk.dialogue))?;
            t.is_idle(&talk)
        })
        .purpose("a refusal for the version is told to the user as the provider's"),
        Case::new("tcap.dha.refuses", "Q.774 §3.2.2", |t| {
            let talk = t.is_asked(Some(&CONTEXT))?;
            t.asks(Request::Refuse(talk.dialogue, LOWER.to_vec()))?;
            t.gets(&with_apdu(abort(&OURS), aare(&LOWER, REJECTED, NOT_SUPPORTED)))?;
            t.is_quiet()
        })
        .purpose("a user that does not support the context sends Abort with AARE, which names another"),
        Case::new("tcap.dha.refused", "Q.774 §3.2.2", |t| {
            let talk = t.begins(Class::One, Some(&CONTEXT))?;
            t.sends(&with_apdu(abort(&talk.theirs), aare(&LOWER, REJECTED, NOT_SUPPORTED)));
            t.tells(&Indication::Refused(talk.dialogue, Some(LOWER.to_vec())))?;
            t.is_idle(&talk)
        })
        .purpose("a context that is not supported is told to the user with the one that is"),
        Case::new("tcap.dha.gives_up", "Q.774 §3.2.2", |t| {
            let talk = t.talks_in_context()?;
            t.asks(Request::Abort(talk.dialogue, INFORMATION.to_vec()))?;
            t.gets(&with_apdu(abort(&OURS), informed(abrt(0))))?;
            t.is_idle(&talk)
        })
        .purpose("a user that gives up sends ABRT with its information"),
        Case::new("tcap.dha.given_up_by_user", "Q.774 §3.2.2", |t| {
            let talk = t.talks_in_context()?;
            t.sends(&with_apdu(abort(&talk.theirs), informed(abrt(0))));
            t.tells(&Indication::Abort(talk.dialogue, INFORMATION.to_vec()))?;
            t.is_idle(&talk)
        })
        .purpose("ABRT of the peer's user is told with its information"),
        Case::new("tcap.dha.given_up_by_provider", "Q.774 §3.2.2", |t| {
            let talk = t.talks_in_context()?;
            t.sends(&with_apdu(abort(&talk.theirs), abrt(1)));
            t.tells(&Indication::AbnormalDialogue(talk.dialogue))?;
            t.is_idle(&talk)
        })
        .purpose("ABRT of the peer's provider is told as the provider's"),
        Case::new("tcap.dha.gives_up_without_context", "Q.774 §3.2.2; Q.771 §3.1.2.2", |t| {
            let talk = t.talks(Class::One)?;
            t.asks(Request::Abort(talk.dialogue, Vec::new()))?;
            t.gets(&abort(&OURS))
        })
        .should()
        .purpose("where no context was asked for Abort has no dialogue portion"),
        Case::new("tcap.dha.answer_without_aare", "Q.774 §3.2.2", |t| {
            let talk = t.begins(Class::One, Some(&CONTEXT))?;
            t.sends(&talk.continues(&[invoke(3, None, &PARAMETER)]));
            is_abnormal(t, &talk)
        })
        .purpose("a first answer to AARQ without AARE ends the dialogue for both"),
        Case::new("tcap.dha.aare_unasked", "Q.774 §3.2.2", |t| {
            let talk = t.begins(Class::One, None)?;
            t.sends(&with_apdu(talk.continues(&[]), accepted()));
            is_abnormal(t, &talk)
        })
        .purpose("AARE where there was no AARQ ends the dialogue for both"),
        Case::new("tcap.dha.aare_twice", "Q.774 §3.2.2", |t| {
            let talk = t.talks_in_context()?;
            t.sends(&with_apdu(talk.continues(&[]), accepted()));
            is_abnormal(t, &talk)
        })
        .purpose("AARE in a later message ends the dialogue for both"),
        Case::new("tcap.dha.aarq_in_answer", "Q.774 §3.2.2", |t| {
            let talk = t.begins(Class::One, Some(&CONTEXT))?;
            t.sends(&with_apdu(talk.continues(&[]), aarq(&CONTEXT)));
            is_abnormal(t, &talk)
        })
        .purpose("AARQ in an answer ends the dialogue for both"),
        Case::new("tcap.dha.end_without_aare", "Q.774 §3.2.2", |t| {
            let talk = t.begins(Class::One, Some(&CONTEXT))?;
            t.sends(&talk.end(&[]));
            t.tells(&Indication::AbnormalDialogue(talk.dialogue))?;
            t.is_idle(&talk)
        })
        .purpose("an End in answer to AARQ without AARE is told as against the rules"),
        Case::new("tcap.dha.unidirectional_sent", "Q.774 §3.2.2; Q.773 §4.2.3", |t| {
            let dialogue = t.asks(Request::Open(PEER))?;
            let id = t.invokes(dialogue, Class::Four, 10)?;
            t.asks(Request::Uni(dialogue, Some(CONTEXT.to_vec())))?;
            t.gets(&with_uni_apdu(unidirectional(&[invoke(id, None, &PARAMETER)]), aarq(&CONTEXT)))
        })
        .purpose("TC-UNI with an application context sends AUDT"),
        Case::new("tcap.dha.unidirectional_received", "Q.774 §3.2.2; Q.773 §4.2.3", |t| {
            t.sends(&with_uni_apdu(unidirectional(&[invoke(4, None, &PARAMETER)]), aarq(&CONTEXT)));
            t.tells(&Indication::Uni(Some(CONTEXT.to_vec())))?;
            t.tells(&Indication::Invoke(4, None, OPERATION, PARAMETER.to_vec()))?;
            t.is_quiet()
        })
        .purpose("AUDT is told to the user with its context"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::DialoguePortion)).collect()
}

/// AARQ with these versions.
fn versioned(versions: &[u8]) -> Node {
    let children = [&[Node::leaf(0x80, versions)], aarq(&CONTEXT).children()].concat();
    Node::branch(0x60, children)
}

/// An APDU with the user information of the cases.
fn informed(apdu: Node) -> Node {
    let information = Node::read(&INFORMATION).into_iter().collect::<Vec<_>>();
    Node::branch(apdu.tag(), [apdu.children(), &[Node::branch(0xBE, information)]].concat())
}

/// The lower tester gets ABRT of the provider, and the user hears that the dialogue was against the rules.
fn is_abnormal(t: &Tester<TcapLayer>, talk: &Talk) -> Outcome {
    t.gets(&with_apdu(abort(&OURS), abrt(1)))?;
    match t.told() {
        Some(Indication::AbnormalDialogue(dialogue)) if dialogue == talk.dialogue => t.is_idle(talk),
        other => fail("TC-P-ABORT indication, abnormal dialogue", format!("{other:?}")),
    }
}
