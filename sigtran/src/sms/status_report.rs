//! SMS-STATUS-REPORT: what became of a message (3GPP TS 23.040 §9.2.2.3).

use super::report::Parameters;
use super::user_data::finish;
use super::{FirstOctet, TimeStamp, TpAddress, UserData};
use crate::cursor::Cursor;
use crate::{Buffer, DecodeError, EncodeError};

/// TP-Status (§9.2.3.15).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // a number on the wire
pub struct Status(pub u8);

impl Status {
    /// Received by the recipient.
    pub const RECEIVED: Self = Self(0x00);
    /// Forwarded, but delivery is not confirmed.
    pub const FORWARDED: Self = Self(0x01);
    /// Replaced by the centre.
    pub const REPLACED: Self = Self(0x02);
    /// The validity has ended.
    pub const VALIDITY_EXPIRED: Self = Self(0x46);
    /// Deleted by the sender.
    pub const DELETED_BY_SENDER: Self = Self(0x47);
    /// Deleted by the centre.
    pub const DELETED_BY_CENTRE: Self = Self(0x48);

    /// Whether the message was delivered, or so it seems.
    #[must_use]
    pub const fn is_completed(self) -> bool {
        self.0 < 0x20
    }

    /// Whether the centre goes on trying.
    #[must_use]
    pub const fn is_trying(self) -> bool {
        self.0 >= 0x20 && self.0 < 0x40
    }
}

/// SMS-STATUS-REPORT.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct SmsStatusReport<'a> {
    /// TP-More-Messages-to-Send: more wait for the subscriber. The bit of the wire says the opposite.
    pub more_messages_to_send: bool,
    /// TP-Loop-Prevention.
    pub loop_prevention: bool,
    /// TP-Status-Report-Qualifier: the answer to an SMS-COMMAND rather than to an SMS-SUBMIT.
    pub status_report_qualifier: bool,
    /// TP-Message-Reference of the message.
    pub message_reference: u8,
    /// TP-Recipient-Address.
    pub recipient_address: TpAddress<'a>,
    /// TP-Service-Centre-Time-Stamp: when the message came.
    pub service_centre_time_stamp: TimeStamp,
    /// TP-Discharge-Time: when it ended, or was tried last.
    pub discharge_time: TimeStamp,
    /// TP-Status.
    pub status: Status,
    /// TP-Protocol-Identifier, if it is there.
    pub protocol_identifier: Option<u8>,
    /// TP-Data-Coding-Scheme and TP-User-Data, if they are there.
    pub user_data: Option<UserData<'a>>,
}

impl<'a> SmsStatusReport<'a> {
    /// Reads one.
    ///
    /// # Errors
    /// The field at which it ends, or that cannot be.
    pub fn read(octets: &'a [u8]) -> Result<Self, DecodeError> {
        let mut cursor = Cursor::new(octets);
        let first = FirstOctet(cursor.u8("TP-Message-Type-Indicator")?);
        let message_reference = cursor.u8("TP-Message-Reference")?;
        let recipient_address = TpAddress::read(&mut cursor, "TP-Recipient-Address")?;
        let service_centre_time_stamp = TimeStamp::read(&mut cursor, "TP-Service-Centre-Time-Stamp")?;
        let discharge_time = TimeStamp::read(&mut cursor, "TP-Discharge-Time")?;
        let status = Status(cursor.u8("TP-Status")?);
        let Parameters { protocol_identifier, user_data } =
            Parameters::read(&mut cursor, first.bit(FirstOctet::UDHI))?;
        finish(&cursor)?;
        Ok(Self {
            more_messages_to_send: !first.bit(FirstOctet::MMS_RD),
            loop_prevention: first.bit(FirstOctet::LP),
            status_report_qualifier: first.bit(FirstOctet::SRI_SRR_SRQ),
            message_reference,
            recipient_address,
            service_centre_time_stamp,
            discharge_time,
            status,
            protocol_identifier,
            user_data,
        })
    }

    /// Puts it before what is there.
    ///
    /// # Errors
    /// The user data have not the length that they claim; then nothing of use was written.
    pub fn write(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        let parameters =
            Parameters { protocol_identifier: self.protocol_identifier, user_data: self.user_data };
        // Without any of them the indicator is left out, too (§9.2.2.3).
        if parameters != Parameters::default() {
            parameters.write(out)?;
        }
        out.prepend_u8(self.status.0);
        self.discharge_time.write(out);
        self.service_centre_time_stamp.write(out);
        self.recipient_address.write(out);
        out.prepend_u8(self.message_reference);
        let first = FirstOctet(0x02)
            .with_bit(FirstOctet::MMS_RD, !self.more_messages_to_send)
            .with_bit(FirstOctet::LP, self.loop_prevention)
            .with_bit(FirstOctet::SRI_SRR_SRQ, self.status_report_qualifier)
            .with_bit(FirstOctet::UDHI, self.user_data.is_some_and(|data| data.header_indicator));
        out.prepend_u8(first.0);
        Ok(())
    }
}
