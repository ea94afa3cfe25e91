//! SMS-DELIVER-REPORT and SMS-SUBMIT-REPORT: what goes back with the answer to a message (3GPP TS 23.040 §9.2.2.1a,
//! §9.2.2.2a).

use super::user_data::finish;
use super::{FirstOctet, TimeStamp, UserData};
use crate::cursor::Cursor;
use crate::numbers::numbers;
use crate::{Buffer, DecodeError, EncodeError};

/// What TP-Parameter-Indicator tells of (§9.2.3.27).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parameters<'a> {
    pub(super) protocol_identifier: Option<u8>,
    pub(super) user_data: Option<UserData<'a>>,
}

impl<'a> Parameters<'a> {
    const PID: u8 = 0x01;
    const DCS: u8 = 0x02;
    const UDL: u8 = 0x04;
    const EXTENSION: u8 = 0x80;

    /// Reads the indicator and what it tells of; nothing where the octets end before it.
    pub(super) fn read(cursor: &mut Cursor<'a>, header_indicator: bool) -> Result<Self, DecodeError> {
        if cursor.is_empty() {
            return Ok(Self::default());
        }
        let indicator = Self::read_indicator(cursor)?;
        Self::read_indicated(cursor, indicator, header_indicator)
    }

    fn read_indicator(cursor: &mut Cursor<'a>) -> Result<u8, DecodeError> {
        let indicator = cursor.u8("TP-Parameter-Indicator")?;
        let mut next = indicator;
        while next & Self::EXTENSION != 0 {
            next = cursor.u8("TP-Parameter-Indicator")?;
        }
        Ok(indicator)
    }

    fn read_indicated(
        cursor: &mut Cursor<'a>,
        indicator: u8,
        header_indicator: bool,
    ) -> Result<Self, DecodeError> {
        let protocol_identifier = match indicator & Self::PID {
            0 => None,
            _ => Some(cursor.u8("TP-Protocol-Identifier")?),
        };
        // Without a scheme the default alphabet is meant; a scheme without data says nothing.
        let user_data = match (indicator & Self::DCS != 0, indicator & Self::UDL != 0) {
            (true, true) => Some(UserData::read(cursor, header_indicator)?),
            (false, true) => Some(UserData::read_data(cursor, 0, header_indicator)?),
            (true, false) => {
                Some(UserData::new(cursor.u8("TP-Data-Coding-Scheme")?, header_indicator, 0, &[]))
            }
            (false, false) => None,
        };
        Ok(Self { protocol_identifier, user_data })
    }

    pub(super) fn write(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        let indicator = self.write_indicated(out)?;
        out.prepend_u8(indicator);
        Ok(())
    }

    /// Writes what the indicator tells of, and gives the indicator.
    fn write_indicated(&self, out: &mut Buffer) -> Result<u8, EncodeError> {
        let mut indicator = 0;
        if let Some(user_data) = &self.user_data {
            user_data.write(out)?;
            indicator |= Self::DCS | Self::UDL;
        }
        if let Some(protocol_identifier) = self.protocol_identifier {
            out.prepend_u8(protocol_identifier);
            indicator |= Self::PID;
        }
        Ok(indicator)
    }
}

numbers! {
    /// TP-Failure-Cause: why a message is refused (3GPP TS 23.040 §9.2.3.22).
    pub struct FailureCause(u8) {
        /// The service of TP-Protocol-Identifier is not there.
        TELEMATIC_INTERWORKING_NOT_SUPPORTED = 0x80 "Telematic interworking not supported",
        /// The handset takes no messages of type 0.
        SHORT_MESSAGE_TYPE_0_NOT_SUPPORTED = 0x81 "Short message Type 0 not supported",
        /// The message is to replace one, and cannot.
        CANNOT_REPLACE_SHORT_MESSAGE = 0x82 "Cannot replace short message",
        /// Another fault of TP-Protocol-Identifier.
        UNSPECIFIED_TP_PID_ERROR = 0x8F "Unspecified TP-PID error",
        /// The characters of the text are not known.
        DATA_CODING_SCHEME_NOT_SUPPORTED = 0x90 "Data coding scheme (alphabet) not supported",
        /// The class of the message is not known.
        MESSAGE_CLASS_NOT_SUPPORTED = 0x91 "Message class not supported",
        /// Another fault of TP-Data-Coding-Scheme.
        UNSPECIFIED_TP_DCS_ERROR = 0x9F "Unspecified TP-DCS error",
        /// A command that is known cannot be carried out.
        COMMAND_CANNOT_BE_ACTIONED = 0xA0 "Command cannot be actioned",
        /// A command is not known.
        COMMAND_UNSUPPORTED = 0xA1 "Command unsupported",
        /// Another fault of a command.
        UNSPECIFIED_TP_COMMAND_ERROR = 0xAF "Unspecified TP-Command error",
        /// The TPDU is of a type that is not known here.
        TPDU_NOT_SUPPORTED = 0xB0 "TPDU not supported",
        /// The service centre has no room now.
        SC_BUSY = 0xC0 "SC busy",
        /// The sender has no business with the service centre.
        NO_SC_SUBSCRIPTION = 0xC1 "No SC subscription",
        /// A fault of the service centre.
        SC_SYSTEM_FAILURE = 0xC2 "SC system failure",
        /// Nobody can have the number.
        INVALID_SME_ADDRESS = 0xC3 "Invalid SME address",
        /// Messages to the number are barred.
        DESTINATION_SME_BARRED = 0xC4 "Destination SME barred",
        /// The same message is under way, and the sender wants no second one.
        SM_REJECTED_DUPLICATE_SM = 0xC5 "SM Rejected-Duplicate SM",
        /// The form of TP-Validity-Period is not known.
        TP_VPF_NOT_SUPPORTED = 0xC6 "TP-VPF not supported",
        /// The validity cannot be.
        TP_VP_NOT_SUPPORTED = 0xC7 "TP-VP not supported",
        /// The SIM has no room.
        SIM_SMS_STORAGE_FULL = 0xD0 "(U)SIM SMS storage full",
        /// The SIM keeps no messages.
        NO_SMS_STORAGE_CAPABILITY_IN_SIM = 0xD1 "No SMS storage capability in (U)SIM",
        /// A fault of the handset.
        ERROR_IN_MS = 0xD2 "Error in MS",
        /// The handset has no room.
        MEMORY_CAPACITY_EXCEEDED = 0xD3 "Memory Capacity Exceeded",
        /// The application on the SIM is busy.
        SIM_APPLICATION_TOOLKIT_BUSY = 0xD4 "(U)SIM Application Toolkit Busy",
        /// The SIM could not take what was for it.
        SIM_DATA_DOWNLOAD_ERROR = 0xD5 "(U)SIM data download error",
        /// No cause is named.
        UNSPECIFIED_ERROR_CAUSE = 0xFF "Unspecified error cause",
    }
}

