//! Reads the fields of a body one after the other, each by the rule of its type (SMPP 5.0 §3.1).

use crate::{CommandId, CommandStatus, DecodeError, DecodeErrorKind, Dialect, Header, Leniency, Tlvs};

/// A position in the body of one PDU.
#[derive(Debug)]
pub struct Reader<'a> {
    body: &'a [u8],
    at: usize,
    header: Header,
    dialect: Dialect,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(body: &'a [u8], header: Header, dialect: Dialect) -> Self {
        Self { body, at: 0, header, dialect }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(crate) fn command_id(&self) -> CommandId {
        self.header.command_id
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.at >= self.body.len()
    }

    /// One octet, as a number or as a newtype of one.
    #[inline]
    pub(crate) fn octet<T: From<u8>>(
        &mut self,
        field: &'static str,
        status: CommandStatus,
    ) -> Result<T, DecodeError> {
        match self.body.get(self.at) {
            Some(octet) => {
                self.at += 1;
                Ok(T::from(*octet))
            }
            None => Err(self.error(DecodeErrorKind::Missing, field, status)),
        }
    }

    /// A 4-octet integer.
    pub(crate) fn integer4<T: From<u32>>(
        &mut self,
        field: &'static str,
        status: CommandStatus,
    ) -> Result<T, DecodeError> {
        match self.rest().first_chunk::<4>() {
            Some(octets) => {
                self.at += 4;
                Ok(T::from(u32::from_be_bytes(*octets)))
            }
            None => Err(self.error(DecodeErrorKind::Missing, field, status)),
        }
    }

    /// A C-octet string of at most `max` octets, its NUL included; given without the NUL.
    #[inline]
    pub(crate) fn c_octet_string(
        &mut self,
        field: &'static str,
        max: usize,
        status: CommandStatus,
    ) -> Result<&'a [u8], DecodeError> {
        let rest = self.rest();
        match find_nul(rest, max) {
            Some(end) => {
                self.at += end + 1;
                Ok(&rest[..end])
            }
            None => self.odd_c_octet_string(field, max, Leniency::LONG_STRING, status),
        }
    }

    /// An address: a C-octet string that is a subscriber's number as a rule.
    #[inline]
    pub(crate) fn address(
        &mut self,
        field: &'static str,
        max: usize,
        status: CommandStatus,
    ) -> Result<&'a [u8], DecodeError> {
        self.c_octet_string(field, max, status)
    }

    /// `password`: a C-octet string that is never shown.
    pub(crate) fn password(
        &mut self,
        field: &'static str,
        max: usize,
        status: CommandStatus,
    ) -> Result<&'a [u8], DecodeError> {
        let rest = self.rest();
        match find_nul(rest, max) {
            Some(end) => {
                self.at += end + 1;
                Ok(&rest[..end])
            }
            None => self.odd_c_octet_string(field, max, Leniency::LONG_PASSWORD, status),
        }
    }

    /// A time: a C-octet string that is empty or has exactly 16 characters (SMPP 5.0 §4.7.23).
    #[inline]
    pub(crate) fn time(
        &mut self,
        field: &'static str,
        status: CommandStatus,
    ) -> Result<&'a [u8], DecodeError> {
        let time = self.c_octet_string(field, 17, status)?;
        if matches!(time.len(), 0 | 16) || self.dialect.allows(Leniency::SHORT_TIME) {
            return Ok(time);
        }
        Err(self.error_before(time.len() + 1, DecodeErrorKind::TimeLength, field, status))
    }

    /// `sm_length` and the octets of `short_message` (SMPP 5.0 §4.7.26, §4.7.28). 3.4 allows 254 octets, 5.0 255.
    #[inline]
    pub(crate) fn short_message(
        &mut self,
        _field: &'static str,
        status: CommandStatus,
    ) -> Result<&'a [u8], DecodeError> {
        let sm_length: u8 = self.octet("sm_length", status)?;
        if sm_length == 255 && !self.dialect.version.is_5_0() {
            return Err(self.error_before(1, DecodeErrorKind::Length, "sm_length", status));
        }
        let rest = self.rest();
        match rest.get(..usize::from(sm_length)) {
            Some(message) => {
                self.at += message.len();
                Ok(message)
            }
            None if self.dialect.allows(Leniency::SHORT_SHORT_MESSAGE) => {
                self.at = self.body.len();
                Ok(rest)
            }
            None => Err(self.error_before(1, DecodeErrorKind::Length, "sm_length", status)),
        }
    }

    /// Everything that is left, as TLVs. In a PDU that is a header alone, octets that are no TLVs do not belong.
    #[inline]
    pub(crate) fn tlvs(&mut self) -> Result<Tlvs<'a>, DecodeError> {
        let rest = self.rest();
        if rest.is_empty() {
            return Ok(Tlvs::EMPTY);
        }
        let header_only = self.at == 0;
        let tlvs = Tlvs::read(rest, self.offset(), self.header.command_id, self.dialect);
        if header_only && tlvs.is_err() {
            if self.dialect.allows(Leniency::BODY_IN_HEADER_ONLY_PDU) {
                return Ok(Tlvs::EMPTY);
            }
            return Err(self.error(
                DecodeErrorKind::UnexpectedBody,
                "command_length",
                CommandStatus::ESME_RINVCMDLEN,
            ));
        }
        self.at = self.body.len();
        tlvs
    }

    /// The octets from `start` to here, to be read again by a view that iterates over them.
    pub(crate) fn since(&self, start: usize) -> &'a [u8] {
        self.body.get(start..self.at).unwrap_or(&[])
    }

    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Octets from the start of the PDU to here.
    pub(crate) fn offset(&self) -> usize {
        Header::LEN + self.at
    }

    /// The error at this place. A PDU that ends too early is one whose `command_length` is too short for it, whatever
    /// the field (SMPP 5.0 §4.7.6); `status` answers every other fault of the field.
    #[cold]
    pub(crate) fn error(
        &self,
        kind: DecodeErrorKind,
        field: &'static str,
        status: CommandStatus,
    ) -> DecodeError {
        let status = if kind == DecodeErrorKind::Missing { CommandStatus::ESME_RINVCMDLEN } else { status };
        DecodeError { kind, offset: self.offset(), field, status }
    }

    /// The error at a place that has just been passed by `octets`.
    #[cold]
    pub(crate) fn error_before(
        &self,
        octets: usize,
        kind: DecodeErrorKind,
        field: &'static str,
        status: CommandStatus,
    ) -> DecodeError {
        let mut error = self.error(kind, field, status);
        error.offset -= octets.min(self.at);
        error
    }

    fn rest(&self) -> &'a [u8] {
        self.body.get(self.at..).unwrap_or(&[])
    }

    /// A C-octet string without a NUL among its first `max` octets: a fault unless the peer may do so.
    #[cold]
    fn odd_c_octet_string(
        &mut self,
        field: &'static str,
        max: usize,
        long: Leniency,
        status: CommandStatus,
    ) -> Result<&'a [u8], DecodeError> {
        let rest = self.rest();
        if rest.is_empty() {
            return Err(self.error(DecodeErrorKind::Missing, field, status));
        }
        let nul = rest.iter().position(|octet| *octet == 0);
        match nul {
            Some(end) if self.dialect.allows(long) => {
                self.at += end + 1;
                Ok(&rest[..end])
            }
            None if self.dialect.allows(Leniency::UNTERMINATED_STRING)
                && (rest.len() < max || self.dialect.allows(long)) =>
            {
                self.at = self.body.len();
                Ok(rest)
            }
            None if rest.len() < max => Err(self.error(DecodeErrorKind::Unterminated, field, status)),
            _ => Err(self.error(DecodeErrorKind::TooLong(max), field, status)),
        }
    }
}

