//! Segments put together (Q.714 §4.1.1.2).

use std::collections::BTreeMap;

use brivas_timer::{Handle, Slab, TimerHandle};
use bytes::{Bytes, BytesMut};

use super::endpoint::{Alarm, Sccp};
use super::{ReturnCause, Segmentation, Unitdata};
use crate::Buffer;
use crate::mtp::PointCode;

/// Messages whose segments have not all come.
#[derive(Debug)]
pub(super) struct Reassemblies {
    open: Slab<Reassembly>,
    by_key: BTreeMap<Key, Handle>,
}

/// What tells the segments of one message from others: where they come from, their sender's address, and its reference.
type Key = (PointCode, Vec<u8>, u32);

#[derive(Debug)]
struct Reassembly {
    key: Key,
    data: BytesMut,
    /// How many are still to come.
    remaining: u8,
    timer: Option<TimerHandle>,
}

/// What came of a segment.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// More must come.
    Waits,
    /// It was the last: the whole.
    Whole(Bytes),
    /// It cannot be put together.
    Failed(ReturnCause),
}

impl Reassemblies {
    pub(super) fn new(most: u32) -> Self {
        Self { open: Slab::with_limit(most), by_key: BTreeMap::new() }
    }
}

impl Sccp {
    /// Takes a segment.
    pub(super) fn reassemble(
        &mut self,
        opc: PointCode,
        message: &Unitdata<'_>,
        segmentation: Segmentation,
    ) -> Outcome {
        let mut sender = Buffer::with_capacity(32);
        message.calling.write(self.config.variant(), &mut sender);
        let key = (opc, sender.as_slice().to_vec(), segmentation.local_reference);
        let known = self.reassemblies.by_key.get(&key).copied();
        match (segmentation.first, known) {
            (true, None) => self.begin_reassembly(key, segmentation.remaining, message.data),
            (false, Some(handle)) => self.go_on(handle, segmentation.remaining, message.data),
            // The same message again, or one whose beginning was lost.
            (true, Some(handle)) => {
                self.end_reassembly(handle);
                Outcome::Failed(ReturnCause::SEGMENTATION_FAILURE)
            }
            (false, None) => Outcome::Failed(ReturnCause::SEGMENTATION_FAILURE),
        }
    }

    fn begin_reassembly(&mut self, key: Key, remaining: u8, data: &[u8]) -> Outcome {
        let begun = Reassembly { key: key.clone(), data: data.into(), remaining, timer: None };
        let Ok(handle) = self.reassemblies.open.insert(begun) else {
            return Outcome::Failed(ReturnCause::DESTINATION_CANNOT_REASSEMBLE);
        };
        let timer = self.wheel.arm(self.now + self.config.reassembly_timer(), Alarm::Reassembly(handle));
        if let Some(begun) = self.reassemblies.open.get_mut(handle) {
            begun.timer = Some(timer);
        }
        self.reassemblies.by_key.insert(key, handle);
        Outcome::Waits
    }

    fn go_on(&mut self, handle: Handle, remaining: u8, data: &[u8]) -> Outcome {
        let Some(open) = self.reassemblies.open.get_mut(handle) else {
            return Outcome::Failed(ReturnCause::SEGMENTATION_FAILURE);
        };
        // One is missing between.
        if remaining.checked_add(1) != Some(open.remaining) {
            self.end_reassembly(handle);
            return Outcome::Failed(ReturnCause::SEGMENTATION_FAILURE);
        }
        open.data.extend_from_slice(data);
        open.remaining = remaining;
        if remaining > 0 {
            return Outcome::Waits;
        }
        let whole = self.end_reassembly(handle);
        whole.map_or(Outcome::Failed(ReturnCause::SEGMENTATION_FAILURE), Outcome::Whole)
    }

    /// The rest did not come in time.
    pub(super) fn on_reassembly_timer(&mut self, handle: Handle) {
        self.end_reassembly(handle);
    }

    fn end_reassembly(&mut self, handle: Handle) -> Option<Bytes> {
        let ended = self.reassemblies.open.remove(handle)?;
        self.reassemblies.by_key.remove(&ended.key);
        ended.timer.and_then(|timer| self.wheel.cancel(timer));
        Some(ended.data.freeze())
    }
}
