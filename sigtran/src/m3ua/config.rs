//! The settings of an endpoint. Timers are named as in RFC 4666.

use std::time::Duration;

use super::AffectedPointCode;

/// Which part an endpoint has (RFC 4666 §1.2, §1.4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are these
pub enum Role {
    /// An application server process: it asks signalling gateways for its traffic.
    Asp,
    /// A signalling gateway process: it serves ASPs.
    Sgp,
    /// An IP server process; one exchange of messages opens both ways (RFC 4666 §4.3.1).
    IpspSingleExchange,
    /// An IP server process; each way is opened by an exchange of its own (RFC 4666 §4.3.1).
    IpspDoubleExchange,
}

impl Role {
    /// Whether it may ask a peer for traffic.
    pub(super) const fn asks(self) -> bool {
        !matches!(self, Self::Sgp)
    }

    /// Whether a peer may ask it for traffic.
    pub(super) const fn serves(self) -> bool {
        !matches!(self, Self::Asp)
    }
}

macro_rules! settings {
    ( $( $(#[$meta:meta])* $name:ident / $set:ident : $type:ty = $default:expr; )* ) => {
        /// The settings of an endpoint.
        ///
        /// ```
        /// use std::time::Duration;
        /// use brivas_sigtran::m3ua::{Config, Role};
        ///
        /// let mut config = Config::new(Role::Asp);
        /// config.set_t_ack(Duration::from_secs(1)).set_t_beat(None);
        /// assert_eq!(config.t_ack(), Duration::from_secs(1));
        /// ```
        #[derive(Clone, Debug)]
        pub struct Config {
            role: Role,
            registrable: Vec<AffectedPointCode>,
            $( $name: $type, )*
        }

        impl Config {
            /// The defaults for this role.
            #[must_use]
            pub const fn new(role: Role) -> Self {
                Self { role, registrable: Vec::new(), $( $name: $default, )* }
            }

            /// Which part we have.
            #[must_use]
            pub const fn role(&self) -> Role {
                self.role
            }

            $(
                $(#[$meta])*
                #[must_use]
                pub const fn $name(&self) -> $type {
                    self.$name
                }

                #[doc = concat!("Sets [`Self::", stringify!($name), "`].")]
                pub const fn $set(&mut self, value: $type) -> &mut Self {
                    self.$name = value;
                    self
                }
            )*
        }
    };
}

settings! {
    /// T(ack): how long a request waits for its acknowledgement before it is sent again: 2 s (RFC 4666 §4.3.4.1).
    t_ack / set_t_ack: Duration = Duration::from_secs(2);
    /// How often a request is sent again before the owner is told that there is no answer; `None`: for ever
    /// (RFC 4666 §4.3.4.1 has both).
    t_ack_retries / set_t_ack_retries: Option<u32> = None;
    /// T(r): how long an application server stays AS-PENDING and its messages are kept: 2 s (RFC 4666 §4.3.2).
    t_r / set_t_r: Duration = Duration::from_secs(2);
    /// For how long a message waits when the sequence that it belongs to went by another gateway before, counted from the
    /// last one that did: so that it cannot overtake that (Q.704 §6.4). Not at all by default: where sequences must be kept
    /// over the loss of a gateway, take more than the gateways' T(r).
    t_diversion / set_t_diversion: Duration = Duration::ZERO;
    /// T(beat): after how long the next heartbeat is sent; a peer that leaves two unanswered is lost. `None`: never. 30 s
    /// (RFC 4666 §4.3.4.6).
    t_beat / set_t_beat: Option<Duration> = Some(Duration::from_secs(30));
    /// How many messages an application server keeps while AS-PENDING, and how many while their ways change: 1000.
    max_pending / set_max_pending: usize = 1000;
    /// How many events may wait for the owner before associations are left unread: 4096.
    max_events / set_max_events: usize = 4096;
    /// How many messages may wait for the transport before associations are left unread and messages are refused:
    /// 4096. What was kept while AS-PENDING comes on top.
    max_transmit / set_max_transmit: usize = 4096;
    /// How many application servers there may be: 1024.
    max_application_servers / set_max_application_servers: u32 = 1024;
    /// How many associations there may be: 1024.
    max_associations / set_max_associations: usize = 1024;
    /// How many ranges of point codes are remembered with their state, for an association at an ASP, or at all at a
    /// signalling gateway: 4096.
    max_destinations / set_max_destinations: usize = 4096;
    /// The ASP Identifier that our ASP Up carries; `None`: none (RFC 4666 §3.5.1).
    asp_identifier / set_asp_identifier: Option<u32> = None;
    /// Whether ASP Up must carry an ASP Identifier: no (RFC 4666 §3.5.1).
    asp_identifier_required / set_asp_identifier_required: bool = false;
    /// Whether an ASP may register a routing key that is not configured: no (RFC 4666 §4.4.1).
    dynamic_registration / set_dynamic_registration: bool = false;
    /// The network appearance that registrations may name; `None`: any (RFC 4666 §3.6.2).
    network_appearance / set_network_appearance: Option<u32> = None;
}

impl Config {
    /// The destinations that an ASP may register; none: any.
    #[must_use]
    pub fn registrable(&self) -> &[AffectedPointCode] {
        &self.registrable
    }

    /// Sets [`Self::registrable`].
    pub fn set_registrable(&mut self, registrable: Vec<AffectedPointCode>) -> &mut Self {
        self.registrable = registrable;
        self
    }
}
