//! What a reassembler answers.

use crate::udh::Reference;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

/// What became of a part, and which messages had to go.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a whole message and what was dropped are handed over only here"]
#[non_exhaustive]
pub struct Inserted<K> {
    /// The message of the part.
    pub assembly: Assembly,
    /// Messages whose time was over or that made room, in that order, oldest first.
    pub dropped: Vec<Dropped<K>>,
}

/// How far a message has come.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Assembly {
    /// The part was kept; others are missing.
    Incomplete {
        /// How many.
        missing: usize,
    },
    /// The part was there already, with the same body, and was ignored.
    Duplicate {
        /// How many others are missing.
        missing: usize,
    },
    /// The message is whole and no longer held: the bodies of its parts in order.
    Complete(Vec<Vec<u8>>),
}

/// An incomplete message that is no longer held.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dropped<K> {
    /// The caller's key.
    pub key: K,
    /// The reference number of the parts.
    pub reference: Reference,
    /// How many parts it should have had.
    pub total: u8,
    /// The bodies that came, by part number.
    pub parts: BTreeMap<u8, Vec<u8>>,
    /// Why it was dropped.
    pub reason: DropReason,
}

/// Why an incomplete message is no longer held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DropReason {
    /// Its lifetime was over.
    Expired,
    /// It was the oldest when room was needed.
    Evicted,
    /// The caller took it.
    Taken,
}

/// Why a part was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum InsertError {
    /// Part 0, or a part beyond the total. 3GPP TS 23.040 §9.2.3.24.1.
    InvalidNumber {
        /// The number of the part.
        number: u8,
        /// How many parts it says there are.
        total: u8,
    },
    /// The message began with another total.
    TotalDiffers {
        /// The total of its first part.
        first: u8,
        /// The total of this part.
        now: u8,
    },
    /// The part is there already, with another body.
    BodyDiffers {
        /// The number of the part.
        number: u8,
    },
    /// The message alone would have more octets than may be held.
    TooLong,
}

impl fmt::Debug for Assembly {
    /// Without the bodies, which are private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incomplete { missing } => f.debug_struct("Incomplete").field("missing", missing).finish(),
            Self::Duplicate { missing } => f.debug_struct("Duplicate").field("missing", missing).finish(),
            Self::Complete(bodies) => f.debug_struct("Complete").field("parts", &bodies.len()).finish(),
        }
    }
}

impl<K> fmt::Debug for Dropped<K> {
    /// Without key and bodies, which are private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dropped")
            .field("reference", &self.reference)
            .field("total", &self.total)
            .field("parts", &self.parts.len())
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for InsertError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidNumber { number, total } => write!(f, "part {number} of {total} cannot be"),
            Self::TotalDiffers { first, now } => write!(f, "a message of {first} parts has a part of {now}"),
            Self::BodyDiffers { number } => write!(f, "part {number} came before with another body"),
            Self::TooLong => f.write_str("the message is longer than may be held"),
        }
    }
}

impl Error for InsertError {}
