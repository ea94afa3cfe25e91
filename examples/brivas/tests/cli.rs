//! The command line: decode, check, hash, up in its first start, stop in good order.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod support;

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output, Stdio};

use brivas_smpp::{DeliverSm, MessageType, RegisteredDelivery, SubmitSm};
use support::{Esme, Server};

fn brivas(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_brivas"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn decoded(hex: &str) -> serde_json::Value {
    let output = brivas(&["decode", "smpp", hex], "");
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// submit_sm by hand from SMPP 3.4 §4.4.1, with the TLVs user_message_reference and one of a vendor.
const SUBMIT: &str = "0000004F 00000004 00000000 00000007 434D5400 01 01 3434373700 05 00 4272697600 40 00 02 \
                      00 303030303031303030303030303030 5200 01 00 08 00 06 050003010101 0204 0002 BEEF 1401 0003 414243";

#[test]
fn decode_shows_every_field_by_its_standard_name() {
    let pdu = decoded(SUBMIT);
    for (field, value) in [
        ("command", serde_json::json!("submit_sm")),
        ("command_length", 0x4F.into()),
        ("sequence_number", 7.into()),
        ("service_type_text", "CMT".into()),
        ("source_addr", "34343737".into()),
        ("source_addr_text", "4477".into()),
        ("dest_addr_ton", 5.into()),
        ("destination_addr_text", "Briv".into()),
        ("esm_class", 0x40.into()),
        ("priority_flag", 2.into()),
        ("schedule_delivery_time", "".into()),
        ("validity_period_text", "000001000000000R".into()),
        ("registered_delivery", 1.into()),
        ("data_coding", 8.into()),
        ("sm_length", 6.into()),
        ("short_message", "050003010101".into()),
        ("octets", SUBMIT.replace(' ', "").to_lowercase().into()),
    ] {
        assert_eq!(pdu[field], value, "{field} in {pdu}");
    }
    assert_eq!(pdu["tlvs"][0]["name"], "user_message_reference");
    assert_eq!(pdu["tlvs"][0]["value"], 0xBEEF);
    assert_eq!(pdu["tlvs"][1]["name"], serde_json::Value::Null);
    assert_eq!(pdu["tlvs"][1]["tag"], 0x1401);
    assert_eq!(pdu["tlvs"][1]["value_text"], "ABC");
}

#[test]
fn decode_says_what_is_wrong_where_and_how_it_is_answered_and_still_succeeds() {
    let lines = "0000001080000004000000000a342ee1\n\nzz\n0000001000000015000000000000000102\n";
    let output = brivas(&["decode", "smpp"], lines);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let objects: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects.len(), 3, "one object for each line that is not empty");
    let error = &objects[0]["error"];
    assert_eq!(
        (&error["kind"], &error["field"], &error["offset"], &error["answer"]),
        (&"missing".into(), &"message_id".into(), &16.into(), &"ESME_RINVCMDLEN".into())
    );
    assert_eq!(objects[1]["error"]["kind"], "not_hex");
    assert_eq!(objects[2]["error"]["field"], "command_length");
}

#[test]
fn check_names_the_line_and_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("brivas.toml");
    let check = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let output = brivas(&["check", "--config", path.to_str().unwrap()], "");
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    };
    assert!(check("").0);
    let (good, said) = check("[smpp]\n\nlissten = \"127.0.0.1:1\"\n");
    assert!(!good && said.contains("line 3") && said.contains("lissten"), "{said}");
    let tenant = "[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"plain\"\n";
    let (good, said) = check(tenant);
    assert!(!good && said.contains("tenant[0].password_hash"), "{said}");
    let (good, said) = check(&format!("{}leniency = [\"no such\"]\n", tenant.replace("plain", HASH)));
    assert!(!good && said.contains("tenant[0].leniency") && said.contains("no such"), "{said}");
}

const HASH: &str = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[test]
fn hash_makes_what_a_configuration_takes() {
    let output = brivas(&["hash"], "secret08\n");
    let text = String::from_utf8(output.stdout).unwrap();
    let hash = text.trim().strip_prefix("password_hash = \"").unwrap().strip_suffix('"').unwrap();
    assert!(brivas_platform::secret::verify_password(b"secret08", hash));
    assert!(!brivas(&["hash"], "\n").status.success());
}

