//! The messages of SCCP management, which are the data of UDT (Q.713 §5).

use super::{Ssn, Variant};
use crate::cursor::Cursor;
use crate::mtp::PointCode;
use crate::numbers::numbers;
use crate::{Buffer, DecodeError};

numbers! {
    /// SCMG format identifier: what a message of SCCP management is about (Q.713 §5).
    pub struct ManagementType(u8) {
        /// Subsystem allowed
        SSA = 1 "SSA",
        /// Subsystem prohibited
        SSP = 2 "SSP",
        /// Subsystem status test
        SST = 3 "SST",
        /// Subsystem out of service request
        SOR = 4 "SOR",
        /// Subsystem out of service grant
        SOG = 5 "SOG",
        /// SCCP or subsystem congested
        SSC = 6 "SSC",
    }
}

/// A message of SCCP management (Q.713 §5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct ManagementMessage {
    /// What it is about.
    pub message_type: ManagementType,
    /// Affected subsystem number.
    pub ssn: Ssn,
    /// Affected point code.
    pub point_code: PointCode,
    /// Subsystem multiplicity indicator: 0, not known.
    pub multiplicity: u8,
    /// SCCP congestion level, 1 to 8, of SSC.
    pub congestion_level: Option<u8>,
}

impl ManagementMessage {
    /// Reads the data of a UDT to the management of SCCP. Octets behind the message are passed over.
    ///
    /// # Errors
    /// It ends too early.
    pub fn read(octets: &[u8], variant: Variant) -> Result<Self, DecodeError> {
        let mut cursor = Cursor::new(octets);
        let message_type = ManagementType(cursor.u8("SCMG format identifier")?);
        let ssn = Ssn(cursor.u8("affected SSN")?);
        let point_code = match variant {
            Variant::Itu => {
                let [low, high] = cursor.array("affected PC")?;
                u32::from_le_bytes([low, high & 0x3F, 0, 0])
            }
            Variant::Ansi => {
                let [member, cluster, network] = cursor.array("affected PC")?;
                u32::from_le_bytes([member, cluster, network, 0])
            }
        };
        let multiplicity = cursor.u8("subsystem multiplicity indicator")? & 0x03;
        let congestion_level = match message_type {
            ManagementType::SSC => Some(cursor.u8("SCCP congestion level")? & 0x0F),
            _ => None,
        };
        let point_code = PointCode(point_code);
        Ok(Self { message_type, ssn, point_code, multiplicity, congestion_level })
    }

    /// Puts it before what is there.
    pub fn write(&self, variant: Variant, out: &mut Buffer) {
        self.congestion_level.into_iter().for_each(|level| out.prepend_u8(level));
        out.prepend_u8(self.multiplicity);
        let [first, second, third, _] = self.point_code.0.to_le_bytes();
        match variant {
            Variant::Itu => out.prepend(&[first, second & 0x3F]),
            Variant::Ansi => out.prepend(&[first, second, third]),
        }
        out.prepend(&[self.message_type.0, self.ssn.0]);
    }
}
