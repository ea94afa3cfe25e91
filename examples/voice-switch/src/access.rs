//! Who may register and call.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use brivas_platform::config::{Cidr, SwitchConfig};
use brivas_sip::auth::{Algorithm, Asker, Ha1, Reading, Verdict, Verifier, VerifierConfig};
use brivas_sip::header::From;
use brivas_sip::message::Rows;
use brivas_sip::uri::Uri;
use brivas_sip::{Message, StatusCode};

/// Whose request it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// A gateway's, by its address.
    Trusted,
    /// A user's, who has shown that he knows his password.
    User(String),
}

/// Passwords and networks.
#[derive(Debug)]
pub(crate) struct Access {
    verifier: Verifier,
    users: BTreeMap<String, Vec<Ha1>>,
    trust: Vec<Cidr>,
}

impl Access {
    pub(crate) fn of(config: &SwitchConfig, realm: &str, seed: [u8; 32], now: Instant) -> Self {
        let mut verifier = VerifierConfig::new(Asker::Server, realm.as_bytes());
        verifier.set_algorithms(&[Algorithm::Sha256, Algorithm::Md5]);
        let hex = |algorithm, text: &Option<String>| Ha1::of_hex(algorithm, text.as_ref()?.as_bytes());
        let users = config.users.iter().map(|user| {
            let ha1s = [hex(Algorithm::Sha256, &user.ha1_sha256), hex(Algorithm::Md5, &user.ha1_md5)];
            (user.name.clone(), ha1s.into_iter().flatten().collect())
        });
        let verifier = Verifier::new(Arc::new(verifier), seed, now);
        Self { verifier, users: users.collect(), trust: config.trust.clone() }
    }

    /// Whether there is such a user.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.users.contains_key(name)
    }

    /// Whose request it is; or what it is answered with. A user calls and registers as himself alone.
    pub(crate) fn judge(
        &mut self,
        now: Instant,
        request: &Message,
        from: IpAddr,
        takes_trusted: bool,
    ) -> Result<Caller, (StatusCode, Rows)> {
        if takes_trusted && self.trust.iter().any(|network| network.contains(from)) {
            return Ok(Caller::Trusted);
        }
        let stale = match self.verifier.read(request) {
            Reading::Bad(error) => return Err((error.status_code(), Rows::new())),
            Reading::Nothing => false,
            Reading::Claim(claim) => {
                let name = String::from_utf8_lossy(&claim.username()).into_owned();
                let known = self.users.get(&name).map(Vec::as_slice).unwrap_or_default();
                let ha1 = known.iter().find(|ha1| ha1.algorithm() == claim.algorithm().hash());
                match self.verifier.verify(now, &claim, ha1) {
                    Verdict::Granted if is_from(request, &name) => return Ok(Caller::User(name)),
                    Verdict::Granted => return Err((StatusCode::FORBIDDEN, Rows::new())),
                    verdict => verdict == Verdict::Stale,
                }
            }
        };
        Err((StatusCode::UNAUTHORIZED, self.verifier.challenge(now, stale)))
    }
}

/// Whether a request says that it is from this user.
fn is_from(request: &Message, name: &str) -> bool {
    let from: Result<From<'_>, _> = request.need();
    from.is_ok_and(|from| matches!(from.addr.uri, Uri::Sip(uri) if uri.user == Some(name.as_bytes())))
}
