//! Header fields: by name, as they stand, and typed where the crate has a type.

mod address;

use brivas_sip::DecodeError;
use brivas_sip::header::{
    Accept, Allow, AllowEvents, CSeq, CallId, ContentDisposition, ContentEncoding, ContentLanguage,
    ContentLength, ContentType, Event, Expires, HeaderField, HeaderName, Join, MaxForwards, MediaType,
    MinExpires, MinSe, Priority, Privacy, ProxyRequire, RAck, RSeq, Reason, Replaces, Require, RetryAfter,
    SessionExpires, SubscriptionState, Supported, TargetDialog, Unsupported, Via,
};
use brivas_sip::message::Field;
use serde_json::{Map, Value, json};

use super::super::text;

/// A row with its values, those that can be read. What cannot be is told in the problems, unless it was told before.
pub(super) fn row(field: &Field<'_>, problems: &mut Vec<Value>) -> Value {
    let mut object = Map::new();
    match field.name {
        HeaderName::OTHER => text::put(&mut object, "name", field.name_text),
        known => drop(object.insert("name".into(), known.text().into())),
    }
    if field.name != HeaderName::OTHER && field.name_text != field.name.text().as_bytes() {
        text::put(&mut object, "name_text", field.name_text);
    }
    object.insert("offset".into(), field.offset.into());
    text::put(&mut object, "value", field.value);
    let mut faults = Vec::new();
    let values = address::values(field, &mut faults).or_else(|| values(field, &mut faults));
    if let Some(values) = values {
        object.insert("values".into(), values.into());
    }
    for fault in faults {
        // The first is the one that decides the answer; it may be this.
        let is_told = |told: &Value| told["offset"] == fault.offset && told["field"] == fault.field;
        if !problems.first().is_some_and(is_told) {
            problems.push(text::problem(&fault, None));
        }
    }
    Value::Object(object)
}

/// Each value of a row as a type has it.
fn each<'a, H: HeaderField<'a>>(
    field: &Field<'a>,
    faults: &mut Vec<DecodeError>,
    show: impl Fn(H) -> Value,
) -> Vec<Value> {
    let mut shown = Vec::new();
    for (offset, value) in field.values() {
        match H::read(value) {
            Ok(value) => shown.push(show(value)),
            Err(mut error) => {
                error.offset += offset;
                faults.push(error);
            }
        }
    }
    shown
}

