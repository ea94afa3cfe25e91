//! What a centre does when nothing happens. These wait for its timers and run with `--slow` alone.

use std::time::{Duration, Instant};

use brivas_smpp::CommandId;

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::connection::{Connection, Incoming};
use crate::suite::smpp::context::Context;
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, Stop, check, fail};

const TIMERS: &str = "SMPP 5.0 §2.7; SMPP 3.4 §7.2";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("smpp.timers.session_init_ends_a_silent_connection", TIMERS, session_init).once().slow(),
        Case::new("smpp.timers.session_init_stops_with_the_bind", TIMERS, stops_with_bind).once().slow(),
        Case::new("smpp.timers.enquire_link_after_a_silence", TIMERS, enquire_link).once().slow().should(),
        Case::new("smpp.timers.a_dead_peer_is_given_up", TIMERS, dead_peer).once().slow().should(),
        Case::new("smpp.timers.half_a_pdu_ends_some_time", TIMERS, half_a_pdu).robustness().slow(),
        Case::new("smpp.timers.an_unanswered_receipt_comes_again", TIMERS, unanswered_receipt)
            .once()
            .slow()
            .should()
            .needs(Feature::Receipts),
    ]
}

/// A little beyond what the peer's timer may take.
fn grace(timer: Duration) -> Duration {
    timer + timer / 10 + Duration::from_secs(1)
}

fn ends(c: &mut Connection, wait: Duration) -> Outcome {
    let ended = c.ends_within(wait)?;
    check(ended, format!("the connection is closed within {} s", wait.as_secs()), "it is still open")
}

fn session_init(t: &Context<'_>) -> Outcome {
    ends(&mut t.connect()?, grace(t.target.timers.session_init))
}

fn stops_with_bind(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    let deadline = Instant::now() + grace(t.target.timers.session_init);
    while Instant::now() < deadline {
        c.alive()?;
        std::thread::sleep(Duration::from_millis(500));
    }
    c.alive()
}

fn enquire_link(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    match c.next_within(grace(t.target.timers.enquire_link))? {
        Incoming::Pdu(pdu) if pdu.command_id() == CommandId::enquire_link => {
            c.serve(pdu)?;
            c.alive()
        }
        Incoming::Pdu(pdu) => fail("enquire_link", describe(pdu.octets())),
        Incoming::Closed => {
            Err(Stop::Inconclusive("the centre ended the silent session without asking".into()))
        }
        Incoming::Silence => fail("enquire_link", "nothing"),
    }
}

/// enquire_link is not answered: the session ends, and nobody keeps a dead peer.
fn dead_peer(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    c.serves = false;
    ends(&mut c, grace(t.target.timers.enquire_link) + grace(t.target.timers.response))
}

fn half_a_pdu(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    c.serves = false;
    let octets = t.submit_sm().octets(5);
    c.send_octets(octets.get(..20).unwrap_or(&[]))?;
    let timers = &t.target.timers;
    ends(&mut c, grace(timers.enquire_link) + grace(timers.response))
}

fn unanswered_receipt(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    c.serves = false;
    c.send(&t.submit_sm().octet("registered_delivery", 1))?;
    let mut deliveries = 0;
    let deadline = Instant::now() + t.target.timers.patience;
    while deliveries == 0 {
        match c.next_within(deadline.saturating_duration_since(Instant::now()))? {
            Incoming::Pdu(pdu) if pdu.command_id() == CommandId::deliver_sm => deliveries += 1,
            Incoming::Pdu(_) => {}
            Incoming::Closed | Incoming::Silence => return Err(Stop::Inconclusive("no receipt came".into())),
        }
    }
    drop(c);
    let mut again = t.transceiver()?;
    let wait = grace(t.target.timers.response) + t.target.timers.patience;
    match again.next_within(wait)? {
        Incoming::Pdu(pdu) if pdu.command_id() == CommandId::deliver_sm => again.serve(pdu),
        _ => fail("the receipt again, since it was never answered", "nothing"),
    }
}
