//! One association of a case: messages out, messages in, and what must come.

use std::collections::VecDeque;
use std::time::Duration;

use brivas_sigtran::m3ua::{ErrorCode, MessageType, Status};

use super::Message;
use super::context::Context;
use super::network::{Happening, Joined};
use super::received::Received;
use super::target::Peer;
use crate::suite::verdict::{Outcome, check, fail};

/// What comes next.
#[derive(Clone, Debug)]
pub(crate) enum Incoming {
    Message(Received),
    Lost,
    Silence,
}

/// An association, by which heartbeats of the peer are answered in passing.
pub(crate) struct Link<'a> {
    pub(crate) t: &'a Context<'a>,
    /// Which of our ASPs it is.
    pub(crate) number: u32,
    joined: Joined,
    /// What came while the answer to a heartbeat was waited for.
    kept: VecDeque<Received>,
    /// Notifications that came while something else was waited for.
    notified: Vec<Received>,
    /// Whether what is told of the network is taken in passing, as notifications always are.
    pub(crate) lets_pass: bool,
    /// Whether ASP Up and ASP Active, which an ASP repeats, are passed over.
    pub(crate) ignores_requests: bool,
    /// Whether heartbeats are seen rather than answered.
    pub(crate) shows_beats: bool,
}

impl<'a> Link<'a> {
    pub(crate) fn new(t: &'a Context<'a>, number: u32, joined: Joined) -> Self {
        let (kept, notified) = (VecDeque::new(), Vec::new());
        let (lets_pass, ignores_requests, shows_beats) = (true, false, false);
        Self { t, number, joined, kept, notified, lets_pass, ignores_requests, shows_beats }
    }

    pub(crate) fn send(&self, message: &Message) {
        let usual = if message.message_type == MessageType::DATA && self.joined.streams > 1 { 1 } else { 0 };
        self.send_octets(message.stream_id.unwrap_or(usual), message.octets());
    }

    pub(crate) fn send_octets(&self, stream_id: u16, octets: Vec<u8>) {
        self.t.send(self.joined.path, self.number, stream_id, octets);
    }

    /// The next message, the end, or nothing for this long; heartbeats are answered and passed over.
    pub(crate) fn next_within(&mut self, wait: Duration) -> Outcome<Incoming> {
        let deadline = self.t.now() + wait;
        if let Some(received) = self.kept.pop_front() {
            return Ok(Incoming::Message(received));
        }
        loop {
            let received = match self.t.next(self.joined.path, self.number, deadline) {
                None => return Ok(Incoming::Silence),
                Some(Happening::Lost) => return Ok(Incoming::Lost),
                Some(Happening::Message { stream_id, octets }) => {
                    Received::judge(stream_id, octets, self.joined.streams)?
                }
            };
            if received.message_type != MessageType::BEAT || self.shows_beats {
                return Ok(Incoming::Message(received));
            }
            let mut answer = received.octets.to_vec();
            if let Some(number) = answer.get_mut(3) {
                *number = MessageType::BEAT_ACK.number;
            }
            self.send_octets(received.stream_id, answer);
        }
    }

    /// The next message that is no notification and tells nothing of the network.
    pub(crate) fn next(&mut self, wait: Duration) -> Outcome<Incoming> {
        let deadline = self.t.now() + wait;
        loop {
            match self.next_within(deadline.saturating_duration_since(self.t.now()))? {
                Incoming::Message(received) if received.message_type == MessageType::NTFY => {
                    self.notified.push(received);
                }
                Incoming::Message(received) if self.lets_pass && is_news(received.message_type) => {}
                Incoming::Message(received) if self.ignores_requests && is_request(received.message_type) => {
                }
                other => return Ok(other),
            }
        }
    }

    /// The next message must be this one.
    pub(crate) fn answer(&mut self, message_type: MessageType) -> Outcome<Received> {
        self.comes(message_type, self.t.target.timers.answer)
    }

    /// The next message within this time must be this one.
    pub(crate) fn comes(&mut self, message_type: MessageType, wait: Duration) -> Outcome<Received> {
        let name = message_type.name().unwrap_or("a message");
        self.comes_as(name, wait, |received| received.message_type == message_type)
    }

    /// The next message within this time must be as `is` has it.
    fn comes_as(
        &mut self,
        expected: &str,
        wait: Duration,
        is: impl FnOnce(&Received) -> bool,
    ) -> Outcome<Received> {
        match self.next(wait)? {
            Incoming::Message(received) => {
                check(is(&received), expected, received.describe())?;
                Ok(received)
            }
            Incoming::Lost => fail(expected, "the association ended"),
            Incoming::Silence => fail(expected, format!("nothing for {} ms", wait.as_millis())),
        }
    }

    /// Sends a request that must be answered by this message.
    pub(crate) fn ask(&mut self, message: &Message, answer: MessageType) -> Outcome<Received> {
        self.send(message);
        self.answer(answer)
    }

    /// The next message must be an Error with one of these codes.
    pub(crate) fn error(&mut self, codes: &[ErrorCode]) -> Outcome<Received> {
        let names: Vec<String> = codes.iter().map(|code| format!("{code:?}")).collect();
        let expected = format!("ERR {}", names.join(" or "));
        self.comes_as(&expected, self.t.target.timers.answer, |received| {
            received.code().is_some_and(|code| codes.contains(&code))
        })
    }

