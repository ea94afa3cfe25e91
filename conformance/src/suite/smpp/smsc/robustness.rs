//! What no peer should send, and what every listener on a public port gets. Afterwards a fresh bind must work.

use brivas_smpp::CommandId;

use crate::suite::smpp::Case;
use crate::suite::smpp::connection::{Connection, Incoming};
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, fail};

const BAD_STREAM: &str = "SMPP 5.0 §2.8.2, §4.1.4; SMPP 3.4 §2.8, §4.3";
const CONNECTION: &str = "SMPP 5.0 §2.3, §2.8.1; SMPP 3.4 §2.2";

/// The beginning of a TLS 1.2 ClientHello.
const CLIENT_HELLO: &[u8] = b"\x16\x03\x01\x00\x2f\x01\x00\x00\x2b\x03\x03abcdefghijklmnopqrstuvwxyz012345\x00\x00\x04\xc0\x2f\xc0\x30\x01\x00";

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("smpp.robustness.http_request", BAD_STREAM, |t| {
            junk(t.connect()?, b"GET / HTTP/1.1\r\nHost: example.org\r\nAccept: */*\r\n\r\n")
        }),
        Case::new("smpp.robustness.tls_hello", BAD_STREAM, |t| junk(t.connect()?, CLIENT_HELLO)),
        Case::new("smpp.robustness.ssh_banner", BAD_STREAM, |t| {
            junk(t.connect()?, b"SSH-2.0-OpenSSH_9.6\r\n")
        }),
        Case::new("smpp.robustness.zeros", BAD_STREAM, |t| junk(t.connect()?, &[0; 4096])),
        Case::new("smpp.robustness.ones", BAD_STREAM, |t| junk(t.connect()?, &[0xFF; 4096])),
        Case::new("smpp.robustness.zeros_when_bound", BAD_STREAM, |t| junk(t.transceiver()?, &[0; 4096])),
        Case::new("smpp.robustness.http_when_bound", BAD_STREAM, |t| {
            junk(t.transceiver()?, b"GET / HTTP/1.1\r\n\r\n")
        }),
        Case::new("smpp.robustness.connect_and_close", CONNECTION, |t| {
            (0..20).try_for_each(|_| t.connect().map(drop))
        }),
        Case::new("smpp.robustness.thirty_idle_connections", CONNECTION, |t| {
            let idle: Vec<Connection> = (0..30).map(|_| t.connect()).collect::<Outcome<_>>()?;
            t.transceiver()?.alive()?;
            drop(idle);
            Ok(())
        }),
        Case::new("smpp.robustness.close_within_a_pdu", CONNECTION, |t| {
            let mut c = t.transceiver()?;
            let octets = t.submit_sm().octets(5);
            c.send_octets(octets.get(..octets.len() / 2).unwrap_or(&[]))
        }),
        Case::new("smpp.robustness.close_within_a_header", CONNECTION, |t| {
            t.transceiver()?.send_octets(&[0, 0, 0])
        }),
        Case::new("smpp.robustness.close_with_answers_to_come", CONNECTION, |t| {
            let mut c = t.transceiver()?;
            let octets: Vec<u8> = (2..102).flat_map(|number| t.submit_sm().octets(number)).collect();
            c.send_octets(&octets)
        }),
        Case::new("smpp.robustness.half_close_after_a_request", CONNECTION, half_close),
        Case::new("smpp.robustness.unknown_commands_of_1000", BAD_STREAM, |t| {
            let mut c = t.transceiver()?;
            let octets: Vec<u8> =
                (2..1002).flat_map(|number| Message::header(CommandId(0x1F3)).octets(number)).collect();
            c.send_octets(&octets)?;
            (0..1000).try_for_each(|_| c.response().map(drop))
        }),
        Case::new("smpp.robustness.every_octet_of_a_submit_sm_flipped", BAD_STREAM, flipped),
    ];
    let random = (0..4_u64).map(|seed| {
        Case::new(format!("smpp.robustness.random_octets_{seed}"), BAD_STREAM, move |t| {
            junk(t.connect()?, &random(seed, 2000))?;
            junk(t.transceiver()?, &random(seed + 100, 2000))
        })
    });
    cases.into_iter().chain(random).map(Case::robustness).collect()
}

/// Sends octets that are no SMPP. Whatever comes back must at least be a refusal.
fn junk(mut c: Connection, octets: &[u8]) -> Outcome {
    c.send_junk(octets);
    c.half_close();
    loop {
        match c.next_within(c.timers.quiet)? {
            Incoming::Closed | Incoming::Silence => return Ok(()),
            Incoming::Pdu(pdu) if !pdu.command_id().is_response() => {}
            Incoming::Pdu(pdu) if !pdu.header.command_status.is_ok() => {}
            Incoming::Pdu(pdu) => return fail("a refusal, or the end", describe(pdu.octets())),
        }
    }
}

/// A peer that sends no more may still be answered; it must not be kept for ever.
fn half_close(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    c.send(&t.submit_sm())?;
    c.half_close();
    c.ends_within(t.target.timers.answer).map(drop)
}

/// Each octet of the body in turn with its bits turned over: each PDU is answered with its own number.
fn flipped(t: &Context<'_>) -> Outcome {
    let mut c = t.transmitter()?;
    let body = t.submit_sm().body();
    for place in 0..body.len() {
        let mut octets = body.clone();
        if let Some(octet) = octets.get_mut(place) {
            *octet ^= 0xFF;
        }
        c.ask(&Message::header(CommandId::submit_sm).tail(&octets))?;
    }
    c.alive()
}

/// Octets that are the same in every run (xorshift64).
pub(crate) fn random(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    (0..count)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_be_bytes()[0]
        })
        .collect()
}
