//! Warning (RFC 3261 §20.43).

use std::fmt;

use super::number::write as write_number;
use super::{HeaderField, HeaderName};
use crate::chars::{SPACE, VALUE};
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// What more there is to say about a response (RFC 3261 §20.43).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Warning<'a> {
    /// Three digits: 300 to 399 are about what the body asks for.
    pub code: u16,
    /// Who warns: a host and port, or another name.
    pub agent: &'a [u8],
    /// The same in words, with its quotes.
    pub text: &'a [u8],
}

impl<'a> HeaderField<'a> for Warning<'a> {
    const NAME: HeaderName = HeaderName::WARNING;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        const FIELD: &str = "Warning";
        let mut scan = Scan::new(value);
        let code = scan.number(999, FIELD)?;
        if scan.offset() != 3 {
            return Err(DecodeError::new(DecodeErrorKind::Value, 0, FIELD));
        }
        scan.some(SPACE, FIELD)?;
        let agent = scan.some(VALUE, FIELD)?;
        scan.some(SPACE, FIELD)?;
        let text = scan.quoted(FIELD)?;
        scan.end(FIELD)?;
        Ok(Self { code: u16::try_from(code).unwrap_or(0), agent, text })
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_number(self.code.into(), out);
        out.push(b' ');
        out.extend_from_slice(self.agent);
        out.push(b' ');
        out.extend_from_slice(self.text);
    }
}

impl fmt::Debug for Warning<'_> {
    /// Without the words: they can quote what is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Warning({} {})", self.code, String::from_utf8_lossy(self.agent))
    }
}