    /// Sends what must be answered by an Error with one of these codes.
    pub(crate) fn refused(&mut self, message: &Message, codes: &[ErrorCode]) -> Outcome<Received> {
        self.send(message);
        self.error(codes)
    }

    /// This must be notified, now or before.
    pub(crate) fn notified(&mut self, status: Status) -> Outcome<Received> {
        self.notified_within(status, self.t.target.timers.answer)
    }

    pub(crate) fn notified_within(&mut self, status: Status, wait: Duration) -> Outcome<Received> {
        let deadline = self.t.now() + wait;
        let is_it = |received: &Received| received.status() == Some(status);
        let expected = format!("NTFY {}/{}", status.status_type, status.information);
        if let Some(place) = self.notified.iter().position(is_it) {
            return Ok(self.notified.remove(place));
        }
        loop {
            match self.next_within(deadline.saturating_duration_since(self.t.now()))? {
                Incoming::Message(received) if is_it(&received) => return Ok(received),
                Incoming::Message(received)
                    if received.message_type == MessageType::NTFY || is_news(received.message_type) => {}
                Incoming::Message(received) => return fail(expected, received.describe()),
                Incoming::Lost => return fail(expected, "the association ended"),
                Incoming::Silence => return fail(expected, format!("nothing for {} ms", wait.as_millis())),
            }
        }
    }

    /// What the notifications said up to now is of no interest.
    pub(crate) fn forget(&mut self) {
        self.notified.clear();
    }

    /// Nothing may come for a while but what is told of the state of things.
    pub(crate) fn quiet(&mut self) -> Outcome {
        self.quiet_for(self.t.target.timers.quiet)
    }

    pub(crate) fn quiet_for(&mut self, time: Duration) -> Outcome {
        match self.next(time)? {
            Incoming::Silence => Ok(()),
            Incoming::Message(received) => fail("nothing", received.describe()),
            Incoming::Lost => fail("nothing", "the association ended"),
        }
    }

    /// This was not notified, and is not in a while.
    pub(crate) fn not_notified(&mut self, status: Status) -> Outcome {
        self.quiet()?;
        let came = self.notified.iter().find(|received| received.status() == Some(status));
        came.map_or(Ok(()), |received| fail("no such notification", received.describe()))
    }

    /// Sends what must not be answered.
    pub(crate) fn ignores(&mut self, message: &Message) -> Outcome {
        self.send(message);
        self.quiet()
    }

    /// Sends what is not for this state or this side: it changes nothing, and is called unexpected or thrown away
    /// (RFC 4666 §3.8.1).
    pub(crate) fn unexpected(&mut self, message: &Message) -> Outcome {
        const NAMED: [ErrorCode; 2] = [ErrorCode::UNEXPECTED_MESSAGE, ErrorCode::UNSUPPORTED_MESSAGE_TYPE];
        self.send(message);
        let before = (self.lets_pass, self.ignores_requests);
        // News would be the answer to an audit; an ASP repeats what it has asked for.
        self.lets_pass = message.message_type != MessageType::DAUD;
        self.ignores_requests = self.t.target.peer == Peer::Asp;
        let next = self.next(self.t.target.timers.quiet)?;
        (self.lets_pass, self.ignores_requests) = before;
        let expected = "ERR Unexpected Message, or nothing";
        match next {
            Incoming::Silence => Ok(()),
            Incoming::Message(received) => {
                let right = received.code().is_some_and(|code| NAMED.contains(&code));
                check(right, expected, received.describe())
            }
            Incoming::Lost => fail(expected, "the association ended"),
        }
    }

    /// The peer still answers: a heartbeat comes back (RFC 4666 §3.5.6).
    pub(crate) fn alive(&mut self) -> Outcome {
        let beat = Message::new(MessageType::BEAT).heartbeat_data(b"alive");
        self.send(&beat);
        let deadline = self.t.now() + self.t.target.timers.answer;
        loop {
            match self.next(deadline.saturating_duration_since(self.t.now()))? {
                Incoming::Message(received) if received.message_type == MessageType::BEAT_ACK => {
                    return Ok(());
                }
                Incoming::Message(_) => {}
                Incoming::Lost => return fail("BEAT_ACK", "the association ended"),
                Incoming::Silence => return fail("BEAT_ACK", "nothing"),
            }
        }
    }

    /// Waits until the peer has acted on what was sent: until a heartbeat has come back, if it does. What comes meanwhile
    /// is kept.
    pub(crate) fn settled(&mut self) -> Outcome {
        let mut came = VecDeque::new();
        self.send(&Message::new(MessageType::BEAT).heartbeat_data(b"settled"));
        while let Incoming::Message(received) = self.next_within(self.t.target.timers.answer)? {
            if received.message_type == MessageType::BEAT_ACK {
                break;
            }
            came.push_back(received);
        }
        self.kept = came;
        Ok(())
    }

    /// Ends the association without a word.
    pub(crate) fn abort(self) {
        self.t.abort(self.joined.path, self.number);
    }
}

/// What is told of the network, and may come at any time.
fn is_news(message_type: MessageType) -> bool {
    message_type.class == MessageType::DUNA.class && message_type != MessageType::DAUD
}

/// What an ASP asks for again and again.
fn is_request(message_type: MessageType) -> bool {
    matches!(message_type, MessageType::ASPUP | MessageType::ASPAC)
}
