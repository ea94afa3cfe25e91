//! How a peer speaks: its version, and which of its deviations from the standard are put up with.

use std::ops::BitOr;

use crate::InterfaceVersion;

/// The rules by which octets from one peer are read and octets to it are written.
///
/// Reading follows the standard except where [`Leniency`] allows a deviation; writing is always strict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Dialect {
    /// The version both sides agreed on: it bounds `sm_length`, `number_of_dests` and the use of TLVs.
    pub version: InterfaceVersion,
    /// The deviations that are put up with.
    pub leniency: Leniency,
}

impl Dialect {
    /// SMPP 5.0 as printed, with [`Leniency::DEFAULT`].
    pub const V5_0: Self = Self::new(InterfaceVersion::V5_0, Leniency::DEFAULT);
    /// SMPP 3.4 as printed, with [`Leniency::DEFAULT`].
    pub const V3_4: Self = Self::new(InterfaceVersion::V3_4, Leniency::DEFAULT);

    /// A dialect of this version with these deviations allowed.
    #[must_use]
    pub const fn new(version: InterfaceVersion, leniency: Leniency) -> Self {
        Self { version, leniency }
    }

    pub(crate) const fn allows(self, deviation: Leniency) -> bool {
        self.leniency.contains(deviation)
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Self::V5_0
    }
}

/// A set of deviations of real peers that are put up with when reading. Combine them with `|`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Leniency(u16);

impl Leniency {
    /// Nothing but the standard.
    pub const STRICT: Self = Self(0);

    /// A response with an error status has no body (SMPP 5.0 §3.2.1.3: receivers must cope). On by default.
    pub const MISSING_BODY_ON_ERROR: Self = Self(1 << 0);
    /// A response with an error status has a body, where 3.4 forbids it (3.4 §4.1.2, §4.4.2). On by default.
    pub const BODY_ON_ERROR: Self = Self(1 << 1);
    /// `deliver_sm_resp` and `data_sm_resp` with status 0 have no body at all; the `message_id` of the former is unused
    /// anyway. On by default.
    pub const MISSING_DELIVERY_RESP_BODY: Self = Self(1 << 2);
    /// Any other response with status 0 has no body; its fields read as empty and zero. Off by default: the
    /// `message_id` of an accepted message would be lost unseen.
    pub const MISSING_BODY: Self = Self(1 << 3);
    /// The last C-octet string of a PDU has no NUL. Off by default.
    pub const UNTERMINATED_STRING: Self = Self(1 << 4);
    /// `password` is longer than 8 characters, as with many ESMEs. Off by default.
    pub const LONG_PASSWORD: Self = Self(1 << 5);
    /// Any other C-octet string is longer than its maximum. Off by default.
    pub const LONG_STRING: Self = Self(1 << 6);
    /// One to three stray octets stand after the last TLV. Off by default.
    pub const STRAY_OCTETS: Self = Self(1 << 7);
    /// The last TLV says that it is longer than what is left of the PDU: it reads as what is left. Off by default.
    pub const TRUNCATED_TLV: Self = Self(1 << 8);
    /// Octets stand in a PDU that is a header alone, such as `enquire_link`; they are ignored. Off by default.
    pub const BODY_IN_HEADER_ONLY_PDU: Self = Self(1 << 9);
    /// A time is neither empty nor 16 characters: `final_date` of 10 to 14 digits, for one. Off by default.
    pub const SHORT_TIME: Self = Self(1 << 10);
    /// `sm_length` is larger than what is left of the PDU: the message reads as what is left. Off by default.
    pub const SHORT_SHORT_MESSAGE: Self = Self(1 << 11);
    /// The known TLVs have lengths other than the standard's. Off by default; the C-octet string TLVs may always lack
    /// their NUL, since most senders of `receipted_message_id` omit it.
    pub const TLV_LENGTH: Self = Self(1 << 12);
    /// A PDU that needs a TLV lacks it. Off by default.
    pub const MISSING_TLV: Self = Self(1 << 13);
    /// `outbind` and `bind_*` end before their last fields, which read as empty and zero: peers of 3.3 leave some out.
    /// Off by default.
    pub const SHORT_BIND: Self = Self(1 << 14);

    /// `replace_sm` comes in BOUND_TRX, where 3.4 lists it for BOUND_TX alone and 5.0 for both. Off by default.
    pub const REPLACE_SM_IN_TRX: Self = Self(1 << 15);

    /// What is on unless said otherwise: the deviations that 5.0 itself asks receivers to cope with, and those that
    /// lose nothing.
    pub const DEFAULT: Self =
        Self(Self::MISSING_BODY_ON_ERROR.0 | Self::BODY_ON_ERROR.0 | Self::MISSING_DELIVERY_RESP_BODY.0);

    /// Every deviation that is known.
    pub const LENIENT: Self = Self(0xFFFF);

    /// Every deviation with the name by which configurations know it.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("missing_body_on_error", Self::MISSING_BODY_ON_ERROR),
        ("body_on_error", Self::BODY_ON_ERROR),
        ("missing_delivery_resp_body", Self::MISSING_DELIVERY_RESP_BODY),
        ("missing_body", Self::MISSING_BODY),
        ("unterminated_string", Self::UNTERMINATED_STRING),
        ("long_password", Self::LONG_PASSWORD),
        ("long_string", Self::LONG_STRING),
        ("stray_octets", Self::STRAY_OCTETS),
        ("truncated_tlv", Self::TRUNCATED_TLV),
        ("body_in_header_only_pdu", Self::BODY_IN_HEADER_ONLY_PDU),
        ("short_time", Self::SHORT_TIME),
        ("short_short_message", Self::SHORT_SHORT_MESSAGE),
        ("tlv_length", Self::TLV_LENGTH),
        ("missing_tlv", Self::MISSING_TLV),
        ("short_bind", Self::SHORT_BIND),
        ("replace_sm_in_trx", Self::REPLACE_SM_IN_TRX),
    ];

    /// Whether every deviation of `other` is allowed.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// These deviations and those of `other`.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These deviations without those of `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOr for Leniency {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.with(other)
    }
}

impl Default for Leniency {
    fn default() -> Self {
        Self::DEFAULT
    }
}
