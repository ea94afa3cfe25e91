//! Whose passwords a client has.

use std::fmt;

use super::{Algorithm, Ha1};

/// Who a client is in a realm, and what proves it.
#[derive(Clone)]
pub struct Account {
    /// `None` for every realm.
    realm: Option<Vec<u8>>,
    /// As it stands between its quotes.
    username: Vec<u8>,
    secret: Secret,
}

#[derive(Clone)]
enum Secret {
    Password(Vec<u8>),
    /// At most one of an algorithm is used: the first.
    Ha1s(Vec<Ha1>),
}

impl Account {
    /// A user with a password. Without a realm it is good for every one: then whoever challenges learns what a weak password
    /// can be guessed by, so that a realm should be given where it is known.
    #[must_use]
    pub fn with_password(realm: Option<&[u8]>, username: &[u8], password: &[u8]) -> Self {
        let secret = Secret::Password(password.to_vec());
        Self { realm: realm.map(<[u8]>::to_vec), username: quotable(username), secret }
    }

    /// A user of a realm with what was made of the password, for each algorithm that is to be used.
    #[must_use]
    pub fn with_ha1s(realm: &[u8], username: &[u8], ha1s: &[Ha1]) -> Self {
        let secret = Secret::Ha1s(ha1s.to_vec());
        Self { realm: Some(realm.to_vec()), username: quotable(username), secret }
    }

    /// The user as it stands between quotes.
    pub(super) fn username(&self) -> &[u8] {
        &self.username
    }

    /// What proves it in a realm with an algorithm; `None` if it is for another.
    pub(super) fn ha1(&self, algorithm: Algorithm, realm: &[u8]) -> Option<Ha1> {
        if self.realm.as_ref().is_some_and(|own| own != realm) {
            return None;
        }
        match &self.secret {
            Secret::Password(password) => Some(Ha1::of_password(algorithm, &self.username, realm, password)),
            Secret::Ha1s(ha1s) => ha1s.iter().find(|ha1| ha1.algorithm() == algorithm.hash()).copied(),
        }
    }
}

/// What may stand between quotes for this text (RFC 3261 §25.1, `quoted-string`).
pub(super) fn quotable(text: &[u8]) -> Vec<u8> {
    let mut quotable = Vec::with_capacity(text.len());
    for octet in text {
        match octet {
            b'"' | b'\\' => quotable.extend([b'\\', *octet]),
            b'\r' | b'\n' => quotable.push(b' '),
            _ => quotable.push(*octet),
        }
    }
    quotable
}

impl fmt::Debug for Account {
    /// The realm alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let realm = self.realm.as_deref().map(String::from_utf8_lossy);
        f.debug_struct("Account").field("realm", &realm).finish_non_exhaustive()
    }
}
