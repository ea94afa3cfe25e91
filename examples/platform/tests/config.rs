//! The configuration: what an empty file means, what each section takes, and how a mistake is told.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::os::unix::fs::PermissionsExt;

use brivas_platform::config::{
    Config, GiveUpWhen, LinkBind, LinkVersion, MessageIdCase, MessageIdRadix, RetryKind, StatusName,
    TargetConfig,
};

const TENANT: &str = "[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"x\"\n";
const LINK: &str = "[[link]]\nname = \"north\"\nhost = \"north.example\"\nsystem_id = \"brivas\"\n";

fn error(text: &str) -> String {
    Config::parse(text).unwrap_err().to_string()
}

#[test]
fn an_empty_file_is_a_working_configuration() {
    let config = Config::parse("").unwrap();
    assert_eq!(config.smpp.listen.port(), 2775);
    assert!(config.handset.enabled && config.tenants.is_empty());
    assert!(config.routes.is_empty() && config.links.is_empty() && config.normalise.is_empty());
    assert!(config.tls.listen.is_none() && config.retry.classes.is_empty());
    assert_eq!((config.retry.jitter_percent, config.retry.give_up), (0, GiveUpWhen::AtExpiry));
    assert_eq!(config.message.retry_secs, [20, 60, 300, 900, 3600, 14_400]);
}

#[test]
fn a_mistake_is_told_with_its_line_and_key() {
    let text = error("[smpp]\nlisten = \"127.0.0.1:2775\"\nenquire_link = 3\n");
    assert!(text.contains("line 3") && text.contains("enquire_link"), "{text}");
    let text = error("[http]\nlisten = 8080\n");
    assert!(text.contains("line 2"), "{text}");
    assert!(
        error("[smpp]\nsystem_id = \"much too long a name\"")
            .starts_with("smpp.system_id: must have 1 to 15 characters")
    );
    assert!(error("[canned]\n0 = \"x\"").starts_with("canned.0: the key must be 1 to 255"));
}

#[test]
fn a_value_out_of_its_bounds_is_told_with_its_key_and_line() {
    for (text, key, line) in [
        ("[smpp]\n\nsystem_id = \"\"\n".to_string(), "smpp.system_id", 3),
        ("[message]\nretry_secs = []\n".into(), "message.retry_secs", 2),
        ("[message]\nmax_validity_secs = 1\n".into(), "message.default_validity_secs", 1),
        ("[canned]\n1 = \"x\"\n256 = \"x\"\n".into(), "canned.256", 3),
        (format!("{TENANT}{TENANT}"), "tenant[1].system_id", 7),
        (format!("{TENANT}rate = 0\n"), "tenant[0]", 1),
        (format!("{TENANT}per_minute = 0\n"), "tenant[0].per_minute", 5),
        (format!("{TENANT}per_day = 0\n"), "tenant[0].per_day", 5),
        (format!("{TENANT}max_octets = 0\n"), "tenant[0].max_octets", 5),
        (format!("{TENANT}require_tls = true\n"), "tenant[0].require_tls", 5),
        (
            format!("{TENANT}client_cert_sha256 = [\"{}\"]\n", "00".repeat(32)),
            "tenant[0].client_cert_sha256",
            5,
        ),
        ("[tls]\nlisten = \"127.0.0.1:0\"\nkey = \"k\"\n".into(), "tls.cert", 1),
        ("[tls]\nlisten = \"127.0.0.1:0\"\ncert = \"c\"\n".into(), "tls.key", 1),
        ("[tls]\nclient_ca = \"c\"\n".into(), "tls.client_ca", 2),
        ("[retry]\njitter_percent = 51\n".into(), "retry.jitter_percent", 2),
        ("[[retry.class]]\nkind = \"busy\"\non = []\n".into(), "retry.class[0].on", 3),
        (
            "[[retry.class]]\nkind = \"busy\"\non = [1]\nmax_attempts = 0\n".into(),
            "retry.class[0].max_attempts",
            4,
        ),
        (
            "[[retry.class]]\nkind = \"busy\"\non = [1]\njitter_percent = 51\n".into(),
            "retry.class[0].jitter_percent",
            4,
        ),
        (
            "[[retry.class]]\non = [1]\nkind = \"permanent\"\nschedule = [\"1s\"]\n".into(),
            "retry.class[0].kind",
            3,
        ),
        ("[[normalise]]\nton = [3]\n".into(), "normalise[0].ton", 2),
        ("[[normalise]]\ncountry = \"049\"\n".into(), "normalise[0].country", 2),
        ("[[normalise]]\ncountry = \"1234\"\n".into(), "normalise[0].country", 2),
        ("[[normalise]]\nnational_length = [10]\n".into(), "normalise[0].national_length", 2),
        (
            "[[normalise]]\ncountry = \"49\"\nnational_length = [15]\n".into(),
            "normalise[0].national_length",
            3,
        ),
        ("[[normalise]]\ntenant = [\"b\"]\n".into(), "normalise[0].tenant[0]", 2),
        ("[[normalise]]\ninternational_prefix = [\"\"]\n".into(), "normalise[0].international_prefix[0]", 2),
    ] {
        let said = error(&text);
        assert!(
            said.starts_with(&format!("{key}: ")) && said.ends_with(&format!("(line {line})")),
            "{key}: {said}"
        );
    }
}

