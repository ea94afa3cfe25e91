//! Which addresses receipts may be posted to: those of the public internet, and those that the operator allows. A tenant
//! must not make the centre knock on doors behind the operator's own walls.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use brivas_platform::config::Cidr;

/// The networks that the operator allows though they are private.
#[derive(Debug)]
pub(super) struct Allowed(Vec<Cidr>);

impl Allowed {
    pub(super) const fn new(networks: Vec<Cidr>) -> Self {
        Self(networks)
    }

    pub(super) fn allows(&self, address: IpAddr) -> bool {
        is_public(address) || self.0.iter().any(|network| network.contains(address))
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// What is not globally reachable in the registry of RFC 6890, and what is for groups.
const PRIVATE_V4: [([u8; 4], u32); 16] = [
    ([0, 0, 0, 0], 8),          // this network
    ([10, 0, 0, 0], 8),         // private
    ([100, 64, 0, 0], 10),      // shared by a carrier's customers
    ([127, 0, 0, 0], 8),        // loopback
    ([169, 254, 0, 0], 16),     // link-local, cloud metadata
    ([172, 16, 0, 0], 12),      // private
    ([192, 0, 0, 0], 24),       // protocol assignments
    ([192, 0, 2, 0], 24),       // documentation
    ([192, 88, 99, 0], 24),     // relays of 6to4
    ([192, 168, 0, 0], 16),     // private
    ([198, 18, 0, 0], 15),      // benchmarks
    ([198, 51, 100, 0], 24),    // documentation
    ([203, 0, 113, 0], 24),     // documentation
    ([224, 0, 0, 0], 4),        // multicast
    ([240, 0, 0, 0], 4),        // reserved
    ([255, 255, 255, 255], 32), // broadcast
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let inside = |(network, bits): &([u8; 4], u32)| {
        let beyond = 32 - bits;
        address.to_bits() >> beyond == Ipv4Addr::from(*network).to_bits() >> beyond
    };
    !PRIVATE_V4.iter().any(inside)
}

/// Where an IPv4 address stands in one of IPv6: the first segments, how many of their bits count, and the place of the
/// first of its two segments.
const EMBEDDING: [([u16; 6], u32, usize); 3] = [
    ([0, 0, 0, 0, 0, 0xFFFF], 96, 6),    // mapped, RFC 4291 §2.5.5.2
    ([0x64, 0xFF9B, 0, 0, 0, 0], 96, 6), // NAT64, RFC 6052 §2.1
    ([0x2002, 0, 0, 0, 0, 0], 16, 1),    // 6to4, RFC 3056 §2
];

/// What is not globally reachable within 2000::/3.
const PRIVATE_V6: [([u16; 6], u32); 3] = [
    ([0x2001, 0, 0, 0, 0, 0], 23), // protocol assignments, Teredo, benchmarks, ORCHID
    ([0x2001, 0xDB8, 0, 0, 0, 0], 32), // documentation
    ([0x3FFF, 0, 0, 0, 0, 0], 20), // documentation
];

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    for (network, bits, place) in EMBEDDING {
        if begins(address, network, bits) {
            let embedded = segments.get(place).zip(segments.get(place + 1));
            return embedded.is_some_and(|(high, low)| {
                is_public_v4(Ipv4Addr::from_bits(u32::from(*high) << 16 | u32::from(*low)))
            });
        }
    }
    // Nothing else is given out for the public internet: not loopback, link-local, unique local, multicast.
    begins(address, [0x2000, 0, 0, 0, 0, 0], 3)
        && !PRIVATE_V6.iter().any(|(network, bits)| begins(address, *network, *bits))
}

fn begins(address: Ipv6Addr, network: [u16; 6], bits: u32) -> bool {
    let [a, b, c, d, e, f] = network;
    let beyond = 128 - bits;
    address.to_bits() >> beyond == Ipv6Addr::new(a, b, c, d, e, f, 0, 0).to_bits() >> beyond
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_every_private_network_are_private_and_their_neighbours_are_not() {
        for (first, last, before, after) in [
            ("0.0.0.0", "0.255.255.255", None, Some("1.0.0.0")),
            ("10.0.0.0", "10.255.255.255", Some("9.255.255.255"), Some("11.0.0.0")),
            ("100.64.0.0", "100.127.255.255", Some("100.63.255.255"), Some("100.128.0.0")),
            ("127.0.0.0", "127.255.255.255", Some("126.255.255.255"), Some("128.0.0.0")),
            ("169.254.0.0", "169.254.255.255", Some("169.253.255.255"), Some("169.255.0.0")),
            ("172.16.0.0", "172.31.255.255", Some("172.15.255.255"), Some("172.32.0.0")),
            ("192.0.0.0", "192.0.0.255", Some("191.255.255.255"), Some("192.0.1.0")),
            ("192.0.2.0", "192.0.2.255", Some("192.0.1.255"), Some("192.0.3.0")),
            ("192.88.99.0", "192.88.99.255", Some("192.88.98.255"), Some("192.88.100.0")),
            ("192.168.0.0", "192.168.255.255", Some("192.167.255.255"), Some("192.169.0.0")),
            ("198.18.0.0", "198.19.255.255", Some("198.17.255.255"), Some("198.20.0.0")),
            ("198.51.100.0", "198.51.100.255", Some("198.51.99.255"), Some("198.51.101.0")),
            ("203.0.113.0", "203.0.113.255", Some("203.0.112.255"), Some("203.0.114.0")),
            ("224.0.0.0", "255.255.255.255", Some("223.255.255.255"), None),
            ("::", "::1", None, None),
            ("::7f00:1", "::ffff:0:0", None, None),
            ("64:ff9b:1::", "64:ff9b:1:ffff::", None, None),
            ("100::", "1fff:ffff:ffff:ffff::", None, Some("2000::1")),
            ("2001::", "2001:1ff:ffff::", Some("2000:ffff::"), Some("2001:200::")),
            ("2001:db8::", "2001:db8:ffff::", Some("2001:db7:ffff::"), Some("2001:db9::")),
            ("3fff::", "3fff:fff::", Some("3ffe:ffff::"), Some("3fff:1000::")),
            ("4000::", "5f00::", None, None),
            ("fc00::1", "fdff:ffff::1", None, None),
            ("fe80::1", "febf:ffff::1", None, None),
            ("ff00::", "ffff:ffff::", None, None),
        ] {
            for private in [first, last] {
                assert!(!is_public(private.parse().unwrap()), "{private}");
            }
            for public in [before, after].into_iter().flatten() {
                assert!(is_public(public.parse().unwrap()), "{public}");
            }
        }
    }

    #[test]
    fn an_address_within_another_counts_as_what_it_is() {
        for (text, public) in [
            ("::ffff:8.8.8.8", true),
            ("::ffff:127.0.0.1", false),
            ("64:ff9b::808:808", true),
            ("64:ff9b::a9fe:a9fe", false),
            ("2002:808:808::1", true),
            ("2002:c0a8:1::1", false),
            ("2002:7f00:1:1::", false),
        ] {
            assert_eq!(is_public(text.parse().unwrap()), public, "{text}");
        }
    }

    #[test]
    fn what_the_operator_allows_is_allowed_and_no_more() {
        let network = Cidr::try_from("127.0.0.0/8".to_string()).unwrap();
        let allowed = Allowed::new(vec![network]);
        for (text, may) in [
            ("127.0.0.1", true),
            ("::ffff:127.0.0.1", true),
            ("::1", false),
            ("10.0.0.1", false),
            ("1.1.1.1", true),
        ] {
            assert_eq!(allowed.allows(text.parse().unwrap()), may, "{text}");
        }
    }
}
