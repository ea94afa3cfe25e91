//! DATA by the short way: one pass, no allocation (RFC 4666 §3.3.1).

use super::header::{self, HEADER};
use super::parameter::{LABEL, padding, read_label, write_label};
use super::parameters::RawParameters;
use super::{MessageType, Tag};
use crate::mtp::RoutingLabel;
use crate::{Buffer, DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};

/// What DATA says of the user data that it carries (RFC 4666 §3.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // the parameters of the standard
pub struct Data {
    /// Network Appearance: which network the point codes are of.
    pub network_appearance: Option<u32>,
    /// Routing Context: which application server it is for.
    pub routing_context: Option<u32>,
    /// The label of Protocol Data.
    pub label: RoutingLabel,
    /// Correlation Id.
    pub correlation_id: Option<u32>,
}

impl Data {
    /// Reads a DATA message and gives its user data. The parameters may have any order; those that the standard does not
    /// know are passed over.
    ///
    /// # Errors
    /// Those of [`Message::read`](super::Message::read); [`DecodeErrorKind::MessageType`] for another message.
    #[inline]
    pub fn read(octets: &[u8]) -> Result<(Self, &[u8]), DecodeError> {
        let (message_type, parameters) = header::read(octets)?;
        if message_type != MessageType::DATA {
            return Err(DecodeError::new(DecodeErrorKind::MessageType, 3, "Message Type"));
        }
        let mut data = Self::default();
        let mut protocol_data = None;
        for raw in RawParameters::new(parameters) {
            let raw = raw.map_err(|error| error.behind(HEADER))?;
            let error = |kind| raw.error(kind).behind(HEADER);
            let word = || match raw.value.try_into() {
                Ok(word) => Ok(u32::from_be_bytes(word)),
                Err(_) => Err(error(DecodeErrorKind::Length)),
            };
            let repeated = match raw.tag {
                Tag::PROTOCOL_DATA => {
                    let (label, user_data) =
                        read_label(raw.value).ok_or_else(|| error(DecodeErrorKind::Length))?;
                    data.label = label;
                    protocol_data.replace(user_data).is_some()
                }
                Tag::ROUTING_CONTEXT => data.routing_context.replace(word()?).is_some(),
                Tag::NETWORK_APPEARANCE => data.network_appearance.replace(word()?).is_some(),
                Tag::CORRELATION_ID => data.correlation_id.replace(word()?).is_some(),
                tag => tag.name().is_some(),
            };
            if repeated {
                return Err(error(DecodeErrorKind::Unexpected));
            }
        }
        let field = Tag::PROTOCOL_DATA.field();
        let end = HEADER + parameters.len();
        let user_data =
            protocol_data.ok_or(DecodeError::new(DecodeErrorKind::MandatoryMissing, end, field))?;
        Ok((data, user_data))
    }

    /// Makes a DATA message of the user data in `out`, which is all that is there.
    ///
    /// # Errors
    /// User data of more than 65,519 octets; `out` is as before.
    pub fn write(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        let length = Self::check(out.len())?;
        self.write_tail(out);
        write_label(&self.label, out);
        out.prepend_u16(length);
        out.prepend_u16(Tag::PROTOCOL_DATA.0);
        if let Some(routing_context) = self.routing_context {
            out.prepend(&parameter(Tag::ROUTING_CONTEXT, routing_context));
        }
        if let Some(network_appearance) = self.network_appearance {
            out.prepend(&parameter(Tag::NETWORK_APPEARANCE, network_appearance));
        }
        header::write(MessageType::DATA, out.len(), out)
    }

    /// The length of Protocol Data with so many octets of user data.
    pub(super) fn check(user_data: usize) -> Result<u16, EncodeError> {
        let error = EncodeError { kind: EncodeErrorKind::Length, field: Tag::PROTOCOL_DATA.field() };
        u16::try_from(user_data + LABEL + 4).map_err(|_| error)
    }

    /// The padding of Protocol Data and what stands behind it.
    fn write_tail(&self, out: &mut Buffer) {
        out.append([0; 3].get(..padding(out.len())).unwrap_or_default());
        if let Some(correlation_id) = self.correlation_id {
            out.append(&parameter(Tag::CORRELATION_ID, correlation_id));
        }
    }
}

/// A parameter of one word.
const fn parameter(tag: Tag, word: u32) -> [u8; 8] {
    let [t1, t2] = tag.0.to_be_bytes();
    let [w1, w2, w3, w4] = word.to_be_bytes();
    [t1, t2, 0, 8, w1, w2, w3, w4]
}
