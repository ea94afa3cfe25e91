//! Health, metrics, status and the page.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod support;

use std::path::Path;

use support::{Esme, PASSWORD, Server, write_config};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn get(address: &str, path: &str, headers: &str) -> (String, String) {
    ask(address, &format!("GET {path}"), headers, "").await
}

/// One request: status line and headers, and the body.
async fn ask(address: &str, what: &str, headers: &str, body: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let request = format!(
        "{what} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.into(), body.into())
}

#[tokio::test]
async fn health_metrics_status_and_page_are_served() {
    let folder = tempfile::tempdir().unwrap();
    let (server, key) = start_with_key(folder.path(), |text, hash| {
        text.replacen("window = 1000", &format!("window = 1000\napi_key_sha256 = \"{hash}\""), 1)
    });
    let mut esme = Esme::bind(&server.smpp, "sender", PASSWORD).await;
    esme.submit(b"99", b"counted").unwrap();
    esme.driver.next_event().await.unwrap();

    assert_eq!(get(&server.http, "/healthz", "").await.1, "ok\n");
    assert_eq!(get(&server.http, "/readyz", "").await.1, "ready\n");
    let (head, metrics) = get(&server.http, "/metrics", "").await;
    assert!(head.contains("openmetrics-text"), "{head}");
    for series in [
        "brivas_smsc_accepted_total 1",
        "brivas_smsc_live 1",
        "brivas_smsc_waiting 1",
        "brivas_smsc_binds{tenant=\"sender\"} 1",
    ] {
        assert!(metrics.contains(series), "{series} in {metrics}");
    }
    assert!(get(&server.http, "/", "").await.1.contains("Brivas SMSC"));
    let refused = get(&server.http, "/v1/status", "Authorization: Bearer wrong\r\n").await.0;
    assert!(refused.starts_with("HTTP/1.1 401"), "{refused}");
    let status = get(&server.http, "/v1/status", &format!("Authorization: Bearer {key}\r\n")).await.1;
    let status: serde_json::Value = serde_json::from_str(&status).unwrap();
    assert_eq!((&status["tenant"], &status["binds"]), (&"sender".into(), &1.into()));
}

/// A server with the tenants of all tests, and a key whose hash `place` has put into their configuration.
fn start_with_key(folder: &Path, place: impl FnOnce(&str, &str) -> String) -> (Server, String) {
    let config = folder.join("brivas.toml");
    write_config(&config);
    let key = brivas_platform::secret::random_api_key().unwrap();
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, place(&text, &brivas_platform::secret::hash_api_key(&key))).unwrap();
    (Server::start(folder, Some(&config)), key)
}

/// A server with the demo tenant alone.
fn start_with_demo(folder: &Path) -> Server {
    let config = folder.join("brivas.toml");
    std::fs::write(&config, "[smpp]\nlisten = \"127.0.0.1:0\"\n[http]\nlisten = \"127.0.0.1:0\"\n").unwrap();
    Server::start(folder, Some(&config))
}

