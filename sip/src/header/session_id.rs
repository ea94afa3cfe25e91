//! Session-ID (RFC 7989 §5).

use super::{HeaderField, HeaderName};
use crate::params::Params;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// By what a call is known from end to end, whatever is between (RFC 7989 §5): a UUID of each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct SessionId<'a> {
    /// That of the side that sends this, in 32 hexadecimal digits. All are zero if it is not known.
    pub local: &'a [u8],
    /// That of its peer, in the parameter `remote`; nothing from those that know RFC 7329 alone.
    pub remote: Option<&'a [u8]>,
    /// All parameters as they stood. The one above is written from its own field.
    pub params: Params<'a>,
}

const FIELD: &str = "Session-ID";

/// The UUID of a side that is not known (RFC 7989 §5).
const NULL: &[u8] = b"00000000000000000000000000000000";

impl SessionId<'_> {
    /// Whether the side that sends this is known.
    #[must_use]
    pub fn has_local(&self) -> bool {
        self.local != NULL
    }

    /// Whether its peer is known.
    #[must_use]
    pub fn has_remote(&self) -> bool {
        self.remote.is_some_and(|remote| remote != NULL)
    }
}

/// 32 hexadecimal digits.
fn uuid<'a>(scan: &mut Scan<'a>) -> Result<&'a [u8], DecodeError> {
    let from = scan.offset();
    scan.skip(scan.rest().iter().take(32).take_while(|octet| octet.is_ascii_hexdigit()).count());
    if scan.offset() - from == 32 { Ok(scan.since(from)) } else { Err(scan.unexpected(FIELD)) }
}

impl<'a> HeaderField<'a> for SessionId<'a> {
    const NAME: HeaderName = HeaderName::SESSION_ID;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let local = uuid(&mut scan)?;
        let mut remote = None;
        let params = Params::read(&mut scan, |param| {
            if remote.is_none() && param.is(b"remote") {
                remote = param.value;
            }
        })?;
        scan.end(FIELD)?;
        if let Some(remote) = remote {
            let mut scan = Scan::new(remote);
            let bad = DecodeError::new(DecodeErrorKind::Value, local.len(), FIELD);
            uuid(&mut scan).and_then(|_| scan.end(FIELD)).map_err(|_| bad)?;
        }
        Ok(Self { local, remote, params })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.local);
        super::write_param(b"remote", self.remote, out);
        self.params.write_without(&[b"remote"], out);
    }
}
