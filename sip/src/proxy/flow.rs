//! The flows of user agents that are behind us, by tokens in Path and Record-Route (RFC 5626 §5).

use std::fmt;
use std::hash::Hasher;
use std::net::{IpAddr, SocketAddr};

use siphasher::sip128::{Hasher128, SipHasher24};
use subtle::ConstantTimeEq;

use super::Proxy;
use super::draft::Onward;
use crate::endpoint::{Source, Target};
use crate::header::{Contact, Via};
use crate::uri::{SipUri, Uri};
use crate::{Message, Method, StatusCode};

/// Makes and reads tokens: the path and the address at its other end, and a keyed hash of them, in hexadecimal digits.
#[derive(Clone)]
pub(super) struct Tokens {
    hasher: SipHasher24,
}

/// What each begins with, so that another user in a URI of ours is none.
const PREFIX: &[u8] = b"flow-";

/// A token that we have not made, or not so.
#[derive(Debug)]
pub(super) struct Forged;

impl Tokens {
    pub(super) fn new(key: [u8; 16]) -> Self {
        Self { hasher: SipHasher24::new_with_key(&key) }
    }

    fn write(&self, path: u64, addr: SocketAddr) -> Vec<u8> {
        let mut octets = content(path, addr);
        octets.extend(self.mac(&octets));
        let mut token = PREFIX.to_vec();
        token.extend(octets.iter().flat_map(|octet| format!("{octet:02x}").into_bytes()));
        token
    }

    /// The path and address of a token; `None` of a user that is none.
    fn read(&self, user: &[u8]) -> Option<Result<(u64, SocketAddr), Forged>> {
        let digits = user.strip_prefix(PREFIX)?;
        Some(self.open(digits).ok_or(Forged))
    }

    fn open(&self, digits: &[u8]) -> Option<(u64, SocketAddr)> {
        let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let (pairs, []) = digits.as_chunks::<2>() else { return None };
        let octets: Option<Vec<u8>> =
            pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect();
        let octets = octets?;
        let (content, mac) = octets.split_last_chunk::<16>()?;
        if !bool::from(self.mac(content).ct_eq(mac)) {
            return None;
        }
        let (path, rest) = content.split_first_chunk()?;
        let (port, ip) = rest.split_first_chunk()?;
        let ip = match ip.len() {
            4 => IpAddr::from(<[u8; 4]>::try_from(ip).ok()?),
            _ => IpAddr::from(<[u8; 16]>::try_from(ip).ok()?),
        };
        Some((u64::from_be_bytes(*path), SocketAddr::new(ip, u16::from_be_bytes(*port))))
    }

    fn mac(&self, content: &[u8]) -> [u8; 16] {
        let mut hasher = self.hasher;
        hasher.write(content);
        hasher.finish128().as_u128().to_be_bytes()
    }
}

impl fmt::Debug for Tokens {
    /// Without the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens")
    }
}

fn content(path: u64, addr: SocketAddr) -> Vec<u8> {
    let ip = match addr.ip() {
        IpAddr::V4(ip) => ip.octets().to_vec(),
        IpAddr::V6(ip) => ip.octets().to_vec(),
    };
    [&path.to_be_bytes()[..], &addr.port().to_be_bytes(), &ip].concat()
}

impl Proxy {
    /// The flow that a request is to take, as the URIs of ours in its way say: that which it has not come by itself; or what it is
    /// answered with if there is none any more, or was never (RFC 5626 §5.3).
    pub(super) fn flow_of(&self, ours: &[SipUri<'_>], source: Source) -> Option<Result<Target, StatusCode>> {
        let mut found = None;
        for uri in ours.iter().filter(|_| self.config.edge()) {
            match self.tokens.read(uri.user.unwrap_or_default()) {
                None => {}
                Some(Err(Forged)) => return Some(Err(StatusCode::FORBIDDEN)),
                // It comes from there, and goes out.
                Some(Ok((path, addr))) if path == source.path.number() && addr == source.addr => {}
                Some(Ok((path, addr))) => {
                    found = Some(self.endpoint.flow(path, addr).ok_or(StatusCode::FLOW_FAILED));
                }
            }
        }
        found
    }

    /// Whether a user in a URI of ours is a token.
    pub(super) fn is_token(&self, user: &[u8]) -> bool {
        self.config.edge() && self.tokens.read(user).is_some()
    }

    /// The token of where a request came from, if its user agent wants to be reached by that: we are the first that it came to, and it
    /// has said so (RFC 5626 §5.1, §5.3.2).
    pub(super) fn token_of_source(&self, onward: &Onward<'_>) -> Option<Vec<u8>> {
        let (request, source) = (onward.request, onward.source);
        let is_first = self.config.edge() && request.all::<Via<'_>>().take(2).count() == 1;
        (is_first && wants_flow(request)).then(|| self.tokens.write(source.path.number(), source.addr))
    }

    /// The token of the flow that a request goes by, if it goes by one.
    pub(super) fn token_of_flow(&self, onward: &Onward<'_>, hop: Target) -> Option<Vec<u8>> {
        let flow = onward.flow.filter(|flow| *flow == hop)?;
        Some(self.tokens.write(flow.path()?.number(), flow.addr()))
    }
}

/// Whether a registration is of one flow of several, or a Contact is for the flow that it came by (RFC 5626 §4.2, §4.3).
fn wants_flow(request: &Message) -> bool {
    let is_registration = request.method() == Some(Method::REGISTER);
    request.all::<Contact<'_>>().flatten().filter_map(|contact| contact.addr().copied()).any(|addr| {
        if is_registration {
            addr.params.has(b"reg-id")
        } else {
            matches!(addr.uri, Uri::Sip(uri) if uri.params.has(b"ob"))
        }
    })
}
