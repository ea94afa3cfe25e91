//! The switch over loopback: users register with passwords and call each other over every transport, gateways are tried one
//! after another, and each call leaves a record.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod phone;

use std::path::Path;

use brivas_platform::config::Config;
use brivas_sip::StatusCode;
use brivas_sip::auth::{Algorithm, Ha1};
use brivas_sip::header::Transport;
use brivas_voice_switch::Switch;

use phone::{Call, Phone};

/// A switch with the users alice and bob, whose passwords are their names, and these routes.
async fn switch(data: &Path, more: &str) -> Switch {
    let mut text =
        String::from("[switch]\nlisten = \"127.0.0.1:0\"\nws = \"127.0.0.1:0\"\ndomain = \"example.com\"\n");
    text.push_str(more);
    for name in ["alice", "bob"] {
        let hex = |algorithm| {
            let ha1 = Ha1::of_password(algorithm, name.as_bytes(), b"example.com", name.as_bytes());
            String::from_utf8(ha1.hex().to_vec()).unwrap()
        };
        let (sha256, md5) = (hex(Algorithm::Sha256), hex(Algorithm::Md5));
        text.push_str(&format!(
            "[[switch.user]]\nname = \"{name}\"\nha1_sha256 = \"{sha256}\"\nha1_md5 = \"{md5}\"\n"
        ));
    }
    let config = Config::parse(&text).unwrap().switch.unwrap();
    Switch::start(&config, data).await.unwrap()
}

