//! A network: an address and how many of its bits count.

use std::net::IpAddr;

use serde::Deserialize;

/// A network such as `192.0.2.0/24` or `2001:db8::/32`; an address alone is that one host (RFC 4632 §3.1, RFC 4291
/// §2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Cidr {
    /// The address, IPv4 ones as mapped into IPv6, with the bits that do not count as zero.
    network: u128,
    /// How many bits count, of 128.
    bits: u8,
}

/// The first bits of an IPv4 address that is mapped into IPv6 (RFC 4291 §2.5.5.2).
const MAPPED_BITS: u8 = 96;

impl Cidr {
    /// Whether the address is of this network. An IPv4 address that comes mapped into IPv6 counts as what it is.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        masked(in_v6(address), self.bits) == self.network
    }
}

impl TryFrom<String> for Cidr {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text.as_str(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| format!("`{text}` is no network"))?;
        let (most, before) = if address.is_ipv4() { (32, MAPPED_BITS) } else { (128, 0) };
        let length = match length {
            Some(length) => length.parse().ok().filter(|length| *length <= most),
            None => Some(most),
        };
        let length = length.ok_or_else(|| format!("the length in `{text}` must be 0 to {most}"))?;
        let bits = before + length;
        let network = in_v6(address);
        if masked(network, bits) != network {
            return Err(format!("`{text}` has bits set beyond its length"));
        }
        Ok(Self { network, bits })
    }
}

fn in_v6(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

fn masked(address: u128, bits: u8) -> u128 {
    match bits {
        0 => 0,
        bits => address & (u128::MAX << (128 - u32::from(bits.min(128)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_has_its_own_addresses_and_no_others() {
        for (network, address, inside) in [
            ("192.0.2.0/24", "192.0.2.255", true),
            ("192.0.2.0/24", "192.0.3.0", false),
            ("192.0.2.7", "192.0.2.7", true),
            ("192.0.2.7", "192.0.2.6", false),
            ("192.0.2.0/31", "192.0.2.1", true),
            ("0.0.0.0/0", "255.255.255.255", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("192.0.2.0/24", "::ffff:192.0.2.1", true),
            ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::", false),
            ("::/0", "2001:db8::1", true),
            ("::1/128", "::1", true),
        ] {
            let cidr = Cidr::try_from(network.to_string()).unwrap();
            assert_eq!(cidr.contains(address.parse().unwrap()), inside, "{network} {address}");
        }
        for wrong in
            ["", "host", "192.0.2.0/33", "::/129", "192.0.2.1/24", "192.0.2.0/", "192.0.2.0/-1", "1.2.3/8"]
        {
            assert!(Cidr::try_from(wrong.to_string()).is_err(), "{wrong}");
        }
    }
}
