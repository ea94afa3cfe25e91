//! `[switch]`: the voice switch.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::{Cidr, ConfigError, check};

/// `[switch]`: where calls come from, who may register and call, and where calls go. There is no switch without this section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SwitchConfig {
    /// Where SIP is listened for on UDP and TCP: `127.0.0.1:5060`; port 0 takes a free one.
    #[serde(default = "sip")]
    pub listen: SocketAddr,
    /// Where SIP over WebSocket is listened for; nowhere if absent.
    pub ws: Option<SocketAddr>,
    /// Where SIP over TLS is listened for; nowhere if absent. It needs `cert` and `key`.
    pub tls: Option<SocketAddr>,
    /// The certificate chain for TLS, in PEM.
    pub cert: Option<PathBuf>,
    /// Its key, in PEM.
    pub key: Option<PathBuf>,
    /// The host that peers reach us by, in Via and Contact: the address of `listen`.
    pub advertise: Option<String>,
    /// The domain of our users, and the realm of their passwords: the host of `advertise`.
    pub domain: Option<String>,
    /// The networks whose calls are taken without a password: none. For gateways, not for users.
    #[serde(default)]
    pub trust: Vec<Cidr>,
    /// The file of call records in the data folder: `calls.jsonl`.
    #[serde(default = "calls")]
    pub records: PathBuf,
    /// Seconds that somebody may ring: 60.
    #[serde(default = "minute")]
    pub ring_secs: u64,
    /// Whether all telephones of a user ring at once: yes; else one after another.
    #[serde(default = "yes")]
    pub ring_all: bool,
    /// Calls at once: 100000. One more is answered 503.
    #[serde(default = "many")]
    pub max_calls: u32,
    /// Who may register and call.
    #[serde(default, rename = "user")]
    pub users: Vec<SwitchUserConfig>,
    /// Where numbers lead.
    #[serde(default, rename = "route")]
    pub routes: Vec<SwitchRouteConfig>,
}

/// `[[switch.user]]`
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SwitchUserConfig {
    /// The name, in the domain of the switch.
    pub name: String,
    /// H(name:realm:password) by SHA-256 in hexadecimal digits, as `brivas hash --sip` writes it.
    pub ha1_sha256: Option<String>,
    /// The same by MD5. A user who has this alone is asked for nothing else: for telephones that know nothing better.
    pub ha1_md5: Option<String>,
}

impl fmt::Debug for SwitchUserConfig {
    /// Without what is as good as a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SwitchUserConfig({})", self.name)
    }
}

/// `[[switch.route]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SwitchRouteConfig {
    /// How the number begins; empty for any. The longest that fits decides.
    pub prefix: String,
    /// Where it goes, one after another: `udp:192.0.2.1:5060`, `tcp:…`, `tls:…`.
    pub to: Vec<SwitchTargetConfig>,
    /// How many digits are taken off the front: 0.
    #[serde(default)]
    pub strip: usize,
    /// What is put before the rest: nothing.
    #[serde(default)]
    pub add: String,
}

/// An address and what it is reached by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // a transport and an address
pub struct SwitchTargetConfig {
    /// `udp`, `tcp` or `tls`.
    pub transport: &'static str,
    /// The address.
    pub address: SocketAddr,
}

impl<'de> Deserialize<'de> for SwitchTargetConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let found = text.split_once(':').and_then(|(name, address)| {
            let transport = ["udp", "tcp", "tls"].into_iter().find(|known| *known == name)?;
            Some(Self { transport, address: address.parse().ok()? })
        });
        found.ok_or_else(|| D::Error::custom("must be like `udp:192.0.2.1:5060`, with udp, tcp or tls"))
    }
}

const fn sip() -> SocketAddr {
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 5060)
}

fn calls() -> PathBuf {
    "calls.jsonl".into()
}

const fn minute() -> u64 {
    60
}

const fn yes() -> bool {
    true
}

const fn many() -> u32 {
    100_000
}