#[tokio::test]
async fn a_first_start_makes_a_demo_that_works_and_a_second_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("ports.toml");
    std::fs::write(&config, "[smpp]\nlisten = \"127.0.0.1:0\"\n[http]\nlisten = \"127.0.0.1:0\"\n").unwrap();
    let demo = folder.path().join("demo.toml");
    let read = || std::fs::read_to_string(&demo).unwrap().parse::<toml::Table>().unwrap();
    let server = Server::start(folder.path(), Some(&config));
    let first = read();
    assert_eq!(std::fs::metadata(&demo).unwrap().permissions().mode() & 0o777, 0o600);
    for key in ["smpp", "http", "system_id", "password", "api_key"] {
        assert!(first[key].as_str().is_some_and(|value| !value.is_empty()), "{key}");
    }
    let hashes = std::fs::read_to_string(folder.path().join("demo-tenant.toml")).unwrap();
    assert!(!hashes.contains(first["password"].as_str().unwrap()), "hashed");

    let mut esme =
        Esme::bind(first["smpp"].as_str().unwrap(), "demo", first["password"].as_str().unwrap()).await;
    let body = SubmitSm {
        source_addr: b"1000",
        destination_addr: b"447700900000",
        registered_delivery: RegisteredDelivery::RECEIPT,
        short_message: b"hello",
        ..Default::default()
    };
    esme.driver.session().submit_sm(std::time::Instant::now(), &body).unwrap();
    let is_receipt = |body: &DeliverSm<'_>| body.esm_class.message_type() == MessageType::McDeliveryReceipt;
    let receipt = esme.delivery(is_receipt).await;
    let text = receipt.body::<DeliverSm<'_>>().unwrap().short_message.to_vec();
    assert!(String::from_utf8(text).unwrap().contains("stat:DELIVRD"));
    drop(esme);
    let (_, metrics) = support::get(&server.http, "/metrics", "").await;
    // It went all the way: over SS7 to a handset.
    assert!(metrics.contains("mobile_network_answers_total{answer=\"delivered\"} 1"), "{metrics}");
    assert!(server.stop().success());

    let server = Server::start(folder.path(), Some(&config));
    assert_eq!(read()["password"], first["password"]);
    assert!(server.stop().success());
}

#[tokio::test]
async fn stopping_answers_what_is_under_way_and_unbinds() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("brivas.toml");
    support::write_config(&config);
    let server = Server::start(folder.path(), Some(&config));
    let mut esme = Esme::bind(&server.smpp, "sender", support::PASSWORD).await;
    let mut asked = 0;
    while esme.submit(b"99", b"x").is_some() {
        asked += 1;
    }
    let stopped = tokio::task::spawn_blocking(|| server.stop());
    let mut answered = 0;
    let reason = loop {
        match esme.driver.next_event().await {
            Some(brivas_smpp::Event::Response { .. }) => answered += 1,
            Some(brivas_smpp::Event::Closed(reason)) => break reason,
            Some(_) => {}
            None => panic!("no reason given"),
        }
    };
    // The stop may be faster than our first octets: then nothing was taken, and nothing is owed.
    assert!(answered == asked || answered == 0, "{answered} of {asked}");
    assert_eq!(reason, brivas_smpp::CloseReason::Unbound);
    assert!(stopped.await.unwrap().success());
}

#[test]
fn the_sample_configurations_are_good() {
    for server in ["smsc", "voice-switch"] {
        let sample = format!("{}/../{server}/sample.toml", env!("CARGO_MANIFEST_DIR"));
        let checked = brivas(&["check", "--config", &sample], "");
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    }
}

#[test]
fn the_hash_of_a_sip_user_is_that_of_his_name_realm_and_password() {
    let hashed = brivas(&["hash", "--sip", "Mufasa", "--realm", "http-auth@example.org"], "Circle of Life\n");
    let text = String::from_utf8_lossy(&hashed.stdout).into_owned();
    // RFC 7616 §3.9.1: the same user, realm and password; the hash by `printf 'Mufasa:http-auth@example.org:Circle of Life'`.
    assert!(text.contains("ha1_md5 = \"3d78807defe7de2157e2b0b6573a855f\""), "{text}");
    assert!(
        text.contains("ha1_sha256 = \"7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232\""),
        "{text}"
    );
}
