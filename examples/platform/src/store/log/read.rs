//! Reading a message back from the log.

use bytes::Bytes;

use crate::store::{
    error::{Damage, StoreError},
    message::Message,
};

use super::{
    disk::{FileName, ReadDisk},
    format::{Header, Location, Record, decode},
    index::Entry,
    tail::Tail,
};

/// The octets of a record, from the disk or, if it is not written yet, from the tail.
pub(super) fn read_record(
    disk: &impl ReadDisk,
    tail: &Tail,
    location: Location,
) -> Result<Bytes, StoreError> {
    if let Some(pending) = tail.read(location) {
        return Ok(Bytes::copy_from_slice(pending));
    }
    read_written(disk, location)
}

/// The octets of a record on the disk.
pub(super) fn read_written(disk: &impl ReadDisk, location: Location) -> Result<Bytes, StoreError> {
    let mut octets = vec![0; location.octets as usize];
    disk.read_at(FileName::Segment(location.segment), location.offset.into(), &mut octets)?;
    Ok(octets.into())
}

/// The full record of message `id`; its check sum is verified at every reading.
pub(super) fn decode_message(
    octets: &[u8],
    salt: u64,
    id: u64,
    location: Location,
) -> Result<Record<'_>, StoreError> {
    let damaged = |damage| StoreError::Corrupt { segment: location.segment, offset: location.offset, damage };
    let seed = Header { segment: location.segment, capacity: 0, salt }.seed();
    match decode(seed, octets) {
        Ok((record @ Record::Message { id: found, .. }, _)) if found == id => Ok(record),
        Ok(_) => Err(damaged(Damage::Content)),
        Err(damage) => Err(damaged(damage)),
    }
}

/// The message as it is now. Its parts share the one buffer that was read.
pub(super) fn read_message(octets: &Bytes, salt: u64, id: u64, entry: &Entry) -> Result<Message, StoreError> {
    let record = decode_message(octets, salt, id, entry.location)?;
    let Record::Message { priority, queue, meta, body, .. } = record else {
        let Location { segment, offset, .. } = entry.location;
        return Err(StoreError::Corrupt { segment, offset, damage: Damage::Content });
    };
    let meta = match &entry.meta {
        Some(changed) => Bytes::copy_from_slice(changed),
        None => octets.slice_ref(meta),
    };
    let (queue, body) = (octets.slice_ref(queue), octets.slice_ref(body));
    Ok(Message { id, due_at: entry.due_at, priority, state: entry.state, queue, meta, body })
}
