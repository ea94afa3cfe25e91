//! Header fields of a flag or a version: MIME-Version (RFC 3261 §20.24) and Refer-Sub (RFC 4488 §4).

use super::number::write as write_number;
use super::{HeaderField, HeaderName};
use crate::params::Params;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// By which version of MIME the body is (RFC 3261 §20.24): 1.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct MimeVersion {
    /// Before the point.
    pub major: u32,
    /// Behind the point.
    pub minor: u32,
}

impl<'a> HeaderField<'a> for MimeVersion {
    const NAME: HeaderName = HeaderName::MIME_VERSION;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let major = scan.number(u32::MAX, "MIME-Version")?;
        scan.expect(b'.', "MIME-Version")?;
        let minor = scan.number(u32::MAX, "MIME-Version")?;
        scan.end("MIME-Version")?;
        Ok(Self { major, minor })
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_number(self.major, out);
        out.push(b'.');
        write_number(self.minor, out);
    }
}

/// Whether a REFER makes a subscription; in a response, whether it has made one (RFC 4488 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct ReferSub<'a> {
    /// Whether it does.
    pub is_wanted: bool,
    /// Its parameters.
    pub params: Params<'a>,
}

impl<'a> HeaderField<'a> for ReferSub<'a> {
    const NAME: HeaderName = HeaderName::REFER_SUB;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let is_wanted = match scan.token("Refer-Sub")? {
            word if word.eq_ignore_ascii_case(b"true") => true,
            word if word.eq_ignore_ascii_case(b"false") => false,
            _ => return Err(DecodeError::new(DecodeErrorKind::Value, 0, "Refer-Sub")),
        };
        let params = Params::read(&mut scan, |_| {})?;
        scan.end("Refer-Sub")?;
        Ok(Self { is_wanted, params })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if self.is_wanted { b"true" } else { b"false" });
        out.extend_from_slice(self.params.octets());
    }
}
