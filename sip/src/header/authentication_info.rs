//! Authentication-Info and Proxy-Authentication-Info (RFC 3261 §20.6, RFC 7615, RFC 7616 §3.5).

use std::fmt;

use super::auth_param::Writer;
use super::{AuthParams, HeaderField, HeaderName};
use crate::DecodeError;
use crate::scan::Scan;

const NAMES: [&str; 5] = ["nextnonce", "qop", "rspauth", "cnonce", "nc"];

/// Declares a header field that tells what came of credentials.
macro_rules! infos {
    ($( $(#[$meta:meta])* $type:ident = $name:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Default, PartialEq, Eq)]
        #[allow(clippy::exhaustive_structs)] // frozen by the standard
        pub struct $type<'a> {
            /// The nonce that later credentials are to be made with.
            pub nextnonce: Option<&'a [u8]>,
            /// What is protected: `auth` or `auth-int`.
            pub qop: Option<&'a [u8]>,
            /// The digest that proves that the server knows the password, in hexadecimal digits.
            pub rspauth: Option<&'a [u8]>,
            /// What the credentials had.
            pub cnonce: Option<&'a [u8]>,
            /// What the credentials had.
            pub nc: Option<&'a [u8]>,
            /// All parameters as they stood. Those above are written from their own fields.
            pub params: AuthParams<'a>,
        }

        impl<'a> HeaderField<'a> for $type<'a> {
            const NAME: HeaderName = HeaderName::$name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                let (params, found) = AuthParams::read(&mut Scan::new(value), Self::NAME.text(), &NAMES)?;
                let [nextnonce, qop, rspauth, cnonce, nc] = found.map(|found| found.map(|(_, value)| value));
                Ok(Self { nextnonce, qop, rspauth, cnonce, nc, params })
            }

            fn write(&self, out: &mut Vec<u8>) {
                Writer::new(out)
                    .quoted("nextnonce", self.nextnonce)
                    .plain("qop", self.qop)
                    .quoted("rspauth", self.rspauth)
                    .quoted("cnonce", self.cnonce)
                    .plain("nc", self.nc)
                    .others(self.params, &NAMES);
            }
        }

        impl fmt::Debug for $type<'_> {
            /// The names alone: the values are made of the password.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($type))?;
                self.params.fmt(f)
            }
        }
    )* };
}

infos! {
    /// What came of the Authorization of the request (RFC 3261 §20.6).
    AuthenticationInfo = AUTHENTICATION_INFO;
    /// What came of the Proxy-Authorization of the request (RFC 7615 §4).
    ProxyAuthenticationInfo = PROXY_AUTHENTICATION_INFO;
}
