//! A client's side: answers challenges, and judges what came of it (RFC 3261 §22.2, §22.3; RFC 7616 §3.4, §3.5).

use std::fmt;
use std::sync::Arc;

use subtle::ConstantTimeEq;

use super::algorithm::Hex;
use super::digest::{Covered, Qop};
use super::session::Session;
use super::{Account, Algorithm, Asker, Attempt, Ha1};
use crate::Message;
use crate::header::{
    AuthenticationInfo, Authorization, Challenge, Credentials, DigestChallenge, DigestCredentials,
    HeaderField, ProxyAuthenticate, ProxyAuthenticationInfo, ProxyAuthorization, WwwAuthenticate,
};
use crate::message::Rows;
use crate::token::Tokens;

/// As many realms are known at a time, the newest.
const MOST_SESSIONS: usize = 8;

/// Answers challenges with the accounts of one user, and keeps what later requests need. It is for one peer, or one dialog:
/// [`Self::authorize`] gives credentials for every realm that has challenged.
#[derive(Clone)]
pub struct Client {
    accounts: Arc<[Account]>,
    random: Tokens,
    prefers_auth_int: bool,
    /// In the order in which they came; at most [`MOST_SESSIONS`].
    sessions: Vec<Session>,
}

/// What is to be done with a challenge.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_enums)] // there are two
pub enum Answer {
    /// Send the request again with these rows instead of its Authorization and Proxy-Authorization rows: with the same
    /// Call-ID, From tag and To, the next CSeq and another branch (RFC 3261 §8.1.3.5).
    Retry(Rows),
    /// Nothing more: the response is final.
    GiveUp(GivenUp),
}

/// Why a challenge is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GivenUp {
    /// The response has no challenge that can be read.
    NoChallenge,
    /// No challenge has a scheme, an algorithm and a protection that are known.
    NotSupported,
    /// No account is for a realm that asks.
    NoAccount,
    /// The credentials of the request are wrong: the same realm asks again, and not for the age of the nonce.
    Refused,
    /// The request was challenged as often as is allowed.
    TooOften,
}

/// Whether the server has proven that it knows the password (RFC 7616 §3.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are three
pub enum Proof {
    /// It has said nothing about it.
    Absent,
    /// It has.
    Right,
    /// It has said something wrong: it is somebody else, or the message was changed.
    Wrong,
}

impl Client {
    /// A client with these accounts, of which the first that fits counts. The seed is for what the client adds to each
    /// digest.
    #[must_use]
    pub fn new(accounts: Arc<[Account]>, seed: [u8; 32]) -> Self {
        let random = Tokens::new(seed);
        Self { accounts, random, prefers_auth_int: false, sessions: Vec::new() }
    }

    /// Whether the body is protected, too, where the server offers both; else it is where the server offers nothing else.
    pub const fn set_prefers_auth_int(&mut self, prefers: bool) -> &mut Self {
        self.prefers_auth_int = prefers;
        self
    }

    /// The rows with credentials for a request that goes where the challenges came from, for every realm that is known; none
    /// before the first challenge.
    ///
    /// An ACK takes those of its INVITE instead ([`repeated`](super::repeated)), and a CANCEL needs none.
    pub fn authorize(&mut self, covered: &Covered<'_>) -> Rows {
        let mut rows = Rows::new();
        self.sessions.retain(Session::is_usable);
        self.sessions.iter_mut().for_each(|session| session.put(covered, &mut rows));
        rows
    }

