//! Attributes: by name, as they stand, and typed where the crate has a type and there is more than a word.

use brivas_sip::DecodeError;
use brivas_sip::sdp::attribute::{
    Candidate, Crypto, Extmap, Fingerprint, Fmtp, Group, MaxPtime, Msid, Ptime, Rtcp, RtcpFeedback, Rtpmap,
    Ssrc, SsrcGroup,
};
use brivas_sip::sdp::{Attribute, AttributeValue, Attributes};
use serde_json::{Map, Value, json};

use super::super::text;

pub(super) fn all(attributes: Attributes<'_>, problems: &mut Vec<DecodeError>) -> Value {
    attributes.iter().map(|attribute| one(&attribute, problems)).collect()
}

fn one(attribute: &Attribute<'_>, problems: &mut Vec<DecodeError>) -> Value {
    let mut object = text::object(&[("name", attribute.name)]);
    text::put_some(&mut object, "value", attribute.value);
    match typed(attribute) {
        Some(Ok(typed)) => drop(object.insert("typed".into(), Value::Object(typed))),
        Some(Err(error)) => problems.push(error),
        None => {}
    }
    Value::Object(object)
}

type Typed = Option<Result<Map<String, Value>, DecodeError>>;

/// The typed value, if it is of these; the first that has the name says it.
fn typed(attribute: &Attribute<'_>) -> Typed {
    read(attribute, rtpmap)
        .or_else(|| read(attribute, fmtp))
        .or_else(|| read(attribute, |it: Ptime| number("micros", it.micros.into())))
        .or_else(|| read(attribute, |it: MaxPtime| number("micros", it.micros.into())))
        .or_else(|| read(attribute, rtcp))
        .or_else(|| read(attribute, rtcp_feedback))
        .or_else(|| read(attribute, candidate))
        .or_else(|| read(attribute, crypto))
        .or_else(|| read(attribute, fingerprint))
        .or_else(|| read(attribute, group))
        .or_else(|| read(attribute, msid))
        .or_else(|| read(attribute, ssrc))
        .or_else(|| read(attribute, ssrc_group))
        .or_else(|| read(attribute, extmap))
}

fn read<'a, A: AttributeValue<'a>>(
    attribute: &Attribute<'a>,
    show: impl Fn(A) -> Map<String, Value>,
) -> Typed {
    attribute.typed::<A>().map(|value| value.map(show))
}

fn number(name: &str, number: u64) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert(name.into(), number.into());
    object
}

fn rtpmap(it: Rtpmap<'_>) -> Map<String, Value> {
    let mut object = number("payload_type", it.payload_type.into());
    text::put(&mut object, "encoding_name", it.encoding_name);
    object.insert("clock_rate".into(), it.clock_rate.into());
    text::put_some(&mut object, "encoding_params", it.encoding_params);
    object
}

fn fmtp(it: Fmtp<'_>) -> Map<String, Value> {
    let mut object = text::object(&[("format", it.format)]);
    let params = it.iter().map(|(name, value)| {
        let mut object = text::object(&[("name", name)]);
        text::put_some(&mut object, "value", value);
        Value::Object(object)
    });
    object.insert("params".into(), params.collect());
    object
}

fn rtcp(it: Rtcp<'_>) -> Map<String, Value> {
    let mut object = number("port", it.port.into());
    if let Some(address) = &it.address {
        super::put_address(&mut object, address);
    }
    object
}

fn rtcp_feedback(it: RtcpFeedback<'_>) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("payload_type".into(), it.payload_type.map_or_else(|| "*".into(), Value::from));
    text::put(&mut object, "id", it.id);
    text::put(&mut object, "params", it.params);
    object
}

fn candidate(it: Candidate<'_>) -> Map<String, Value> {
    let mut object = text::object(&[("foundation", it.foundation)]);
    object.insert("component_id".into(), it.component_id.into());
    text::put(&mut object, "transport", it.transport);
    object.insert("priority".into(), it.priority.into());
    text::put(&mut object, "connection_address", it.connection_address);
    object.insert("port".into(), it.port.into());
    text::put(&mut object, "kind", it.kind);
    text::put_some(&mut object, "related_address", it.related_address);
    if let Some(port) = it.related_port {
        object.insert("related_port".into(), port.into());
    }
    text::put(&mut object, "extensions", it.extensions);
    object
}

fn crypto(it: Crypto<'_>) -> Map<String, Value> {
    let mut object = number("tag", it.tag.into());
    text::put(&mut object, "suite", it.suite);
    text::put(&mut object, "key_params", it.key_params);
    text::put(&mut object, "session_params", it.session_params);
    object
}

fn fingerprint(it: Fingerprint<'_>) -> Map<String, Value> {
    text::object(&[("hash_function", it.hash_function), ("fingerprint", it.fingerprint)])
}

fn group(it: Group<'_>) -> Map<String, Value> {
    let mut object = text::object(&[("semantics", it.semantics)]);
    let mids = it.iter().map(|mid| String::from_utf8_lossy(mid.0).into_owned());
    object.insert("mids".into(), mids.collect());
    object
}

fn msid(it: Msid<'_>) -> Map<String, Value> {
    let mut object = text::object(&[("id", it.id)]);
    text::put_some(&mut object, "appdata", it.appdata);
    object
}

fn ssrc(it: Ssrc<'_>) -> Map<String, Value> {
    let mut object = number("id", it.id.into());
    text::put(&mut object, "attribute", it.attribute);
    text::put_some(&mut object, "value", it.value);
    object
}

fn ssrc_group(it: SsrcGroup<'_>) -> Map<String, Value> {
    let mut object = text::object(&[("semantics", it.semantics)]);
    object.insert("ids".into(), json!(it.iter().collect::<Vec<_>>()));
    object
}

fn extmap(it: Extmap<'_>) -> Map<String, Value> {
    let mut object = number("id", it.id.into());
    object.insert("direction".into(), it.direction.map_or(Value::Null, |it| it.name().into()));
    text::put(&mut object, "uri", it.uri);
    text::put(&mut object, "attributes", it.attributes);
    object
}
