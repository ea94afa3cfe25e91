//! Posts to a receiver over HTTPS on this machine.

mod receiver;

use std::time::{Duration, Instant};

use brivas_platform::config::Config;
use brivas_smpp::{CommandStatus, DeliverSm, EsmClass, MessageState, ReceiptText, Ton};

use super::post::{Letter, Posted, post};
use super::*;
use crate::engine::Outcome;
use crate::envelope::{Envelope, Head, Kind, write_pdu};
use crate::pki::{self, Authority};
use crate::settings::tenants_of;
use receiver::Receiver;

const OK: Outcome = Outcome::Answered(CommandStatus::ESME_ROK);
const HASH: &str = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A hook that posts to this address; `more` is further configuration.
fn hook(folder: &std::path::Path, authority: &Authority, url: &str, more: &str) -> Result<Hook, ConfigError> {
    let (ca, secret) = (folder.join("ca.pem"), folder.join("secret"));
    std::fs::write(&ca, authority.pem()).unwrap();
    std::fs::write(&secret, SECRET).unwrap();
    let text = format!(
        "[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"{HASH}\"\nreceipt_url = \"{url}\"\n\
         receipt_secret_file = {secret:?}\n[hook]\nca_file = {ca:?}\ntimeout_secs = 1\n{more}\n"
    );
    let config = Config::parse(&text).unwrap();
    let tenants = tenants_of(&config).unwrap();
    hooks_of(&config, &tenants).map(|mut hooks| hooks.remove(0))
}

const LOOPBACK: &str = "allow_networks = [\"127.0.0.0/8\"]";

fn letter() -> Letter {
    let receipt = Receipt::of(&envelope(MessageState::DELIVERED)).unwrap();
    Letter { token: 7, receipt, attempt: 3 }
}

/// A stored receipt as the engine writes it.
fn envelope(state: MessageState) -> Envelope {
    let text = ReceiptText {
        message_id: b"0000004711",
        sub: 1,
        dlvrd: 1,
        submit_date: 1_767_268_800_000,
        done_date: 1_767_268_860_000,
        state,
        err: 8,
        text: b"secret text",
    }
    .to_octets();
    let body = DeliverSm {
        source_addr_ton: Ton::International,
        source_addr: b"491701",
        destination_addr: b"Shop",
        dest_addr_ton: Ton::Alphanumeric,
        esm_class: EsmClass::MC_DELIVERY_RECEIPT,
        short_message: &text,
        ..Default::default()
    };
    let head = Head {
        kind: Kind::Receipt,
        by_http: false,
        told_version: brivas_smpp::InterfaceVersion::V5_0,
        submitted_at: 1_767_268_861_500,
        expires_at: i64::MAX,
        group: None,
    };
    Envelope::write(head, b"", b"", 300, |out| {
        write_pdu(&body, out).unwrap();
    })
}

