//! Passwords and keys: made from the system's entropy, kept as hashes, compared in constant time.

use std::fmt;
use std::fmt::Write;
use std::sync::Mutex;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The system gave no entropy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoEntropy;

impl fmt::Display for NoEntropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the system gives no random octets")
    }
}

impl std::error::Error for NoEntropy {}

/// A random password of 8 characters, the most that SMPP can carry, out of 58 that are not mistaken for one another.
///
/// # Errors
/// [`NoEntropy`].
pub fn random_password() -> Result<String, NoEntropy> {
    const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let mut password = String::new();
    while password.len() < 8 {
        let [octet] = random::<1>()?;
        // Octets from 232 on would make the first characters likelier than the others.
        if octet < 232
            && let Some(character) = ALPHABET.get(usize::from(octet) % 58)
        {
            password.push(char::from(*character));
        }
    }
    Ok(password)
}

/// A random key of 256 bits, in hex.
///
/// # Errors
/// [`NoEntropy`].
pub fn random_api_key() -> Result<String, NoEntropy> {
    Ok(hex(&random::<32>()?))
}

/// Random octets from the system.
///
/// # Errors
/// [`NoEntropy`].
pub fn random<const N: usize>() -> Result<[u8; N], NoEntropy> {
    let mut octets = [0; N];
    getrandom::fill(&mut octets).map_err(|_| NoEntropy)?;
    Ok(octets)
}

/// The hash of a password, Argon2id with a random salt, in the PHC string format.
///
/// # Errors
/// [`NoEntropy`].
pub fn hash_password(password: &[u8]) -> Result<String, NoEntropy> {
    let salt = random::<16>()?;
    let hash = Argon2::default().hash_password_with_salt(password, &salt).map_err(|_| NoEntropy)?;
    Ok(hash.to_string())
}

/// Whether the password is that of the hash. It takes some ten milliseconds on purpose.
#[must_use]
pub fn verify_password(password: &[u8], hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password, &hash).is_ok())
}

/// A password that was found right, kept as a hash by a key of this process alone: who comes again with the same one need
/// not be made to wait, and whoever reads the memory later finds no password in it.
#[derive(Debug)]
pub struct KnownPassword {
    key: [u8; 32],
    digest: Mutex<Option<[u8; 32]>>,
}

impl KnownPassword {
    /// None known yet.
    ///
    /// # Errors
    /// [`NoEntropy`].
    pub fn new() -> Result<Self, NoEntropy> {
        Ok(Self { key: random()?, digest: Mutex::new(None) })
    }

    /// Whether this is the password that was found right, in constant time.
    #[must_use]
    pub fn is(&self, password: &[u8]) -> bool {
        let digest = self.digest.lock().map_or(None, |digest| *digest);
        digest.is_some_and(|digest| digest.ct_eq(&self.digest_of(password)).into())
    }

    /// Notes that this password was found right.
    pub fn remember(&self, password: &[u8]) {
        if let Ok(mut digest) = self.digest.lock() {
            *digest = Some(self.digest_of(password));
        }
    }

    fn digest_of(&self, password: &[u8]) -> [u8; 32] {
        Sha256::new().chain_update(self.key).chain_update(password).finalize().into()
    }
}

/// Whether the text is a hash that [`verify_password`] can use.
#[must_use]
pub fn is_password_hash(hash: &str) -> bool {
    PasswordHash::new(hash).is_ok()
}

/// The hash of a random key: SHA-256 in hex. A key of 256 random bits needs no slow hash.
#[must_use]
pub fn hash_api_key(key: &str) -> String {
    hex(&Sha256::digest(key.as_bytes()))
}

/// Whether the key is that of the hash, in constant time.
#[must_use]
pub fn verify_api_key(key: &str, hash: &str) -> bool {
    hash_api_key(key).as_bytes().ct_eq(hash.to_ascii_lowercase().as_bytes()).into()
}

fn hex(octets: &[u8]) -> String {
    octets.iter().fold(String::new(), |mut text, octet| {
        let _ = write!(text, "{octet:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_by_its_hash_alone() {
        let password = random_password().unwrap();
        assert_eq!(password.len(), 8);
        let hash = hash_password(password.as_bytes()).unwrap();
        assert!(hash.starts_with("$argon2id$") && !hash.contains(&password));
        assert!(verify_password(password.as_bytes(), &hash));
        assert!(!verify_password(b"other", &hash));
        assert!(!verify_password(password.as_bytes(), "no hash"));
        assert!(is_password_hash(&hash) && !is_password_hash("secret"));
    }

    #[test]
    fn a_password_that_was_right_is_known_again_and_no_other() {
        let known = KnownPassword::new().unwrap();
        assert!(!known.is(b"") && !known.is(b"right"));
        known.remember(b"right");
        assert!(known.is(b"right") && !known.is(b"wrong") && !known.is(b""));
        assert!(!format!("{known:?}").contains("right"));
    }

    #[test]
    fn an_api_key_is_known_by_its_hash_alone() {
        let key = random_api_key().unwrap();
        assert_eq!(key.len(), 64);
        assert!(verify_api_key(&key, &hash_api_key(&key)));
        assert!(!verify_api_key("", &hash_api_key(&key)));
    }
}
