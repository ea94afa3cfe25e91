//! The settings of SCTP over UDP. Protocol parameters are named as in RFC 9260 §16.

use std::time::Duration;

macro_rules! settings {
    ( $( $(#[$meta:meta])* $name:ident / $set:ident : $type:ty = $default:expr; )* ) => {
        /// The settings of an endpoint.
        ///
        /// ```
        /// use brivas_sigtran::sctp::udp::Config;
        ///
        /// let mut config = Config::new();
        /// config.set_port(0x1000).set_accept(true);
        /// assert_eq!((config.port(), config.association_max_retrans()), (0x1000, 10));
        /// ```
        #[derive(Clone, Debug)]
        pub struct Config {
            $( $name: $type, )*
        }

        impl Config {
            /// The defaults.
            #[must_use]
            pub const fn new() -> Self {
                Self { $( $name: $default, )* }
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
    /// Our SCTP port: 2905, that of M3UA (RFC 4666 §1.4.8).
    port / set_port: u16 = super::super::PORT_M3UA;
    /// Whether peers may open associations: no.
    accept / set_accept: bool = false;
    /// How many associations there may be: 1024.
    max_associations / set_max_associations: usize = 1024;
    /// The largest IP packet that goes to a peer whole, UDP and IP headers included; at least 576: 1500. Messages up to
    /// [`Self::fragmentation_point`] are sent in one DATA chunk.
    path_mtu / set_path_mtu: u16 = 1500;
    /// How many streams we use each way, if the peer has as many (RFC 9260 §5.1.1): 17, one for management and one for
    /// each signalling link selection of ITU (RFC 4666 §1.4.7).
    streams / set_streams: u16 = 17;
    /// The longest message that may be sent: 65,536 octets.
    max_message / set_max_message: usize = 65_536;
    /// How many octets may wait to be sent on an association: 1 MiB.
    max_send_queue / set_max_send_queue: usize = 1 << 20;
    /// How many octets of a peer may wait for us, the window that it is told (a_rwnd, RFC 9260 §3.3.2): 256 KiB.
    receive_window / set_receive_window: usize = 256 << 10;
    /// How many events may wait for the owner before messages stay in the window, and no association begins: 4096.
    max_events / set_max_events: usize = 4096;
    /// How many datagrams may wait before what comes is dropped: 4096.
    max_transmit / set_max_transmit: usize = 4096;
    /// RTO.Initial: 1 s.
    rto_initial / set_rto_initial: Duration = Duration::from_secs(1);
    /// RTO.Min: 1 s. On networks for signalling it is often much less (RFC 4166).
    rto_min / set_rto_min: Duration = Duration::from_secs(1);
    /// RTO.Max: 60 s.
    rto_max / set_rto_max: Duration = Duration::from_secs(60);
    /// Max.Burst: 4 packets.
    max_burst / set_max_burst: u8 = 4;
    /// Valid.Cookie.Life: 60 s.
    valid_cookie_life / set_valid_cookie_life: Duration = Duration::from_secs(60);
    /// Association.Max.Retrans: after how many retransmissions and unanswered heartbeats in a row the peer is lost: 10.
    association_max_retrans / set_association_max_retrans: u32 = 10;
    /// Max.Init.Retransmits: 8.
    max_init_retransmits / set_max_init_retransmits: u32 = 8;
    /// HB.interval, to which RTO is added; zero: no heartbeats: 30 s.
    hb_interval / set_hb_interval: Duration = Duration::from_secs(30);
    /// How long an acknowledgement may wait for company (RFC 9260 §6.2): 200 ms.
    sack_delay / set_sack_delay: Duration = Duration::from_millis(200);
}

/// IP and UDP headers.
const IPV4_AND_UDP: u16 = 28;
const IPV6_AND_UDP: u16 = 48;
/// Below this IPv4 need not carry a packet.
const LEAST_PATH_MTU: u16 = 576;
/// The common header of a packet, a SACK without gaps, and the header of a DATA chunk.
const COMMON_HEADER: usize = 12;
const SACK: usize = 16;
pub(super) const DATA_HEADER: usize = 16;

impl Config {
    /// The largest SCTP packet to a peer that we reach by IPv4 or IPv6.
    pub(super) const fn packet_size(&self, ipv6: bool) -> usize {
        let least = if self.path_mtu < LEAST_PATH_MTU { LEAST_PATH_MTU } else { self.path_mtu };
        let size = least - if ipv6 { IPV6_AND_UDP } else { IPV4_AND_UDP };
        (size & !3) as usize
    }

    /// How many octets of DATA chunks go into a packet: there is always room left for a SACK.
    pub(super) const fn room_in_packet(&self, ipv6: bool) -> usize {
        self.packet_size(ipv6) - COMMON_HEADER - SACK
    }

    /// The longest message that goes in one DATA chunk (the association's fragmentation point, RFC 9260 §6.9). It leaves
    /// room for an acknowledgement in the same packet.
    #[must_use]
    pub const fn fragmentation_point(&self, ipv6: bool) -> usize {
        self.room_in_packet(ipv6) - DATA_HEADER
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::new()
    }
}
