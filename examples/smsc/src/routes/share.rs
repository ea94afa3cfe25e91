//! Which share of the messages a pair of addresses belongs to.

use crate::mix::mixed;

/// A number from 0 to 99 that source and destination decide, differently for each `salt`, so that one route's share
/// says nothing about the next one's. It never changes from one version to the next: a pair must keep its way.
pub(super) fn share_of(salt: &[u8], source: &[u8], destination: &[u8]) -> u8 {
    let mut hash = FNV_OFFSET;
    for part in [salt, source, destination] {
        hash = part.iter().fold(hash, |hash, octet| absorb(hash, *octet));
        // An octet that no address has keeps the parts apart.
        hash = absorb(hash, 0);
    }
    u8::try_from(mixed(hash) % 100).unwrap_or(0)
}

/// FNV-1a of 64 bits: the standard library's hasher may change between releases.
const FNV_OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01B3;

fn absorb(hash: u64, octet: u8) -> u64 {
    (hash ^ u64::from(octet)).wrapping_mul(FNV_PRIME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_even_and_independent_of_each_other() {
        let mut counts = [0_u32; 100];
        let mut both = 0;
        for number in 0..100_000_u32 {
            let destination = format!("49171{number:07}");
            let share = share_of(b"a", b"ACME", destination.as_bytes());
            counts[usize::from(share)] += 1;
            both += u32::from(share < 50 && share_of(b"b", b"ACME", destination.as_bytes()) < 50);
        }
        // Six standard deviations around 1000 of 100,000, and around a quarter of them.
        assert!(counts.iter().all(|count| (811..=1189).contains(count)), "{counts:?}");
        assert!((24_178..=25_822).contains(&both), "{both}");
    }

    #[test]
    fn parts_are_kept_apart() {
        let shares: Vec<u8> = (0..50).map(|salt| share_of(&[salt], b"12", b"3")).collect();
        let others: Vec<u8> = (0..50).map(|salt| share_of(&[salt], b"1", b"23")).collect();
        assert_ne!(shares, others);
    }

    #[test]
    fn a_pair_keeps_its_share_from_version_to_version() {
        // FNV-1a of these octets and the finaliser, by a program of another language.
        assert_eq!(share_of(b"", b"", b""), 29);
        assert_eq!(share_of(b"half", b"ACME", b"491711234567"), 91);
    }
}
