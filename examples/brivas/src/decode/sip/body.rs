//! The body of a message: as octets, as what it is if that is a description of a session, and the parts of one that has several.

use brivas_sip::Message;
use brivas_sip::header::{ContentEncoding, MediaType};
use brivas_sip::multipart::{Multipart, Part};
use serde_json::{Map, Value};

use super::super::{put_octets, sdp, text};
use super::header;

/// So deep may bodies stand in each other; what is deeper is shown as octets alone.
const DEEPEST: usize = 8;

pub(super) fn of(message: &Message) -> Value {
    Value::Object(body(&Part::of(message), DEEPEST))
}

fn body(part: &Part<'_>, depth: usize) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("length".into(), part.body.len().into());
    let is_packed = matches!(part.get::<ContentEncoding<'_>>(), Ok(Some(packed)) if !is_identity(&packed));
    match part.kind() {
        Ok(Some(kind)) if !is_packed && kind.is("application", "sdp") => {
            object.insert("sdp".into(), sdp::decode(part.body));
        }
        Ok(Some(kind)) if !is_packed && depth > 0 && kind.main.eq_ignore_ascii_case(b"multipart") => {
            put_parts(&mut object, &kind, part.body, depth);
        }
        _ => {}
    }
    if !part.body.is_empty() {
        put_octets(&mut object, "octets", part.body);
    }
    object
}

/// Puts the parts in, each with its header fields; and what is wrong with them, by its place in this body.
fn put_parts(object: &mut Map<String, Value>, kind: &MediaType<'_>, octets: &[u8], depth: usize) {
    let mut problems = Vec::new();
    let mut parts = Vec::new();
    match Multipart::new(kind, octets) {
        Ok(multipart) => {
            for part in multipart.parts() {
                match part {
                    Ok(part) => parts.push(show(&part, &mut problems, depth - 1)),
                    Err(error) => problems.push(text::problem(&error, None)),
                }
            }
        }
        Err(error) => problems.push(text::problem(&error, None)),
    }
    object.insert("parts".into(), parts.into());
    object.insert("problems".into(), problems.into());
}

fn show(part: &Part<'_>, problems: &mut Vec<Value>, depth: usize) -> Value {
    let mut object = Map::new();
    object.insert("offset".into(), part.offset.into());
    let headers: Vec<Value> = part.fields().map(|field| header::row(&field, problems)).collect();
    object.insert("headers".into(), headers.into());
    object.extend(body(part, depth));
    Value::Object(object)
}

/// Whether nothing was done to the body (RFC 3261 §20.12).
fn is_identity(encoding: &ContentEncoding<'_>) -> bool {
    encoding.0.eq_ignore_ascii_case(b"identity")
}
