//! What faults do to messages on their way.

use std::cell::Cell;

use super::Memory;
use super::TcapFault::{self as F};
use super::tree::{all_components, changed, components, content, dialogue, retagged, without};
use crate::suite::tcap::message::{
    AARE, AARQ, ABORT, ABRT, BEGIN, CONTINUE, DIALOGUE, DTID, END, OTID, P_ABORT_CAUSE, UNIDIRECTIONAL,
    with_abrt, with_acceptance,
};
use crate::suite::tcap::node::Node;
use crate::suite::tcap::{Inbound, Outbound, PEER};

/// The tags of components (Q.773 §3.2).
const INVOKE: u8 = 0xA1;
const RESULT: u8 = 0xA2;
const ERROR: u8 = 0xA3;
const REJECT: u8 = 0xA4;
const PART: u8 = 0xA7;
/// One that is not known.
const UNKNOWN: u8 = 0xA5;
/// A number, and that of an invocation which is not there.
const INTEGER: u8 = 0x02;
const NOBODY: u8 = 99;

pub(super) fn inbound(memory: &mut Memory, inbound: Inbound) -> Option<Inbound> {
    let (mut from, octets) = match inbound {
        Inbound::Unitdata(..) if memory.dead => return None,
        Inbound::Unitdata(from, octets) => (from, octets),
        notice => return Some(notice),
    };
    if memory.fault == F::StaysWithFirstAddress {
        from = PEER;
    }
    memory.last = from;
    let Some(node) = Node::read(&octets) else {
        memory.dead |= memory.fault == F::DiesOfJunk;
        return Some(Inbound::Unitdata(from, octets));
    };
    let is_indefinite = octets.get(1) == Some(&0x80);
    if is_indefinite {
        return (memory.fault != F::IgnoresIndefinite).then_some(Inbound::Unitdata(from, octets));
    }
    taken(memory.fault, &node).map(|node| Inbound::Unitdata(from, node.octets()))
}

/// An answer in whose place something else is judged: a Continue with an originating id for the same destination.
fn as_continue(node: &Node) -> Node {
    let dtid = node.find(DTID).map(Node::content).unwrap_or_default();
    Node::branch(CONTINUE, [Node::leaf(OTID, &[1]), Node::leaf(DTID, dtid)])
}

/// What the layer gets in the place of a message.
fn taken(fault: F, node: &Node) -> Option<Node> {
    let tag = node.tag();
    let whole = node.clone();
    let first_version = |node: &Node| node.find(0x80).map(|version| version.content().to_vec());
    Some(match fault {
        F::AnswersUnknownEnd if tag == END => as_continue(node),
        F::AnswersUnknownAbort if tag == ABORT => as_continue(node),
        F::TakesAnyId if tag == BEGIN => content(node, OTID, |id| vec![id.len().to_le_bytes()[0]]),
        F::TakesDamage => without(node, 0x05),
        F::PartIsEnd => components(node, |it| Some(if it.tag() == PART { retagged(it, RESULT) } else { it })),
        F::TellsReversed => all_components(node, |all| all.into_iter().rev().collect()),
        F::TakesAnyLink => {
            components(node, |it| Some(if it.tag() == INVOKE { without(&it, 0x80) } else { it }))
        }
        F::GoesOnBehindBad => components(node, |it| (it.tag() != UNKNOWN).then_some(it)),
        F::RejectsRejects => components(node, |it| {
            let about = it.find(INTEGER).map(Node::content) == Some(&[NOBODY]);
            Some(if it.tag() == REJECT && about {
                Node::branch(RESULT, [Node::leaf(INTEGER, &[NOBODY])])
            } else {
                it
            })
        }),
        F::RejectsBadRejects => components(node, |it| {
            Some(if it.tag() == REJECT && it.find(INTEGER).is_none() { retagged(it, UNKNOWN) } else { it })
        }),
        F::WantsOneVersion => {
            let named = Cell::new(None);
            dialogue(node, &|it| {
                if it.tag() == AARQ {
                    named.set(first_version(&it));
                }
                Some(it)
            });
            return named.take().is_none_or(|version| version == [7, 0x80]).then_some(whole);
        }
        F::TakesAnyVersion => {
            dialogue(node, &|it| Some(if it.tag() == AARQ { without(&it, 0x80) } else { it }))
        }
        F::TakesUnaskedAare if tag == CONTINUE => without(node, DIALOGUE),
        F::TakesAnswerWithoutAare if tag == CONTINUE && node.find(DIALOGUE).is_none() => {
            with_acceptance(whole)
        }
        F::TakesAarqInAnswer if tag == CONTINUE && node.find(DIALOGUE).is_some() => {
            with_acceptance(without(node, DIALOGUE))
        }
        _ => whole,
    })
}

