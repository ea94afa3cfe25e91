//! What says whose a message is, kept once it is read: the tags, Call-ID and the number in CSeq (RFC 3261 §8.1.1, §12).

use super::{Essentials, Message};
use crate::DecodeError;
use crate::header::{CSeq, CallId, From, To};

/// Whose a message is: by these dialogs are known, and the order in them.
#[derive(Clone, Copy)]
pub(crate) struct Identity<'a> {
    pub(crate) from_tag: Option<&'a [u8]>,
    pub(crate) to_tag: Option<&'a [u8]>,
    pub(crate) call_id: &'a [u8],
    /// The number in CSeq.
    pub(crate) number: u32,
}

/// Where it stands in a message.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    from_tag: Option<Part>,
    to_tag: Option<Part>,
    call_id: Part,
    number: u32,
}

/// A part of the header, which is not longer than this can tell.
#[derive(Clone, Copy)]
struct Part {
    start: u16,
    length: u16,
}

impl Part {
    /// Where a part of a piece is; empty and at its front if it is none.
    fn of(whole: &[u8], part: &[u8]) -> Self {
        let start = (part.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize);
        match (u16::try_from(start), u16::try_from(part.len())) {
            (Ok(start), Ok(length)) => Self { start, length },
            _ => Self { start: 0, length: 0 },
        }
    }

    fn text(self, octets: &[u8]) -> &[u8] {
        let start = usize::from(self.start);
        octets.get(start..start + usize::from(self.length)).unwrap_or_default()
    }

    /// The same where so many octets from a place on are others instead.
    fn moved(self, from: usize, old: usize, new: usize) -> Option<Self> {
        let start = usize::from(self.start);
        let start = if start > from { start - old + new } else { start };
        Some(Self { start: u16::try_from(start).ok()?, ..self })
    }
}

impl Known {
    pub(super) const fn has_to_tag(&self) -> bool {
        self.to_tag.is_some()
    }

    /// The same where so many octets from a place on, which are none of these parts, are others instead.
    pub(super) fn moved(self, from: usize, old: usize, new: usize) -> Option<Self> {
        let tag = |tag: Option<Part>| match tag {
            Some(tag) => tag.moved(from, old, new).map(Some),
            None => Some(None),
        };
        let call_id = self.call_id.moved(from, old, new)?;
        Some(Self { from_tag: tag(self.from_tag)?, to_tag: tag(self.to_tag)?, call_id, ..self })
    }
}

impl Message {
    /// Keeps what was read of it, so that nobody reads it again.
    pub(crate) fn keep(&mut self, known: Known) {
        self.known = Some(known);
    }

    /// Where the parts are that were read of it.
    pub(crate) fn known(&self, read: &Essentials<'_>) -> Known {
        let part = |part: &[u8]| Part::of(&self.octets, part);
        Known {
            from_tag: read.from_tag.map(part),
            to_tag: read.to_tag.map(part),
            call_id: part(read.call_id),
            number: read.cseq.number,
        }
    }

    /// Whose it is.
    ///
    /// # Errors
    /// A header field that is needed is not there, or against its grammar.
    pub(crate) fn identity(&self) -> Result<Identity<'_>, DecodeError> {
        let octets = &self.octets[..];
        if let Some(known) = self.known {
            let text = |part: Part| part.text(octets);
            return Ok(Identity {
                from_tag: known.from_tag.map(text),
                to_tag: known.to_tag.map(text),
                call_id: known.call_id.text(octets),
                number: known.number,
            });
        }
        Ok(Identity {
            from_tag: self.need::<From<'_>>()?.tag,
            to_tag: self.need::<To<'_>>()?.tag,
            call_id: self.need::<CallId<'_>>()?.0,
            number: self.need::<CSeq<'_>>()?.number,
        })
    }
}
