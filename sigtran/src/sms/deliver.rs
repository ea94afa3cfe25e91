//! SMS-DELIVER: a message on its way to a handset (3GPP TS 23.040 §9.2.2.1).

use super::user_data::finish;
use super::{FirstOctet, TimeStamp, TpAddress, UserData};
use crate::cursor::Cursor;
use crate::{Buffer, DecodeError, EncodeError};

/// SMS-DELIVER (3GPP TS 23.040 §9.2.2.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct SmsDeliver<'a> {
    /// TP-More-Messages-to-Send: more wait for the subscriber. The bit of the wire says the opposite.
    pub more_messages_to_send: bool,
    /// TP-Loop-Prevention: the message is the result of another one.
    pub loop_prevention: bool,
    /// TP-Status-Report-Indication: the sender gets a status report.
    pub status_report_indication: bool,
    /// TP-Reply-Path: an answer goes through the same centre.
    pub reply_path: bool,
    /// TP-Originating-Address.
    pub originating_address: TpAddress<'a>,
    /// TP-Protocol-Identifier.
    pub protocol_identifier: u8,
    /// TP-Service-Centre-Time-Stamp.
    pub service_centre_time_stamp: TimeStamp,
    /// TP-Data-Coding-Scheme and TP-User-Data.
    pub user_data: UserData<'a>,
}

impl<'a> SmsDeliver<'a> {
    /// Reads one.
    ///
    /// # Errors
    /// The field at which it ends, or that cannot be.
    pub fn read(octets: &'a [u8]) -> Result<Self, DecodeError> {
        let mut cursor = Cursor::new(octets);
        let first = FirstOctet(cursor.u8("TP-Message-Type-Indicator")?);
        let originating_address = TpAddress::read(&mut cursor, "TP-Originating-Address")?;
        let protocol_identifier = cursor.u8("TP-Protocol-Identifier")?;
        let scheme = cursor.u8("TP-Data-Coding-Scheme")?;
        let service_centre_time_stamp = TimeStamp::read(&mut cursor, "TP-Service-Centre-Time-Stamp")?;
        let user_data = UserData::read_data(&mut cursor, scheme, first.bit(FirstOctet::UDHI))?;
        finish(&cursor)?;
        Ok(Self {
            more_messages_to_send: !first.bit(FirstOctet::MMS_RD),
            loop_prevention: first.bit(FirstOctet::LP),
            status_report_indication: first.bit(FirstOctet::SRI_SRR_SRQ),
            reply_path: first.bit(FirstOctet::RP),
            originating_address,
            protocol_identifier,
            service_centre_time_stamp,
            user_data,
        })
    }

    /// Puts it before what is there.
    ///
    /// # Errors
    /// The user data has not the length that it claims; then nothing of use was written.
    pub fn write(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        self.user_data.write_data(out)?;
        self.service_centre_time_stamp.write(out);
        out.prepend_u8(self.user_data.data_coding_scheme);
        out.prepend_u8(self.protocol_identifier);
        self.originating_address.write(out);
        let first = FirstOctet(0)
            .with_bit(FirstOctet::MMS_RD, !self.more_messages_to_send)
            .with_bit(FirstOctet::LP, self.loop_prevention)
            .with_bit(FirstOctet::SRI_SRR_SRQ, self.status_report_indication)
            .with_bit(FirstOctet::UDHI, self.user_data.header_indicator)
            .with_bit(FirstOctet::RP, self.reply_path);
        out.prepend_u8(first.0);
        Ok(())
    }
}
