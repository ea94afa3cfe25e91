//! What a case works with.

use std::cell::Cell;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use super::line::Line;
use super::message::Message;
use super::party::Party;
use super::target::{Target, Transport};
use crate::suite::lines::Lines;
use crate::suite::tested;
use crate::suite::verdict::Outcome;

/// The peer, and the sockets of one case.
pub struct Context<'a> {
    pub(crate) target: &'a Target,
    pub(crate) transport: Transport,
    lines: Lines,
    lines_opened: Cell<usize>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(target: &'a Target, transport: Transport) -> Self {
        Self { target, transport, lines: Lines::default(), lines_opened: Cell::new(0) }
    }

    /// Somebody of ours with a socket or connection of his own.
    pub(crate) fn party(&self) -> Outcome<Party> {
        let number = self.lines_opened.get() + 1;
        self.lines_opened.set(number);
        let line = Line::open(self.target, self.transport, number, self.lines.clone())?;
        Ok(Party::new(line, self.target))
    }

    /// Sends a request by somebody of our own, and gives the final response.
    pub(crate) fn asks(&self, change: impl FnOnce(Message) -> Message) -> Outcome<Message> {
        let mut party = self.party()?;
        let request = change(party.options());
        party.ask(&request)
    }
}

impl tested::Context for Context<'_> {
    fn trace(&self) -> Vec<String> {
        self.lines.all().iter().map(|line| self.hide(line)).collect()
    }

    fn hide(&self, text: &str) -> String {
        match self.target.password.text() {
            "" => text.into(),
            password => text.replace(password, "…"),
        }
    }

    /// Somebody new is answered.
    fn survives(&self) -> Outcome {
        self.party()?.alive()
    }
}

/// A word that was never said before.
pub(crate) fn token() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    format!("{:x}x{:x}", now & 0xFFFF_FFFF_FFFF, COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The Via of a new transaction.
pub(crate) fn via(transport: Transport, local: SocketAddr) -> String {
    format!("SIP/2.0/{transport} {local};branch=z9hG4bK{}", token())
}
