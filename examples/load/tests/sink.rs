//! Runs against the sink: counts, mix, report.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod support;

use support::{Sink, load};

#[test]
fn every_message_asked_for_is_sent_and_accepted() {
    let sink = Sink::start();
    for arguments in [
        "--messages 1",
        "--messages 10007",
        "--messages 10007 --sessions 8 --window 100",
        "--messages 10007 --sessions 5 --window 3 --threads 3",
        "--messages 1009 --one-pdu-a-write --sessions 2",
        "--messages 3 --sessions 8 --threads 4",
    ] {
        let ran = load(sink.address, arguments);
        let asked: u64 = arguments.split(' ').nth(1).unwrap().parse().unwrap();
        assert_eq!(ran.code, 0, "{arguments}: {}", ran.text);
        assert_eq!(ran.report["outcome"], "complete", "{arguments}");
        for pointer in ["/sent", "/accepted", "/messages_accepted", "/latency_us/count"] {
            assert_eq!(ran.count(pointer), asked, "{arguments}: {pointer}");
        }
        for pointer in ["/throttled", "/errors", "/unanswered", "/never_sent", "/unexpected_answers"] {
            assert_eq!(ran.count(pointer), 0, "{arguments}: {pointer}");
        }
    }
}

#[test]
fn the_mix_has_its_shares_and_a_query_waits_for_an_id() {
    let sink = Sink::start();
    let ran = load(
        sink.address,
        "--messages 1000 --window 7 --mix submit_sm=80,data_sm=10,query_sm=5,enquire_link=5 --fail-on-error",
    );
    assert_eq!(ran.code, 0, "{}", ran.text);
    assert_eq!(ran.count("/requests/data_sm/accepted"), 100);
    assert_eq!(ran.count("/requests/enquire_link/accepted"), 50);
    assert_eq!(ran.count("/requests/submit_sm/accepted") + ran.count("/requests/query_sm/accepted"), 850);
    assert!((49..=50).contains(&ran.count("/requests/query_sm/accepted")), "at most the first had no id yet");
    assert_eq!(ran.count("/accepted"), 1000);
    assert_eq!(ran.count("/messages_accepted"), 1000 - 50 - ran.count("/requests/query_sm/accepted"));
}

#[test]
fn at_a_rate_what_the_schedule_has_is_sent_no_more_and_no_less() {
    let sink = Sink::start();
    for arguments in [
        "--rate 500 --duration 0.4",
        "--rate 500 --duration 0.4 --sessions 3 --threads 2",
        "--rate 500 --duration 0.4 --warmup 0.2",
    ] {
        let ran = load(sink.address, arguments);
        assert_eq!(ran.count("/sent") + ran.count("/never_sent"), 200, "{arguments}");
        assert_eq!(ran.count("/accepted"), ran.count("/sent"), "{arguments}");
        assert!(ran.number("/seconds") > 0.3, "{arguments}: the schedule was run ahead of");
    }
    let ran = load(sink.address, "--rate 100000 --duration 60 --messages 2000 --window 2000");
    assert_eq!(ran.count("/sent"), 2000, "whichever ends first");
}

#[test]
fn the_warm_up_does_not_count() {
    let sink = Sink::start();
    let file = tempfile::NamedTempFile::new().unwrap();
    let arguments = format!("--rate 1000 --warmup 0.1 --messages 50 --ids {}", file.path().display());
    let ran = load(sink.address, &arguments);
    assert_eq!(ran.count("/sent"), 50);
    let ids = std::fs::read_to_string(file.path()).unwrap();
    assert_eq!(ids.lines().count(), 150, "what was acknowledged in it must be kept all the same");
}

