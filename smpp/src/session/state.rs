//! The states of a session and the two sides of it (SMPP 5.0 §2.3; SMPP 3.4 §2.2).

use crate::BindKind;

/// Which side of the session we are (SMPP 5.0 §2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums)] // frozen by the standard
pub enum Role {
    /// External short messaging entity: it binds.
    Esme,
    /// Message centre: it is bound to.
    Mc,
}

impl Role {
    /// The other side.
    #[must_use]
    pub const fn peer(self) -> Self {
        match self {
            Self::Esme => Self::Mc,
            Self::Mc => Self::Esme,
        }
    }
}

/// The state of a session, spelt as in the standard (SMPP 5.0 §2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(non_camel_case_types, clippy::exhaustive_enums)] // spelt as printed; frozen by the standard
pub enum SessionState {
    /// Connected, not bound.
    OPEN,
    /// Connected, and the message centre has sent `outbind`.
    OUTBOUND,
    /// Bound as transmitter.
    BOUND_TX,
    /// Bound as receiver.
    BOUND_RX,
    /// Bound as transceiver.
    BOUND_TRX,
    /// `unbind` has been answered; the connection is still there.
    UNBOUND,
    /// The connection is gone.
    CLOSED,
}

impl SessionState {
    /// Whether this is one of the three bound states.
    #[must_use]
    pub const fn is_bound(self) -> bool {
        matches!(self, Self::BOUND_TX | Self::BOUND_RX | Self::BOUND_TRX)
    }

    /// The state after a bind of this kind was accepted.
    #[must_use]
    pub const fn bound(kind: BindKind) -> Self {
        match kind {
            BindKind::Transmitter => Self::BOUND_TX,
            BindKind::Receiver => Self::BOUND_RX,
            BindKind::Transceiver => Self::BOUND_TRX,
        }
    }
}
