//! Messages made by hand, parameter by parameter, so that each part can be broken. Nothing here is checked: the peer shall
//! do that.

use brivas_sigtran::m3ua::{AffectedPointCode, ErrorCode, MessageType, Status, Tag, TrafficModeType};
use brivas_sigtran::mtp::{PointCode, RoutingLabel};

/// A message to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) version: u8,
    pub(crate) reserved: u8,
    pub(crate) message_type: MessageType,
    pub(crate) parameters: Vec<(u16, Vec<u8>)>,
    /// `None`: the length that it has.
    length: Option<u32>,
    tail: Vec<u8>,
    /// By which stream it goes; `None`: the one for its kind.
    pub(crate) stream_id: Option<u16>,
}

impl Message {
    /// A message without parameters.
    pub(crate) fn new(message_type: MessageType) -> Self {
        let (parameters, tail) = (Vec::new(), Vec::new());
        Self { version: 1, reserved: 0, message_type, parameters, length: None, tail, stream_id: None }
    }

    /// A message as it stands on the wire, taken to pieces; `None` where its parameters do not fit into it.
    pub(crate) fn parse(octets: &[u8]) -> Option<Self> {
        let ([version, reserved, class, number, _, _, _, _], mut rest) = octets.split_first_chunk()?;
        let message_type = MessageType { class: *class, number: *number };
        let mut message = Self { version: *version, reserved: *reserved, ..Self::new(message_type) };
        while let Some((head, _)) = rest.split_first_chunk::<4>() {
            let length = usize::from(u16::from_be_bytes([head[2], head[3]]));
            let value = rest.get(4..length)?.to_vec();
            message.parameters.push((u16::from_be_bytes([head[0], head[1]]), value));
            rest = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
        }
        Some(message)
    }

    pub(crate) fn octets_of(mut self, tag: Tag, value: impl Into<Vec<u8>>) -> Self {
        self.parameters.push((tag.0, value.into()));
        self
    }

    pub(crate) fn words(self, tag: Tag, words: &[u32]) -> Self {
        self.octets_of(tag, octets_of_words(words))
    }

    pub(crate) fn contexts(self, contexts: &[u32]) -> Self {
        self.words(Tag::ROUTING_CONTEXT, contexts)
    }

    pub(crate) fn mode(self, mode: TrafficModeType) -> Self {
        self.words(Tag::TRAFFIC_MODE_TYPE, &[mode.0])
    }

    pub(crate) fn asp_identifier(self, identifier: u32) -> Self {
        self.words(Tag::ASP_IDENTIFIER, &[identifier])
    }

    pub(crate) fn status(self, status: Status) -> Self {
        self.words(Tag::STATUS, &[u32::from(status.status_type) << 16 | u32::from(status.information)])
    }

    pub(crate) fn code(self, code: ErrorCode) -> Self {
        self.words(Tag::ERROR_CODE, &[code.0])
    }

    /// Affected Point Code, each with its mask.
    pub(crate) fn affected(self, codes: &[(u32, u8)]) -> Self {
        let word = |(code, mask): &(u32, u8)| AffectedPointCode::new(PointCode(*code), *mask).into();
        self.words(Tag::AFFECTED_POINT_CODE, &codes.iter().map(word).collect::<Vec<u32>>())
    }

    pub(crate) fn heartbeat_data(self, data: &[u8]) -> Self {
        self.octets_of(Tag::HEARTBEAT_DATA, data)
    }

    pub(crate) fn protocol_data(self, label: &RoutingLabel, user_data: &[u8]) -> Self {
        let label = [
            &label.opc.0.to_be_bytes()[..],
            &label.dpc.0.to_be_bytes(),
            &[label.si, label.ni, label.mp, label.sls],
        ];
        self.octets_of(Tag::PROTOCOL_DATA, [&label.concat(), user_data].concat())
    }

    /// A parameter made of others.
    pub(crate) fn nested(self, tag: Tag, inner: &Message) -> Self {
        let octets = inner.parameters_as_octets();
        self.octets_of(tag, octets)
    }

    /// One without the parameters of this kind.
    pub(crate) fn without(mut self, tag: Tag) -> Self {
        self.parameters.retain(|(known, _)| *known != tag.0);
        self
    }

    pub(crate) fn version(mut self, version: u8) -> Self {
        self.version = version;
        self
    }

    /// A Message Length that is not the one it has.
    pub(crate) fn length(mut self, length: u32) -> Self {
        self.length = Some(length);
        self
    }

    /// Octets behind everything else, which the length counts.
    pub(crate) fn tail(mut self, octets: &[u8]) -> Self {
        self.tail.extend_from_slice(octets);
        self
    }

    pub(crate) fn on_stream(mut self, stream_id: u16) -> Self {
        self.stream_id = Some(stream_id);
        self
    }

    pub(crate) fn get(&self, tag: Tag) -> Option<&[u8]> {
        self.parameters.iter().find(|(known, _)| *known == tag.0).map(|(_, value)| value.as_slice())
    }

    /// The value of a parameter of one word, or the first of several.
    pub(crate) fn word(&self, tag: Tag) -> Option<u32> {
        self.get(tag)?.first_chunk().copied().map(u32::from_be_bytes)
    }

    fn parameters_as_octets(&self) -> Vec<u8> {
        let mut octets = Vec::new();
        for (tag, value) in &self.parameters {
            let length = u16::try_from(value.len() + 4).unwrap_or(u16::MAX);
            octets.extend_from_slice(&tag.to_be_bytes());
            octets.extend_from_slice(&length.to_be_bytes());
            octets.extend_from_slice(value);
            octets.resize(octets.len().next_multiple_of(4), 0);
        }
        octets.extend_from_slice(&self.tail);
        octets
    }

    /// The message as it goes on the wire.
    pub(crate) fn octets(&self) -> Vec<u8> {
        let body = self.parameters_as_octets();
        let length = self.length.unwrap_or(u32::try_from(8 + body.len()).unwrap_or(u32::MAX));
        let MessageType { class, number } = self.message_type;
        [&[self.version, self.reserved, class, number][..], &length.to_be_bytes(), &body].concat()
    }
}

/// Words as octets, the highest of each first.
pub(crate) fn octets_of_words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_made_as_the_standard_has_it_and_taken_to_pieces_again() {
        let message = Message::new(MessageType::ASPAC).contexts(&[7]).octets_of(Tag::INFO_STRING, *b"hello");
        let octets = message.octets();
        assert_eq!(octets, b"\x01\0\x04\x01\0\0\0\x1c\0\x06\0\x08\0\0\0\x07\0\x04\0\x09hello\0\0\0");
        let read = brivas_sigtran::m3ua::Message::read(&octets).unwrap();
        assert_eq!(read.message_type, MessageType::ASPAC);
        let parsed = Message::parse(&octets).unwrap();
        assert_eq!((parsed.octets(), parsed.word(Tag::ROUTING_CONTEXT)), (octets, Some(7)));
        assert!(Message::parse(b"\x01\0\x04\x01\0\0\0\x0c\0\x06\0\x03").is_none());
    }
}
