//! Names of header fields (RFC 3261 §20 and the registry that it began).

use std::fmt;

/// How often a header field may stand in a message (RFC 3261 §7.3.1).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Often {
    /// In one row, with one value.
    Once,
    /// In several rows with one value each.
    Rows,
    /// In several rows, and several values in a row with commas between them.
    List,
}

/// Declares the names: the constant, the name as the standard spells it, its compact form if it has one, and how often it
/// may stand in a message.
macro_rules! names {
    ($( $(#[$meta:meta])* $constant:ident = $number:literal $name:literal $compact:literal $often:ident, )*) => {
        impl HeaderName {
            $( $(#[$meta])* pub const $constant: Self = Self($number); )*

            /// Every name that this crate knows, in the order of the alphabet.
            pub const ALL: &'static [Self] = &[ $( Self::$constant, )* ];
        }

        /// Name, compact form, how often it may stand; by number.
        static NAMES: &[(&str, &str, Often)] = &[ ("", "", Often::Rows), $( ($name, $compact, Often::$often), )* ];
    };
}

/// The name of a header field that this crate knows (RFC 3261 §7.3.1); all others are [`HeaderName::OTHER`], and are found
/// by their text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HeaderName(u8);

impl HeaderName {
    /// A name that this crate does not know.
    pub const OTHER: Self = Self(0);
    /// More than there are names.
    pub(crate) const COUNT: usize = 128;

    /// The name as the standard spells it; empty for [`HeaderName::OTHER`].
    #[must_use]
    pub fn text(self) -> &'static str {
        self.entry().0
    }

    /// The one letter that may stand for it (RFC 3261 §7.3.3).
    #[must_use]
    pub fn compact(self) -> Option<&'static str> {
        Some(self.entry().1).filter(|compact| !compact.is_empty())
    }

    /// Whether one row may have several values with commas between them (RFC 3261 §7.3.1).
    #[must_use]
    pub fn is_list(self) -> bool {
        self.entry().2 == Often::List
    }

    /// Whether a message has at most one of it.
    #[must_use]
    pub fn is_single(self) -> bool {
        self.entry().2 == Often::Once
    }

    /// Its place in the order of the alphabet, below 128.
    pub(crate) const fn number(self) -> usize {
        self.0 as usize
    }

    fn entry(self) -> (&'static str, &'static str, Often) {
        NAMES.get(usize::from(self.0)).copied().unwrap_or(("", "", Often::Rows))
    }

    /// The name that this text is, whole or compact, in any case.
    #[inline]
    #[must_use]
    pub fn of(text: &[u8]) -> Self {
        let mut place = hash(text);
        loop {
            let number = TABLE.get(place & MASK).copied().unwrap_or(0);
            let (name, compact, _) = Self(number).entry();
            let name = if text.len() == 1 { compact } else { name };
            if number == 0 || name.as_bytes().eq_ignore_ascii_case(text) {
                return Self(number);
            }
            place += 1;
        }
    }
}

/// The name that a row begins with, if it is one of a few octets and its colon follows at once, and its length: most are.
impl HeaderName {
    #[inline]
    pub(crate) fn before_colon(line: &[u8]) -> Option<(Self, usize)> {
        let word = u128::from_le_bytes(*line.first_chunk()?);
        let colon = first_colon(word)?;
        let text = line.get(..colon)?;
        let number = TABLE.get(hash(text) & MASK).copied()?;
        let Word { length, letters, text } = *WORDS.get(usize::from(number))?;
        let kept = word & FRONTS.get(colon)?;
        (usize::from(length) == colon && kept | letters == text).then_some((Self(number), colon))
    }
}

/// What leaves so many octets at the front of 16.
static FRONTS: [u128; 16] = {
    let mut fronts = [0; 16];
    let mut octets = 1;
    while octets < 16 {
        fronts[octets] = !(u128::MAX << (octets * 8));
        octets += 1;
    }
    fronts
};

/// Where the first colon of 16 octets is, if it is not the first of them.
#[inline]
const fn first_colon(word: u128) -> Option<usize> {
    const ONES: u128 = u128::MAX / 255;
    // An octet becomes zero if it is a colon; taking 1 from it borrows its highest bit, then.
    let zeros = word ^ (ONES * b':' as u128);
    let found = zeros.wrapping_sub(ONES) & !zeros & (ONES << 7);
    match found.trailing_zeros() / 8 {
        0 | 16 => None,
        place => Some(place as usize),
    }
}

/// A name of at most 16 octets as a number, for a comparison in one step.
#[derive(Clone, Copy)]
struct Word {
    length: u8,
    /// The bit that tells upper from lower case, where there is a letter.
    letters: u128,
    /// In lower case.
    text: u128,
}

const _: () = assert!(NAMES.len() <= HeaderName::COUNT, "each name has a bit");

static WORDS: [Word; HeaderName::COUNT] = words();

#[allow(clippy::cast_possible_truncation)] // at most 16
const fn words() -> [Word; HeaderName::COUNT] {
    let mut words = [Word { length: 0, letters: 0, text: 0 }; HeaderName::COUNT];
    let mut number = 1;
    while number < NAMES.len() {
        let text = NAMES[number].0.as_bytes();
        let mut place = 0;
        while place < text.len() && text.len() <= 16 {
            let letter = if text[place].is_ascii_alphabetic() { 0x20 } else { 0 };
            words[number].letters |= letter << (place * 8);
            words[number].text |= (text[place].to_ascii_lowercase() as u128) << (place * 8);
            words[number].length = text.len() as u8;
            place += 1;
        }
        number += 1;
    }
    words
}

impl fmt::Debug for HeaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if *self == Self::OTHER { "OTHER" } else { self.text() })
    }
}

