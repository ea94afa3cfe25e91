//! The header of a segment.

use crate::store::error::{Damage, StoreError};

/// The format version this program writes, and the newest it reads.
pub(crate) const VERSION: u32 = 1;
/// Octets of the header.
pub(crate) const HEADER_OCTETS: usize = 36;
/// Where the first record begins. A sector of its own, so that writing records never rewrites the header.
pub(crate) const DATA_START: u32 = 4096;

const MAGIC: [u8; 8] = *b"BRVSTORE";

/// What stands at the beginning of every segment and is never changed there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// The segment's number: 1, 2, 3, … in the order of writing.
    pub(crate) segment: u32,
    /// Octets of the whole file.
    pub(crate) capacity: u32,
    /// Made up when the log was created; part of every check sum, so that nobody outside can make a valid record.
    pub(crate) salt: u64,
}

impl Header {
    /// The octets of the header.
    pub(crate) fn encode(&self) -> [u8; HEADER_OCTETS] {
        let mut octets = [0; HEADER_OCTETS];
        let (covered, check) = octets.split_at_mut(HEADER_OCTETS - 4);
        let fields = [
            &MAGIC[..],
            &VERSION.to_le_bytes(),
            &DATA_START.to_le_bytes(),
            &self.segment.to_le_bytes(),
            &self.capacity.to_le_bytes(),
            &self.salt.to_le_bytes(),
        ];
        covered.copy_from_slice(&fields.concat());
        check.copy_from_slice(&crc32fast::hash(covered).to_le_bytes());
        octets
    }

    /// Reads the header of the file of segment `segment`.
    ///
    /// The version is judged before the check sum: a newer version may have another header behind the same first octets.
    pub(crate) fn decode(segment: u32, octets: &[u8]) -> Result<Self, StoreError> {
        let damaged = StoreError::Corrupt { segment, offset: 0, damage: Damage::Header };
        let Some((octets, _)) = octets.split_first_chunk::<HEADER_OCTETS>() else { return Err(damaged) };
        let (covered, check) = octets.split_at(HEADER_OCTETS - 4);
        let mut fields = Fields(covered);
        if fields.take::<8>() != MAGIC {
            return Err(damaged);
        }
        let found = u32::from_le_bytes(fields.take());
        if found > VERSION {
            return Err(StoreError::Version { segment, found, supported: VERSION });
        }
        let data_start = u32::from_le_bytes(fields.take());
        let header = Self {
            segment: u32::from_le_bytes(fields.take()),
            capacity: u32::from_le_bytes(fields.take()),
            salt: u64::from_le_bytes(fields.take()),
        };
        let valid = found == VERSION
            && check == crc32fast::hash(covered).to_le_bytes()
            && data_start == DATA_START
            && header.segment == segment
            && header.capacity > DATA_START;
        if valid { Ok(header) } else { Err(damaged) }
    }

    /// The value from which the check sums of this segment's records start: different for each number of one log.
    pub(crate) fn seed(&self) -> u32 {
        crc32fast::hash(&self.salt.to_le_bytes()) ^ self.segment
    }
}

/// Takes fixed fields off the front of octets known to be long enough; beyond the end it gives zeros.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let Some((field, rest)) = self.0.split_first_chunk::<N>() else { return [0; N] };
        self.0 = rest;
        *field
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: Header = Header { segment: 7, capacity: 65536, salt: 0x0102_0304_0506_0708 };

    #[test]
    fn the_octets_are_as_documented() {
        let octets = HEADER.encode();
        assert_eq!(&octets[..8], b"BRVSTORE");
        assert_eq!(octets[8..32], [1, 0, 0, 0, 0, 16, 0, 0, 7, 0, 0, 0, 0, 0, 1, 0, 8, 7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(Header::decode(7, &octets), Ok(HEADER));
    }

    #[test]
    fn a_newer_version_is_named() {
        let mut octets = HEADER.encode();
        octets[8] = 9;
        let refused = Header::decode(7, &octets);
        assert_eq!(refused, Err(StoreError::Version { segment: 7, found: 9, supported: 1 }));
        let text = refused.unwrap_err().to_string();
        assert_eq!(text, "segment 7 has format version 9, this program reads up to 1");
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let damaged = StoreError::Corrupt { segment: 7, offset: 0, damage: Damage::Header };
        for bit in 0..HEADER_OCTETS * 8 {
            let mut octets = HEADER.encode();
            octets[bit / 8] ^= 1 << (bit % 8);
            let refused = Header::decode(7, &octets).unwrap_err();
            assert!(
                refused == damaged || matches!(refused, StoreError::Version { .. }),
                "bit {bit}: {refused:?}"
            );
        }
        assert_eq!(
            Header::decode(8, &HEADER.encode()),
            Err(StoreError::Corrupt { segment: 8, offset: 0, damage: Damage::Header })
        );
        assert!(Header::decode(7, &HEADER.encode()[..35]).is_err());
    }

    #[test]
    fn segments_of_one_log_have_different_seeds() {
        let seeds: std::collections::BTreeSet<u32> =
            (0..1000).map(|segment| Header { segment, ..HEADER }.seed()).collect();
        assert_eq!(seeds.len(), 1000);
    }
}
