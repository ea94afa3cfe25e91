//! SMS-SUBMIT: a message from a handset (3GPP TS 23.040 §9.2.2.2).

use super::user_data::finish;
use super::{FirstOctet, TpAddress, UserData, ValidityPeriod};
use crate::cursor::Cursor;
use crate::{Buffer, DecodeError, EncodeError};

/// SMS-SUBMIT (3GPP TS 23.040 §9.2.2.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct SmsSubmit<'a> {
    /// TP-Reject-Duplicates: not if one with the same reference waits for the same recipient.
    pub reject_duplicates: bool,
    /// TP-Status-Report-Request.
    pub status_report_request: bool,
    /// TP-Reply-Path: an answer goes through the same centre.
    pub reply_path: bool,
    /// TP-Message-Reference.
    pub message_reference: u8,
    /// TP-Destination-Address.
    pub destination_address: TpAddress<'a>,
    /// TP-Protocol-Identifier.
    pub protocol_identifier: u8,
    /// TP-Validity-Period.
    pub validity_period: ValidityPeriod,
    /// TP-Data-Coding-Scheme and TP-User-Data.
    pub user_data: UserData<'a>,
}

impl<'a> SmsSubmit<'a> {
    /// Reads one.
    ///
    /// # Errors
    /// The field at which it ends, or that cannot be.
    pub fn read(octets: &'a [u8]) -> Result<Self, DecodeError> {
        let mut cursor = Cursor::new(octets);
        let first = FirstOctet(cursor.u8("TP-Message-Type-Indicator")?);
        let message_reference = cursor.u8("TP-Message-Reference")?;
        let destination_address = TpAddress::read(&mut cursor, "TP-Destination-Address")?;
        let protocol_identifier = cursor.u8("TP-Protocol-Identifier")?;
        let scheme = cursor.u8("TP-Data-Coding-Scheme")?;
        let validity_period = ValidityPeriod::read(first.0 >> 3 & 0x03, &mut cursor)?;
        let user_data = UserData::read_data(&mut cursor, scheme, first.bit(FirstOctet::UDHI))?;
        finish(&cursor)?;
        Ok(Self {
            reject_duplicates: first.bit(FirstOctet::MMS_RD),
            status_report_request: first.bit(FirstOctet::SRI_SRR_SRQ),
            reply_path: first.bit(FirstOctet::RP),
            message_reference,
            destination_address,
            protocol_identifier,
            validity_period,
            user_data,
        })
    }

    /// Puts it before what is there.
    ///
    /// # Errors
    /// The user data has not the length that it claims; then nothing of use was written.
    pub fn write(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        self.user_data.write_data(out)?;
        self.validity_period.write(out);
        out.prepend_u8(self.user_data.data_coding_scheme);
        out.prepend_u8(self.protocol_identifier);
        self.destination_address.write(out);
        out.prepend_u8(self.message_reference);
        let first = FirstOctet(0x01 | self.validity_period.format() << 3)
            .with_bit(FirstOctet::MMS_RD, self.reject_duplicates)
            .with_bit(FirstOctet::SRI_SRR_SRQ, self.status_report_request)
            .with_bit(FirstOctet::UDHI, self.user_data.header_indicator)
            .with_bit(FirstOctet::RP, self.reply_path);
        out.prepend_u8(first.0);
        Ok(())
    }
}
