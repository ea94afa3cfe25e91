//! What faults do to messages on their way.

use super::Memory;
use super::SccpFault::{self as F};
use crate::suite::sccp::pdu::{CC, CR, CREF, DT1, ERR, IT, LUDT, LUDTS, Pdu, RLC, UDT, UDTS, XUDT, XUDTS};
use crate::suite::sccp::{HERE, Inbound, Label, NEAR, Outbound, USER};

/// Optional parameters (Q.713 §3).
const CALLING: u8 = 0x04;
const SEGMENTATION: u8 = 0x10;
const HOPS: u8 = 0x11;
/// One that is not known.
const UNKNOWN: u8 = 0x55;
/// A subsystem that is not known.
const NOBODY: u8 = 77;

pub(super) fn inbound(memory: &mut Memory, inbound: Inbound) -> Option<Inbound> {
    let fault = memory.fault;
    let (mut label, octets) = match inbound {
        Inbound::Transfer(..) if memory.dead => return None,
        Inbound::Transfer(label, octets) => (label, octets),
        Inbound::Pause(_) if fault == F::NoBackup => return None,
        status => return Some(status),
    };
    let octets = match Pdu::read(&octets) {
        Ok(mut pdu) => {
            if !takes(fault, &mut label, &mut pdu) {
                return None;
            }
            pdu.octets()
        }
        Err(_) => {
            memory.dead |= fault == F::DiesOfCutOff;
            let answers = match octets.first() {
                Some(0x7F) => fault == F::AnswersUnknownType,
                Some(&UDT) => fault == F::AnswersCutOff,
                _ => false,
            };
            // What is for nobody comes back.
            if answers { for_nobody() } else { octets }
        }
    };
    Some(Inbound::Transfer(label, octets))
}

fn for_nobody() -> Vec<u8> {
    let [near, here] = [NEAR, HERE].map(|code| code.to_le_bytes());
    let addresses = [[0x43, here[0], here[1], NOBODY], [0x43, near[0], near[1], 9]];
    Pdu::new(UDT, &[0x80], &[&addresses[0], &addresses[1], b"x"]).octets()
}

/// What SCCP management says in it: the data of a message to subsystem 1.
fn said(pdu: &mut Pdu) -> Option<&mut Vec<u8>> {
    match &mut pdu.variable[..] {
        [called, _, data] if pdu.message_type == UDT && called.last() == Some(&1) => Some(data),
        _ => None,
    }
}

fn says(pdu: &mut Pdu, message: u8) -> bool {
    said(pdu).is_some_and(|data| data.first() == Some(&message))
}

fn set(octets: &mut [u8], place: usize, change: impl Fn(u8) -> u8) {
    if let Some(octet) = octets.get_mut(place) {
        *octet = change(*octet);
    }
}

/// Changes a message for the layer, and says whether it gets it at all.
fn takes(fault: F, label: &mut Label, pdu: &mut Pdu) -> bool {
    let message_type = pdu.message_type;
    let segment = pdu.optional.contains_key(&SEGMENTATION);
    match fault {
        F::IgnoresExtended => return message_type != XUDT,
        F::IgnoresLong => return message_type != LUDT,
        F::IgnoresWithUnknown => return !pdu.optional.contains_key(&UNKNOWN),
        F::TellsNoNotice => return message_type != UDTS,
        F::TellsNoExtendedNotice => return message_type != XUDTS,
        F::IgnoresTests => return !says(pdu, 3),
        F::IgnoresSsp => return !says(pdu, 2),
        F::IgnoresReleaseComplete => return message_type != RLC,
        F::IgnoresInactivityTest | F::TakesAnySource => return message_type != IT,
        F::IgnoresErrors => return message_type != ERR,
        F::AlwaysReturns if matches!(message_type, UDT | XUDT | LUDT) && said(pdu).is_none() => {
            set(&mut pdu.fixed, 0, |class| class | 0x80);
        }
        F::ReturnsReturned if message_type == UDTS => {
            (pdu.message_type, pdu.fixed) = (UDT, vec![0x80]);
        }
        F::MixesReferences if segment => {
            pdu.optional.entry(SEGMENTATION).and_modify(|it| it.truncate(1)).or_default().extend([0; 3]);
        }
        F::MixesPoints if segment => {
            label.opc = NEAR;
            set_all(pdu.variable.get_mut(1), NEAR);
        }
        F::DeliversSegments => drop(pdu.optional.remove(&SEGMENTATION)),
        F::DeliversHoles if segment => {
            pdu.optional
                .entry(SEGMENTATION)
                .and_modify(|it| set(it, 0, |bits| if bits == 0x82 { 0x81 } else { bits }));
        }
        F::AnswersEveryTest if says(pdu, 3) => {
            said(pdu).into_iter().for_each(|data| set(data, 1, |_| USER));
        }
        F::TellsOwnState if says(pdu, 2) => {
            said(pdu).into_iter().for_each(|data| set(data, 2, |_| NEAR.to_le_bytes()[0]));
        }
        F::GoesRound if message_type == XUDT => set(&mut pdu.fixed, 1, |hops| hops.max(2)),
        F::TakesAnyTest if message_type == IT => set(&mut pdu.fixed, 6, |_| 2),
        F::RefusalEndsConnection if message_type == CREF => {
            pdu.message_type = ERR;
            pdu.optional.clear();
        }
        F::DeliversParts if message_type == DT1 => set(&mut pdu.fixed, 3, |_| 0),
        F::AnswersUnassignedData if message_type == DT1 => becomes_confirm(pdu),
        F::AnswersErrors if message_type == ERR => becomes_confirm(pdu),
        _ => {}
    }
    true
}

