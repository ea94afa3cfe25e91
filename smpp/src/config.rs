//! The settings of a session. Timers are named as in SMPP 5.0 §2.7; the standard gives them no values, so the defaults
//! are ours.

use std::num::NonZeroU32;
use std::time::Duration;

use crate::{InterfaceVersion, Leniency, Role};

macro_rules! settings {
    ( $( $(#[$meta:meta])* $name:ident / $set:ident : $type:ty = $default:expr; )* ) => {
        /// The settings of a session, to be shared by all sessions of a kind.
        ///
        /// ```
        /// use std::time::Duration;
        /// use brivas_smpp::{Config, Role};
        ///
        /// let mut config = Config::new(Role::Esme);
        /// config.set_window(50).set_enquire_link_timer(Some(Duration::from_secs(15)));
        /// assert_eq!(config.window(), 50);
        /// ```
        #[derive(Clone, Debug)]
        pub struct Config {
            role: Role,
            $( $name: $type, )*
        }

        impl Config {
            /// The defaults for this side.
            #[must_use]
            pub const fn new(role: Role) -> Self {
                Self { role, $( $name: $default, )* }
            }

            /// Which side we are.
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
    /// The highest version that we speak: 5.0 (SMPP 5.0 §2.11).
    version / set_version: InterfaceVersion = InterfaceVersion::V5_0;
    /// Which deviations of the peer are put up with: [`Leniency::DEFAULT`].
    leniency / set_leniency: Leniency = Leniency::DEFAULT;
    /// Whether a message centre that answers a bind without `sc_interface_version` may be sent TLVs. By the letter it may
    /// not (SMPP 5.0 §2.11.2), but most real ones omit it and use TLVs: true.
    tlvs_without_sc_interface_version / set_tlvs_without_sc_interface_version: bool = true;
    /// `session_init_timer`: how long a connection may stay without a bind: 10 s (SMPP 5.0 §2.7).
    session_init_timer / set_session_init_timer: Duration = Duration::from_secs(10);
    /// `enquire_link_timer`: after how long a silence `enquire_link` is sent: 30 s, less up to a tenth that the seed
    /// decides, so that a thousand sessions opened at once do not ask at once; `None` never (SMPP 5.0 §2.7).
    enquire_link_timer / set_enquire_link_timer: Option<Duration> = Some(Duration::from_secs(30));
    /// `inactivity_timer`: after how long without any PDU but `enquire_link` the session is unbound: never
    /// (SMPP 5.0 §2.7).
    inactivity_timer / set_inactivity_timer: Option<Duration> = None;
    /// `response_timer`: how long a request waits for its response: 30 s (SMPP 5.0 §2.7).
    response_timer / set_response_timer: Duration = Duration::from_secs(30);
    /// How long a PDU may take from its first octet to its last before the connection is given up: 30 s. It keeps a
    /// peer that trickles octets from holding a session; not of the standard.
    pdu_timer / set_pdu_timer: Duration = Duration::from_secs(30);
    /// How many of our requests may be unanswered at once: 10, the guideline of 3.4 (SMPP 3.4 §2.6.2).
    window / set_window: u16 = 10;
    /// How many of the peer's requests may be unanswered at once; one more is answered with ESME_RTHROTTLED: 1000.
    inbound_window / set_inbound_window: u16 = 1000;
    /// How many requests a second the peer may send on average; one more is answered with ESME_RTHROTTLED: no limit.
    inbound_rate / set_inbound_rate: Option<NonZeroU32> = None;
    /// The largest PDU taken once bound: 73,728 octets, room for a `message_payload` of 65,535 and more.
    max_pdu / set_max_pdu: u32 = 72 * 1024;
    /// The largest PDU taken before the bind: 512 octets; a bind has at most 98.
    max_pdu_before_bind / set_max_pdu_before_bind: u32 = 512;
    /// How many events may wait for the owner before the peer is left unread: 1024.
    max_events / set_max_events: usize = 1024;
    /// How many octets may wait for the transport before the peer is left unread and requests are refused: 1 MiB.
    max_transmit / set_max_transmit: usize = 1 << 20;
    /// Whether commands of the vendors' range, 0x00010200 to 0x000102FF, are handed to the owner rather than answered
    /// with `generic_nack`: no (SMPP 5.0 §4.7.5).
    vendor_commands / set_vendor_commands: bool = false;
}
