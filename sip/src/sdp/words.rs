//! Words of a line, with spaces between them, and numbers.

use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// The next word, if there is one. One space stands between words; more, and tabs, are passed over.
#[inline]
pub(super) fn next<'a>(scan: &mut Scan<'a>) -> Option<&'a [u8]> {
    scan.skip_space();
    let rest = scan.rest();
    let end = rest.iter().position(|octet| matches!(octet, b' ' | b'\t')).unwrap_or(rest.len());
    scan.skip(end);
    rest.get(..end).filter(|word| !word.is_empty())
}

/// The next word, which must be there.
#[inline]
pub(super) fn need<'a>(scan: &mut Scan<'a>, field: &'static str) -> Result<&'a [u8], DecodeError> {
    next(scan).ok_or_else(|| scan.unexpected(field))
}

/// A word that is this one and nothing else.
pub(super) fn this(scan: &mut Scan<'_>, word: &[u8], field: &'static str) -> Result<(), DecodeError> {
    scan.skip_space();
    let from = scan.offset();
    if need(scan, field)?.eq_ignore_ascii_case(word) {
        return Ok(());
    }
    Err(DecodeError::new(DecodeErrorKind::Syntax, from, field))
}

/// All that is left, without the spaces and tabs around it. Other octets that look like space are part of a word.
pub(super) fn rest<'a>(scan: &mut Scan<'a>) -> &'a [u8] {
    scan.skip_space();
    let rest = scan.rest();
    scan.skip(rest.len());
    let behind = rest.iter().rposition(|octet| !matches!(octet, b' ' | b'\t')).map_or(0, |last| last + 1);
    rest.get(..behind).unwrap_or_default()
}

/// As much as stands before one of these octets, at least one octet.
#[inline]
pub(super) fn before<'a>(
    scan: &mut Scan<'a>,
    ends: &[u8],
    field: &'static str,
) -> Result<&'a [u8], DecodeError> {
    let rest = scan.rest();
    let end = rest.iter().position(|octet| ends.contains(octet)).unwrap_or(rest.len());
    if end == 0 {
        return Err(scan.unexpected(field));
    }
    scan.skip(end);
    Ok(rest.get(..end).unwrap_or_default())
}

/// A number of 16 bits.
#[inline]
pub(super) fn number16(scan: &mut Scan<'_>, field: &'static str) -> Result<u16, DecodeError> {
    let number = scan.number(u16::MAX.into(), field)?;
    Ok(u16::try_from(number).unwrap_or(u16::MAX))
}

/// The number of an RTP payload type, 0 to 127 (RFC 3550 §5.1).
#[inline]
pub(super) fn payload_type(scan: &mut Scan<'_>, field: &'static str) -> Result<u8, DecodeError> {
    let number = scan.number(127, field)?;
    Ok(u8::try_from(number).unwrap_or(u8::MAX))
}

/// A number of 64 bits.
#[inline]
pub(super) fn number64(scan: &mut Scan<'_>, field: &'static str) -> Result<u64, DecodeError> {
    let from = scan.offset();
    let mut number = Some(0_u64);
    while let Some(digit) = scan.peek().filter(u8::is_ascii_digit) {
        let longer = |it: u64| it.checked_mul(10)?.checked_add(u64::from(digit - b'0'));
        number = number.and_then(longer);
        scan.skip(1);
    }
    if scan.offset() == from {
        return Err(scan.unexpected(field));
    }
    number.ok_or(DecodeError::new(DecodeErrorKind::Value, from, field))
}

/// Writes a number in decimal digits.
pub(super) fn write_number(number: impl Into<u64>, out: &mut Vec<u8>) {
    out.extend_from_slice(number.into().to_string().as_bytes());
}

/// Writes words with a space between each two.
pub(super) fn write(words: &[&[u8]], out: &mut Vec<u8>) {
    for (number, word) in words.iter().enumerate() {
        if number > 0 {
            out.push(b' ');
        }
        out.extend_from_slice(word);
    }
}

/// Writes what stands behind a space, if there is anything.
pub(super) fn write_behind(text: &[u8], out: &mut Vec<u8>) {
    if !text.is_empty() {
        out.push(b' ');
        out.extend_from_slice(text);
    }
}
