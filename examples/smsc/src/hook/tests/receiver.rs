//! One who receives posts over HTTPS, answers as told, and remembers what came.
#![allow(dead_code)] // each test that includes this file uses a part

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use rustls::{ServerConfig, crypto};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;

use super::pki::Identity;

/// In place of an answer: none comes.
pub(super) const SILENCE: &str = "silence";

pub(super) struct Receiver {
    address: SocketAddr,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    requests: Mutex<Vec<Request>>,
    answers: Mutex<VecDeque<&'static str>>,
    arrived: Notify,
}

#[derive(Clone)]
pub(super) struct Request {
    /// When it was there.
    pub(super) at: Instant,
    pub(super) head: String,
    pub(super) body: String,
}

impl Request {
    pub(super) fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).unwrap().1
    }
}

impl Receiver {
    /// Answers the first request with the first of these, and so on; any more with the last.
    pub(super) async fn start(identity: &Identity, answers: &[&'static str]) -> Self {
        let config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![identity.der()], identity.key())
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen =
            Arc::new(Seen { answers: Mutex::new(answers.iter().copied().collect()), ..Seen::default() });
        let shared = seen.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(acceptor.clone(), stream, shared.clone()));
            }
        });
        Self { address, seen }
    }

    pub(super) fn authority(&self) -> String {
        format!("localhost:{}", self.address.port())
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("https://{}{path}", self.authority())
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.seen.requests.lock().unwrap().clone()
    }

    /// The requests, once there are so many.
    pub(super) async fn wait_for(&self, requests: usize) -> Vec<Request> {
        while self.requests().len() < requests {
            self.seen.arrived.notified().await;
        }
        self.requests()
    }

    /// Answers so from now on.
    pub(super) fn answer(&self, answer: &'static str) {
        *self.seen.answers.lock().unwrap() = VecDeque::from([answer]);
    }

    pub(super) fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }
}

async fn serve(acceptor: TlsAcceptor, stream: TcpStream, seen: Arc<Seen>) -> Option<()> {
    let mut stream = acceptor.accept(stream).await.ok()?;
    let mut octets = Vec::new();
    loop {
        while !octets.windows(4).any(|window| window == b"\r\n\r\n") {
            (stream.read_buf(&mut octets).await.ok()? > 0).then_some(())?;
        }
        let end = octets.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
        let head = String::from_utf8(octets.drain(..end).collect()).ok()?;
        let request = Request { at: Instant::now(), head, body: String::new() };
        let length: usize = request.header("content-length").parse().ok()?;
        while octets.len() < length {
            (stream.read_buf(&mut octets).await.ok()? > 0).then_some(())?;
        }
        let body = String::from_utf8(octets.drain(..length).collect()).ok()?;
        seen.requests.lock().unwrap().push(Request { body, ..request });
        seen.arrived.notify_one();
        let answer = {
            let mut answers = seen.answers.lock().unwrap();
            if answers.len() > 1 { answers.pop_front() } else { answers.front().copied() }
        }?;
        if answer == SILENCE {
            std::future::pending::<()>().await;
        }
        stream.write_all(answer.as_bytes()).await.ok()?;
        stream.flush().await.ok()?;
        // What is no whole answer cannot be followed by another.
        (answer.starts_with("HTTP/1.1") && !answer.contains("Connection: close")).then_some(())?;
    }
}
