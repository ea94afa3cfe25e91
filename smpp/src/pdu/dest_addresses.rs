//! The destinations of a `submit_multi` (SMPP 5.0 §4.2.3.1, §4.7.9).

use crate::body::{Field, Value};
use crate::reader::Reader;
use crate::writer::{Measure, Writer};
use crate::{CommandStatus, DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind, Header, Npi, Ton};

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

/// The destinations of a `submit_multi`: read from a PDU, or a list of your own made with `from`.
#[derive(Clone, Copy)]
pub struct DestAddresses<'a>(Source<'a>);

#[derive(Clone, Copy)]
enum Source<'a> {
    Wire { octets: &'a [u8], count: u8 },
    List(&'a [DestAddress<'a>]),
}

impl<'a> DestAddresses<'a> {
    /// `number_of_dests`; a list of more than 255 entries, which no PDU can carry, counts as 255.
    #[must_use]
    pub fn len(self) -> u8 {
        match self.0 {
            Source::Wire { count, .. } => count,
            Source::List(list) => u8::try_from(list.len()).unwrap_or(u8::MAX),
        }
    }

    /// Whether there is none, which no PDU may have.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The destinations in wire order.
    pub fn iter(self) -> impl Iterator<Item = DestAddress<'a>> {
        let (octets, list) = match self.0 {
            Source::Wire { octets, .. } => (octets, &[][..]),
            Source::List(list) => (&[][..], list),
        };
        let mut reader = Reader::new(octets, Header::default(), crate::Dialect::V5_0);
        let wire = std::iter::from_fn(move || {
            if reader.is_empty() {
                None
            } else {
                DestAddress::read(&mut reader).ok()
            }
        });
        wire.chain(list.iter().copied())
    }

    pub(crate) fn show(self, visit: &mut dyn FnMut(Field<'_>)) {
        for destination in self.iter() {
            match destination {
                DestAddress::Sme {
                    dest_addr_ton,
                    dest_addr_npi,
                    destination_addr,
                } => {
                    let fields = [
                        Field::new("dest_flag", Value::Integer(u32::from(SME_ADDRESS))),
                        Field::new("dest_addr_ton", Value::Integer(u32::from(dest_addr_ton.0))),
                        Field::new("dest_addr_npi", Value::Integer(u32::from(dest_addr_npi.0))),
                        Field::new("destination_addr", Value::Address(destination_addr)),
                    ];
                    visit(Field::new("dest_address", Value::Entry(&fields)));
                }
                DestAddress::DistributionList { dl_name } => {
                    let fields = [
                        Field::new("dest_flag", Value::Integer(u32::from(DISTRIBUTION_LIST))),
                        Field::new("dl_name", Value::COctetString(dl_name)),
                    ];
                    visit(Field::new("dest_address", Value::Entry(&fields)));
                }
            }
        }
    }
}

impl<'a> DestAddress<'a> {
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
}

impl<'a> From<&'a [DestAddress<'a>]> for DestAddresses<'a> {
    fn from(list: &'a [DestAddress<'a>]) -> Self {
        Self(Source::List(list))
    }
}

impl Default for DestAddresses<'_> {
    fn default() -> Self {
        Self(Source::List(&[]))
    }
}

impl PartialEq for DestAddresses<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for DestAddresses<'_> {}

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
        let start = self.position();
        for _ in 0..count {
            DestAddress::read(self)?;
        }
        Ok(DestAddresses(Source::Wire {
            octets: self.since(start),
            count,
        }))
    }
}

impl Measure {
    pub(crate) fn dest_addresses(
        &mut self,
        field: &'static str,
        value: DestAddresses<'_>,
    ) -> Result<(), EncodeError> {
        let max = if self.dialect().version.is_5_0() { 255 } else { 254 };
        let count = value.iter().count();
        if count == 0 {
            return Err(EncodeError {
                kind: EncodeErrorKind::Empty,
                field,
            });
        }
        if count > max {
            return Err(EncodeError {
                kind: EncodeErrorKind::TooMany(max),
                field,
            });
        }
        self.add(1);
        for destination in value.iter() {
            match destination {
                DestAddress::Sme { destination_addr, .. } => {
                    self.add(3);
                    self.address("destination_addr", destination_addr, 21)?;
                }
                DestAddress::DistributionList { dl_name } => {
                    self.add(1);
                    self.c_octet_string("dl_name", dl_name, 21)?;
                }
            }
        }
        Ok(())
    }
}

impl Writer<'_> {
    pub(crate) fn dest_addresses(&mut self, value: DestAddresses<'_>) {
        self.octet(value.len());
        for destination in value.iter() {
            match destination {
                DestAddress::Sme {
                    dest_addr_ton,
                    dest_addr_npi,
                    destination_addr,
                } => {
                    self.octets(&[SME_ADDRESS, dest_addr_ton.0, dest_addr_npi.0]);
                    self.address(destination_addr);
                }
                DestAddress::DistributionList { dl_name } => {
                    self.octet(DISTRIBUTION_LIST);
                    self.c_octet_string(dl_name);
                }
            }
        }
    }
}