/// A point code in an address.
fn set_all(address: Option<&mut Vec<u8>>, point_code: u32) {
    if let Some(address) = address {
        let [low, high, ..] = point_code.to_le_bytes();
        set(address, 1, |_| low);
        set(address, 2, |_| high);
    }
}

/// A message for a reference becomes one that is answered where the reference is not assigned.
fn becomes_confirm(pdu: &mut Pdu) {
    pdu.message_type = CC;
    pdu.fixed.truncate(3);
    pdu.fixed.extend([1, 1, 1, 2]);
    pdu.variable.clear();
}

pub(super) fn outbound(memory: &mut Memory, outbound: Outbound) -> Vec<Outbound> {
    let Ok(mut pdu) = Pdu::read(&outbound.octets) else { return vec![outbound] };
    let mut label = outbound.label;
    memory.count = memory.count.wrapping_add(1);
    match memory.fault {
        F::AnySelection => label.sls = memory.count & 0x0F,
        F::RelaysOnOneLink => label.sls = 0,
        F::DataToFirstPoint if pdu.message_type == DT1 => label.dpc = NEAR,
        fault if !goes(fault, &mut pdu) => return Vec::new(),
        _ => {}
    }
    vec![Outbound { label, octets: pdu.octets() }]
}

/// Changes a message of the layer, and says whether it goes at all.
fn goes(fault: F, pdu: &mut Pdu) -> bool {
    let message_type = pdu.message_type;
    let returned = matches!(message_type, UDTS | XUDTS | LUDTS);
    let cause = pdu.fixed.first().copied().unwrap_or(0);
    let error = if message_type == ERR { pdu.fixed.get(3).copied() } else { None };
    match fault {
        F::NeverReturns => return !returned,
        F::ReturnsNoLong => return message_type != LUDTS,
        F::VanishesUntranslated => return !(returned && cause == 1),
        F::VanishesInaccessible => return !(returned && cause == 5),
        F::TellsNoSsp => return !says(pdu, 2),
        F::RefusesInSilence => return message_type != CREF,
        F::NoReleaseComplete => return message_type != RLC,
        F::NoError => return message_type != ERR,
        F::IgnoresClass3 => return error != Some(3),
        F::SendsNoSender if message_type == UDT => {
            pdu.variable.get_mut(1).into_iter().for_each(|address| *address = vec![0x40]);
        }
        F::ReturnsUnqualified if returned => set(&mut pdu.fixed, 0, |_| 7),
        F::BlamesMtp if returned => set(&mut pdu.fixed, 0, |_| 5),
        F::ReturnsUnturned if returned => pdu.variable.swap(0, 1),
        F::ReturnsBasic if message_type == XUDTS => {
            *pdu = Pdu { message_type: UDTS, fixed: vec![cause], ..pdu.clone() };
        }
        F::CountsNothing => segment(pdu, 0, |bits| bits & 0xF0),
        F::SegmentsOfClass0 => segment(pdu, 0, |bits| bits & !0x40),
        F::OneReference => (1..4).for_each(|place| segment(pdu, place, |_| 0)),
        F::KeepsRoutingByTitle if message_type == UDT => {
            pdu.variable.first_mut().into_iter().for_each(|called| set(called, 0, |bits| bits & !0x40));
        }
        F::KeepsHops if message_type == XUDT => set(&mut pdu.fixed, 1, |hops| hops + 1),
        F::KeepsHopsOfRequests => {
            pdu.optional.entry(HOPS).and_modify(|it| set(it, 0, |hops| hops + 1));
        }
        F::LosesOddDigit => pdu.variable.first_mut().into_iter().for_each(|called| {
            if called.get(3).is_some_and(|scheme| scheme & 0x0F == 1) {
                called.pop();
            }
        }),
        F::StripsUnknown => drop(pdu.optional.remove(&UNKNOWN)),
        F::AsksBySsc if says(pdu, 4) => {
            said(pdu).into_iter().for_each(|data| set(data, 0, |_| 6));
        }
        F::AsksForClass3 if message_type == CR => set(&mut pdu.fixed, 3, |_| 3),
        F::LeavesFirstPointOut if message_type == CR => drop(pdu.optional.remove(&CALLING)),
        F::ConfirmsByOtherReference if message_type == CC => {
            let destination = pdu.reference(0);
            pdu.fixed.truncate(3);
            pdu.fixed.extend(destination);
            pdu.fixed.push(2);
        }
        F::ConfirmsClass3 if message_type == CC => set(&mut pdu.fixed, 6, |_| 3),
        F::RefusesForUser if message_type == CREF => set(&mut pdu.fixed, 3, |_| 3),
        F::MoreFollows if message_type == DT1 => set(&mut pdu.fixed, 3, |_| 1),
        F::NothingFollows if message_type == DT1 => set(&mut pdu.fixed, 3, |_| 0),
        F::TakesStrangeRelease if error == Some(1) => becomes_complete(pdu),
        F::TakesStrangePoint if error == Some(2) => becomes_complete(pdu),
        _ => {}
    }
    true
}

fn segment(pdu: &mut Pdu, place: usize, change: impl Fn(u8) -> u8) {
    pdu.optional.entry(SEGMENTATION).and_modify(|it| set(it, place, change));
}

/// An error becomes what answers a release.
fn becomes_complete(pdu: &mut Pdu) {
    let destination = pdu.reference(0);
    *pdu = Pdu::new(RLC, &[destination, [1, 1, 1]].concat(), &[]);
}
