//! Cuts a stream into PDUs. Framing is consumed before a body is looked at, so one bad body never desynchronises it.

use bytes::{Bytes, BytesMut};

use crate::Header;

/// `command_length` is below 16 or above the limit: where the next PDU begins can no longer be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FramingLost {
    pub(crate) command_length: u32,
    /// That of the header, 0 where the header cannot be read (SMPP 5.0 §4.7.24).
    pub(crate) sequence_number: u32,
}

/// Takes one whole PDU off the front of `input`; `None` until it is there. A PDU above `max` is not waited for beyond
/// its header.
#[inline]
pub(crate) fn take(input: &mut BytesMut, max: u32) -> Result<Option<(Header, Bytes)>, FramingLost> {
    let Some(first) = input.first_chunk::<4>() else {
        return Ok(None);
    };
    let command_length = u32::from_be_bytes(*first);
    if command_length < 16 {
        return Err(FramingLost { command_length, sequence_number: 0 });
    }
    let Some(header) = Header::read(input) else {
        return Ok(None);
    };
    if command_length > max {
        return Err(FramingLost { command_length, sequence_number: header.sequence_number });
    }
    let length = command_length as usize;
    if input.len() < length {
        return Ok(None);
    }
    Ok(Some((header, input.split_to(length).freeze())))
}
