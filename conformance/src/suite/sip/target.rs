//! Where the peer is, and how it is to be talked to.

use std::fmt;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::time::Duration;

use super::context::Context;
use super::feature::Feature;
use crate::suite::pics::Pics;
use crate::suite::tested::Tested;

/// The peer under test.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Target {
    /// Where it takes SIP, over each transport.
    pub peer: SocketAddr,
    /// Over what each case is run; the first one for a case to which it makes no difference.
    pub transports: Vec<Transport>,
    /// Whom calls and other requests are for.
    pub uri: String,
    /// Who rings and does not answer.
    pub ringing_uri: String,
    /// Whom REGISTER is sent to.
    pub registrar_uri: String,
    /// The address-of-record that is registered.
    pub aor: String,
    /// The user of the credentials.
    pub username: String,
    /// Its password; never shown.
    pub password: Secret,
    /// How long to wait for what.
    pub timers: Timers,
}

impl Target {
    /// A peer by both transports, with URIs made of its address.
    #[must_use]
    pub fn new(peer: SocketAddr) -> Self {
        Self {
            peer,
            transports: vec![Transport::Udp, Transport::Tcp],
            uri: format!("sip:answer@{peer}"),
            ringing_uri: format!("sip:ring@{peer}"),
            registrar_uri: format!("sip:{peer}"),
            aor: format!("sip:test@{peer}"),
            username: "test".into(),
            password: Secret::default(),
            timers: Timers::default(),
        }
    }
}

impl Target {
    /// Our address on the way to the peer.
    pub(crate) fn local_ip(&self) -> IpAddr {
        let any = if self.peer.is_ipv6() { "[::]:0" } else { "0.0.0.0:0" };
        let socket =
            UdpSocket::bind(any).and_then(|socket| socket.connect(self.peer).and(socket.local_addr()));
        socket.map_or(self.peer.ip(), |address| address.ip())
    }
}

impl Tested for Target {
    type Version = Transport;
    type Context<'a> = Context<'a>;

    fn versions(&self) -> &[Transport] {
        &self.transports
    }

    fn claim(transport: Transport) -> &'static str {
        match transport {
            Transport::Udp => Feature::Udp.into(),
            Transport::Tcp => Feature::Tcp.into(),
        }
    }

    fn one_at_a_time(&self) -> bool {
        false
    }

    fn context<'a>(&'a self, transport: Option<Transport>, pics: &Pics) -> Context<'a> {
        let claimed = |transport: &&Transport| pics.claims(Self::claim(**transport));
        let first = self.transports.iter().find(claimed).copied().unwrap_or(Transport::Udp);
        Context::new(self, transport.unwrap_or(first))
    }
}

/// What carries the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Transport {
    /// One datagram, one message.
    Udp,
    /// A stream, cut by Content-Length.
    Tcp,
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Udp => "UDP",
            Self::Tcp => "TCP",
        })
    }
}

/// A password, which is never shown.
#[derive(Clone, Default)]
pub struct Secret(String);

impl Secret {
    /// The password as it is.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// How long a case waits.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Timers {
    /// For an answer that must come.
    pub answer: Duration,
    /// For an answer that must not come.
    pub quiet: Duration,
    /// For what the peer does of its own accord: to call, to end a call.
    pub patience: Duration,
    /// The peer's T1 (RFC 3261 §17.1.1.1).
    pub t1: Duration,
    /// The peer's T2 (RFC 3261 §17.1.2.2).
    pub t2: Duration,
}

impl Default for Timers {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(5),
            quiet: Duration::from_millis(300),
            patience: Duration::from_secs(10),
            t1: Duration::from_millis(500),
            t2: Duration::from_secs(4),
        }
    }
}

impl Timers {
    /// A timer by its name on the command line.
    pub fn find(&mut self, name: &str) -> Option<&mut Duration> {
        Some(match name {
            "answer" => &mut self.answer,
            "quiet" => &mut self.quiet,
            "patience" => &mut self.patience,
            "t1" => &mut self.t1,
            "t2" => &mut self.t2,
            _ => return None,
        })
    }
}
