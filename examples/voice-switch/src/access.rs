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

use crate::engine::Seeds;

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
    /// Asks for SHA-256, or MD5.
    verifier: Verifier,
    /// Asks for MD5 alone: telephones that know nothing better give up at the name of anything else.
    old: Verifier,
    users: BTreeMap<String, Vec<Ha1>>,
    trust: Vec<Cidr>,
}

impl Access {
    pub(crate) fn of(config: &SwitchConfig, realm: &str, seeds: &Seeds, now: Instant) -> Self {
        let verifier = |algorithms: &[Algorithm], seed| {
            let mut config = VerifierConfig::new(Asker::Server, realm.as_bytes());
            config.set_algorithms(algorithms);
            Verifier::new(Arc::new(config), seed, now)
        };
        let hex = |algorithm, text: &Option<String>| Ha1::of_hex(algorithm, text.as_ref()?.as_bytes());
        let users = config.users.iter().map(|user| {
            let ha1s = [hex(Algorithm::Sha256, &user.ha1_sha256), hex(Algorithm::Md5, &user.ha1_md5)];
            (user.name.clone(), ha1s.into_iter().flatten().collect())
        });
        Self {
            verifier: verifier(&[Algorithm::Sha256, Algorithm::Md5], seeds.nonces),
            old: verifier(&[Algorithm::Md5], seeds.old_nonces),
            users: users.collect(),
            trust: config.trust.clone(),
        }
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
        let from_user = from_user(request);
        let known = self.users.get(&from_user).map(Vec::as_slice).unwrap_or_default();
        let is_old = !known.is_empty() && known.iter().all(|ha1| ha1.algorithm() == Algorithm::Md5);
        let verifier = if is_old { &mut self.old } else { &mut self.verifier };
        let stale = match verifier.read(request) {
            Reading::Bad(error) => return Err((error.status_code(), Rows::new())),
            Reading::Nothing => false,
            Reading::Claim(claim) => {
                let name = String::from_utf8_lossy(&claim.username()).into_owned();
                let known = self.users.get(&name).map(Vec::as_slice).unwrap_or_default();
                let ha1 = known.iter().find(|ha1| ha1.algorithm() == claim.algorithm().hash());
                match verifier.verify(now, &claim, ha1) {
                    Verdict::Granted if from_user == name => return Ok(Caller::User(name)),
                    Verdict::Granted => return Err((StatusCode::FORBIDDEN, Rows::new())),
                    verdict => verdict == Verdict::Stale,
                }
            }
        };
        Err((StatusCode::UNAUTHORIZED, verifier.challenge(now, stale)))
    }
}

/// The user that a request says that it is from; empty if it says none.
fn from_user(request: &Message) -> String {
    let from: Result<From<'_>, _> = request.need();
    let user = from.ok().and_then(|from| match from.addr.uri {
        Uri::Sip(uri) => uri.user,
        _ => None,
    });
    String::from_utf8_lossy(user.unwrap_or_default()).into_owned()
}
