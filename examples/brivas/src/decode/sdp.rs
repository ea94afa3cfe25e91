//! A description of a session as JSON.

mod attribute;

use brivas_sip::DecodeError;
use brivas_sip::header::{ContentType, HeaderField};
use brivas_sip::multipart::{Multipart, Part};
use brivas_sip::sdp::{Address, Bandwidth, Connection, Line, MediaDescription, Sdp, Time};
use serde_json::{Map, Value, json};

use super::text;

/// The descriptions in a body: the whole, or those among the parts of one that begins with the line between them.
pub(super) fn decode_all(octets: &[u8]) -> Vec<Value> {
    let whole = || vec![decode(octets)];
    let Some(line) = octets.strip_prefix(b"--").and_then(|rest| rest.split(|octet| *octet == b'\r').next())
    else {
        return whole();
    };
    let kind = [b"multipart/mixed;boundary=\"", line.trim_ascii_end(), b"\""].concat();
    let Ok(ContentType(kind)) = ContentType::read(&kind) else { return whole() };
    let Ok(parts) = Multipart::new(&kind, octets) else { return whole() };
    let is_sdp = |part: &Part<'_>| matches!(part.kind(), Ok(Some(kind)) if kind.is("application", "sdp"));
    let found: Vec<_> = parts.parts().flatten().filter(is_sdp).map(|part| decode(part.body)).collect();
    if found.is_empty() { whole() } else { found }
}

/// A description with what is wrong with it. One that cannot be read has its problems alone.
pub(super) fn decode(octets: &[u8]) -> Value {
    let mut problems = Vec::new();
    let mut object = match Sdp::read(octets) {
        Ok(sdp) => description(&sdp, &mut problems),
        Err(error) => {
            problems.push(error);
            Map::new()
        }
    };
    let problems = problems.iter().map(|error| text::problem(error, None));
    object.insert("problems".into(), problems.collect());
    Value::Object(object)
}

fn description(sdp: &Sdp<'_>, problems: &mut Vec<DecodeError>) -> Map<String, Value> {
    let mut object = Map::new();
    let origin = sdp.origin();
    let mut whose = text::object(&[("username", origin.username), ("session_id", origin.session_id)]);
    whose.insert("version".into(), origin.version.into());
    put_address(&mut whose, &origin.address);
    object.insert("origin".into(), Value::Object(whose));
    text::put_some(&mut object, "session_name", sdp.session_name());
    text::put_some(&mut object, "information", sdp.information());
    text::put_some(&mut object, "uri", sdp.uri());
    put_list(&mut object, "emails", sdp.emails().map(|it| text::one("email", it)).collect());
    put_list(&mut object, "phones", sdp.phones().map(|it| text::one("phone", it)).collect());
    if let Some(it) = sdp.connection() {
        object.insert("connection".into(), connection(it));
    }
    put_list(&mut object, "bandwidths", good(sdp.bandwidths(), problems).iter().map(bandwidth).collect());
    put_list(&mut object, "times", good(sdp.times(), problems).iter().map(time).collect());
    text::put_some(&mut object, "key", sdp.key());
    put_list(&mut object, "other_lines", others(sdp.lines()));
    object.insert("attributes".into(), attribute::all(sdp.attributes(), problems));
    let media: Vec<Value> = sdp.media().map(|it| stream(&it, problems)).collect();
    object.insert("media".into(), media.into());
    object
}

fn stream(media: &MediaDescription<'_>, problems: &mut Vec<DecodeError>) -> Value {
    let line = &media.media;
    let mut object = text::object(&[("media", line.media)]);
    object.insert("port".into(), line.port.into());
    if line.port_count > 1 {
        object.insert("port_count".into(), line.port_count.into());
    }
    text::put(&mut object, "proto", line.proto);
    let formats = line.formats.iter().map(|format| String::from_utf8_lossy(format).into_owned());
    object.insert("formats".into(), formats.collect());
    let codecs = media.codecs().into_iter().map(|codec| {
        let mut object = Map::new();
        object.insert("payload_type".into(), codec.payload_type.into());
        text::put(&mut object, "encoding_name", codec.encoding_name);
        object.insert("clock_rate".into(), codec.clock_rate.into());
        object.insert("channels".into(), codec.channels.into());
        text::put(&mut object, "params", codec.params);
        Value::Object(object)
    });
    put_list(&mut object, "codecs", codecs.collect());
    if let Some(it) = media.connection() {
        object.insert("connection".into(), connection(it));
    }
    object.insert("direction".into(), media.direction().name().into());
    text::put_some(&mut object, "information", media.information());
    put_list(&mut object, "bandwidths", good(media.bandwidths(), problems).iter().map(bandwidth).collect());
    put_list(&mut object, "other_lines", others(media.lines()));
    object.insert("attributes".into(), attribute::all(media.attributes(), problems));
    Value::Object(object)
}

/// Those that could be read; what is wrong with the others.
fn good<T>(all: impl Iterator<Item = Result<T, DecodeError>>, problems: &mut Vec<DecodeError>) -> Vec<T> {
    all.filter_map(|it| it.map_err(|error| problems.push(error)).ok()).collect()
}

fn put_list(object: &mut Map<String, Value>, name: &str, list: Vec<Value>) {
    if !list.is_empty() {
        object.insert(name.into(), list.into());
    }
}

/// Lines that are shown nowhere else.
fn others<'a>(lines: impl Iterator<Item = Line<'a>>) -> Vec<Value> {
    let others = lines.filter(|line| !b"vosiuepcbtkam".contains(&line.kind));
    let show = |line: Line<'_>| text::object(&[("type", &[line.kind]), ("value", line.value)]);
    others.map(|line| Value::Object(show(line))).collect()
}

fn connection(connection: &Connection<'_>) -> Value {
    let mut object = Map::new();
    put_address(&mut object, &connection.address);
    if let Some(ttl) = connection.ttl {
        object.insert("ttl".into(), ttl.into());
    }
    if let Some(count) = connection.count {
        object.insert("count".into(), count.into());
    }
    Value::Object(object)
}

fn put_address(object: &mut Map<String, Value>, address: &Address<'_>) {
    text::put(object, "nettype", address.nettype);
    text::put(object, "addrtype", address.addrtype);
    text::put(object, "address", address.address);
}

fn bandwidth(bandwidth: &Bandwidth<'_>) -> Value {
    let mut object = text::object(&[("bwtype", bandwidth.bwtype)]);
    object.insert("bandwidth".into(), bandwidth.bandwidth.into());
    Value::Object(object)
}

fn time(time: &Time) -> Value {
    json!({ "start": time.start, "stop": time.stop })
}
