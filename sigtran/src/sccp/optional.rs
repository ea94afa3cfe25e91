//! The optional part of a message: name, length and content of each parameter, and an end (Q.713 §2.4).

use crate::cursor::Cursor;
use crate::{Buffer, DecodeError, DecodeErrorKind};

/// End of optional parameters.
const END: u8 = 0x00;

/// The optional part as it stands, without its end.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Optional<'a> {
    octets: &'a [u8],
}

impl<'a> Optional<'a> {
    /// Reads from here to the end of optional parameters.
    pub(super) fn read(octets: &'a [u8], offset: usize) -> Result<Self, DecodeError> {
        let mut cursor = Cursor::new(octets);
        loop {
            let at = cursor.offset();
            let behind = |error: DecodeError| error.behind(offset);
            if cursor.u8("end of optional parameters").map_err(behind)? == END {
                return Ok(Self { octets: octets.get(..at).unwrap_or_default() });
            }
            let length = cursor.u8("length of an optional parameter").map_err(behind)?;
            cursor.take(length.into(), "optional parameter").map_err(behind)?;
        }
    }

    /// The content of the first parameter of this name.
    pub(super) fn get(&self, name: u8) -> Option<&'a [u8]> {
        self.iter().find(|(found, _)| *found == name).map(|(_, content)| content)
    }

    /// The content of a parameter that has so many octets.
    pub(super) fn array<const N: usize>(
        &self,
        name: u8,
        field: &'static str,
    ) -> Result<Option<[u8; N]>, DecodeError> {
        match self.get(name) {
            None => Ok(None),
            Some(content) => match content.try_into() {
                Ok(array) => Ok(Some(array)),
                Err(_) => Err(DecodeError::new(DecodeErrorKind::Length, 0, field)),
            },
        }
    }

    /// Name and content of each.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u8, &'a [u8])> {
        let mut rest = self.octets;
        std::iter::from_fn(move || {
            let (&[name, length], behind) = rest.split_first_chunk::<2>()?;
            let (content, behind) = behind.split_at_checked(length.into())?;
            rest = behind;
            Some((name, content))
        })
    }

    /// What is left when parameters of these names stand first, each once and in this order: as it stands, so that it is
    /// written where it was.
    pub(super) fn behind(&self, names: &[u8]) -> &'a [u8] {
        let mut names = names;
        let mut at = 0;
        for (name, content) in self.iter() {
            let Some(place) = names.iter().position(|it| *it == name) else { break };
            let behind = self.octets.get(at + 2 + content.len()..).unwrap_or_default();
            // Its like behind it would be taken for it.
            if is_in(behind, name, content) {
                break;
            }
            names = names.get(place + 1..).unwrap_or_default();
            at += 2 + content.len();
        }
        self.octets.get(at..).unwrap_or_default()
    }
}

/// Whether a parameter is the first of its name in what [`Optional::behind`] has left.
pub(super) fn is_in(left: &[u8], name: u8, content: &[u8]) -> bool {
    let first = Optional { octets: left }.get(name);
    first == Some(content)
}

/// Writes a parameter.
pub(super) fn write(name: u8, content: &[u8], out: &mut Buffer) {
    out.prepend(content);
    out.prepend(&[name, u8::try_from(content.len()).unwrap_or(u8::MAX)]);
}

/// Writes the end of optional parameters, which comes first when a message grows at its front.
pub(super) fn write_end(out: &mut Buffer) {
    out.prepend_u8(END);
}
