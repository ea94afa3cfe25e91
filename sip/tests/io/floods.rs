//! Peers that do not read, or read little.

use std::time::{Duration, Instant};

use brivas_sip::agent::Event;
use brivas_sip::endpoint::{ClientId, Target};
use brivas_sip::header::HeaderName;
use brivas_sip::io::{Accept, Config};
use brivas_sip::message::{Draft, Response};
use brivas_sip::uri::Uri;
use brivas_sip::{Method, StatusCode};
use bytes::Bytes;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::{LONG, answer_all, listening, options, responses};

const LIMIT: usize = 256 * 1024;

fn tight() -> Config {
    let mut config = Config::new();
    config.set_max_unsent(LIMIT);
    config
}

/// It is not read any more once its answers wait; then nothing moves, and it is idle.
#[tokio::test]
async fn a_peer_that_asks_and_never_reads_is_left_unread() {
    let mut config = tight();
    config.set_idle_timeout(Duration::from_millis(500));
    let (mut driver, to) = listening(2, Accept::Tcp, config).await;
    let peer = tokio::spawn(async move {
        let mut stream = TcpStream::connect(to).await.unwrap();
        let mut sent = 0_usize;
        while stream.write_all(options(sent).as_bytes()).await.is_ok() {
            sent += 1;
        }
    });
    let mut most = 0;
    let mut look = tokio::time::interval(Duration::from_millis(1));
    tokio::pin!(peer);
    loop {
        tokio::select! {
            event = driver.next_event() => if let Some(Event::Request { id, .. }) = event {
                driver.machine().respond(Instant::now(), id, &Response::new(StatusCode::OK)).unwrap();
            },
            _ = look.tick() => most = most.max(driver.unsent()),
            ended = &mut peer => break ended.unwrap(),
        }
    }
    assert!(most > 0, "its answers have waited");
    assert!(most <= LIMIT, "{most}");
    assert_eq!(driver.take_error().unwrap().kind(), std::io::ErrorKind::TimedOut);
    assert_eq!(driver.unsent(), 0, "nothing is kept of it");
}

/// What we send of our own will is no answer to what it sends: it is given up.
#[tokio::test]
async fn a_peer_that_never_reads_what_we_send_is_given_up() {
    let (mut driver, to) = listening(2, Accept::Tcp, tight()).await;
    let mut stream = TcpStream::connect(to).await.unwrap();
    stream.write_all(options(1).as_bytes()).await.unwrap();
    let Some(Event::Request { source, .. }) = driver.next_event().await else { panic!() };
    let mut sent: Vec<ClientId> = Vec::new();
    let failed = loop {
        let uri = Uri::read(b"sip:bob@127.0.0.1").unwrap();
        let mut draft = Draft::new(Method(b"MESSAGE"), &uri);
        draft.put_text("From", b"<sip:bob@127.0.0.1>;tag=b").put_text("To", b"<sip:alice@127.0.0.1>");
        draft.put_text("Call-ID", format!("m{}", sent.len()).as_bytes()).put_text("CSeq", b"1 MESSAGE");
        draft
            .put_text(HeaderName::CONTENT_TYPE.text(), b"text/plain")
            .set_body(Bytes::from_static(&[b'x'; 16 * 1024]));
        match driver.machine().endpoint().request(Instant::now(), &draft, Target::back_to(source)) {
            Ok(id) => sent.push(id),
            // The connection is no more: what was sent on it fails.
            Err(_) => break driver.next_event().await,
        }
        assert!(sent.len() < 100_000);
        // One turn of the driver, in which nothing comes.
        let turn = tokio::time::timeout(Duration::from_millis(1), driver.next_event()).await;
        assert!(driver.unsent() <= LIMIT);
        if let Ok(event) = turn {
            break event;
        }
    };
    assert!(matches!(failed, Some(Event::RequestFailed { id, .. }) if id == sent[0]), "{failed:?}");
    assert_eq!((driver.connections(), driver.unsent()), (0, 0));
    assert_eq!(driver.take_error().unwrap().kind(), std::io::ErrorKind::WriteZero);
}

/// Both sides have full buffers most of the time: each must read while its writes wait.
#[tokio::test]
async fn a_peer_that_reads_a_little_at_a_time_gets_every_answer() {
    const COUNT: usize = 20_000;
    let (driver, to) = listening(2, Accept::Tcp, tight()).await;
    let server = tokio::spawn(answer_all(driver));
    let mut stream = TcpStream::connect(to).await.unwrap();
    socket2::SockRef::from(&stream).set_recv_buffer_size(64 * 1024).unwrap();
    let all: String = (0..COUNT).map(options).collect();
    let (mut reading, mut writing) = stream.split();
    let both = async { tokio::join!(writing.write_all(all.as_bytes()), responses(&mut reading, COUNT, 97)) };
    let (written, found) = tokio::time::timeout(LONG, both).await.unwrap();
    written.unwrap();
    assert_eq!(found.len(), COUNT);
    server.abort();
}
