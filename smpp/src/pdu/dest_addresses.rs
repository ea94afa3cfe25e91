//! The destinations of a `submit_multi` (SMPP 5.0 §4.2.3.1, §4.7.9).

use super::list::{Entry, List};
use crate::body::{Field, Value};
use crate::reader::Reader;
use crate::writer::Writer;
use crate::{CommandStatus, DecodeError, DecodeErrorKind, EncodeErrorKind, Npi, Ton};

const SME_ADDRESS: u8 = 1;
const DISTRIBUTION_LIST: u8 = 2;

/// One destination of a `submit_multi` (SMPP 5.0 §4.2.3.1).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // frozen by the standard
pub enum DestAddress<'a> {
    /// `dest_flag` 1: an address.
    Sme {
        /// Type of number (SMPP 5.0 §4.7.1).
        dest_addr_ton: Ton,
        /// Numbering plan (SMPP 5.0 §4.7.2).
        dest_addr_npi: Npi,
        /// The address, at most 20 octets (SMPP 5.0 §4.7.8).
        destination_addr: &'a [u8],
    },
    /// `dest_flag` 2: a distribution list that the message centre knows.
    DistributionList {
        /// Its name, at most 20 octets (SMPP 5.0 §4.2.3.1).
        dl_name: &'a [u8],
    },
}

/// The destinations of a `submit_multi` (SMPP 5.0 §4.2.3.1).
pub type DestAddresses<'a> = List<'a, DestAddress<'a>>;

impl<'a> Entry<'a> for DestAddress<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let flag: u8 = reader.octet("dest_flag", CommandStatus::ESME_RINVDESTFLAG)?;
        match flag {
            SME_ADDRESS => Ok(Self::Sme {
                dest_addr_ton: reader.octet("dest_addr_ton", CommandStatus::ESME_RINVDSTTON)?,
                dest_addr_npi: reader.octet("dest_addr_npi", CommandStatus::ESME_RINVDSTNPI)?,
                destination_addr: reader.address("destination_addr", 21, CommandStatus::ESME_RINVDSTADR)?,
            }),
            DISTRIBUTION_LIST => Ok(Self::DistributionList {
                dl_name: reader.c_octet_string("dl_name", 21, CommandStatus::ESME_RINVDLNAME)?,
            }),
            _ => Err(reader.error_before(
                1,
                DecodeErrorKind::Value,
                "dest_flag",
                CommandStatus::ESME_RINVDESTFLAG,
            )),
        }
    }

    fn write(&self, writer: &mut Writer<'_, 'a>) {
        match self {
            Self::Sme { dest_addr_ton, dest_addr_npi, destination_addr } => {
                writer.octet("dest_flag", SME_ADDRESS);
                writer.octet("dest_addr_ton", *dest_addr_ton);
                writer.octet("dest_addr_npi", *dest_addr_npi);
                writer.address("destination_addr", destination_addr, 21);
            }
            Self::DistributionList { dl_name } => {
                writer.octet("dest_flag", DISTRIBUTION_LIST);
                writer.c_octet_string("dl_name", dl_name, 21);
            }
        }
    }

    fn show(&self, visit: &mut dyn FnMut(Field<'_>)) {
        match self {
            Self::Sme { dest_addr_ton, dest_addr_npi, destination_addr } => {
                let fields = [
                    Field::new("dest_flag", Value::Integer(u32::from(SME_ADDRESS))),
                    Field::new("dest_addr_ton", Value::Integer(u32::from(dest_addr_ton.0))),
                    Field::new("dest_addr_npi", Value::Integer(u32::from(dest_addr_npi.0))),
                    Field::new("destination_addr", Value::Address(destination_addr)),
                ];
                visit(Field::new("dest_address", Value::Entry(&fields)));
            }
            Self::DistributionList { dl_name } => {
                let fields = [
                    Field::new("dest_flag", Value::Integer(u32::from(DISTRIBUTION_LIST))),
                    Field::new("dl_name", Value::COctetString(dl_name)),
                ];
                visit(Field::new("dest_address", Value::Entry(&fields)));
            }
        }
    }
}

impl<'a> Reader<'a> {
    /// `number_of_dests` and that many destinations: at most 254 in 3.4, 255 in 5.0.
    pub(crate) fn dest_addresses(
        &mut self,
        _field: &'static str,
        status: CommandStatus,
    ) -> Result<DestAddresses<'a>, DecodeError> {
        let count: u8 = self.octet("number_of_dests", status)?;
        if count == 0 || (count == 255 && !self.dialect().version.is_5_0()) {
            return Err(self.error_before(1, DecodeErrorKind::Value, "number_of_dests", status));
        }
        List::read(self, count)
    }
}

impl<'a> Writer<'_, 'a> {
    pub(crate) fn dest_addresses(&mut self, field: &'static str, value: DestAddresses<'a>) {
        let max = if self.dialect().version.is_5_0() { 255 } else { 254 };
        match value.iter().count() {
            0 => self.refuse(field, EncodeErrorKind::Empty),
            count if count > max => self.refuse(field, EncodeErrorKind::TooMany(max)),
            _ => value.write(field, self),
        }
    }
}
