//! The parameters of a message, or of another parameter, in their order.

use std::fmt;

use super::parameter::padding;
use super::{Parameter, Tag};
use crate::{Buffer, DecodeError, DecodeErrorKind, EncodeError};

/// Parameters in their order, borrowed from the octets of a message or from values of the caller (RFC 4666 §3.2).
#[derive(Clone, Copy)]
pub struct Parameters<'a> {
    form: Form<'a>,
}

#[derive(Clone, Copy)]
enum Form<'a> {
    /// Checked, so that every parameter in them can be read.
    Octets(&'a [u8]),
    Values(&'a [Parameter<'a>]),
}

impl<'a> Parameters<'a> {
    /// These parameters, to be written in this order.
    #[must_use]
    pub const fn new(parameters: &'a [Parameter<'a>]) -> Self {
        Self { form: Form::Values(parameters) }
    }

    /// Those in octets that [`Self::check`] has taken.
    pub(super) const fn unchecked(octets: &'a [u8]) -> Self {
        Self { form: Form::Octets(octets) }
    }

    /// Reads each once, those inside others too.
    pub(super) fn check(octets: &'a [u8]) -> Result<Self, DecodeError> {
        for raw in RawParameters::new(octets) {
            let raw = raw?;
            let parameter = Parameter::read(raw.tag, raw.value).map_err(|kind| raw.error(kind))?;
            if parameter.inner().is_some() {
                check_inner(raw.value).map_err(|error| error.behind(raw.offset + 4))?;
            }
        }
        Ok(Self::unchecked(octets))
    }

    /// Each in its order.
    pub fn iter(&self) -> impl Iterator<Item = Parameter<'a>> + use<'a> {
        let (octets, values): (&[u8], &[Parameter<'_>]) = match self.form {
            Form::Octets(octets) => (octets, &[]),
            Form::Values(values) => (&[], values),
        };
        let read = |raw: Result<RawParameter<'a>, _>| {
            raw.ok().and_then(|raw| Parameter::read(raw.tag, raw.value).ok())
        };
        RawParameters::new(octets).filter_map(read).chain(values.iter().copied())
    }

    /// The first with this tag.
    #[must_use]
    pub fn get(&self, tag: Tag) -> Option<Parameter<'a>> {
        self.iter().find(|parameter| parameter.tag() == tag)
    }

    /// Puts them before what is there.
    pub(super) fn write(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        match self.form {
            Form::Values(values) => values.iter().rev().try_for_each(|parameter| parameter.write(out)),
            Form::Octets(octets) => {
                for _ in 0..padding(octets.len()) {
                    out.prepend_u8(0);
                }
                out.prepend(octets);
                Ok(())
            }
        }
    }
}

/// What may stand in another parameter: anything but one that has others in it.
fn check_inner(octets: &[u8]) -> Result<(), DecodeError> {
    for raw in RawParameters::new(octets) {
        let raw = raw?;
        let parameter = Parameter::read(raw.tag, raw.value).map_err(|kind| raw.error(kind))?;
        if parameter.inner().is_some() {
            return Err(raw.error(DecodeErrorKind::Unexpected));
        }
    }
    Ok(())
}

impl<'a> Parameter<'a> {
    /// The parameters inside this one.
    #[must_use]
    pub const fn inner(&self) -> Option<Parameters<'a>> {
        match self {
            Self::RoutingKey(inner) | Self::RegistrationResult(inner) | Self::DeregistrationResult(inner) => {
                Some(*inner)
            }
            _ => None,
        }
    }
}

impl Default for Parameters<'_> {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl PartialEq for Parameters<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Parameters<'_> {}

impl fmt::Debug for Parameters<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// A parameter whose value has not been read.
#[derive(Clone, Copy)]
pub(super) struct RawParameter<'a> {
    pub(super) tag: Tag,
    pub(super) value: &'a [u8],
    /// Where its tag stands.
    pub(super) offset: usize,
}

impl RawParameter<'_> {
    pub(super) const fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.offset, self.tag.field())
    }
}

/// Cuts octets into parameters; ends with the first fault. The padding of the last may be missing (RFC 4666 §3.2).
pub(super) struct RawParameters<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> RawParameters<'a> {
    pub(super) const fn new(octets: &'a [u8]) -> Self {
        Self { rest: octets, offset: 0 }
    }
}

impl<'a> Iterator for RawParameters<'a> {
    type Item = Result<RawParameter<'a>, DecodeError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let offset = self.offset;
        let rest = std::mem::take(&mut self.rest);
        let Some(&[tag_1, tag_2, length_1, length_2]) = rest.first_chunk() else {
            return Some(Err(DecodeError::new(DecodeErrorKind::Missing, offset, "Parameter Tag")));
        };
        let tag = Tag(u16::from_be_bytes([tag_1, tag_2]));
        let length = usize::from(u16::from_be_bytes([length_1, length_2]));
        let Some(value) = rest.get(4..length) else {
            return Some(Err(DecodeError::new(DecodeErrorKind::Length, offset + 2, tag.field())));
        };
        let padded = length + padding(length);
        self.rest = rest.get(padded..).unwrap_or_default();
        self.offset += padded;
        Some(Ok(RawParameter { tag, value, offset }))
    }
}
