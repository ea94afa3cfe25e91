//! Health, metrics, status and the page.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod support;

use support::{Esme, PASSWORD, Server, write_config};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One request: status line and headers, and the body.
async fn get(address: &str, path: &str, headers: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.into(), body.into())
}

#[tokio::test]
async fn health_metrics_status_and_page_are_served() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("brivas.toml");
    write_config(&config);
    let key = brivas_platform::secret::random_api_key().unwrap();
    let hash = brivas_platform::secret::hash_api_key(&key);
    let text = std::fs::read_to_string(&config).unwrap();
    let text = text.replacen("window = 1000", &format!("window = 1000\napi_key_sha256 = \"{hash}\""), 1);
    std::fs::write(&config, text).unwrap();
    let server = Server::start(folder.path(), Some(&config));
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
