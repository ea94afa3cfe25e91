//! Messages that are text as JSON: their parts are strings, and what is no UTF-8 is hex under a name of its own.

use brivas_sip::{DecodeError, Params, StatusCode};
use serde_json::{Map, Value, json};

use super::hex;

/// Puts text into an object; what is no UTF-8 under `name_hex`.
pub(super) fn put(object: &mut Map<String, Value>, name: &str, octets: &[u8]) {
    match std::str::from_utf8(octets) {
        Ok(text) => object.insert(name.into(), text.into()),
        Err(_) => object.insert(format!("{name}_hex"), hex(octets).into()),
    };
}

/// Puts text into an object if it is there.
pub(super) fn put_some(object: &mut Map<String, Value>, name: &str, octets: Option<&[u8]>) {
    if let Some(octets) = octets {
        put(object, name, octets);
    }
}

/// An object of texts.
pub(super) fn object(texts: &[(&str, &[u8])]) -> Map<String, Value> {
    let mut object = Map::new();
    texts.iter().for_each(|(name, octets)| put(&mut object, name, octets));
    object
}

/// An object of one text.
pub(super) fn one(name: &str, octets: &[u8]) -> Value {
    Value::Object(object(&[(name, octets)]))
}

/// Parameters in their order: one without a value has a name alone.
pub(super) fn params(params: Params<'_>) -> Value {
    let list = params.iter().map(|param| {
        let mut object = object(&[("name", param.name)]);
        put_some(&mut object, "value", param.value);
        Value::Object(object)
    });
    list.collect()
}

/// A fault, with the status of a request that has it.
pub(super) fn problem(error: &DecodeError, answer: Option<StatusCode>) -> Value {
    json!({
        "kind": kind(error),
        "offset": error.offset,
        "field": error.field,
        "text": error.kind.to_string(),
        "answer": answer.map(|code| code.0),
    })
}

/// The kind of a fault as the kinds of other protocols are written: words with lines between them.
fn kind(error: &DecodeError) -> String {
    let name = format!("{:?}", error.kind);
    let mut kind = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !kind.is_empty() {
            kind.push('_');
        }
        kind.push(letter.to_ascii_lowercase());
    }
    kind
}
