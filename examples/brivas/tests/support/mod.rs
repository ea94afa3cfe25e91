//! A `brivas` process of a test's own, and an ESME to talk with it.
#![allow(dead_code)] // each test file uses a part

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use brivas_smpp::{Bind, Config, DeliverSm, Driver, Event, Pdu, RequestId, Role, Session, SubmitSm};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Ports of the system's choice, one tenant for each side of a test, cheap password hashes.
pub(crate) const CONFIG: &str = r#"
[smpp]
listen = "127.0.0.1:0"
[http]
listen = "127.0.0.1:0"
[log]
level = "warn"
[[tenant]]
name = "sender"
system_id = "sender"
password_hash = "SENDER"
window = 1000
[[tenant]]
name = "receiver"
system_id = "receiver"
password_hash = "RECEIVER"
prefixes = ["99"]
window = 1000
"#;

pub(crate) const PASSWORD: &str = "secret08";

/// A server process; killed when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) smpp: String,
    pub(crate) http: String,
}

impl Server {
    /// Starts `brivas up` and waits until it listens.
    pub(crate) fn start(data: &Path, config: Option<&Path>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_brivas"));
        command.arg("up").arg("--data").arg(data);
        if let Some(config) = config {
            command.arg("--config").arg(config);
        }
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut smpp = String::new();
        let mut http = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        while smpp.is_empty() || http.is_empty() {
            let line = lines.next().expect("the server tells where it listens").unwrap();
            if let Some(address) = line.trim().strip_prefix("SMPP  ") {
                smpp = address.into();
            }
            if let Some(address) = line.trim().strip_prefix("HTTP  http://") {
                http = address.trim_end_matches('/').into();
            }
        }
        // The rest of what it prints is read, so that it never waits for us.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, smpp, http }
    }

    /// SIGKILL: no destructor, no flush.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, and how it ended.
    pub(crate) fn stop(mut self) -> std::process::ExitStatus {
        Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A bound transceiver.
pub(crate) struct Esme {
    pub(crate) driver: Driver<TcpStream>,
}

impl Esme {
    pub(crate) async fn bind(address: &str, system_id: &str, password: &str) -> Self {
        let mut config = Config::new(Role::Esme);
        config.set_window(100);
        let session = Session::new(Arc::new(config), [0; 32], Instant::now());
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let mut driver = Driver::new(session, stream);
        let bind =
            Bind { system_id: system_id.as_bytes(), password: password.as_bytes(), ..Default::default() };
        driver.session().bind(Instant::now(), &bind).unwrap();
        match driver.next_event().await {
            Some(Event::Bound { .. }) => Self { driver },
            other => panic!("not bound: {other:?}"),
        }
    }

    pub(crate) fn submit(&mut self, destination_addr: &[u8], text: &[u8]) -> Option<RequestId> {
        let body =
            SubmitSm { source_addr: b"1000", destination_addr, short_message: text, ..Default::default() };
        self.driver.session().submit_sm(Instant::now(), &body).ok()
    }

    /// Answers deliveries until one that `take` wants; gives it.
    pub(crate) async fn delivery(&mut self, take: impl Fn(&DeliverSm<'_>) -> bool) -> Pdu {
        loop {
            match self.driver.next_event().await {
                Some(Event::Request { id, pdu }) => {
                    self.driver.session().deliver_sm_resp(Instant::now(), id).unwrap();
                    if take(&pdu.body::<DeliverSm<'_>>().unwrap()) {
                        return pdu;
                    }
                }
                Some(Event::Closed(reason)) => panic!("closed: {reason:?}"),
                _ => {}
            }
        }
    }
}

/// The configuration above with real hashes, in a file.
pub(crate) fn write_config(path: &Path) {
    let hash = brivas_platform::secret::hash_password(PASSWORD.as_bytes()).unwrap();
    std::fs::write(path, CONFIG.replace("SENDER", &hash).replace("RECEIVER", &hash)).unwrap();
}

pub(crate) async fn get(address: &str, path: &str, headers: &str) -> (String, String) {
    ask(address, &format!("GET {path}"), headers, "").await
}

/// One request: status line and headers, and the body.
pub(crate) async fn ask(address: &str, what: &str, headers: &str, body: &str) -> (String, String) {
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

/// A server with the tenants of all tests, and a key whose hash `place` has put into their configuration.
pub(crate) fn start_with_key(folder: &Path, place: impl FnOnce(&str, &str) -> String) -> (Server, String) {
    let config = folder.join("brivas.toml");
    write_config(&config);
    let key = brivas_platform::secret::random_api_key().unwrap();
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, place(&text, &brivas_platform::secret::hash_api_key(&key))).unwrap();
    (Server::start(folder, Some(&config)), key)
}
