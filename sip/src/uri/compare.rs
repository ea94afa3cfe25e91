//! Which URIs are the same (RFC 3261 §19.1.4; RFC 3966 §5). Being the same is not transitive: two URIs that differ can each
//! be the same as a third, so that no URI can be a key as it stands.

use super::{SipUri, TelUri, Uri};
use crate::params::{Param, Params};

/// Parameters that make URIs differ if only one has them (RFC 3261 §19.1.4).
const WEIGHTY: [&[u8]; 5] = [b"user", b"ttl", b"method", b"maddr", b"transport"];

impl Uri<'_> {
    /// Whether both are the same by the rules of their scheme. Of a scheme that is not known both must be equal to the
    /// octet, but for the case of the scheme.
    #[must_use]
    pub fn is_same(&self, other: &Uri<'_>) -> bool {
        match (self, other) {
            (Uri::Sip(this), Uri::Sip(that)) => this.is_same(that),
            (Uri::Tel(this), Uri::Tel(that)) => this.is_same(that),
            (Uri::Other { scheme, rest }, Uri::Other { scheme: other_scheme, rest: other_rest }) => {
                scheme.eq_ignore_ascii_case(other_scheme) && rest == other_rest
            }
            _ => false,
        }
    }
}

impl SipUri<'_> {
    /// Whether both are the same (RFC 3261 §19.1.4).
    #[must_use]
    pub fn is_same(&self, other: &SipUri<'_>) -> bool {
        self.secure == other.secure
            && same_text(self.user, other.user)
            && same_text(self.password, other.password)
            && self.host.is_same(&other.host)
            && self.port == other.port
            && same_params(self.params, other.params)
            && same_params(other.params, self.params)
            && same_headers(self, other)
            && same_headers(other, self)
    }
}

impl TelUri<'_> {
    /// Whether both are the same number with the same parameters, whatever their separators (RFC 3966 §5).
    #[must_use]
    pub fn is_same(&self, other: &TelUri<'_>) -> bool {
        let digits = |it: &Self| it.digits().map(|digit| digit.to_ascii_lowercase()).collect::<Vec<_>>();
        let has_all = |these: Params<'_>, those: Params<'_>| {
            these.iter().all(|param| those.iter().any(|other| same_number(&param, &other)))
        };
        digits(self).eq(&TelUri::digits(other).map(|digit| digit.to_ascii_lowercase()).collect::<Vec<_>>())
            && has_all(self.params, other.params)
            && has_all(other.params, self.params)
    }
}

/// Whether the values of a parameter of a `tel` URI are the same. Those that are numbers have separators.
fn same_number(this: &Param<'_>, that: &Param<'_>) -> bool {
    let plain = |value: Option<&[u8]>| {
        let digits = value.unwrap_or_default().iter().filter(|octet| !b"-.()".contains(octet));
        digits.map(u8::to_ascii_lowercase).collect::<Vec<_>>()
    };
    this.is(that.name)
        && this.value.is_some() == that.value.is_some()
        && plain(this.value) == plain(that.value)
}

/// Whether a user or password is the same: to the case, and with `%` and two digits for a character that needs no escape
/// the same as the character (RFC 3261 §19.1.4).
fn same_text(this: Option<&[u8]>, that: Option<&[u8]>) -> bool {
    match (this, that) {
        (Some(this), Some(that)) => unescaped(this).eq(unescaped(that)),
        (None, None) => true,
        _ => false,
    }
}

/// Every parameter that both have is equal, and no weighty one is missing from the other. One that stands twice, against the
/// standard, may be equal to either.
fn same_params(these: Params<'_>, those: Params<'_>) -> bool {
    these.iter().all(|this| {
        let mut others = those.iter().filter(|that| that.is(this.name)).peekable();
        match others.peek() {
            None => !WEIGHTY.iter().any(|name| this.is(name)),
            Some(_) => others.any(|that| same_value(this.value, that.value)),
        }
    })
}

/// Every header field of one is in the other with an equal value.
fn same_headers(this: &SipUri<'_>, that: &SipUri<'_>) -> bool {
    this.headers().all(|(name, value)| {
        that.headers().any(|(other, other_value)| {
            name.eq_ignore_ascii_case(other) && same_value(Some(value), Some(other_value))
        })
    })
}

fn same_value(this: Option<&[u8]>, that: Option<&[u8]>) -> bool {
    let lower = |text: &[u8]| {
        unescaped(text)
            .map(|(octet, is_escaped)| (octet.to_ascii_lowercase(), is_escaped))
            .collect::<Vec<_>>()
    };
    match (this, that) {
        (Some(this), Some(that)) => lower(this) == lower(that),
        (None, None) => true,
        _ => false,
    }
}

/// Text as the value of a header field in a URI: what may not stand there as it is, is escaped (RFC 3261 §25.1, `hvalue`).
pub(crate) fn escaped(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for octet in text {
        if octet.is_ascii_alphanumeric() || b"-_.!~*'()[]/?:+$".contains(octet) {
            out.push(*octet);
        } else {
            out.extend_from_slice(format!("%{octet:02X}").as_bytes());
        }
    }
    out
}

/// The characters of text with escapes, and whether each stays another for being escaped: one that is reserved in a URI.
pub(crate) fn unescaped(text: &[u8]) -> impl Iterator<Item = (u8, bool)> + '_ {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (first, behind) = rest.split_first()?;
        rest = behind;
        if *first != b'%' {
            return Some((*first, false));
        }
        let Some((escape, behind)) = behind.split_first_chunk::<2>() else { return Some((b'%', false)) };
        let [high, low] = escape.map(|digit| char::from(digit).to_digit(16));
        let (Some(high), Some(low)) = (high, low) else { return Some((b'%', false)) };
        rest = behind;
        let octet = u8::try_from(high * 16 + low).unwrap_or(0);
        Some((octet, b";/?:@&=+$,%".contains(&octet)))
    })
}
