//! One of ours, who is called.

use std::net::SocketAddr;
use std::time::Instant;

use super::context::{Context, back};
use super::port::Source;
use crate::suite::sip::context::{token, via};
use crate::suite::sip::message::{Message, uri};
use crate::suite::sip::sdp;
use crate::suite::sip::target::Transport;
use crate::suite::verdict::{Outcome, fail, inconclusive};

/// Who is called, until the call is over.
pub(super) struct Callee<'a> {
    context: &'a Context<'a>,
    pub(super) source: Source,
    pub(super) invite: Message,
    tag: String,
}

impl<'a> Callee<'a> {
    pub(super) fn new(context: &'a Context<'a>, source: Source, invite: Message) -> Self {
        Self { context, source, invite, tag: token() }
    }

    pub(super) fn contact(&self) -> String {
        let transport = if self.source.transport == Transport::Tcp { ";transport=tcp" } else { "" };
        format!("sip:tester@{};x=1{transport}", self.context.address())
    }

    /// A response to the INVITE.
    pub(super) fn response(&self, status: &str) -> Message {
        Message::response(&self.invite, status, &self.tag)
    }

    /// 200 with Contact and a description: an answer, or an offer if the INVITE has none.
    pub(super) fn answer(&self) -> Message {
        let ip = self
            .context
            .address()
            .parse::<SocketAddr>()
            .map_or([127, 0, 0, 1].into(), |address| address.ip());
        let mut description = sdp::audio(ip, "");
        if !self.invite.body.is_empty() {
            // As many media as were offered; those behind the first are refused.
            description = format!("{}m=audio 49170 RTP/AVP 0\r\n", sdp::head(ip));
            for (kind, _, _) in sdp::media(&self.invite.body).iter().skip(1) {
                description += &format!("m={kind} 0 RTP/AVP 0\r\n");
            }
        }
        self.response("200 OK")
            .with("Contact", format!("<{}>", self.contact()))
            .body("application/sdp", description)
    }

    /// Sends a response to a request of the peer.
    pub(super) fn respond(&self, request: &Message, response: &Message) -> Outcome {
        self.context.send(back(request, self.source), response)
    }

    pub(super) fn send(&self, response: &Message) -> Outcome {
        self.respond(&self.invite, response)
    }

    pub(super) fn ring(&self) -> Outcome {
        self.send(&self.response("180 Ringing").with("Contact", format!("<{}>", self.contact())))
    }

    pub(super) fn refuse(&self, status: &str) -> Outcome {
        self.send(&self.response(status))
    }

    /// Takes the call: its ACK.
    pub(super) fn take(&self) -> Outcome<Message> {
        self.send(&self.answer())?;
        self.ack()
    }

    /// The ACK that comes.
    pub(super) fn ack(&self) -> Outcome<Message> {
        self.wait("ACK")
    }

    /// The next request of this method, which must come; copies of INVITE are passed over, and other requests are answered.
    pub(super) fn wait(&self, method: &str) -> Outcome<Message> {
        let deadline = Instant::now() + self.context.timers().answer;
        match self.until(method, deadline)? {
            Some(request) => Ok(request),
            None => fail(method, "nothing"),
        }
    }

    /// The next request of this method that the peer sends of its own accord, if it does.
    pub(super) fn wish(&self, method: &str) -> Outcome<Message> {
        let deadline = Instant::now() + self.context.timers().patience;
        match self.until(method, deadline)? {
            Some(request) => Ok(request),
            None => inconclusive(format!("the peer sends no {method} by itself")),
        }
    }

    fn until(&self, method: &str, deadline: Instant) -> Outcome<Option<Message>> {
        while let Some((_, message)) = self.context.next(deadline)? {
            if message.status() == 0 && message.method() == method {
                return Ok(Some(message));
            }
            if message.status() == 0 && !["INVITE", "ACK", "BYE", "CANCEL"].contains(&message.method()) {
                self.respond(&message, &Message::response(&message, "200 OK", &self.tag))?;
            }
        }
        Ok(None)
    }

    /// Nothing of these methods comes for a while.
    pub(super) fn quiet(&self, methods: &[&str], expected: &str) -> Outcome {
        let deadline = Instant::now() + self.context.quiet();
        while let Some((_, message)) = self.context.next(deadline)? {
            if message.status() == 0 && methods.contains(&message.method()) {
                return fail(expected, message.start);
            }
        }
        Ok(())
    }

    /// The next request of this method before the deadline, if one comes.
    pub(super) fn within(&self, method: &str, deadline: Instant) -> Outcome<Option<Message>> {
        self.until(method, deadline)
    }

    /// The same, to another one of those that the call was forked to.
    pub(super) fn fork(&self) -> Callee<'a> {
        Callee {
            context: self.context,
            source: self.source,
            invite: self.invite.clone(),
            tag: format!("fork{}", token()),
        }
    }

    /// The same call, by an INVITE that came later.
    pub(super) fn retried(&self, invite: &Message) -> Callee<'a> {
        Callee { context: self.context, source: self.source, invite: invite.clone(), tag: token() }
    }

    pub(super) fn tag(&self) -> &str {
        &self.tag
    }

    /// A request of ours in the dialog.
    pub(super) fn request(&self, method: &str, number: u32) -> Message {
        let target = self.invite.contact().unwrap_or_default();
        let local = self.context.address().parse().unwrap_or(self.source.peer);
        let from = format!("{};tag={}", self.invite.value("To").unwrap_or_default(), self.tag);
        let request = Message::request(method, &target)
            .with("Via", via(self.source.transport, local))
            .with("Max-Forwards", "70")
            .with("From", from)
            .with("To", self.invite.value("From").unwrap_or_default())
            .with("Call-ID", self.invite.value("Call-ID").unwrap_or_default())
            .with("CSeq", format!("{number} {method}"));
        match method {
            "INVITE" => request.with("Contact", format!("<{}>", self.contact())),
            _ => request,
        }
    }

    /// Sends a request of ours to where the peer's Contact says, or on its connection; its final response. What the peer asks
    /// meanwhile is answered.
    pub(super) fn asks(&self, request: &Message) -> Outcome<Message> {
        let to = self.way();
        self.context.send(to, request)?;
        let deadline = Instant::now() + self.context.timers().answer;
        while let Some((_, message)) = self.context.next(deadline)? {
            if message.status() >= 200 && message.branch() == request.branch() {
                return Ok(message);
            }
            if message.status() == 0 && !["INVITE", "ACK"].contains(&message.method()) {
                self.respond(&message, &Message::response(&message, "200 OK", &self.tag))?;
            }
        }
        fail(format!("a final response to {}", request.method()), "nothing")
    }

    pub(super) fn sends(&self, request: &Message) -> Outcome {
        self.context.send(self.way(), request)
    }

    fn way(&self) -> Source {
        let contact = self.invite.contact().unwrap_or_default();
        let host = uri(&contact);
        let host = host.rsplit('@').next().unwrap_or_default().trim_start_matches("sip:");
        let host = host.split([';', '?']).next().unwrap_or_default();
        match (self.source.transport, host.parse::<SocketAddr>()) {
            (Transport::Udp, Ok(peer)) => Source { peer, ..self.source },
            _ => self.source,
        }
    }

    /// Ends the call, if the peer does not.
    pub(super) fn end(&self) -> Outcome {
        let deadline = Instant::now() + self.context.quiet();
        if let Some(bye) = self.until("BYE", deadline)? {
            return self.respond(&bye, &Message::response(&bye, "200 OK", &self.tag));
        }
        self.asks(&self.request("BYE", 100)).map(|_| ())
    }
}
