//! Receipts posted to a tenant: signed, tried again, kept when nobody takes them, replayed by command and by key.
#![allow(clippy::unwrap_used)] // a test may fail loudly

#[path = "../../smsc/tests/tls_support/pki.rs"]
#[allow(dead_code)] // other tests use the rest
mod pki;
#[path = "../../smsc/src/hook/tests/receiver.rs"]
mod receiver;
mod support;

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use pki::Authority;
use receiver::Receiver;
use serde_json::Value;
use support::{Server, ask, get, start_with_key};

const TAKEN: &str = "HTTP/1.1 204 No Content\r\n\r\n";
const BROKEN: &str = "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n";
const PEACE: &str = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n";

/// A server whose tenant `sender` has its receipts posted to a receiver, one after the other; its key is the operator's,
/// too.
async fn start(folder: &Path, answers: &[&'static str]) -> (Server, String, Receiver) {
    let authority = Authority::new();
    let receiver = Receiver::start(&authority.issue(), answers).await;
    let (ca, secret) = (folder.join("ca.pem"), folder.join("secret"));
    std::fs::write(&ca, authority.pem()).unwrap();
    std::fs::write(&secret, run(folder, &["hash", "--receipt-secret"], &[]).stdout).unwrap();
    let url = receiver.url("/receipts");
    let (server, key) = start_with_key(folder, |text, hash| {
        let tenant = format!(
            "window = 1000\napi_key_sha256 = \"{hash}\"\nreceipt_url = \"{url}\"\nreceipt_secret_file = {secret:?}\n"
        );
        let text = text.replacen("window = 1000\n", &tenant, 1);
        let text = text.replacen("[http]\n", &format!("[http]\noperator_key_sha256 = \"{hash}\"\n"), 1);
        format!(
            "{text}[message]\nretry_secs = [1]\n[handset]\ndelay_ms = 0\n\
             [hook]\nattempts = 2\nat_once = 1\ntimeout_secs = 1\nca_file = {ca:?}\nallow_networks = [\"127.0.0.0/8\"]\n"
        )
    });
    (server, key, receiver)
}

/// Runs `brivas` with these arguments and variables.
fn run(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_brivas"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("BRIVAS_API_KEY")
        .env_remove("BRIVAS_OPERATOR_KEY");
    command.envs(variables.iter().copied()).output().unwrap()
}

async fn submit(server: &Server, key: &str) -> String {
    let headers = format!("Authorization: Bearer {key}\r\nContent-Type: application/json\r\n");
    let body = r#"{"to": "+4917012345", "from": "Shop", "text": "Hello", "receipt": true}"#;
    let answer = ask(&server.http, "POST /v1/messages", &headers, body).await.1;
    let answer: Value = serde_json::from_str(&answer).unwrap();
    answer["id"].as_str().unwrap().to_string()
}

/// The dead letters, once there are so many.
async fn dead_letters(server: &Server, key: &str, count: usize) -> Vec<Value> {
    loop {
        let bearer = format!("Authorization: Bearer {key}\r\n");
        let answer = get(&server.http, "/v1/dead-letters", &bearer).await.1;
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let letters = answer["dead_letters"].as_array().unwrap();
        if letters.len() == count {
            return letters.clone();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn what_nobody_takes_is_kept_over_a_kill_and_taken_when_replayed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut server, key, receiver) = start(folder.path(), &[BROKEN]).await;
    let id = submit(&server, &key).await;
    let letters = dead_letters(&server, &key, 1).await;
    assert_eq!(receiver.requests().len(), 2);
    let letter = &letters[0];
    for (field, value) in [
        ("message_id", id.as_str()),
        ("tenant", "sender"),
        ("to", "+4917012345"),
        ("from", "Shop"),
        ("status", "DELIVERED"),
    ] {
        assert_eq!(letter[field], value, "{letter}");
    }
    assert_eq!(letter["attempts"], 2);

    server.kill();
    drop(server);
    let server = Server::start(folder.path(), Some(&folder.path().join("brivas.toml")));
    dead_letters(&server, &key, 1).await;
    receiver.answer(TAKEN);
    let url = format!("http://{}", server.http);
    let own = [("BRIVAS_API_KEY", key.as_str())];
    let operator = [("BRIVAS_OPERATOR_KEY", key.as_str())];
    let list = |more: &[&str], variables: &[(&str, &str)]| {
        let output =
            run(folder.path(), &[&["dead-letters", "list", "--url", &url], more].concat(), variables);
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert!(list(&[], &own).0.contains(&format!("tenant sender  message {id}")));
    assert_eq!(list(&["--tenant", "receiver"], &operator).0, "");
    let json: Value = serde_json::from_str(&list(&["--tenant", "sender", "--json"], &operator).0).unwrap();
    assert_eq!(json["id"], letter["id"]);
    for (more, variables, said) in [
        (&[][..], &[][..], "BRIVAS_OPERATOR_KEY"),
        (&["--tenant", "sender"], &own, "--tenant is for the operator"),
        (&["--tenant", "nobody"], &operator, "404"),
        (&[], &[("BRIVAS_API_KEY", "wrong")], "401"),
    ] {
        let (_, told) = list(more, variables);
        assert!(told.contains(said), "{said}: {told}");
    }

    let over_https = run(folder.path(), &["dead-letters", "list", "--url", "https://localhost"], &own);
    assert!(String::from_utf8(over_https.stderr).unwrap().contains("over http"));

    let replay = ["dead-letters", "replay", "--url", &url, "--tenant", "sender"];
    let output = run(folder.path(), &replay, &operator);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "1 to be posted again\n");
    let requests = receiver.wait_for(3).await;
    let attempts: Vec<Value> = requests
        .iter()
        .map(|it| serde_json::from_str::<Value>(&it.body).unwrap()["attempt"].clone())
        .collect();
    assert_eq!(attempts, [1, 2, 1]);
    assert!(requests.iter().all(|it| it.header("webhook-id") == requests[0].header("webhook-id")));
    dead_letters(&server, &key, 0).await;
}

#[tokio::test]
async fn one_who_wants_peace_is_left_in_peace_with_all_receipts() {
    let folder = tempfile::tempdir().unwrap();
    let (server, key, receiver) = start(folder.path(), &[PEACE, TAKEN]).await;
    let first = submit(&server, &key).await;
    receiver.wait_for(1).await;
    submit(&server, &key).await;
    let requests = receiver.wait_for(3).await;
    for later in &requests[1..] {
        assert!(later.at - requests[0].at >= Duration::from_secs(2));
    }
    assert!(requests[1..].iter().any(|it| it.body.contains(&first)), "the first comes again");
}

#[tokio::test]
async fn a_replay_names_what_it_wants() {
    let folder = tempfile::tempdir().unwrap();
    let (server, key, _receiver) =
        start(folder.path(), &["HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"]).await;
    submit(&server, &key).await;
    submit(&server, &key).await;
    let letters = dead_letters(&server, &key, 2).await;
    let headers = format!("Authorization: Bearer {key}\r\nContent-Type: application/json\r\n");
    let replay = async |path: &str, body: &str| {
        let (head, body) = ask(&server.http, &format!("POST {path}"), &headers, body).await;
        let status: u16 = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str::<Value>(&body).unwrap())
    };
    for body in
        ["{}", "{\"all\": true, \"ids\": []}", "{\"ids\": [\"x\"]}", "{\"ids\": [7]}", "{\"typo\": 1}"]
    {
        assert_eq!(replay("/v1/dead-letters/replay", body).await.0, 400, "{body}");
    }
    let many: Vec<String> = (0..1001).map(|id: u32| format!("\"{id}\"")).collect();
    for (count, status) in [(1000, 200), (1001, 400)] {
        let body = format!("{{\"ids\": [{}]}}", many[many.len() - count..].join(","));
        assert_eq!(replay("/v1/dead-letters/replay", &body).await.0, status, "{count}");
    }
    dead_letters(&server, &key, 2).await;
    let body = "{\"all\": true, \"tenant\": \"receiver\"}";
    assert_eq!(replay("/v1/dead-letters/replay", body).await.0, 400, "a tenant replays its own alone");
    assert_eq!(replay("/v1/operator/dead-letters/replay", body).await.1["replayed"], 0);
    let body = format!("{{\"ids\": [{}, \"999999\"]}}", letters[0]["id"]);
    assert_eq!(replay("/v1/dead-letters/replay", &body).await.1["replayed"], 1);
    dead_letters(&server, &key, 2).await;
    assert_eq!(replay("/v1/operator/dead-letters/replay", "{\"all\": true}").await.1["replayed"], 2);

    let bearer = format!("Authorization: Bearer {key}\r\n");
    for path in ["/v1/dead-letters?limit=0", "/v1/dead-letters?limit=101", "/v1/dead-letters?after=x"] {
        assert!(get(&server.http, path, &bearer).await.0.contains(" 400 "), "{path}");
    }
    assert!(get(&server.http, "/v1/dead-letters?tenant=sender", &bearer).await.0.contains(" 400 "));
    assert!(get(&server.http, "/v1/operator/dead-letters?tenant=x", &bearer).await.0.contains(" 404 "));
    assert!(get(&server.http, "/v1/operator/dead-letters", "").await.0.contains(" 401 "));
}

#[tokio::test]
async fn a_post_that_is_under_way_at_the_end_is_made_again_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let (server, key, receiver) = start(folder.path(), &[receiver::SILENCE]).await;
    submit(&server, &key).await;
    receiver.wait_for(1).await;
    assert!(server.stop().success());
    receiver.answer(TAKEN);
    let _server = Server::start(folder.path(), Some(&folder.path().join("brivas.toml")));
    let requests = receiver.wait_for(2).await;
    assert_eq!(requests[0].header("brivas-delivery-id"), requests[1].header("brivas-delivery-id"));
}

