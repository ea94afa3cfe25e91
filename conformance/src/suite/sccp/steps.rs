//! What steps of cases have in common: addresses and messages by hand, and what is expected of the point under test.

use super::pdu::{CR, DT1, Pdu, UDT, XUDT};
use super::primitive::{Inbound, Indication, Label, Outbound, Request};
use super::{HERE, NEAR, SccpLayer, USER};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check, fail};

/// What was sent, with the points that it went to.
type To<T> = Vec<(u32, T)>;

/// The lower tester's reference of its first connection.
pub(super) const REFERENCE: [u8; 3] = [0x11, 0x22, 0x33];
/// The optional parameters of the cases (Q.713 §3).
pub(super) const CALLING: u8 = 0x04;
pub(super) const DATA: u8 = 0x0F;
pub(super) const SEGMENTATION: u8 = 0x10;
pub(super) const HOPS: u8 = 0x11;
/// The subsystem of the lower tester that the point's user speaks with.
pub(super) const PEER_USER: u8 = 9;

/// An address that is routed by point code and subsystem number (Q.713 §3.4).
pub(super) fn by_ssn(point_code: u32, ssn: u8) -> Vec<u8> {
    let [low, high, ..] = point_code.to_le_bytes();
    vec![0x43, low, high, ssn]
}

/// The same without the point code.
pub(super) fn by_ssn_alone(ssn: u8) -> Vec<u8> {
    vec![0x42, ssn]
}

/// An address that is routed by an international E.164 number (Q.713 §3.4.2.3.4).
pub(super) fn by_title(digits: &str, ssn: u8) -> Vec<u8> {
    let scheme = if digits.len() % 2 == 1 { 1 } else { 2 };
    let mut out = vec![0x12, ssn, 0, 0x10 | scheme, 4];
    for pair in digits.as_bytes().chunks(2) {
        let digit = |place: usize| pair.get(place).map_or(0, |digit| digit & 0x0F);
        out.push(digit(0) | digit(1) << 4);
    }
    out
}

/// UDT from the lower tester's user.
pub(super) fn udt(class: u8, called: &[u8], data: &[u8]) -> Pdu {
    Pdu::new(UDT, &[class], &[called, &by_ssn(NEAR, PEER_USER), data])
}

/// The same as XUDT.
pub(super) fn xudt(class: u8, hops: u8, called: &[u8], data: &[u8]) -> Pdu {
    Pdu::new(XUDT, &[class, hops], &[called, &by_ssn(NEAR, PEER_USER), data])
}

/// UDT between the managements of two points (Q.713 §5).
pub(super) fn management(from: u32, to: u32, message: &[u8]) -> Pdu {
    Pdu::new(UDT, &[0], &[&by_ssn(to, 1), &by_ssn(from, 1), message])
}

/// CR for a user, with the lower tester's reference.
pub(super) fn cr(class: u8, called: &[u8]) -> Pdu {
    let [one, two, three] = REFERENCE;
    Pdu::new(CR, &[one, two, three, class], &[called])
}

/// DT1 for a reference.
pub(super) fn dt1([one, two, three]: [u8; 3], more: u8, data: &[u8]) -> Pdu {
    Pdu::new(DT1, &[one, two, three, more], &[data])
}

/// References and what follows them: the fixed part of a message of a connection.
pub(super) fn fixed(references: &[[u8; 3]], rest: &[u8]) -> Vec<u8> {
    [&references.concat(), rest].concat()
}

/// What the upper tester asks for when it sends to the lower tester's user.
pub(super) fn unitdata(called: Vec<u8>, sequence_control: Option<u32>, data: &[u8]) -> Request {
    let calling = by_ssn(HERE, USER);
    Request::Unitdata { called, calling, sequence_control, return_option: false, data: data.to_vec() }
}

/// What the user hears of data from the lower tester's user.
pub(super) fn heard(called: Vec<u8>, in_sequence: bool, data: &[u8]) -> Indication {
    Indication::Unitdata { called, calling: by_ssn(NEAR, PEER_USER), in_sequence, data: data.to_vec() }
}