/// Where the first NUL among the first `max` octets is: eight octets at a time, since most strings here are that short.
#[inline]
fn find_nul(octets: &[u8], max: usize) -> Option<usize> {
    let octets = octets.get(..max).unwrap_or(octets);
    let (chunks, tail) = octets.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let zeros = nul_mask(u64::from_le_bytes(*chunk));
        if zeros != 0 {
            return Some(index * 8 + zeros.trailing_zeros() as usize / 8);
        }
    }
    tail.iter().position(|octet| *octet == 0).map(|index| chunks.len() * 8 + index)
}

/// Zero unless one of the eight octets of `word` is zero; its lowest bit that is set is the top bit of the lowest such
/// octet.
#[inline]
pub(crate) fn nul_mask(word: u64) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    word.wrapping_sub(LOW) & !word & HIGH
}

#[cfg(test)]
mod tests {
    use super::find_nul;

    #[test]
    fn the_first_nul_within_the_maximum_is_found() {
        for length in 0..40 {
            for nul in 0..length {
                let mut octets = vec![0x80; length];
                octets[nul] = 0;
                if let Some(later) = octets.get_mut(nul + 1) {
                    *later = 0;
                }
                for max in 0..45 {
                    let expected = (nul < max).then_some(nul);
                    assert_eq!(find_nul(&octets, max), expected, "length {length}, nul {nul}, max {max}");
                }
            }
        }
        assert_eq!(find_nul(&[1; 30], 21), None);
    }
}
