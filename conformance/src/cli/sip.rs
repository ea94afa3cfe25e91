//! The options of the SIP suite, and the peer that they describe.

use std::error::Error;
use std::net::{SocketAddr, ToSocketAddrs};

use brivas_conformance::suite::Selection;
use brivas_conformance::suite::sip::{Feature, Secret, Target, Transport, UacTarget};
use clap::{Args, ValueEnum};

use super::{Common, set_timer};

#[derive(Args, Debug)]
pub(crate) struct SipOptions {
    /// The user agent or registrar under test
    #[arg(long, value_name = "HOST:PORT", conflicts_with = "listen")]
    target: Option<String>,
    /// Where to wait for calls of the user agent under test, over UDP and TCP
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) listen: Option<String>,
    /// Over what the cases are run: both if it is not given, and udp with --listen
    #[arg(long, value_enum)]
    transport: Option<Transports>,
    /// Whom calls, OPTIONS and MESSAGE are for: sip:answer@HOST:PORT if it is not given
    #[arg(long, value_name = "URI")]
    uri: Option<String>,
    /// Who rings and does not answer, for --rings: sip:ring@HOST:PORT if it is not given
    #[arg(long, value_name = "URI")]
    ringing_uri: Option<String>,
    /// Whom REGISTER is sent to, for --registrar: sip:HOST:PORT if it is not given
    #[arg(long, value_name = "URI")]
    registrar_uri: Option<String>,
    /// The address-of-record that is registered: all that is registered for it is removed
    #[arg(long, value_name = "URI")]
    aor: Option<String>,
    /// The user of the credentials, for --digest
    #[arg(long, value_name = "NAME")]
    username: Option<String>,
    /// The environment variable that holds the password
    #[arg(long, value_name = "VARIABLE")]
    password_env: Option<String>,
    #[command(flatten)]
    claims: Claims,
    #[command(flatten)]
    pub(crate) common: Common,
    /// How long to wait: answer, quiet, patience; the peer's own: t1, t2; in seconds
    #[arg(long, value_name = "NAME=SECONDS", value_delimiter = ',')]
    timers: Vec<String>,
    /// How many cases run at a time
    #[arg(long, value_name = "COUNT", default_value_t = 4)]
    jobs: usize,
}

/// What the peer claims beyond the form.
#[derive(Args, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
struct Claims {
    /// A call to --uri is answered by itself
    #[arg(long)]
    answers: bool,
    /// A call to --ringing-uri rings and is not answered
    #[arg(long)]
    rings: bool,
    /// A re-INVITE without a codec in common is refused with 488
    #[arg(long)]
    refuses_reinvite: bool,
    /// Audio with PCMU is answered, and other media are refused (RFC 3264)
    #[arg(long)]
    sdp: bool,
    /// MESSAGE is taken (RFC 3428)
    #[arg(long)]
    message: bool,
    /// 180 goes reliably if that is required (RFC 3262)
    #[arg(long = "100rel")]
    reliable: bool,
    /// UPDATE (RFC 3311)
    #[arg(long)]
    update: bool,
    /// Session timers (RFC 4028)
    #[arg(long)]
    session_timer: bool,
    /// The peer is a registrar (RFC 3261 §10)
    #[arg(long)]
    registrar: bool,
    /// REGISTER needs credentials (RFC 3261 §22)
    #[arg(long)]
    digest: bool,
    /// With --listen: the peer ends by itself, soon, calls that are answered
    #[arg(long)]
    hangs_up: bool,
    /// With --listen: the peer cancels by itself calls that ring and are not answered
    #[arg(long)]
    gives_up: bool,
    /// With --listen: the peer has credentials for any realm
    #[arg(long)]
    answers_challenges: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Transports {
    Udp,
    Tcp,
    Both,
}

impl SipOptions {
    pub(crate) fn selection(&self) -> Selection {
        let mut selection = self.common.selection();
        selection.jobs = self.jobs;
        selection
    }

    pub(crate) fn address(&self) -> String {
        self.target.clone().or_else(|| self.listen.clone()).unwrap_or_default()
    }

    /// The lines of the form that the options claim.
    pub(crate) fn claimed(&self) -> Vec<Feature> {
        let claims = &self.claims;
        let all = [
            (claims.answers, Feature::Answers),
            (claims.rings, Feature::Rings),
            (claims.refuses_reinvite, Feature::RefusesReinvite),
            (claims.sdp, Feature::Sdp),
            (claims.message, Feature::Message),
            (claims.reliable, Feature::Reliable),
            (claims.update, Feature::Update),
            (claims.session_timer, Feature::SessionTimer),
            (claims.registrar, Feature::Registrar),
            (claims.digest, Feature::Digest),
            (claims.hangs_up, Feature::HangsUp),
            (claims.gives_up, Feature::GivesUp),
            (claims.answers_challenges, Feature::AnswersChallenges),
        ];
        all.into_iter().filter(|(is_claimed, _)| *is_claimed).map(|(_, feature)| feature).collect()
    }

    pub(crate) fn peer(&self) -> Result<Target, Box<dyn Error>> {
        let address = self.target.as_ref().ok_or("--target or --listen says where the peer is")?;
        let mut target = Target::new(resolve(address)?);
        target.transports = self.transport.unwrap_or(Transports::Both).all();
        let given = [
            (&self.uri, &mut target.uri),
            (&self.ringing_uri, &mut target.ringing_uri),
            (&self.registrar_uri, &mut target.registrar_uri),
            (&self.aor, &mut target.aor),
            (&self.username, &mut target.username),
        ];
        for (from, to) in given {
            from.iter().for_each(|text| to.clone_from(text));
        }
        if let Some(name) = &self.password_env {
            target.password = Secret::from(std::env::var(name).map_err(|error| format!("{name}: {error}"))?);
        }
        self.timers.iter().try_for_each(|pair| set_timer(pair, |name| target.timers.find(name)))?;
        Ok(target)
    }

    /// Where a user agent is to call.
    pub(crate) fn callee(&self) -> Result<UacTarget, Box<dyn Error>> {
        let mut target = UacTarget::listen(resolve(self.listen.as_deref().unwrap_or_default())?)?;
        eprintln!("waiting for calls to {}", target.address());
        target.transports = self.transport.unwrap_or(Transports::Udp).all();
        self.timers.iter().try_for_each(|pair| set_timer(pair, |name| target.timers.find(name)))?;
        Ok(target)
    }
}

impl Transports {
    fn all(self) -> Vec<Transport> {
        match self {
            Self::Udp => vec![Transport::Udp],
            Self::Tcp => vec![Transport::Tcp],
            Self::Both => vec![Transport::Udp, Transport::Tcp],
        }
    }
}

fn resolve(address: &str) -> Result<SocketAddr, Box<dyn Error>> {
    let found = address.to_socket_addrs().map_err(|error| format!("{address}: {error}"))?.next();
    found.ok_or_else(|| format!("{address}: no such host").into())
}
