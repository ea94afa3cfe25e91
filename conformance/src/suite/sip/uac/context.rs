//! What a case works with.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use super::callee::Callee;
use super::port::Source;
use super::target::UacTarget;
use crate::suite::lines::Lines;
use crate::suite::sip::context::token;
use crate::suite::sip::message::{Message, param};
use crate::suite::sip::target::{Timers, Transport};
use crate::suite::tested;
use crate::suite::verdict::{Outcome, check, fail, inconclusive};

/// The peer, and its call that this case is about.
pub struct Context<'a> {
    target: &'a UacTarget,
    pub(super) transport: Transport,
    lines: Lines,
    /// The Call-ID that the case is about; what is of others is answered aside.
    call_id: RefCell<String>,
    began: Cell<Option<Instant>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(target: &'a UacTarget, transport: Transport) -> Self {
        let (lines, call_id, began) = (Lines::default(), RefCell::default(), Cell::default());
        Self { target, transport, lines, call_id, began }
    }

    pub(super) fn timers(&self) -> Timers {
        self.target.timers
    }

    /// The address that we are called at.
    pub(super) fn address(&self) -> String {
        self.target.address().to_string()
    }

    /// The next call, which is not answered yet.
    pub(super) fn invited(&self) -> Outcome<Callee<'_>> {
        // A call that has waited until now is not judged by the clock.
        while let Some((source, message)) = self.arrival(Instant::now())? {
            self.serve(source, &message)?;
        }
        let deadline = Instant::now() + self.timers().patience;
        loop {
            let Some((source, message)) = self.arrival(deadline)? else {
                return inconclusive("the peer does not call");
            };
            let is_call = message.status() == 0 && message.method() == "INVITE";
            if is_call && source.transport == self.transport && self.is_new(&message) {
                self.note(source, '<', &message);
                *self.call_id.borrow_mut() = message.value("Call-ID").unwrap_or_default().to_owned();
                self.began.set(Some(Instant::now()));
                return Ok(Callee::new(self, source, message));
            }
            self.serve(source, &message)?;
        }
    }

    /// Whether nothing of this call has come before, in this case or another one.
    fn is_new(&self, message: &Message) -> bool {
        self.target.port().calls.insert(message.value("Call-ID").unwrap_or_default().to_owned())
    }

    /// When the INVITE of the call came.
    pub(super) fn began(&self) -> Instant {
        self.began.get().unwrap_or_else(Instant::now)
    }

    /// The next message of the call before the deadline.
    pub(super) fn next(&self, deadline: Instant) -> Outcome<Option<(Source, Message)>> {
        while let Some((source, message)) = self.arrival(deadline)? {
            if message.value("Call-ID") == Some(self.call_id.borrow().as_str()) {
                self.note(source, '<', &message);
                return Ok(Some((source, message)));
            }
            self.serve(source, &message)?;
        }
        Ok(None)
    }

    pub(super) fn send(&self, to: Source, message: &Message) -> Outcome {
        self.note(to, '>', message);
        let sent = self.target.port().send(to, &message.octets());
        sent.or_else(|error| fail("the peer takes what is sent", error.to_string()))
    }

    fn arrival(&self, deadline: Instant) -> Outcome<Option<(Source, Message)>> {
        let Some(arrival) = self.target.port().next(deadline) else { return Ok(None) };
        match arrival.message {
            Ok(message) => Ok(Some((arrival.source, received(message, arrival.source)))),
            Err(what) => fail("a message that can be read", what),
        }
    }

    /// What is of no call of this case: a call is refused, everything else is taken.
    fn serve(&self, source: Source, message: &Message) -> Outcome {
        let status = match message.method() {
            _ if message.status() > 0 => return Ok(()),
            "ACK" => return Ok(()),
            "INVITE" => "486 Busy Here",
            _ => "200 OK",
        };
        let response = Message::response(message, status, &token());
        self.is_new(message);
        let to = back(message, source);
        // Whoever called before may be gone.
        let _ = self.target.port().send(to, &response.octets());
        Ok(())
    }

    fn note(&self, at: Source, mark: char, message: &Message) {
        for line in String::from_utf8_lossy(&message.octets()).trim_end().split("\r\n") {
            self.lines.push(format!("{} {}", at.transport, at.peer), mark, line);
        }
    }

    /// Waits, for as long as a message that must not come is waited for.
    pub(super) fn quiet(&self) -> Duration {
        self.timers().quiet
    }
}

impl tested::Context for Context<'_> {
    fn trace(&self) -> Vec<String> {
        self.lines.all()
    }

    fn hide(&self, text: &str) -> String {
        text.into()
    }

    /// It calls again.
    fn survives(&self) -> Outcome {
        let callee = self.invited()?;
        callee.refuse("486 Busy Here")?;
        let ack = callee.ack()?;
        check(ack.method() == "ACK", "ACK", ack.start)
    }
}

/// A request as a server has it: where it came from stands in its top Via (RFC 3261 §18.2.1, RFC 3581 §4).
fn received(message: Message, source: Source) -> Message {
    let Some(first) = message.values("Via").into_iter().next().filter(|_| message.status() == 0) else {
        return message;
    };
    let Some(rport) = param(&first, "rport").filter(String::is_empty) else { return message };
    let (ip, port) = (source.peer.ip(), source.peer.port());
    let row = message.value("Via").unwrap_or_default();
    let filled = row.replacen("rport", &format!("rport={port}{rport};received={ip}"), 1);
    message.set("Via", filled)
}

/// Where a response goes: to where the request came from, or over UDP without `rport` to the port of its Via (RFC 3261 §18.2.2).
pub(super) fn back(request: &Message, source: Source) -> Source {
    let via = request.values("Via").into_iter().next().unwrap_or_default();
    if source.transport == Transport::Tcp || param(&via, "rport").is_some() {
        return source;
    }
    let sent_by = via.split(';').next().and_then(|text| text.split_whitespace().nth(1)).unwrap_or_default();
    let port = sent_by.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(5060);
    Source { peer: (source.peer.ip(), port).into(), ..source }
}
