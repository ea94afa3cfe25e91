//! Header fields that point somewhere: Alert-Info, Call-Info and Error-Info (RFC 3261 §20.4, §20.9, §20.18).

use super::address::bracketed;
use super::{HeaderField, HeaderName};
use crate::DecodeError;
use crate::params::Params;
use crate::scan::Scan;
use crate::uri::Uri;

/// Declares a header field that is a URI in angle brackets with parameters.
macro_rules! links {
    ($( $(#[$meta:meta])* $type:ident = $name:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(clippy::exhaustive_structs)] // frozen by the standard
        pub struct $type<'a> {
            /// Where it is.
            pub uri: Uri<'a>,
            /// Its parameters.
            pub params: Params<'a>,
        }

        impl<'a> HeaderField<'a> for $type<'a> {
            const NAME: HeaderName = HeaderName::$name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                let mut scan = Scan::new(value);
                if scan.peek() != Some(b'<') {
                    return Err(scan.unexpected(Self::NAME.text()));
                }
                let uri = bracketed(&mut scan, Self::NAME.text())?;
                let params = Params::read(&mut scan, |_| {})?;
                scan.end(Self::NAME.text())?;
                Ok(Self { uri, params })
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.push(b'<');
                self.uri.write(out);
                out.push(b'>');
                out.extend_from_slice(self.params.octets());
            }
        }
    )* };
}

links! {
    /// What the called side is to ring with, or the calling side to hear (RFC 3261 §20.4).
    AlertInfo = ALERT_INFO;
    /// More about who calls or is called; the parameter `purpose` says what (RFC 3261 §20.9).
    CallInfo = CALL_INFO;
    /// More about an error (RFC 3261 §20.18).
    ErrorInfo = ERROR_INFO;
}
