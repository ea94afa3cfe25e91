//! A server's side: challenges, and judges credentials (RFC 3261 §22.2, §22.3; RFC 7616 §3.3, §3.4.6; RFC 8760).

mod claim;
mod config;

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use subtle::ConstantTimeEq;

pub use claim::{Claim, Reading};
pub use config::VerifierConfig;

use super::algorithm::Hex;
use super::counts::Counts;
use super::digest::Qop;
use super::nonce::{Nonce, Nonces};
use super::{Algorithm, Asker, Ha1};
use crate::header::{
    AuthParams, AuthenticationInfo, Challenge, DigestChallenge, ProxyAuthenticate, ProxyAuthenticationInfo,
    WwwAuthenticate,
};
use crate::message::Rows;

/// Challenges requests, and judges the credentials that come back, in three calls: [`Self::read`] finds the credentials and
/// says whose they are, the owner looks up the [`Ha1`] wherever he keeps it, and [`Self::verify`] judges.
///
/// A challenge costs no memory: the nonce says itself when it was made. Time is an [`Instant`], which nobody sets back. The
/// price is that the nonces of another verifier, such as that of the time before a restart, are none of ours: their
/// credentials are answered with `stale=true`, and the client asks again without asking its user. Every verifier needs a
/// seed of its own.
#[derive(Clone)]
pub struct Verifier {
    config: Arc<VerifierConfig>,
    origin: Instant,
    /// The last time that was told, in milliseconds since the origin.
    time: u64,
    nonces: Nonces,
    counts: Counts,
    /// What takes the place of the HA1 of a user that there is not.
    decoy: [u8; 32],
}

/// What became of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are three
pub enum Verdict {
    /// The password is right, and the credentials were not used before.
    Granted,
    /// The password is right, but the nonce is not ours, too old, or was used with this count: challenge with `stale`.
    Stale,
    /// The password is wrong, or there is no such user: challenge again, or refuse with 403.
    Wrong,
}

impl Verifier {
    /// A verifier for one realm. The seed must be secret.
    #[must_use]
    pub fn new(config: Arc<VerifierConfig>, seed: [u8; 32], now: Instant) -> Self {
        let mut key = [0; 16];
        key.iter_mut().zip(seed).for_each(|(to, from)| *to = from);
        let nonces = Nonces::new(&key, config.realm());
        let counts = Counts::new(config.most_nonces());
        Self { config, origin: now, time: 0, nonces, counts, decoy: seed }
    }

    /// The rows of a challenge with a new nonce, for a response with the status of [`VerifierConfig::asker`]: one for each
    /// algorithm, the most preferred first (RFC 8760 §2.3). `stale` says that the password was right.
    pub fn challenge(&mut self, now: Instant, stale: bool) -> Rows {
        let time = self.advance(now);
        let nonce = self.nonces.make(time);
        let mut rows = Rows::new();
        for algorithm in self.config.algorithms() {
            let challenge = Challenge::Digest(DigestChallenge {
                realm: self.config.realm(),
                nonce: &nonce,
                opaque: None,
                stale,
                algorithm: Some(algorithm.text().as_bytes()),
                qop: Some(if self.config.auth_int() { b"auth,auth-int" } else { b"auth" }),
                domain: self.config.domain(),
                userhash: self.config.userhash(),
                params: AuthParams::NONE,
            });
            match self.config.asker() {
                Asker::Server => rows.put(&WwwAuthenticate(challenge)),
                Asker::Proxy => rows.put(&ProxyAuthenticate(challenge)),
            };
        }
        rows
    }

