//! Writes the fields of a body one after the other, each checked as it is written (SMPP 5.0 §3.1).

use crate::{CommandId, Dialect, EncodeError, EncodeErrorKind, Header, Tag, Tlvs};

/// A position in the PDU that is being written.
///
/// Its room holds the longest mandatory part that the body can have. The message and the TLVs stand at the end of every
/// PDU that has them, and are not copied here: `written` gives the message to be appended.
///
/// A field that may not be sent is noted and passed over, and the first one counts.
#[derive(Debug)]
pub struct Writer<'w, 'a> {
    room: &'w mut [u8],
    at: usize,
    message: &'a [u8],
    command_id: CommandId,
    dialect: Dialect,
    /// Behind a reference, so that noting a fault does not take the position out of its register.
    fault: &'w mut Option<EncodeError>,
}

// The methods are inlined by force: only then does the position stay in a register and are no two fields checked against
// the end of the room, which their maxima cannot pass. Left to itself the compiler calls them, at several times the cost.
// For the same reason they note a fault and give no `Result`, whose way out would be prepared at each field.
impl<'w, 'a> Writer<'w, 'a> {
    /// Begins after the header.
    #[inline(always)]
    pub(crate) fn new(
        room: &'w mut [u8],
        command_id: CommandId,
        dialect: Dialect,
        fault: &'w mut Option<EncodeError>,
    ) -> Self {
        Self { room, at: Header::LEN, message: &[], command_id, dialect, fault }
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
    pub(crate) fn refuse(&mut self, field: &'static str, kind: EncodeErrorKind) {
        note(self.fault, EncodeError { kind, field });
    }

    #[inline(always)]
    pub(crate) fn octet<T: Into<u8>>(&mut self, _field: &'static str, value: T) {
        self.octets([value.into()]);
    }

    #[inline(always)]
    pub(crate) fn integer4<T: Into<u32>>(&mut self, _field: &'static str, value: T) {
        self.octets(value.into().to_be_bytes());
    }

    #[inline(always)]
    pub(crate) fn c_octet_string(&mut self, field: &'static str, value: &[u8], max: usize) {
        if value.is_empty() {
            return self.octets([0]);
        }
        if value.len() >= max {
            return self.refuse(field, EncodeErrorKind::TooLong(max));
        }
        if let Some(room) = self.room.get_mut(self.at..).and_then(|room| room.get_mut(..=value.len()))
            && copy_finds_nul(room, value)
        {
            self.refuse(field, EncodeErrorKind::EmbeddedNul);
        }
        self.at += value.len() + 1;
    }

    #[inline(always)]
    pub(crate) fn address(&mut self, field: &'static str, value: &[u8], max: usize) {
        self.c_octet_string(field, value, max);
    }

    #[inline(always)]
    pub(crate) fn password(&mut self, field: &'static str, value: &[u8], max: usize) {
        self.c_octet_string(field, value, max);
    }

    #[inline(always)]
    pub(crate) fn time(&mut self, field: &'static str, value: &[u8]) {
        if value.is_empty() {
            return self.octets([0]);
        }
        let Ok(time) = <[u8; 16]>::try_from(value) else {
            return self.refuse(field, EncodeErrorKind::TimeLength);
        };
        if time.contains(&0) {
            return self.refuse(field, EncodeErrorKind::EmbeddedNul);
        }
        self.octets(time);
        self.octets([0]);
    }

    /// `sm_length` and `short_message`: at most 254 octets in 3.4, 255 in 5.0 (SMPP 3.4 §5.2.21; SMPP 5.0 §4.7.26).
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation)] // held to 255
    pub(crate) fn short_message(&mut self, field: &'static str, value: &'a [u8]) {
        let max = if self.dialect.version.is_5_0() { 255 } else { 254 };
        if value.len() > max {
            return self.refuse(field, EncodeErrorKind::TooLong(max));
        }
        self.octets([value.len() as u8]);
        self.message = value;
    }

    /// Checks the TLVs, which come after the message.
    #[inline(always)]
    pub(crate) fn tlvs(&mut self, value: Tlvs<'_>) {
        if !value.is_empty()
            && let Err(error) = check_tlvs(value, !self.message.is_empty(), self.command_id, self.dialect)
        {
            note(self.fault, error);
        }
    }

    #[inline(always)]
    fn octets<const N: usize>(&mut self, octets: [u8; N]) {
        if let Some(room) = self.room.get_mut(self.at..).and_then(|room| room.first_chunk_mut()) {
            *room = octets;
        }
        self.at += N;
    }
}

