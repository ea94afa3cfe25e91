//! TP-User-Data of SMPP's user data, and the other way round (3GPP TS 23.040 §9.2.3.24; SMPP 5.0 §4.7.7).

use brivas_sigtran::sms::UserData;
use brivas_text::{
    Coding, Concat, DataCoding, HeaderBuilder, McDefault, MessageClass, Method, Reference, SplitOptions,
    UserDataHeader, septets, split_encoded,
};

/// The most octets of TP-User-Data.
const LONGEST: usize = 140;

/// User data of one TPDU.
#[derive(Debug)]
pub(super) struct Piece {
    data_coding_scheme: u8,
    header_indicator: bool,
    length: u8,
    octets: Vec<u8>,
}

impl Piece {
    pub(super) fn as_user_data(&self) -> UserData<'_> {
        UserData::new(self.data_coding_scheme, self.header_indicator, self.length, &self.octets)
    }
}

/// A message that no TPDUs can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unfit;

/// What SMPP has for one message, as so many pieces as it needs. `reference`: what these have in common.
pub(super) fn pieces(
    data_coding: u8,
    has_header: bool,
    concat: Option<Concat>,
    message: &[u8],
    reference: u16,
) -> Result<Vec<Piece>, Unfit> {
    let (header, body) = match (has_header, concat) {
        (true, _) => {
            let (header, body) = UserDataHeader::parse(message).map_err(|_| Unfit)?;
            (message.get(..header.octets_len()).ok_or(Unfit)?.to_vec(), body)
        }
        (false, Some(concat)) => (HeaderBuilder::new().concat(concat).build().map_err(|_| Unfit)?, message),
        (false, None) => (Vec::new(), message),
    };
    let read = DataCoding::from_smpp(data_coding, McDefault::Gsm7);
    let (coding, body) = of_sms(read.coding, body)?;
    let scheme = scheme(data_coding, coding, read.class);
    if !header.is_empty() {
        return Ok(vec![one(scheme, coding, &header, &body)?]);
    }
    let packed = if matches!(coding, Coding::Gsm7(_)) { Coding::Gsm7Packed(coding.shift()) } else { coding };
    let options = SplitOptions::new(Method::Udh(Reference::Word(reference)));
    let parts = split_encoded(body, packed, &options).map_err(|_| Unfit)?;
    let piece = |part: brivas_text::Part| {
        Ok(Piece {
            data_coding_scheme: scheme,
            header_indicator: !part.udh.is_empty(),
            length: u8::try_from(part.user_data_length()).map_err(|_| Unfit)?,
            octets: part.octets(),
        })
    };
    parts.map(piece).collect()
}

/// One that has a header already.
fn one(scheme: u8, coding: Coding, header: &[u8], body: &[u8]) -> Result<Piece, Unfit> {
    let (length, octets) = match coding {
        Coding::Gsm7(_) => {
            let length = septets::header_septets(header.len()) + body.len();
            (length, [header, &septets::pack(body, header.len())].concat())
        }
        _ => (header.len() + body.len(), [header, body].concat()),
    };
    let length = u8::try_from(length).map_err(|_| Unfit)?;
    if octets.len() > LONGEST {
        return Err(Unfit);
    }
    Ok(Piece { data_coding_scheme: scheme, header_indicator: true, length, octets })
}

/// The text in a coding that short messages have.
fn of_sms(coding: Coding, body: &[u8]) -> Result<(Coding, Vec<u8>), Unfit> {
    match coding {
        Coding::Gsm7(_) if body.iter().all(|septet| *septet < 0x80) => Ok((coding, body.to_vec())),
        Coding::Ucs2 | Coding::Binary => Ok((coding, body.to_vec())),
        other => {
            let text = other.decode(body).map_err(|_| Unfit)?;
            match Coding::GSM7.encode(&text) {
                Ok(septets) => Ok((Coding::GSM7, septets)),
                Err(_) => Ok((Coding::Ucs2, Coding::Ucs2.encode(&text).map_err(|_| Unfit)?)),
            }
        }
    }
}

/// TP-Data-Coding-Scheme. What SMPP takes over from it is that already.
fn scheme(data_coding: u8, coding: Coding, class: Option<MessageClass>) -> u8 {
    match data_coding {
        0xC0..=0xFF => data_coding,
        _ => coding.sms_octet(class).unwrap_or(0x04),
    }
}

/// TP-User-Data as SMPP has it: data_coding, and the octets with their header.
pub(super) fn to_smpp(user_data: &UserData<'_>) -> Result<(u8, Vec<u8>), Unfit> {
    let read = DataCoding::from_sms(user_data.data_coding_scheme);
    let header = match user_data.header_indicator {
        true => UserDataHeader::parse(user_data.octets).map_err(|_| Unfit)?.0.octets_len(),
        false => 0,
    };
    let (head, body) = user_data.octets.split_at_checked(header).ok_or(Unfit)?;
    let data_coding = match (user_data.data_coding_scheme, read.coding) {
        (scheme @ 0xC0..=0xFF, _) => scheme,
        (scheme, _) if read.class.is_some() => {
            0xF0 | scheme & 0x03 | if read.coding == Coding::Binary { 4 } else { 0 }
        }
        (_, Coding::Ucs2) => 0x08,
        (_, Coding::Binary) => 0x04,
        _ => 0x00,
    };
    if !matches!(read.coding, Coding::Gsm7(_)) || read.compressed {
        // A class cannot be told of a text in UCS-2; the text matters more.
        let data_coding = if read.coding == Coding::Ucs2 { 0x08 } else { data_coding };
        return Ok((data_coding, user_data.octets.to_vec()));
    }
    let count = usize::from(user_data.length).saturating_sub(septets::header_septets(header));
    let septets = septets::unpack(body, count, header).map_err(|_| Unfit)?;
    Ok((data_coding, [head, &septets].concat()))
}

#[cfg(test)]
mod tests;