    /// Judges credentials with the HA1 of their user, `None` if there is no such user: that takes as long. One of another
    /// algorithm than [`Claim::algorithm`] is as good as none.
    ///
    /// The digest is judged before anything of its nonce is noted, so that nobody without the password uses up a count. A
    /// nonce that comes without `qop`, as from a client of RFC 2069, has no count and is taken once.
    pub fn verify(&mut self, now: Instant, claim: &Claim<'_>, ha1: Option<&Ha1>) -> Verdict {
        let time = self.advance(now);
        let is_right = self.is_right(claim, ha1);
        let nonce = self.nonces.read(claim.credentials.nonce).filter(|nonce| self.is_fresh(*nonce));
        if !is_right {
            return Verdict::Wrong;
        }
        let Some(nonce) = nonce else { return Verdict::Stale };
        self.counts.forget_before(time.saturating_sub(self.config.nonce_lifetime_ms()));
        let is_new = match claim.credentials.count() {
            Some(count) if claim.qop.is_some() => self.counts.take(nonce, count),
            _ => self.counts.take_whole(nonce),
        };
        if is_new { Verdict::Granted } else { Verdict::Stale }
    }

    fn is_right(&self, claim: &Claim<'_>, ha1: Option<&Ha1>) -> bool {
        let fitting = ha1.filter(|ha1| ha1.algorithm() == claim.algorithm.hash());
        let decoy = Ha1::of_password(
            claim.algorithm,
            claim.credentials.username,
            claim.credentials.realm,
            &self.decoy,
        );
        let terms_key = claim.key(fitting.unwrap_or(&decoy));
        let wanted = claim.terms(&terms_key).response(&claim.covered);
        let found = Hex::of_digits(claim.credentials.response, wanted.as_slice().len());
        let is_equal = found.is_some_and(|found| bool::from(wanted.as_slice().ct_eq(found.as_slice())));
        is_equal & fitting.is_some()
    }

    fn is_fresh(&self, nonce: Nonce) -> bool {
        self.time.checked_sub(nonce.time).is_some_and(|age| age <= self.config.nonce_lifetime_ms())
    }

    /// The row for a 2xx to a request whose credentials were granted: it proves to the client that we know the password,
    /// too, and gives the next nonce once half the life of the present one is over (RFC 7616 §3.5). `body` is that of the
    /// response. No row for credentials without `qop`.
    pub fn info(&mut self, now: Instant, claim: &Claim<'_>, ha1: &Ha1, body: &[u8]) -> Rows {
        let time = self.advance(now);
        let mut rows = Rows::new();
        let Some(qop) = claim.qop else { return rows };
        let nonce = self.nonces.read(claim.credentials.nonce);
        let is_old =
            nonce.is_none_or(|nonce| time.saturating_sub(nonce.time) > self.config.nonce_lifetime_ms() / 2);
        // The key of a session is that of its first nonce, which we would have to keep.
        let nextnonce = (is_old && !claim.algorithm.is_session()).then(|| self.nonces.make(time));
        let key = claim.key(ha1);
        let rspauth = claim.terms(&key).rspauth(claim.credentials.uri, body);
        let (nextnonce, rspauth) = (nextnonce.as_deref(), Some(rspauth.as_slice()));
        let (cnonce, nc, params) = (claim.credentials.cnonce, claim.credentials.nc, AuthParams::NONE);
        let qop = Some(Qop::text(qop));
        match self.config.asker() {
            Asker::Server => rows.put(&AuthenticationInfo { nextnonce, qop, rspauth, cnonce, nc, params }),
            Asker::Proxy => {
                rows.put(&ProxyAuthenticationInfo { nextnonce, qop, rspauth, cnonce, nc, params })
            }
        };
        rows
    }

    /// How it is set.
    #[must_use]
    pub fn config(&self) -> &VerifierConfig {
        &self.config
    }

    /// A time before the last one counts as that.
    fn advance(&mut self, now: Instant) -> u64 {
        let since = now.saturating_duration_since(self.origin).as_millis();
        self.time = self.time.max(u64::try_from(since).unwrap_or(u64::MAX));
        self.time
    }

    /// Whether this algorithm is among those that are offered.
    fn offers(&self, algorithm: Algorithm) -> bool {
        self.config.algorithms().contains(&algorithm)
    }
}

impl fmt::Debug for Verifier {
    /// Without keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").field("config", &self.config).finish_non_exhaustive()
    }
}
