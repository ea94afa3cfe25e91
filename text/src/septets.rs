//! Seven bits a character in eight-bit octets: packing for SMS (after a user data header too) and for USSD.
//! 3GPP TS 23.038 §6.1.2.
//!
//! ```
//! use brivas_text::septets;
//!
//! assert_eq!(septets::pack(b"hello", 0), [0xe8, 0x32, 0x9b, 0xfd, 0x06]);
//! assert_eq!(septets::unpack(&[0xe8, 0x32, 0x9b, 0xfd, 0x06], 5, 0)?, b"hello");
//! # Ok::<(), brivas_text::DecodeError>(())
//! ```

use crate::error::{DecodeError, DecodeErrorKind};
use crate::gsm7::CARRIAGE_RETURN;

/// Septets in a group that fills whole octets.
const GROUP: usize = 8;
/// Octets that such a group fills.
const GROUP_OCTETS: usize = 7;
const SEPTET_MASK: u8 = 0x7f;

/// Zero bits between a user data header of `udh_octets` (its length octet included) and the first septet, so that it
/// begins on a septet boundary: 0 to 6. 3GPP TS 23.040 §9.2.3.24.
pub fn fill_bits(udh_octets: usize) -> u8 {
    // 8n bits of header leave n mod 7 bits of a septet begun. Seven values, so the table says it plainest.
    [0, 6, 5, 4, 3, 2, 1][udh_octets % 7]
}

/// Septets that a user data header of `udh_octets` (its length octet included) takes with its fill bits: what it adds
/// to TP-User-Data-Length. 3GPP TS 23.040 §9.2.3.16.
pub fn header_septets(udh_octets: usize) -> usize {
    udh_octets.saturating_mul(8).div_ceil(7)
}

/// Whole septets in `octets` octets that follow a user data header of `udh_octets`.
pub fn capacity(octets: usize, udh_octets: usize) -> usize {
    octets.saturating_mul(8).saturating_sub(usize::from(fill_bits(udh_octets))) / 7
}

/// Packs septets for the octets after a user data header of `udh_octets` (its length octet included; 0 where there is
/// none). The fill bits are the low bits of the first octet. Bit 8 of every septet is ignored.
/// 3GPP TS 23.038 §6.1.2.1, 3GPP TS 23.040 §9.2.3.24.
pub fn pack(septets: &[u8], udh_octets: usize) -> Vec<u8> {
    let fill = fill_bits(udh_octets);
    let mut octets = Vec::with_capacity(septets.len() - septets.len() / GROUP + 1);
    let mut carry = 0;
    let groups = septets.chunks_exact(GROUP);
    let rest = groups.remainder();
    for group in groups {
        let bits = carry | (join(group) << fill);
        octets.extend_from_slice(&bits.to_le_bytes()[..GROUP_OCTETS]);
        carry = bits >> (8 * GROUP_OCTETS);
    }
    let last = carry | (join(rest) << fill);
    // With nothing to pack there is nothing to fill up to either.
    let bits = if septets.is_empty() { 0 } else { 7 * rest.len() + usize::from(fill) };
    octets.extend(last.to_le_bytes().iter().take(bits.div_ceil(8)));
    octets
}

/// Takes `count` septets out of the octets after a user data header of `udh_octets` (0 where there is none).
///
/// # Errors
/// [`DecodeErrorKind::Truncated`] at the end of `octets` if they hold fewer; [`capacity`] says how many they hold.
///
/// 3GPP TS 23.038 §6.1.2.1.
pub fn unpack(octets: &[u8], count: usize, udh_octets: usize) -> Result<Vec<u8>, DecodeError> {
    if count > capacity(octets.len(), udh_octets) {
        return Err(DecodeError::new(DecodeErrorKind::Truncated, octets.len()));
    }
    Ok(unpack_available(octets, count, fill_bits(udh_octets)))
}

/// Packs a USSD string: padded with a carriage return where seven bits would be spare, so that they are not read as an
/// `@`; and with a second one where a carriage return ends the string on an octet boundary, as the reader removes one
/// there. 3GPP TS 23.038 §6.1.2.3.1.
pub fn pack_ussd(septets: &[u8]) -> Vec<u8> {
    let ends_with_return = septets.last().is_some_and(|last| last & SEPTET_MASK == CARRIAGE_RETURN);
    let needs_return = match septets.len() % GROUP {
        7 => true,
        0 => ends_with_return,
        _ => false,
    };
    if !needs_return {
        return pack(septets, 0);
    }
    let mut padded = Vec::with_capacity(septets.len() + 1);
    padded.extend_from_slice(septets);
    padded.push(CARRIAGE_RETURN);
    pack(&padded, 0)
}

/// Unpacks a USSD string, without the carriage return that ends it on an octet boundary.
///
/// A string of 8, 16, … septets that was meant to end with a carriage return comes back with two: the standard has the
/// return carried out twice. 3GPP TS 23.038 §6.1.2.3.1.
pub fn unpack_ussd(octets: &[u8]) -> Vec<u8> {
    let mut septets = unpack_available(octets, capacity(octets.len(), 0), 0);
    if septets.len().is_multiple_of(GROUP) && septets.last() == Some(&CARRIAGE_RETURN) {
        septets.pop();
    }
    septets
}

/// Up to eight septets as one number, the first in the low bits.
#[inline]
fn join(septets: &[u8]) -> u64 {
    septets.iter().rev().fold(0, |bits, septet| (bits << 7) | u64::from(septet & SEPTET_MASK))
}

/// `count` septets, of which `octets` has enough.
fn unpack_available(octets: &[u8], count: usize, fill: u8) -> Vec<u8> {
    let mut septets = Vec::with_capacity(count.next_multiple_of(GROUP));
    let mut rest = octets;
    while septets.len() < count {
        // Eight octets hold a group and its fill bits; near the end fewer are left, and zeros stand for the others.
        let window = match rest.first_chunk::<8>() {
            Some(window) => *window,
            None => padded(rest),
        };
        let bits = u64::from_le_bytes(window) >> fill;
        septets.extend(std::array::from_fn::<u8, GROUP, _>(|place| {
            (bits >> (7 * place)).to_le_bytes()[0] & SEPTET_MASK
        }));
        rest = rest.get(GROUP_OCTETS..).unwrap_or_default();
    }
    septets.truncate(count);
    septets
}

/// Fewer than eight octets, with zeros after them.
fn padded(octets: &[u8]) -> [u8; 8] {
    let mut window = [0; 8];
    for (place, octet) in window.iter_mut().zip(octets) {
        *place = *octet;
    }
    window
}
