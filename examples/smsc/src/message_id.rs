//! `message_id` on the wire: the store's number of the message.

use brivas_smpp::InterfaceVersion;

/// An id as it goes over the wire, without memory of its own on the heap.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct MessageId {
    octets: [u8; 20],
    begins: u8,
}

impl MessageId {
    /// The digits, the last first; at least `least` of them.
    fn of(mut number: u64, radix: u64, least: u8) -> Self {
        let mut octets = [b'0'; 20];
        let mut begins: u8 = 20;
        for (place, octet) in octets.iter_mut().enumerate().rev() {
            if number == 0 && begins <= 20 - least {
                break;
            }
            let digit = u8::try_from(number % radix).unwrap_or(0);
            *octet = if digit < 10 { b'0' + digit } else { b'A' + digit - 10 };
            number /= radix;
            begins = u8::try_from(place).unwrap_or(0);
        }
        Self { octets, begins }
    }

    /// The id of a message that is not stored, which nobody can take for a stored one's since it is no number.
    pub(crate) fn of_transient(number: u64) -> Self {
        let mut id = Self::of(number, 16, 1);
        id.begins = id.begins.saturating_sub(1);
        if let Some(octet) = id.octets.get_mut(usize::from(id.begins)) {
            *octet = b't';
        }
        id
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.octets.get(usize::from(self.begins)..).unwrap_or_default()
    }
}

impl std::fmt::Debug for MessageId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.as_bytes().escape_ascii())
    }
}

/// The id as the ESME sees it: ten decimal digits or more; eight hexadecimal ones for a peer of 3.3, which takes no more
/// than eight octets (SMPP 3.4 §3.4).
pub(crate) fn format(id: u64, version: InterfaceVersion) -> MessageId {
    if version.has_tlvs() { MessageId::of(id, 10, 10) } else { MessageId::of(id, 16, 8) }
}

/// The number behind an id that an ESME sent.
pub(crate) fn parse(octets: &[u8], version: InterfaceVersion) -> Option<u64> {
    let text = std::str::from_utf8(octets).ok()?;
    if text.is_empty() || text.starts_with('+') {
        return None;
    }
    let radix = if version.has_tlvs() { 10 } else { 16 };
    u64::from_str_radix(text, radix).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_back_and_junk_does_not() {
        for version in [InterfaceVersion::V3_3, InterfaceVersion::V3_4, InterfaceVersion::V5_0] {
            for id in [1, 4711, u64::from(u32::MAX), 9_999_999_999, u64::MAX] {
                assert_eq!(parse(format(id, version).as_bytes(), version), Some(id));
            }
            for junk in [&b""[..], b"+5", b"-1", b"xyz", b"99999999999999999999999", b"\xff"] {
                assert_eq!(parse(junk, version), None);
            }
        }
        for (id, version, text) in [
            (4711, InterfaceVersion::V3_4, &b"0000004711"[..]),
            (12_345_678_901, InterfaceVersion::V3_4, b"12345678901"),
            (u64::MAX, InterfaceVersion::V5_0, b"18446744073709551615"),
            (0xABCD, InterfaceVersion::V3_3, b"0000ABCD"),
            (0, InterfaceVersion::V3_3, b"00000000"),
        ] {
            assert_eq!(format(id, version).as_bytes(), text);
        }
        assert_eq!(MessageId::of_transient(0x1F).as_bytes(), b"t1F");
        assert_eq!(MessageId::of_transient(u64::MAX).as_bytes().len(), 17);
    }
}