#[test]
fn a_route_out_of_its_bounds_is_told_with_its_key_and_line() {
    let long = "1".repeat(21);
    for (lines, key, line) in [
        ("to = []", "to", 2),
        ("to = [\"handset\",\n\"drop\"]", "to[0]", 2),
        ("to = [\"link:north\"]", "to[0]", 2),
        ("to = [\"tenant:a\"]", "to[0]", 2),
        ("to = [\"drop\"]\ntenant = [\"a\"]", "tenant[0]", 3),
        ("to = [\"drop\"]\nzone = \"UTC\"", "zone", 3),
        ("to = [\"drop\"]\npercent = 101", "percent", 3),
        ("to = [\"drop\"]\nmax_rate = 0", "max_rate", 3),
        ("to = [\"drop\"]\nservice_type = [\"SIXSIX\"]", "service_type", 3),
        ("to = [\"drop\"]\ndestination_prefix = [\"1\", \"\"]", "destination_prefix[1]", 3),
        (&format!("to = [\"drop\"]\nsource_prefix = [\"{long}\"]"), "source_prefix[0]", 3),
        ("to = [\"drop\"]\nsource_prefix = [\"é\"]", "source_prefix[0]", 3),
        ("to = [\"drop\"]\nrewrite = { source = { strip = 21 } }", "rewrite.source.strip", 3),
        (
            &format!("to = [\"drop\"]\n[route.rewrite.destination]\nprepend = \"{long}\""),
            "rewrite.destination.prepend",
            4,
        ),
    ] {
        let said = error(&format!("[[route]]\n{lines}\n"));
        assert!(
            said.starts_with(&format!("route[0].{key}: ")) && said.ends_with(&format!("(line {line})")),
            "{said}"
        );
    }
    let said = error("[[route]]\nname = \"x\"\nto = [\"drop\"]\n[[route]]\nname = \"x\"\nto = [\"drop\"]\n");
    assert!(said.starts_with("route[1].name: stands twice"), "{said}");
    let said = error("[handset]\nenabled = false\n[[route]]\nto = [\"handset\"]\n");
    assert!(said.starts_with("route[0].to[0]: there is no handset"), "{said}");
    let said = error(&format!("{LINK}bind = \"receiver\"\n[[route]]\nto = [\"link:north\"]\n"));
    assert!(said.starts_with("route[0].to[0]: this link is bound as a receiver"), "{said}");
}

#[test]
fn a_link_out_of_its_bounds_is_told_with_its_key_and_line() {
    for (line, key) in [
        ("system_type = \"thirteen char\"", "system_type"),
        ("password = \"ninechars\"", "password"),
        ("binds = 0", "binds"),
        ("binds = 101", "binds"),
        ("port = 0", "port"),
        ("window = 0", "window"),
        ("rate = 0", "rate"),
        ("reconnect_min_ms = 0", "reconnect_min_ms"),
        ("reconnect_min_ms = 60001", "reconnect_min_ms"),
        ("message_id = { pad = 65 }", "message_id.pad"),
    ] {
        let said = error(&format!("{LINK}{line}\n"));
        assert!(said.starts_with(&format!("link[0].{key}: ")) && said.ends_with("(line 5)"), "{said}");
    }
    let said = error(&format!("{LINK}password_env = \"A\"\npassword = \"b\"\n"));
    assert!(said.starts_with("link[0].password: stands beside another of its kind"), "{said}");
    let said = error(&format!("{LINK}{LINK}"));
    assert!(said.starts_with("link[1].name: stands twice") && said.ends_with("(line 6)"), "{said}");
    for key in ["name", "host", "system_id"] {
        let said = error(&LINK.replace(&format!("{key} = \""), &format!("{key} = \"\" # \"")));
        assert!(said.starts_with(&format!("link[0].{key}: ")), "{said}");
    }
}

