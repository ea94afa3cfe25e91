//! Where messages of ours are written.

use bytes::{Bytes, BytesMut};

/// Room for several messages, so that not each is an allocation. They are kept about as long as each other: as long as their
/// transactions.
#[derive(Debug, Default)]
pub(super) struct Room {
    octets: BytesMut,
}

/// What is taken at a time. It is freed when the last message in it is, so it is not for many.
const AT_A_TIME: usize = 4096;

impl Room {
    /// A message that has at most so many octets.
    #[inline]
    pub(super) fn write(&mut self, most: usize, write: impl FnOnce(&mut BytesMut)) -> Bytes {
        if self.octets.capacity() < most {
            self.octets = BytesMut::with_capacity(most.max(AT_A_TIME));
        }
        write(&mut self.octets);
        self.octets.split().freeze()
    }
}