const MASK: usize = 1023;

/// Where in the table a name is, or those that it has pushed on.
#[inline]
const fn hash(text: &[u8]) -> usize {
    const fn at(text: &[u8], place: usize) -> usize {
        if place < text.len() { (text[place] | 0x20) as usize } else { 0 }
    }
    let length = text.len();
    at(text, 0) * 37 + at(text, length / 2) * 7 + at(text, length.wrapping_sub(1)) * 101 + length * 211
}

static TABLE: [u8; MASK + 1] = table();

#[allow(clippy::cast_possible_truncation)] // there are fewer than 256 names
const fn table() -> [u8; MASK + 1] {
    let mut table = [0; MASK + 1];
    let mut number = 1;
    while number < NAMES.len() {
        let (name, compact, _) = NAMES[number];
        table = with(table, name.as_bytes(), number as u8);
        if !compact.is_empty() {
            table = with(table, compact.as_bytes(), number as u8);
        }
        number += 1;
    }
    table
}

const fn with(mut table: [u8; MASK + 1], name: &[u8], number: u8) -> [u8; MASK + 1] {
    let mut place = hash(name) & MASK;
    while table[place] != 0 {
        place = (place + 1) & MASK;
    }
    table[place] = number;
    table
}

names! {
    /// Accept (RFC 3261 §20.1).
    ACCEPT = 1 "Accept" "" List,
    /// Accept-Contact (RFC 3841 §9.2).
    ACCEPT_CONTACT = 2 "Accept-Contact" "a" List,
    /// Accept-Encoding (RFC 3261 §20.2).
    ACCEPT_ENCODING = 3 "Accept-Encoding" "" List,
    /// Accept-Language (RFC 3261 §20.3).
    ACCEPT_LANGUAGE = 4 "Accept-Language" "" List,
    /// Accept-Resource-Priority (RFC 4412 §3.2).
    ACCEPT_RESOURCE_PRIORITY = 5 "Accept-Resource-Priority" "" List,
    /// Alert-Info (RFC 3261 §20.4).
    ALERT_INFO = 6 "Alert-Info" "" List,
    /// Allow (RFC 3261 §20.5).
    ALLOW = 7 "Allow" "" List,
    /// Allow-Events (RFC 6665 §8.2.2).
    ALLOW_EVENTS = 8 "Allow-Events" "u" List,
    /// Answer-Mode (RFC 5373).
    ANSWER_MODE = 9 "Answer-Mode" "" Once,
    /// Authentication-Info (RFC 3261 §20.6).
    AUTHENTICATION_INFO = 10 "Authentication-Info" "" Rows,
    /// Authorization (RFC 3261 §20.7).
    AUTHORIZATION = 11 "Authorization" "" Rows,
    /// Call-ID (RFC 3261 §20.8).
    CALL_ID = 12 "Call-ID" "i" Once,
    /// Call-Info (RFC 3261 §20.9).
    CALL_INFO = 13 "Call-Info" "" List,
    /// Contact (RFC 3261 §20.10).
    CONTACT = 14 "Contact" "m" List,
    /// Content-Disposition (RFC 3261 §20.11).
    CONTENT_DISPOSITION = 15 "Content-Disposition" "" Once,
    /// Content-Encoding (RFC 3261 §20.12).
    CONTENT_ENCODING = 16 "Content-Encoding" "e" List,
    /// Content-Language (RFC 3261 §20.13).
    CONTENT_LANGUAGE = 17 "Content-Language" "" List,
    /// Content-Length (RFC 3261 §20.14).
    CONTENT_LENGTH = 18 "Content-Length" "l" Once,
    /// Content-Type (RFC 3261 §20.15).
    CONTENT_TYPE = 19 "Content-Type" "c" Once,
    /// CSeq (RFC 3261 §20.16).
    CSEQ = 20 "CSeq" "" Once,
    /// Date (RFC 3261 §20.17).
    DATE = 21 "Date" "" Once,
    /// Diversion (RFC 5806).
    DIVERSION = 22 "Diversion" "" List,
    /// Error-Info (RFC 3261 §20.18).
    ERROR_INFO = 23 "Error-Info" "" List,
    /// Event (RFC 6665 §8.2.1).
    EVENT = 24 "Event" "o" Once,
    /// Expires (RFC 3261 §20.19).
    EXPIRES = 25 "Expires" "" Once,
    /// Feature-Caps (RFC 6809).
    FEATURE_CAPS = 26 "Feature-Caps" "" List,
    /// Flow-Timer (RFC 5626 §11.3).
    FLOW_TIMER = 27 "Flow-Timer" "" Once,
    /// From (RFC 3261 §20.20).
    FROM = 28 "From" "f" Once,
    /// Geolocation (RFC 6442).
    GEOLOCATION = 29 "Geolocation" "" List,
    /// Geolocation-Error (RFC 6442).
    GEOLOCATION_ERROR = 30 "Geolocation-Error" "" List,
    /// Geolocation-Routing (RFC 6442).
    GEOLOCATION_ROUTING = 31 "Geolocation-Routing" "" Once,
    /// History-Info (RFC 7044).
    HISTORY_INFO = 32 "History-Info" "" List,
    /// Identity (RFC 8224 §4).
    IDENTITY = 33 "Identity" "y" Rows,
    /// Identity-Info (RFC 4474, obsolete).
    IDENTITY_INFO = 34 "Identity-Info" "n" Rows,
    /// In-Reply-To (RFC 3261 §20.21).
    IN_REPLY_TO = 35 "In-Reply-To" "" List,
    /// Info-Package (RFC 6086).
    INFO_PACKAGE = 36 "Info-Package" "" Once,
    /// Join (RFC 3911).
    JOIN = 37 "Join" "" Once,
    /// Max-Breadth (RFC 5393 §5.3).
    MAX_BREADTH = 38 "Max-Breadth" "" Once,
    /// Max-Forwards (RFC 3261 §20.22).
    MAX_FORWARDS = 39 "Max-Forwards" "" Once,
    /// MIME-Version (RFC 3261 §20.24).
    MIME_VERSION = 40 "MIME-Version" "" Once,
    /// Min-Expires (RFC 3261 §20.23).
    MIN_EXPIRES = 41 "Min-Expires" "" Once,
    /// Min-SE (RFC 4028 §5).
    MIN_SE = 42 "Min-SE" "" Once,
    /// Organization (RFC 3261 §20.25).
    ORGANIZATION = 43 "Organization" "" Rows,
    /// P-Access-Network-Info (RFC 7315 §5.4).
    P_ACCESS_NETWORK_INFO = 44 "P-Access-Network-Info" "" List,
    /// P-Asserted-Identity (RFC 3325 §9.1).
    P_ASSERTED_IDENTITY = 45 "P-Asserted-Identity" "" List,
    /// P-Associated-URI (RFC 7315 §5.1).
    P_ASSOCIATED_URI = 46 "P-Associated-URI" "" List,
    /// P-Called-Party-ID (RFC 7315 §5.2).
    P_CALLED_PARTY_ID = 47 "P-Called-Party-ID" "" Once,
    /// P-Charging-Function-Addresses (RFC 7315 §5.5).
    P_CHARGING_FUNCTION_ADDRESSES = 48 "P-Charging-Function-Addresses" "" List,
    /// P-Charging-Vector (RFC 7315 §5.6).
    P_CHARGING_VECTOR = 49 "P-Charging-Vector" "" List,
    /// P-Early-Media (RFC 5009).
    P_EARLY_MEDIA = 50 "P-Early-Media" "" List,
    /// P-Preferred-Identity (RFC 3325 §9.2).
    P_PREFERRED_IDENTITY = 51 "P-Preferred-Identity" "" List,
    /// P-Visited-Network-ID (RFC 7315 §5.3).
    P_VISITED_NETWORK_ID = 52 "P-Visited-Network-ID" "" List,
    /// Path (RFC 3327).
    PATH = 53 "Path" "" List,
    /// Priority (RFC 3261 §20.26).
    PRIORITY = 54 "Priority" "" Once,
    /// Privacy (RFC 3323 §4.2).
    PRIVACY = 55 "Privacy" "" Rows,
    /// Proxy-Authenticate (RFC 3261 §20.27).
    PROXY_AUTHENTICATE = 56 "Proxy-Authenticate" "" Rows,
    /// Proxy-Authentication-Info (RFC 7615).
    PROXY_AUTHENTICATION_INFO = 57 "Proxy-Authentication-Info" "" Rows,
    /// Proxy-Authorization (RFC 3261 §20.28).
    PROXY_AUTHORIZATION = 58 "Proxy-Authorization" "" Rows,
    /// Proxy-Require (RFC 3261 §20.29).
    PROXY_REQUIRE = 59 "Proxy-Require" "" List,
    /// RAck (RFC 3262 §7.2).
    RACK = 60 "RAck" "" Once,
    /// Reason (RFC 3326).
    REASON = 61 "Reason" "" List,
    /// Record-Route (RFC 3261 §20.30).
    RECORD_ROUTE = 62 "Record-Route" "" List,
    /// Recv-Info (RFC 6086).
    RECV_INFO = 63 "Recv-Info" "" List,
    /// Refer-Sub (RFC 4488).
    REFER_SUB = 64 "Refer-Sub" "" Once,
    /// Refer-To (RFC 3515).
    REFER_TO = 65 "Refer-To" "r" Once,
    /// Referred-By (RFC 3892).
    REFERRED_BY = 66 "Referred-By" "b" Once,
    /// Reject-Contact (RFC 3841 §9.3).
    REJECT_CONTACT = 67 "Reject-Contact" "j" List,
    /// Remote-Party-ID (a draft that was never a standard, still sent).
    REMOTE_PARTY_ID = 68 "Remote-Party-ID" "" List,
    /// Replaces (RFC 3891).
    REPLACES = 69 "Replaces" "" Once,
    /// Reply-To (RFC 3261 §20.31).
    REPLY_TO = 70 "Reply-To" "" Once,
    /// Request-Disposition (RFC 3841 §9.1).
    REQUEST_DISPOSITION = 71 "Request-Disposition" "d" List,
    /// Require (RFC 3261 §20.32).
    REQUIRE = 72 "Require" "" List,
    /// Resource-Priority (RFC 4412 §3.1).
    RESOURCE_PRIORITY = 73 "Resource-Priority" "" List,
    /// Retry-After (RFC 3261 §20.33).
    RETRY_AFTER = 74 "Retry-After" "" Once,
    /// Route (RFC 3261 §20.34).
    ROUTE = 75 "Route" "" List,
    /// RSeq (RFC 3262 §7.1).
    RSEQ = 76 "RSeq" "" Once,
    /// Security-Client (RFC 3329).
    SECURITY_CLIENT = 77 "Security-Client" "" List,
    /// Security-Server (RFC 3329).
    SECURITY_SERVER = 78 "Security-Server" "" List,
    /// Security-Verify (RFC 3329).
    SECURITY_VERIFY = 79 "Security-Verify" "" List,
    /// Server (RFC 3261 §20.35).
    SERVER = 80 "Server" "" Rows,
    /// Service-Route (RFC 3608).
    SERVICE_ROUTE = 81 "Service-Route" "" List,
    /// Session-Expires (RFC 4028 §4).
    SESSION_EXPIRES = 82 "Session-Expires" "x" Once,
    /// Session-ID (RFC 7989).
    SESSION_ID = 83 "Session-ID" "" Once,
    /// SIP-ETag (RFC 3903).
    SIP_ETAG = 84 "SIP-ETag" "" Once,
    /// SIP-If-Match (RFC 3903).
    SIP_IF_MATCH = 85 "SIP-If-Match" "" Once,
    /// Subject (RFC 3261 §20.36).
    SUBJECT = 86 "Subject" "s" Rows,
    /// Subscription-State (RFC 6665 §8.2.3).
    SUBSCRIPTION_STATE = 87 "Subscription-State" "" Once,
    /// Supported (RFC 3261 §20.37).
    SUPPORTED = 88 "Supported" "k" List,
    /// Suppress-If-Match (RFC 5839).
    SUPPRESS_IF_MATCH = 89 "Suppress-If-Match" "" Once,
    /// Target-Dialog (RFC 4538).
    TARGET_DIALOG = 90 "Target-Dialog" "" Once,
    /// Timestamp (RFC 3261 §20.38).
    TIMESTAMP = 91 "Timestamp" "" Once,
    /// To (RFC 3261 §20.39).
    TO = 92 "To" "t" Once,
    /// Unsupported (RFC 3261 §20.40).
    UNSUPPORTED = 93 "Unsupported" "" List,
    /// User-Agent (RFC 3261 §20.41).
    USER_AGENT = 94 "User-Agent" "" Rows,
    /// User-to-User (RFC 7433).
    USER_TO_USER = 95 "User-to-User" "" List,
    /// Via (RFC 3261 §20.42).
    VIA = 96 "Via" "v" List,
    /// Warning (RFC 3261 §20.43).
    WARNING = 97 "Warning" "" List,
    /// WWW-Authenticate (RFC 3261 §20.44).
    WWW_AUTHENTICATE = 98 "WWW-Authenticate" "" Rows,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_whole_and_compact_in_any_case_and_nothing_else_is() {
        for name in HeaderName::ALL {
            assert_eq!(HeaderName::of(name.text().as_bytes()), *name);
            assert_eq!(HeaderName::of(name.text().to_ascii_uppercase().as_bytes()), *name);
            if let Some(compact) = name.compact() {
                assert_eq!(HeaderName::of(compact.as_bytes()), *name);
                assert_eq!(HeaderName::of(compact.to_ascii_uppercase().as_bytes()), *name);
            }
        }
        for other in ["", "g", "Vi", "Via2", "X-Foo", "\u{e4}"] {
            assert_eq!(HeaderName::of(other.as_bytes()), HeaderName::OTHER, "{other}");
        }
        assert_eq!(HeaderName::ALL.iter().filter_map(|name| name.compact()).count(), 20);
    }
}
