//! Messages of SIP as JSON: one that fills a datagram, or those on a stream.

mod body;
mod header;
mod uri;

use brivas_sip::message::{BadMessage, Frame, Framer, StartLine};
use brivas_sip::{DecodeError, Message, Method};
use bytes::{Bytes, BytesMut};
use serde_json::{Map, Value, json};

use super::text;

/// The message of a datagram.
pub(super) fn datagram(octets: Bytes) -> Value {
    let offset = octets.chunks_exact(2).take_while(|pair| pair == b"\r\n").count() * 2;
    match Message::read(octets) {
        Ok(message) => whole(&message, offset),
        Err(bad) => faulty(&bad, offset),
    }
}

/// The messages of a stream, in their order. What is left at its end is one that did not come whole.
pub(super) fn stream(octets: &[u8]) -> Vec<Value> {
    let mut framer = Framer::new();
    let mut input = BytesMut::from(octets);
    let mut objects = Vec::new();
    loop {
        let offset = octets.len() - input.len();
        match framer.next(&mut input) {
            Some(Frame::Message(message)) => objects.push(whole(&message, offset)),
            Some(Frame::Bad(bad) | Frame::Broken(bad)) => objects.push(faulty(&bad, offset)),
            Some(Frame::Crlf) => {}
            None if input.is_empty() => return objects,
            None => {
                let rest = input.split().freeze();
                objects.push(unfinished(rest, offset));
                return objects;
            }
        }
    }
}

fn whole(message: &Message, offset: usize) -> Value {
    object(Some(message), message.check().err(), offset)
}

fn faulty(bad: &BadMessage, offset: usize) -> Value {
    object(bad.message.as_deref(), Some(bad.error), offset)
}

/// What came of a message before the stream ended. Nobody answers it: the rest could have come yet.
fn unfinished(octets: Bytes, offset: usize) -> Value {
    let length = octets.len();
    let message = match Message::read(octets) {
        Ok(message) => Some(message),
        Err(bad) => bad.message.map(|message| *message),
    };
    let mut object = Map::new();
    object.insert("offset".into(), offset.into());
    let missing = json!({
        "kind": "missing", "offset": length, "field": "message", "text": "the stream ends before it does",
        "answer": null,
    });
    let mut problems = vec![missing];
    if let Some(message) = &message {
        put_message(&mut object, message, &mut problems);
    }
    object.insert("problems".into(), problems.into());
    object.insert("answer".into(), "discarded".into());
    Value::Object(object)
}

/// A message, what is wrong with it, and what a server does with it.
fn object(message: Option<&Message>, fault: Option<DecodeError>, offset: usize) -> Value {
    let mut object = Map::new();
    object.insert("offset".into(), offset.into());
    let status = fault.filter(|_| is_answered(message)).map(|error| error.status_code());
    let mut problems: Vec<Value> = fault.iter().map(|error| text::problem(error, status)).collect();
    if let Some(message) = message {
        put_message(&mut object, message, &mut problems);
    }
    object.insert("problems".into(), problems.into());
    let answer = match (fault, status) {
        (None, _) => "taken".into(),
        (Some(_), Some(status)) => status.0.into(),
        (Some(_), None) => "discarded".into(),
    };
    object.insert("answer".into(), answer);
    Value::Object(object)
}

/// Whether a server answers if there is a fault: a request, but no ACK (RFC 3261 §17).
fn is_answered(message: Option<&Message>) -> bool {
    let method = message.and_then(Message::method);
    method.is_some_and(|method| method != Method::ACK)
}

fn put_message(object: &mut Map<String, Value>, message: &Message, problems: &mut Vec<Value>) {
    object.insert("start_line".into(), start_line(message.start_line()));
    let headers: Vec<Value> = message.fields().map(|field| header::row(&field, problems)).collect();
    object.insert("headers".into(), headers.into());
    object.insert("body".into(), body::of(message));
}

fn start_line(line: StartLine<'_>) -> Value {
    match line {
        StartLine::Request(request) => {
            let mut object = text::object(&[("method", request.method.0)]);
            text::put(&mut object, "request_uri_text", request.request_uri);
            // Whoever checks the message tells the fault.
            object.insert("request_uri".into(), request.uri().map_or(Value::Null, |uri| uri::of(&uri)));
            Value::Object(object)
        }
        StartLine::Status(status) => {
            let mut object = Map::new();
            object.insert("status_code".into(), status.code.0.into());
            text::put(&mut object, "reason_phrase", status.reason_phrase);
            Value::Object(object)
        }
    }
}
