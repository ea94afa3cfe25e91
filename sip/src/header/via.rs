//! Via (RFC 3261 §20.42).

use std::fmt;

use super::{HeaderField, HeaderName};
use crate::DecodeError;
use crate::params::Params;
use crate::scan::Scan;
use crate::uri::{Host, read_port, write_with_port};

/// What a message is carried by (RFC 3261 §20.42). Upper and lower case are the same.
#[derive(Clone, Copy)]
#[allow(clippy::exhaustive_structs)] // a token on the wire
pub struct Transport<'a>(pub &'a [u8]);

impl Transport<'static> {
    /// Datagrams (RFC 3261 §18).
    pub const UDP: Self = Self(b"UDP");
    /// A stream (RFC 3261 §18).
    pub const TCP: Self = Self(b"TCP");
    /// TLS on TCP (RFC 3261 §26.2).
    pub const TLS: Self = Self(b"TLS");
    /// SCTP (RFC 4168).
    pub const SCTP: Self = Self(b"SCTP");
    /// TLS on SCTP (RFC 4168).
    pub const TLS_SCTP: Self = Self(b"TLS-SCTP");
    /// WebSocket (RFC 7118).
    pub const WS: Self = Self(b"WS");
    /// WebSocket on TLS (RFC 7118).
    pub const WSS: Self = Self(b"WSS");
}

impl Transport<'_> {
    /// Those that standards name.
    const ALL: [Transport<'static>; 7] = [
        Transport::UDP,
        Transport::TCP,
        Transport::TLS,
        Transport::SCTP,
        Transport::TLS_SCTP,
        Transport::WS,
        Transport::WSS,
    ];

    /// Which of those that standards name it is.
    pub(crate) fn number(&self) -> Option<usize> {
        Transport::ALL.iter().position(|it| it == self)
    }

    /// The same for as long as one likes, if a standard names it.
    #[must_use]
    pub fn known(&self) -> Option<Transport<'static>> {
        Transport::ALL.get(self.number()?).copied()
    }

    /// Whether it brings what is sent, so that nothing need be sent again: all but UDP do (RFC 3261 §17).
    #[must_use]
    pub fn is_reliable(&self) -> bool {
        *self != Transport::UDP
    }

    /// The port without one in the URI or Via: 5061 on TLS, 80 and 443 on WebSocket, else 5060 (RFC 3261 §19.1.2, RFC 7118).
    #[must_use]
    pub fn default_port(&self) -> u16 {
        match *self {
            it if it == Transport::TLS || it == Transport::TLS_SCTP => 5061,
            it if it == Transport::WS => 80,
            it if it == Transport::WSS => 443,
            _ => 5060,
        }
    }
}

impl PartialEq for Transport<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(other.0)
    }
}

impl Eq for Transport<'_> {}

impl fmt::Debug for Transport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.0))
    }
}

/// One hop of a request, which its responses go back by (RFC 3261 §20.42).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Via<'a> {
    /// What the message was sent by.
    pub transport: Transport<'a>,
    /// Where its sender says that it is: the host of `sent-by`.
    pub host: Host<'a>,
    /// The port of `sent-by`.
    pub port: Option<u16>,
    /// The transaction; since RFC 3261 it begins with `z9hG4bK` (RFC 3261 §8.1.1.7).
    pub branch: Option<&'a [u8]>,
    /// The address that the message came from: put there by its receiver (RFC 3261 §18.2.1).
    pub received: Option<&'a [u8]>,
    /// That the response is to go to the port that the request came from, and that port once the receiver has put it there
    /// (RFC 3581).
    pub rport: Option<Option<u16>>,
    /// All parameters as they stood. The three above are written from their own fields.
    pub params: Params<'a>,
}

/// What every branch of a transaction by RFC 3261 begins with (RFC 3261 §8.1.1.7).
const MAGIC_COOKIE: &[u8] = b"z9hG4bK";

