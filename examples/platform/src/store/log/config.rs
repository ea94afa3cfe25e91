//! What an owner of a log may choose.

use crate::store::error::StoreError;

use super::format::DATA_START;

/// How a log is kept. The defaults suit a server.
#[derive(Clone, Debug)]
pub struct LogConfig {
    segment_octets: u32,
    spares: u32,
    max_segments: u32,
    max_messages: usize,
    max_summaries: usize,
    seed: u64,
}

impl LogConfig {
    /// The smallest segment: header and some records.
    pub const MIN_SEGMENT_OCTETS: u32 = 4 * DATA_START;

    /// Segments of 64 MiB, one spare, up to 256 segments (16 GiB), 16 million live messages and a million summaries.
    ///
    /// `seed` is entropy from outside, and secret: it makes the hash of the idempotency keys and, when a log is created, the
    /// check sums of its records unpredictable for those who choose keys and bodies.
    pub fn new(seed: u64) -> Self {
        Self {
            segment_octets: 64 << 20,
            spares: 1,
            max_segments: 256,
            max_messages: 16_000_000,
            max_summaries: 1_000_000,
            seed,
        }
    }

    /// Octets of a new segment; existing ones keep theirs. One batch must fit into it.
    #[must_use]
    pub fn segment_octets(mut self, octets: u32) -> Self {
        self.segment_octets = octets;
        self
    }

    /// How many files to keep ready beyond the next segment.
    #[must_use]
    pub fn spares(mut self, files: u32) -> Self {
        self.spares = files;
        self
    }

    /// Files in all, spares included, at which new messages are refused. Changes and ends may go one beyond.
    #[must_use]
    pub fn max_segments(mut self, files: u32) -> Self {
        self.max_segments = files;
        self
    }

    /// Live messages at which new ones are refused.
    #[must_use]
    pub fn max_messages(mut self, messages: usize) -> Self {
        self.max_messages = messages;
        self
    }

    /// Summaries of finished messages that are kept; beyond that the ones that would expire first go.
    #[must_use]
    pub fn max_summaries(mut self, summaries: usize) -> Self {
        self.max_summaries = summaries;
        self
    }

    /// Refuses what cannot work.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        if self.segment_octets < Self::MIN_SEGMENT_OCTETS {
            return Err(StoreError::Config("a segment needs at least 16384 octets"));
        }
        if self.max_segments < 4 {
            return Err(StoreError::Config(
                "max_segments must be 4 at least: cleaning needs room to move things to",
            ));
        }
        Ok(())
    }

    pub(super) fn get_segment_octets(&self) -> u32 {
        self.segment_octets
    }

    pub(super) fn get_spares(&self) -> usize {
        self.spares as usize
    }

    pub(super) fn get_max_segments(&self) -> usize {
        self.max_segments as usize
    }

    pub(super) fn get_max_messages(&self) -> usize {
        self.max_messages
    }

    pub(super) fn get_max_summaries(&self) -> usize {
        self.max_summaries
    }

    pub(super) fn get_seed(&self) -> u64 {
        self.seed
    }
}
