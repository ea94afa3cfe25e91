//! The common header (RFC 4666 §3.1).

use super::MessageType;
use super::parameter::padding;
use crate::{Buffer, DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};

/// Octets of the header.
pub(super) const HEADER: usize = 8;

/// The release of the protocol: 1.
const VERSION: u8 = 1;

/// Reads the header and gives what follows it. The padding of the last parameter may be missing or not counted
/// (RFC 4666 §3.1.4).
#[inline]
pub(super) fn read(octets: &[u8]) -> Result<(MessageType, &[u8]), DecodeError> {
    let Some((header, parameters)) = octets.split_first_chunk::<HEADER>() else {
        return Err(DecodeError::new(DecodeErrorKind::Missing, 0, "Common Message Header"));
    };
    let [version, _reserved, class, number, l1, l2, l3, l4] = *header;
    if version != VERSION {
        return Err(DecodeError::new(DecodeErrorKind::Version, 0, "Version"));
    }
    let length = u32::from_be_bytes([l1, l2, l3, l4]) as usize;
    if length.abs_diff(octets.len()) > 3 {
        return Err(DecodeError::new(DecodeErrorKind::Length, 4, "Message Length"));
    }
    // Octets of padding that the length does not count are none of a parameter.
    let counted = length.saturating_sub(HEADER).min(parameters.len());
    Ok((MessageType { class, number }, parameters.get(..counted).unwrap_or_default()))
}

/// Puts the header before a whole message.
#[inline]
pub(super) fn write(
    message_type: MessageType,
    parameters: usize,
    out: &mut Buffer,
) -> Result<(), EncodeError> {
    let error = EncodeError { kind: EncodeErrorKind::Length, field: "Message Length" };
    let [l1, l2, l3, l4] = u32::try_from(parameters + HEADER).map_err(|_| error)?.to_be_bytes();
    debug_assert_eq!(padding(parameters), 0, "parameters are whole words");
    out.prepend(&[VERSION, 0, message_type.class, message_type.number, l1, l2, l3, l4]);
    Ok(())
}
