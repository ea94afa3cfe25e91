//! The shape of one row of the TLV table.

use super::Tag;
use super::table::DEFINITIONS;
use crate::{CommandId, EncodeErrorKind, InterfaceVersion, Tlvs};

/// What the standard says of one TLV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Definition {
    /// Its tag.
    pub tag: Tag,
    /// How its value is to be read.
    pub format: Format,
    /// The fewest octets of the value, the NUL of a C-octet string included.
    pub min: u16,
    /// The most octets of the value.
    pub max: u16,
    pub(super) v3_4: PduSet,
    pub(super) v5_0: PduSet,
    pub(super) repeats: PduSet,
}

/// How the value of a TLV is to be read (SMPP 5.0 §4.8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // the standard has these three
pub enum Format {
    /// A big-endian integer of 1, 2 or 4 octets.
    Integer,
    /// A C-octet string; its NUL may be absent, since many senders omit it in a TLV.
    COctetString,
    /// Octets of a layout of their own.
    Octets,
}

impl Definition {
    /// The row of this tag; `None` for a vendor's or unknown one.
    #[must_use]
    pub fn of(tag: Tag) -> Option<&'static Self> {
        let row = ROW_OF.get(usize::from(tag.0))?;
        DEFINITIONS.get(usize::from(*row))
    }

    /// Every TLV of 3.4 and 5.0, in the order of the tags.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &DEFINITIONS
    }

    /// The TLV's name in the standard.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.tag.name().unwrap_or("")
    }

    /// Whether a value may have this many octets.
    #[must_use]
    pub fn allows_length(&self, length: usize) -> bool {
        let min = if self.format == Format::COctetString { self.min.saturating_sub(1) } else { self.min };
        let between = usize::from(min) <= length && length <= usize::from(self.max);
        between && (self.tag != Tag::ms_validity || matches!(length, 1 | 4))
    }

    /// Whether 3.4 lists the TLV for this PDU.
    #[must_use]
    pub const fn in_3_4(&self, pdu: CommandId) -> bool {
        self.v3_4.meets(PduSet::of(pdu))
    }

    /// Whether 5.0 lists the TLV for this PDU.
    #[must_use]
    pub const fn in_5_0(&self, pdu: CommandId) -> bool {
        self.v5_0.meets(PduSet::of(pdu))
    }

    /// Whether this version lists the TLV for this PDU; 3.4 answers for older ones, too.
    #[must_use]
    pub const fn is_listed(&self, pdu: CommandId, version: InterfaceVersion) -> bool {
        self.is_listed_for(PduSet::of(pdu), version)
    }

    const fn is_listed_for(&self, pdu: PduSet, version: InterfaceVersion) -> bool {
        if version.is_5_0() { self.v5_0.meets(pdu) } else { self.v3_4.meets(pdu) }
    }

    /// Whether the TLV may stand more than once in this PDU.
    #[must_use]
    pub const fn may_repeat(&self, pdu: CommandId) -> bool {
        self.repeats.meets(PduSet::of(pdu))
    }

    /// Whether a value of this length may be sent in such a PDU behind the TLVs `before`.
    pub(super) fn check_for_sending(
        &self,
        length: usize,
        before: Tlvs<'_>,
        pdu: PduSet,
        version: InterfaceVersion,
    ) -> Result<(), EncodeErrorKind> {
        if !self.is_listed_for(pdu, version) {
            Err(EncodeErrorKind::TlvNotAllowed)
        } else if !self.allows_length(length) {
            Err(EncodeErrorKind::TlvLength)
        } else if !self.repeats.meets(pdu) && before.get(self.tag).is_some() {
            Err(EncodeErrorKind::TlvRepeated)
        } else {
            Ok(())
        }
    }
}

/// A set of PDUs, as the table lists them for a TLV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PduSet(u32);

impl PduSet {
    pub(super) const NONE: Self = Self(0);
    pub(super) const S: Self = Self(1);
    pub(super) const M: Self = Self(1 << 1);
    pub(super) const D: Self = Self(1 << 2);
    pub(super) const A: Self = Self(1 << 3);
    pub(super) const SR: Self = Self(1 << 4);
    pub(super) const MR: Self = Self(1 << 5);
    pub(super) const AR: Self = Self(1 << 6);
    pub(super) const DR: Self = Self(1 << 7);
    pub(super) const BINDR: Self = Self(1 << 8);
    pub(super) const N: Self = Self(1 << 9);
    pub(super) const R: Self = Self(1 << 10);
    pub(super) const B: Self = Self(1 << 11);
    pub(super) const BR: Self = Self(1 << 12);
    pub(super) const Q: Self = Self(1 << 13);
    pub(super) const QR: Self = Self(1 << 14);
    pub(super) const C: Self = Self(1 << 15);
    pub(super) const ANY_RESP: Self = Self(1 << 16);

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The sets that a PDU is in.
    pub(super) const fn of(pdu: CommandId) -> Self {
        let set = match pdu {
            CommandId::submit_sm => Self::S,
            CommandId::submit_multi => Self::M,
            CommandId::deliver_sm => Self::D,
            CommandId::data_sm => Self::A,
            CommandId::submit_sm_resp => Self::SR,
            CommandId::submit_multi_resp => Self::MR,
            CommandId::data_sm_resp => Self::AR,
            CommandId::deliver_sm_resp => Self::DR,
            CommandId::bind_receiver_resp
            | CommandId::bind_transmitter_resp
            | CommandId::bind_transceiver_resp => Self::BINDR,
            CommandId::alert_notification => Self::N,
            CommandId::replace_sm => Self::R,
            CommandId::broadcast_sm => Self::B,
            CommandId::broadcast_sm_resp => Self::BR,
            CommandId::query_broadcast_sm => Self::Q,
            CommandId::query_broadcast_sm_resp => Self::QR,
            CommandId::cancel_broadcast_sm => Self::C,
            _ => Self::NONE,
        };
        if pdu.is_response() { set.or(Self::ANY_RESP) } else { set }
    }

    const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The row of each tag, found by one look: a search took longer than all else that is done with a TLV.
static ROW_OF: [u8; LAST_TAG + 1] = row_of();

const NO_ROW: u8 = u8::MAX;
const LAST_TAG: usize = DEFINITIONS[DEFINITIONS.len() - 1].tag.0 as usize;

#[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)] // run by the compiler, which refuses what would panic
const fn row_of() -> [u8; LAST_TAG + 1] {
    let mut rows = [NO_ROW; LAST_TAG + 1];
    let mut row = 0;
    while row < DEFINITIONS.len() {
        rows[DEFINITIONS[row].tag.0 as usize] = row as u8;
        row += 1;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_has_one_row_and_the_rows_are_in_order() {
        let tags: Vec<Tag> = DEFINITIONS.iter().map(|row| row.tag).collect();
        assert_eq!(tags, Tag::ALL);
        assert!(tags.is_sorted());
        assert_eq!(tags.len(), 64, "SMPP 5.0 table 4-60");
        assert_eq!(
            DEFINITIONS.iter().filter(|row| row.v3_4 != PduSet::NONE).count(),
            44,
            "SMPP 3.4 table 5-7"
        );
    }

    #[test]
    fn congestion_state_may_stand_in_any_response_of_5_0_and_nowhere_in_3_4() {
        let row = Definition::of(Tag::congestion_state).unwrap();
        for id in CommandId::ALL {
            assert_eq!(row.in_5_0(*id), id.is_response(), "{id:?}");
            assert!(!row.in_3_4(*id));
        }
    }
}
