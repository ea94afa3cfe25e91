//! TP-Data-Coding-Scheme, TP-User-Data-Length and TP-User-Data, which are read together since the first says what the second
//! counts (3GPP TS 23.040 §9.2.3.10, §9.2.3.16, §9.2.3.24).

use std::fmt;

use brivas_text::{Coding, DataCoding, UserDataHeader, septets};

use crate::cursor::Cursor;
use crate::{Buffer, DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};

/// The most octets of TP-User-Data in a message.
pub(super) const LONGEST: usize = 140;

/// A text or other data of a user, with how it is coded (3GPP TS 23.040 §9.2.3.24).
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct UserData<'a> {
    /// TP-Data-Coding-Scheme.
    pub data_coding_scheme: u8,
    /// TP-User-Data-Header-Indicator: whether a header stands before the text.
    pub header_indicator: bool,
    /// TP-User-Data-Length: septets of a GSM 7 bit text, header included; octets of anything else.
    pub length: u8,
    /// TP-User-Data, header included.
    pub octets: &'a [u8],
}

impl<'a> UserData<'a> {
    /// A text, in the GSM 7 bit default alphabet if that has all its characters, else in UCS-2.
    ///
    /// # Errors
    /// It is longer than one message.
    pub fn text(text: &str) -> Result<UserDataBuf, EncodeError> {
        let long = EncodeError { kind: EncodeErrorKind::Length, field: "TP-User-Data" };
        let (data_coding_scheme, length, octets) = match Coding::GSM7.encode(text) {
            Ok(septets) => (0x00, septets.len(), septets::pack(&septets, 0)),
            Err(_) => {
                let octets = Coding::Ucs2.encode(text).map_err(|_| long)?;
                (0x08, octets.len(), octets)
            }
        };
        if octets.len() > LONGEST {
            return Err(long);
        }
        let length = u8::try_from(length).map_err(|_| long)?;
        Ok(UserDataBuf { data_coding_scheme, header_indicator: false, length, octets })
    }

    /// Data as somebody else has coded it.
    #[must_use]
    pub const fn new(data_coding_scheme: u8, header_indicator: bool, length: u8, octets: &'a [u8]) -> Self {
        Self { data_coding_scheme, header_indicator, length, octets }
    }

    /// The header, if there is one that can be read.
    #[must_use]
    pub fn header(&self) -> Option<UserDataHeader<'a>> {
        let read = || UserDataHeader::parse(self.octets).ok().map(|(header, _)| header);
        self.header_indicator.then(read).flatten()
    }

    /// The text behind the header.
    ///
    /// # Errors
    /// The header is damaged, the octets are too few, or they are no text that this crate reads.
    pub fn to_text(&self) -> Result<String, brivas_text::DecodeError> {
        let header = match self.header_indicator {
            true => Some(UserDataHeader::parse(self.octets)?),
            false => None,
        };
        let (size, text) =
            header.as_ref().map_or((0, self.octets), |(header, text)| (header.octets_len(), *text));
        let shift = header.as_ref().map(|(header, _)| header.shift()).unwrap_or_default();
        let coding = DataCoding::from_sms(self.data_coding_scheme).coding.with_shift(shift);
        match coding {
            Coding::Gsm7(_) => {
                let count = usize::from(self.length).saturating_sub(septets::header_septets(size));
                coding.decode(&septets::unpack(text, count, size)?)
            }
            _ => coding.decode(text),
        }
    }

    /// Reads it where all three stand one after the other.
    pub(super) fn read(cursor: &mut Cursor<'a>, header_indicator: bool) -> Result<Self, DecodeError> {
        let data_coding_scheme = cursor.u8("TP-Data-Coding-Scheme")?;
        Self::read_data(cursor, data_coding_scheme, header_indicator)
    }

    /// Reads length and data.
    pub(super) fn read_data(
        cursor: &mut Cursor<'a>,
        data_coding_scheme: u8,
        header_indicator: bool,
    ) -> Result<Self, DecodeError> {
        let length = cursor.u8("TP-User-Data-Length")?;
        let octets = cursor.take(octets_of(data_coding_scheme, length), "TP-User-Data")?;
        Ok(Self { data_coding_scheme, header_indicator, length, octets })
    }

    /// Writes length and data.
    pub(super) fn write_data(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        if self.octets.len() != octets_of(self.data_coding_scheme, self.length) {
            return Err(EncodeError { kind: EncodeErrorKind::Length, field: "TP-User-Data" });
        }
        out.prepend(self.octets);
        out.prepend_u8(self.length);
        Ok(())
    }

    /// Writes all three.
    pub(super) fn write(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        self.write_data(out)?;
        out.prepend_u8(self.data_coding_scheme);
        Ok(())
    }
}

/// How many octets a TP-User-Data-Length means.
fn octets_of(data_coding_scheme: u8, length: u8) -> usize {
    let coding = DataCoding::from_sms(data_coding_scheme);
    match coding.coding {
        Coding::Gsm7(_) if !coding.compressed => (usize::from(length) * 7).div_ceil(8),
        _ => length.into(),
    }
}

impl fmt::Debug for UserData<'_> {
    /// Without the text, which is a subscriber's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserData(dcs {:#04x}, {} octets)", self.data_coding_scheme, self.octets.len())
    }
}

/// A text that was coded, to be borrowed.
#[derive(Clone, Default)]
pub struct UserDataBuf {
    data_coding_scheme: u8,
    header_indicator: bool,
    length: u8,
    octets: Vec<u8>,
}

impl UserDataBuf {
    /// What [`UserData::text`] made.
    #[must_use]
    pub fn as_user_data(&self) -> UserData<'_> {
        UserData::new(self.data_coding_scheme, self.header_indicator, self.length, &self.octets)
    }
}

impl fmt::Debug for UserDataBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_user_data().fmt(f)
    }
}

/// A fault if octets are left behind a TPDU.
pub(super) fn finish(cursor: &Cursor<'_>) -> Result<(), DecodeError> {
    match cursor.is_empty() {
        true => Ok(()),
        false => Err(cursor.error(DecodeErrorKind::Trailing, "TPDU")),
    }
}
