//! `o=`: whose description it is, and which version of it (RFC 8866 §5.2).

use std::fmt;

use super::address::Address;
use super::words;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// Whose description it is, and which version of it (RFC 8866 §5.2).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Origin<'a> {
    /// The user on the host; `-` for none.
    pub username: &'a [u8],
    /// Digits that together with the other fields are not used twice. They are kept as text: some are longer than 64 bits.
    pub session_id: &'a [u8],
    /// One more with each change of the description (RFC 3264 §8).
    pub version: u64,
    /// The host that made it. Nothing is sent there.
    pub address: Address<'a>,
}

const FIELD: &str = "origin-field";

impl<'a> Origin<'a> {
    /// The origin of a session's first description, without a user.
    #[must_use]
    pub const fn new(session_id: &'a [u8], address: Address<'a>) -> Self {
        Self { username: b"-", session_id, version: 1, address }
    }

    /// Reads the value of the line. What is before the last five words is the user, with spaces if it has any.
    ///
    /// # Errors
    /// Fewer words, or a version that is no number of 64 bits.
    #[inline]
    pub fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut left = value.trim_ascii_end();
        let mut word = || {
            let space = memchr::memrchr(b' ', left);
            let space = space.ok_or(DecodeError::new(DecodeErrorKind::Missing, value.len(), FIELD))?;
            let word = left.get(space + 1..).unwrap_or_default();
            left = left.get(..space).unwrap_or_default().trim_ascii_end();
            Ok((word, space + 1))
        };
        let ((address, _), (addrtype, _), (nettype, _)) = (word()?, word()?, word()?);
        let ((version, at), (session_id, _)) = (word()?, word()?);
        let mut scan = Scan::new(version);
        let number = words::number64(&mut scan, FIELD).and_then(|number| scan.end(FIELD).map(|()| number));
        let version = number.map_err(|error| error.behind(at))?;
        Ok(Self { username: left, session_id, version, address: Address { nettype, addrtype, address } })
    }

    /// Puts the value behind what is there, without the letter and an end of line.
    pub fn write(&self, out: &mut Vec<u8>) {
        let username = if self.username.is_empty() { b"-" } else { self.username };
        words::write(&[username, self.session_id, b""], out);
        words::write_number(self.version, out);
        out.push(b' ');
        self.address.write(out);
    }
}

impl fmt::Debug for Origin<'_> {
    /// Without the user.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = String::from_utf8_lossy(self.session_id);
        write!(f, "Origin({id} {} {:?})", self.version, self.address)
    }
}
