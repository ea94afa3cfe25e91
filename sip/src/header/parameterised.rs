//! Header fields that are a token or a number with parameters.

use super::number::write;
use super::{HeaderField, HeaderName};
use crate::DecodeError;
use crate::params::Params;
use crate::scan::Scan;

/// Declares a header field that is a token with parameters.
macro_rules! tokens {
    ($( $(#[$meta:meta])* $type:ident = $name:ident, $(#[$field_meta:meta])* $field:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
                let $field = scan.token(Self::NAME.text())?;
                let params = Params::read(&mut scan, |_| {})?;
                scan.end(Self::NAME.text())?;
                Ok(Self { $field, params })
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(self.$field);
                out.extend_from_slice(self.params.octets());
            }
        }
    )* };
}

tokens! {
    /// How a body may be packed; the parameter `q` says how gladly (RFC 3261 §20.2).
    AcceptEncoding = ACCEPT_ENCODING,
        /// `gzip`, `identity` and others; `*` for all that are not named.
        coding;
    /// A language that is understood; the parameter `q` says how gladly (RFC 3261 §20.3).
    AcceptLanguage = ACCEPT_LANGUAGE,
        /// A language, with its country maybe; `*` for all that are not named.
        language;
    /// What the body is for (RFC 3261 §20.11).
    ContentDisposition = CONTENT_DISPOSITION,
        /// `session`, `render`, `early-session` and others.
        disposition;
    /// An event that is asked for or told (RFC 6665 §8.2.1).
    Event = EVENT,
        /// The package, with templates behind dots.
        package;
    /// A package of information that the body is of (RFC 6086 §7.1).
    InfoPackage = INFO_PACKAGE,
        /// The package.
        package;
    /// Through what the user is connected, as he or his network says (RFC 7315 §5.4).
    PAccessNetworkInfo = P_ACCESS_NETWORK_INFO,
        /// `3GPP-E-UTRAN-FDD`, `IEEE-802.11` and others; the parameters say which cell.
        access;
    /// A package of information that is taken in (RFC 6086 §7.2).
    RecvInfo = RECV_INFO,
        /// The package.
        package;
    /// Why a request is sent or a response goes back, in the words of a protocol (RFC 3326).
    Reason = REASON,
        /// `SIP`, `Q.850`, `STIR` and others; the parameters `cause` and `text` say more.
        protocol;
    /// How a client can protect messages to its next hop; the parameter `q` says how gladly (RFC 3329 §2.2).
    SecurityClient = SECURITY_CLIENT,
        /// `digest`, `tls`, `ipsec-3gpp` and others.
        mechanism;
    /// How a server can (RFC 3329 §2.2).
    SecurityServer = SECURITY_SERVER,
        /// `digest`, `tls`, `ipsec-3gpp` and others.
        mechanism;
    /// What the client was told by the server, sent back so that nobody can have changed it (RFC 3329 §2.2).
    SecurityVerify = SECURITY_VERIFY,
        /// `digest`, `tls`, `ipsec-3gpp` and others.
        mechanism;
    /// What became of a subscription (RFC 6665 §8.2.3).
    SubscriptionState = SUBSCRIPTION_STATE,
        /// `active`, `pending`, `terminated` and others.
        state;
}

/// Declares a header field that is a number of seconds with parameters.
macro_rules! seconds {
    ($( $(#[$meta:meta])* $type:ident = $name:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(clippy::exhaustive_structs)] // frozen by the standard
        pub struct $type<'a> {
            /// The seconds.
            pub seconds: u32,
            /// Its parameters.
            pub params: Params<'a>,
        }

        impl<'a> HeaderField<'a> for $type<'a> {
            const NAME: HeaderName = HeaderName::$name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                let mut scan = Scan::new(value);
                let seconds = scan.number(u32::MAX, Self::NAME.text())?;
                let params = Params::read(&mut scan, |_| {})?;
                scan.end(Self::NAME.text())?;
                Ok(Self { seconds, params })
            }

            fn write(&self, out: &mut Vec<u8>) {
                write(self.seconds, out);
                out.extend_from_slice(self.params.octets());
            }
        }
    )* };
}

seconds! {
    /// The shortest session interval that is taken (RFC 4028 §5).
    MinSe = MIN_SE;
    /// How long a session goes on without a refresh, and by the parameter `refresher` who does it (RFC 4028 §4).
    SessionExpires = SESSION_EXPIRES;
}

/// Who refreshes a session (RFC 4028 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are two
pub enum Refresher {
    /// Who sent the request.
    Uac,
    /// Who answered it.
    Uas,
}

impl SessionExpires<'_> {
    /// The parameter `refresher`; `None` if it is not there, or neither `uac` nor `uas`.
    #[must_use]
    pub fn refresher(&self) -> Option<Refresher> {
        let value = self.params.get(b"refresher")?.value?;
        if value.eq_ignore_ascii_case(b"uac") {
            return Some(Refresher::Uac);
        }
        value.eq_ignore_ascii_case(b"uas").then_some(Refresher::Uas)
    }
}

impl Reason<'_> {
    /// The parameter `cause`: a status of SIP, or the number of a cause of Q.850.
    #[must_use]
    pub fn cause(&self) -> Option<u32> {
        number(&self.params, "cause")
    }
}

impl<'a> Event<'a> {
    /// The parameter `id`, by which a subscription is told from others of its package in a dialog (RFC 6665 §8.2.1).
    #[must_use]
    pub fn id(&self) -> Option<&'a [u8]> {
        self.params.get(b"id")?.value
    }
}

impl<'a> SubscriptionState<'a> {
    /// The parameter `expires`: the seconds that are left.
    #[must_use]
    pub fn expires(&self) -> Option<u32> {
        number(&self.params, "expires")
    }

    /// The parameter `reason`: why it is over.
    #[must_use]
    pub fn reason(&self) -> Option<&'a [u8]> {
        self.params.get(b"reason")?.value
    }

    /// The parameter `retry-after`: the seconds after which it may be asked for again.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        number(&self.params, "retry-after")
    }
}

/// The number that a parameter is.
fn number(params: &Params<'_>, name: &'static str) -> Option<u32> {
    let mut scan = Scan::new(params.get(name.as_bytes())?.value?);
    let number = scan.number(u32::MAX, name).ok()?;
    scan.is_empty().then_some(number)
}

impl ContentDisposition<'_> {
    /// Whether a body that is not understood may be passed over, by the parameter `handling`; else the request is refused
    /// with 415 (RFC 3261 §20.11).
    #[must_use]
    pub fn is_optional(&self) -> bool {
        let handling = self.params.get(b"handling").and_then(|param| param.value);
        handling.is_some_and(|handling| handling.eq_ignore_ascii_case(b"optional"))
    }
}

/// Declares how gladly something is taken.
macro_rules! preferences {
    ($( $type:ident )*) => { $(
        impl $type<'_> {
            /// The parameter `q`: how gladly, in thousandths, 1000 without it (RFC 3261 §20.1, RFC 3329 §2.2).
            ///
            /// # Errors
            /// It is no number from 0 to 1 with at most three decimals.
            pub fn q(&self) -> Result<u16, DecodeError> {
                let value = self.params.get(b"q").and_then(|param| param.value);
                value.map_or(Ok(1000), super::number::thousandths)
            }
        }
    )* };
}

preferences! { AcceptEncoding AcceptLanguage SecurityClient SecurityServer SecurityVerify }
