//! What the store keeps beside a message, and what it keeps of one that has ended.

use bytes::{Buf, BufMut, Bytes, BytesMut};

/// The notes of a live message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes<'a> {
    /// Attempts at delivery that failed.
    pub(super) attempts: u16,
    /// The `command_status` of the last one.
    pub(super) error: u32,
    /// Who has the message, if it is no longer with us.
    pub(super) handed: Option<Handed<'a>>,
}

/// Another message centre has taken the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Handed<'a> {
    /// The name of the link, as the configuration has it.
    pub(super) link: &'a [u8],
    /// What that centre calls the message.
    pub(super) message_id: &'a [u8],
}

impl<'a> Notes<'a> {
    pub(super) fn to_bytes(self) -> Bytes {
        let mut out = BytesMut::with_capacity(64);
        out.put_u16(self.attempts);
        out.put_u32(self.error);
        if let Some(Handed { link, message_id }) = self.handed {
            put_name(&mut out, link);
            out.put_slice(message_id);
        }
        out.freeze()
    }

    /// Reads what was written; a message that was never tried has none.
    pub(super) fn read(mut bytes: &'a [u8]) -> Self {
        let attempts = bytes.try_get_u16().unwrap_or(0);
        let error = bytes.try_get_u32().unwrap_or(0);
        let handed = take_name(bytes).map(|(link, message_id)| Handed { link, message_id });
        Self { attempts, error, handed }
    }
}

/// A name of at most 255 octets behind its length.
fn put_name(out: &mut BytesMut, name: &[u8]) {
    let name = name.get(..255).unwrap_or(name);
    out.put_u8(u8::try_from(name.len()).unwrap_or(u8::MAX));
    out.put_slice(name);
}

/// The name at the front, and what stands behind it.
fn take_name(octets: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = octets.split_first()?;
    rest.split_at_checked(usize::from(*length))
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
    /// When it came, Unix ms, if that is to be told.
    pub(super) submitted_at: Option<i64>,
}

impl<'a> Epitaph<'a> {
    pub(super) fn to_bytes(&self) -> Bytes {
        let mut out = BytesMut::with_capacity(11 + self.origin.len() + self.source.len());
        out.put_u8(self.error_code);
        put_name(&mut out, self.origin);
        out.put_slice(self.source);
        // An address has no NUL in it.
        if let Some(submitted_at) = self.submitted_at {
            out.put_u8(0);
            out.put_i64(submitted_at);
        }
        out.freeze()
    }

    pub(super) fn read(octets: &'a [u8]) -> Option<Self> {
        let (error_code, rest) = octets.split_first()?;
        let (origin, rest) = take_name(rest)?;
        let (source, mut time) = match rest.iter().position(|octet| *octet == 0) {
            Some(end) => (rest.get(..end)?, rest.get(end + 1..)?),
            None => (rest, &[][..]),
        };
        let submitted_at = time.try_get_i64().ok();
        Some(Self { error_code: *error_code, origin, source, submitted_at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epitaph_tells_when_the_message_came_if_that_was_noted() {
        for submitted_at in [None, Some(0), Some(1_767_268_800_000)] {
            let epitaph = Epitaph { error_code: 7, origin: b"a tenant", source: b"4917", submitted_at };
            assert_eq!(Epitaph::read(&epitaph.to_bytes()), Some(epitaph));
        }
    }
}
