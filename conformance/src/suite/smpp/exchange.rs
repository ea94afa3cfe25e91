//! Requests and their answers on one connection.

use std::time::{Duration, Instant};

use brivas_smpp::{CommandId, CommandStatus, Pdu};

use super::connection::{Connection, Incoming};
use super::message::Message;
use super::trace::describe;
use crate::suite::verdict::{Outcome, check, fail};

impl Connection {
    /// The next response, of whatever number; requests of the peer are answered in passing.
    pub(crate) fn response(&mut self) -> Outcome<Pdu> {
        self.response_within(self.timers.answer)
    }

    fn response_within(&mut self, wait: Duration) -> Outcome<Pdu> {
        let deadline = Instant::now() + wait;
        loop {
            match self.next_within(deadline.saturating_duration_since(Instant::now()))? {
                Incoming::Pdu(pdu) if pdu.command_id().is_response() => return Ok(pdu),
                Incoming::Pdu(pdu) => self.serve(pdu)?,
                Incoming::Closed => return fail("a response", "the connection was closed"),
                Incoming::Silence => {
                    return fail("a response", format!("nothing for {} ms", wait.as_millis()));
                }
            }
        }
    }

    /// Answers a request of the peer as a good peer would.
    pub(crate) fn serve(&mut self, pdu: Pdu) -> Outcome {
        let id = pdu.command_id();
        if self.serves && id.response().is_some() {
            self.send(&Message::answer(pdu.header, CommandStatus::ESME_ROK))?;
        }
        let ends = id == CommandId::unbind;
        self.served.push(pdu);
        check(!ends, "a session that goes on", "the peer unbinds")
    }

    /// Sends a request and gives its response, which must bear its number.
    pub(crate) fn ask(&mut self, message: &Message) -> Outcome<Pdu> {
        let number = self.send(message)?;
        // A centre may let a bind wait after others from the same address have failed.
        let bind = message.command_id().is_bind();
        let wait = if bind { self.timers.patience.max(self.timers.answer) } else { self.timers.answer };
        let pdu = self.response_within(wait)?;
        let came = describe(pdu.octets());
        check(
            pdu.header.sequence_number == number,
            format!("a response with sequence_number {number}"),
            came,
        )?;
        Ok(pdu)
    }

    /// Sends a request that must be answered by its own response, whatever the status.
    pub(crate) fn answered(&mut self, message: &Message) -> Outcome<Pdu> {
        let pdu = self.ask(message)?;
        let response = message.command_id().response();
        let name = response.and_then(CommandId::name).unwrap_or("a response");
        check(Some(pdu.command_id()) == response, name, describe(pdu.octets()))?;
        Ok(pdu)
    }

    /// Sends a request that must be accepted.
    pub(crate) fn accepts(&mut self, message: &Message) -> Outcome<Pdu> {
        let pdu = self.answered(message)?;
        check(pdu.header.command_status.is_ok(), "ESME_ROK", describe(pdu.octets()))?;
        Ok(pdu)
    }

    /// Sends a request that must be refused by its own response with one of these statuses.
    pub(crate) fn refuses(&mut self, message: &Message, statuses: &[CommandStatus]) -> Outcome<Pdu> {
        let pdu = self.answered(message)?;
        let names: Vec<&str> = statuses.iter().filter_map(|status| status.name()).collect();
        let status = pdu.header.command_status;
        check(statuses.contains(&status), names.join(" or "), describe(pdu.octets()))?;
        Ok(pdu)
    }

    /// Sends a request that must be refused, by its own response or by generic_nack, with whatever status.
    pub(crate) fn refuses_somehow(&mut self, message: &Message) -> Outcome<Pdu> {
        let pdu = self.ask(message)?;
        check(!pdu.header.command_status.is_ok(), "an error status", describe(pdu.octets()))?;
        Ok(pdu)
    }

    /// Sends a PDU that must be answered by generic_nack with this status and its own number.
    pub(crate) fn nacked(&mut self, message: &Message, status: CommandStatus) -> Outcome {
        let pdu = self.ask(message)?;
        let right = pdu.command_id() == CommandId::generic_nack && pdu.header.command_status == status;
        check(right, format!("generic_nack {}", status.name().unwrap_or("")), describe(pdu.octets()))
    }

    /// The session goes on: enquire_link is answered.
    pub(crate) fn alive(&mut self) -> Outcome {
        self.accepts(&Message::header(CommandId::enquire_link)).map(drop)
    }

    /// Sends what must not be answered; the answer to an enquire_link behind it must be the next.
    pub(crate) fn ignores(&mut self, message: &Message) -> Outcome {
        self.send(message)?;
        self.alive()
    }

    /// Sends a request that has no response: whoever does not know it may say so by generic_nack, and no more.
    pub(crate) fn ignores_or_nacks(&mut self, message: &Message) -> Outcome {
        let number = self.send(message)?;
        let link = self.send(&Message::header(CommandId::enquire_link))?;
        let mut pdu = self.response()?;
        let nacked = pdu.command_id() == CommandId::generic_nack && pdu.header.sequence_number == number;
        if nacked {
            pdu = self.response()?;
        }
        check(
            pdu.header.sequence_number == link,
            format!("enquire_link_resp #{link}"),
            describe(pdu.octets()),
        )
    }

    /// After a `command_length` that cannot be right the stream is lost: generic_nack comes, or the end of the connection.
    pub(crate) fn loses_framing(&mut self, length: u32) -> Outcome {
        let broken = Message::header(CommandId::enquire_link).length(length);
        let number = self.send(&broken)?;
        let expected = format!("generic_nack ESME_RINVCMDLEN #0 or #{number}, or the end");
        loop {
            match self.next()? {
                Incoming::Closed => return Ok(()),
                Incoming::Silence => return fail(expected, "nothing"),
                Incoming::Pdu(pdu) if !pdu.command_id().is_response() => self.serve(pdu)?,
                Incoming::Pdu(pdu) => {
                    let right = pdu.command_id() == CommandId::generic_nack
                        && pdu.header.command_status == CommandStatus::ESME_RINVCMDLEN
                        && [0, number].contains(&pdu.header.sequence_number);
                    return check(right, expected, describe(pdu.octets()));
                }
            }
        }
    }
}
