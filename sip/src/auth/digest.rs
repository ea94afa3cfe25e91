//! What is hashed (RFC 7616 §3.4.1, §3.4.3; RFC 3261 §22.4).

use std::fmt;

use super::Algorithm;
use super::algorithm::Hex;
use crate::{Message, Method};

/// What of a request goes into the digest.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Covered<'a> {
    /// Its method.
    pub method: Method<'a>,
    /// Its Request-URI as it sets out.
    pub uri: &'a [u8],
    /// Its body, which counts with `auth-int` alone.
    pub body: &'a [u8],
}

impl<'a> Covered<'a> {
    /// What a request has; `None` if the message is a response.
    #[must_use]
    pub fn of(request: &'a Message) -> Option<Self> {
        let line = request.request()?;
        Some(Self { method: line.method, uri: line.request_uri, body: request.body() })
    }
}

impl fmt::Debug for Covered<'_> {
    /// The method alone: the rest can be private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Covered({})", self.method)
    }
}

/// What is protected (RFC 7616 §3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Qop {
    Auth,
    AuthInt,
}

impl Qop {
    pub(super) const fn text(self) -> &'static [u8] {
        match self {
            Self::Auth => b"auth",
            Self::AuthInt => b"auth-int",
        }
    }

    pub(super) fn of(text: &[u8]) -> Option<Self> {
        [Self::Auth, Self::AuthInt].into_iter().find(|qop| qop.text().eq_ignore_ascii_case(text))
    }
}

/// What a digest is made with besides what it covers.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) algorithm: Algorithm,
    /// HA1, or what a session made of it.
    pub(super) key: &'a [u8],
    pub(super) nonce: &'a [u8],
    /// `None` as in RFC 2069.
    pub(super) protection: Option<Protection<'a>>,
}

/// What is protected, and what that adds to the digest.
#[derive(Clone, Copy)]
pub(super) struct Protection<'a> {
    pub(super) qop: Qop,
    /// `qop` as it stands.
    pub(super) text: &'a [u8],
    pub(super) nc: &'a [u8],
    pub(super) cnonce: &'a [u8],
}

impl Terms<'_> {
    /// The digest of a request.
    pub(super) fn response(&self, covered: &Covered<'_>) -> Hex {
        let Self { algorithm, key, nonce, protection } = *self;
        let Covered { method, uri, body } = *covered;
        let Some(Protection { qop, text, nc, cnonce }) = protection else {
            let ha2 = algorithm.of_parts(&[method.0, uri]);
            return algorithm.of_parts(&[key, nonce, ha2.as_slice()]);
        };
        let ha2 = match qop {
            Qop::Auth => algorithm.of_parts(&[method.0, uri]),
            Qop::AuthInt => {
                let body = algorithm.of_parts(&[body]);
                algorithm.of_parts(&[method.0, uri, body.as_slice()])
            }
        };
        algorithm.of_parts(&[key, nonce, nc, cnonce, text, ha2.as_slice()])
    }

    /// The digest of a response to a request for this URI: as if it had a method without a name (RFC 7616 §3.5).
    pub(super) fn rspauth(&self, uri: &[u8], body: &[u8]) -> Hex {
        self.response(&Covered { method: Method(b""), uri, body })
    }
}
