//! The hashes that digests are made with (RFC 7616 §3.3, RFC 8760 §2.1).

use md5::Md5;
use sha2::digest::Digest;
use sha2::{Sha256, Sha512_256};

/// A hash, and whether the password's part of the digest is bound to the nonces of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// `MD5`: for peers that know no other.
    Md5,
    /// `MD5-sess`.
    Md5Sess,
    /// `SHA-256`.
    Sha256,
    /// `SHA-256-sess`.
    Sha256Sess,
    /// `SHA-512-256`: SHA-512/256 of FIPS 180-4.
    Sha512_256,
    /// `SHA-512-256-sess`.
    Sha512_256Sess,
}

impl Algorithm {
    /// All that there are.
    pub const ALL: [Self; 6] =
        [Self::Md5, Self::Md5Sess, Self::Sha256, Self::Sha256Sess, Self::Sha512_256, Self::Sha512_256Sess];

    /// Its name as the standard spells it.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Md5Sess => "MD5-sess",
            Self::Sha256 => "SHA-256",
            Self::Sha256Sess => "SHA-256-sess",
            Self::Sha512_256 => "SHA-512-256",
            Self::Sha512_256Sess => "SHA-512-256-sess",
        }
    }

    /// The one of this name, in any case.
    #[must_use]
    pub fn of(name: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.text().as_bytes().eq_ignore_ascii_case(name))
    }

    /// Whether the password's part is bound to the nonces of the session (RFC 7616 §3.4.2).
    #[must_use]
    pub const fn is_session(self) -> bool {
        matches!(self, Self::Md5Sess | Self::Sha256Sess | Self::Sha512_256Sess)
    }

    /// The same hash without that: what an [`Ha1`](super::Ha1) is of.
    #[must_use]
    pub const fn hash(self) -> Self {
        match self {
            Self::Md5 | Self::Md5Sess => Self::Md5,
            Self::Sha256 | Self::Sha256Sess => Self::Sha256,
            Self::Sha512_256 | Self::Sha512_256Sess => Self::Sha512_256,
        }
    }

    /// The hash of parts with colons between them.
    pub(super) fn of_parts(self, parts: &[&[u8]]) -> Hex {
        match self.hash() {
            Self::Md5 => hash::<Md5>(parts),
            Self::Sha256 => hash::<Sha256>(parts),
            _ => hash::<Sha512_256>(parts),
        }
    }

    /// How many hexadecimal digits a digest has.
    pub(super) const fn digits(self) -> usize {
        match self.hash() {
            Self::Md5 => 32,
            _ => 64,
        }
    }
}

fn hash<D: Digest>(parts: &[&[u8]]) -> Hex {
    let mut digest = D::new();
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            digest.update(b":");
        }
        digest.update(part);
    }
    Hex::of(&digest.finalize())
}

/// Octets in hexadecimal digits, in lower case; at most 32 octets.
#[derive(Clone, Copy)]
pub(super) struct Hex {
    digits: [u8; 64],
    length: usize,
}

impl Hex {
    pub(super) fn of(octets: &[u8]) -> Self {
        let digit = |value: u8| if value < 10 { b'0' + value } else { b'a' + value - 10 };
        let mut digits = [0; 64];
        let (places, _) = digits.as_chunks_mut::<2>();
        for (place, octet) in places.iter_mut().zip(octets) {
            *place = [digit(octet >> 4), digit(octet & 15)];
        }
        Self { digits, length: (octets.len() * 2).min(64) }
    }

    /// What already is such digits, in any case; `None` if it is not, or not so many.
    pub(super) fn of_digits(text: &[u8], length: usize) -> Option<Self> {
        let mut digits = [0; 64];
        digits.get_mut(..length)?.iter_mut().zip(text).for_each(|(to, from)| *to = from.to_ascii_lowercase());
        let is_hex = text.len() == length && text.iter().all(u8::is_ascii_hexdigit);
        is_hex.then_some(Self { digits, length })
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        self.digits.get(..self.length).unwrap_or_default()
    }
}
