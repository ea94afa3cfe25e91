//! CSeq (RFC 3261 §20.16).

use super::{HeaderField, HeaderName};
use crate::chars::SPACE;
use crate::scan::Scan;
use crate::{DecodeError, Method};

/// The number of a request, and its method (RFC 3261 §20.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct CSeq<'a> {
    /// The number: in a dialog one more than that of the request before; below 2^31 when it is ours (RFC 3261 §8.1.1.5).
    pub number: u32,
    /// The method of the request.
    pub method: Method<'a>,
}

impl<'a> HeaderField<'a> for CSeq<'a> {
    const NAME: HeaderName = HeaderName::CSEQ;

    #[inline]
    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let number = scan.number(u32::MAX, "CSeq")?;
        scan.some(SPACE, "CSeq")?;
        let method = Method(scan.token("CSeq")?);
        scan.end("CSeq")?;
        Ok(Self { number, method })
    }

    fn write(&self, out: &mut Vec<u8>) {
        super::number::write(self.number, out);
        out.push(b' ');
        out.extend_from_slice(self.method.0);
    }
}
