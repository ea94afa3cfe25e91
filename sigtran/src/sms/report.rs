//! SMS-DELIVER-REPORT and SMS-SUBMIT-REPORT: what goes back with the answer to a message (3GPP TS 23.040 §9.2.2.1a,
//! §9.2.2.2a).

use super::user_data::finish;
use super::{FirstOctet, TimeStamp, UserData};
use crate::cursor::Cursor;
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

/// SMS-DELIVER-REPORT (3GPP TS 23.040 §9.2.2.1a).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct SmsDeliverReport<'a> {
    /// TP-Failure-Cause: there where the message is refused, and nowhere else (§9.2.3.22).
    pub failure_cause: Option<u8>,
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
        let failure_cause = if refused { Some(cursor.u8("TP-Failure-Cause")?) } else { None };
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
            out.prepend_u8(cause);
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
    pub failure_cause: Option<u8>,
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
        let failure_cause = if refused { Some(cursor.u8("TP-Failure-Cause")?) } else { None };
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
            out.prepend_u8(cause);
        }
        let header = self.user_data.is_some_and(|data| data.header_indicator);
        out.prepend_u8(FirstOctet(0x01).with_bit(FirstOctet::UDHI, header).0);
        Ok(())
    }
}
