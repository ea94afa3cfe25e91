//! What both sides know (RFC 7616 §3.4.2).

use std::fmt;

use super::Algorithm;
use super::algorithm::Hex;

/// HA1: the hash of user, realm and password, of one algorithm. It is as good as the password in its realm.
#[derive(Clone, Copy)]
pub struct Ha1 {
    algorithm: Algorithm,
    hex: Hex,
}

impl Ha1 {
    /// That of a password. User and realm are as they stand between their quotes.
    #[must_use]
    pub fn of_password(algorithm: Algorithm, username: &[u8], realm: &[u8], password: &[u8]) -> Self {
        let hex = algorithm.of_parts(&[username, realm, password]);
        Self { algorithm: algorithm.hash(), hex }
    }

    /// What was kept in hexadecimal digits, in any case; `None` if it is not as long as the hash.
    #[must_use]
    pub fn of_hex(algorithm: Algorithm, digits: &[u8]) -> Option<Self> {
        let hex = Hex::of_digits(digits, algorithm.digits())?;
        Some(Self { algorithm: algorithm.hash(), hex })
    }

    /// The hash that it is of: none of a session.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Its hexadecimal digits, to be kept as a secret.
    #[must_use]
    pub fn hex(&self) -> &[u8] {
        self.hex.as_slice()
    }

    /// What goes into the digests of a session: of a `-sess` algorithm it is bound to the first nonce and cnonce.
    pub(super) fn key(&self, algorithm: Algorithm, nonce: &[u8], cnonce: &[u8]) -> Hex {
        if algorithm.is_session() { algorithm.of_parts(&[self.hex(), nonce, cnonce]) } else { self.hex }
    }
}

impl fmt::Debug for Ha1 {
    /// Which algorithm alone: the rest is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ha1({})", self.algorithm.text())
    }
}

/// The user as a hash, in hexadecimal digits: what credentials with `userhash` have for a name (RFC 7616 §3.4.4).
#[must_use]
pub fn user_hash(algorithm: Algorithm, username: &[u8], realm: &[u8]) -> Vec<u8> {
    algorithm.of_parts(&[username, realm]).as_slice().to_vec()
}
