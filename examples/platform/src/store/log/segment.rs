//! One segment of the log on a disk.

use crate::store::error::{Damage, StoreError};

use super::{
    disk::{FileName, ReadDisk},
    format::{HEADER_OCTETS, Header},
};

/// A segment that is part of the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    /// Its header.
    pub(super) header: Header,
    /// Where its data ends.
    pub(super) end: u32,
}

/// The numbers of the segments on a disk, in order and without a gap.
pub(super) fn segment_numbers(disk: &impl ReadDisk) -> Result<Vec<u32>, StoreError> {
    let mut numbers = Vec::new();
    for name in disk.list()? {
        if let FileName::Segment(number) = name {
            numbers.push(number);
        }
    }
    numbers.sort_unstable();
    for pair in numbers.windows(2) {
        if let [before, after] = *pair
            && before + 1 != after
        {
            return Err(StoreError::Corrupt {
                segment: before + 1,
                offset: 0,
                damage: Damage::MissingSegment,
            });
        }
    }
    Ok(numbers)
}

/// Reads the header of a segment and judges the length of the file.
pub(super) fn read_header(disk: &impl ReadDisk, segment: u32) -> Result<Header, StoreError> {
    let name = FileName::Segment(segment);
    let length = disk.length(name)?;
    let mut octets = [0; HEADER_OCTETS];
    if length < HEADER_OCTETS as u64 {
        return Err(StoreError::Corrupt { segment, offset: 0, damage: Damage::Header });
    }
    disk.read_at(name, 0, &mut octets)?;
    let header = Header::decode(segment, &octets)?;
    if length < u64::from(header.capacity) {
        let offset = u32::try_from(length).unwrap_or(u32::MAX);
        return Err(StoreError::Corrupt { segment, offset, damage: Damage::ShortFile });
    }
    Ok(header)
}

/// Reads a whole segment into `buffer`.
pub(super) fn read_segment(
    disk: &impl ReadDisk,
    header: &Header,
    buffer: &mut Vec<u8>,
) -> Result<(), StoreError> {
    buffer.resize(header.capacity as usize, 0);
    Ok(disk.read_at(FileName::Segment(header.segment), 0, buffer)?)
}