#[tokio::test]
async fn messages_are_submitted_once_a_key_and_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let server = start_with_demo(folder.path());
    let demo: toml::Value =
        toml::from_str(&std::fs::read_to_string(folder.path().join("demo.toml")).unwrap()).unwrap();
    let bearer = format!("Authorization: Bearer {}\r\n", demo["api_key"].as_str().unwrap());
    let json = format!("{bearer}Content-Type: application/json\r\n");
    let submit = async |headers: &str, body: &str| {
        let (head, body) = ask(&server.http, "POST /v1/messages", headers, body).await;
        let status: u16 = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str::<serde_json::Value>(&body).unwrap())
    };
    let good = r#"{"to": "+4917012345", "from": "Shop", "text": "Hello"}"#;

    let (status, answer) = submit("Content-Type: application/json\r\n", good).await;
    assert_eq!((status, answer["error"]["code"].as_str()), (401, Some("unknown_key")));
    for (body, code) in [
        (r#"{"to": "x", "text": "y"}"#, "bad_request"),
        (r#"{"to": "1"}"#, "bad_request"),
        ("no JSON", "bad_request"),
    ] {
        let (status, answer) = submit(&json, body).await;
        assert_eq!((status, answer["error"]["code"].as_str()), (400, Some(code)), "{body}");
    }
    let (status, _) = submit(&format!("{json}Idempotency-Key: \r\n"), good).await;
    assert_eq!(status, 400);

    let keyed = format!("{json}Idempotency-Key: order 4711\r\n");
    let (status, first) = submit(&keyed, good).await;
    assert_eq!((status, &first["again"]), (202, &false.into()));
    let (status, second) = submit(&keyed, good).await;
    assert_eq!((status, &second["again"], &second["id"]), (202, &true.into(), &first["id"]));
    let (status, other) = submit(&json, good).await;
    assert!(status == 202 && other["id"] != first["id"]);
    let long = format!(r#"{{"to": "1", "text": "{}"}}"#, "long ".repeat(100));
    assert_eq!(submit(&json, &long).await.1["parts"].as_array().unwrap().len(), 4);

    let path = format!("/v1/messages/{}", first["id"].as_str().unwrap());
    assert!(get(&server.http, &path, "").await.0.contains(" 401 "));
    let report = loop {
        let report = get(&server.http, &path, &bearer).await.1;
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        if report["state"] != "ENROUTE" {
            break report;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    assert_eq!((&report["state"], &report["error"]), (&"DELIVERED".into(), &0.into()));
    assert!(report["ended_at"].is_string());
    assert!(get(&server.http, "/v1/messages/99999", &bearer).await.0.contains(" 404 "));
}

#[tokio::test]
async fn the_description_for_programs_names_what_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let server = start_with_demo(folder.path());
    let text = get(&server.http, "/openapi.json", "").await.1;
    let described: serde_json::Value = serde_json::from_str(&text).unwrap();
    let paths = described["paths"].as_object().unwrap();
    for (path, methods) in paths {
        for method in methods.as_object().unwrap().keys() {
            let what =
                format!("{} {}", method.to_uppercase(), path.replace("{id}", "1").replace("{name}", "r"));
            let (head, _) = ask(&server.http, &what, "", "").await;
            assert!(!head.contains(" 404 ") && !head.contains(" 405 "), "{what}: {head}");
        }
    }
    assert_eq!(paths.len(), 9);
}

#[tokio::test]
async fn an_operator_holds_and_resumes_a_route() {
    let folder = tempfile::tempdir().unwrap();
    let (server, key) = start_with_key(folder.path(), |text, hash| {
        let text = text.replacen("[http]\n", &format!("[http]\noperator_key_sha256 = \"{hash}\"\n"), 1);
        format!("{text}[[route]]\nname = \"all\"\nto = [\"tenant:receiver\"]\n")
    });
    let bearer = format!("Authorization: Bearer {key}\r\n");
    let state =
        |answer: &str| serde_json::from_str::<serde_json::Value>(answer).unwrap()["routes"][0].clone();

    assert!(ask(&server.http, "POST /v1/routes/all/hold", "", "").await.0.contains(" 401 "));
    assert!(ask(&server.http, "POST /v1/routes/other/hold", &bearer, "").await.0.contains(" 404 "));
    let held = state(&ask(&server.http, "POST /v1/routes/all/hold", &bearer, "").await.1);
    assert_eq!((&held["name"], &held["held"], &held["waiting"]), (&"all".into(), &true.into(), &0.into()));

    let mut receiver = Esme::bind(&server.smpp, "receiver", PASSWORD).await;
    let mut sender = Esme::bind(&server.smpp, "sender", PASSWORD).await;
    sender.submit(b"5", b"patience").unwrap();
    sender.driver.next_event().await.unwrap();
    assert_eq!(state(&get(&server.http, "/v1/routes", &bearer).await.1)["waiting"], 1);
    let resumed = state(&ask(&server.http, "POST /v1/routes/all/resume", &bearer, "").await.1);
    assert_eq!(resumed["held"], false);
    receiver.delivery(|body| body.short_message == b"patience").await;
}
