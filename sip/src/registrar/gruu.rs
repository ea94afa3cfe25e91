//! Globally routable user agent URIs (RFC 5627).

use std::fmt;
use std::hash::Hasher;

use siphasher::sip::SipHasher24;
use subtle::ConstantTimeEq;

use super::aor::{Aor, hex};
use super::config::Config;
use crate::uri::{SipUri, Uri};

/// An instance of a user agent that was given temporary GRUUs.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Instance {
    pub(super) id: Box<[u8]>,
    /// The Call-ID that it registers with, as [`Tokens::call`] has it.
    pub(super) call: u64,
    /// Which registration its temporary GRUUs are of; they end with it (RFC 5627 §5.4).
    pub(super) epoch: u64,
    /// How many were given out: they are counted from 1.
    pub(super) count: u32,
}

/// What a GRUU in a Request-URI leads to.
pub(super) enum Gruu {
    /// The instance with this name, of the address-of-record of the URI.
    Public(Vec<u8>),
    /// The instance with this epoch, if so many were given out.
    Temporary { epoch: u64, number: u32 },
    /// It was never given out.
    Forged,
}

/// The name of an instance, from the value of `+sip.instance="<…>"` (RFC 5626 §4.1).
pub(super) fn instance_of(value: &[u8]) -> Option<&[u8]> {
    let name = value.strip_prefix(b"\"<")?.strip_suffix(b">\"")?;
    Some(name).filter(|name| !name.is_empty() && !name.contains(&b'\\'))
}

/// Whether both are the same instance: the name of a UUID in any case (RFC 4122 §3).
pub(super) fn is_same_instance(this: &[u8], that: &[u8]) -> bool {
    let is_uuid = this.get(..9).is_some_and(|urn| urn.eq_ignore_ascii_case(b"urn:uuid:"));
    if is_uuid { this.eq_ignore_ascii_case(that) } else { this == that }
}

/// Writes the public GRUU of an instance: the address-of-record and its name in `gr` (RFC 5627 §5.4).
pub(super) fn write_public(aor: &Aor, instance: &[u8], secure: bool, out: &mut Vec<u8>) {
    out.extend_from_slice(if secure { b"sips:" } else { b"sip:" });
    out.extend_from_slice(aor.behind_scheme());
    out.extend_from_slice(b";gr=");
    for octet in instance {
        if octet.is_ascii_alphanumeric() || b"-_.!~*'()[]/:&+$".contains(octet) {
            out.push(*octet);
        } else {
            out.extend_from_slice(format!("%{octet:02X}").as_bytes());
        }
    }
}

const PREFIX: &[u8] = b"tgruu.";

/// Makes and knows temporary GRUUs, with nothing to remember for each: epoch and number, enciphered and authenticated by a
/// keyed hash (as RFC 5627, appendix A, lays out). Two of them do not show whether they are of one user.
#[derive(Clone, Copy)]
pub(super) struct Tokens {
    hasher: SipHasher24,
}

/// What a hash is for.
#[derive(Clone, Copy)]
enum Kind {
    Epoch = 16,
    Call,
    Mac,
}

/// So many rounds of a Feistel network over a random function make a random permutation that also resists who can invert.
const ROUNDS: u8 = 4;

impl fmt::Debug for Tokens {
    /// Nothing: the key is secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens")
    }
}

impl Tokens {
    pub(super) fn new(key: &[u8; 16]) -> Self {
        Self { hasher: SipHasher24::new_with_key(key) }
    }

    fn hash(&self, kind: u8, parts: &[&[u8]]) -> u64 {
        let mut hash = self.hasher;
        hash.write(&[kind]);
        for part in parts {
            // With its length, so that no part can be taken for two.
            hash.write(&(part.len() as u64).to_le_bytes());
            hash.write(part);
        }
        hash.finish()
    }