/// The values of a row that is no address; `None` if the crate has no type for it.
fn values(field: &Field<'_>, faults: &mut Vec<DecodeError>) -> Option<Vec<Value>> {
    Some(match field.name {
        HeaderName::VIA => each(field, faults, via),
        HeaderName::CSEQ => each(field, faults, |it: CSeq<'_>| {
            with_number("number", it.number, text::object(&[("method", it.method.0)]))
        }),
        HeaderName::RACK => each(field, faults, |it: RAck<'_>| {
            let object = text::object(&[("method", it.method.0)]);
            with_number("rseq", it.rseq, numbered("cseq", it.cseq, object))
        }),
        HeaderName::MAX_FORWARDS => each(field, faults, |it: MaxForwards| it.0.into()),
        HeaderName::CONTENT_LENGTH => each(field, faults, |it: ContentLength| it.0.into()),
        HeaderName::MIN_EXPIRES => each(field, faults, |it: MinExpires| it.0.into()),
        HeaderName::EXPIRES => each(field, faults, |it: Expires| it.0.into()),
        HeaderName::RSEQ => each(field, faults, |it: RSeq| it.0.into()),
        HeaderName::SESSION_EXPIRES => each(field, faults, |it: SessionExpires<'_>| {
            with_number("seconds", it.seconds, with_params(Map::new(), it.params))
        }),
        HeaderName::MIN_SE => each(field, faults, |it: MinSe<'_>| {
            with_number("seconds", it.seconds, with_params(Map::new(), it.params))
        }),
        HeaderName::RETRY_AFTER => each(field, faults, |it: RetryAfter<'_>| {
            let object = text::object(&[("comment", it.comment.unwrap_or_default())]);
            with_number("seconds", it.seconds, with_params(object, it.params))
        }),
        HeaderName::CONTENT_TYPE => each(field, faults, |it: ContentType<'_>| media_type(&it.0)),
        HeaderName::ACCEPT => each(field, faults, |it: Accept<'_>| media_type(&it.0)),
        HeaderName::CONTENT_DISPOSITION => each(field, faults, |it: ContentDisposition<'_>| {
            with_params(text::object(&[("disposition", it.disposition)]), it.params).into()
        }),
        HeaderName::EVENT => each(field, faults, |it: Event<'_>| {
            with_params(text::object(&[("package", it.package)]), it.params).into()
        }),
        HeaderName::REASON => each(field, faults, |it: Reason<'_>| {
            with_params(text::object(&[("protocol", it.protocol)]), it.params).into()
        }),
        HeaderName::SUBSCRIPTION_STATE => each(field, faults, |it: SubscriptionState<'_>| {
            with_params(text::object(&[("state", it.state)]), it.params).into()
        }),
        HeaderName::CALL_ID => each(field, faults, |it: CallId<'_>| text::one("call_id", it.0)),
        HeaderName::ALLOW => each(field, faults, |it: Allow<'_>| text::one("method", it.0.0)),
        HeaderName::ALLOW_EVENTS => each(field, faults, |it: AllowEvents<'_>| text::one("package", it.0)),
        HeaderName::CONTENT_ENCODING => {
            each(field, faults, |it: ContentEncoding<'_>| text::one("coding", it.0))
        }
        HeaderName::CONTENT_LANGUAGE => {
            each(field, faults, |it: ContentLanguage<'_>| text::one("language", it.0))
        }
        HeaderName::PRIORITY => each(field, faults, |it: Priority<'_>| text::one("priority", it.0)),
        HeaderName::PRIVACY => each(field, faults, |it: Privacy<'_>| {
            it.values().map(|value| text::one("privacy", value)).collect()
        }),
        HeaderName::SUPPORTED => each(field, faults, |it: Supported<'_>| text::one("option", it.0)),
        HeaderName::REQUIRE => each(field, faults, |it: Require<'_>| text::one("option", it.0)),
        HeaderName::PROXY_REQUIRE => each(field, faults, |it: ProxyRequire<'_>| text::one("option", it.0)),
        HeaderName::UNSUPPORTED => each(field, faults, |it: Unsupported<'_>| text::one("option", it.0)),
        HeaderName::REPLACES => each(field, faults, |it: Replaces<'_>| {
            dialog(it.call_id, ("to_tag", it.to_tag), ("from_tag", it.from_tag))
        }),
        HeaderName::JOIN => each(field, faults, |it: Join<'_>| {
            dialog(it.call_id, ("to_tag", it.to_tag), ("from_tag", it.from_tag))
        }),
        HeaderName::TARGET_DIALOG => each(field, faults, |it: TargetDialog<'_>| {
            dialog(it.call_id, ("local_tag", it.local_tag), ("remote_tag", it.remote_tag))
        }),
        _ => return None,
    })
}

fn via(via: Via<'_>) -> Value {
    let mut object = text::object(&[("transport", via.transport.0), ("host", via.host.0)]);
    if let Some(port) = via.port {
        object.insert("port".into(), port.into());
    }
    text::put_some(&mut object, "branch", via.branch);
    text::put_some(&mut object, "received", via.received);
    if let Some(rport) = via.rport {
        object.insert("rport".into(), json!(rport));
    }
    with_params(object, via.params).into()
}

fn media_type(kind: &MediaType<'_>) -> Value {
    with_params(text::object(&[("type", kind.main), ("subtype", kind.sub)]), kind.params).into()
}

fn dialog(call_id: &[u8], first: (&str, &[u8]), second: (&str, &[u8])) -> Value {
    Value::Object(text::object(&[("call_id", call_id), first, second]))
}

fn with_params(mut object: Map<String, Value>, params: brivas_sip::Params<'_>) -> Map<String, Value> {
    if !params.is_empty() {
        object.insert("params".into(), text::params(params));
    }
    object
}

/// A number, and behind it what is there.
fn numbered(name: &str, number: u32, rest: Map<String, Value>) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert(name.into(), number.into());
    object.extend(rest);
    object
}

fn with_number(name: &str, number: u32, rest: Map<String, Value>) -> Value {
    Value::Object(numbered(name, number, rest))
}