#[test]
fn check_tells_what_is_wrong_with_a_hook() {
    let folder = tempfile::tempdir().unwrap();
    let hash = brivas_platform::secret::hash_password(b"secret08").unwrap();
    let tenant = format!("[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"{hash}\"\n");
    std::fs::write(folder.path().join("good"), run(folder.path(), &["hash", "--receipt-secret"], &[]).stdout)
        .unwrap();
    std::fs::write(folder.path().join("bad"), "whsec_short").unwrap();
    for (more, said) in [
        ("receipt_url = \"https://a.example/\"", "tenant[0].receipt_url: needs receipt_secret_env"),
        (
            "receipt_url = \"https://10.0.0.1/\"\nreceipt_secret_file = \"good\"",
            "tenant[0].receipt_url: is a private",
        ),
        (
            "receipt_url = \"https://a.example/\"\nreceipt_secret_file = \"bad\"",
            "tenant[0].receipt_secret_file: leads to no",
        ),
        (
            "receipt_url = \"https://a.example/\"\nreceipt_secret_file = \"absent\"",
            "tenant[0].receipt_secret_file: absent",
        ),
        (
            "receipt_url = \"https://a.example/\"\nreceipt_secret_file = \"good\"\n[hook]\nca_file = \"good\"",
            "hook.ca_file: holds no certificate",
        ),
    ] {
        std::fs::write(folder.path().join("brivas.toml"), format!("{tenant}{more}\n")).unwrap();
        let output = run(folder.path(), &["check", "--config", "brivas.toml"], &[]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains(said) && told.contains("(line "), "{said}: {told}");
    }
}
