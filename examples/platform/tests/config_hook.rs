//! `[hook]`, and what a tenant says of its own.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use brivas_platform::config::Config;

const TENANT: &str = "[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"x\"\n";
const URL: &str = "receipt_url = \"https://example.com/receipts\"\n";

fn error(text: &str) -> String {
    Config::parse(text).unwrap_err().to_string()
}

#[test]
fn a_hook_without_more_has_sane_defaults() {
    let hook = Config::parse("").unwrap().hook;
    assert_eq!((hook.attempts, hook.at_once, hook.timeout_secs), (10, 10, 10));
    assert_eq!((hook.keep_dead_days, hook.max_dead_letters), (7, 10_000));
    assert!(hook.ca_file.is_none() && hook.allow_networks.is_empty());
}

#[test]
fn every_limit_of_a_hook_holds_at_its_bound() {
    for (key, most) in [
        ("attempts", 1000),
        ("at_once", 1000),
        ("timeout_secs", 300),
        ("keep_dead_days", 365),
        ("max_dead_letters", 1_000_000),
    ] {
        for good in [1, most] {
            assert!(Config::parse(&format!("[hook]\n{key} = {good}\n")).is_ok(), "{key} = {good}");
        }
        for wrong in [0, most + 1] {
            let said = error(&format!("[hook]\n{key} = {wrong}\n"));
            assert!(said.starts_with(&format!("hook.{key}: must be 1 to {most}")), "{said}");
            assert!(said.ends_with("(line 2)"), "{said}");
        }
    }
    let networks = "[hook]\nallow_networks = [\"127.0.0.0/8\", \"fd00::/8\"]\nca_file = \"ca.pem\"\n";
    let hook = Config::parse(networks).unwrap().hook;
    assert!(hook.allow_networks[0].contains("127.0.0.1".parse().unwrap()));
    assert!(hook.ca_file.is_some());
}

#[test]
fn posts_are_signed_or_the_configuration_is_refused() {
    let said = error(&format!("{TENANT}{URL}"));
    assert!(said.starts_with("tenant[0].receipt_url: needs receipt_secret_env"), "{said}");
    let said = error(&format!("{TENANT}receipt_secret_env = \"A\"\n"));
    assert!(said.starts_with("tenant[0].receipt_secret_env: is of no use"), "{said}");
    let said = error(&format!("{TENANT}{URL}receipt_secret_env = \"A\"\nreceipt_secret_file = \"b\"\n"));
    assert!(said.starts_with("tenant[0].receipt_secret_file: stands beside another"), "{said}");
}

#[test]
fn the_secret_is_read_from_where_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    let config = Config::parse(&format!("{TENANT}{URL}receipt_secret_file = {path:?}\n")).unwrap();
    let read = || config.read_receipt_secret(0);
    let said = read().unwrap_err().to_string();
    assert!(said.starts_with("tenant[0].receipt_secret_file: "), "{said}");
    std::fs::write(&path, "whsec_x\nnot this\n").unwrap();
    assert_eq!(read().unwrap().unwrap().reveal(), "whsec_x");

    let absent = "receipt_secret_env = \"BRIVAS_TEST_ABSENT\"\n";
    let config = Config::parse(&format!("{TENANT}{URL}{absent}")).unwrap();
    let said = config.read_receipt_secret(0).unwrap_err().to_string();
    assert!(said.starts_with("tenant[0].receipt_secret_env: BRIVAS_TEST_ABSENT: "), "{said}");
    assert!(said.ends_with("(line 6)"), "{said}");
    let config = Config::parse(TENANT).unwrap();
    assert_eq!(config.read_receipt_secret(0), Ok(None), "without an address nothing is asked for");
}
