//! Header fields: their names, and those that this crate reads as typed values (RFC 3261 §20).
//!
//! A typed value borrows from the row that it was read from, and is what a row is written from: parameters that are not
//! known stay with it.

mod address;
mod auth_param;
mod authentication_info;
mod challenge;
mod credentials;
mod cseq;
mod media;
mod name;
mod number;
mod parameterised;
mod reference;
mod text;
mod token;
mod via;

pub use address::{
    Contact, Diversion, From, HistoryInfo, NameAddr, PAssertedIdentity, PAssociatedUri, PCalledPartyId,
    PPreferredIdentity, Path, RecordRoute, ReferTo, ReferredBy, RemotePartyId, ReplyTo, Route, ServiceRoute,
    To,
};
pub use auth_param::{AuthParam, AuthParams};
pub use authentication_info::{AuthenticationInfo, ProxyAuthenticationInfo};
pub use challenge::{AuthScheme, Challenge, DigestChallenge, ProxyAuthenticate, WwwAuthenticate};
pub use credentials::{Authorization, Credentials, DigestCredentials, ProxyAuthorization};
pub use cseq::CSeq;
pub use media::{Accept, ContentType, MediaType};
pub use name::HeaderName;
pub use number::{ContentLength, Expires, MaxForwards, MinExpires, RSeq};
pub use parameterised::{
    ContentDisposition, Event, MinSe, Reason, Refresher, SessionExpires, SubscriptionState,
};
pub use reference::{Join, RAck, Replaces, TargetDialog};
pub use text::{CallId, Organization, Server, Subject, UserAgent};
pub use token::{
    Allow, AllowEvents, ContentEncoding, ContentLanguage, Priority, Privacy, ProxyRequire, Require, SipEtag,
    SipIfMatch, Supported, Unsupported,
};
pub use via::{Transport, Via};

pub(crate) use number::{Digits, write as write_number};

use crate::DecodeError;

/// Puts a parameter behind what is there, if it has a value.
fn write_param(name: &[u8], value: Option<&[u8]>, out: &mut Vec<u8>) {
    if let Some(value) = value {
        out.push(b';');
        out.extend_from_slice(name);
        out.push(b'=');
        out.extend_from_slice(value);
    }
}

/// A header field that is read as a typed value.
pub trait HeaderField<'a>: Sized {
    /// Its name.
    const NAME: HeaderName;

    /// Reads one value, without the space around it.
    ///
    /// # Errors
    /// It is against the grammar of the field; the offset counts from its start.
    fn read(value: &'a [u8]) -> Result<Self, DecodeError>;

    /// Puts the value behind what is there, without a name and an end of line.
    fn write(&self, out: &mut Vec<u8>);
}
