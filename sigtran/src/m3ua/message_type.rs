//! The messages, and which parameters each has (RFC 4666 §3.1.2, §3.3 to §3.8).

use super::Tag;

/// Class and type of a message (RFC 4666 §3.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // two numbers on the wire
pub struct MessageType {
    /// Message Class.
    pub class: u8,
    /// Message Type.
    pub number: u8,
}

/// How a parameter belongs to a message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Mandatory,
    Optional,
    /// Mandatory, and there may be several.
    Repeated,
}

use Presence::{Mandatory, Optional, Repeated};

macro_rules! messages {
    ( $( $(#[$meta:meta])* $constant:ident = $class:literal, $number:literal, $name:literal: $parameters:expr; )* ) => {
        impl MessageType {
            $( $(#[$meta])* pub const $constant: Self = Self { class: $class, number: $number }; )*

            /// Every message that the standard names.
            pub const ALL: &'static [Self] = &[ $( Self::$constant, )* ];

            /// The standard's name; `None` where it has none.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match (self.class, self.number) {
                    $( ($class, $number) => Some($name), )*
                    _ => None,
                }
            }

            /// The parameters that it may have.
            pub(super) const fn parameters(self) -> &'static [(Tag, Presence)] {
                match (self.class, self.number) {
                    $( ($class, $number) => &$parameters, )*
                    _ => &[],
                }
            }
        }
    };
}

const NA: (Tag, Presence) = (Tag::NETWORK_APPEARANCE, Optional);
const RC: (Tag, Presence) = (Tag::ROUTING_CONTEXT, Optional);
const INFO: (Tag, Presence) = (Tag::INFO_STRING, Optional);
const APC: (Tag, Presence) = (Tag::AFFECTED_POINT_CODE, Mandatory);
const ASP_ID: (Tag, Presence) = (Tag::ASP_IDENTIFIER, Optional);
const TMT: (Tag, Presence) = (Tag::TRAFFIC_MODE_TYPE, Optional);
const BEAT_DATA: (Tag, Presence) = (Tag::HEARTBEAT_DATA, Optional);

messages! {
    /// Error (RFC 4666 §3.8.1).
    ERR = 0, 0, "ERR": [
        (Tag::ERROR_CODE, Mandatory), RC, NA, (Tag::AFFECTED_POINT_CODE, Optional),
        (Tag::DIAGNOSTIC_INFORMATION, Optional),
    ];
    /// Notify (RFC 4666 §3.8.2).
    NTFY = 0, 1, "NTFY": [(Tag::STATUS, Mandatory), ASP_ID, RC, INFO];
    /// Payload Data (RFC 4666 §3.3.1).
    DATA = 1, 1, "DATA": [NA, RC, (Tag::PROTOCOL_DATA, Mandatory), (Tag::CORRELATION_ID, Optional)];
    /// Destination Unavailable (RFC 4666 §3.4.1).
    DUNA = 2, 1, "DUNA": [NA, RC, APC, INFO];
    /// Destination Available (RFC 4666 §3.4.2).
    DAVA = 2, 2, "DAVA": [NA, RC, APC, INFO];
    /// Destination State Audit (RFC 4666 §3.4.3).
    DAUD = 2, 3, "DAUD": [NA, RC, APC, INFO];
    /// Signalling Congestion (RFC 4666 §3.4.4).
    SCON = 2, 4, "SCON": [
        NA, RC, APC, (Tag::CONCERNED_DESTINATION, Optional), (Tag::CONGESTION_INDICATIONS, Optional), INFO,
    ];
    /// Destination User Part Unavailable (RFC 4666 §3.4.5).
    DUPU = 2, 5, "DUPU": [NA, RC, APC, (Tag::USER_CAUSE, Mandatory), INFO];
    /// Destination Restricted (RFC 4666 §3.4.6).
    DRST = 2, 6, "DRST": [NA, RC, APC, INFO];
    /// ASP Up (RFC 4666 §3.5.1).
    ASPUP = 3, 1, "ASPUP": [ASP_ID, INFO];
    /// ASP Down (RFC 4666 §3.5.3).
    ASPDN = 3, 2, "ASPDN": [INFO];
    /// Heartbeat (RFC 4666 §3.5.5).
    BEAT = 3, 3, "BEAT": [BEAT_DATA];
    /// ASP Up Acknowledgement (RFC 4666 §3.5.2).
    ASPUP_ACK = 3, 4, "ASPUP_ACK": [ASP_ID, INFO];
    /// ASP Down Acknowledgement (RFC 4666 §3.5.4).
    ASPDN_ACK = 3, 5, "ASPDN_ACK": [INFO];
    /// Heartbeat Acknowledgement (RFC 4666 §3.5.6).
    BEAT_ACK = 3, 6, "BEAT_ACK": [BEAT_DATA];
    /// ASP Active (RFC 4666 §3.7.1).
    ASPAC = 4, 1, "ASPAC": [TMT, RC, INFO];
    /// ASP Inactive (RFC 4666 §3.7.3).
    ASPIA = 4, 2, "ASPIA": [RC, INFO];
    /// ASP Active Acknowledgement (RFC 4666 §3.7.2).
    ASPAC_ACK = 4, 3, "ASPAC_ACK": [TMT, RC, INFO];
    /// ASP Inactive Acknowledgement (RFC 4666 §3.7.4).
    ASPIA_ACK = 4, 4, "ASPIA_ACK": [RC, INFO];
    /// Registration Request (RFC 4666 §3.6.1).
    REG_REQ = 9, 1, "REG_REQ": [(Tag::ROUTING_KEY, Repeated)];
    /// Registration Response (RFC 4666 §3.6.2).
    REG_RSP = 9, 2, "REG_RSP": [(Tag::REGISTRATION_RESULT, Repeated)];
    /// Deregistration Request (RFC 4666 §3.6.3).
    DEREG_REQ = 9, 3, "DEREG_REQ": [(Tag::ROUTING_CONTEXT, Mandatory)];
    /// Deregistration Response (RFC 4666 §3.6.4).
    DEREG_RSP = 9, 4, "DEREG_RSP": [(Tag::DEREGISTRATION_RESULT, Repeated)];
}

impl MessageType {
    /// Whether the standard has messages of this class.
    pub(super) fn class_is_known(self) -> bool {
        Self::ALL.iter().any(|known| known.class == self.class)
    }

    /// How a parameter with this tag belongs to it; `None` if it does not.
    pub(super) fn presence(self, tag: Tag) -> Option<Presence> {
        self.parameters().iter().find(|(known, _)| *known == tag).map(|(_, presence)| *presence)
    }
}
