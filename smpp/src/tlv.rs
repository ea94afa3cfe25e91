//! The optional part of a PDU: tag, length, value (SMPP 5.0 §4.8).

mod buffer;
mod composite;
mod definition;
mod table;
mod tag;

pub use buffer::TlvBuf;
pub use composite::{
    BroadcastContentType, BroadcastFrequencyInterval, CallbackNum, ItsSessionInfo, MsValidity,
    NetworkErrorCode, Sar,
};
pub use definition::{Definition, Format};
pub use tag::Tag;

use definition::PduSet;

use crate::{
    CommandId, CommandStatus, DecodeError, DecodeErrorKind, Dialect, EncodeError, EncodeErrorKind, Leniency,
    MessageState,
};

const HEADER: usize = 4;

/// The TLVs of a PDU, in wire order: those of the standard, vendors' and unknown ones alike (SMPP 5.0 §4.8.1).
///
/// A view of octets that are known to be whole TLVs. Build one with [`TlvBuf`].
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Tlvs<'a> {
    octets: &'a [u8],
}

/// One TLV (SMPP 5.0 §4.8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Tlv<'a> {
    /// What the value is.
    pub tag: Tag,
    /// The octets of the value, 0 to 65,535.
    pub value: &'a [u8],
}

impl<'a> Tlvs<'a> {
    /// No TLV.
    pub const EMPTY: Self = Self { octets: &[] };

    /// Reads octets that stand `offset` octets from the start of a PDU of type `pdu`, by the rules of `dialect`.
    pub(crate) fn read(
        octets: &'a [u8],
        offset: usize,
        pdu: CommandId,
        dialect: Dialect,
    ) -> Result<Self, DecodeError> {
        let mut at = 0;
        let mut end = octets.len();
        while at < octets.len() {
            let rest = octets.get(at..).unwrap_or(&[]);
            let Some((tlv, length)) = split_first(rest) else {
                let allowed =
                    if rest.len() < HEADER { Leniency::STRAY_OCTETS } else { Leniency::TRUNCATED_TLV };
                if dialect.allows(allowed) {
                    end = if rest.len() < HEADER { at } else { octets.len() };
                    break;
                }
                return Err(DecodeError {
                    kind: DecodeErrorKind::TlvStream,
                    offset: offset + at,
                    field: "tlv",
                    status: CommandStatus::ESME_RINVTLVSTREAM,
                });
            };
            if let Some(row) = Definition::of(tlv.tag)
                && !row.allows_length(tlv.value.len())
                && row.is_listed(pdu, dialect.version)
                && !dialect.allows(Leniency::TLV_LENGTH)
            {
                return Err(DecodeError {
                    kind: DecodeErrorKind::TlvLength,
                    offset: offset + at,
                    field: row.name(),
                    status: CommandStatus::ESME_RINVTLVLEN,
                });
            }
            at += length;
        }
        Ok(Self { octets: octets.get(..end).unwrap_or(octets) })
    }

    /// The TLVs as they stand on the wire.
    #[must_use]
    pub const fn as_octets(self) -> &'a [u8] {
        self.octets
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.octets.is_empty()
    }

    /// The TLVs in wire order.
    pub fn iter(self) -> impl Iterator<Item = Tlv<'a>> {
        let mut rest = self.octets;
        std::iter::from_fn(move || {
            let (tlv, length) = split_first(rest).or_else(|| split_truncated(rest))?;
            rest = rest.get(length..).unwrap_or(&[]);
            Some(tlv)
        })
    }

    /// The value of the first TLV with this tag.
    #[must_use]
    pub fn get(self, tag: Tag) -> Option<&'a [u8]> {
        self.iter().find(|tlv| tlv.tag == tag).map(|tlv| tlv.value)
    }

    /// The first TLV with this tag as a big-endian integer; `None` too where it has no octet or more than four.
    #[must_use]
    pub fn integer(self, tag: Tag) -> Option<u32> {
        let value = self.get(tag)?;
        if value.is_empty() || value.len() > 4 {
            return None;
        }
        Some(value.iter().fold(0, |sum, octet| sum << 8 | u32::from(*octet)))
    }

    /// The first TLV with this tag up to its first NUL, if it has one.
    #[must_use]
    pub fn c_octet_string(self, tag: Tag) -> Option<&'a [u8]> {
        let value = self.get(tag)?;
        let end = value.iter().position(|octet| *octet == 0).unwrap_or(value.len());
        value.get(..end)
    }

    /// `message_state` (SMPP 5.0 §4.8.4.37).
    #[must_use]
    pub fn message_state(self) -> Option<MessageState> {
        self.octet(Tag::message_state).map(MessageState)
    }

    /// `congestion_state`, 0 idle to 100 congested (SMPP 5.0 §4.8.4.18).
    #[must_use]
    pub fn congestion_state(self) -> Option<u8> {
        self.octet(Tag::congestion_state)
    }

    fn octet(self, tag: Tag) -> Option<u8> {
        self.integer(tag).and_then(|value| u8::try_from(value).ok())
    }

    /// The tag of the first TLV of `mandatory` that is not here.
    pub(crate) fn first_missing(self, mandatory: &[Tag]) -> Option<Tag> {
        mandatory.iter().copied().find(|tag| self.get(*tag).is_none())
    }

    /// Whether these TLVs may be sent in a PDU of type `pdu` to a peer of this version.
    pub(crate) fn check_for_sending(self, pdu: CommandId, dialect: Dialect) -> Result<(), EncodeError> {
        if !dialect.version.has_tlvs() {
            return Err(EncodeError { kind: EncodeErrorKind::TlvToOldPeer, field: "tlv" });
        }
        let pdu = PduSet::of(pdu);
        let mut at = 0;
        // Anything but a whole TLV is at the end: one that a lenient reader has let through, or the mark of a `TlvBuf`
        // that was given too long a value.
        while let Some(rest) = self.octets.get(at..).filter(|rest| !rest.is_empty()) {
            let (tlv, length) =
                split_first(rest).ok_or(EncodeError { kind: EncodeErrorKind::TlvLength, field: "tlv" })?;
            if let Some(row) = Definition::of(tlv.tag) {
                let before = Self { octets: self.octets.get(..at).unwrap_or(&[]) };
                row.check_for_sending(tlv.value.len(), before, pdu, dialect.version)
                    .map_err(|kind| EncodeError { kind, field: row.name() })?;
            }
            at += length;
        }
        Ok(())
    }
}

impl std::fmt::Debug for Tlvs<'_> {
    /// Tags and lengths alone: values can be subscribers' data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter().map(|tlv| (tlv.tag, tlv.value.len()))).finish()
    }
}

/// The TLV at the front and the octets it takes; `None` where no whole one is.
fn split_first(octets: &[u8]) -> Option<(Tlv<'_>, usize)> {
    let (header, rest) = octets.split_first_chunk::<HEADER>()?;
    let [tag_high, tag_low, length_high, length_low] = *header;
    let length = usize::from(u16::from_be_bytes([length_high, length_low]));
    let value = rest.get(..length)?;
    Some((Tlv { tag: Tag(u16::from_be_bytes([tag_high, tag_low])), value }, HEADER + length))
}

/// A last TLV that says it is longer than what is left; it stands in a view only where the peer may do so.
fn split_truncated(octets: &[u8]) -> Option<(Tlv<'_>, usize)> {
    let (header, value) = octets.split_first_chunk::<HEADER>()?;
    Some((Tlv { tag: Tag(u16::from_be_bytes([header[0], header[1]])), value }, octets.len()))
}
