//! The credentials of a client for one realm, from one challenge to the next.

use std::fmt;

use super::algorithm::Hex;
use super::digest::{Covered, Protection, Qop, Terms};
use super::{Algorithm, Asker, Ha1, user_hash};
use crate::header::{
    AuthParams, Authorization, Credentials, DigestChallenge, DigestCredentials, ProxyAuthorization,
};
use crate::message::Rows;

/// A challenge that was taken, and how often its nonce was used.
#[derive(Clone)]
pub(super) struct Session {
    pub(super) asker: Asker,
    pub(super) realm: Vec<u8>,
    /// The same for the whole session, so that its key is that of the first credentials.
    pub(super) cnonce: Hex,
    algorithm: Algorithm,
    /// The algorithm as the challenge has it; nothing if it has none.
    algorithm_text: Option<Vec<u8>>,
    username: Vec<u8>,
    userhash: bool,
    nonce: Vec<u8>,
    opaque: Option<Vec<u8>>,
    qop: Option<Qop>,
    key: Hex,
    /// How often the nonce was used.
    count: u32,
}

impl Session {
    pub(super) fn new(
        asker: Asker,
        challenge: &DigestChallenge<'_>,
        choice: (Algorithm, Option<Qop>),
        username: &[u8],
        ha1: &Ha1,
        cnonce: Hex,
    ) -> Self {
        let (algorithm, qop) = choice;
        let username = if challenge.userhash {
            user_hash(algorithm, username, challenge.realm)
        } else {
            username.to_vec()
        };
        Self {
            asker,
            realm: challenge.realm.to_vec(),
            cnonce,
            algorithm,
            algorithm_text: challenge.algorithm.map(<[u8]>::to_vec),
            username,
            userhash: challenge.userhash,
            nonce: challenge.nonce.to_vec(),
            opaque: challenge.opaque.map(<[u8]>::to_vec),
            qop,
            key: ha1.key(algorithm, challenge.nonce, cnonce.as_slice()),
            count: 0,
        }
    }

    /// Goes on counting where another left off, if both have the same nonce: a server may challenge with one again.
    pub(super) fn go_on_from(&mut self, other: &Self) {
        if self.nonce == other.nonce {
            self.count = other.count;
        }
    }

    /// Whether its nonce can be used once more.
    pub(super) const fn is_usable(&self) -> bool {
        self.count < u32::MAX
    }

    /// A row with credentials for a request.
    pub(super) fn put(&mut self, covered: &Covered<'_>, rows: &mut Rows) {
        self.count = self.count.saturating_add(1);
        let nc = Hex::of(&self.count.to_be_bytes());
        let (nc, cnonce) = (nc.as_slice(), self.cnonce.as_slice());
        let terms = Terms {
            algorithm: self.algorithm,
            key: self.key.as_slice(),
            nonce: &self.nonce,
            protection: self.qop.map(|qop| Protection { qop, text: qop.text(), nc, cnonce }),
        };
        let response = terms.response(covered);
        let credentials = Credentials::Digest(DigestCredentials {
            username: &self.username,
            is_extended: false,
            realm: &self.realm,
            nonce: &self.nonce,
            uri: covered.uri,
            response: response.as_slice(),
            algorithm: self.algorithm_text.as_deref(),
            cnonce: self.qop.map(|_| cnonce),
            opaque: self.opaque.as_deref(),
            qop: self.qop.map(Qop::text),
            nc: self.qop.map(|_| nc),
            userhash: self.userhash,
            params: AuthParams::NONE,
        });
        match self.asker {
            Asker::Server => rows.put(&Authorization(credentials)),
            Asker::Proxy => rows.put(&ProxyAuthorization(credentials)),
        };
    }

    /// What a server that knows the password makes of the credentials of a request and its own body.
    pub(super) fn rspauth(&self, sent: &DigestCredentials<'_>, qop: &[u8], body: &[u8]) -> Option<Hex> {
        let (nc, cnonce) = (sent.nc?, sent.cnonce?);
        let protection = Some(Protection { qop: Qop::of(qop)?, text: qop, nc, cnonce });
        let (algorithm, key) = (self.algorithm, self.key.as_slice());
        Some(Terms { algorithm, key, nonce: sent.nonce, protection }.rspauth(sent.uri, body))
    }

    /// Later credentials are made with this nonce.
    pub(super) fn go_on_with(&mut self, nonce: &[u8]) {
        if self.nonce != nonce {
            self.nonce = nonce.to_vec();
            self.count = 0;
        }
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("realm", &String::from_utf8_lossy(&self.realm))
            .field("algorithm", &self.algorithm)
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}
