//! P-Charging-Vector (RFC 7315 §5.6).

use std::fmt;

use super::{HeaderField, HeaderName};
use crate::chars::{TOKEN, VALUE};
use crate::params::{Param, Params};
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// By what all networks of a call know it for charging (RFC 7315 §5.6).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct PChargingVector<'a> {
    /// `icid-value`: what is unique in the world, with its quotes if it is quoted.
    pub icid_value: &'a [u8],
    /// Its other parameters, such as `icid-generated-at`, `orig-ioi` and `term-ioi`.
    pub params: Params<'a>,
}

impl<'a> HeaderField<'a> for PChargingVector<'a> {
    const NAME: HeaderName = HeaderName::P_CHARGING_VECTOR;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let field = Self::NAME.text();
        let mut scan = Scan::new(value);
        let first = Param::read(&mut scan, TOKEN, VALUE)?;
        let icid_value = first.value.filter(|_| first.is(b"icid-value"));
        let icid_value = icid_value.ok_or(DecodeError::new(DecodeErrorKind::Syntax, 0, field))?;
        let params = Params::read(&mut scan, |_| {})?;
        scan.end(field)?;
        Ok(Self { icid_value, params })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"icid-value=");
        out.extend_from_slice(self.icid_value);
        out.extend_from_slice(self.params.octets());
    }
}

impl fmt::Debug for PChargingVector<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PChargingVector({}){:?}", String::from_utf8_lossy(self.icid_value), self.params)
    }
}
