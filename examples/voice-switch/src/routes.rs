//! Where numbers lead.

use std::collections::BTreeMap;

use brivas_platform::config::{SwitchConfig, SwitchRouteConfig, SwitchTargetConfig};
use brivas_sip::endpoint::Target;
use brivas_sip::header::Transport;

use crate::call::Hop;

/// The routes, by how numbers begin.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    by_prefix: BTreeMap<String, SwitchRouteConfig>,
    longest: usize,
}

impl Routes {
    pub(crate) fn of(config: &SwitchConfig) -> Self {
        let by_prefix: BTreeMap<_, _> =
            config.routes.iter().map(|route| (route.prefix.clone(), route.clone())).collect();
        let longest = by_prefix.keys().map(String::len).max().unwrap_or(0);
        Self { by_prefix, longest }
    }

    /// Where a number leads, one place after another; nowhere if no route fits. The longest prefix decides.
    pub(crate) fn find(&self, number: &str) -> Vec<Hop> {
        let lengths = (0..=self.longest.min(number.len())).rev();
        let found = lengths.filter_map(|length| self.by_prefix.get(number.get(..length)?)).next();
        let Some(route) = found else { return Vec::new() };
        let rest = number.get(route.strip.min(number.len())..).unwrap_or_default();
        let dialled = format!("{}{rest}", route.add);
        route.to.iter().map(|to| hop(&dialled, to)).collect()
    }
}

fn hop(number: &str, to: &SwitchTargetConfig) -> Hop {
    let (transport, param) = match to.transport {
        "tcp" => (Transport::TCP, ";transport=tcp"),
        "tls" => (Transport::TLS, ";transport=tls"),
        _ => (Transport::UDP, ""),
    };
    let address = to.address;
    Hop {
        uri: format!("sip:{number}@{address}{param}").into_bytes(),
        target: Target::new(transport, address),
        route: None,
        name: format!("{}:{address}", to.transport),
        other_way: None,
    }
}

#[cfg(test)]
mod tests {
    use brivas_platform::config::Config;

    use super::*;

    fn routes() -> Routes {
        let text = "[switch]\nroute = [\n\
            { prefix = \"\", to = [\"udp:192.0.2.1:5060\"] },\n\
            { prefix = \"49\", to = [\"udp:192.0.2.2:5060\", \"tcp:192.0.2.3:5060\"], strip = 2, add = \"0\" },\n\
            { prefix = \"4930\", to = [\"tls:[2001:db8::4]:5061\"] },\n]\n";
        Routes::of(&Config::parse(text).unwrap().switch.unwrap())
    }

    fn uris(number: &str) -> Vec<String> {
        routes().find(number).into_iter().map(|hop| String::from_utf8(hop.uri).unwrap()).collect()
    }

    #[test]
    fn the_longest_prefix_decides_and_digits_are_taken_off_and_put_before() {
        assert_eq!(uris("44123"), ["sip:44123@192.0.2.1:5060"]);
        assert_eq!(uris("4989123"), ["sip:089123@192.0.2.2:5060", "sip:089123@192.0.2.3:5060;transport=tcp"]);
        assert_eq!(uris("493012"), ["sip:493012@[2001:db8::4]:5061;transport=tls"]);
        assert_eq!(uris(""), ["sip:@192.0.2.1:5060"]);
        assert_eq!(uris("äöü"), ["sip:äöü@192.0.2.1:5060"]);
    }

    #[test]
    fn without_a_route_a_number_leads_nowhere() {
        assert!(Routes::default().find("49").is_empty());
    }
}
