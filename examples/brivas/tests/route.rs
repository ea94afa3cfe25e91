//! `brivas route explain`: as text, as JSON, and how mistakes are told.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::process::Command;

const CONFIG: &str = r#"
[[tenant]]
name = "acme"
system_id = "acme-id"
password_hash = "x"
[[tenant]]
name = "bank"
system_id = "bank-id"
password_hash = "x"
prefixes = ["44"]
[[link]]
name = "north"
host = "north.example"
system_id = "brivas"
[[link]]
name = "south"
host = "south.example"
system_id = "brivas"
[[normalise]]
country = "49"
[[route]]
name = "wap"
service_type = ["WAP"]
to = ["reject:ESME_RINVSERTYP"]
[[route]]
name = "night"
time = "20:00-08:00"
zone = "Europe/Berlin"
tenant = ["acme"]
to = ["drop"]
[[route]]
name = "names"
source_regex = "^[A-Z]"
destination_prefix = ["49"]
to = ["link:north", "link:south", "handset"]
[[route]]
name = "international"
ton = 1
source_prefix = ["1"]
to = ["link:south"]
"#;

/// What `brivas route explain` says to a configuration and these arguments: whether it succeeded, and its two outputs.
fn explain(config: &str, args: &[&str]) -> (bool, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("brivas.toml");
    std::fs::write(&path, config).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_brivas"));
    let output = command.args(["route", "explain", "--config"]).arg(&path).args(args).output().unwrap();
    let text = |octets| String::from_utf8(octets).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

const NOON: [&str; 2] = ["--at", "2026-11-21T12:00:00Z"];

#[test]
fn as_text_it_tells_every_step() {
    let (good, said, _) = explain(CONFIG, &[&["--from", "ACME", "--to", "01711234567"], &NOON[..]].concat());
    assert!(good);
    let expected = "\
normalise[0]: destination 01711234567 becomes 491711234567 (ton 1 international, npi 1): the country's code takes the place of the national prefix
route[0] wap: no, service_type does not hold
route[1] night: no, tenant does not hold
route[2] names: takes it
route[3] international: no, source_prefix does not hold
from ACME (ton 5 alphanumeric, npi 0) to 491711234567 (ton 1 international, npi 1)
1. link:north
2. link:south
3. handset
";
    assert_eq!(said, expected);
}

#[test]
fn as_json_it_is_one_object() {
    let args = ["--from", "ACME", "--to", "01711234567", "--json"];
    let (good, said, _) = explain(CONFIG, &[&args, &NOON[..]].concat());
    assert!(good && said.lines().count() == 1, "{said}");
    let object: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(object["route"], 2);
    assert_eq!(object["targets"], serde_json::json!(["link:north", "link:south", "handset"]));
    assert_eq!(object["destination"], "491711234567 (ton 1 international, npi 1)");
    assert_eq!(object["normalisation"][0]["address"], "destination");
    let verdicts: Vec<&str> =
        object["routes"].as_array().unwrap().iter().map(|route| route["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["unmet", "unmet", "chosen", "unmet"]);
    assert_eq!(object["routes"][0]["condition"], "service_type");
    assert_eq!(object["routes"][2]["name"], "names");
}

#[test]
fn tenant_service_type_time_and_types_of_number_count() {
    let to = |args: &[&str]| {
        let (good, said, wrong) = explain(CONFIG, args);
        assert!(good, "{wrong}");
        said.lines().last().unwrap().to_string()
    };
    let base = ["--from", "ACME", "--to", "01711234567"];
    let night = ["--at", "2026-11-21T23:00:00+01:00"];
    assert_eq!(to(&[&base, &night[..]].concat()), "3. handset", "no tenant");
    assert_eq!(to(&[&base, &night[..], &["--tenant", "acme"]].concat()), "1. drop");
    assert_eq!(to(&[&base, &NOON[..], &["--tenant", "acme"]].concat()), "3. handset");
    assert_eq!(
        to(&[&base, &["--tenant", "bank", "--service-type", "WAP"][..]].concat()),
        "1. reject:ESME_RINVSERTYP"
    );
    assert_eq!(to(&["--from", "1", "--to", "5", "--to-ton", "1", "--to-npi", "1"]), "1. link:south");
    assert_eq!(to(&["--from", "+1", "--from-ton", "3", "--to", "+445"]), "1. tenant:bank (its prefix 44)");
    assert_eq!(to(&["--from", "2", "--from-npi", "8", "--to", "5"]), "1. handset");
}

#[test]
fn a_mistake_is_told_and_fails() {
    let base = ["--from", "1", "--to", "2"];
    let (good, _, said) = explain("[[route]]\nto = [\"link:east\"]\n", &base);
    assert!(!good && said.contains("route[0].to[0]: there is no such link (line 2)"), "{said}");
    let (good, _, said) = explain("[[route]]\nto = [\"reject:ESME_X\"]\n", &base);
    assert!(
        !good && said.contains("brivas.toml: route[0].to[0]: `ESME_X` is no command_status (line 2)"),
        "{said}"
    );
    let (good, _, said) = explain("", &[&base, &["--tenant", "acme"][..]].concat());
    assert!(!good && said.contains("there is no tenant `acme`"), "{said}");
    let (good, _, said) = explain("", &[&base, &["--at", "noon"][..]].concat());
    assert!(!good && said.contains("`noon` is no time"), "{said}");
    let (good, _, said) = explain("", &["--from", "1"]);
    assert!(!good && said.contains("--to"), "{said}");
}
