//! How a driver ends.

use std::time::{Duration, Instant};

use brivas_sip::StatusCode;
use brivas_sip::agent::Event;
use brivas_sip::io::{Accept, Config};
use brivas_sip::message::Response;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{LONG, listening, options};

#[tokio::test]
async fn what_is_under_way_is_answered_and_sent_before_the_end() {
    let (mut driver, to) = listening(2, Accept::Tcp, Config::new()).await;
    let mut stream = TcpStream::connect(to).await.unwrap();
    stream.write_all(options(1).as_bytes()).await.unwrap();
    let Some(Event::Request { id, .. }) = driver.next_event().await else { panic!() };
    driver.shut_down(Duration::from_secs(3600));
    TcpStream::connect(to).await.unwrap_err();
    driver.machine().respond(Instant::now(), id, &Response::new(StatusCode::OK)).unwrap();
    let end = tokio::time::timeout(LONG, driver.next_event()).await.unwrap();
    assert!(end.is_none(), "{end:?}");
    let mut said = Vec::new();
    stream.read_to_end(&mut said).await.unwrap();
    assert!(said.starts_with(b"SIP/2.0 200 OK\r\n"));
    assert!(driver.next_event().await.is_none(), "it stays at its end");
}

#[tokio::test]
async fn it_ends_at_its_limit_though_something_is_under_way() {
    let (mut driver, to) = listening(2, Accept::Tcp, Config::new()).await;
    let mut stream = TcpStream::connect(to).await.unwrap();
    stream.write_all(options(1).as_bytes()).await.unwrap();
    let Some(Event::Request { .. }) = driver.next_event().await else { panic!() };
    driver.shut_down(Duration::from_millis(20));
    assert!(tokio::time::timeout(LONG, driver.next_event()).await.unwrap().is_none());
    assert_eq!(driver.machine().endpoint().transactions(), (0, 1));
}

#[tokio::test]
async fn a_connection_without_traffic_is_closed() {
    let mut config = Config::new();
    config.set_idle_timeout(Duration::from_millis(50));
    let (mut driver, to) = listening(2, Accept::Tcp, config).await;
    let mut stream = TcpStream::connect(to).await.unwrap();
    let mut said = Vec::new();
    tokio::select! {
        read = stream.read_to_end(&mut said) => assert_eq!(read.unwrap(), 0),
        event = driver.next_event() => panic!("{event:?}"),
        () = tokio::time::sleep(LONG) => panic!("it stays open"),
    }
}

#[tokio::test]
async fn a_connection_that_is_not_made_in_time_is_closed() {
    let mut config = Config::new();
    config.set_open_timeout(Duration::from_millis(50));
    let (mut driver, to) = listening(2, Accept::Ws, config).await;
    let mut stream = TcpStream::connect(to).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    let mut said = Vec::new();
    tokio::select! {
        _ = stream.read_to_end(&mut said) => {}
        event = driver.next_event() => panic!("{event:?}"),
        () = tokio::time::sleep(LONG) => panic!("it stays open"),
    }
    assert!(said.is_empty());
}

#[tokio::test]
async fn dropping_a_driver_closes_its_connections() {
    let (mut driver, to) = listening(2, Accept::Tcp, Config::new()).await;
    let mut stream = TcpStream::connect(to).await.unwrap();
    stream.write_all(options(1).as_bytes()).await.unwrap();
    driver.next_event().await.unwrap();
    drop(driver);
    let mut said = Vec::new();
    let _ = tokio::time::timeout(LONG, stream.read_to_end(&mut said)).await.unwrap();
    assert!(said.is_empty());
}
