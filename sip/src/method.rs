//! Methods (RFC 3261 §7.1).

use std::fmt;

/// A method. Upper and lower case differ (RFC 3261 §7.1); one that is not known is kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // a token on the wire
pub struct Method<'a>(pub &'a [u8]);

impl Method<'static> {
    /// Asks for a session (RFC 3261 §13).
    pub const INVITE: Self = Self(b"INVITE");
    /// Confirms a final response to an INVITE (RFC 3261 §13).
    pub const ACK: Self = Self(b"ACK");
    /// Ends a session (RFC 3261 §15).
    pub const BYE: Self = Self(b"BYE");
    /// Takes back a request that is pending (RFC 3261 §9).
    pub const CANCEL: Self = Self(b"CANCEL");
    /// Asks what a peer can do (RFC 3261 §11).
    pub const OPTIONS: Self = Self(b"OPTIONS");
    /// Tells a registrar where a user is (RFC 3261 §10).
    pub const REGISTER: Self = Self(b"REGISTER");
    /// Acknowledges a provisional response (RFC 3262).
    pub const PRACK: Self = Self(b"PRACK");
    /// Asks for news of an event (RFC 6665).
    pub const SUBSCRIBE: Self = Self(b"SUBSCRIBE");
    /// Tells news of an event (RFC 6665).
    pub const NOTIFY: Self = Self(b"NOTIFY");
    /// Gives a server the state of an event (RFC 3903).
    pub const PUBLISH: Self = Self(b"PUBLISH");
    /// Tells something within a dialog (RFC 6086).
    pub const INFO: Self = Self(b"INFO");
    /// Asks the peer to ask another (RFC 3515).
    pub const REFER: Self = Self(b"REFER");
    /// An instant message (RFC 3428).
    pub const MESSAGE: Self = Self(b"MESSAGE");
    /// Changes a session (RFC 3311).
    pub const UPDATE: Self = Self(b"UPDATE");

    /// All methods that standards name.
    pub const ALL: [Self; 14] = [
        Self::INVITE,
        Self::ACK,
        Self::BYE,
        Self::CANCEL,
        Self::OPTIONS,
        Self::REGISTER,
        Self::PRACK,
        Self::SUBSCRIBE,
        Self::NOTIFY,
        Self::PUBLISH,
        Self::INFO,
        Self::REFER,
        Self::MESSAGE,
        Self::UPDATE,
    ];
}

impl Method<'_> {
    /// Whether a standard names it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        Method::ALL.contains(self)
    }
}

impl fmt::Display for Method<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.0))
    }
}

impl fmt::Debug for Method<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