/// The cause, which only a report of a refusal has.
fn read_failure_cause(cursor: &mut Cursor<'_>, refused: bool) -> Result<Option<FailureCause>, DecodeError> {
    if refused { cursor.u8("TP-Failure-Cause").map(|cause| Some(FailureCause(cause))) } else { Ok(None) }
}

/// SMS-DELIVER-REPORT (3GPP TS 23.040 §9.2.2.1a).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct SmsDeliverReport<'a> {
    /// TP-Failure-Cause: there where the message is refused, and nowhere else (§9.2.3.22).
    pub failure_cause: Option<FailureCause>,
    /// TP-Protocol-Identifier, if it is there.
    pub protocol_identifier: Option<u8>,
    /// TP-Data-Coding-Scheme and TP-User-Data, if they are there.
    pub user_data: Option<UserData<'a>>,
}

impl<'a> SmsDeliverReport<'a> {
    /// Reads one; `refused` says whether it came with an error, since the octets do not.
    ///
    /// # Errors
    /// The field at which it ends, or that cannot be.
    pub fn read(octets: &'a [u8], refused: bool) -> Result<Self, DecodeError> {
        let mut cursor = Cursor::new(octets);
        let first = FirstOctet(cursor.u8("TP-Message-Type-Indicator")?);
        let failure_cause = read_failure_cause(&mut cursor, refused)?;
        let Parameters { protocol_identifier, user_data } =
            Parameters::read(&mut cursor, first.bit(FirstOctet::UDHI))?;
        finish(&cursor)?;
        Ok(Self { failure_cause, protocol_identifier, user_data })
    }

    /// Puts it before what is there.
    ///
    /// # Errors
    /// The user data have not the length that they claim; then nothing of use was written.
    pub fn write(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        Parameters { protocol_identifier: self.protocol_identifier, user_data: self.user_data }.write(out)?;
        if let Some(cause) = self.failure_cause {
            out.prepend_u8(cause.0);
        }
        let header = self.user_data.is_some_and(|data| data.header_indicator);
        out.prepend_u8(FirstOctet(0x00).with_bit(FirstOctet::UDHI, header).0);
        Ok(())
    }
}

/// SMS-SUBMIT-REPORT (3GPP TS 23.040 §9.2.2.2a).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct SmsSubmitReport<'a> {
    /// TP-Failure-Cause: there where the message is refused, and nowhere else (§9.2.3.22).
    pub failure_cause: Option<FailureCause>,
    /// TP-Service-Centre-Time-Stamp: when the message came.
    pub service_centre_time_stamp: TimeStamp,
    /// TP-Protocol-Identifier, if it is there.
    pub protocol_identifier: Option<u8>,
    /// TP-Data-Coding-Scheme and TP-User-Data, if they are there.
    pub user_data: Option<UserData<'a>>,
}

impl<'a> SmsSubmitReport<'a> {
    /// Reads one; `refused` says whether it came with an error, since the octets do not.
    ///
    /// # Errors
    /// The field at which it ends, or that cannot be.
    pub fn read(octets: &'a [u8], refused: bool) -> Result<Self, DecodeError> {
        let mut cursor = Cursor::new(octets);
        let first = FirstOctet(cursor.u8("TP-Message-Type-Indicator")?);
        let failure_cause = read_failure_cause(&mut cursor, refused)?;
        let indicator = Parameters::read_indicator(&mut cursor)?;
        let service_centre_time_stamp = TimeStamp::read(&mut cursor, "TP-Service-Centre-Time-Stamp")?;
        let Parameters { protocol_identifier, user_data } =
            Parameters::read_indicated(&mut cursor, indicator, first.bit(FirstOctet::UDHI))?;
        finish(&cursor)?;
        Ok(Self { failure_cause, service_centre_time_stamp, protocol_identifier, user_data })
    }

    /// Puts it before what is there.
    ///
    /// # Errors
    /// The user data have not the length that they claim; then nothing of use was written.
    pub fn write(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        let parameters =
            Parameters { protocol_identifier: self.protocol_identifier, user_data: self.user_data };
        let indicator = parameters.write_indicated(out)?;
        self.service_centre_time_stamp.write(out);
        out.prepend_u8(indicator);
        if let Some(cause) = self.failure_cause {
            out.prepend_u8(cause.0);
        }
        let header = self.user_data.is_some_and(|data| data.header_indicator);
        out.prepend_u8(FirstOctet(0x01).with_bit(FirstOctet::UDHI, header).0);
        Ok(())
    }
}