pub(super) fn outbound(memory: &mut Memory, outbound: Outbound) -> Option<Outbound> {
    let to = if memory.fault == F::FollowsEveryAddress { memory.last } else { outbound.to };
    let Some(node) = Node::read(&outbound.octets) else { return Some(outbound) };
    let octets = sent(memory.fault, &node)?.octets();
    Some(Outbound { to, octets })
}

/// What goes in the place of a message.
fn sent(fault: F, node: &Node) -> Option<Node> {
    let tag = node.tag();
    let cause = node.find(P_ABORT_CAUSE).and_then(|cause| cause.content().first().copied());
    let kept = |keeps: bool| keeps.then(|| node.clone());
    let of = |component: u8, change: &dyn Fn(&Node) -> Node| {
        Some(components(node, |it| Some(if it.tag() == component { change(&it) } else { it })))
    };
    match fault {
        F::UnidirectionalWithId if tag == UNIDIRECTIONAL => {
            Some(Node::branch(tag, [&[Node::leaf(OTID, &[1])], node.children()].concat()))
        }
        F::PadsIds => Some(content(node, DTID, |id| [&vec![0; 4 - id.len().min(4)][..], id].concat())),
        F::OneId => Some(content(node, OTID, |_| vec![1, 1, 1, 1])),
        F::EndsAnother if tag == END => Some(content(node, DTID, |_| vec![1, 1, 1, 1])),
        F::AbortsInSilence => kept(tag != ABORT || cause.is_some()),
        F::AbortsAsProvider if tag == ABORT => Some(Node::branch(
            tag,
            [&without(node, DIALOGUE).children()[..1], &[Node::leaf(P_ABORT_CAUSE, &[4])]].concat(),
        )),
        F::IgnoresUnknownId => kept(cause != Some(1)),
        F::IgnoresUnknownType => kept(cause != Some(0)),
        F::IgnoresDamage => kept(!matches!(cause, Some(2 | 3))),
        F::SendsLastAlways => of(PART, &|it| retagged(it.clone(), RESULT)),
        F::SendsEmptySequence => of(RESULT, &|it| match it.children() {
            [id] => Node::branch(RESULT, [id.clone(), Node::branch(0x30, Vec::new())]),
            _ => it.clone(),
        }),
        F::LosesErrorParameter => of(ERROR, &|it| without(it, 0x30)),
        F::SendsOneProblem => of(REJECT, &|it| content(it, 0x81, |_| vec![7])),
        F::SendsReversed => Some(all_components(node, |all| all.into_iter().rev().collect())),
        F::SendsNoLink => of(INVOKE, &|it| without(it, 0x80)),
        F::LosesSign => {
            of(RESULT, &|it| content(it, INTEGER, |id| id.iter().map(|octet| octet & 0x7F).collect()))
        }
        F::RejectsAnything => of(REJECT, &|it| {
            let problem = it.children().iter().filter(|child| child.tag() & 0xC0 == 0x80).cloned();
            Node::branch(REJECT, [Node::leaf(0x05, &[])].into_iter().chain(problem).collect::<Vec<_>>())
        }),
        F::RejectsNothing => Some(components(node, |it| (it.tag() != REJECT).then_some(it))),
        F::SendsNoAarq if tag == BEGIN => Some(without(node, DIALOGUE)),
        F::SendsNoAare if matches!(tag, CONTINUE | END) => Some(without(node, DIALOGUE)),
        F::EndsWithoutAare if tag == END => Some(without(node, DIALOGUE)),
        F::RefusesByAbrt => Some(dialogue(node, &|it| {
            Some(if it.tag() == AARE { Node::branch(ABRT, [Node::leaf(0x80, &[0])]) } else { it })
        })),
        F::SendsNoInformation => changed(node, &|it| (it.tag() != 0xBE).then_some(it)),
        F::AbrtWithoutContext if tag == ABORT && cause.is_none() && node.find(DIALOGUE).is_none() => {
            Some(with_abrt(node.clone()))
        }
        F::AbnormalInSilence => kept(!is_given_up_by_provider(node)),
        F::SendsNoAudt if tag == UNIDIRECTIONAL => Some(without(node, DIALOGUE)),
        _ => kept(true),
    }
}

/// Whether it has an ABRT of the provider.
fn is_given_up_by_provider(node: &Node) -> bool {
    let here = node.tag() == ABRT && node.find(0x80).map(Node::content) == Some(&[1]);
    here || node.children().iter().any(is_given_up_by_provider)
}
