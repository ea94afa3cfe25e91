//! The destinations that a `submit_multi_resp` reports as failed (SMPP 5.0 §4.2.3.2).

use super::list::{Entry, List};
use crate::body::{Field, Value};
use crate::reader::Reader;
use crate::writer::Writer;
use crate::{CommandStatus, DecodeError, EncodeErrorKind, Npi, Ton};

/// One destination that was not accepted (SMPP 5.0 §4.2.3.2).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct UnsuccessSme<'a> {
    /// Type of number (SMPP 5.0 §4.7.1).
    pub dest_addr_ton: Ton,
    /// Numbering plan (SMPP 5.0 §4.7.2).
    pub dest_addr_npi: Npi,
    /// The address, at most 20 octets (SMPP 5.0 §4.7.8).
    pub destination_addr: &'a [u8],
    /// Why it was not accepted (SMPP 5.0 §4.2.3.2).
    pub error_status_code: CommandStatus,
}

/// The failed destinations of a `submit_multi` (SMPP 5.0 §4.2.3.2).
pub type UnsuccessSmes<'a> = List<'a, UnsuccessSme<'a>>;

impl<'a> Entry<'a> for UnsuccessSme<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        Ok(Self {
            dest_addr_ton: reader.octet("dest_addr_ton", CommandStatus::ESME_RINVDSTTON)?,
            dest_addr_npi: reader.octet("dest_addr_npi", CommandStatus::ESME_RINVDSTNPI)?,
            destination_addr: reader.address("destination_addr", 21, CommandStatus::ESME_RINVDSTADR)?,
            error_status_code: reader.integer4("error_status_code", CommandStatus::ESME_RINVCMDLEN)?,
        })
    }

    fn write(&self, writer: &mut Writer<'_, 'a>) {
        writer.octet("dest_addr_ton", self.dest_addr_ton);
        writer.octet("dest_addr_npi", self.dest_addr_npi);
        writer.address("destination_addr", self.destination_addr, 21);
        writer.integer4("error_status_code", self.error_status_code);
    }

    fn show(&self, visit: &mut dyn FnMut(Field<'_>)) {
        let fields = [
            Field::new("dest_addr_ton", Value::Integer(u32::from(self.dest_addr_ton.0))),
            Field::new("dest_addr_npi", Value::Integer(u32::from(self.dest_addr_npi.0))),
            Field::new("destination_addr", Value::Address(self.destination_addr)),
            Field::new("error_status_code", Value::Integer(self.error_status_code.0)),
        ];
        visit(Field::new("unsuccess_sme", Value::Entry(&fields)));
    }
}

impl<'a> Reader<'a> {
    /// `no_unsuccess` and that many failed destinations.
    pub(crate) fn unsuccess_smes(
        &mut self,
        _field: &'static str,
        status: CommandStatus,
    ) -> Result<UnsuccessSmes<'a>, DecodeError> {
        let count: u8 = self.octet("no_unsuccess", status)?;
        List::read(self, count)
    }
}

impl<'a> Writer<'_, 'a> {
    pub(crate) fn unsuccess_smes(&mut self, field: &'static str, value: UnsuccessSmes<'a>) {
        match value.iter().count() {
            0..=255 => value.write(field, self),
            _ => self.refuse(field, EncodeErrorKind::TooMany(255)),
        }
    }
}
