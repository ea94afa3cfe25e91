//! Broken streams towards an ESME. Afterwards it must come again.

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::connection::Connection;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::smsc::random;
use crate::suite::verdict::Outcome;

const LENGTH: &str = "SMPP 5.0 §2.8.2, §4.7.4; SMPP 3.4 §3.2, §5.1.1";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, length) in [("0", 0), ("15", 15), ("2_to_the_31", 0x8000_0000), ("2_to_the_32", 0xFFFF_FFFF)] {
        let name = format!("esme.faults.command_length_of_{name}");
        cases.push(Case::new(name, LENGTH, move |t| t.accepted()?.loses_framing(length)));
    }
    cases.push(Case::new("esme.faults.http_answer", LENGTH, |t| {
        junk(t.accepted()?, b"HTTP/1.1 400 Bad Request\r\n\r\n")
    }));
    cases.push(Case::new("esme.faults.zeros", LENGTH, |t| junk(t.accepted()?, &[0; 500])));
    cases.push(Case::new("esme.faults.random_octets", LENGTH, |t| junk(t.accepted()?, &random(7, 2000))));
    cases.push(Case::new("esme.faults.junk_instead_of_a_bind_answer", LENGTH, |t| {
        let (c, _) = t.accept_bind()?;
        junk(c, &random(8, 500))
    }));
    cases.push(Case::new("esme.faults.close_within_a_pdu", "SMPP 5.0 §2.8.1", |t| {
        let mut c = t.accepted()?;
        let octets = Message::deliver_sm("447700900123", "4477009").octets(51);
        c.send_octets(octets.get(..30).unwrap_or(&[]))
    }));
    cases.into_iter().map(|case| case.robustness().needs(Feature::EsmeReconnects)).collect()
}

/// Whatever the ESME makes of it, the connection is over; it must come again.
fn junk(mut c: Connection, octets: &[u8]) -> Outcome {
    c.send_junk(octets);
    c.half_close();
    c.ends_within(c.timers.quiet).map(drop)
}
