//! What the formats of RTP are, also those without an attribute (RFC 3551 §6).

use super::attribute::{Fmtp, Rtpmap};
use super::{Media, MediaDescription};

/// What a payload type of RTP is, by its `rtpmap` or as RFC 3551 has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Codec<'a> {
    /// The number in the RTP header, 0 to 127.
    pub payload_type: u8,
    /// The name of the encoding; upper and lower case are the same.
    pub encoding_name: &'a [u8],
    /// Ticks of its clock a second.
    pub clock_rate: u32,
    /// How many channels it has.
    pub channels: u32,
    /// The parameters of its `fmtp`; empty for none.
    pub params: &'a [u8],
}

/// Name, clock rate and channels of the payload types that need no `rtpmap` (RFC 3551 §6).
const STATIC: [(u8, &str, u32, u32); 24] = [
    (0, "PCMU", 8000, 1),
    (3, "GSM", 8000, 1),
    (4, "G723", 8000, 1),
    (5, "DVI4", 8000, 1),
    (6, "DVI4", 16_000, 1),
    (7, "LPC", 8000, 1),
    (8, "PCMA", 8000, 1),
    (9, "G722", 8000, 1),
    (10, "L16", 44_100, 2),
    (11, "L16", 44_100, 1),
    (12, "QCELP", 8000, 1),
    (13, "CN", 8000, 1),
    (14, "MPA", 90_000, 1),
    (15, "G728", 8000, 1),
    (16, "DVI4", 11_025, 1),
    (17, "DVI4", 22_050, 1),
    (18, "G729", 8000, 1),
    (25, "CelB", 90_000, 1),
    (26, "JPEG", 90_000, 1),
    (28, "nv", 90_000, 1),
    (31, "H261", 90_000, 1),
    (32, "MPV", 90_000, 1),
    (33, "MP2T", 90_000, 1),
    (34, "H263", 90_000, 1),
];

/// Parameters in which a peer cannot do as it likes: with another value it is another codec. What they are when they are not
/// said (RFC 4867 §8, RFC 6184 §8.1).
const DECISIVE: [(&str, &str, &str); 3] =
    [("AMR", "octet-align", "0"), ("AMR-WB", "octet-align", "0"), ("H264", "packetization-mode", "0")];

impl<'a> Codec<'a> {
    fn of_static(payload_type: u8) -> Option<Self> {
        let (_, name, clock_rate, channels) = STATIC.into_iter().find(|(it, ..)| *it == payload_type)?;
        Some(Self { payload_type, encoding_name: name.as_bytes(), clock_rate, channels, params: b"" })
    }

    /// Whether it has this name.
    #[must_use]
    pub fn is(&self, encoding_name: &str) -> bool {
        self.encoding_name.eq_ignore_ascii_case(encoding_name.as_bytes())
    }

    /// Whether it is no media of its own: comfort noise, or the keys of a telephone.
    pub(super) fn is_auxiliary(&self) -> bool {
        self.is("CN") || self.is("telephone-event")
    }

    /// Whether both are the same codec, whatever their numbers: name, clock rate and channels are the same, and so are
    /// `octet-align` of AMR and `packetization-mode` of H264.
    #[must_use]
    pub fn is_same(&self, other: &Codec<'_>) -> bool {
        self.clock_rate == other.clock_rate
            && self.channels == other.channels
            && self.encoding_name.eq_ignore_ascii_case(other.encoding_name)
            && DECISIVE.into_iter().filter(|(codec, ..)| self.is(codec)).all(|(_, name, default)| {
                self.param(name).unwrap_or(default.as_bytes())
                    == other.param(name).unwrap_or(default.as_bytes())
            })
    }

    /// The value of a parameter of its `fmtp`.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&'a [u8]> {
        Fmtp { format: b"", params: self.params }.get(name)
    }

    /// The attribute that says what it is.
    #[must_use]
    pub fn rtpmap(&self) -> Rtpmap<'a> {
        let encoding_params = match self.channels {
            2 => Some(b"2".as_slice()),
            _ => None,
        };
        let Self { payload_type, encoding_name, clock_rate, .. } = *self;
        Rtpmap { payload_type, encoding_name, clock_rate, encoding_params }
    }
}

/// What the attributes of a stream say of each payload type.
struct Table<'a> {
    maps: [Option<Rtpmap<'a>>; 128],
    params: [&'a [u8]; 128],
}

impl<'a> Table<'a> {
    /// What is said first holds; what cannot be read says nothing.
    fn of(description: &MediaDescription<'a>) -> Self {
        let mut table = Self { maps: [None; 128], params: [b""; 128] };
        for attribute in description.attributes().iter() {
            if let Some(Ok(map)) = attribute.typed::<Rtpmap<'_>>()
                && let Some(place) = table.maps.get_mut(usize::from(map.payload_type))
            {
                place.get_or_insert(map);
            } else if let Some(Ok(fmtp)) = attribute.typed::<Fmtp<'_>>()
                && let Some(number) = number(fmtp.format)
                && let Some(place) = table.params.get_mut(usize::from(number))
                && place.is_empty()
            {
                *place = fmtp.params;
            }
        }
        table
    }

    fn codec(&self, payload_type: u8) -> Option<Codec<'a>> {
        let at = usize::from(payload_type);
        let of_map = |map: Rtpmap<'a>| {
            let (encoding_name, clock_rate, channels) = (map.encoding_name, map.clock_rate, map.channels());
            Codec { payload_type, encoding_name, clock_rate, channels, params: b"" }
        };
        let known = self.maps.get(at).copied().flatten().map(of_map);
        let codec = known.or_else(|| Codec::of_static(payload_type))?;
        Some(Codec { params: self.params.get(at).copied().unwrap_or_default(), ..codec })
    }
}

/// A payload type, 0 to 127.
fn number(format: &[u8]) -> Option<u8> {
    std::str::from_utf8(format).ok()?.parse().ok().filter(|number| *number < 128)
}

impl<'a> MediaDescription<'a> {
    /// The codecs of a stream of RTP in the order of its formats, each once. Formats that nothing says anything about are
    /// left out. It takes time in proportion to the description; a stream that is no RTP has none.
    #[must_use]
    pub fn codecs(&self) -> Vec<Codec<'a>> {
        let Media { formats, .. } = self.media;
        if !self.media.is_rtp() {
            return Vec::new();
        }
        let (table, mut seen) = (Table::of(self), 0_u128);
        let mut is_new = |number: &u8| {
            let bit = 1 << number;
            let is_new = seen & bit == 0;
            seen |= bit;
            is_new
        };
        let numbers = formats.iter().filter_map(number).filter(|number| is_new(number));
        numbers.filter_map(|number| table.codec(number)).collect()
    }
}