#[test]
fn a_value_of_the_wrong_form_is_told_with_its_line() {
    for (text, line, what) in [
        (format!("{TENANT}allow_from = [\"10.0.0.1/8\"]\n"), 5, "beyond its length"),
        (format!("{TENANT}client_cert_sha256 = [\"00\"]\n"), 5, "64 hex digits"),
        (format!("{TENANT}sources = [\"a*b\"]\n"), 5, "at its end alone"),
        (format!("{TENANT}receipt_url = \"http://example.com\"\n"), 5, "https://"),
        ("[[route]]\nto = [\"nowhere\"]\n".into(), 2, "none of link:NAME"),
        ("[[route]]\nto = [\"drop\"]\ndestination_regex = \"(\"\n".into(), 3, "regular expression"),
        ("[[route]]\nto = [\"drop\"]\ntime = \"always\"\n".into(), 3, "no time such as"),
        ("[[route]]\nto = [\"drop\"]\ntime = \"Mon\"\nzone = \"Berlin\"\n".into(), 4, "no time zone"),
        ("[[retry.class]]\nkind = \"busy\"\non = [1.5]\n".into(), 3, "status by name or number"),
        ("[[retry.class]]\nkind = \"busy\"\non = [-1]\n".into(), 3, "32 bits"),
        ("[[retry.class]]\nkind = \"busy\"\non = [1]\nschedule = [\"soon\"]\n".into(), 4, "no delay such as"),
        (format!("{LINK}version = \"3.5\"\n"), 5, "unknown variant"),
        ("[[route]]\nname = \"x\"\n".into(), 1, "missing field `to`"),
        (format!("{LINK}hots = \"x\"\n"), 5, "hots"),
        ("[[route]]\nto = [\"drop\"]\nrewrite = { dest = {} }\n".into(), 3, "dest"),
    ] {
        let said = error(&text);
        assert!(said.contains(&format!("line {line},")) && said.contains(what), "{said}");
    }
}

#[test]
fn every_key_of_the_new_sections_is_read() {
    let text = r#"
[tls]
listen = "127.0.0.1:0"
cert = "cert.pem"
key = "key.pem"
client_ca = "ca.pem"
[retry]
jitter_percent = 50
give_up = "when_next_try_is_later"
[[retry.class]]
name = "quick"
on = [0x58, "ESME_RMSGQFUL", "timeout"]
kind = "throttled"
schedule = ["20s", "5m", "x2 up to 24h"]
max_attempts = 9
jitter_percent = 5
give_up = "at_expiry"
[[tenant]]
name = "a"
system_id = "a"
password_hash = "x"
allow_from = ["192.0.2.0/24", "2001:db8::1"]
rate = 5
per_minute = 100
per_day = 10000
max_octets = 140
require_tls = true
client_cert_sha256 = ["0000000000000000000000000000000000000000000000000000000000000000"]
sources = ["ACME", "49*"]
receipt_url = "https://example.com/receipts"
receipt_secret_env = "RECEIPT_SECRET"
[[link]]
name = "north"
host = "north.example"
port = 1
tls = true
system_id = "brivas"
password_env = "NORTH_PASSWORD"
system_type = "SMPP"
bind = "transmitter"
binds = 100
window = 1
rate = 1
version = "5.0"
enquire_link_secs = 0
reconnect_min_ms = 1
reconnect_max_ms = 1
message_id = { response = "hex", receipt = "decimal", pad = 64, case = "sensitive" }
leniency = ["long_password"]
source_ton = 5
source_npi = 0
[[normalise]]
tenant = ["a"]
source = false
destination = true
ton = [0]
international_prefix = ["+"]
national_prefix = "8"
country = "7"
national_length = [1, 14]
[[route]]
name = "way"
destination_prefix = ["49"]
destination_regex = "^49"
source_prefix = ["A"]
source_regex = "E$"
tenant = ["a"]
service_type = ["", "CMT"]
ton = 1
npi = 1
time = "Mon-Fri 08:00-20:00"
zone = "Europe/Berlin"
percent = 100
to = ["link:north", "tenant:a", "reject:0x58"]
held = true
max_rate = 1
rewrite = { source = { ton = 5, npi = 0 }, destination = { strip = 20, prepend = "00" } }
"#;
    let config = Config::parse(text).unwrap();
    let (class, link, route) = (&config.retry.classes[0], &config.links[0], &config.routes[0]);
    assert_eq!(class.on[0], StatusName::Number(0x58));
    assert_eq!((class.kind, class.give_up), (RetryKind::Throttled, Some(GiveUpWhen::AtExpiry)));
    assert_eq!(class.schedule.as_ref().unwrap().delay_ms(3), 600_000);
    let tenant = &config.tenants[0];
    assert!(tenant.needs_tls() && tenant.allow_from[0].contains("192.0.2.9".parse().unwrap()));
    assert_eq!((link.bind, link.version), (LinkBind::Transmitter, LinkVersion::V5_0));
    let ids = link.message_id;
    assert_eq!((ids.response, ids.receipt), (MessageIdRadix::Hex, MessageIdRadix::Decimal));
    assert_eq!((ids.pad, ids.case), (64, MessageIdCase::Sensitive));
    assert_eq!(config.normalise[0].country.as_deref(), Some("7"));
    assert_eq!(route.to[2], TargetConfig::Reject(StatusName::Number(0x58)));
    assert_eq!(
        route.to.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["link:north", "tenant:a", "reject:0x58"]
    );
    assert_eq!(route.rewrite.destination.prepend, "00");
}

