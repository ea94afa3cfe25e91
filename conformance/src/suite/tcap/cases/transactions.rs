//! Messages of the transaction sub-layer (Q.774 §3.3.3).

use std::time::Duration;

use crate::suite::tcap::message::{OPERATION, PARAMETER, begin, continues, invoke, unidirectional};
use crate::suite::tcap::node::Node;
use crate::suite::tcap::primitive::{Class, Inbound, Indication, Request};
use crate::suite::tcap::steps::OURS;
use crate::suite::tcap::{Case, OTHER, PEER, TcapLayer};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check, fail};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("tcap.tsl.unidirectional_sent", "Q.774 §3.3.3.1.1; Q.787 1.1.1.1", |t| {
            let dialogue = t.asks(Request::Open(PEER))?;
            let id = t.invokes(dialogue, Class::Four, 10)?;
            t.asks(Request::Uni(dialogue, None))?;
            t.gets(&unidirectional(&[invoke(id, None, &PARAMETER)]))?;
            t.pass(Duration::from_secs(60));
            t.is_quiet()
        })
        .purpose("TC-UNI sends a Unidirectional without a transaction, and nothing is left behind"),
        Case::new("tcap.tsl.unidirectional_received", "Q.774 §3.3.3.1.2; Q.787 1.1.1.2", |t| {
            t.sends(&unidirectional(&[invoke(5, None, &PARAMETER)]));
            t.tells(&Indication::Uni(None))?;
            t.tells(&heard(5))?;
            t.is_quiet()
        })
        .purpose("a Unidirectional is told to the user with its component, and not answered"),
        Case::new("tcap.tsl.exchange_by_initiator", "Q.774 §3.3.3.2.2; Q.787 1.1.2.4.1", |t| {
            let talk = t.talks(Class::One)?;
            let id = t.invokes(talk.dialogue, Class::One, 10)?;
            t.asks(Request::Continue(talk.dialogue))?;
            t.gets(&talk.answer(&[invoke(id, None, &PARAMETER)]))?;
            t.sends(&talk.end(&[]));
            t.tells(&Indication::End(talk.dialogue, None))?;
            t.is_idle(&talk)
        })
        .purpose("Begin, Continue, Continue and End pass between the two sides, begun by the user"),
        Case::new("tcap.tsl.exchange_by_responder", "Q.774 §3.3.3.2.2", |t| {
            let mut talk = t.is_asked(None)?;
            t.answers(&mut talk, None)?;
            t.sends(&talk.continues(&[invoke(2, None, &PARAMETER)]));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            t.tells(&heard(2))?;
            t.lives(&talk)?;
            t.sends(&talk.end(&[]));
            t.tells(&Indication::End(talk.dialogue, None))?;
            t.is_idle(&talk)
        })
        .purpose("Begin, Continue, Continue and End pass between the two sides, begun by the other"),
        Case::new("tcap.tsl.begin_without_components", "Q.774 §3.3.3.2.1", |t| {
            t.sends(&begin(&OURS, &[]));
            t.hears_begin(None)?;
            t.is_quiet()
        })
        .purpose("a Begin without components is told to the user"),
        Case::new("tcap.tsl.transaction_ids_of_any_length", "Q.773 §3.1.2", ids)
            .purpose("transaction ids of one to four octets, zeros included, come back as they were"),
        Case::new("tcap.tsl.same_otid_twice", "Q.774 §3.3.3.2.1", |t| {
            t.sends(&begin(&OURS, &[]));
            let first = t.hears_begin(None)?;
            t.sends(&begin(&OURS, &[]));
            let second = t.hears_begin(None)?;
            check(first != second, "two dialogues", "one")
        })
        .purpose("a second Begin with the same originating id is another transaction"),
        Case::new("tcap.tsl.two_transactions", "Q.774 §3.3.2", two)
            .purpose("two transactions at a time have two ids, and each gets what is its own"),
        Case::new("tcap.tsl.answer_from_another_address", "Q.774 §3.3.3.2.2; Q.771 §3.1.2.2", |t| {
            let talk = t.begins(Class::One, None)?;
            t.gives(Inbound::Unitdata(OTHER, talk.continues(&[]).octets()));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            t.asks(Request::Continue(talk.dialogue))?;
            let node = t.next_to(OTHER, "Continue")?;
            check(node == talk.answer(&[]), talk.answer(&[]).to_string(), node.to_string())
        })
        .purpose("the address of the first answer is where the peer is from then on"),
        Case::new("tcap.tsl.address_of_a_later_continue", "Q.774 §3.3.3.2.2", |t| {
            let talk = t.talks(Class::One)?;
            t.gives(Inbound::Unitdata(OTHER, talk.continues(&[]).octets()));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            t.asks(Request::Continue(talk.dialogue))?;
            t.gets(&talk.answer(&[]))
        })
        .should()
        .purpose("once both addresses are settled they stay"),
        Case::new("tcap.tsl.indefinite_lengths", "Q.773 §3; X.690 §8.1.3.6", |t| {
            t.gives(Inbound::Unitdata(PEER, begin(&OURS, &[invoke(1, None, &PARAMETER)]).indefinite()));
            t.hears_begin(None)?;
            match t.must_tell("TC-INVOKE indication")? {
                // The parameter is the user's: it stays as it came.
                Indication::Invoke(1, None, OPERATION, parameter) => {
                    let same = Node::read(&parameter) == Node::read(&PARAMETER);
                    check(same, "the parameter", format!("{parameter:02x?}"))
                }
                other => fail("TC-INVOKE indication", format!("{other:?}")),
            }
        })
        .purpose("a Begin of which every length is indefinite is read like any other"),
        Case::new("tcap.tsl.notice", "Q.771 §3.1.2.2; Q.774 §3.3.3", |t| {
            let talk = t.begins(Class::One, None)?;
            let sent = begin(&talk.theirs, &[invoke(talk.invoke, None, &PARAMETER)]);
            t.gives(Inbound::Notice(1, sent.octets()));
            t.tells(&Indication::Notice(talk.dialogue, 1))?;
            t.gives_nothing()
        })
        .purpose("a Begin that comes back is told to the user with its cause"),
    ]
}

fn heard(id: u8) -> Indication {
    Indication::Invoke(id, None, OPERATION, PARAMETER.to_vec())
}

fn ids(t: &Tester<TcapLayer>) -> Outcome {
    for otid in [&[7][..], &[0], &[0, 0, 7], &[0xFF, 0xFE], &[0, 0, 0, 0], &[1, 2, 3, 4]] {
        t.sends(&begin(otid, &[]));
        let dialogue = t.hears_begin(None)?;
        t.asks(Request::Continue(dialogue))?;
        let node = t.next_to(PEER, "Continue")?;
        let theirs = node.children().first().map(Node::content).unwrap_or_default();
        let expected = continues(theirs, otid, &[]);
        check(node == expected, expected.to_string(), node.to_string())?;
    }
    Ok(())
}

fn two(t: &Tester<TcapLayer>) -> Outcome {
    let (one, two) = (t.begins(Class::One, None)?, t.begins(Class::One, None)?);
    check(one.theirs != two.theirs, "two transaction ids", format!("{:02x?} twice", one.theirs))?;
    t.sends(&two.continues(&[]));
    t.tells(&Indication::Continue(two.dialogue, None))?;
    t.sends(&one.end(&[]));
    t.tells(&Indication::End(one.dialogue, None))?;
    t.lives(&two)?;
    t.is_idle(&one)
}
