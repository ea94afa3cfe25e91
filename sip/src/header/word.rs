//! Header fields that are a token or a quoted string with parameters: P-Visited-Network-ID (RFC 7315 §5.3) and User-to-User
//! (RFC 7433 §4).

use std::fmt;

use super::{HeaderField, HeaderName};
use crate::DecodeError;
use crate::params::Params;
use crate::scan::Scan;

/// Declares such a header field.
macro_rules! words {
    ($( $(#[$meta:meta])* $type:ident = $name:ident, $(#[$field_meta:meta])* $field:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq)]
        #[allow(clippy::exhaustive_structs)] // frozen by the standard
        pub struct $type<'a> {
            $(#[$field_meta])*
            pub $field: &'a [u8],
            /// Its parameters.
            pub params: Params<'a>,
        }

        impl<'a> HeaderField<'a> for $type<'a> {
            const NAME: HeaderName = HeaderName::$name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                let mut scan = Scan::new(value);
                let is_quoted = scan.peek() == Some(b'"');
                let field = Self::NAME.text();
                let $field = if is_quoted { scan.quoted(field)? } else { scan.token(field)? };
                let params = Params::read(&mut scan, |_| {})?;
                scan.end(field)?;
                Ok(Self { $field, params })
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(self.$field);
                out.extend_from_slice(self.params.octets());
            }
        }

        impl fmt::Debug for $type<'_> {
            /// Without the text: it can be private.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($type), "{:?}"), self.params)
            }
        }
    )* };
}

words! {
    /// A network that the user is in (RFC 7315 §5.3).
    PVisitedNetworkId = P_VISITED_NETWORK_ID,
        /// Its name, with its quotes if it is quoted.
        network;
    /// What users tell each other when they make and end calls (RFC 7433 §4).
    UserToUser = USER_TO_USER,
        /// What they tell, in the form that `encoding` says, with its quotes if it is quoted.
        data;
}

impl UserToUser<'_> {
    /// What they tell as octets; `None` if it is in another form than hexadecimal digits, which is the one if none is said
    /// (RFC 7433 §4.2).
    #[must_use]
    pub fn octets(&self) -> Option<Vec<u8>> {
        let encoding = self.params.get(b"encoding").and_then(|param| param.value).unwrap_or(b"hex");
        let (pairs, odd) = self.data.as_chunks::<2>();
        let octet = |pair: &[u8; 2]| {
            let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
            u8::try_from(high? * 16 + low?).ok()
        };
        let octets = pairs.iter().map(octet).collect();
        if encoding.eq_ignore_ascii_case(b"hex") && odd.is_empty() { octets } else { None }
    }
}