#[test]
fn a_link_without_more_has_sane_defaults() {
    let config = Config::parse(LINK).unwrap();
    let link = &config.links[0];
    assert_eq!((link.port, link.tls, link.binds, link.window, link.rate), (2775, false, 1, 10, None));
    assert_eq!(
        (link.bind, link.version, link.enquire_link_secs),
        (LinkBind::Transceiver, LinkVersion::V3_4, 30)
    );
    assert_eq!((link.reconnect_min_ms, link.reconnect_max_ms), (1000, 60_000));
    assert_eq!(link.message_id.receipt, MessageIdRadix::Auto);
    assert_eq!(link.read_password(0).unwrap().reveal(), "");
}

#[test]
fn a_password_in_clear_is_for_a_file_that_its_owner_alone_can_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("brivas.toml");
    std::fs::write(&path, format!("{LINK}password = \"secret08\"\n")).unwrap();
    let load = |mode| {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        Config::load(&path)
    };
    for mode in [0o600, 0o400] {
        assert_eq!(load(mode).unwrap().links[0].read_password(0).unwrap().reveal(), "secret08", "{mode:o}");
    }
    for mode in [0o640, 0o604, 0o610] {
        let said = load(mode).unwrap_err().to_string();
        assert!(said.contains("link[0].password: ") && said.ends_with("(line 5)"), "{said}");
        assert!(
            said.contains("0600") && said.contains("password_file") && !said.contains("secret08"),
            "{said}"
        );
    }
    std::fs::write(&path, LINK).unwrap();
    assert!(load(0o644).is_ok(), "without a password anyone may read it");
}

#[test]
fn a_password_is_read_from_a_file_or_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("password");
    let config = Config::parse(&format!("{LINK}password_file = {path:?}\n")).unwrap();
    let read = || config.links[0].read_password(0);
    let said = read().unwrap_err().to_string();
    assert!(said.starts_with("link[0].password_file: "), "{said}");
    for (text, expected) in [
        ("secret08\n", Some("secret08")),
        ("secret08", Some("secret08")),
        ("", Some("")),
        ("ninechars\n", None),
    ] {
        std::fs::write(&path, text).unwrap();
        assert_eq!(read().ok().as_ref().map(|password| password.reveal()), expected, "{text:?}");
    }
    let config = Config::parse(&format!("{LINK}password_env = \"BRIVAS_TEST_ABSENT\"\n")).unwrap();
    let said = config.links[0].read_password(0).unwrap_err().to_string();
    assert!(said.starts_with("link[0].password_env: BRIVAS_TEST_ABSENT: "), "{said}");
}

#[test]
fn nothing_that_is_printed_for_finding_errors_shows_a_password() {
    let config = Config::parse(&format!("{LINK}password = \"secret08\"\n")).unwrap();
    assert!(!format!("{config:?}").contains("secret08"));
}
