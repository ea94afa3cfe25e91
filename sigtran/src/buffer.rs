//! Octets written back to front, so that each layer puts its header before what the layer above has written, and nothing is
//! copied from layer to layer.

use std::fmt;

use bytes::{Buf, Bytes};

/// A message that grows at its front.
///
/// ```
/// use brivas_sigtran::Buffer;
///
/// let mut message = Buffer::new();
/// message.prepend(b"user data");
/// message.prepend_u8(9);
/// assert_eq!(message.as_slice(), b"\x09user data");
/// ```
#[derive(Clone, Default)]
pub struct Buffer {
    /// The message is at the end of it.
    octets: Vec<u8>,
    start: usize,
}

/// Room for a message of all layers with a short user text, so that most never move.
const ROOM: usize = 320;
/// Room for what M3UA puts before user data.
const HEADERS: usize = 64;

impl Buffer {
    /// An empty message with room for what most have.
    #[must_use]
    pub fn new() -> Self {
        Self::with_capacity(ROOM)
    }

    /// An empty message with room for so many octets.
    #[must_use]
    pub fn with_capacity(octets: usize) -> Self {
        Self { octets: vec![0; octets], start: octets }
    }

    /// A copy of a message, with room before it for the headers of the layers below.
    pub(crate) fn with_room_before(message: &[u8]) -> Self {
        let mut buffer = Self::with_capacity(message.len() + HEADERS);
        buffer.prepend(message);
        buffer
    }

    /// Forgets the message, and keeps the room.
    pub fn clear(&mut self) {
        self.start = self.octets.len();
    }

    /// Octets of the message.
    #[must_use]
    pub fn len(&self) -> usize {
        self.octets.len() - self.start
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The message.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        self.octets.get(self.start..).unwrap_or_default()
    }

    /// Puts octets before the message.
    #[inline]
    pub fn prepend(&mut self, octets: &[u8]) {
        if self.start < octets.len() {
            self.grow(octets.len());
        }
        let end = self.start;
        self.start -= octets.len();
        if let Some(room) = self.octets.get_mut(self.start..end) {
            room.copy_from_slice(octets);
        }
    }

    /// Puts one octet before the message.
    #[inline]
    pub fn prepend_u8(&mut self, octet: u8) {
        self.prepend(&[octet]);
    }

    /// Puts a number of two octets before the message, the higher one first.
    #[inline]
    pub fn prepend_u16(&mut self, number: u16) {
        self.prepend(&number.to_be_bytes());
    }

    /// Puts a number of four octets before the message, the highest one first.
    #[inline]
    pub fn prepend_u32(&mut self, number: u32) {
        self.prepend(&number.to_be_bytes());
    }

    /// Puts octets behind the message, which moves for them: for the few that a trailer has.
    #[inline]
    pub(crate) fn append(&mut self, octets: &[u8]) {
        if self.start < octets.len() {
            self.grow(octets.len());
        }
        let end = self.octets.len() - octets.len();
        self.octets.copy_within(self.start.., self.start - octets.len());
        self.start -= octets.len();
        if let Some(room) = self.octets.get_mut(end..) {
            room.copy_from_slice(octets);
        }
    }

    /// The message as shared octets, without a copy.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        let mut octets = Bytes::from(self.octets);
        octets.advance(self.start);
        octets
    }

    /// Makes room for so many octets before the message, and as many again as it has.
    #[cold]
    fn grow(&mut self, octets: usize) {
        let mut larger = vec![0; (self.octets.len() + octets).max(ROOM / 2) * 2];
        let start = larger.len() - self.len();
        if let Some(room) = larger.get_mut(start..) {
            room.copy_from_slice(self.as_slice());
        }
        (self.octets, self.start) = (larger, start);
    }
}

/// A message may be private: its length is shown.
impl fmt::Debug for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Buffer({} octets)", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_is_put_before_stands_before_it(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..700), 0..12), room in 0_usize..50) {
            let mut buffer = Buffer::with_capacity(room);
            let mut model = Vec::new();
            for piece in &pieces {
                buffer.prepend(piece);
                model = [piece.as_slice(), &model].concat();
            }
            prop_assert_eq!(buffer.as_slice(), model.as_slice());
            prop_assert_eq!(buffer.len(), model.len());
            prop_assert_eq!(buffer.into_bytes(), model);
        }
    }

    #[test]
    fn a_trailer_stands_behind_the_message_with_room_and_without() {
        for room in [0, 1, 7, 8, 9, 100] {
            let mut buffer = Buffer::with_capacity(room);
            buffer.prepend(b"data");
            buffer.append(b"tail");
            buffer.append(b"");
            buffer.prepend(b"head");
            assert_eq!(buffer.as_slice(), b"headdatatail", "{room}");
        }
    }

    #[test]
    fn numbers_have_their_highest_octet_first_and_room_is_used_again() {
        let mut buffer = Buffer::new();
        buffer.prepend_u32(0x0506_0708);
        buffer.prepend_u16(0x0304);
        buffer.prepend_u8(2);
        assert_eq!(buffer.as_slice(), [2, 3, 4, 5, 6, 7, 8]);
        buffer.clear();
        assert!(buffer.is_empty());
        buffer.prepend(b"x");
        assert_eq!(buffer.as_slice(), b"x");
    }
}