/// What becomes of one post to a receiver that answers so.
async fn posted_to(answers: &[&'static str]) -> (Posted, Receiver, Hook) {
    let authority = Authority::new();
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::start(&authority.issue(), answers).await;
    let hook = hook(folder.path(), &authority, &receiver.url("/receipts?of=a"), LOOPBACK).unwrap();
    (post(&hook, &letter(), None).await, receiver, hook)
}

#[tokio::test]
async fn a_receipt_is_posted_signed_and_without_the_text() {
    let (posted, receiver, hook) = posted_to(&["HTTP/1.1 204 No Content\r\n\r\n"]).await;
    assert_eq!((posted.token, posted.outcome, posted.pause), (7, OK, None));
    let requests = receiver.requests();
    let [request] = requests.as_slice() else { panic!("one request") };
    assert!(request.head.starts_with("POST /receipts?of=a HTTP/1.1\r\n"), "{}", request.head);
    assert_eq!(request.header("host"), receiver.authority());
    assert_eq!(request.header("content-type"), "application/json");
    let id = request.header("webhook-id");
    assert_eq!((id, request.header("brivas-delivery-id")), ("receipt_0000004711_29454480", id));
    let at: i64 = request.header("webhook-timestamp").parse().unwrap();
    assert!((crate::shared::moment().unix_ms / 1000 - at).abs() < 60);
    assert_eq!(request.header("webhook-signature"), hook.secret.sign(id, at, request.body.as_bytes()));
    assert_eq!(
        request.body,
        r#"{"message_id":"0000004711","to":"+491701","from":"Shop","status":"DELIVERED","error_code":8,"submitted_at":"2026-01-01T12:00:00Z","done_at":"2026-01-01T12:01:01.5Z","attempt":3}"#
    );
}

#[tokio::test]
async fn the_answer_decides_what_becomes_of_it() {
    for (answer, outcome, pause) in [
        (
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n",
            Outcome::Answered(CommandStatus::ESME_RTHROTTLED),
            Some(Duration::from_secs(120)),
        ),
        (
            "HTTP/1.1 410 Gone\r\nContent-Length: 3\r\n\r\nbye",
            Outcome::Answered(CommandStatus::ESME_RX_P_APPN),
            None,
        ),
        ("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", Outcome::Lost, None),
        ("no HTTP at all\r\n\r\n", Outcome::Lost, None),
        ("", Outcome::Lost, None),
    ] {
        let (posted, _, _) = posted_to(&[answer]).await;
        assert_eq!((posted.outcome, posted.pause), (outcome, pause), "{answer}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let authority = Authority::new();
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = Receiver::start(&authority.issue(), &["HTTP/1.1 204 No Content\r\n\r\n"]).await;
    let answer =
        format!("HTTP/1.1 307 There\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", elsewhere.url("/"));
    let receiver = Receiver::start(&authority.issue(), &[answer.leak()]).await;
    let hook = hook(folder.path(), &authority, &receiver.url("/"), LOOPBACK).unwrap();
    assert_eq!(post(&hook, &letter(), None).await.outcome, Outcome::Lost);
    assert_eq!((receiver.requests().len(), elsewhere.requests().len()), (1, 0));
}

#[tokio::test]
async fn a_receiver_that_does_not_answer_in_time_is_given_up() {
    let began = Instant::now();
    let (posted, receiver, _) = posted_to(&[receiver::SILENCE]).await;
    assert_eq!(posted.outcome, Outcome::TimedOut);
    assert!(began.elapsed() >= Duration::from_secs(1) && receiver.requests().len() == 1);
}

#[tokio::test]
async fn a_certificate_of_somebody_else_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::start(&Authority::new().issue(), &["HTTP/1.1 204 No Content\r\n\r\n"]).await;
    let hook = hook(folder.path(), &Authority::new(), &receiver.url("/"), LOOPBACK).unwrap();
    assert_eq!(post(&hook, &letter(), None).await.outcome, Outcome::Lost);
    // The certificate is for `localhost`, whatever address that has.
    let authority = Authority::new();
    let receiver = Receiver::start(&authority.issue(), &["HTTP/1.1 204 No Content\r\n\r\n"]).await;
    let by_address = receiver.url("/").replace("localhost", "127.0.0.1");
    let hook = self::hook(folder.path(), &authority, &by_address, LOOPBACK).unwrap();
    assert_eq!(post(&hook, &letter(), None).await.outcome, Outcome::Lost);
    assert!(receiver.requests().is_empty());
}

#[tokio::test]
async fn a_name_that_leads_to_a_private_address_is_not_connected_to() {
    let authority = Authority::new();
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::start(&authority.issue(), &["HTTP/1.1 204 No Content\r\n\r\n"]).await;
    let hook = hook(folder.path(), &authority, &receiver.url("/"), "").unwrap();
    assert_eq!(post(&hook, &letter(), None).await.outcome, Outcome::Lost);
    assert_eq!(receiver.connections(), 0, "not even TCP");
}

#[test]
fn a_private_address_in_the_configuration_is_refused_at_once() {
    let authority = Authority::new();
    let folder = tempfile::tempdir().unwrap();
    for (url, allow, good) in [
        ("https://127.0.0.1:8443/", "", false),
        ("https://127.0.0.1:8443/", LOOPBACK, true),
        ("https://[::1]/", LOOPBACK, false),
        ("https://[::ffff:10.0.0.1]/", "", false),
        ("https://169.254.169.254/latest", "", false),
        ("https://8.8.8.8/", "", true),
        ("https://example.com/", "", true),
        ("https://example.com:0/", "", false),
        ("https://example.com:70000/", "", false),
        ("https://exa_mple..com/", "", false),
    ] {
        let made = hook(folder.path(), &authority, url, allow);
        assert_eq!(made.is_ok(), good, "{url} {made:?}");
        if let Err(error) = made {
            let said = error.to_string();
            assert!(said.starts_with("tenant[0].receipt_url: is ") && said.ends_with("(line 5)"), "{said}");
        }
    }
}

#[tokio::test]
async fn a_channel_is_used_again_and_a_new_one_made_when_it_is_closed() {
    const GOOD: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    const LAST: &str = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    let (posted, receiver, hook) = posted_to(&[GOOD, GOOD, LAST]).await;
    let mut channel = posted.channel;
    for connections in [1, 1, 2] {
        assert!(channel.is_some());
        let posted = post(&hook, &letter(), channel).await;
        assert_eq!((posted.outcome, receiver.connections()), (OK, connections));
        channel = posted.channel;
    }
}

#[tokio::test]
async fn of_a_long_answer_no_more_is_read_than_needed() {
    for (octets, usable) in [(16 * 1024, true), (16 * 1024 + 1, false), (1_000_000, false)] {
        let body = "x".repeat(octets);
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {octets}\r\n\r\n{body}");
        let (posted, _, _) = posted_to(&[answer.leak()]).await;
        assert_eq!((posted.outcome, posted.channel.is_some()), (OK, usable), "{octets}");
    }
    let head = format!("HTTP/1.1 200 OK\r\nX: {}\r\nContent-Length: 0\r\n\r\n", "x".repeat(64 * 1024));
    let (posted, _, _) = posted_to(&[head.leak()]).await;
    assert_eq!(posted.outcome, Outcome::Lost);
}

#[test]
fn an_end_has_one_delivery_id_and_each_notification_its_own() {
    let id = |state, token| Receipt::of(&envelope(state)).unwrap().delivery_id(token);
    assert_eq!(id(MessageState::DELIVERED, 1), id(MessageState::EXPIRED, 2));
    assert_ne!(id(MessageState::ENROUTE, 1), id(MessageState::ENROUTE, 2));
    assert_eq!(id(MessageState::ENROUTE, 1), id(MessageState::ENROUTE, 1));
}