#[cold]
#[inline(never)]
fn note(fault: &mut Option<EncodeError>, error: EncodeError) {
    fault.get_or_insert(error);
}

/// Copies `value` and a NUL into `room` of that length, and gives whether a NUL is in `value`. Addresses, most of which
/// have 8 to 15 octets, all of them ASCII, are two words: the first eight octets, and the last seven with the NUL, which
/// cover, and may overlap in, all of them.
#[inline(always)]
fn copy_finds_nul(room: &mut [u8], value: &[u8]) -> bool {
    if (8..=15).contains(&value.len())
        && let Some(first) = value.first_chunk()
        && let Some(last) = value.last_chunk()
    {
        let [first, last] = [u64::from_le_bytes(*first), u64::from_le_bytes(*last)];
        if let Some(room) = room.first_chunk_mut() {
            *room = first.to_le_bytes();
        }
        if let Some(room) = room.last_chunk_mut() {
            *room = (last >> 8).to_le_bytes();
        }
        if !may_have_nul(first, last) {
            return false;
        }
    }
    copy_of_any_length_finds_nul(room, value)
}

/// True where one of the sixteen octets is NUL; also where one is above 0x80, so that it costs less than to be sure.
#[inline(always)]
fn may_have_nul(first: u64, last: u64) -> bool {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    (first.wrapping_sub(LOW) | last.wrapping_sub(LOW)) & HIGH != 0
}

#[inline(never)]
fn copy_of_any_length_finds_nul(room: &mut [u8], value: &[u8]) -> bool {
    for (room, octet) in room.iter_mut().zip(value.iter().chain([&0])) {
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
                let mut fault = None;
                Writer::new(&mut room, CommandId::submit_sm, Dialect::V5_0, &mut fault)
                    .c_octet_string("field", octets, 41);
                fault.map(|error| error.kind)
            };
            assert_eq!(write(&octets), None, "length {length}");
            for nul in 0..length {
                octets[nul] = 0;
                let fault = write(&octets);
                assert_eq!(fault, Some(EncodeErrorKind::EmbeddedNul), "length {length}, NUL at {nul}");
                octets[nul] = 1;
            }
        }
    }

    #[test]
    fn strings_of_every_length_are_written_whole_and_nothing_after_them() {
        for length in 0..40 {
            let octets: Vec<u8> = (1..=length).collect();
            let mut room = [b'x'; Header::LEN + 41];
            let mut fault = None;
            let mut writer = Writer::new(&mut room, CommandId::submit_sm, Dialect::V5_0, &mut fault);
            writer.c_octet_string("field", &octets, 41);
            assert_eq!(writer.written(), (Header::LEN + octets.len() + 1, &[][..]));
            assert_eq!(fault, None);
            let (written, rest) = room[Header::LEN..].split_at(octets.len());
            assert_eq!(written, octets);
            assert_eq!(rest[0], 0);
            assert!(rest[1..].iter().all(|octet| *octet == b'x'), "length {length}");
        }
    }

    #[test]
    fn the_first_fault_counts() {
        let mut room = [0; Header::LEN + 41];
        let mut fault = None;
        let mut writer = Writer::new(&mut room, CommandId::submit_sm, Dialect::V5_0, &mut fault);
        writer.time("first", b"1");
        writer.c_octet_string("second", b"too long", 6);
        assert_eq!(fault.map(|error| error.field), Some("first"));
    }
}
