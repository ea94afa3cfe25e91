//! SCTP over UDP against another implementation, without any layer above.
//!
//! `sctp_echo client UDP_PORT SCTP_PORT` sends messages of 1 to 3000 octets on ten streams to an echo server on this host, a
//! window of them at a time, and shuts down when all are back as they were sent. `sctp_echo server` takes messages, prints
//! how long each is, and ends when the peer has shut down.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // a program has an environment and files

use std::collections::BTreeMap;
use std::error::Error;
use std::future::poll_fn;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::task::Poll;

use brivas_sigtran::io::UdpSctp;
use brivas_sigtran::m3ua::AssociationId;
use brivas_sigtran::sctp::udp::Config;
use brivas_sigtran::sctp::{DownReason, Event, Remote, Sctp};
use bytes::Bytes;
use tokio::net::UdpSocket;

type Fault = Box<dyn Error>;

const CALL: AssociationId = AssociationId(1);
const STREAMS: u16 = 10;
const LONGEST: u16 = 3000;
const WINDOW: usize = 200;
/// Any but that of M3UA: an echo server does not care.
const PPID: u32 = 7;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Fault> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["client", udp_port, port] => client(udp_port.parse()?, port.parse()?).await,
        ["server", port] => server(port.parse()?).await,
        _ => Err("client UDP_PORT SCTP_PORT, or server SCTP_PORT".into()),
    }
}

async fn sctp(config: Config) -> Result<UdpSctp, Fault> {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("{{\"event\": \"listening\", \"port\": {}}}", socket.local_addr()?.port());
    let mut seed = [0; 32];
    std::io::Read::read_exact(&mut std::fs::File::open("/dev/urandom")?, &mut seed)?;
    Ok(UdpSctp::new(Arc::new(config), seed, socket))
}

async fn next_event(sctp: &mut UdpSctp) -> Result<Event, Fault> {
    poll_fn(|context| {
        loop {
            if let Some(event) = sctp.poll_event() {
                return Poll::Ready(Ok(event));
            }
            match sctp.poll_run(context) {
                Poll::Ready(Ok(())) => {}
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error.into())),
                Poll::Pending => return Poll::Pending,
            }
        }
    })
    .await
}

/// The message of this number, as long as the number.
fn message(number: u16) -> Bytes {
    number.to_be_bytes().iter().copied().cycle().take(number.into()).collect()
}

async fn client(udp_port: u16, port: u16) -> Result<(), Fault> {
    let mut sctp = sctp(Config::new()).await?;
    sctp.open(CALL, &Remote::new([Ipv4Addr::LOCALHOST.into()]).with_udp_port(udp_port).with_port(port))?;
    let mut unsent = (1..=LONGEST).peekable();
    let mut under_way: BTreeMap<u16, Vec<u16>> = BTreeMap::new();
    let (mut waiting, mut echoed) = (0, 0);
    loop {
        match next_event(&mut sctp).await? {
            Event::Up { streams, .. } if streams >= STREAMS => {}
            Event::Message { stream_id, ppid: PPID, octets, .. } => {
                let sent = under_way
                    .get_mut(&stream_id)
                    .filter(|sent| !sent.is_empty())
                    .ok_or("more than we sent")?;
                if octets != message(sent.remove(0)) {
                    return Err("another message, or out of order".into());
                }
                waiting -= 1;
                echoed += 1;
            }
            Event::Down { reason: DownReason::Shutdown, .. } if echoed == LONGEST => {
                println!("{{\"event\": \"done\", \"echoed\": {echoed}}}");
                return Ok(());
            }
            other => return Err(format!("{other:?}").into()),
        }
        while waiting < WINDOW
            && let Some(number) = unsent.next()
        {
            let stream = number % STREAMS;
            sctp.send(CALL, stream, PPID, message(number))?;
            under_way.entry(stream).or_default().push(number);
            waiting += 1;
        }
        if echoed == LONGEST {
            sctp.close(CALL)?;
        }
    }
}

async fn server(port: u16) -> Result<(), Fault> {
    let mut config = Config::new();
    config.set_accept(true).set_port(port);
    let mut sctp = sctp(config).await?;
    loop {
        match next_event(&mut sctp).await? {
            Event::Message { stream_id, octets, .. } => {
                println!("{{\"event\": \"message\", \"stream\": {stream_id}, \"octets\": {}}}", octets.len());
            }
            Event::Down { reason, .. } => {
                println!("{{\"event\": \"down\", \"reason\": \"{reason:?}\"}}");
                return Ok(());
            }
            other => println!("{{\"event\": \"other\", \"what\": \"{other:?}\"}}"),
        }
    }
}
