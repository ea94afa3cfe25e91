//! SMS-COMMAND: what a handset wants done with a message that it has sent (3GPP TS 23.040 §9.2.2.4).

use super::user_data::finish;
use super::{FirstOctet, TpAddress};
use crate::cursor::Cursor;
use crate::numbers::numbers;
use crate::{Buffer, DecodeError, EncodeError, EncodeErrorKind};

numbers! {
    /// TP-Command-Type (3GPP TS 23.040 §9.2.3.19).
    pub struct CommandType(u8) {
        /// What became of it?
        ENQUIRY = 0 "Enquiry",
        /// No status report is wanted any more.
        CANCEL_STATUS_REPORT_REQUEST = 1 "Cancel Status Report Request",
        /// It is not to be delivered.
        DELETE = 2 "Delete previously submitted Short Message",
        /// A status report is wanted.
        ENABLE_STATUS_REPORT_REQUEST = 3 "Enable Status Report Request",
    }
}

/// SMS-COMMAND (3GPP TS 23.040 §9.2.2.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct SmsCommand<'a> {
    /// TP-User-Data-Header-Indicator: whether the command data begin with a header.
    pub user_data_header_indicator: bool,
    /// TP-Status-Report-Request.
    pub status_report_request: bool,
    /// TP-Message-Reference.
    pub message_reference: u8,
    /// TP-Protocol-Identifier.
    pub protocol_identifier: u8,
    /// TP-Command-Type.
    pub command_type: CommandType,
    /// TP-Message-Number: the reference of that message.
    pub message_number: u8,
    /// TP-Destination-Address.
    pub destination_address: TpAddress<'a>,
    /// TP-Command-Data, at most 156 octets.
    pub command_data: &'a [u8],
}

impl<'a> SmsCommand<'a> {
    /// Reads one.
    ///
    /// # Errors
    /// The field at which it ends, or that cannot be.
    pub fn read(octets: &'a [u8]) -> Result<Self, DecodeError> {
        let mut cursor = Cursor::new(octets);
        let first = FirstOctet(cursor.u8("TP-Message-Type-Indicator")?);
        let read = Self {
            user_data_header_indicator: first.bit(FirstOctet::UDHI),
            status_report_request: first.bit(FirstOctet::SRI_SRR_SRQ),
            message_reference: cursor.u8("TP-Message-Reference")?,
            protocol_identifier: cursor.u8("TP-Protocol-Identifier")?,
            command_type: CommandType(cursor.u8("TP-Command-Type")?),
            message_number: cursor.u8("TP-Message-Number")?,
            destination_address: TpAddress::read(&mut cursor, "TP-Destination-Address")?,
            command_data: {
                let length = cursor.u8("TP-Command-Data-Length")?;
                cursor.take(length.into(), "TP-Command-Data")?
            },
        };
        finish(&cursor)?;
        Ok(read)
    }

    /// Puts it before what is there.
    ///
    /// # Errors
    /// The command data are too long.
    pub fn write(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        let long = EncodeError { kind: EncodeErrorKind::Length, field: "TP-Command-Data" };
        let length =
            u8::try_from(self.command_data.len()).ok().filter(|length| *length <= 156).ok_or(long)?;
        out.prepend(self.command_data);
        out.prepend_u8(length);
        self.destination_address.write(out);
        out.prepend(&[
            self.message_reference,
            self.protocol_identifier,
            self.command_type.0,
            self.message_number,
        ]);
        let first = FirstOctet(0x02)
            .with_bit(FirstOctet::SRI_SRR_SRQ, self.status_report_request)
            .with_bit(FirstOctet::UDHI, self.user_data_header_indicator);
        out.prepend_u8(first.0);
        Ok(())
    }
}
