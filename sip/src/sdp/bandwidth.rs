//! `b=`: how much a session or its media take (RFC 8866 §5.8).

use super::words;
use crate::DecodeError;
use crate::scan::Scan;

/// How much is taken at the most (RFC 8866 §5.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Bandwidth<'a> {
    /// What is counted: `CT`, `AS`, `TIAS`, `RS`, `RR` and others.
    pub bwtype: &'a [u8],
    /// In kilobits a second for `CT` and `AS`, in bits for `TIAS` (RFC 3890), `RS` and `RR` (RFC 3556).
    pub bandwidth: u64,
}

impl<'a> Bandwidth<'a> {
    /// Reads the value of the line.
    ///
    /// # Errors
    /// No colon, or something else than a number of 64 bits behind it.
    pub fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let bwtype = words::before(&mut scan, b":", "bwtype")?;
        scan.expect(b':', "bandwidth-field")?;
        scan.skip_space();
        let bandwidth = words::number64(&mut scan, "bandwidth")?;
        scan.end("bandwidth-field")?;
        Ok(Self { bwtype, bandwidth })
    }

    /// Puts the value behind what is there, without the letter and an end of line.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.bwtype);
        out.push(b':');
        words::write_number(self.bandwidth, out);
    }
}
