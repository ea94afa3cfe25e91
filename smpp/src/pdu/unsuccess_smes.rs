//! The destinations that a `submit_multi_resp` reports as failed (SMPP 5.0 §4.2.3.2).

use crate::body::{Field, Value};
use crate::reader::Reader;
use crate::writer::{Measure, Writer};
use crate::{CommandStatus, DecodeError, EncodeError, EncodeErrorKind, Header, Npi, Ton};

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

/// The failed destinations: read from a PDU, or a list of your own made with `from`.
#[derive(Clone, Copy)]
pub struct UnsuccessSmes<'a>(Source<'a>);

#[derive(Clone, Copy)]
enum Source<'a> {
    Wire { octets: &'a [u8], count: u8 },
    List(&'a [UnsuccessSme<'a>]),
}

impl<'a> UnsuccessSmes<'a> {
    /// `no_unsuccess`; a list of more than 255 entries, which no PDU can carry, counts as 255.
    #[must_use]
    pub fn len(self) -> u8 {
        match self.0 {
            Source::Wire { count, .. } => count,
            Source::List(list) => u8::try_from(list.len()).unwrap_or(u8::MAX),
        }
    }

    /// Whether every destination was accepted.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The failed destinations in wire order.
    pub fn iter(self) -> impl Iterator<Item = UnsuccessSme<'a>> {
        let (octets, list) = match self.0 {
            Source::Wire { octets, .. } => (octets, &[][..]),
            Source::List(list) => (&[][..], list),
        };
        let mut reader = Reader::new(octets, Header::default(), crate::Dialect::V5_0);
        let wire = std::iter::from_fn(move || {
            if reader.is_empty() {
                None
            } else {
                UnsuccessSme::read(&mut reader).ok()
            }
        });
        wire.chain(list.iter().copied())
    }

    pub(crate) fn show(self, visit: &mut dyn FnMut(Field<'_>)) {
        for sme in self.iter() {
            let fields = [
                Field::new("dest_addr_ton", Value::Integer(u32::from(sme.dest_addr_ton.0))),
                Field::new("dest_addr_npi", Value::Integer(u32::from(sme.dest_addr_npi.0))),
                Field::new("destination_addr", Value::Address(sme.destination_addr)),
                Field::new("error_status_code", Value::Integer(sme.error_status_code.0)),
            ];
            visit(Field::new("unsuccess_sme", Value::Entry(&fields)));
        }
    }
}

impl<'a> UnsuccessSme<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        Ok(Self {
            dest_addr_ton: reader.octet("dest_addr_ton", CommandStatus::ESME_RINVDSTTON)?,
            dest_addr_npi: reader.octet("dest_addr_npi", CommandStatus::ESME_RINVDSTNPI)?,
            destination_addr: reader.address("destination_addr", 21, CommandStatus::ESME_RINVDSTADR)?,
            error_status_code: reader.integer4("error_status_code", CommandStatus::ESME_RINVCMDLEN)?,
        })
    }
}

impl<'a> From<&'a [UnsuccessSme<'a>]> for UnsuccessSmes<'a> {
    fn from(list: &'a [UnsuccessSme<'a>]) -> Self {
        Self(Source::List(list))
    }
}

impl Default for UnsuccessSmes<'_> {
    fn default() -> Self {
        Self(Source::List(&[]))
    }
}

impl PartialEq for UnsuccessSmes<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for UnsuccessSmes<'_> {}

impl<'a> Reader<'a> {
    /// `no_unsuccess` and that many failed destinations.
    pub(crate) fn unsuccess_smes(
        &mut self,
        _field: &'static str,
        status: CommandStatus,
    ) -> Result<UnsuccessSmes<'a>, DecodeError> {
        let count: u8 = self.octet("no_unsuccess", status)?;
        let start = self.position();
        for _ in 0..count {
            UnsuccessSme::read(self)?;
        }
        Ok(UnsuccessSmes(Source::Wire {
            octets: self.since(start),
            count,
        }))
    }
}

impl Measure {
    pub(crate) fn unsuccess_smes(
        &mut self,
        field: &'static str,
        value: UnsuccessSmes<'_>,
    ) -> Result<(), EncodeError> {
        if value.iter().count() > 255 {
            return Err(EncodeError {
                kind: EncodeErrorKind::TooMany(255),
                field,
            });
        }
        self.add(1);
        for sme in value.iter() {
            self.add(2);
            self.address("destination_addr", sme.destination_addr, 21)?;
            self.add(4);
        }
        Ok(())
    }
}

impl Writer<'_> {
    pub(crate) fn unsuccess_smes(&mut self, value: UnsuccessSmes<'_>) {
        self.octet(value.len());
        for sme in value.iter() {
            self.octets(&[sme.dest_addr_ton.0, sme.dest_addr_npi.0]);
            self.address(sme.destination_addr);
            self.integer4(sme.error_status_code);
        }
    }
}