impl SwitchConfig {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        check::within(1..=3600, "switch.ring_secs", self.ring_secs)?;
        check::within(1..=10_000_000, "switch.max_calls", self.max_calls)?;
        if self.tls.is_some() && (self.cert.is_none() || self.key.is_none()) {
            return Err(ConfigError::at("switch.tls", "needs `cert` and `key`"));
        }
        if self.advertise.is_none() && self.listen.ip().is_unspecified() {
            return Err(ConfigError::at(
                "switch.listen",
                "all addresses: `advertise` is to say which peers use",
            ));
        }
        check::once(self.users.iter().map(|user| user.name.as_str()), |index| {
            format!("switch.user[{index}].name")
        })?;
        for (index, user) in self.users.iter().enumerate() {
            user.check(&format!("switch.user[{index}]"))?;
        }
        for (index, route) in self.routes.iter().enumerate() {
            if route.to.is_empty() {
                return Err(ConfigError::at(format!("switch.route[{index}].to"), "names no address"));
            }
        }
        check::once(self.routes.iter().map(|route| route.prefix.as_str()), |index| {
            format!("switch.route[{index}].prefix")
        })
    }
}

impl SwitchUserConfig {
    fn check(&self, key: &str) -> Result<(), ConfigError> {
        let is_name = |octet: u8| octet.is_ascii_alphanumeric() || b"-_.+".contains(&octet);
        if self.name.is_empty() || !self.name.bytes().all(is_name) {
            return Err(ConfigError::at(format!("{key}.name"), "must be letters, digits and `-_.+`"));
        }
        for (name, value, digits) in [("ha1_sha256", &self.ha1_sha256, 64), ("ha1_md5", &self.ha1_md5, 32)] {
            let fits =
                |text: &String| text.len() == digits && text.bytes().all(|digit| digit.is_ascii_hexdigit());
            if !value.as_ref().is_none_or(fits) {
                let told = format!("must have {digits} hexadecimal digits");
                return Err(ConfigError::at(format!("{key}.{name}"), told));
            }
        }
        if self.ha1_sha256.is_none() && self.ha1_md5.is_none() {
            return Err(ConfigError::at(key, "needs ha1_sha256 or ha1_md5: see `brivas hash --sip`"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    const GOOD: &str = "[switch]\nuser = [{ name = \"alice\", ha1_md5 = \"0123456789abcdef0123456789abcdef\" }]\n\
                        route = [{ prefix = \"49\", to = [\"udp:192.0.2.1:5060\", \"tcp:[2001:db8::1]:5061\"] }]\n";

    #[test]
    fn a_short_section_is_a_switch_of_ones_own() {
        let switch = Config::parse(GOOD).unwrap().switch.unwrap();
        assert_eq!(switch.listen.to_string(), "127.0.0.1:5060");
        assert_eq!((switch.ring_secs, switch.max_calls, switch.trust.len()), (60, 100_000, 0));
        assert_eq!(switch.routes[0].to[1].address.to_string(), "[2001:db8::1]:5061");
        assert!(!format!("{switch:?}").contains("0123456789abcdef"));
        assert!(Config::parse("").unwrap().switch.is_none());
    }

    #[test]
    fn what_is_wrong_is_told_by_line_and_key() {
        for (from, to, told) in [
            ("[switch]\n", "[switch]\nring_secs = 0\n", "switch.ring_secs"),
            ("[switch]\n", "[switch]\ntls = \"127.0.0.1:5061\"\n", "switch.tls"),
            ("[switch]\n", "[switch]\nlisten = \"0.0.0.0:5060\"\n", "switch.listen"),
            ("[switch]\n", "[switch]\ntypo = 1\n", "typo"),
            ("alice", "al ice", "switch.user[0].name"),
            ("ha1_md5 = \"0", "ha1_md5 = \"", "switch.user[0].ha1_md5"),
            (", ha1_md5 = \"0123456789abcdef0123456789abcdef\"", "", "switch.user[0]"),
            ("udp:192", "sctp:192", "udp, tcp or tls"),
            ("[\"udp:192.0.2.1:5060\", \"tcp:[2001:db8::1]:5061\"]", "[]", "switch.route[0].to"),
        ] {
            let error = Config::parse(&GOOD.replace(from, to)).unwrap_err().to_string();
            assert!(error.contains(told) && error.contains("line "), "{to}: {error}");
        }
    }
}
