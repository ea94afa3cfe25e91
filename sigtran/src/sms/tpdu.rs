//! Which TPDU octets are: the same type means another PDU in the other direction (3GPP TS 23.040 §9.2.3.1).

use super::{
    FirstOctet, SmsCommand, SmsDeliver, SmsDeliverReport, SmsStatusReport, SmsSubmit, SmsSubmitReport,
};
use crate::{Buffer, DecodeError, DecodeErrorKind, EncodeError};

/// Which way a TPDU goes (3GPP TS 23.040 §9.2.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are these
pub enum Direction {
    /// From the service centre, as a request.
    ToMobile,
    /// From the mobile station, as a request.
    FromMobile,
    /// Back to the service centre that delivered; whether the message was refused.
    DeliverReport {
        /// Whether it came with an error.
        refused: bool,
    },
    /// Back to the mobile station that submitted; whether the message was refused.
    SubmitReport {
        /// Whether it came with an error.
        refused: bool,
    },
}

/// A TPDU of any type (3GPP TS 23.040 §9.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tpdu<'a> {
    /// SMS-DELIVER.
    Deliver(SmsDeliver<'a>),
    /// SMS-DELIVER-REPORT.
    DeliverReport(SmsDeliverReport<'a>),
    /// SMS-SUBMIT.
    Submit(SmsSubmit<'a>),
    /// SMS-SUBMIT-REPORT.
    SubmitReport(SmsSubmitReport<'a>),
    /// SMS-STATUS-REPORT.
    StatusReport(SmsStatusReport<'a>),
    /// SMS-COMMAND.
    Command(SmsCommand<'a>),
}

impl<'a> Tpdu<'a> {
    /// Reads one that goes this way. The reserved type is read as SMS-DELIVER, as the standard has it.
    ///
    /// # Errors
    /// The field at which it ends, or that cannot be; a type that does not go this way.
    pub fn read(octets: &'a [u8], direction: Direction) -> Result<Self, DecodeError> {
        let first = octets.first().copied().unwrap_or_default();
        match (direction, FirstOctet(first).message_type()) {
            (Direction::ToMobile, 0 | 3) => SmsDeliver::read(octets).map(Self::Deliver),
            (Direction::ToMobile, 2) => SmsStatusReport::read(octets).map(Self::StatusReport),
            (Direction::FromMobile, 1) => SmsSubmit::read(octets).map(Self::Submit),
            (Direction::FromMobile, 2) => SmsCommand::read(octets).map(Self::Command),
            (Direction::DeliverReport { refused }, 0) => {
                SmsDeliverReport::read(octets, refused).map(Self::DeliverReport)
            }
            (Direction::SubmitReport { refused }, 1) => {
                SmsSubmitReport::read(octets, refused).map(Self::SubmitReport)
            }
            _ => Err(DecodeError::new(DecodeErrorKind::MessageType, 0, "TP-Message-Type-Indicator")),
        }
    }

    /// Puts it before what is there.
    ///
    /// # Errors
    /// What no such TPDU can carry; then nothing of use was written.
    pub fn write(&self, out: &mut Buffer) -> Result<(), EncodeError> {
        match self {
            Self::Deliver(tpdu) => tpdu.write(out),
            Self::DeliverReport(tpdu) => tpdu.write(out),
            Self::Submit(tpdu) => tpdu.write(out),
            Self::SubmitReport(tpdu) => tpdu.write(out),
            Self::StatusReport(tpdu) => tpdu.write(out),
            Self::Command(tpdu) => tpdu.write(out),
        }
    }
}
