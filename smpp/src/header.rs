//! The sixteen octets that every PDU starts with (SMPP 5.0 §3.2, §4.7.4 to §4.7.6, §4.7.24).

use crate::{CommandId, CommandStatus};

/// The PDU header, in wire order (SMPP 5.0 §3.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Header {
    /// Octets of the whole PDU, this header included; at least 16 (SMPP 5.0 §4.7.4).
    pub command_length: u32,
    /// The operation (SMPP 5.0 §4.7.5).
    pub command_id: CommandId,
    /// 0 in a request, the outcome in a response (SMPP 5.0 §4.7.6).
    pub command_status: CommandStatus,
    /// Pairs a response with its request: 1 to 0x7FFFFFFF, 0 in a `generic_nack` to an unreadable header
    /// (SMPP 5.0 §4.7.24).
    pub sequence_number: u32,
}

impl Header {
    /// Octets of the header on the wire.
    pub const LEN: usize = 16;

    /// The largest `sequence_number` that may be sent (SMPP 5.0 §4.7.24).
    pub const MAX_SEQUENCE_NUMBER: u32 = 0x7FFF_FFFF;

    /// Reads the header at the front of `octets`; `None` while fewer than 16 are there. Nothing is judged.
    #[must_use]
    pub fn read(octets: &[u8]) -> Option<Self> {
        let (words, _) = octets.first_chunk::<{ Self::LEN }>()?.as_chunks::<4>();
        let [length, id, status, sequence] = words else {
            return None;
        };
        Some(Self {
            command_length: u32::from_be_bytes(*length),
            command_id: CommandId(u32::from_be_bytes(*id)),
            command_status: CommandStatus(u32::from_be_bytes(*status)),
            sequence_number: u32::from_be_bytes(*sequence),
        })
    }

    /// The header as it goes on the wire.
    #[must_use]
    pub fn to_octets(self) -> [u8; Self::LEN] {
        let words = [self.command_length, self.command_id.0, self.command_status.0, self.sequence_number];
        let mut octets = [0; Self::LEN];
        for (octets, word) in octets.as_chunks_mut::<4>().0.iter_mut().zip(words) {
            *octets = word.to_be_bytes();
        }
        octets
    }
}
