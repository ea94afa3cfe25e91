//! Writes the fields of a body in two passes: [`Measure`] checks every field and adds up octets, [`Writer`] fills a slice
//! of exactly that size. A body that cannot be written leaves the buffer untouched.

use crate::reader::nul_mask;
use crate::{CommandId, Dialect, EncodeError, EncodeErrorKind, Tag, Tlvs};

/// The first pass: how many octets a body takes, and whether it is legal.
#[derive(Debug)]
pub struct Measure {
    octets: usize,
    has_short_message: bool,
    command_id: CommandId,
    dialect: Dialect,
}

impl Measure {
    pub(crate) fn new(command_id: CommandId, dialect: Dialect) -> Self {
        Self { octets: 0, has_short_message: false, command_id, dialect }
    }

    /// The octets added up so far.
    pub(crate) fn octets(&self) -> usize {
        self.octets
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    #[inline]
    pub(crate) fn octet<T: Into<u8>>(&mut self, _field: &'static str, _value: T) -> Result<(), EncodeError> {
        self.octets += 1;
        Ok(())
    }

    #[inline]
    pub(crate) fn c_octet_string(
        &mut self,
        field: &'static str,
        value: &[u8],
        max: usize,
    ) -> Result<(), EncodeError> {
        if value.is_empty() {
            self.octets += 1;
            return Ok(());
        }
        if value.len() >= max {
            return Err(EncodeError { kind: EncodeErrorKind::TooLong(max), field });
        }
        if contains_nul(value) {
            return Err(EncodeError { kind: EncodeErrorKind::EmbeddedNul, field });
        }
        self.octets += value.len() + 1;
        Ok(())
    }

    #[inline]
    pub(crate) fn address(
        &mut self,
        field: &'static str,
        value: &[u8],
        max: usize,
    ) -> Result<(), EncodeError> {
        self.c_octet_string(field, value, max)
    }

    pub(crate) fn password(
        &mut self,
        field: &'static str,
        value: &[u8],
        max: usize,
    ) -> Result<(), EncodeError> {
        self.c_octet_string(field, value, max)
    }

    #[inline]
    pub(crate) fn time(&mut self, field: &'static str, value: &[u8]) -> Result<(), EncodeError> {
        if !matches!(value.len(), 0 | 16) {
            return Err(EncodeError { kind: EncodeErrorKind::TimeLength, field });
        }
        self.c_octet_string(field, value, 17)
    }

    /// `sm_length` and `short_message`: at most 254 octets in 3.4, 255 in 5.0 (SMPP 3.4 §5.2.21; SMPP 5.0 §4.7.26).
    #[inline]
    pub(crate) fn short_message(&mut self, field: &'static str, value: &[u8]) -> Result<(), EncodeError> {
        let max = if self.dialect.version.is_5_0() { 255 } else { 254 };
        if value.len() > max {
            return Err(EncodeError { kind: EncodeErrorKind::TooLong(max), field });
        }
        self.has_short_message = !value.is_empty();
        self.octets += 1 + value.len();
        Ok(())
    }

    #[inline]
    pub(crate) fn tlvs(&mut self, value: Tlvs<'_>) -> Result<(), EncodeError> {
        if value.is_empty() {
            return Ok(());
        }
        check_tlvs(value, self.has_short_message, self.command_id, self.dialect)?;
        self.octets += value.as_octets().len();
        Ok(())
    }

    /// Octets of a list that has been checked already.
    pub(crate) fn add(&mut self, octets: usize) {
        self.octets += octets;
    }
}

/// Apart from [`Measure::tlvs`], so that a body without TLVs is measured in registers.
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

/// Whether a NUL is among the octets. Addresses, most of which have 8 to 16, are looked at as two words.
#[inline]
fn contains_nul(octets: &[u8]) -> bool {
    match ends(octets) {
        Some((first, last)) => {
            nul_mask(u64::from_le_bytes(*first)) | nul_mask(u64::from_le_bytes(*last)) != 0
        }
        None => octets.contains(&0),
    }
}

/// The first and the last eight of 8 to 16 octets: the two cover, and may overlap in, all of them.
#[inline]
fn ends(octets: &[u8]) -> Option<(&[u8; 8], &[u8; 8])> {
    if octets.len() > 16 {
        return None;
    }
    octets.first_chunk().zip(octets.last_chunk())
}

/// The second pass: fills the slice it was given, which the first pass has measured.
#[derive(Debug)]
pub struct Writer<'b> {
    rest: &'b mut [u8],
}

impl<'b> Writer<'b> {
    pub(crate) fn new(buffer: &'b mut [u8]) -> Self {
        Self { rest: buffer }
    }

    #[inline]
    pub(crate) fn octet<T: Into<u8>>(&mut self, value: T) {
        self.octets(&[value.into()]);
    }

    #[inline]
    pub(crate) fn integer4<T: Into<u32>>(&mut self, value: T) {
        self.octets(&value.into().to_be_bytes());
    }

    /// The octets and their NUL. A call of the system's copy for each of a dozen short strings would cost more than
    /// everything else here.
    #[inline]
    pub(crate) fn c_octet_string(&mut self, value: &[u8]) {
        if let Some((first, last)) = ends(value)
            && let Some((head, tail)) = std::mem::take(&mut self.rest).split_at_mut_checked(value.len())
        {
            if let Some(head) = head.first_chunk_mut() {
                *head = *first;
            }
            if let Some(head) = head.last_chunk_mut() {
                *head = *last;
            }
            self.rest = tail;
        } else if !value.is_empty() {
            self.octets(value);
        }
        self.octets(&[0]);
    }

    #[inline]
    pub(crate) fn address(&mut self, value: &[u8]) {
        self.c_octet_string(value);
    }

    pub(crate) fn password(&mut self, value: &[u8]) {
        self.c_octet_string(value);
    }

    #[inline]
    pub(crate) fn time(&mut self, value: &[u8]) {
        self.c_octet_string(value);
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation)] // the first pass has held it to 255
    pub(crate) fn short_message(&mut self, value: &[u8]) {
        self.octets(&[value.len() as u8]);
        self.octets(value);
    }

    #[inline]
    pub(crate) fn tlvs(&mut self, value: Tlvs<'_>) {
        self.octets(value.as_octets());
    }

    #[inline]
    pub(crate) fn octets(&mut self, value: &[u8]) {
        if let Some((head, tail)) = std::mem::take(&mut self.rest).split_at_mut_checked(value.len()) {
            head.copy_from_slice(value);
            self.rest = tail;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Writer, contains_nul};

    #[test]
    fn a_nul_is_found_wherever_it_stands_and_nowhere_else() {
        for length in 0..40 {
            let mut octets = vec![0x80; length];
            assert!(!contains_nul(&octets), "length {length}");
            for nul in 0..length {
                octets[nul] = 0;
                assert!(contains_nul(&octets), "length {length}, NUL at {nul}");
                octets[nul] = 1;
            }
        }
    }

    #[test]
    fn strings_of_every_length_are_written_whole() {
        for length in 0..40 {
            let octets: Vec<u8> = (1..=length).collect();
            let mut out = vec![0xFF; octets.len() + 2];
            Writer::new(&mut out).c_octet_string(&octets);
            assert_eq!(out, [octets.as_slice(), &[0, 0xFF]].concat());
        }
    }
}
