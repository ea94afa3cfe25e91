//! A stored message as SMS-DELIVER TPDUs (3GPP TS 23.040 §9.2.2.1).

use brivas_sigtran::map::NumberingPlan;
use brivas_sigtran::sms::{SmsDeliver, TimeStamp, TpAddressBuf, TypeOfNumber};
use brivas_sigtran::{Buffer, EncodeError};
use brivas_smpp::{DecodeError, DeliverSm, Sar, Ton};
use brivas_text::{Coding, Concat, Reference};
use bytes::Bytes;

use super::status_report;
use super::user_data::{self, Unfit};
use crate::envelope::{Address, Envelope, Kind, Parts};

/// A message as it goes to a handset.
pub(super) struct Outgoing {
    /// The subscriber's number in international form.
    pub(super) msisdn: String,
    pub(super) priority: bool,
    pub(super) tpdus: Vec<Bytes>,
}

impl From<DecodeError> for Unfit {
    fn from(_: DecodeError) -> Self {
        Self
    }
}

impl From<EncodeError> for Unfit {
    fn from(_: EncodeError) -> Self {
        Self
    }
}

/// `token`: the message's number, of which what its parts have in common is made.
pub(super) fn outgoing(envelope: &Envelope, token: u64) -> Result<Outgoing, Unfit> {
    let pdu = envelope.pdu()?;
    match envelope.head.kind {
        Kind::Message => message(envelope, &Parts::of(&pdu)?, token),
        Kind::Receipt => status_report::outgoing(envelope, &pdu.body::<DeliverSm<'_>>()?),
    }
}

fn message(envelope: &Envelope, parts: &Parts<'_>, token: u64) -> Result<Outgoing, Unfit> {
    let [.., high, low] = token.to_be_bytes();
    let reference = u16::from_be_bytes([high, low]);
    let concat = Sar::of(parts.tlvs).map(|sar| Concat {
        reference: Reference::Word(sar.msg_ref_num),
        total: sar.total_segments,
        number: sar.segment_seqnum,
    });
    let pieces =
        user_data::pieces(parts.data_coding.0, parts.esm_class.udhi(), concat, parts.message, reference)?;
    let from = address(parts.source)?;
    let last = pieces.len();
    let tpdu = |(number, piece): (usize, &user_data::Piece)| {
        let mut out = Buffer::new();
        SmsDeliver {
            more_messages_to_send: number < last,
            reply_path: parts.esm_class.reply_path(),
            originating_address: from.as_address(),
            protocol_identifier: parts.protocol_id,
            service_centre_time_stamp: time_stamp(envelope.head.submitted_at),
            user_data: piece.as_user_data(),
            ..Default::default()
        }
        .write(&mut out)?;
        Ok(out.into_bytes())
    };
    let tpdus = (1..).zip(&pieces).map(tpdu).collect::<Result<_, Unfit>>()?;
    Ok(Outgoing { msisdn: msisdn(parts.destination)?, priority: parts.priority_flag > 0, tpdus })
}

/// The number of a subscriber; only an international one leads anywhere, and what does not say otherwise counts as one.
pub(super) fn msisdn(address: Address<'_>) -> Result<String, Unfit> {
    let digits = std::str::from_utf8(address.digits).map_err(|_| Unfit)?;
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let leads = matches!(address.ton, Ton::International | Ton::Unknown);
    let is_number = (1..=15).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    if leads && is_number { Ok(digits.to_owned()) } else { Err(Unfit) }
}

/// An address as a TPDU has it: letters where it has any.
pub(super) fn address(address: Address<'_>) -> Result<TpAddressBuf, Unfit> {
    let text = || std::str::from_utf8(address.digits).map(str::to_owned);
    if address.ton == Ton::Alphanumeric {
        // What a tenant writes in is the default alphabet, which for letters and digits is ASCII.
        let text = text().or_else(|_| Coding::GSM7.decode(address.digits)).map_err(|_| Unfit)?;
        return Ok(TpAddressBuf::alphanumeric(&text)?);
    }
    let digits = text().map_err(|_| Unfit)?;
    let digits = digits.strip_prefix('+').unwrap_or(&digits);
    let plan = NumberingPlan(address.npi.0);
    // Letters that do not say so.
    TpAddressBuf::digits(TypeOfNumber(address.ton.0 & 0x07), plan, digits)
        .or_else(|_| TpAddressBuf::alphanumeric(digits))
        .map_err(Unfit::from)
}

/// A time of UTC.
pub(super) fn time_stamp(unix_ms: i64) -> TimeStamp {
    let civil =
        jiff::Timestamp::from_millisecond(unix_ms).ok().map(|time| time.to_zoned(jiff::tz::TimeZone::UTC));
    let fields = civil.map(|time| {
        [
            i32::from(time.year()).rem_euclid(100),
            time.month().into(),
            time.day().into(),
            time.hour().into(),
            time.minute().into(),
            time.second().into(),
        ]
    });
    let small = fields.map(|fields| fields.map(|field| u8::try_from(field).unwrap_or(0)));
    small.and_then(|fields| TimeStamp::new(fields, 0)).unwrap_or_default()
}
