//! What becomes of what came (RFC 3261 §8.2, §16.3, §18).

use std::sync::Arc;

use bytes::Bytes;

use super::server::{Arrival, reply_to};
use super::{Endpoint, Event, ServerId, Source};
use crate::header::Via;
use crate::message::{BadMessage, Essentials, Frame, Response, Rows};
use crate::transaction::ServerKey;
use crate::{DecodeError, Message, Method, StatusCode};

impl Endpoint {
    /// What came in one piece.
    pub(super) fn on_octets(&mut self, source: Source, octets: Bytes) {
        // What keeps a way through a NAT open is no message (RFC 5626 §3.5; UDP by custom).
        if octets.iter().all(|octet| matches!(octet, b'\r' | b'\n' | 0 | b' ')) {
            match octets.as_ref() {
                b"\r\n\r\n" => self.send(source.path, source.addr, Bytes::from_static(b"\r\n")),
                b"\r\n" => drop(self.takes_pong(source.path)),
                _ => {}
            }
            return;
        }
        match Message::read(octets) {
            Ok(message) => self.on_message(source, message),
            Err(bad) => self.on_bad(source, bad),
        }
    }

    /// What came on a stream.
    pub(super) fn on_frame(&mut self, source: Source, frame: Frame) {
        let was_half_ping = self
            .paths
            .connection_mut(source.path)
            .is_some_and(|connection| std::mem::take(&mut connection.half_ping));
        match frame {
            Frame::Message(message) => self.on_message(source, message),
            Frame::Bad(bad) => self.on_bad(source, bad),
            Frame::Broken(bad) => {
                self.on_bad(source, bad);
                self.disconnect(source.path);
            }
            Frame::Crlf if was_half_ping => {
                self.send(source.path, source.addr, Bytes::from_static(b"\r\n"));
            }
            // One alone answers a ping of ours.
            Frame::Crlf if self.takes_pong(source.path) => {}
            Frame::Crlf => {
                if let Some(connection) = self.paths.connection_mut(source.path) {
                    connection.half_ping = true;
                }
            }
        }
    }

    fn on_message(&mut self, source: Source, mut message: Message) {
        self.stats.messages_received += 1;
        let read = match message.essentials() {
            Ok(read) => read,
            Err(error) => return self.on_bad(source, BadMessage { error, message: Some(Box::new(message)) }),
        };
        let Some(method) = message.method() else {
            let key = self.keys.client_of(read.via.branch.unwrap_or_default(), read.cseq.method);
            let known = message.known(&read);
            message.keep(known);
            return self.on_response(key, Arc::new(message), source);
        };
        let is_ack = method == Method::ACK;
        let is_cancel = method == Method::CANCEL;
        let key = self.keys.server_by(&message, &read.via, if is_ack { Method::INVITE } else { method });
        let Ok(key) = key else { return };
        let arrival = self.arrival(key, &read, source);
        let found = self.servers.find(&key).map(ServerId);
        let found = found.filter(|id| !is_ack || self.is_acknowledged_by(*id, &read));
        let known = message.known(&read);
        let patched = message.received_from(&read.via, Some(known), source.addr, &mut self.scratch);
        message.keep(known);
        let request = Arc::new(patched.unwrap_or(message));
        if !self.config.transactions() {
            return self.on_stray(request, source);
        }
        match found {
            Some(id) if is_ack => self.on_ack(id, request, source),
            Some(id) => self.on_copy(id, source),
            None if is_ack => self.events.push_back(Event::Ack { id: None, request, source }),
            None if is_cancel => self.on_cancel(&arrival, request),
            None => self.on_new(&arrival, request),
        }
    }

    /// What is known of a request by itself.
    fn arrival(&self, key: ServerKey, read: &Essentials<'_>, source: Source) -> Arrival {
        let is_looked_for = self.config.merged_requests() && read.to_tag.is_none();
        let merge = is_looked_for.then(|| self.keys.merge_by(read.from_tag, read.call_id, read.cseq));
        Arrival { key, merge, hop: reply_to(&read.via, source), source }
    }

    /// A message that is of no transaction. Without room for it, it is lost as on the way.
    pub(super) fn on_stray(&mut self, message: Arc<Message>, source: Source) {
        if self.wants_input() {
            self.events.push_back(Event::Stray { message, source });
        }
    }

    /// A message with a fault: a request is answered, if it is none that nobody answers and there is enough of it (RFC 3261
    /// §8.2, §18.3).
    fn on_bad(&mut self, source: Source, bad: BadMessage) {
        let BadMessage { error, message } = bad;
        self.stats.bad_messages += 1;
        if let Some(request) = message
            && request.method().is_some_and(|method| method != Method::ACK)
            && let Some(response) = self.refusal(&request, &error)
        {
            let via: Result<Via<'_>, _> = request.need();
            let patched =
                via.ok().and_then(|via| request.received_from(&via, None, source.addr, &mut self.scratch));
            self.answer_stateless(patched.as_ref().unwrap_or(&request), source, response, &Rows::new());
        }
        if self.wants_input() {
            self.events.push_back(Event::Bad { error, source });
        }
    }

    /// What answers a request with a fault; `None` if it lacks what a response must have.
    fn refusal(&self, request: &Message, error: &DecodeError) -> Option<StatusCode> {
        let whole = [
            crate::header::HeaderName::VIA,
            crate::header::HeaderName::FROM,
            crate::header::HeaderName::TO,
            crate::header::HeaderName::CALL_ID,
            crate::header::HeaderName::CSEQ,
        ];
        let is_whole = whole.into_iter().all(|name| request.rows(name).next().is_some());
        (is_whole && self.out.len() < self.config.max_transmit()).then_some(error.status_code())
    }

    /// Answers a request without a transaction: copies of it get the same (RFC 3261 §8.2.7).
    pub(crate) fn answer_stateless(
        &mut self,
        request: &Message,
        source: Source,
        code: StatusCode,
        rows: &Rows,
    ) {
        let Ok(via) = request.need::<Via<'_>>() else { return };
        let hop = reply_to(&via, source);
        let tag = self.keys.tag(request.octets());
        let response = Response { rows: Some(rows), ..Response::new(code) };
        let octets = self.room.write(response.most(request, &tag), |out| response.write(request, &tag, out));
        self.send(hop.path, hop.to, octets);
    }
}
