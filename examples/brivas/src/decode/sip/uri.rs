//! URIs, taken apart.

use brivas_sip::uri::{SipUri, TelUri, Uri};
use serde_json::{Map, Value};

use super::super::text;

pub(super) fn of(uri: &Uri<'_>) -> Value {
    Value::Object(match uri {
        Uri::Sip(uri) => sip(uri),
        Uri::Tel(uri) => tel(uri),
        Uri::Other { scheme, rest } => text::object(&[("scheme", scheme), ("rest", rest)]),
        _ => Map::new(),
    })
}

fn sip(uri: &SipUri<'_>) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("scheme".into(), if uri.secure { "sips" } else { "sip" }.into());
    text::put_some(&mut object, "user", uri.user);
    text::put_some(&mut object, "password", uri.password);
    text::put(&mut object, "host", uri.host.0);
    if let Some(port) = uri.port {
        object.insert("port".into(), port.into());
    }
    if !uri.params.is_empty() {
        object.insert("params".into(), text::params(uri.params));
    }
    if !uri.headers.is_empty() {
        let headers = uri.headers().map(|(name, value)| text::object(&[("name", name), ("value", value)]));
        object.insert("headers".into(), headers.map(Value::Object).collect());
    }
    object
}

fn tel(uri: &TelUri<'_>) -> Map<String, Value> {
    let digits: Vec<u8> = uri.digits().collect();
    let mut object =
        text::object(&[("scheme", b"tel".as_slice()), ("number", uri.number), ("digits", &digits)]);
    object.insert("is_global".into(), uri.is_global().into());
    if !uri.params.is_empty() {
        object.insert("params".into(), text::params(uri.params));
    }
    object
}