    /// Answers the challenges of a response to a request: of each realm the first whose algorithm and protection are known
    /// and which an account is for, in the order in which the server has put them (RFC 8760 §2.3).
    pub fn answer(&mut self, attempt: &mut Attempt, covered: &Covered<'_>, response: &Message) -> Answer {
        let chosen = match self.choose(attempt, response) {
            Ok(chosen) => chosen,
            Err(why) => return Answer::GiveUp(why),
        };
        attempt.count();
        for Choice { asker, challenge, algorithm, qop, username, ha1 } in chosen {
            let cnonce = self.random.key();
            attempt.note(asker, challenge.realm, challenge.nonce);
            let choice = (algorithm, qop);
            let mut session = Session::new(asker, &challenge, choice, &username, &ha1, Hex::of(&cnonce));
            let is_same = |known: &Session| known.asker == asker && known.realm == challenge.realm;
            if let Some(place) = self.sessions.iter().position(is_same) {
                session.go_on_from(&self.sessions.remove(place));
            }
            if self.sessions.len() >= MOST_SESSIONS {
                self.sessions.remove(0);
            }
            self.sessions.push(session);
        }
        Answer::Retry(self.authorize(covered))
    }

    /// One challenge for each realm that asks and can be answered.
    fn choose<'a>(&self, attempt: &Attempt, response: &'a Message) -> Result<Vec<Choice<'a>>, GivenUp> {
        let mut chosen: Vec<Choice<'a>> = Vec::new();
        let mut why = GivenUp::NoChallenge;
        for (asker, challenge) in challenges(response) {
            let is_answered =
                |choice: &Choice<'_>| choice.asker == asker && choice.challenge.realm == challenge.realm;
            if chosen.iter().any(is_answered) || chosen.len() >= MOST_SESSIONS {
                continue;
            }
            let Some((algorithm, qop)) = self.supported(&challenge) else {
                why = if why == GivenUp::NoChallenge { GivenUp::NotSupported } else { why };
                continue;
            };
            let account = |account: &Account| {
                let ha1 = account.ha1(algorithm, challenge.realm)?;
                Some((account.username().to_vec(), ha1))
            };
            let Some((username, ha1)) = self.accounts.iter().find_map(account) else {
                why = GivenUp::NoAccount;
                continue;
            };
            if attempt.is_refused(asker, challenge.realm, challenge.nonce, challenge.stale) {
                return Err(GivenUp::Refused);
            }
            chosen.push(Choice { asker, challenge, algorithm, qop, username, ha1 });
        }
        match chosen.is_empty() {
            true => Err(why),
            false if attempt.left() == 0 => Err(GivenUp::TooOften),
            false => Ok(chosen),
        }
    }

    /// The algorithm and the protection that a challenge is answered with; `None` if one of them is not known.
    fn supported(&self, challenge: &DigestChallenge<'_>) -> Option<(Algorithm, Option<Qop>)> {
        let algorithm = challenge.known_algorithm()?;
        if challenge.qop.is_none() {
            // As in RFC 2069; there is no cnonce then that a session could be bound to.
            return (!algorithm.is_session()).then_some((algorithm, None));
        }
        let order = match self.prefers_auth_int {
            true => [Qop::AuthInt, Qop::Auth],
            false => [Qop::Auth, Qop::AuthInt],
        };
        let qop = order.into_iter().find(|qop| challenge.offers(qop.text()))?;
        Some((algorithm, Some(qop)))
    }

    /// Judges the final response to a request that had credentials and was not challenged: whether the server has proven
    /// itself, and which nonce goes on. A nonce beside a wrong proof is not taken.
    pub fn handle_success(&mut self, request: &Message, response: &Message) -> Proof {
        let mut proof = Proof::Absent;
        if let Ok(Some(info)) = response.get::<AuthenticationInfo<'_>>() {
            let sent = request.all().flatten().map(|Authorization(credentials)| credentials);
            proof = self.judge(Asker::Server, &info, sent, response.body());
        }
        if let Ok(Some(info)) = response.get::<ProxyAuthenticationInfo<'_>>() {
            let ProxyAuthenticationInfo { nextnonce, qop, rspauth, cnonce, nc, params } = info;
            let info = AuthenticationInfo { nextnonce, qop, rspauth, cnonce, nc, params };
            let sent = request.all().flatten().map(|ProxyAuthorization(credentials)| credentials);
            match self.judge(Asker::Proxy, &info, sent, response.body()) {
                Proof::Absent => {}
                Proof::Right if proof == Proof::Wrong => {}
                judged => proof = judged,
            }
        }
        proof
    }

    fn judge<'a>(
        &mut self,
        asker: Asker,
        info: &AuthenticationInfo<'_>,
        sent: impl Iterator<Item = Credentials<'a>>,
        body: &[u8],
    ) -> Proof {
        let digests = sent.filter_map(|credentials| match credentials {
            Credentials::Digest(digest) => Some(digest),
            Credentials::Other(_) => None,
        });
        // The field names no realm: its cnonce, of which each session has its own, says which one it is about.
        let mut pairs = digests.filter_map(|sent| {
            let place = self.sessions.iter().position(|session| {
                session.asker == asker
                    && session.realm == sent.realm
                    && sent.cnonce.is_none_or(|cnonce| cnonce == session.cnonce.as_slice())
            });
            let is_meant = info.cnonce.is_none() || info.cnonce == sent.cnonce;
            place.filter(|_| is_meant).map(|place| (place, sent))
        });
        let Some((place, sent)) = pairs.next() else {
            let is_wrong = info.rspauth.is_some() && info.cnonce.is_some();
            return if is_wrong { Proof::Wrong } else { Proof::Absent };
        };
        // Without a cnonce it can be about one alone.
        let is_sure = pairs.next().is_none();
        let Some(session) = self.sessions.get_mut(place).filter(|_| is_sure) else { return Proof::Absent };
        let proof = info.rspauth.map_or(Proof::Absent, |rspauth| proof(session, &sent, info, rspauth, body));
        if let Some(nonce) = info.nextnonce.filter(|_| proof != Proof::Wrong) {
            session.go_on_with(nonce);
        }
        proof
    }
}

