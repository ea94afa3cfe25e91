//! `[ss7]`: the mobile network on which we are a service centre.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use serde::Deserialize;

use super::{ConfigError, check};

/// `[ss7]`: signalling point, number and routing. What no route takes goes to the mobile network once there is this section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Ss7Config {
    /// Our point code, 14 bits.
    pub point_code: u32,
    /// The network indicator, 0 to 3: 2, national.
    #[serde(default = "national")]
    pub network_indicator: u8,
    /// Our number in international form without `+`: by it registers and switching centres know us.
    pub service_centre: String,
    /// Where SCTP over UDP is listened for: `0.0.0.0:9899`.
    #[serde(default = "udp")]
    pub listen: SocketAddr,
    /// Our SCTP port: 2905.
    #[serde(default = "m3ua_port")]
    pub port: u16,
    /// The highest version of MAP that is tried, 1 to 3: 3.
    #[serde(default = "newest")]
    pub max_version: u8,
    /// How many messages may be on their way to handsets at a time: 1000.
    #[serde(default = "thousand")]
    pub window: usize,
    /// Whether messages from handsets are taken: true.
    #[serde(default = "yes")]
    pub from_handsets: bool,
    /// The longest TPDU, in octets, that goes with the first message of its dialogue: 120. For a longer one the dialogue is
    /// opened first.
    #[serde(default = "begin")]
    pub longest_in_begin: usize,
    /// Whether points count as reachable before the network has said so: false. For gateways that answer no audit.
    #[serde(default)]
    pub assume_available: bool,
    /// The gateways.
    #[serde(rename = "peer")]
    pub peers: Vec<Ss7PeerConfig>,
    /// Where numbers lead.
    #[serde(rename = "route")]
    pub routes: Vec<Ss7RouteConfig>,
}

/// `[[ss7.peer]]`: a signalling gateway, at which we are an application server process.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Ss7PeerConfig {
    /// Its name in logs and metrics; no two alike.
    pub name: String,
    /// Its address.
    pub address: IpAddr,
    /// Its UDP port: 9899.
    #[serde(default = "udp_port")]
    pub udp_port: u16,
    /// Its SCTP port: 2905.
    #[serde(default = "m3ua_port")]
    pub port: u16,
    /// The routing context that it has given us; none if absent.
    pub routing_context: Option<u32>,
    /// The network appearance that it wants to see; none if absent.
    pub network_appearance: Option<u32>,
}

/// `[[ss7.route]]`: where numbers lead, by global title.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Ss7RouteConfig {
    /// The digits: `49*` any that begin so, `491?` one more; the most exact rule decides.
    pub digits: String,
    /// The point codes, the first that can be reached.
    pub to: Vec<u32>,
    /// Whether they share the load: false.
    #[serde(default)]
    pub share: bool,
}

const fn national() -> u8 {
    2
}

const fn udp() -> SocketAddr {
    SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), udp_port())
}

const fn udp_port() -> u16 {
    9899
}

const fn m3ua_port() -> u16 {
    2905
}

const fn newest() -> u8 {
    3
}

const fn thousand() -> usize {
    1000
}

const fn begin() -> usize {
    120
}

const fn yes() -> bool {
    true
}

/// The highest point code of 14 bits.
const HIGHEST: u32 = (1 << 14) - 1;

impl Ss7Config {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        check::within(0..=HIGHEST, "ss7.point_code", self.point_code)?;
        check::within(0..=3, "ss7.network_indicator", self.network_indicator)?;
        check::within(1..=3, "ss7.max_version", self.max_version)?;
        check::within(1..=1_000_000, "ss7.window", self.window)?;
        let number = &self.service_centre;
        if !(1..=15).contains(&number.len()) || !number.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(ConfigError::at("ss7.service_centre", "must have 1 to 15 digits, without `+`"));
        }
        if self.peers.is_empty() {
            return Err(ConfigError::at("ss7.peer", "at least one is needed"));
        }
        check::once(self.peers.iter().map(|peer| peer.name.as_str()), |index| {
            format!("ss7.peer[{index}].name")
        })?;
        for (index, route) in self.routes.iter().enumerate() {
            if route.to.is_empty() {
                return Err(ConfigError::at(format!("ss7.route[{index}].to"), "names no point"));
            }
            for (place, code) in route.to.iter().enumerate() {
                check::within(0..=HIGHEST, &format!("ss7.route[{index}].to[{place}]"), *code)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, TargetConfig};

    const GOOD: &str = "[ss7]\npoint_code = 1\nservice_centre = \"491710000000\"\n\
                        peer = [{ name = \"stp\", address = \"192.0.2.1\" }]\nroute = [{ digits = \"*\", to = [2] }]\n";

    #[test]
    fn a_short_section_has_the_standards_ports() {
        let config = Config::parse(GOOD).unwrap();
        let ss7 = config.ss7.unwrap();
        assert_eq!(
            (ss7.port, ss7.listen.port(), ss7.peers[0].udp_port, ss7.peers[0].port),
            (2905, 9899, 9899, 2905)
        );
        assert_eq!((ss7.max_version, ss7.network_indicator, ss7.from_handsets), (3, 2, true));
        assert!(Config::parse("").unwrap().ss7.is_none());
    }

    #[test]
    fn what_is_wrong_is_told_by_line_and_key() {
        for (from, to, told) in [
            ("point_code = 1", "point_code = 16384", "ss7.point_code"),
            ("\"491710000000\"", "\"+4917\"", "ss7.service_centre"),
            ("\"491710000000\"", "\"4917\"\nmax_version = 4", "ss7.max_version"),
            ("\"491710000000\"", "\"4917\"\nwindow = 0", "ss7.window"),
            ("[{ name = \"stp\", address = \"192.0.2.1\" }]", "[]", "ss7.peer"),
            ("192.0.2.1", "stp.example", "address"),
            ("to = [2]", "to = []", "ss7.route[0].to"),
            ("to = [2]", "to = [99999]", "ss7.route[0].to[0]"),
            ("point_code = 1", "point_code = 1\ntypo = 2", "typo"),
        ] {
            let error = Config::parse(&GOOD.replace(from, to)).unwrap_err().to_string();
            assert!(error.contains(told) && error.contains("line "), "{to}: {error}");
        }
    }

    #[test]
    fn a_route_leads_to_the_mobile_network_if_there_is_one() {
        let route = "[[route]]\nname = \"out\"\nto = [\"ss7\", \"reject:ESME_RSYSERR\"]\n";
        let config = Config::parse(&format!("{GOOD}{route}")).unwrap();
        assert_eq!(config.routes[0].to[0], TargetConfig::Ss7);
        let error = Config::parse(route).unwrap_err().to_string();
        assert!(error.contains("route[0].to[0]") && error.contains("there is no [ss7]"), "{error}");
    }
}