impl<'a> Via<'a> {
    /// The hop of a sender by this standard.
    #[must_use]
    pub const fn new(transport: Transport<'a>, host: Host<'a>, port: Option<u16>, branch: &'a [u8]) -> Self {
        let branch = Some(branch);
        Self { transport, host, port, branch, received: None, rport: None, params: Params::NONE }
    }

    /// The branch, if it is one by which a transaction is known: it begins with `z9hG4bK` and goes on (RFC 3261 §17.2.3). With
    /// another the rules of RFC 2543 are used.
    #[must_use]
    pub fn transaction(&self) -> Option<&'a [u8]> {
        let (cookie, rest) = self.branch?.split_at_checked(MAGIC_COOKIE.len())?;
        (cookie.eq_ignore_ascii_case(MAGIC_COOKIE) && !rest.is_empty()).then_some(self.branch?)
    }

    /// The parameter `maddr`: the address, of a group of receivers maybe, that the request was sent to (RFC 3261 §18.1.1).
    #[must_use]
    pub fn maddr(&self) -> Option<Host<'a>> {
        self.params.get(b"maddr")?.value.map(Host)
    }

    /// The address in `received`, with brackets or without (RFC 5118 §4.5).
    #[must_use]
    pub fn received_ip(&self) -> Option<std::net::IpAddr> {
        let received = self.received?;
        let text = std::str::from_utf8(received).ok()?;
        Host(received).ip().or_else(|| crate::uri::ipv6(text).map(Into::into))
    }
}

impl<'a> HeaderField<'a> for Via<'a> {
    const NAME: HeaderName = HeaderName::VIA;

    #[inline]
    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        const FIELD: &str = "Via";
        let mut scan = Scan::new(value);
        if value.starts_with(b"SIP/2.0/") {
            scan.skip(8);
        } else {
            sent_protocol(&mut scan)?;
        }
        let transport = Transport(scan.token(FIELD)?);
        if !matches!(scan.peek(), Some(b' ' | b'\t' | b'\r')) {
            return Err(scan.unexpected(FIELD));
        }
        scan.skip_space();
        let host = Host::read(&mut scan)?;
        let port = if scan.eat_spaced(b':') { Some(read_port(&mut scan)?) } else { None };
        let (mut branch, mut received, mut rport) = (None, None, None);
        let mut bad_port = None;
        let params = Params::read(&mut scan, |param| match param.name.len() {
            6 if param.is(b"branch") => branch = param.value,
            8 if param.is(b"received") => received = param.value,
            5 if param.is(b"rport") => match param.value.map(|value| read_port(&mut Scan::new(value))) {
                None => rport = Some(None),
                Some(Ok(port)) => rport = Some(Some(port)),
                Some(Err(error)) => bad_port = Some(error),
            },
            _ => {}
        })?;
        scan.end(FIELD)?;
        match bad_port {
            Some(error) => Err(error),
            None => Ok(Self { transport, host, port, branch, received, rport, params }),
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"SIP/2.0/");
        out.extend_from_slice(self.transport.0);
        out.push(b' ');
        write_with_port(self.host, self.port, out);
        super::write_param(b"branch", self.branch, out);
        super::write_param(b"received", self.received, out);
        if let Some(rport) = self.rport {
            out.extend_from_slice(b";rport");
            if let Some(port) = rport {
                out.push(b'=');
                super::write_number(port.into(), out);
            }
        }
        self.params.write_without(&[b"branch", b"received", b"rport"], out);
    }
}

/// Name and version with space around the slashes.
fn sent_protocol(scan: &mut Scan<'_>) -> Result<(), DecodeError> {
    for wanted in [b"SIP".as_slice(), b"2.0"] {
        let at = scan.offset();
        let found = scan.token("sent-protocol")?;
        if !found.eq_ignore_ascii_case(wanted) {
            let kind = if wanted == b"2.0" {
                crate::DecodeErrorKind::Version
            } else {
                crate::DecodeErrorKind::Syntax
            };
            return Err(DecodeError::new(kind, at, "sent-protocol"));
        }
        if !scan.eat_spaced(b'/') {
            return Err(scan.unexpected("sent-protocol"));
        }
    }
    Ok(())
}
