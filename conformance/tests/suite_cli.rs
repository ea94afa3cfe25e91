//! `brivas-conformance smpp`, `sccp` and `tcap` as people call them.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::Path;
use std::process::{Command, Output};

use brivas_conformance::broken::{BrokenSmsc, PASSWORD, SYSTEM_ID, SmscFault};

fn suite(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_brivas-conformance"));
    command.arg("smpp").args(arguments).env("SMPP_PASSWORD", PASSWORD).output().unwrap()
}

fn against(centre: &BrokenSmsc, arguments: &[&str]) -> Output {
    let target = centre.address().to_string();
    let fixed = ["--target", &target, "--system-id", SYSTEM_ID, "--password-env", "SMPP_PASSWORD"];
    suite(&[&fixed[..], arguments].concat())
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap() + &String::from_utf8_lossy(&output.stderr)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_exit_status_says_whether_a_case_failed() {
    let right = BrokenSmsc::start(None).unwrap();
    let output = against(&right, &["--case", "smpp.bind."]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    let wrong = BrokenSmsc::start(Some(SmscFault::TakesSecondBind)).unwrap();
    let output = against(&wrong, &["--case", "smpp.bind.same_kind_twice", "--version", "3.4"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    assert!(text(&output).contains("expected: ESME_RALYBND"), "{}", text(&output));
}

#[test]
fn what_cannot_be_run_is_told_with_status_2() {
    let right = BrokenSmsc::start(None).unwrap();
    for arguments in [&["--case", "no.such.case"][..], &["--timers", "nothing=1"], &["--pics", "/"]] {
        assert_eq!(against(&right, arguments).status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(suite(&["--target", "127.0.0.1:1", "--system-id", "x"]).status.code(), Some(2));
}

#[test]
fn reports_are_written_and_hold_no_password() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let (junit, report) = (file("report.xml"), file("report.md"));
    let wrong = BrokenSmsc::start(Some(SmscFault::TakesSecondBind)).unwrap();
    let paths = [junit.to_str().unwrap(), report.to_str().unwrap()];
    let output =
        against(&wrong, &["--case", "smpp.bind", "--trace", "--junit", paths[0], "--report", paths[1]]);
    let hex: String = PASSWORD.bytes().map(|octet| format!("{octet:02x}")).collect();
    for written in [read(&junit), read(&report), text(&output)] {
        assert!(written.contains("bind_transceiver #1 system_id="), "{written}");
        assert!(!written.contains(PASSWORD) && !written.contains(&hex), "{written}");
    }
    assert!(read(&junit).contains("<testcase classname=\"smpp.bind\" name=\"same_kind_twice [5.0]\""));
    assert!(read(&report).contains("### `smpp.bind.same_kind_twice`"));
}

#[test]
fn a_form_of_claims_is_written_and_then_read() {
    let folder = tempfile::tempdir().unwrap();
    let form = folder.path().join("pics.toml");
    let path = form.to_str().unwrap();
    let right = BrokenSmsc::start(None).unwrap();
    let arguments = ["--case", "smpp.multi.one_destination", "--pics", path];
    assert!(text(&against(&right, &arguments)).contains("2 pass, 0 fail"));
    let claims = read(&form).replace("submit_multi = true", "submit_multi = false");
    std::fs::write(&form, claims).unwrap();
    let output = text(&against(&right, &arguments));
    assert!(output.contains("the peer does not claim submit_multi"), "{output}");
    assert!(output.contains("0 pass, 0 fail, 0 inconclusive, 2 not applicable"), "{output}");
}

#[test]
fn cases_are_listed_with_their_clauses() {
    let output = text(&suite(&["--list", "--case", "smpp.bind.wrong_password"]));
    assert_eq!(output, "smpp.bind.wrong_password | must | SMPP 5.0 §4.7.6; SMPP 3.4 §5.1.3\n");
    assert!(text(&suite(&["--list", "--listen", "127.0.0.1:0"])).lines().count() >= 30);
}

fn layer(protocol: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_brivas-conformance")).arg(protocol).args(arguments).output().unwrap()
}

#[test]
fn layers_are_listed_with_what_each_case_is_for() {
    let output = text(&layer("tcap", &["--list", "--case", "unidirectional_sent"]));
    let first = output.lines().next().unwrap();
    assert!(
        first.starts_with("tcap.dha.unidirectional_sent | must | Q.774 §3.2.2; Q.773 §4.2.3 | TC-UNI with")
    );
    assert!(text(&layer("sccp", &["--list"])).lines().count() >= 185);
}

#[test]
fn our_layers_are_run_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    for (protocol, case) in [("sccp", "sccp.co.est"), ("tcap", "tcap.csl")] {
        let [junit, report] = ["xml", "md"].map(|kind| folder.path().join(format!("{protocol}.{kind}")));
        let paths = [junit.to_str().unwrap(), report.to_str().unwrap()];
        let output = layer(protocol, &["--case", case, "--junit", paths[0], "--report", paths[1]]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output));
        assert!(text(&output).contains(" 0 fail, 0 inconclusive, 1 not applicable"), "{}", text(&output));
        assert!(read(&junit).contains(&format!("<testcase classname=\"{case}\"")));
        assert!(read(&report).contains("## What it claims"));
    }
}

#[test]
fn cases_of_sip_are_chosen_by_clause_and_claims_are_options() {
    let output = text(&layer("sip", &["--list", "--clause", "RFC 4028 §9", "--case", "too_short"]));
    assert!(output.starts_with("sip.timer.too_short | must | RFC 4028 §9 | a session that"), "{output}");
    let claims = ["--target", "127.0.0.1:9", "--transport", "udp", "--timers", "answer=0.05,quiet=0.01"];
    let claims = [&claims[..], &["--case", "sip.timer.too_short"]].concat();
    let output = layer("sip", &claims);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(text(&output).contains("the peer does not claim answers"), "{}", text(&output));
    let output = layer("sip", &[&claims[..], &["--answers", "--session-timer"]].concat());
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
}
