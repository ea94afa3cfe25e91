//! One of ours, who sends requests and judges what comes back.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use super::call::Call;
use super::context::{token, via};
use super::line::{Incoming, Line};
use super::message::Message;
use super::sdp;
use super::target::{Target, Timers, Transport};
use crate::suite::verdict::{Outcome, fail};

/// Somebody with a socket.
pub(crate) struct Party {
    pub(crate) line: Line,
    pub(crate) timers: Timers,
    uri: String,
    local: SocketAddr,
    /// The provisional responses to what was asked last.
    pub(crate) provisional: Vec<Message>,
}

impl Party {
    pub(crate) fn new(line: Line, target: &Target) -> Self {
        let ours = line.local();
        // The address that the peer sees is ours of this route; a socket of any address does not know it.
        let local = SocketAddr::new(
            if ours.ip().is_unspecified() { target.local_ip() } else { ours.ip() },
            ours.port(),
        );
        Self { line, timers: target.timers, uri: target.uri.clone(), local, provisional: Vec::new() }
    }

    pub(crate) fn transport(&self) -> Transport {
        self.line.transport()
    }

    pub(crate) fn local(&self) -> SocketAddr {
        self.local
    }

    /// The Via of a new transaction.
    pub(crate) fn via(&self) -> String {
        via(self.transport(), self.local)
    }

    pub(crate) fn contact(&self) -> String {
        let transport = if self.transport() == Transport::Tcp { ";transport=tcp" } else { "" };
        format!("<sip:tester@{}{transport}>", self.local)
    }

    /// A request that is right, without a dialog.
    pub(crate) fn request(&self, method: &str, uri: &str) -> Message {
        Message::request(method, uri)
            .with("Via", self.via())
            .with("Max-Forwards", "70")
            .with("From", format!("\"Tester\" <sip:tester@tester.invalid>;tag={}", token()))
            .with("To", format!("<{uri}>"))
            .with("Call-ID", format!("{}@tester.invalid", token()))
            .with("CSeq", format!("1 {method}"))
    }

    pub(crate) fn options(&self) -> Message {
        self.request("OPTIONS", &self.uri.clone()).with("Accept", "application/sdp")
    }

    /// An INVITE without an offer.
    pub(crate) fn bare_invite(&self, uri: &str) -> Message {
        self.request("INVITE", uri).with("Contact", self.contact()).with("Supported", "tester-extension")
    }

    pub(crate) fn invite_to(&self, uri: &str) -> Message {
        self.bare_invite(uri).body("application/sdp", sdp::audio(self.local.ip(), ""))
    }

    pub(crate) fn invite(&self) -> Message {
        self.invite_to(&self.uri)
    }

    /// Sends a request, over UDP again until it is answered, and gives the final response. An INVITE that is refused is
    /// acknowledged.
    pub(crate) fn ask(&mut self, request: &Message) -> Outcome<Message> {
        self.line.send(request)?;
        self.answer(request)
    }

    /// The final response to what was sent.
    pub(crate) fn answer(&mut self, request: &Message) -> Outcome<Message> {
        self.provisional.clear();
        let expected = format!("a final response to {}", request.method());
        let deadline = Instant::now() + self.timers.answer;
        let mut wait = self.timers.t1.max(Duration::from_millis(100)) * 2;
        loop {
            let again = (Instant::now() + wait).min(deadline);
            match self.line.next(again)? {
                Incoming::Message(message) if message.status() == 0 => self.serve(&message)?,
                Incoming::Message(message) if !belongs(request, &message) => {}
                Incoming::Message(message) if message.status() < 200 => self.provisional.push(message),
                Incoming::Message(message) => {
                    if request.method() == "INVITE" && message.status() >= 300 {
                        self.line.send(&refusal_ack(request, &message))?;
                    }
                    return Ok(message);
                }
                Incoming::Closed => return fail(expected, "the connection is closed"),
                Incoming::Silence if Instant::now() >= deadline => return fail(expected, "nothing"),
                Incoming::Silence => {
                    wait *= 2;
                    if self.transport() == Transport::Udp && self.provisional.is_empty() {
                        self.line.send(request)?;
                    }
                }
            }
        }
    }

    /// The next message that is to come, whatever it is; `None` is silence.
    pub(crate) fn next_within(&mut self, wait: Duration) -> Outcome<Option<Message>> {
        match self.line.next(Instant::now() + wait)? {
            Incoming::Message(message) => Ok(Some(message)),
            Incoming::Closed => fail("the connection stays", "it is closed"),
            Incoming::Silence => Ok(None),
        }
    }

    /// The next message that `is_it` says, others being passed over.
    pub(crate) fn wait_for(
        &mut self,
        what: &str,
        within: Duration,
        is_it: impl Fn(&Message) -> bool,
    ) -> Outcome<Message> {
        let deadline = Instant::now() + within;
        let mut last = "nothing".to_owned();
        loop {
            match self.line.next(deadline)? {
                Incoming::Message(message) if is_it(&message) => return Ok(message),
                Incoming::Message(message) => last = message.start,
                Incoming::Closed => return fail(what, "the connection is closed"),
                Incoming::Silence => return fail(what, last),
            }
        }
    }

