//! A request to submit a message, and the submit_sm that it becomes.

use axum::http::StatusCode;
use brivas_smpp::{
    AbsoluteTime, CommandStatus, DataCoding, Dialect, EsmClass, InterfaceVersion, Leniency, Npi, Pdu,
    RegisteredDelivery, SubmitSm, Ton, encode,
};
use brivas_text::{Coding, Method, Part, Policy, Reference, SplitOptions, choose, split};
use bytes::BytesMut;
use serde::Deserialize;

use super::error::Problem;

/// The most parts of one message.
const MOST_PARTS: usize = 20;

/// The body of `POST /v1/messages`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    /// The destination: digits, with `+` in front if it is international.
    to: String,
    /// The sender: digits as in `to`, up to eleven other characters, or nothing.
    #[serde(default)]
    from: String,
    /// The text. It is coded as is cheapest, and cut if it is long.
    text: String,
    /// Whether the tenant's binds are to get a delivery receipt.
    #[serde(default)]
    receipt: bool,
    /// 0 to 3, the highest.
    #[serde(default)]
    priority: u8,
    /// When delivery is to begin; at once if absent or past.
    schedule_at: Option<jiff::Timestamp>,
    /// For how many seconds the message is valid; as configured if absent.
    valid_secs: Option<u32>,
}

impl Request {
    /// A submit_sm for each part; `reference` is what the parts have in common.
    pub(super) fn parts(&self, now_ms: i64, reference: u16) -> Result<Vec<Pdu>, Problem> {
        let (dest_addr_ton, dest_addr_npi, destination_addr) = number(&self.to)
            .ok_or_else(|| Problem::field("`to` is 1 to 20 digits, with `+` in front if international"))?;
        let (source_addr_ton, source_addr_npi, source_addr) = sender(&self.from).ok_or_else(|| {
            Problem::field("`from` is a number as in `to`, or up to 11 characters of ASCII")
        })?;
        if self.priority > 3 {
            return Err(Problem::field("`priority` is 0 to 3"));
        }
        let from = self.schedule_at.map_or(now_ms, |at| at.as_millisecond().max(now_ms));
        let schedule = (from > now_ms).then(|| octets_of(from)).transpose()?;
        let validity = self.valid_secs.map(|secs| octets_of(from + i64::from(secs) * 1000)).transpose()?;
        let options = SplitOptions::new(Method::Udh(Reference::Word(reference)));
        let coding = choose(&self.text, &Policy::new(), &options).coding;
        let data_coding = if coding == Coding::Ucs2 { DataCoding::UCS2 } else { DataCoding::MC_DEFAULT };
        let parts: Vec<Part> = split(&self.text, coding, &options)
            .map_err(|error| Problem::field(format!("`text`: {error}")))?
            .take(MOST_PARTS + 1)
            .collect();
        if parts.len() > MOST_PARTS {
            return Err(Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_long",
                "`text` needs more than 20 parts",
            ));
        }
        let receipt = if self.receipt { RegisteredDelivery::RECEIPT } else { RegisteredDelivery::NONE };
        let body = SubmitSm {
            source_addr_ton,
            source_addr_npi,
            source_addr,
            dest_addr_ton,
            dest_addr_npi,
            destination_addr,
            priority_flag: self.priority,
            schedule_delivery_time: schedule.as_ref().map_or(&[], |time| &time[..]),
            validity_period: validity.as_ref().map_or(&[], |time| &time[..]),
            registered_delivery: receipt,
            data_coding,
            ..Default::default()
        };
        parts.iter().map(|part| pdu(&body, part)).collect()
    }
}

fn pdu(body: &SubmitSm<'_>, part: &Part) -> Result<Pdu, Problem> {
    let esm_class = EsmClass::default().with_udhi(!part.udh.is_empty());
    let body = SubmitSm { esm_class, short_message: &part.octets(), ..*body };
    let dialect = Dialect::new(InterfaceVersion::V5_0, Leniency::STRICT);
    let mut out = BytesMut::new();
    encode(&body, CommandStatus::ESME_ROK, 1, dialect, &mut out)
        .map_err(|error| Problem::field(error.to_string()))?;
    Pdu::new(out.freeze(), dialect).map_err(|error| Problem::of_status(error.command_status()))
}

/// A time as SMPP has it, in tenths of a second.
fn octets_of(unix_ms: i64) -> Result<[u8; 16], Problem> {
    let time = AbsoluteTime::from_unix_millis(unix_ms);
    Ok(time.ok_or_else(|| Problem::field("a time must be in the years 2000 to 2099"))?.to_octets())
}

