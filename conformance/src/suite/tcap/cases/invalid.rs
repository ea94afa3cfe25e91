//! Messages that cannot be read, or belong to nothing (Q.774 §3.3.4).

use crate::suite::tcap::message::{
    BEGIN, CONTINUE, DTID, END, OTID, PARAMETER, abort, begin, continues, end, invoke, p_abort, with,
};
use crate::suite::tcap::node::Node;
use crate::suite::tcap::primitive::{Class, Inbound, Indication};
use crate::suite::tcap::steps::OURS;
use crate::suite::tcap::{Case, PEER, TcapLayer};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check, fail};

/// P-Abort causes (Q.773 §3.1.3).
const UNRECOGNIZED_MESSAGE_TYPE: u8 = 0;
const UNRECOGNIZED_TRANSACTION_ID: u8 = 1;
/// badlyFormattedTransactionPortion and incorrectTransactionPortion: which of them is a matter of opinion.
const DAMAGE: [u8; 2] = [2, 3];

pub(super) fn cases() -> Vec<Case> {
    let unknown = [1, 2, 3, 4];
    vec![
        Case::new("tcap.tsl.unknown_transaction_continue", "Q.774 §3.3.4", move |t| {
            for theirs in [&unknown[..], &[9]] {
                t.sends(&continues(&OURS, theirs, &[invoke(1, None, &PARAMETER)]));
                t.gets(&p_abort(&OURS, UNRECOGNIZED_TRANSACTION_ID))?;
                t.is_quiet()?;
            }
            Ok(())
        })
        .purpose("a Continue for a transaction that is not there is answered by P-Abort"),
        Case::new("tcap.tsl.unknown_transaction_end", "Q.774 §3.3.4", move |t| {
            t.sends(&end(&unknown, &[invoke(1, None, &PARAMETER)]));
            t.is_quiet()
        })
        .purpose("an End for a transaction that is not there is thrown away"),
        Case::new("tcap.tsl.unknown_transaction_abort", "Q.774 §3.3.4", move |t| {
            t.sends(&abort(&unknown));
            t.sends(&p_abort(&unknown, 1));
            t.is_quiet()
        })
        .purpose("an Abort for a transaction that is not there is thrown away"),
        Case::new("tcap.tsl.unknown_type", "Q.774 §3.3.4", |t| {
            t.sends(&Node::branch(0x66, [Node::leaf(OTID, &OURS)]));
            t.gets(&p_abort(&OURS, UNRECOGNIZED_MESSAGE_TYPE))?;
            t.is_quiet()
        })
        .purpose("a message of an unknown type with an originating id is answered by P-Abort"),
        Case::new("tcap.tsl.unknown_type_without_otid", "Q.774 §3.3.4", |t| {
            t.sends(&Node::branch(0x66, [Node::leaf(0x04, &OURS)]));
            t.is_quiet()
        })
        .purpose("a message of an unknown type without an originating id is thrown away"),
        Case::new("tcap.tsl.begin_without_otid", "Q.774 §3.3.4", |t| {
            t.sends(&Node::branch(BEGIN, Vec::new()));
            t.sends(&Node::branch(BEGIN, [Node::branch(0x6C, [invoke(1, None, &PARAMETER)])]));
            t.is_quiet()
        })
        .purpose("a Begin without an originating id is thrown away"),
        Case::new("tcap.tsl.begin_with_bad_otid", "Q.774 §3.3.4; Q.773 §3.1.2", |t| {
            for otid in [&[][..], &[1, 2, 3, 4, 5]] {
                t.sends(&begin(otid, &[]));
                t.is_quiet()?;
            }
            Ok(())
        })
        .purpose("a Begin whose originating id has no octets or five is thrown away"),
        Case::new("tcap.tsl.begin_with_damage", "Q.774 §3.3.4", |t| {
            t.sends(&with(begin(&OURS, &[]), Node::leaf(0x05, &[])));
            damaged(t)?;
            t.is_quiet()
        })
        .purpose("a Begin with an element that does not belong there is answered by P-Abort"),
        Case::new("tcap.tsl.continue_with_damage", "Q.774 §3.3.4", |t| {
            let talk = t.talks(Class::One)?;
            t.sends(&with(talk.continues(&[]), Node::leaf(0x05, &[])));
            damaged(t)?;
            hears_damage(t, talk.dialogue)?;
            t.is_idle(&talk)
        })
        .purpose("a damaged Continue of a dialogue ends it for both"),
        Case::new("tcap.tsl.end_with_damage", "Q.774 §3.3.4", |t| {
            let talk = t.talks(Class::One)?;
            t.sends(&with(talk.end(&[]), Node::leaf(0x05, &[])));
            hears_damage(t, talk.dialogue)?;
            t.is_idle(&talk)
        })
        .purpose("a damaged End of a dialogue ends it, and is not answered"),
        Case::new("tcap.tsl.end_with_otid", "Q.774 §3.3.4", |t| {
            t.sends(&Node::branch(END, [Node::leaf(OTID, &OURS), Node::leaf(DTID, &[1, 2, 3, 4])]));
            t.is_quiet()
        })
        .should()
        .purpose("an End is not answered, whatever stands in it"),
        Case::new("tcap.tsl.continue_without_dtid", "Q.774 §3.3.4", |t| {
            t.sends(&Node::branch(CONTINUE, [Node::leaf(OTID, &OURS)]));
            damaged(t)?;
            t.is_quiet()
        })
        .purpose("a Continue without a destination id is answered by P-Abort"),
        Case::new("tcap.tsl.no_ber", "Q.774 §3.3.4", |t| {
            for octets in
                [&[][..], &[0x62], &[0x62, 5], &[0x62, 0x80], &[0x62, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], &[0; 40]]
            {
                t.gives(Inbound::Unitdata(PEER, octets.to_vec()));
                t.is_quiet()?;
            }
            Ok(())
        })
        .robustness()
        .purpose("octets that are no BER are thrown away"),
        Case::new("tcap.tsl.cut_off_anywhere", "Q.774 §3.3.4", |t| {
            let octets = begin(&OURS, &[invoke(1, None, &PARAMETER)]).octets();
            for length in 0..octets.len() {
                t.gives(Inbound::Unitdata(PEER, octets[..length].to_vec()));
                t.tells_nothing()?;
                t.all_given();
            }
            Ok(())
        })
        .robustness()
        .purpose("a Begin that is cut off, anywhere, is not told to the user"),
    ]
}

/// P-Abort has come, of the lower tester's transaction, for damage.
fn damaged(t: &Tester<TcapLayer>) -> Outcome {
    let node = t.next_to(PEER, "P-Abort")?;
    let right = DAMAGE.iter().any(|cause| node == p_abort(&OURS, *cause));
    check(right, "P-Abort with cause 2 or 3", node.to_string())
}

fn hears_damage(t: &Tester<TcapLayer>, expected: u32) -> Outcome {
    match t.must_tell("TC-P-ABORT indication")? {
        Indication::ProviderAbort(dialogue, cause) if dialogue == expected && DAMAGE.contains(&cause) => {
            Ok(())
        }
        other => fail("TC-P-ABORT indication with cause 2 or 3", format!("{other:?}")),
    }
}
