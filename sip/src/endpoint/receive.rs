//! What becomes of what came (RFC 3261 §8.2, §16.3, §18).

use bytes::Bytes;

use super::{Endpoint, Event, ServerId, Source};
use crate::message::{BadMessage, Frame, Response, Rows};
use crate::{DecodeError, Message, Method, StatusCode};

impl Endpoint {
    /// What came in one piece.
    pub(super) fn on_octets(&mut self, source: Source, octets: Bytes) {
        // What keeps a way through a NAT open is no message (RFC 5626 §3.5; UDP by custom).
        if octets.iter().all(|octet| matches!(octet, b'\r' | b'\n' | 0 | b' ')) {
            if octets.as_ref() == b"\r\n\r\n" {
                self.send(source.path, source.addr, Bytes::from_static(b"\r\n"));
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
            // One alone answers a ping of ours.
            Frame::Crlf if was_half_ping => {
                self.send(source.path, source.addr, Bytes::from_static(b"\r\n"));
            }
            Frame::Crlf => {
                if let Some(connection) = self.paths.connection_mut(source.path) {
                    connection.half_ping = true;
                }
            }
        }
    }

    fn on_message(&mut self, source: Source, message: Message) {
        self.stats.messages_received += 1;
        match message.check() {
            Err(error) => self.on_bad(source, BadMessage { error, message: Some(Box::new(message)) }),
            Ok(()) if message.request().is_some() => self.on_request(source, message),
            Ok(()) => self.on_response(message, source),
        }
    }

    fn on_request(&mut self, source: Source, message: Message) {
        let request = match message.received_from(source.addr, &mut self.scratch) {
            Ok(None) => message,
            Ok(Some(request)) => request,
            Err(error) => return self.on_bad(source, BadMessage { error, message: Some(Box::new(message)) }),
        };
        if !self.config.transactions() {
            return self.on_stray(request, source);
        }
        let Ok(key) = self.keys.server(&request) else { return };
        let is_ack = request.method() == Some(Method::ACK);
        match self.servers.find(&key).map(ServerId) {
            Some(id) if is_ack => self.on_ack(id, request, source),
            Some(id) => self.on_copy(id),
            None if is_ack => self.events.push_back(Event::Ack { id: None, request, source }),
            None if request.method() == Some(Method::CANCEL) => self.on_cancel(request, source),
            None => self.on_new(key, request, source),
        }
    }

    /// A message that is of no transaction. Without room for it, it is lost as on the way.
    pub(super) fn on_stray(&mut self, message: Message, source: Source) {
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
            let patched = request.received_from(source.addr, &mut self.scratch).ok().flatten();
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
        let Some(hop) = self.reply_to(request, source) else { return };
        let tag = self.keys.tag(request.octets());
        let response = Response { rows: Some(rows), ..Response::new(code) };
        let octets = response.to_bytes(request, &tag);
        self.send(hop.path, hop.to, octets);
    }
}