    /// The next response to a request with a status in this range.
    pub(crate) fn response(&mut self, request: &Message, statuses: std::ops::Range<u16>) -> Outcome<Message> {
        let what = format!("{}xx to {}", statuses.start / 100, request.method());
        let within = self.timers.answer;
        self.wait_for(&what, within, |message| {
            belongs(request, message) && statuses.contains(&message.status())
        })
    }

    /// A request is answered with one of these.
    pub(crate) fn gets(&mut self, request: &Message, statuses: &[u16]) -> Outcome<Message> {
        let response = self.ask(request)?;
        is_one_of(&response, statuses)?;
        Ok(response)
    }

    /// Octets that are no right message are answered 400, or not at all; then the peer works still.
    pub(crate) fn bad(&mut self, octets: &[u8], statuses: &[u16]) -> Outcome {
        self.line.send_octets(octets)?;
        match self.line.next(Instant::now() + self.timers.quiet)? {
            Incoming::Message(response) if response.status() > 0 => is_one_of(&response, statuses),
            Incoming::Message(_) | Incoming::Closed | Incoming::Silence => Ok(()),
        }
    }

    /// Nothing comes for a while.
    pub(crate) fn quiet(&mut self, expected: &str) -> Outcome {
        match self.line.next(Instant::now() + self.timers.quiet)? {
            Incoming::Silence => Ok(()),
            Incoming::Closed => fail(expected, "the connection is closed"),
            Incoming::Message(message) => fail(expected, message.start),
        }
    }

    /// OPTIONS is answered.
    pub(crate) fn alive(&mut self) -> Outcome {
        let options = self.options();
        self.ask(&options).map(|_| ())
    }

    /// A call that is answered and acknowledged.
    pub(crate) fn call(&mut self) -> Outcome<Call> {
        let invite = self.invite();
        self.call_with(invite)
    }

    pub(crate) fn call_with(&mut self, invite: Message) -> Outcome<Call> {
        let call = self.call_without_ack(invite)?;
        self.line.send(&call.ack())?;
        Ok(call)
    }

    pub(crate) fn call_without_ack(&mut self, invite: Message) -> Outcome<Call> {
        let response = self.ask(&invite)?;
        is_one_of(&response, &[200])?;
        Call::new(self, invite, response)
    }

    /// Ends a call.
    pub(crate) fn hang_up(&mut self, call: &mut Call) -> Outcome {
        let bye = call.request(self, "BYE");
        self.gets(&bye, &[200]).map(|_| ())
    }

    /// Answers a request of the peer.
    pub(crate) fn serve(&mut self, request: &Message) -> Outcome {
        match request.method() {
            "ACK" => Ok(()),
            _ => self.line.send(&Message::response(request, "200 OK", "tester")),
        }
    }
}

/// Whether a response is of this transaction.
pub(crate) fn belongs(request: &Message, response: &Message) -> bool {
    let is_same = |name| request.value(name).is_none_or(|value| response.value(name) == Some(value));
    let has_branch = request.branch().is_none_or(|branch| response.branch().as_ref() == Some(&branch));
    response.status() > 0 && is_same("Call-ID") && has_branch && response.method() == request.method()
}

/// The response has one of these statuses.
pub(crate) fn is_one_of(response: &Message, statuses: &[u16]) -> Outcome {
    if statuses.contains(&response.status()) {
        return Ok(());
    }
    let names: Vec<String> = statuses.iter().map(u16::to_string).collect();
    fail(names.join(" or "), response.start.clone())
}

/// The ACK of a refusal, which is of the INVITE's transaction (RFC 3261 §17.1.1.3).
pub(crate) fn refusal_ack(invite: &Message, response: &Message) -> Message {
    let uri = invite.start.split(' ').nth(1).unwrap_or_default();
    let mut ack = Message::request("ACK", uri).with("Max-Forwards", "70");
    for name in ["Via", "From", "Call-ID", "Route"] {
        if let Some(value) = invite.value(name) {
            ack = ack.with(name, value);
        }
    }
    let to = response.value("To").unwrap_or_default();
    ack.with("To", to).with("CSeq", format!("{} ACK", invite.number().unwrap_or(1)))
}

/// The CANCEL of an INVITE (RFC 3261 §9.1).
pub(crate) fn cancel_of(invite: &Message) -> Message {
    let uri = invite.start.split(' ').nth(1).unwrap_or_default();
    let mut cancel = Message::request("CANCEL", uri).with("Max-Forwards", "70");
    for name in ["Via", "From", "To", "Call-ID"] {
        cancel = cancel.with(name, invite.value(name).unwrap_or_default());
    }
    cancel.with("CSeq", format!("{} CANCEL", invite.number().unwrap_or(1)))
}