/// The records that a switch has left.
fn records(data: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(data.join("calls.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn users_register_with_their_passwords_and_call_each_other_over_every_transport() {
    for (callers, callees) in [
        (Transport::UDP, Transport::UDP),
        (Transport::TCP, Transport::UDP),
        (Transport::UDP, Transport::TCP),
        (Transport::WS, Transport::TCP),
        (Transport::UDP, Transport::WS),
        (Transport::WS, Transport::WS),
    ] {
        let data = tempfile::tempdir().unwrap();
        let switch = switch(data.path(), "").await;
        let mut alice = Phone::new("alice", callers, &switch, 1).await;
        let mut bob = Phone::new("bob", callees, &switch, 2).await;
        assert_eq!(bob.register("bob").await, StatusCode::OK, "{callees:?}");
        let bob = tokio::spawn(async move { bob.answer_one(StatusCode::OK).await });
        let call = alice.call("sip:bob@example.com", "alice").await;
        assert_eq!(call, Call::Talked { rang: true }, "{callers:?} to {callees:?}");
        assert!(bob.await.unwrap(), "the callee heard the BYE");
        switch.stop().unwrap();
        let records = records(data.path());
        assert_eq!(records.len(), 1);
        assert_eq!((&records[0]["from"], &records[0]["called"]), (&"alice".into(), &"bob".into()));
        assert_eq!((&records[0]["cause"], &records[0]["ended_by"]), (&"bye".into(), &"caller".into()));
        assert_eq!(records[0]["attempts"][0]["status"], 200);
        assert!(records[0]["answer"].is_string() && records[0]["ring"].is_string());
    }
}

#[tokio::test]
async fn without_the_right_password_nobody_registers_or_calls() {
    let data = tempfile::tempdir().unwrap();
    let switch = switch(data.path(), "route = [{ prefix = \"\", to = [\"udp:127.0.0.1:9\"] }]\n").await;
    let mut phone = Phone::new("alice", Transport::UDP, &switch, 1).await;
    assert_eq!(phone.register("wrong").await, StatusCode::UNAUTHORIZED);
    assert_eq!(phone.call("sip:4930@example.com", "wrong").await, Call::Refused(StatusCode::UNAUTHORIZED));
    let mut mallory = Phone::new("mallory", Transport::UDP, &switch, 2).await;
    assert_eq!(mallory.register("alice").await, StatusCode::UNAUTHORIZED);
    switch.stop().unwrap();
    assert!(records(data.path()).is_empty(), "what never was a call has no record");
}

#[tokio::test]
async fn a_user_who_is_not_there_and_a_number_that_leads_nowhere_are_refused() {
    let data = tempfile::tempdir().unwrap();
    let switch = switch(data.path(), "").await;
    let mut alice = Phone::new("alice", Transport::UDP, &switch, 1).await;
    let unavailable = Call::Refused(StatusCode::TEMPORARILY_UNAVAILABLE);
    assert_eq!(alice.call("sip:bob@example.com", "alice").await, unavailable);
    assert_eq!(alice.call("sip:4930@example.com", "alice").await, Call::Refused(StatusCode::NOT_FOUND));
    let relayed = alice.call("sip:bob@elsewhere.example.org", "alice").await;
    assert_eq!(relayed, Call::Refused(StatusCode::NOT_FOUND), "it is nobody's relay");
    switch.stop().unwrap();
}

#[tokio::test]
async fn gateways_are_tried_one_after_another_until_one_takes_the_call() {
    let data = tempfile::tempdir().unwrap();
    let (first, second) = (phone::free_port(), phone::free_port());
    let route = format!(
        "trust = [\"127.0.0.0/8\"]\nroute = [{{ prefix = \"49\", to = [\"udp:127.0.0.1:{first}\", \"tcp:127.0.0.1:{second}\"] }}]\n"
    );
    let switch = switch(data.path(), &route).await;
    let mut busy = Phone::gateway(Transport::UDP, first, &switch, 3).await;
    let mut good = Phone::gateway(Transport::TCP, second, &switch, 4).await;
    let busy = tokio::spawn(async move { busy.answer_one(StatusCode::SERVICE_UNAVAILABLE).await });
    let good = tokio::spawn(async move { good.answer_one(StatusCode::OK).await });
    let mut alice = Phone::new("alice", Transport::UDP, &switch, 1).await;
    assert_eq!(alice.call("sip:4930123@127.0.0.1", "").await, Call::Talked { rang: true });
    assert!(!busy.await.unwrap() && good.await.unwrap());
    switch.stop().unwrap();
    let records = records(data.path());
    let attempts = records[0]["attempts"].as_array().unwrap();
    let statuses: Vec<_> = attempts.iter().map(|attempt| attempt["status"].as_u64().unwrap()).collect();
    assert_eq!(statuses, [503, 200]);
}

#[tokio::test]
async fn what_the_callee_says_ends_the_hunt() {
    let data = tempfile::tempdir().unwrap();
    let (first, second) = (phone::free_port(), phone::free_port());
    let route = format!(
        "trust = [\"127.0.0.0/8\"]\nroute = [{{ prefix = \"\", to = [\"udp:127.0.0.1:{first}\", \"udp:127.0.0.1:{second}\"] }}]\n"
    );
    let switch = switch(data.path(), &route).await;
    let mut busy = Phone::gateway(Transport::UDP, first, &switch, 3).await;
    let busy = tokio::spawn(async move { busy.answer_one(StatusCode::BUSY_HERE).await });
    let mut alice = Phone::new("alice", Transport::UDP, &switch, 1).await;
    assert_eq!(alice.call("sip:+4930123@127.0.0.1", "").await, Call::Refused(StatusCode::BUSY_HERE));
    busy.await.unwrap();
    switch.stop().unwrap();
    assert_eq!(records(data.path())[0]["cause"], "486");
}

#[tokio::test]
async fn all_telephones_of_a_user_ring_and_the_first_that_answers_has_the_call() {
    let data = tempfile::tempdir().unwrap();
    let switch = switch(data.path(), "").await;
    let mut alice = Phone::new("alice", Transport::UDP, &switch, 1).await;
    let mut desk = Phone::new("bob", Transport::UDP, &switch, 2).await;
    let mut mobile = Phone::new("bob", Transport::TCP, &switch, 3).await;
    for phone in [&mut desk, &mut mobile] {
        assert_eq!(phone.register("bob").await, StatusCode::OK);
    }
    let desk = tokio::spawn(async move { desk.ring_one().await });
    let mobile = tokio::spawn(async move { mobile.answer_one(StatusCode::OK).await });
    assert_eq!(alice.call("sip:bob@example.com", "alice").await, Call::Talked { rang: true });
    assert!(desk.await.unwrap().contains("cause=200"), "completed elsewhere");
    assert!(mobile.await.unwrap());
    switch.stop().unwrap();
    let records = records(data.path());
    let attempts = records[0]["attempts"].as_array().unwrap();
    assert_eq!(attempts.len(), 2);
    let answered = attempts.iter().filter(|attempt| attempt["status"] == 200);
    assert!(answered.map(|attempt| attempt["to"].as_str().unwrap()).all(|to| to.starts_with("tcp:")));
}

#[tokio::test]
async fn telephones_ring_one_after_another_if_that_is_wanted() {
    let data = tempfile::tempdir().unwrap();
    let switch = switch(data.path(), "ring_all = false\n").await;
    let mut alice = Phone::new("alice", Transport::UDP, &switch, 1).await;
    let mut first = Phone::new("bob", Transport::UDP, &switch, 2).await;
    let mut last = Phone::new("bob", Transport::UDP, &switch, 3).await;
    for phone in [&mut first, &mut last] {
        assert_eq!(phone.register("bob").await, StatusCode::OK);
    }
    // Who has registered last is asked first.
    let last = tokio::spawn(async move { last.answer_one(StatusCode::BUSY_HERE).await });
    let first = tokio::spawn(async move { first.answer_one(StatusCode::OK).await });
    assert_eq!(alice.call("sip:bob@example.com", "alice").await, Call::Talked { rang: true });
    assert!(!last.await.unwrap() && first.await.unwrap());
    switch.stop().unwrap();
    let records = records(data.path());
    let attempts = records[0]["attempts"].as_array().unwrap();
    let statuses: Vec<_> = attempts.iter().map(|attempt| attempt["status"].as_u64().unwrap()).collect();
    assert_eq!(statuses, [486, 200]);
}

#[tokio::test]
async fn who_registers_by_the_address_of_the_switch_registers_with_its_domain() {
    for (host, has_port) in [("127.0.0.1", true), ("127.0.0.1", false), ("example.com", true)] {
        let data = tempfile::tempdir().unwrap();
        let switch = switch(data.path(), "").await;
        let port = switch.sip().port();
        let domain = if has_port { format!("{host}:{port}") } else { host.to_owned() };
        let mut alice = Phone::new("alice", Transport::UDP, &switch, 1).await;
        let mut bob = Phone::new("bob", Transport::UDP, &switch, 2).await;
        assert_eq!(bob.register_at(&domain, "bob").await, StatusCode::OK, "{domain}");
        let bob = tokio::spawn(async move { bob.answer_one(StatusCode::OK).await });
        assert_eq!(alice.call("sip:bob@example.com", "alice").await, Call::Talked { rang: true }, "{domain}");
        assert!(bob.await.unwrap());
        let mut other = Phone::new("bob", Transport::UDP, &switch, 3).await;
        assert_eq!(other.register_at("elsewhere.example.org", "bob").await, StatusCode::NOT_FOUND);
        switch.stop().unwrap();
    }
}

#[tokio::test]
async fn a_call_that_rings_is_picked_up_by_another_telephone() {
    let data = tempfile::tempdir().unwrap();
    let switch = switch(data.path(), "").await;
    let mut alice = Phone::new("alice", Transport::UDP, &switch, 1).await;
    let mut desk = Phone::new("bob", Transport::UDP, &switch, 2).await;
    let mut other = Phone::new("bob", Transport::TCP, &switch, 3).await;
    assert_eq!(desk.register("bob").await, StatusCode::OK);
    let alice = tokio::spawn(async move { alice.call("sip:bob@example.com", "alice").await });
    let names = desk.ring().await;
    let desk = tokio::spawn(async move { desk.until_cancelled().await });
    assert!(other.pick_up(&names, "bob").await, "the caller has hung up");
    assert_eq!(alice.await.unwrap(), Call::Talked { rang: true });
    assert!(desk.await.unwrap().contains("cause=200"));
    switch.stop().unwrap();
    let records = records(data.path());
    assert_eq!(records.len(), 1);
    assert_eq!((&records[0]["replaced_by"][0], &records[0]["cause"]), (&"bob".into(), &"bye".into()));
    assert!(records[0]["answer"].is_string());
}
