//! What credentials claim, before they are judged.

use std::borrow::Cow;
use std::fmt;

use super::Verifier;
use crate::auth::algorithm::Hex;
use crate::auth::digest::{Covered, Protection, Qop, Terms};
use crate::auth::{Algorithm, Asker, Ha1};
use crate::header::{Authorization, Credentials, DigestCredentials, HeaderField, ProxyAuthorization};
use crate::uri::Uri;
use crate::{DecodeError, DecodeErrorKind, Message};

/// What a request has for credentials.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_enums)] // there are three
#[allow(clippy::large_enum_variant)] // it is the usual one
pub enum Reading<'a> {
    /// None for this realm, or none of an algorithm and a protection that were offered: challenge.
    Nothing,
    /// Somebody claims to be a user: look up his [`Ha1`], and have it verified.
    Claim(Claim<'a>),
    /// Credentials against their grammar, or for another URI than that of the request: answer with the error's status, 400
    /// (RFC 7616 §3.4.6).
    Bad(DecodeError),
}

/// Credentials for our realm that were not judged yet.
#[derive(Clone, Copy)]
pub struct Claim<'a> {
    pub(super) credentials: DigestCredentials<'a>,
    pub(super) algorithm: Algorithm,
    pub(super) qop: Option<Qop>,
    pub(super) covered: Covered<'a>,
}

impl Verifier {
    /// Finds the credentials of a request for our realm. Of several the first that was offered counts. A request of a method
    /// that [`may_challenge`](crate::auth::may_challenge) refuses is not to be read here.
    #[must_use]
    pub fn read<'a>(&self, request: &'a Message) -> Reading<'a> {
        let Some(covered) = Covered::of(request) else { return Reading::Nothing };
        let rows = request.rows(self.config.asker().credentials());
        for row in rows {
            let read = match self.config.asker() {
                Asker::Server => Authorization::read(row.value).map(|field| field.0),
                Asker::Proxy => ProxyAuthorization::read(row.value).map(|field| field.0),
            };
            let credentials = match read {
                Ok(Credentials::Digest(credentials)) => credentials,
                Ok(Credentials::Other(_)) => continue,
                Err(error) => return Reading::Bad(error.behind(row.offset)),
            };
            let Some(claim) = self.claim(credentials, covered) else { continue };
            if self.config.check_uri() && !is_same_uri(credentials.uri, covered.uri) {
                let field = self.config.asker().credentials().text();
                return Reading::Bad(DecodeError::new(DecodeErrorKind::Mismatch, row.offset, field));
            }
            return Reading::Claim(claim);
        }
        Reading::Nothing
    }

    /// Credentials as an answer to what was offered; `None` if they are for another realm, or not as it was.
    fn claim<'a>(&self, credentials: DigestCredentials<'a>, covered: Covered<'a>) -> Option<Claim<'a>> {
        let algorithm = credentials.known_algorithm().filter(|algorithm| self.offers(*algorithm))?;
        let qop = match credentials.qop {
            // As in RFC 2069, which has no sessions.
            None if algorithm.is_session() => return None,
            None => None,
            Some(text) => match Qop::of(text)? {
                Qop::AuthInt if !self.config.auth_int() => return None,
                qop => Some(qop),
            },
        };
        let is_offered = !credentials.userhash || self.config.userhash();
        let is_ours = credentials.realm == self.config.realm();
        (is_ours && is_offered).then_some(Claim { credentials, algorithm, qop, covered })
    }
}

impl<'a> Claim<'a> {
    /// Who it claims to be: the name as it stands between its quotes, without the escapes of `username*`, or a hash if
    /// [`Self::is_hashed`].
    #[must_use]
    pub fn username(&self) -> Cow<'a, [u8]> {
        if self.credentials.is_extended {
            return Cow::Owned(without_escapes(self.credentials.username));
        }
        Cow::Borrowed(self.credentials.username)
    }

    /// Whether the name is what [`user_hash`](crate::auth::user_hash) makes of it.
    #[must_use]
    pub const fn is_hashed(&self) -> bool {
        self.credentials.userhash
    }

    /// The algorithm: the [`Ha1`] must be of its [`hash`](Algorithm::hash).
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The credentials.
    #[must_use]
    pub const fn credentials(&self) -> &DigestCredentials<'a> {
        &self.credentials
    }

    pub(super) fn key(&self, ha1: &Ha1) -> Hex {
        let cnonce = self.credentials.cnonce.unwrap_or_default();
        ha1.key(self.algorithm, self.credentials.nonce, cnonce)
    }

    pub(super) fn terms<'t>(&'t self, key: &'t Hex) -> Terms<'t> {
        let DigestCredentials { nonce, nc, cnonce, qop, .. } = self.credentials;
        let (nc, cnonce, text) =
            (nc.unwrap_or_default(), cnonce.unwrap_or_default(), qop.unwrap_or_default());
        let protection = self.qop.map(|qop| Protection { qop, text, nc, cnonce });
        Terms { algorithm: self.algorithm, key: key.as_slice(), nonce, protection }
    }
}

impl fmt::Debug for Claim<'_> {
    /// Without the user and all that is made of the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claim").field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}

/// Whether both mean the same: by the rules of URIs, since a proxy may have written it anew.
fn is_same_uri(claimed: &[u8], request_uri: &[u8]) -> bool {
    if claimed == request_uri {
        return true;
    }
    match (Uri::read(claimed), Uri::read(request_uri)) {
        (Ok(claimed), Ok(request_uri)) => claimed.is_same(&request_uri),
        _ => false,
    }
}

/// The text of an extended value: what stands behind the character set and the language, with its escapes undone (RFC 5987
/// §3.2).
fn without_escapes(value: &[u8]) -> Vec<u8> {
    let mut rest = value.splitn(3, |octet| *octet == b'\'').nth(2).unwrap_or(value);
    let mut text = Vec::with_capacity(rest.len());
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.split_first_chunk::<2>().filter(|_| *first == b'%');
        let escaped = digits.and_then(|(digits, after)| {
            let [high, low] = digits.map(|digit| char::from(digit).to_digit(16));
            Some((u8::try_from(high? * 16 + low?).ok()?, after))
        });
        let (octet, after) = escaped.unwrap_or((*first, behind));
        text.push(octet);
        rest = after;
    }
    text
}