/// Whether this is what a server makes that knows the password.
fn proof(
    session: &Session,
    sent: &DigestCredentials<'_>,
    info: &AuthenticationInfo<'_>,
    rspauth: &[u8],
    body: &[u8],
) -> Proof {
    let qop = info.qop.or(sent.qop).unwrap_or_default();
    let is_same_count = info.nc.is_none() || info.nc == sent.nc;
    let Some(wanted) = session.rspauth(sent, qop, body) else { return Proof::Absent };
    let found = rspauth.to_ascii_lowercase();
    let is_right = is_same_count && bool::from(wanted.as_slice().ct_eq(&found));
    if is_right { Proof::Right } else { Proof::Wrong }
}

/// A challenge that is answered.
struct Choice<'a> {
    asker: Asker,
    challenge: DigestChallenge<'a>,
    algorithm: Algorithm,
    qop: Option<Qop>,
    username: Vec<u8>,
    ha1: Ha1,
}

/// The challenges of a response that can be read.
fn challenges(response: &Message) -> impl Iterator<Item = (Asker, DigestChallenge<'_>)> {
    fn digests<'a, H: HeaderField<'a>>(
        response: &'a Message,
        challenge: impl Fn(H) -> Challenge<'a>,
    ) -> impl Iterator<Item = DigestChallenge<'a>> {
        response.all::<H>().flatten().filter_map(move |field| match challenge(field) {
            Challenge::Digest(challenge) => Some(challenge),
            Challenge::Other(_) => None,
        })
    }
    let by_server = digests(response, |field: WwwAuthenticate<'_>| field.0);
    let by_proxy = digests(response, |field: ProxyAuthenticate<'_>| field.0);
    by_server
        .map(|challenge| (Asker::Server, challenge))
        .chain(by_proxy.map(|challenge| (Asker::Proxy, challenge)))
}

impl fmt::Debug for Client {
    /// Without what is random.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("sessions", &self.sessions).finish_non_exhaustive()
    }
}
