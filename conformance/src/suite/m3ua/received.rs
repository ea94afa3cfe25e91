//! A message that came, judged as far as every message of a peer can be, and told by the names of the standard.

use std::fmt::Write as _;

use brivas_sigtran::m3ua::{ErrorCode, Message, MessageType, Parameter, Status, Tag};
use brivas_sigtran::mtp::RoutingLabel;
use bytes::Bytes;

use crate::suite::lines::hex;
use crate::suite::verdict::{Outcome, check, fail};

/// A message that came and that the standard allows.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) stream_id: u16,
    pub(crate) octets: Bytes,
    pub(crate) message_type: MessageType,
}

impl Received {
    /// Judges what came by an association with so many streams.
    pub(crate) fn judge(stream_id: u16, octets: Bytes, streams: u16) -> Outcome<Self> {
        let what = describe(&octets);
        let message_type = match Message::read(&octets) {
            Ok(message) => message.message_type,
            Err(error) => return fail("a message that is legal", format!("{what}: {error}")),
        };
        let length = octets.get(4..8).and_then(|length| length.try_into().ok()).map(u32::from_be_bytes);
        let counted = length.and_then(|length| usize::try_from(length).ok());
        let whole = counted == Some(octets.len()) && octets.len().is_multiple_of(4);
        check(
            whole,
            "a Message Length that counts all padding",
            format!("{what} in {} octets", octets.len()),
        )?;
        check(octets.get(1) == Some(&0), "a reserved octet of 0", what.clone())?;
        let stream = match message_type {
            MessageType::DATA => stream_id != 0 || streams == 1,
            MessageType::BEAT | MessageType::BEAT_ACK => true,
            MessageType { class: 0 | 3, .. } => stream_id == 0,
            _ => true,
        };
        check(stream, "a stream for messages of its kind", format!("{what} on stream {stream_id}"))?;
        Ok(Self { stream_id, octets, message_type })
    }

    pub(crate) fn describe(&self) -> String {
        describe(&self.octets)
    }

    /// Gives a parameter to whoever looks at it.
    pub(crate) fn with<T>(&self, tag: Tag, look: impl FnOnce(Parameter<'_>) -> Option<T>) -> Option<T> {
        look(Message::read(&self.octets).ok()?.parameters.get(tag)?)
    }

    /// The value of a parameter as it stood on the wire.
    pub(crate) fn value(&self, tag: Tag) -> Option<Vec<u8>> {
        super::Message::parse(&self.octets)?.get(tag).map(<[u8]>::to_vec)
    }

    /// A parameter of one word.
    pub(crate) fn word(&self, tag: Tag) -> Option<u32> {
        Some(u32::from_be_bytes(self.value(tag)?.try_into().ok()?))
    }

    pub(crate) fn code(&self) -> Option<ErrorCode> {
        self.word(Tag::ERROR_CODE).map(ErrorCode)
    }

    pub(crate) fn status(&self) -> Option<Status> {
        self.with(Tag::STATUS, |parameter| match parameter {
            Parameter::Status(status) => Some(status),
            _ => None,
        })
    }

    /// The routing contexts, none where the parameter is not there.
    pub(crate) fn contexts(&self) -> Vec<u32> {
        let contexts = self.with(Tag::ROUTING_CONTEXT, |parameter| match parameter {
            Parameter::RoutingContext(list) => Some(list.iter().collect()),
            _ => None,
        });
        contexts.unwrap_or_default()
    }

    /// Affected point codes with their masks.
    pub(crate) fn affected(&self) -> Vec<(u32, u8)> {
        let affected = self.with(Tag::AFFECTED_POINT_CODE, |parameter| match parameter {
            Parameter::AffectedPointCode(list) => {
                Some(list.iter().map(|affected| (affected.point_code().0, affected.mask())).collect())
            }
            _ => None,
        });
        affected.unwrap_or_default()
    }

    /// Label and user data of DATA.
    pub(crate) fn data(&self) -> Option<(RoutingLabel, Vec<u8>)> {
        self.with(Tag::PROTOCOL_DATA, |parameter| match parameter {
            Parameter::ProtocolData { label, user_data } => Some((label, user_data.0.to_vec())),
            _ => None,
        })
    }

    /// What the results of a registration or deregistration say: the status and the routing context of each.
    pub(crate) fn results(&self) -> Vec<(u32, u32)> {
        let Ok(message) = Message::read(&self.octets) else { return Vec::new() };
        let result = |parameter: Parameter<'_>| {
            let inner = parameter.inner()?;
            let status = inner.iter().find_map(|parameter| match parameter {
                Parameter::RegistrationStatus(status) => Some(status.0),
                Parameter::DeregistrationStatus(status) => Some(status.0),
                _ => None,
            });
            let context = match inner.get(Tag::ROUTING_CONTEXT) {
                Some(Parameter::RoutingContext(list)) => list.get(0),
                _ => None,
            };
            Some((status?, context?))
        };
        message.parameters.iter().filter_map(result).collect()
    }
}

/// A message by the names of the standard: `ASPAC_ACK RoutingContext([1])`; octets that are none are counted.
pub(crate) fn describe(octets: &[u8]) -> String {
    let Some([_, _, class, number]) = octets.first_chunk() else {
        return format!("{} octets", octets.len());
    };
    let message_type = MessageType { class: *class, number: *number };
    let mut out = match message_type.name() {
        Some(name) => name.to_owned(),
        None => format!("message class {class} type {number}"),
    };
    match Message::read(octets) {
        Ok(message) => message.parameters.iter().for_each(|parameter| write_parameter(&mut out, parameter)),
        Err(error) => {
            let _ = write!(out, " ({error})");
        }
    }
    out
}

fn write_parameter(out: &mut String, parameter: Parameter<'_>) {
    let _ = match parameter {
        Parameter::ProtocolData { label, user_data } => {
            let (from, to) = (label.opc.0, label.dpc.0);
            write!(out, " {from}->{to} si={} ni={} mp={} sls={}", label.si, label.ni, label.mp, label.sls)
                .and_then(|()| {
                    write!(out, " {}", hex(user_data.0.get(..40).unwrap_or(user_data.0), |_| false))
                })
        }
        Parameter::HeartbeatData(data) => {
            write!(out, " HeartbeatData({})", hex(data.get(..40).unwrap_or(data), |_| false))
        }
        Parameter::InfoString(text) => write!(out, " InfoString(\"{}\")", text.escape_ascii()),
        other => write!(out, " {other:?}"),
    };
}
