//! Which way media go (RFC 8866 §6.7, RFC 3264 §5.1, §6.1, §8.4).

/// Which way media go, as seen from whose description it is (RFC 8866 §6.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums)] // there are four
pub enum Direction {
    /// `sendrecv`: both ways, as without an attribute.
    #[default]
    SendRecv,
    /// `sendonly`: away from it.
    SendOnly,
    /// `recvonly`: towards it.
    RecvOnly,
    /// `inactive`: neither way.
    Inactive,
}

impl Direction {
    pub(in crate::sdp) const ALL: [Self; 4] =
        [Self::SendRecv, Self::SendOnly, Self::RecvOnly, Self::Inactive];

    /// Whether it sends, and whether it receives.
    const fn ways(self) -> (bool, bool) {
        (self.sends(), self.receives())
    }

    const fn from_ways(ways: (bool, bool)) -> Self {
        match ways {
            (true, true) => Self::SendRecv,
            (true, false) => Self::SendOnly,
            (false, true) => Self::RecvOnly,
            (false, false) => Self::Inactive,
        }
    }

    /// The direction that an attribute of this name says.
    #[must_use]
    pub fn of(name: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.name().as_bytes().eq_ignore_ascii_case(name))
    }

    /// The name of its attribute.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SendRecv => "sendrecv",
            Self::SendOnly => "sendonly",
            Self::RecvOnly => "recvonly",
            Self::Inactive => "inactive",
        }
    }

    /// Whether it is `sendrecv` or `sendonly`.
    #[must_use]
    pub const fn sends(self) -> bool {
        matches!(self, Self::SendRecv | Self::SendOnly)
    }

    /// Whether it is `sendrecv` or `recvonly`.
    #[must_use]
    pub const fn receives(self) -> bool {
        matches!(self, Self::SendRecv | Self::RecvOnly)
    }

    /// The same as the peer sees it.
    #[must_use]
    pub const fn reversed(self) -> Self {
        Self::from_ways((self.receives(), self.sends()))
    }

    /// What both this and the other have.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        let ((sends, receives), (also_sends, also_receives)) = (self.ways(), other.ways());
        Self::from_ways((sends && also_sends, receives && also_receives))
    }

    /// Whether an answer may say this to an offer of that: it sends only what the offer receives, and the other way round
    /// (RFC 3264 §6.1).
    #[must_use]
    pub fn answers(self, offer: Self) -> bool {
        self.and(offer.reversed()) == self
    }

    /// What holds a stream: it is no longer received (RFC 3264 §8.4).
    #[must_use]
    pub const fn held(self) -> Self {
        self.without_receiving()
    }

    /// What resumes a stream that was held: it is received again (RFC 3264 §8.4).
    #[must_use]
    pub const fn resumed(self) -> Self {
        Self::from_ways((self.sends(), true))
    }

    pub(in crate::sdp) const fn without_receiving(self) -> Self {
        Self::from_ways((self.sends(), false))
    }
}
