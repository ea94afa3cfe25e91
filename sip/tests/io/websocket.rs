//! WebSocket as a foreign client speaks it (RFC 7118).

use brivas_sip::io::{Accept, Config};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message as Frame;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use super::{LONG, answer_all, listening, options};

fn request(number: usize) -> String {
    options(number).replace("/TCP 127.0.0.1:9;", "/WS df7jal23ls0d.invalid;")
}

/// What a server says to somebody who names these subprotocols.
async fn handshake(row: &str) -> String {
    let (driver, to) = listening(2, Accept::Ws, Config::new()).await;
    let server = tokio::spawn(answer_all(driver));
    let mut stream = TcpStream::connect(to).await.unwrap();
    let ask = format!(
        "GET / HTTP/1.1\r\nHost: {to}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{row}\r\n"
    );
    stream.write_all(ask.as_bytes()).await.unwrap();
    let mut said = vec![0; 4096];
    let read = tokio::time::timeout(LONG, stream.read(&mut said)).await.unwrap().unwrap();
    server.abort();
    String::from_utf8_lossy(&said[..read]).to_ascii_lowercase()
}

/// RFC 7118 §4: the subprotocol is `sip`, and both sides say so. The key and its answer are those of RFC 6455 §1.3.
#[tokio::test]
async fn a_client_that_speaks_sip_is_taken() {
    let said = handshake("Sec-WebSocket-Protocol: chat, sip\r\n").await;
    assert!(said.starts_with("http/1.1 101 "), "{said}");
    assert!(said.contains("sec-websocket-protocol: sip\r\n"), "{said}");
    assert!(said.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=\r\n"), "{said}");
}

#[tokio::test]
async fn a_client_that_does_not_speak_sip_is_refused() {
    for row in ["", "Sec-WebSocket-Protocol: chat\r\n", "Sec-WebSocket-Protocol: sips\r\n"] {
        let said = handshake(row).await;
        assert!(said.starts_with("http/1.1 400 "), "{said}");
    }
}

/// RFC 7118 §5: each frame is one message, of text or of octets; there is no Content-Length to need.
#[tokio::test]
async fn messages_come_as_text_and_as_octets_and_pings_are_answered() {
    let (driver, to) = listening(2, Accept::Ws, Config::new()).await;
    let server = tokio::spawn(answer_all(driver));
    let mut ask = format!("ws://{to}/").into_client_request().unwrap();
    ask.headers_mut().insert("Sec-WebSocket-Protocol", "sip".parse().unwrap());
    let stream = TcpStream::connect(to).await.unwrap();
    let (mut websocket, _) = tokio_tungstenite::client_async(ask, stream).await.unwrap();
    let bare = request(2).replace("Content-Length: 0\r\n", "");
    websocket.send(Frame::text(request(1))).await.unwrap();
    websocket.send(Frame::binary(bare.into_bytes())).await.unwrap();
    websocket.send(Frame::Ping("x".into())).await.unwrap();
    let (mut answers, mut pongs) = (0, 0);
    while (answers, pongs) != (2, 1) {
        match tokio::time::timeout(LONG, websocket.next()).await.unwrap().unwrap().unwrap() {
            Frame::Text(text) => {
                assert!(text.starts_with("SIP/2.0 200 OK\r\n"), "{text}");
                answers += 1;
            }
            Frame::Pong(_) => pongs += 1,
            other => panic!("{other:?}"),
        }
    }
    server.abort();
}

#[tokio::test]
async fn a_message_that_is_too_long_ends_the_connection() {
    let mut config = Config::new();
    config.set_max_message(1000);
    let (driver, to) = listening(2, Accept::Ws, config).await;
    let server = tokio::spawn(answer_all(driver));
    let mut ask = format!("ws://{to}/").into_client_request().unwrap();
    ask.headers_mut().insert("Sec-WebSocket-Protocol", "sip".parse().unwrap());
    let stream = TcpStream::connect(to).await.unwrap();
    let (mut websocket, _) = tokio_tungstenite::client_async(ask, stream).await.unwrap();
    websocket.send(Frame::text("x".repeat(1001))).await.unwrap();
    let end = tokio::time::timeout(LONG, websocket.next()).await.unwrap();
    assert!(!matches!(end, Some(Ok(Frame::Text(_) | Frame::Binary(_)))), "{end:?}");
    server.abort();
}
