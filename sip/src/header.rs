//! Header fields: their names, and those that this crate reads as typed values (RFC 3261 §20).
//!
//! A typed value borrows from the row that it was read from, and is what a row is written from: parameters that are not
//! known stay with it.
//!
//! | file | what |
//! |---|---|
//! | `header/name.rs` | the names |
//! | `header/{address,via,cseq,number,delay,date}.rs` | who, which way, which and when |
//! | `header/{text,token,word,parameterised,small}.rs` | those of one shape |
//! | `header/{media,link,reference,warning,session_id}.rs` | bodies, links, other dialogs, warnings |
//! | `header/{challenge,credentials,authentication_info,auth_param}.rs` | digest |
//! | `header/{identity,history,charging}.rs` | identity, diversion, charging |

mod address;
mod auth_param;
mod authentication_info;
mod challenge;
mod charging;
mod credentials;
mod cseq;
mod date;
mod delay;
mod history;
mod identity;
mod link;
mod media;
mod name;
mod number;
mod parameterised;
mod reference;
mod session_id;
mod small;
mod text;
mod token;
mod via;
mod warning;
mod word;

pub use address::{
    Contact, Diversion, From, HistoryInfo, NameAddr, PAssertedIdentity, PAssociatedUri, PCalledPartyId,
    PPreferredIdentity, Path, RecordRoute, ReferTo, ReferredBy, RemotePartyId, ReplyTo, Route, ServiceRoute,
    To,
};
pub use auth_param::{AuthParam, AuthParams};
pub use authentication_info::{AuthenticationInfo, ProxyAuthenticationInfo};
pub use challenge::{AuthScheme, Challenge, DigestChallenge, ProxyAuthenticate, WwwAuthenticate};
pub use charging::PChargingVector;
pub use credentials::{Authorization, Credentials, DigestCredentials, ProxyAuthorization};
pub use cseq::CSeq;
pub use date::Date;
pub use delay::{RetryAfter, Timestamp};
pub use history::HistoryIndex;
pub use identity::Identity;
pub use link::{AlertInfo, CallInfo, ErrorInfo};
pub use media::{Accept, ContentType, MediaType};
pub use name::HeaderName;
pub use number::{ContentLength, Expires, FlowTimer, MaxBreadth, MaxForwards, MinExpires, RSeq};
pub use parameterised::{
    AcceptEncoding, AcceptLanguage, ContentDisposition, Event, InfoPackage, MinSe, PAccessNetworkInfo,
    Reason, RecvInfo, Refresher, SecurityClient, SecurityServer, SecurityVerify, SessionExpires,
    SubscriptionState,
};
pub use reference::{Join, RAck, Replaces, TargetDialog};
pub use session_id::SessionId;
pub use small::{MimeVersion, ReferSub};
pub use text::{CallId, InReplyTo, Organization, Server, Subject, UserAgent};
pub use token::{
    Allow, AllowEvents, ContentEncoding, ContentLanguage, Priority, Privacy, ProxyRequire, Require, SipEtag,
    SipIfMatch, Supported, Unsupported,
};
pub use via::{Transport, Via};
pub use warning::Warning;
pub use word::{PVisitedNetworkId, UserToUser};

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
