//! The body of a message: as octets, and as what it is if that is a description of a session.

use brivas_sip::Message;
use brivas_sip::header::{ContentEncoding, ContentType};
use serde_json::{Map, Value};

use super::super::{put_octets, sdp};

pub(super) fn of(message: &Message) -> Value {
    let body = message.body();
    let mut object = Map::new();
    object.insert("length".into(), body.len().into());
    let is_packed = matches!(message.get::<ContentEncoding<'_>>(), Ok(Some(packed)) if !is_identity(&packed));
    let kind = message.get::<ContentType<'_>>();
    let is_sdp = matches!(kind, Ok(Some(ContentType(kind))) if kind.is("application", "sdp"));
    if is_sdp && !is_packed {
        object.insert("sdp".into(), sdp::decode(body));
    }
    if !body.is_empty() {
        put_octets(&mut object, "octets", body);
    }
    Value::Object(object)
}

/// Whether nothing was done to the body (RFC 3261 §20.12).
fn is_identity(encoding: &ContentEncoding<'_>) -> bool {
    encoding.0.eq_ignore_ascii_case(b"identity")
}
