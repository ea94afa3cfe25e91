//! What went over the wire, as lines for people: names, fields and hex, and never a password.

use std::fmt::Write as _;
use std::rc::Rc;

use brivas_smpp::{
    AnyBody, CommandId, Definition, Dialect, Field, Header, InterfaceVersion, Leniency, Pdu, Value,
};
use bytes::Bytes;

use crate::suite::lines::{self, Lines};

/// The lines of one case, shared by its connections.
#[derive(Clone, Debug)]
pub(crate) struct Trace {
    lines: Lines,
    password: Rc<[u8]>,
}

impl Trace {
    pub(crate) fn new(password: &str) -> Self {
        Self { lines: Lines::default(), password: password.as_bytes().into() }
    }

    pub(crate) fn sent(&self, connection: usize, octets: &[u8], how: &str) {
        self.lines.push(connection, '>', &format!("{}{how}", self.describe(octets)));
    }

    pub(crate) fn came(&self, connection: usize, octets: &[u8]) {
        self.lines.push(connection, '<', &self.describe(octets));
    }

    pub(crate) fn note(&self, connection: usize, what: &str) {
        self.lines.push(connection, '-', what);
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.lines.all()
    }

    fn describe(&self, octets: &[u8]) -> String {
        let what = self.hide(&describe(octets));
        format!("{what} [{}]", hex(octets, &self.password))
    }

    /// The text with the password struck out, wherever a peer may have put it.
    pub(crate) fn hide(&self, text: &str) -> String {
        match std::str::from_utf8(&self.password) {
            Ok(password) if !password.is_empty() => text.replace(password, "****"),
            _ => text.into(),
        }
    }
}

/// A PDU by the names of the standard: `submit_sm_resp ESME_ROK #3 message_id="17"`; several octets that are none are
/// counted.
pub(crate) fn describe(octets: &[u8]) -> String {
    let Some(header) = Header::read(octets) else { return format!("{} octets", octets.len()) };
    let mut out = name_of(header);
    if usize::try_from(header.command_length) != Ok(octets.len()) {
        let _ = write!(out, " command_length={} in {} octets", header.command_length, octets.len());
        return out;
    }
    let dialect = Dialect::new(InterfaceVersion::V5_0, Leniency::LENIENT);
    let Ok(pdu) = Pdu::new(Bytes::copy_from_slice(octets), dialect) else { return out };
    match pdu.any_body() {
        Ok(body) => write_body(&mut out, &body),
        Err(error) => {
            let _ = write!(out, " ({error})");
        }
    }
    out
}

fn name_of(header: Header) -> String {
    let id = header.command_id;
    let mut out = id.name().map_or_else(|| format!("command_id {:#010x}", id.0), Into::into);
    if id.is_response() {
        let status = header.command_status;
        let _ = match status.name() {
            Some(name) => write!(out, " {name}"),
            None => write!(out, " command_status {:#010x}", status.0),
        };
    }
    let _ = write!(out, " #{}", header.sequence_number);
    out
}

fn write_body(out: &mut String, body: &AnyBody<'_>) {
    body.fields(&mut |field| write_field(out, field));
    for tlv in body.tlvs().iter() {
        let name =
            Definition::of(tlv.tag).map_or_else(|| format!("{:#06x}", tlv.tag.0), |row| row.name().into());
        let _ = write!(out, " {name}:{}", hex(tlv.value, &[]));
    }
}

fn write_field(out: &mut String, field: Field<'_>) {
    let _ = match field.value {
        Value::Integer(0) => Ok(()),
        Value::COctetString(text) | Value::Address(text) | Value::Octets(text) if text.is_empty() => Ok(()),
        Value::Integer(value) => write!(out, " {}={value}", field.name),
        Value::COctetString(text) | Value::Address(text) | Value::Octets(text) => {
            let shown = text.get(..80).unwrap_or(text);
            write!(out, " {}=\"{}\"", field.name, shown.escape_ascii())
        }
        Value::Entry(fields) => {
            fields.iter().for_each(|field| write_field(out, *field));
            Ok(())
        }
        _ => write!(out, " {}=****", field.name),
    };
}

/// Octets in hex, every password struck out: that of the bind wherever it stands, and the field of any bind.
fn hex(octets: &[u8], password: &[u8]) -> String {
    let mut hidden = vec![false; octets.len()];
    let mut hide = |start: usize, length: usize| {
        hidden.iter_mut().skip(start).take(length).for_each(|hidden| *hidden = true);
    };
    if !password.is_empty() {
        for (start, window) in octets.windows(password.len()).enumerate() {
            if window == password {
                hide(start, password.len());
            }
        }
    }
    if let Some((start, length)) = password_field(octets) {
        hide(start, length);
    }
    lines::hex(octets, |place| hidden.get(place).copied().unwrap_or(true))
}

/// Where the password of a bind or an outbind stands.
fn password_field(octets: &[u8]) -> Option<(usize, usize)> {
    let header = Header::read(octets)?;
    if !header.command_id.is_bind() && header.command_id != CommandId::outbind {
        return None;
    }
    let body = octets.get(Header::LEN..)?;
    let start = body.iter().position(|octet| *octet == 0)? + 1;
    let rest = body.get(start..)?;
    let length = rest.iter().position(|octet| *octet == 0).unwrap_or(rest.len());
    Some((Header::LEN + start, length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::smpp::message::Message;

    #[test]
    fn a_pdu_is_told_by_the_names_of_the_standard() {
        let octets = Message::submit_sm("4477").octets(3);
        let text = describe(&octets);
        assert!(text.starts_with("submit_sm #3 source_addr_ton=1"), "{text}");
        assert!(text.contains("destination_addr=\"4477\""), "{text}");
        assert_eq!(describe(&[0; 3]), "3 octets");
        let nack = Message::header(CommandId::generic_nack).status(brivas_smpp::CommandStatus(3)).octets(0);
        assert_eq!(describe(&nack), "generic_nack ESME_RINVCMDID #0");
    }

    #[test]
    fn a_password_is_never_shown() {
        let trace = Trace::new("secret08");
        let bind = Message::bind(CommandId::bind_receiver, "esme", "secret08", 0x34).octets(1);
        trace.sent(1, &bind, "");
        trace.sent(1, &[&bind[..], &bind[..]].concat(), "");
        trace.came(1, &Message::bind(CommandId::bind_receiver, "esme", "othersec", 0x34).octets(1));
        let lines = trace.lines().join("\n");
        for secret in ["secret08", "736563726574", "othersec", "6f74686572736563"] {
            assert!(!lines.contains(secret), "{secret} in {lines}");
        }
        assert!(lines.contains("****************"), "{lines}");
    }

    proptest::proptest! {
        #[test]
        fn any_octets_are_told_without_their_password(
            before in proptest::collection::vec(proptest::num::u8::ANY, 0..60),
            behind in proptest::collection::vec(proptest::num::u8::ANY, 0..60),
        ) {
            let trace = Trace::new("secret08");
            trace.came(1, &[&before[..], b"secret08", &behind[..]].concat());
            let lines = trace.lines().join("");
            proptest::prop_assert!(!lines.contains("7365637265743038") && !lines.contains("secret08"), "{lines}");
        }
    }
}