/// So many octets, each unlike its neighbours.
pub(super) fn octets(count: usize) -> Vec<u8> {
    (0..count).map(|place| u8::try_from(place % 251).unwrap_or(0)).collect()
}

/// Whether it is between the managements of SCCP, and what it says.
pub(super) fn said_by_management(pdu: &Pdu) -> Option<&[u8]> {
    let is_management = |address: &Vec<u8>| {
        // The point code is not needed, the subsystem number is.
        matches!(address[..], [0x42, 1] | [0x43, _, _, 1])
    };
    match &pdu.variable[..] {
        [called, calling, data] if pdu.message_type == UDT => {
            (is_management(called) && is_management(calling)).then_some(data)
        }
        _ => None,
    }
}

impl Tester<SccpLayer> {
    /// A message of the point that the lower tester mostly is.
    pub(super) fn sends(&self, pdu: &Pdu) {
        self.sends_octets(NEAR, pdu.octets());
    }

    pub(super) fn sends_from(&self, opc: u32, pdu: &Pdu) {
        self.sends_octets(opc, pdu.octets());
    }

    pub(super) fn sends_octets(&self, opc: u32, octets: Vec<u8>) {
        self.gives(Inbound::Transfer(Label { opc, dpc: HERE, sls: 3 }, octets));
    }

    /// Reads what was sent: from the point under test to this one.
    pub(super) fn read(&self, sent: &Outbound, to: u32) -> Outcome<Pdu> {
        let Label { opc, dpc, .. } = sent.label;
        check((opc, dpc) == (HERE, to), format!("a message from {HERE} to {to}"), sent.to_string())?;
        Pdu::read(&sent.octets).or_else(|why| fail("a message as Q.713 §4 has it", why))
    }

    /// The next message, to this point; `expected` says which it should be.
    pub(super) fn next_to(&self, to: u32, expected: &str) -> Outcome<Pdu> {
        let sent = self.must_give(expected)?;
        self.read(&sent, to)
    }

    /// The next message is this one, to the point that the lower tester mostly is.
    pub(super) fn gets(&self, expected: &Pdu) -> Outcome {
        self.gets_at(NEAR, expected)
    }

    pub(super) fn gets_at(&self, to: u32, expected: &Pdu) -> Outcome {
        let pdu = self.next_to(to, &expected.to_string())?;
        check(pdu == *expected, expected.to_string(), pdu.to_string())
    }

    /// What was sent beside messages of management, and what these said, each with the point that it went to.
    pub(super) fn sorted(&self) -> Outcome<(To<Pdu>, To<Vec<u8>>)> {
        let (mut messages, mut said) = (Vec::new(), Vec::new());
        for sent in self.all_given() {
            let pdu = self.read(&sent, sent.label.dpc)?;
            match said_by_management(&pdu) {
                Some(data) => said.push((sent.label.dpc, data.to_vec())),
                None => messages.push((sent.label.dpc, pdu)),
            }
        }
        Ok((messages, said))
    }

    /// Beside what management says, this one message was sent and nothing else.
    pub(super) fn gets_beside_management(&self, expected: &Pdu) -> Outcome {
        let (messages, _) = self.sorted()?;
        match &messages[..] {
            [(NEAR, pdu)] if pdu == expected => Ok(()),
            _ => fail(format!("{expected} alone"), shown(&messages)),
        }
    }

    /// Beside what management says, nothing was sent.
    pub(super) fn gets_management_alone(&self) -> Outcome {
        let (messages, _) = self.sorted()?;
        check(messages.is_empty(), "no message but those of management", shown(&messages))
    }

    /// Data of class 0 still reach the user.
    pub(super) fn delivers(&self) -> Outcome {
        self.sends(&udt(0, &by_ssn(HERE, USER), b"still there"));
        self.tells(&heard(by_ssn(HERE, USER), false, b"still there"))
    }
}

fn shown(messages: &[(u32, Pdu)]) -> String {
    let all: Vec<String> = messages.iter().map(|(to, pdu)| format!("to {to}: {pdu}")).collect();
    if all.is_empty() { "nothing".into() } else { all.join("; ") }
}
