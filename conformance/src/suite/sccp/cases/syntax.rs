//! Messages that cannot be read (Q.714 §1.1.4): they are thrown away, and nothing else happens.

use crate::suite::sccp::pdu::{CC, CR, LUDT, Pdu, RLSD, XUDT};
use crate::suite::sccp::steps::{PEER_USER, REFERENCE, by_ssn, fixed, udt, xudt};
use crate::suite::sccp::{Case, HERE, NEAR, SccpLayer, USER};
use crate::suite::tester::Tester;
use crate::suite::verdict::Outcome;

type Octets = fn() -> Vec<u8>;

/// What is damaged, and how it looks.
const DAMAGED: [(&str, Octets); 14] = [
    ("no_octets", Vec::new),
    ("type_alone", || vec![9]),
    ("type_0", || vec![0, 1, 2, 3]),
    ("unknown_type", || vec![0x7F, 1, 2, 3]),
    ("pointer_beyond_the_end", || replaced(&good(), 2, 200)),
    ("pointer_of_zero", || replaced(&good(), 3, 0)),
    ("length_beyond_the_end", || replaced(&good(), 5, 99)),
    ("cut_off_in_the_data", || good()[..good().len() - 1].to_vec()),
    ("called_address_empty", || udt(0x80, &[], b"data").octets()),
    ("called_address_too_short", || udt(0x80, &[0x43, 1], b"data").octets()),
    ("title_without_its_head", || udt(0x80, &[0x12, 8, 0], b"data").octets()),
    ("optional_part_cut_off", || {
        let octets = xudt(0x80, 15, &by_ssn(HERE, USER), b"data").with(0x55, &[1, 2, 3]).octets();
        octets[..octets.len() - 3].to_vec()
    }),
    ("long_pointer_beyond_the_end", || {
        let octets = Pdu::new(LUDT, &[0x80, 15], &[&by_ssn(HERE, USER), &by_ssn(NEAR, PEER_USER), b"data"]);
        replaced(&octets.octets(), 4, 9)
    }),
    ("release_cut_off", || Pdu::new(RLSD, &fixed(&[REFERENCE, REFERENCE], &[0]), &[]).octets()[..6].to_vec()),
];

pub(super) fn cases() -> Vec<Case> {
    let damaged = DAMAGED.map(|(name, octets)| {
        Case::new(format!("sccp.syntax.{name}"), "Q.714 §1.1.4", move |t| thrown_away(t, &octets()))
            .purpose("a message that cannot be read is thrown away, and the next one is taken")
    });
    let cut = Case::new("sccp.syntax.cut_off_anywhere", "Q.714 §1.1.4", cut_off_anywhere)
        .robustness()
        .purpose("messages of five types, cut off at each octet, do no harm");
    damaged.into_iter().chain([cut]).collect()
}

fn good() -> Vec<u8> {
    udt(0x80, &by_ssn(HERE, USER), b"data").octets()
}

fn replaced(octets: &[u8], at: usize, octet: u8) -> Vec<u8> {
    octets.iter().enumerate().map(|(place, known)| if place == at { octet } else { *known }).collect()
}

fn thrown_away(t: &Tester<SccpLayer>, octets: &[u8]) -> Outcome {
    t.sends_octets(NEAR, octets.to_vec());
    t.is_quiet()?;
    t.delivers()
}

fn cut_off_anywhere(t: &Tester<SccpLayer>) -> Outcome {
    let messages = [
        udt(0x80, &by_ssn(HERE, USER), b"data"),
        Pdu { message_type: XUDT, ..xudt(0x80, 15, &by_ssn(HERE, USER), b"data").with(0x12, &[1]) },
        Pdu::new(CR, &fixed(&[REFERENCE], &[2]), &[&by_ssn(HERE, USER)]),
        Pdu::new(CC, &fixed(&[REFERENCE, REFERENCE], &[2]), &[]),
        Pdu::new(RLSD, &fixed(&[REFERENCE, REFERENCE], &[0]), &[]),
    ];
    for message in messages {
        let octets = message.octets();
        for length in 0..octets.len() {
            t.sends_octets(NEAR, octets[..length].to_vec());
            t.is_quiet()?;
        }
    }
    Ok(())
}
