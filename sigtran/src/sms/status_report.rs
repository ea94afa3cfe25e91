//! SMS-STATUS-REPORT: what became of a message (3GPP TS 23.040 §9.2.2.3).

use super::report::Parameters;
use super::user_data::finish;
use super::{FirstOctet, TimeStamp, TpAddress, UserData};
use crate::cursor::Cursor;
use crate::numbers::numbers;
use crate::{Buffer, DecodeError, EncodeError};

numbers! {
    /// TP-Status (3GPP TS 23.040 §9.2.3.15).
    pub struct Status(u8) {
        /// Received by the recipient.
        RECEIVED = 0x00 "Short message received by the SME",
        /// Forwarded, but delivery is not confirmed.
        FORWARDED = 0x01 "Short message forwarded by the SC to the SME but the SC is unable to confirm delivery",
        /// Replaced by the centre.
        REPLACED = 0x02 "Short message replaced by the SC",
        /// Congestion; the centre goes on trying.
        CONGESTION_TRYING = 0x20 "Congestion",
        /// The recipient is busy; the centre goes on trying.
        SME_BUSY_TRYING = 0x21 "SME busy",
        /// The recipient does not answer; the centre goes on trying.
        NO_RESPONSE_TRYING = 0x22 "No response from SME",
        /// The service is refused; the centre goes on trying.
        SERVICE_REJECTED_TRYING = 0x23 "Service rejected",
        /// The quality is not to be had; the centre goes on trying.
        QUALITY_OF_SERVICE_TRYING = 0x24 "Quality of service not available",
        /// A fault of the recipient; the centre goes on trying.
        ERROR_IN_SME_TRYING = 0x25 "Error in SME",
        /// A fault of procedure at the other side.
        REMOTE_PROCEDURE_ERROR = 0x40 "Remote procedure error",
        /// The recipient cannot take such a message.
        INCOMPATIBLE_DESTINATION = 0x41 "Incompatible destination",
        /// The recipient refuses the connection.
        CONNECTION_REJECTED = 0x42 "Connection rejected by SME",
        /// The recipient is not to be had.
        NOT_OBTAINABLE = 0x43 "Not obtainable",
        /// The quality is not to be had.
        QUALITY_OF_SERVICE = 0x44 "Quality of service not available",
        /// There is no way between the networks.
        NO_INTERWORKING = 0x45 "No interworking available",
        /// The validity has ended.
        VALIDITY_EXPIRED = 0x46 "SM Validity Period Expired",
        /// Deleted by the sender.
        DELETED_BY_SENDER = 0x47 "SM Deleted by originating SME",
        /// Deleted by the centre.
        DELETED_BY_CENTRE = 0x48 "SM Deleted by SC Administration",
        /// There is no such message.
        DOES_NOT_EXIST = 0x49 "SM does not exist",
        /// Congestion; the centre has given up.
        CONGESTION = 0x60 "Congestion",
        /// The recipient is busy; the centre has given up.
        SME_BUSY = 0x61 "SME busy",
        /// The recipient does not answer; the centre has given up.
        NO_RESPONSE = 0x62 "No response from SME",
        /// The service is refused; the centre has given up.
        SERVICE_REJECTED = 0x63 "Service rejected",
        /// The quality is not to be had; the centre has given up.
        QUALITY_OF_SERVICE_GIVEN_UP = 0x64 "Quality of service not available",
        /// A fault of the recipient; the centre has given up.
        ERROR_IN_SME = 0x65 "Error in SME",
    }
}

impl Status {
    /// Whether the message was delivered, or so it seems (3GPP TS 23.040 §9.2.3.15).
    #[must_use]
    pub const fn is_completed(self) -> bool {
        self.0 < 0x20
    }

    /// Whether the centre goes on trying (3GPP TS 23.040 §9.2.3.15).
    #[must_use]
    pub const fn is_trying(self) -> bool {
        self.0 >= 0x20 && self.0 < 0x40
    }
}

/// SMS-STATUS-REPORT (3GPP TS 23.040 §9.2.2.3).
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
