mod conditions;
mod explaining;
mod mistakes;
mod model;
mod normalising;
mod order;
mod rewriting;

use brivas_platform::config::Config;
use brivas_smpp::{Npi, Ton};

use super::{Address, Decision, Query, Routes};

/// Saturday, 2026-11-21 12:00 UTC.
const SATURDAY_NOON: i64 = 1_795_262_400_000;

/// Three tenants and two links, to be named in routes.
const PEERS: &str = r#"
[[tenant]]
name = "acme"
system_id = "acme-id"
password_hash = "x"
[[tenant]]
name = "bank"
system_id = "bank-id"
password_hash = "x"
prefixes = ["99", "991"]
[[tenant]]
name = "club"
system_id = "club-id"
password_hash = "x"
[[link]]
name = "north"
host = "north.example"
system_id = "brivas"
[[link]]
name = "south"
host = "south.example"
system_id = "brivas"
"#;

fn config(text: &str) -> Config {
    Config::parse(&format!("{PEERS}{text}")).unwrap()
}

fn routes(text: &str) -> Routes {
    Routes::compile(&config(text)).unwrap()
}

fn unknown(digits: &[u8]) -> Address<'_> {
    Address::new(Ton::Unknown, Npi::Unknown, digits)
}

/// A message from acme, to be changed by the test.
fn query<'a>(source: &'a str, destination: &'a str) -> Query<'a> {
    Query {
        tenant: b"acme-id",
        source: unknown(source.as_bytes()),
        destination: unknown(destination.as_bytes()),
        service_type: b"",
        unix_ms: SATURDAY_NOON,
    }
}

/// The name of the route that takes a message; `-` if none does.
fn taker<'a>(decision: &Decision<'a>) -> &'a str {
    decision.route.map_or("-", |route| route.name.as_str())
}