#[test]
fn acknowledged_ids_are_written_once_each() {
    let sink = Sink::start();
    let file = tempfile::NamedTempFile::new().unwrap();
    let ids = format!("--messages 5000 --sessions 4 --threads 2 --ids {}", file.path().display());
    assert_eq!(load(sink.address, &ids).code, 0);
    let text = std::fs::read_to_string(file.path()).unwrap();
    let ids: std::collections::BTreeSet<&str> = text.lines().collect();
    assert_eq!((text.lines().count(), ids.len()), (5000, 5000));
    assert!(ids.iter().all(|id| id.len() == 8), "whole ids of the sink");
}

#[test]
fn idle_sessions_are_bound_held_and_nothing_is_sent() {
    let sink = Sink::start();
    let arguments = format!("--idle --sessions 150 --receivers 50 --duration 0.1 --pid {}", sink.child.id());
    let ran = load(sink.address, &arguments);
    assert_eq!(ran.code, 0, "{}", ran.text);
    assert_eq!(ran.count("/binds/count"), 200);
    assert_eq!(ran.count("/sent"), 0);
    assert!(ran.number("/seconds") >= 0.1);
    assert!(ran.number("/server/rss_kib_per_session") < 1024.0);
}

#[test]
fn the_costs_of_the_server_and_the_floor_stand_in_the_report() {
    let sink = Sink::start();
    let ran = load(sink.address, &format!("--duration 0.3 --with-floor --pid {}", sink.child.id()));
    assert_eq!(ran.code, 0, "{}", ran.text);
    for pointer in [
        "/server/cpu_seconds",
        "/server/cpu_us_per_message",
        "/client/cpu_seconds",
        "/floor/cpu_us_per_message",
    ] {
        assert!(ran.number(pointer) >= 0.0, "{pointer}");
    }
    for pointer in ["/server/rss_kib", "/server/peak_rss_kib", "/floor/rate_per_sec", "/floor/rate_ratio"] {
        assert!(ran.number(pointer) > 0.0, "{pointer}");
    }
    assert!(ran.text.contains("to floor"), "{}", ran.text);
}

#[test]
fn the_report_has_the_shape_that_scripts_rely_on() {
    let sink = Sink::start();
    let ran = load(sink.address, "--messages 10");
    let keys = |pointer: &str| -> Vec<String> {
        let value = ran.report.pointer(pointer).unwrap();
        value.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(
        keys(""),
        [
            "tool",
            "version",
            "protocol",
            "options",
            "outcome",
            "lost_sessions",
            "reasons",
            "seconds",
            "rate_per_sec",
            "sent",
            "accepted",
            "throttled",
            "errors",
            "errors_by_status",
            "unanswered",
            "latency_us",
            "accepted_latency_us",
            "messages_accepted",
            "never_sent",
            "unexpected_answers",
            "requests",
            "binds",
            "deliveries",
            "server",
            "client",
            "floor"
        ]
    );
    assert_eq!(keys("/latency_us"), ["count", "p50", "p90", "p99", "p999", "max"]);
    assert_eq!(keys("/requests"), ["submit_sm"]);
    assert_eq!(ran.report["options"]["rate"], serde_json::Value::Null);
    assert!(ran.report["server"].is_null() && ran.report["floor"].is_null());
    let percentiles = ["p50", "p90", "p99", "p999", "max"].map(|it| ran.number(&format!("/latency_us/{it}")));
    assert!(percentiles.is_sorted() && percentiles[0] > 0.0, "{percentiles:?}");
}

#[test]
fn credentials_come_from_the_demo_file() {
    let sink = Sink::start();
    let demo = tempfile::NamedTempFile::new().unwrap();
    let text = format!(
        "smpp = \"{}\"\nhttp = \"127.0.0.1:1\"\nsystem_id = \"demo\"\npassword = \"secret\"\napi_key = \"k\"\n",
        sink.address
    );
    std::fs::write(demo.path(), text).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_brivas-load"))
        .args(["smpp", "--messages", "5", "--demo"])
        .arg(demo.path())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && text.contains("5 accepted"), "{text}");
}
