//! `message_id` on the wire: the store's number of the message.

use brivas_smpp::InterfaceVersion;

/// The id as the ESME sees it: ten decimal digits or more; eight hexadecimal ones for a peer of 3.3, which takes no more
/// than eight octets (SMPP 3.4 §3.4).
pub(crate) fn format(id: u64, version: InterfaceVersion) -> String {
    if version.has_tlvs() { format!("{id:010}") } else { format!("{id:08X}") }
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
        assert_eq!(format(4711, InterfaceVersion::V3_4), "0000004711");
        assert_eq!(format(4711, InterfaceVersion::V3_3).len(), 8);
    }
}
