//! What a format is, and how it is used (RFC 8866 §6.6, §6.15).

use super::AttributeValue;
use super::telephone_event::TelephoneEvents;
use crate::DecodeError;
use crate::scan::Scan;
use crate::sdp::words;

/// What a payload type of RTP is (RFC 8866 §6.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Rtpmap<'a> {
    /// The number in the RTP header, 0 to 127.
    pub payload_type: u8,
    /// The name of the encoding; upper and lower case are the same.
    pub encoding_name: &'a [u8],
    /// Ticks of its clock a second.
    pub clock_rate: u32,
    /// What is behind a further slash: of audio, how many channels it has.
    pub encoding_params: Option<&'a [u8]>,
}

impl Rtpmap<'_> {
    /// How many channels audio has; 1 when nothing is said.
    #[must_use]
    pub fn channels(&self) -> u32 {
        let number = self.encoding_params.map(|text| Scan::new(text).number(u32::MAX, "encoding-params"));
        number.and_then(Result::ok).unwrap_or(1)
    }
}

impl<'a> AttributeValue<'a> for Rtpmap<'a> {
    const NAME: &'static str = "rtpmap";

    #[inline]
    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let payload_type = words::payload_type(&mut scan, "rtpmap")?;
        scan.expect(b' ', "rtpmap")?;
        scan.skip_space();
        let encoding_name = words::before(&mut scan, b"/ ", "encoding-name")?;
        scan.expect(b'/', "rtpmap")?;
        let clock_rate = scan.number(u32::MAX, "clock-rate")?;
        let has_params = scan.eat(b'/');
        // A slash with nothing behind it is in use.
        let encoding_params = words::next(&mut scan).filter(|_| has_params);
        scan.end("rtpmap")?;
        Ok(Self { payload_type, encoding_name, clock_rate, encoding_params })
    }

    fn write(&self, out: &mut Vec<u8>) {
        words::write_number(self.payload_type, out);
        words::write_behind(self.encoding_name, out);
        out.push(b'/');
        words::write_number(self.clock_rate, out);
        if let Some(params) = self.encoding_params {
            out.push(b'/');
            out.extend_from_slice(params);
        }
    }
}

/// How a format is used (RFC 8866 §6.15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Fmtp<'a> {
    /// The format as it stands in `m=`.
    pub format: &'a [u8],
    /// Its parameters as they stand.
    pub params: &'a [u8],
}

impl<'a> Fmtp<'a> {
    /// The parameters between semicolons: a name, most with a value. A value has no more space around it.
    pub fn iter(&self) -> impl Iterator<Item = (&'a [u8], Option<&'a [u8]>)> + use<'a> {
        let params = self.params.split(|octet| *octet == b';').map(<[u8]>::trim_ascii);
        params.filter(|param| !param.is_empty()).map(|param| {
            let Some(equals) = param.iter().position(|octet| *octet == b'=') else { return (param, None) };
            let (name, value) = param.split_at_checked(equals).unwrap_or_default();
            (name.trim_ascii_end(), value.get(1..).map(<[u8]>::trim_ascii_start))
        })
    }

    /// The value of the first parameter of this name, whose case does not matter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a [u8]> {
        self.iter().find(|(it, _)| it.eq_ignore_ascii_case(name.as_bytes()))?.1
    }

    /// The events of a format `telephone-event` (RFC 4733 §2.4.1).
    ///
    /// # Errors
    /// The parameters are no list of numbers and ranges from 0 to 255. The offset counts from the start of the parameters.
    pub fn telephone_events(&self) -> Result<TelephoneEvents, DecodeError> {
        TelephoneEvents::read(self.params)
    }
}

impl<'a> AttributeValue<'a> for Fmtp<'a> {
    const NAME: &'static str = "fmtp";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let format = words::need(&mut scan, "fmtp")?;
        Ok(Self { format, params: words::rest(&mut scan) })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.format);
        words::write_behind(self.params, out);
    }
}
