//! How a server wants proofs to be made.

use std::time::Duration;

use crate::auth::account::quotable;
use crate::auth::{Algorithm, Asker};

/// The settings of a [`Verifier`](super::Verifier).
#[derive(Clone, Debug)]
pub struct VerifierConfig {
    asker: Asker,
    realm: Vec<u8>,
    algorithms: Vec<Algorithm>,
    auth_int: bool,
    userhash: bool,
    domain: Option<Vec<u8>>,
    nonce_lifetime: Duration,
    most_nonces: usize,
    check_uri: bool,
}

impl VerifierConfig {
    /// SHA-256, then MD5 for peers that know no other; `auth`; nonces that live five minutes, of which 65,536 in use are
    /// known. The realm stands between quotes as it is given; it should be unique in the world, such as a host's name
    /// (RFC 3261 §22.1).
    #[must_use]
    pub fn new(asker: Asker, realm: &[u8]) -> Self {
        Self {
            asker,
            realm: quotable(realm),
            algorithms: vec![Algorithm::Sha256, Algorithm::Md5],
            auth_int: false,
            userhash: false,
            domain: None,
            nonce_lifetime: Duration::from_secs(300),
            most_nonces: 65_536,
            check_uri: true,
        }
    }

    /// The algorithms that are offered and taken, the most preferred first (RFC 8760 §2.3).
    pub fn set_algorithms(&mut self, algorithms: &[Algorithm]) -> &mut Self {
        self.algorithms = algorithms.to_vec();
        self
    }

    /// Whether `auth-int` is offered too: the body is protected then (RFC 7616 §3.4). Elements on the way that change bodies
    /// break it.
    pub const fn set_auth_int(&mut self, auth_int: bool) -> &mut Self {
        self.auth_int = auth_int;
        self
    }

    /// Whether clients may send the hash of a user instead of the user (RFC 7616 §3.4.4); the owner looks it up by
    /// [`user_hash`](crate::auth::user_hash).
    pub const fn set_userhash(&mut self, userhash: bool) -> &mut Self {
        self.userhash = userhash;
        self
    }

    /// For which URIs a proof is good, with spaces between them (RFC 7616 §3.3). It is told, and not judged.
    pub fn set_domain(&mut self, domain: &[u8]) -> &mut Self {
        self.domain = Some(quotable(domain));
        self
    }

    /// How long a nonce is good, to the millisecond, else 5 minutes.
    pub const fn set_nonce_lifetime(&mut self, lifetime: Duration) -> &mut Self {
        self.nonce_lifetime = lifetime;
        self
    }

    /// Of how many nonces in use the counts are kept, else 65,536. Beyond it the oldest is taken as too old.
    pub const fn set_most_nonces(&mut self, most: usize) -> &mut Self {
        self.most_nonces = most;
        self
    }

    /// Whether the URI of the credentials must mean the same as the Request-URI, else 400 (RFC 7616 §3.4.6); it must unless
    /// this is set. A server behind a proxy that rewrites the Request-URI cannot ask for it.
    pub const fn set_check_uri(&mut self, check: bool) -> &mut Self {
        self.check_uri = check;
        self
    }

    /// Who asks.
    #[must_use]
    pub const fn asker(&self) -> Asker {
        self.asker
    }

    /// What the passwords are for.
    #[must_use]
    pub fn realm(&self) -> &[u8] {
        &self.realm
    }

    /// The algorithms, the most preferred first.
    #[must_use]
    pub fn algorithms(&self) -> &[Algorithm] {
        &self.algorithms
    }

    /// Whether `auth-int` is offered.
    #[must_use]
    pub const fn auth_int(&self) -> bool {
        self.auth_int
    }

    /// Whether clients may send the hash of a user.
    #[must_use]
    pub const fn userhash(&self) -> bool {
        self.userhash
    }

    /// For which URIs a proof is good.
    #[must_use]
    pub fn domain(&self) -> Option<&[u8]> {
        self.domain.as_deref()
    }

    /// How long a nonce is good.
    #[must_use]
    pub const fn nonce_lifetime(&self) -> Duration {
        self.nonce_lifetime
    }

    /// Of how many nonces in use the counts are kept.
    #[must_use]
    pub const fn most_nonces(&self) -> usize {
        self.most_nonces
    }

    /// Whether the URI of the credentials must mean the same as the Request-URI.
    #[must_use]
    pub const fn check_uri(&self) -> bool {
        self.check_uri
    }

    pub(super) fn nonce_lifetime_ms(&self) -> u64 {
        u64::try_from(self.nonce_lifetime.as_millis()).unwrap_or(u64::MAX)
    }
}
