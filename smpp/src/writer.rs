//! Writes the fields of a body one after the other, each checked as it is written (SMPP 5.0 §3.1).

use crate::reader::nul_mask;
use crate::{CommandId, Dialect, EncodeError, EncodeErrorKind, Header, Tag, Tlvs};

/// A position in the PDU that is being written.
///
/// Its room holds the longest mandatory part that the body can have, all zero. The message and the TLVs stand at the end
/// of every PDU that has them, and are not copied here: `written` gives the message to be appended.
#[derive(Debug)]
pub struct Writer<'w, 'a> {
    room: &'w mut [u8],
    at: usize,
    message: &'a [u8],
    command_id: CommandId,
    dialect: Dialect,
}

// The methods are inlined by force: only then does the position stay in a register and are no two fields checked against
// the end of the room, which their maxima cannot pass. Left to itself the compiler calls them, at several times the cost.
impl<'w, 'a> Writer<'w, 'a> {
    /// Begins after the header.
    #[inline(always)]
    pub(crate) fn new(room: &'w mut [u8], command_id: CommandId, dialect: Dialect) -> Self {
        Self { room, at: Header::LEN, message: &[], command_id, dialect }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The octets written so far, the header's included, and the message that comes after them.
    #[inline(always)]
    pub(crate) fn written(&self) -> (usize, &'a [u8]) {
        (self.at, self.message)
    }

    #[inline(always)]
    pub(crate) fn octet<T: Into<u8>>(&mut self, _field: &'static str, value: T) -> Result<(), EncodeError> {
        self.octets([value.into()]);
        Ok(())
    }

    #[inline(always)]
    pub(crate) fn integer4<T: Into<u32>>(
        &mut self,
        _field: &'static str,
        value: T,
    ) -> Result<(), EncodeError> {
        self.octets(value.into().to_be_bytes());
        Ok(())
    }

    /// The octets; their NUL is in the room already.
    #[inline(always)]
    pub(crate) fn c_octet_string(
        &mut self,
        field: &'static str,
        value: &[u8],
        max: usize,
    ) -> Result<(), EncodeError> {
        if !value.is_empty() {
            if value.len() >= max {
                return Err(EncodeError { kind: EncodeErrorKind::TooLong(max), field });
            }
            if let Some(room) = self.room.get_mut(self.at..).and_then(|room| room.get_mut(..value.len()))
                && copy_finds_nul(room, value)
            {
                return Err(EncodeError { kind: EncodeErrorKind::EmbeddedNul, field });
            }
            self.at += value.len();
        }
        self.at += 1;
        Ok(())
    }

    #[inline(always)]
    pub(crate) fn address(
        &mut self,
        field: &'static str,
        value: &[u8],
        max: usize,
    ) -> Result<(), EncodeError> {
        self.c_octet_string(field, value, max)
    }

    #[inline(always)]
    pub(crate) fn password(
        &mut self,
        field: &'static str,
        value: &[u8],
        max: usize,
    ) -> Result<(), EncodeError> {
        self.c_octet_string(field, value, max)
    }

    #[inline(always)]
    pub(crate) fn time(&mut self, field: &'static str, value: &[u8]) -> Result<(), EncodeError> {
        if !matches!(value.len(), 0 | 16) {
            return Err(EncodeError { kind: EncodeErrorKind::TimeLength, field });
        }
        self.c_octet_string(field, value, 17)
    }

    /// `sm_length` and `short_message`: at most 254 octets in 3.4, 255 in 5.0 (SMPP 3.4 §5.2.21; SMPP 5.0 §4.7.26).
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation)] // held to 255
    pub(crate) fn short_message(&mut self, field: &'static str, value: &'a [u8]) -> Result<(), EncodeError> {
        let max = if self.dialect.version.is_5_0() { 255 } else { 254 };
        if value.len() > max {
            return Err(EncodeError { kind: EncodeErrorKind::TooLong(max), field });
        }
        self.octets([value.len() as u8]);
        self.message = value;
        Ok(())
    }

    /// Checks the TLVs, which come after the message.
    #[inline(always)]
    pub(crate) fn tlvs(&mut self, value: Tlvs<'_>) -> Result<(), EncodeError> {
        if value.is_empty() {
            return Ok(());
        }
        check_tlvs(value, !self.message.is_empty(), self.command_id, self.dialect)
    }

    #[inline(always)]
    fn octets<const N: usize>(&mut self, octets: [u8; N]) {
        if let Some(room) = self.room.get_mut(self.at..).and_then(|room| room.first_chunk_mut()) {
            *room = octets;
        }
        self.at += N;
    }
}