    /// A Call-ID in few octets: nobody without the key finds two that are the same.
    pub(super) fn call(&self, call_id: &[u8]) -> u64 {
        self.hash(Kind::Call as u8, &[call_id])
    }

    /// The epoch that begins with what these say: address-of-record, instance, Call-ID, CSeq and an attempt. It needs no counter
    /// that would have to outlive the instance, since a client has another Call-ID or CSeq each time.
    pub(super) fn epoch(&self, parts: &[&[u8]; 5]) -> u64 {
        self.hash(Kind::Epoch as u8, parts)
    }

    /// Writes a temporary GRUU: a user that tells nothing, at the domain of the address-of-record, and `gr` without a value
    /// (RFC 5627 §5.4).
    pub(super) fn write(&self, aor: &Aor, epoch: u64, number: u32, secure: bool, out: &mut Vec<u8>) {
        let (mut left, mut right) = (epoch, u64::from(number));
        for round in 0..ROUNDS {
            (left, right) = (right, left ^ self.hash(round, &[&right.to_le_bytes()]));
        }
        let mac = self.mac(left, right);
        out.extend_from_slice(if secure { b"sips:" } else { b"sip:" });
        out.extend_from_slice(PREFIX);
        out.extend_from_slice(format!("{left:016x}{right:016x}{mac:016x}").as_bytes());
        out.push(b'@');
        out.extend_from_slice(aor.host().0);
        out.extend_from_slice(b";gr");
    }

    /// Reads the GRUU that a URI is; `None` if it is none.
    pub(super) fn read(&self, uri: &SipUri<'_>) -> Option<Gruu> {
        match uri.params.get(b"gr")?.value {
            Some(name) => Some(Gruu::Public(unescaped(name))),
            None => {
                let user = uri.user.unwrap_or_default();
                let known = user.strip_prefix(PREFIX).and_then(|token| self.open(token));
                Some(known.map_or(Gruu::Forged, |(epoch, number)| Gruu::Temporary { epoch, number }))
            }
        }
    }

    fn open(&self, token: &[u8]) -> Option<(u64, u32)> {
        let (words, rest) = token.as_chunks::<16>();
        let [left, right, mac] = words else { return None };
        let [left, right, mac] = [number(left)?, number(right)?, number(mac)?];
        if !rest.is_empty() || !bool::from(self.mac(left, right).ct_eq(&mac)) {
            return None;
        }
        let (mut left, mut right) = (left, right);
        for round in (0..ROUNDS).rev() {
            (left, right) = (right ^ self.hash(round, &[&left.to_le_bytes()]), left);
        }
        Some((left, u32::try_from(right).ok()?))
    }

    fn mac(&self, left: u64, right: u64) -> u64 {
        self.hash(Kind::Mac as u8, &[&left.to_le_bytes(), &right.to_le_bytes()])
    }
}

/// Whether a contact leads back to where it is registered: to the address-of-record itself, or to a GRUU of it (RFC 5627
/// §5.1).
pub(super) fn leads_back(contact: &Uri<'_>, aor: &Aor, config: &Config) -> bool {
    match contact {
        Uri::Sip(uri) => {
            let uri = config.in_domain(uri);
            let is_temporary = uri.user.is_some_and(|user| user.starts_with(PREFIX));
            let is_gruu = uri.params.has(b"gr");
            Aor::of_sip(&uri) == *aor || is_gruu && is_temporary && uri.host.is_same(&aor.host())
        }
        _ => false,
    }
}

fn number(digits: &[u8; 16]) -> Option<u64> {
    digits.iter().try_fold(0_u64, |number, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(number << 4 | u64::from(digit))
    })
}

fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, behind @ ..] = rest {
        let escaped = match (first, behind) {
            (b'%', [high, low, behind @ ..]) => hex(*high, *low).map(|octet| (octet, behind)),
            _ => None,
        };
        let (octet, behind) = escaped.unwrap_or((*first, behind));
        out.push(octet);
        rest = behind;
    }
    out
}
