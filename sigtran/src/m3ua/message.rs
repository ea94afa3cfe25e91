//! A message of any class: its type and its parameters.

use super::message_type::Presence;
use super::parameters::RawParameters;
use super::{MessageType, Parameter, Parameters, Tag, header};
use crate::{Buffer, DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};

/// A message: a view of octets read, or what is to be written. The order of the parameters is kept, and so are those that
/// the standard does not know. [`Data`](super::Data) is the short way for DATA (RFC 4666 §3).
///
/// ```
/// use brivas_sigtran::Buffer;
/// use brivas_sigtran::m3ua::{Message, MessageType, Parameter, Parameters, Tag};
///
/// let parameters = [Parameter::AspIdentifier(7), Parameter::InfoString(b"asp-one")];
/// let mut buffer = Buffer::new();
/// Message { message_type: MessageType::ASPUP, parameters: Parameters::new(&parameters) }.write(&mut buffer)?;
///
/// let message = Message::read(buffer.as_slice())?;
/// assert_eq!(message.message_type, MessageType::ASPUP);
/// assert_eq!(message.parameters.get(Tag::ASP_IDENTIFIER), Some(Parameter::AspIdentifier(7)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // a type and parameters
pub struct Message<'a> {
    /// Class and type.
    pub message_type: MessageType,
    /// Parameters in their order.
    pub parameters: Parameters<'a>,
}

impl<'a> Message<'a> {
    /// Reads one message, and each of its parameters once.
    ///
    /// # Errors
    /// Where it cannot be read; [`ErrorCode::of`](super::ErrorCode::of) is the answer (RFC 4666 §3.8.1).
    pub fn read(octets: &'a [u8]) -> Result<Self, DecodeError> {
        let (message_type, rest) = header::read(octets)?;
        if message_type.name().is_none() {
            let (offset, field) =
                if message_type.class_is_known() { (3, "Message Type") } else { (2, "Message Class") };
            return Err(DecodeError::new(DecodeErrorKind::MessageType, offset, field));
        }
        let parameters = Parameters::check(rest).map_err(|error| error.behind(header::HEADER))?;
        let message = Self { message_type, parameters };
        message.check_presence(rest).map_err(|error| error.behind(header::HEADER))?;
        message.check_dupu(rest).map_err(|error| error.behind(header::HEADER))?;
        Ok(message)
    }

    /// Puts it before what is there.
    ///
    /// # Errors
    /// A parameter that is missing, that does not belong there, or that is too long; then nothing of use was written.
    pub fn write(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        for (tag, presence) in self.message_type.parameters() {
            if *presence != Presence::Optional && self.parameters.get(*tag).is_none() {
                return Err(EncodeError { kind: EncodeErrorKind::MandatoryMissing, field: tag.field() });
            }
        }
        for (before, parameter) in self.parameters.iter().enumerate() {
            let tag = parameter.tag();
            if !self.may_have(tag, before) {
                return Err(EncodeError { kind: EncodeErrorKind::Value, field: tag.field() });
            }
        }
        let end = out.len();
        self.parameters.write(out)?;
        header::write(self.message_type, out.len() - end, out)
    }

    /// Whether a parameter may stand behind so many others: it belongs to the message and is the first of its kind. What
    /// the standard does not know may stand anywhere.
    fn may_have(&self, tag: Tag, before: usize) -> bool {
        let repeated = || self.parameters.iter().take(before).any(|parameter| parameter.tag() == tag);
        match self.message_type.presence(tag) {
            Some(Presence::Repeated) => true,
            Some(_) => !repeated(),
            None => tag.name().is_none(),
        }
    }

    fn check_presence(&self, octets: &[u8]) -> Result<(), DecodeError> {
        let known = self.message_type.parameters();
        let mut seen = 0_u32;
        for raw in RawParameters::new(octets) {
            let raw = raw?;
            let place = known.iter().position(|(tag, _)| *tag == raw.tag);
            let Some((place, (_, presence))) = place.and_then(|at| Some((at, known.get(at)?))) else {
                if raw.tag.name().is_some() {
                    return Err(raw.error(DecodeErrorKind::Unexpected));
                }
                continue;
            };
            if seen & 1 << place != 0 && *presence != Presence::Repeated {
                return Err(raw.error(DecodeErrorKind::Unexpected));
            }
            seen |= 1 << place;
        }
        for (place, (tag, presence)) in known.iter().enumerate() {
            if *presence != Presence::Optional && seen & 1 << place == 0 {
                return Err(DecodeError::new(DecodeErrorKind::MandatoryMissing, octets.len(), tag.field()));
            }
        }
        Ok(())
    }

    /// DUPU names one point code, without wildcards (RFC 4666 §3.4.5).
    fn check_dupu(&self, octets: &[u8]) -> Result<(), DecodeError> {
        if self.message_type != MessageType::DUPU {
            return Ok(());
        }
        for raw in RawParameters::new(octets) {
            let raw = raw?;
            if let Ok(Parameter::AffectedPointCode(list)) = Parameter::read(raw.tag, raw.value) {
                let single = list.len() == 1 && list.get(0).is_some_and(|affected| affected.mask() == 0);
                return if single { Ok(()) } else { Err(raw.error(DecodeErrorKind::Value)) };
            }
        }
        Ok(())
    }
}