fn number(text: &str) -> Option<(Ton, Npi, &[u8])> {
    let (ton, digits) = match text.strip_prefix('+') {
        Some(digits) => (Ton::International, digits),
        None => (Ton::Unknown, text),
    };
    let good = (1..=20).contains(&digits.len()) && digits.bytes().all(|octet| octet.is_ascii_digit());
    good.then_some((ton, Npi::Isdn, digits.as_bytes()))
}

fn sender(text: &str) -> Option<(Ton, Npi, &[u8])> {
    if text.is_empty() {
        return Some((Ton::Unknown, Npi::Unknown, b""));
    }
    number(text).or_else(|| {
        let good = text.len() <= 11 && text.bytes().all(|octet| (0x20..0x7F).contains(&octet));
        good.then_some((Ton::Alphanumeric, Npi::Unknown, text.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_767_268_800_000;

    fn parts(json: &str) -> Result<Vec<Pdu>, Problem> {
        serde_json::from_str::<Request>(json).unwrap().parts(NOW, 0x1234)
    }

    #[test]
    fn a_short_text_is_one_submit_sm() {
        let parts =
            parts(r#"{"to": "+4917012345", "from": "Shop", "text": "Hi £", "receipt": true}"#).unwrap();
        let [pdu] = parts.as_slice() else { panic!("one part") };
        let body = pdu.body::<SubmitSm<'_>>().unwrap();
        assert_eq!((body.dest_addr_ton, body.destination_addr), (Ton::International, &b"4917012345"[..]));
        assert_eq!((body.source_addr_ton, body.source_addr), (Ton::Alphanumeric, &b"Shop"[..]));
        assert_eq!((body.data_coding, body.short_message), (DataCoding::MC_DEFAULT, &b"Hi \x01"[..]));
        assert_eq!(body.registered_delivery, RegisteredDelivery::RECEIPT);
        assert!(!body.esm_class.udhi());
    }

    #[test]
    fn a_long_text_is_cut_and_its_parts_are_numbered() {
        let text = "ž".repeat(71);
        let parts = parts(&format!(r#"{{"to": "1", "text": "{text}"}}"#)).unwrap();
        assert_eq!(parts.len(), 2);
        for (number, pdu) in (1..).zip(&parts) {
            let body = pdu.body::<SubmitSm<'_>>().unwrap();
            assert_eq!(body.data_coding, DataCoding::UCS2);
            assert!(body.esm_class.udhi());
            assert_eq!(body.short_message[..7], [6, 8, 4, 0x12, 0x34, 2, number]);
        }
    }

    #[test]
    fn times_are_those_of_smpp() {
        let json = r#"{"to": "1", "text": "x", "schedule_at": "2026-01-01T12:01:00Z", "valid_secs": 60}"#;
        let parts = parts(json).unwrap();
        let body = parts[0].body::<SubmitSm<'_>>().unwrap();
        assert_eq!(body.schedule_delivery_time, b"260101120100000+");
        assert_eq!(body.validity_period, b"260101120200000+");
        let past = self::parts(r#"{"to": "1", "text": "x", "schedule_at": "1999-01-01T00:00:00Z"}"#);
        assert!(past.unwrap()[0].body::<SubmitSm<'_>>().unwrap().schedule_delivery_time.is_empty());
    }

    #[test]
    fn what_cannot_be_sent_is_told_by_its_field() {
        for (json, said) in [
            (r#"{"to": "", "text": "x"}"#, "`to`"),
            (r#"{"to": "+", "text": "x"}"#, "`to`"),
            (r#"{"to": "49-170", "text": "x"}"#, "`to`"),
            (r#"{"to": "123456789012345678901", "text": "x"}"#, "`to`"),
            (r#"{"to": "1", "from": "twelve chars", "text": "x"}"#, "`from`"),
            (r#"{"to": "1", "from": "caf\u00e9", "text": "x"}"#, "`from`"),
            (r#"{"to": "1", "text": "x", "priority": 4}"#, "`priority`"),
            (r#"{"to": "1", "text": "x", "schedule_at": "2200-01-01T00:00:00Z"}"#, "a time"),
        ] {
            let problem = parts(json).unwrap_err();
            assert!(format!("{problem:?}").contains(said), "{json}: {problem:?}");
        }
        let long = format!(r#"{{"to": "1", "text": "{}"}}"#, "x".repeat(20 * 153 + 1));
        assert!(format!("{:?}", parts(&long).unwrap_err()).contains("too_long"));
        assert!(serde_json::from_str::<Request>(r#"{"to": "1", "text": "x", "typo": 1}"#).is_err());
    }
}
