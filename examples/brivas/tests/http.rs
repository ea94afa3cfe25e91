//! Health, metrics, status and the page.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod support;

use std::path::Path;

use support::{Esme, PASSWORD, Server, ask, get, start_with_key};

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
    let refused = get(&server.http, "/v1/status", "Authorization: Bearer wrong\r\n").await.0;
    assert!(refused.starts_with("HTTP/1.1 401"), "{refused}");
    let status = get(&server.http, "/v1/status", &format!("Authorization: Bearer {key}\r\n")).await.1;
    let status: serde_json::Value = serde_json::from_str(&status).unwrap();
    assert_eq!((&status["tenant"], &status["binds"]), (&"sender".into(), &1.into()));
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
    assert!(
        get(&server.http, "/v1/operator/overview", &bearer).await.0.contains(" 200 "),
        "the demo is its own operator"
    );
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
    assert_eq!(paths.len(), 15);
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

#[tokio::test]
async fn the_page_loads_its_own_files_alone() {
    let folder = tempfile::tempdir().unwrap();
    let server = start_with_demo(folder.path());
    for (path, kind, holds) in [
        ("/", "text/html", "<title>Brivas"),
        ("/page.js", "text/javascript", "import"),
        ("/view.js", "text/javascript", "export"),
        ("/chart.js", "text/javascript", "export"),
        ("/page.css", "text/css", "prefers-color-scheme"),
        ("/icon.svg", "image/svg+xml", "<svg"),
    ] {
        let (head, body) = get(&server.http, path, "").await;
        let head = head.to_ascii_lowercase();
        assert!(
            head.starts_with("http/1.1 200") && head.contains(&format!("content-type: {kind}")),
            "{head}"
        );
        assert!(head.contains("content-security-policy: default-src 'none'"), "{head}");
        assert!(!head.contains("unsafe-inline"), "{head}");
        assert!(body.contains(holds), "{path}");
        for elsewhere in
            ["src=\"http", "href=\"http", "url(http", "@import", "<style", "style=\"", "onclick="]
        {
            assert!(!body.contains(elsewhere), "{elsewhere} in {path}");
        }
    }
}

#[tokio::test]
async fn an_operator_sees_who_is_bound_what_waits_and_finds_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let (server, key) = start_with_key(folder.path(), |text, hash| {
        let text = text.replacen("[http]\n", &format!("[http]\noperator_key_sha256 = \"{hash}\"\n"), 1);
        format!("{text}[[route]]\nname = \"all\"\ndestination_prefix = [\"7\"]\nto = [\"tenant:receiver\"]\n")
    });
    let bearer = format!("Authorization: Bearer {key}\r\n");
    let json = async |path: &str| {
        let body = get(&server.http, path, &bearer).await.1;
        serde_json::from_str::<serde_json::Value>(&body).unwrap()
    };
    let mut sender = Esme::bind(&server.smpp, "sender", PASSWORD).await;
    for destination in [&b"991234"[..], b"7"] {
        sender.submit(destination, b"the text").unwrap();
        sender.driver.next_event().await.unwrap();
    }

    let overview = json("/v1/operator/overview").await;
    assert_eq!(
        (&overview["tenants"][0]["name"], &overview["tenants"][0]["binds"]),
        (&"sender".into(), &1.into())
    );
    assert_eq!(overview["tenants"][1]["binds"], 0);
    let queues = serde_json::json!([
        { "kind": "tenant", "name": "receiver", "waiting": 1 },
        { "kind": "route", "name": "all", "waiting": 1 },
    ]);
    assert_eq!(overview["queues"], queues);
    assert_eq!(overview["routes"][0], serde_json::json!({ "name": "all", "held": false, "waiting": 1 }));
    assert_eq!(overview["ready"], true);

    let found = json("/v1/operator/messages?to=%2B99").await;
    let message = &found["messages"][0];
    assert_eq!((&message["from"], &message["to"]), (&"1000".into(), &"991234".into()));
    assert_eq!((&message["tenant"], &message["state"]), (&"sender".into(), &"ENROUTE".into()));
    assert!(found["next"].is_null() && !found.to_string().contains("the text"));
    let by_id = json(&format!("/v1/operator/messages?id={}", message["id"].as_str().unwrap())).await;
    assert_eq!(by_id["messages"][0], *message);
    assert_eq!(json("/v1/operator/messages?from=1000").await["messages"].as_array().unwrap().len(), 2);
    assert_eq!(json("/v1/operator/messages?from=99").await["messages"].as_array().unwrap().len(), 0);

    for path in ["/v1/operator/overview", "/v1/operator/messages?to=99"] {
        assert!(get(&server.http, path, "").await.0.contains(" 401 "), "{path}");
    }
    for query in ["", "?id=x", "?id=1&to=9", "?to=9&limit=0", "?to=9&limit=101", "?to=9&before=x", "?typo=1"]
    {
        let path = format!("/v1/operator/messages{query}");
        assert!(get(&server.http, &path, &bearer).await.0.contains(" 400 "), "{path}");
    }
}