/// Copies `value` into `room` of the same length, and gives whether a NUL is in it. Addresses, most of which have 8 to 16
/// octets, are two words: the first and the last eight octets, which cover, and may overlap in, all of them.
#[inline(always)]
fn copy_finds_nul(room: &mut [u8], value: &[u8]) -> bool {
    let last_at = value.len().wrapping_sub(8);
    if value.len() <= 16
        && let Some(first) = value.first_chunk()
        && let Some(last) = value.get(last_at..).and_then(|tail| tail.first_chunk())
    {
        let words = [u64::from_le_bytes(*first), u64::from_le_bytes(*last)];
        for (at, word) in [0, last_at].into_iter().zip(words) {
            if let Some(room) = room.get_mut(at..).and_then(|room| room.first_chunk_mut()) {
                *room = word.to_le_bytes();
            }
        }
        return words.map(nul_mask) != [0, 0];
    }
    copy_of_any_length_finds_nul(room, value)
}

#[inline(never)]
fn copy_of_any_length_finds_nul(room: &mut [u8], value: &[u8]) -> bool {
    for (room, octet) in room.iter_mut().zip(value) {
        *room = *octet;
    }
    value.contains(&0)
}

/// The octets that a field of each type takes at most; the counterpart of the methods of [`Writer`].
pub(crate) mod longest {
    use crate::{DestAddresses, UnsuccessSmes};

    pub(crate) fn octet<T>(_value: T) -> usize {
        1
    }

    pub(crate) fn c_octet_string(_value: &[u8], max: usize) -> usize {
        max
    }

    pub(crate) use {c_octet_string as address, c_octet_string as password};

    pub(crate) fn time(_value: &[u8]) -> usize {
        17
    }

    /// `sm_length` alone: the message itself stands after the room.
    pub(crate) fn short_message(_value: &[u8]) -> usize {
        1
    }

    /// `number_of_dests`, and for each `dest_flag`, ton, npi and address.
    pub(crate) fn dest_addresses(value: DestAddresses<'_>) -> usize {
        1 + usize::from(value.len()) * (3 + 21)
    }

    /// `no_unsuccess`, and for each ton, npi, address and `error_status_code`.
    pub(crate) fn unsuccess_smes(value: UnsuccessSmes<'_>) -> usize {
        1 + usize::from(value.len()) * (2 + 21 + 4)
    }
}

/// Apart from [`Writer::tlvs`], so that a body without TLVs is written from registers.
#[inline(never)]
fn check_tlvs(
    tlvs: Tlvs<'_>,
    has_short_message: bool,
    command_id: CommandId,
    dialect: Dialect,
) -> Result<(), EncodeError> {
    tlvs.check_for_sending(command_id, dialect)?;
    if has_short_message && tlvs.get(Tag::message_payload).is_some() {
        return Err(EncodeError { kind: EncodeErrorKind::TwoMessages, field: "message_payload" });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Writer;
    use crate::{CommandId, Dialect, EncodeErrorKind, Header};

    #[test]
    fn a_nul_is_found_wherever_it_stands_and_nowhere_else() {
        for length in 0..40 {
            let mut octets = vec![0x80; length];
            let mut room = vec![0; Header::LEN + 41];
            let mut write = |octets: &[u8]| {
                let mut writer = Writer::new(&mut room, CommandId::submit_sm, Dialect::V5_0);
                writer.c_octet_string("field", octets, 41).map_err(|error| error.kind)
            };
            assert_eq!(write(&octets), Ok(()), "length {length}");
            for nul in 0..length {
                octets[nul] = 0;
                assert_eq!(
                    write(&octets),
                    Err(EncodeErrorKind::EmbeddedNul),
                    "length {length}, NUL at {nul}"
                );
                octets[nul] = 1;
            }
        }
    }

    #[test]
    fn strings_of_every_length_are_written_whole() {
        for length in 0..40 {
            let octets: Vec<u8> = (1..=length).collect();
            let mut room = [0; Header::LEN + 41];
            let mut writer = Writer::new(&mut room, CommandId::submit_sm, Dialect::V5_0);
            writer.c_octet_string("field", &octets, 41).unwrap();
            assert_eq!(writer.written(), (Header::LEN + octets.len() + 1, &[][..]));
            let (written, rest) = room[Header::LEN..].split_at(octets.len());
            assert_eq!(written, octets);
            assert!(rest.iter().all(|octet| *octet == 0));
        }
    }
}
