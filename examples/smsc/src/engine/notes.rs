//! What the store keeps beside a message, and what it keeps of one that has ended.

use bytes::{Buf, BufMut, Bytes, BytesMut};

/// The notes of a live message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// Attempts at delivery that failed.
    pub(super) attempts: u16,
    /// The `command_status` of the last one.
    pub(super) error: u32,
}

impl Notes {
    pub(super) fn to_bytes(self) -> Bytes {
        let mut out = BytesMut::with_capacity(6);
        out.put_u16(self.attempts);
        out.put_u32(self.error);
        out.freeze()
    }

    /// Reads what was written; a message that was never tried has none.
    pub(super) fn read(mut bytes: &[u8]) -> Self {
        let attempts = bytes.try_get_u16().unwrap_or(0);
        Self { attempts, error: bytes.try_get_u32().unwrap_or(0) }
    }
}

/// What query_sm can still tell of a message that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Epitaph<'a> {
    /// The network's error code as query_sm_resp has it, 0 for none.
    pub(super) error_code: u8,
    /// The system_id of the ESME that may ask.
    pub(super) origin: &'a [u8],
    /// The source address that it must name.
    pub(super) source: &'a [u8],
}

impl<'a> Epitaph<'a> {
    pub(super) fn to_bytes(&self) -> Bytes {
        let mut out = BytesMut::with_capacity(2 + self.origin.len() + self.source.len());
        out.put_u8(self.error_code);
        out.put_u8(u8::try_from(self.origin.len()).unwrap_or(0));
        out.put_slice(self.origin);
        out.put_slice(self.source);
        out.freeze()
    }

    pub(super) fn read(octets: &'a [u8]) -> Option<Self> {
        let (error_code, rest) = octets.split_first()?;
        let (length, rest) = rest.split_first()?;
        let (origin, source) = rest.split_at_checked(usize::from(*length))?;
        Some(Self { error_code: *error_code, origin, source })
    }
}
