//! What another centre calls a message in its response, and what in its receipt: centres differ in radix, in zeros in
//! front, and in the case of letters.

use brivas_platform::config::{MessageIdCase, MessageIdConfig, MessageIdRadix};
use brivas_smpp::{MessageIdKey, Radix};

/// How one centre writes ids.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MessageIds(MessageIdConfig);

/// What two ids of one message have in common.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum IdKey {
    Number(u128),
    Name(Box<[u8]>),
}

impl MessageIds {
    pub(crate) fn new(config: MessageIdConfig) -> Self {
        Self(config)
    }

    /// The key of an id in a response.
    pub(crate) fn of_response(&self, id: &[u8]) -> IdKey {
        let number = match self.0.response {
            MessageIdRadix::Decimal => number(id, Radix::Decimal),
            MessageIdRadix::Hex => number(id, Radix::Hexadecimal),
            MessageIdRadix::Name => return self.name(&padded(id, self.0.pad)),
            _ => return self.name(without_zeros(id)),
        };
        number.map_or_else(|| self.name(id), IdKey::Number)
    }

    /// The keys that an id in a receipt may stand for, the likeliest first.
    pub(crate) fn of_receipt(&self, id: &[u8]) -> Vec<IdKey> {
        let radices = match self.0.receipt {
            MessageIdRadix::Decimal => &[Radix::Decimal][..],
            MessageIdRadix::Hex => &[Radix::Hexadecimal],
            MessageIdRadix::Name => &[],
            _ => &[Radix::Decimal, Radix::Hexadecimal],
        };
        let numbers = || radices.iter().filter_map(|radix| number(id, *radix));
        match self.0.response {
            MessageIdRadix::Decimal | MessageIdRadix::Hex => {
                numbers().map(IdKey::Number).chain([self.name(id)]).collect()
            }
            MessageIdRadix::Name => vec![self.name(id)],
            _ => {
                let as_it_stands = (self.0.receipt == MessageIdRadix::Auto
                    || self.0.receipt == MessageIdRadix::Name)
                    .then(|| without_zeros(id).to_vec());
                let written = numbers().flat_map(|number| [format!("{number}"), format!("{number:x}")]);
                let written = written.map(String::into_bytes);
                let mut keys: Vec<IdKey> =
                    as_it_stands.into_iter().chain(written).map(|id| self.name(&id)).collect();
                if keys.is_empty() {
                    keys.push(self.name(id));
                }
                keys
            }
        }
    }

    fn name(&self, id: &[u8]) -> IdKey {
        IdKey::Name(match self.0.case {
            MessageIdCase::Sensitive => id.into(),
            _ => id.to_ascii_lowercase().into(),
        })
    }
}

impl std::fmt::Debug for IdKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Name(name) => write!(f, "{}", name.escape_ascii()),
        }
    }
}

fn number(id: &[u8], radix: Radix) -> Option<u128> {
    match MessageIdKey::new(id, radix) {
        MessageIdKey::Number(number) => Some(number),
        MessageIdKey::Name(_) => None,
    }
}

/// A number without the zeros in front; any other id as it stands.
fn without_zeros(id: &[u8]) -> &[u8] {
    if !id.iter().all(u8::is_ascii_hexdigit) {
        return id;
    }
    let zeros = id.iter().take_while(|octet| **octet == b'0').count();
    id.get(zeros.min(id.len().saturating_sub(1))..).unwrap_or(id)
}

/// With zeros in front, up to so many characters.
fn padded(id: &[u8], length: u8) -> Vec<u8> {
    let zeros = usize::from(length).saturating_sub(id.len());
    let mut padded = vec![b'0'; zeros];
    padded.extend_from_slice(id);
    padded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> MessageIds {
        #[derive(serde::Deserialize)]
        struct Holder {
            message_id: MessageIdConfig,
        }
        MessageIds::new(toml::from_str::<Holder>(&format!("message_id = {{ {text} }}")).unwrap().message_id)
    }

    fn matches(text: &str, response: &[u8], receipt: &[u8]) -> bool {
        let ids = ids(text);
        ids.of_receipt(receipt).contains(&ids.of_response(response))
    }

    #[test]
    fn ids_of_one_message_are_known_however_they_are_written() {
        for (config, response, receipt) in [
            ("", "0000ABCD", "0000ABCD"),
            ("", "abcd", "0000ABCD"),
            ("", "ABCD", "43981"),
            ("", "0000ABCD", "0000043981"),
            ("", "43981", "abcd"),
            ("", "f3a8-11", "F3A8-11"),
            ("", "0", "0000"),
            (r#"response = "hex", receipt = "decimal""#, "100", "256"),
            (r#"response = "hex", receipt = "decimal""#, "ABCD", "0000043981"),
            (r#"response = "decimal", receipt = "hex""#, "256", "0100"),
            (r#"response = "hex", receipt = "decimal""#, "msg-1", "msg-1"),
            (r#"response = "auto", receipt = "decimal""#, "64", "100"),
            (r#"response = "hex", receipt = "auto""#, "64", "100"),
            (r#"response = "name", receipt = "name", pad = 10"#, "4711", "0000004711"),
            (r#"response = "name", receipt = "name", case = "sensitive""#, "aB", "aB"),
            (r#"response = "auto", receipt = "name""#, "aB-", "Ab-"),
            (r#"response = "auto", receipt = "hex""#, "no number", "no number"),
        ] {
            assert!(
                matches(config, response.as_bytes(), receipt.as_bytes()),
                "{config} {response} {receipt}"
            );
        }
    }

    #[test]
    fn ids_of_two_messages_are_not_mistaken() {
        for (config, response, receipt) in [
            ("", "4711", "4712"),
            (r#"response = "hex", receipt = "decimal""#, "256", "256"),
            (r#"response = "decimal", receipt = "decimal""#, "256", "0x256"),
            (r#"response = "name", receipt = "name""#, "ABCD", "43981"),
            (r#"response = "name", receipt = "name""#, "4711", "04711"),
            (r#"response = "name", receipt = "name", case = "sensitive""#, "aB", "ab"),
        ] {
            assert!(
                !matches(config, response.as_bytes(), receipt.as_bytes()),
                "{config} {response} {receipt}"
            );
        }
    }

    #[test]
    fn of_all_keys_the_id_as_it_stands_is_tried_first() {
        let ids = ids("");
        assert_eq!(ids.of_receipt(b"100").first(), Some(&ids.of_response(b"100")));
    }
}
