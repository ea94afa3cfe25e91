//! The TLVs whose octets are more than one number. `read` gives `None` where the length is not the standard's.

use super::{Tag, TlvBuf, Tlvs};
use crate::{Npi, Ton};

/// `network_error_code`: which network reported which error (SMPP 5.0 §4.8.4.42).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct NetworkErrorCode {
    /// 1 ANSI-136, 2 IS-95, 3 GSM, 4 and 5 causes of the two first, 6 ANSI-41, 7 SMPP, 8 message centre specific.
    pub network_type: u8,
    /// The network's own code.
    pub error_code: u16,
}

impl NetworkErrorCode {
    /// Reads the three octets of the value.
    #[must_use]
    pub const fn read(value: &[u8]) -> Option<Self> {
        match *value {
            [network_type, high, low] => {
                Some(Self { network_type, error_code: u16::from_be_bytes([high, low]) })
            }
            _ => None,
        }
    }

    /// The three octets of the value.
    #[must_use]
    pub const fn to_octets(self) -> [u8; 3] {
        let [high, low] = self.error_code.to_be_bytes();
        [self.network_type, high, low]
    }
}

/// `its_session_info` (SMPP 5.0 §4.8.4.34).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct ItsSessionInfo {
    /// The session.
    pub session_number: u8,
    /// The number of this message in the session, 0 to 127.
    pub sequence_number: u8,
    /// Whether this message ends the session.
    pub end_of_session: bool,
}

impl ItsSessionInfo {
    /// Reads the two octets of the value.
    #[must_use]
    pub const fn read(value: &[u8]) -> Option<Self> {
        match *value {
            [session_number, low] => {
                Some(Self { session_number, sequence_number: low >> 1, end_of_session: low & 1 != 0 })
            }
            _ => None,
        }
    }

    /// The two octets of the value; a sequence number above 127 loses its top bit.
    #[must_use]
    pub const fn to_octets(self) -> [u8; 2] {
        [self.session_number, self.sequence_number << 1 | self.end_of_session as u8]
    }
}

/// The three `sar_*` TLVs, by which a long message goes in segments (SMPP 5.0 §4.8.4.48 to §4.8.4.50).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Sar {
    /// `sar_msg_ref_num`: the same in all segments.
    pub msg_ref_num: u16,
    /// `sar_total_segments`: 1 to 255.
    pub total_segments: u8,
    /// `sar_segment_seqnum`: 1 to `total_segments`.
    pub segment_seqnum: u8,
}

impl Sar {
    /// The segment that these TLVs describe; `None` unless all three are there and make sense: else the standard has
    /// them ignored.
    #[must_use]
    pub fn of(tlvs: Tlvs<'_>) -> Option<Self> {
        let sar = Self {
            msg_ref_num: u16::try_from(tlvs.integer(Tag::sar_msg_ref_num)?).ok()?,
            total_segments: u8::try_from(tlvs.integer(Tag::sar_total_segments)?).ok()?,
            segment_seqnum: u8::try_from(tlvs.integer(Tag::sar_segment_seqnum)?).ok()?,
        };
        (1..=sar.total_segments).contains(&sar.segment_seqnum).then_some(sar)
    }

    /// Appends the three TLVs.
    pub fn push_to(self, tlvs: &mut TlvBuf) {
        tlvs.push_u16(Tag::sar_msg_ref_num, self.msg_ref_num)
            .push_u8(Tag::sar_total_segments, self.total_segments)
            .push_u8(Tag::sar_segment_seqnum, self.segment_seqnum);
    }
}

/// `callback_num` (SMPP 5.0 §4.8.4.15).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct CallbackNum<'a> {
    /// 0: the digits are DTMF tones; 1: they are ASCII.
    pub digit_mode: u8,
    /// Type of number.
    pub ton: Ton,
    /// Numbering plan.
    pub npi: Npi,
    /// The digits, 1 to 16 octets.
    pub digits: &'a [u8],
}

impl<'a> CallbackNum<'a> {
    /// Reads the octets of the value.
    #[must_use]
    pub const fn read(value: &'a [u8]) -> Option<Self> {
        match value {
            [digit_mode, ton, npi, digits @ ..] => {
                Some(Self { digit_mode: *digit_mode, ton: Ton(*ton), npi: Npi(*npi), digits })
            }
            _ => None,
        }
    }
}

impl std::fmt::Debug for CallbackNum<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { digit_mode, ton, npi, digits } = self;
        write!(f, "CallbackNum({digit_mode} {ton:?} {npi:?} <{} digits>)", digits.len())
    }
}

/// `ms_validity` (SMPP 5.0 §4.8.4.41).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct MsValidity {
    /// 0 store indefinitely, 1 until power down, 2 until the registration area changes, 3 display only, 4 for a time.
    pub behaviour: u8,
    /// New in 5.0: unit (0 second to 6 year) and count of that time.
    pub relative: Option<(u8, u16)>,
}

impl MsValidity {
    /// Reads the one or four octets of the value.
    #[must_use]
    pub const fn read(value: &[u8]) -> Option<Self> {
        match *value {
            [behaviour] => Some(Self { behaviour, relative: None }),
            [behaviour, unit, high, low] => {
                Some(Self { behaviour, relative: Some((unit, u16::from_be_bytes([high, low]))) })
            }
            _ => None,
        }
    }
}

/// `broadcast_content_type` (SMPP 5.0 §4.8.4.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct BroadcastContentType {
    /// 0 generic, 1 GSM, 2 TDMA, 3 CDMA.
    pub network_type: u8,
    /// The service, from the network's list.
    pub service: u16,
}

impl BroadcastContentType {
    /// Reads the three octets of the value.
    #[must_use]
    pub const fn read(value: &[u8]) -> Option<Self> {
        match *value {
            [network_type, high, low] => {
                Some(Self { network_type, service: u16::from_be_bytes([high, low]) })
            }
            _ => None,
        }
    }

    /// The three octets of the value.
    #[must_use]
    pub const fn to_octets(self) -> [u8; 3] {
        let [high, low] = self.service.to_be_bytes();
        [self.network_type, high, low]
    }
}

/// `broadcast_frequency_interval` (SMPP 5.0 §4.8.4.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct BroadcastFrequencyInterval {
    /// 0x00 as often as possible, 0x08 second, 0x09 minute, 0x0A hour, 0x0B day, 0x0C week, 0x0D month, 0x0E year.
    pub time_unit: u8,
    /// How many of that unit.
    pub count: u16,
}

impl BroadcastFrequencyInterval {
    /// Reads the three octets of the value.
    #[must_use]
    pub const fn read(value: &[u8]) -> Option<Self> {
        match *value {
            [time_unit, high, low] => Some(Self { time_unit, count: u16::from_be_bytes([high, low]) }),
            _ => None,
        }
    }

    /// The three octets of the value.
    #[must_use]
    pub const fn to_octets(self) -> [u8; 3] {
        let [high, low] = self.count.to_be_bytes();
        [self.time_unit, high, low]
    }
}
