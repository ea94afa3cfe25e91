//! Which characters may stand where (RFC 3261 §25.1).

/// A set of characters, one bit each in [`TABLE`].
#[derive(Clone, Copy)]
pub(crate) struct Class(u8);

/// `token`.
pub(crate) const TOKEN: Class = Class(1);
/// What may stand before the `@` of a SIP URI: `user`, `:` and `password`.
pub(crate) const USERINFO: Class = Class(1 << 1);
/// `hostname` and `IPv4address`; the underscore, too, which names in use have.
pub(crate) const HOST: Class = Class(1 << 2);
/// `paramchar`, of parameters of a SIP URI.
pub(crate) const PARAM: Class = Class(1 << 3);
/// The value of a header parameter that is not quoted: `token`, `host`, and what stands there in practice.
pub(crate) const VALUE: Class = Class(1 << 4);
/// `LWS`. In the value of a header field CR and LF stand only where a line was folded.
pub(crate) const SPACE: Class = Class(1 << 5);
/// What a display name that is not quoted has: `token` and space, and octets of UTF-8, which should be quoted.
pub(crate) const DISPLAY: Class = Class(1 << 6);
/// What a URI may have at all: no space, no control, no angle bracket, no quote.
pub(crate) const URI: Class = Class(1 << 7);

static TABLE: [u8; 256] = table();

impl Class {
    /// What is in this or in the other.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[inline]
    pub(crate) fn has(self, octet: u8) -> bool {
        TABLE.get(usize::from(octet)).is_some_and(|classes| classes & self.0 != 0)
    }

    /// How many octets at the front are in it.
    #[inline]
    pub(crate) fn count(self, octets: &[u8]) -> usize {
        octets.iter().position(|octet| !self.has(*octet)).unwrap_or(octets.len())
    }
}

const fn is_one_of(octet: u8, set: &[u8]) -> bool {
    let mut at = 0;
    while at < set.len() {
        if set[at] == octet {
            return true;
        }
        at += 1;
    }
    false
}

const fn classes(octet: u8) -> u8 {
    let alphanumeric = octet.is_ascii_alphanumeric();
    let mark = is_one_of(octet, b"-_.!~*'()");
    let unreserved = alphanumeric || mark || octet == b'%';
    let token = alphanumeric || is_one_of(octet, b"-.!%*_+`'~");
    let space = is_one_of(octet, b" \t\r\n");
    let mut classes = 0;
    if token {
        classes |= TOKEN.0;
    }
    if unreserved || is_one_of(octet, b"&=+$,;?/:") {
        classes |= USERINFO.0;
    }
    if alphanumeric || is_one_of(octet, b"-._") {
        classes |= HOST.0;
    }
    if unreserved || is_one_of(octet, b"[]/:&+$") {
        classes |= PARAM.0;
    }
    if token || is_one_of(octet, b"[]:/@&$#()?{}|^\\") {
        classes |= VALUE.0;
    }
    if space {
        classes |= SPACE.0;
    }
    if token || space || octet >= 0x80 {
        classes |= DISPLAY.0;
    }
    if octet > b' ' && octet != 0x7F && !is_one_of(octet, b"<>\"") {
        classes |= URI.0;
    }
    classes
}

#[allow(clippy::cast_possible_truncation)] // below 256
const fn table() -> [u8; 256] {
    let mut table = [0; 256];
    let mut octet = 0;
    while octet < 256 {
        table[octet] = classes(octet as u8);
        octet += 1;
    }
    table
}
