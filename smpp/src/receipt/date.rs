//! The dates of a receipt: YYMMDDhhmm by Appendix B, with seconds or a century by others.

use crate::{AbsoluteTime, SmppTime};

/// Reads 10, 12 or 14 digits. Twelve are YYMMDDhhmmss if they can be, else YYYYMMDDhhmm.
pub(super) fn read(digits: &[u8]) -> Option<AbsoluteTime> {
    match digits.len() {
        10 => short(digits, b"00"),
        12 => short(digits.get(..10)?, digits.get(10..)?)
            .or_else(|| short(digits.get(2..)?, b"00").filter(|time| has_century(*time, digits))),
        14 => short(digits.get(2..12)?, digits.get(12..)?).filter(|time| has_century(*time, digits)),
        _ => None,
    }
}

/// YYMMDDhhmm and ss, by the rules of an absolute time in UTC.
fn short(minutes: &[u8], seconds: &[u8]) -> Option<AbsoluteTime> {
    let mut field = *b"000000000000000+";
    field.get_mut(..10)?.copy_from_slice(minutes);
    field.get_mut(10..12)?.copy_from_slice(seconds);
    match SmppTime::parse(&field) {
        Ok(Some(SmppTime::Absolute(time))) => Some(time),
        _ => None,
    }
}

fn has_century(time: AbsoluteTime, digits: &[u8]) -> bool {
    digits.starts_with(if time.year < 2000 { b"19" } else { b"20" })
}
