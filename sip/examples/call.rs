//! A user agent that calls: `cargo run --example call --features tokio -- udp 127.0.0.1:5060 COUNT PER_SECOND`. Each call is
//! ended as soon as it is answered. It ends with 1 if one of them failed.

#![allow(clippy::disallowed_methods)] // an owner has the clock and the arguments

use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::{self, Content, Event, Invite, UsageError};
use brivas_sip::endpoint::Target;
use brivas_sip::header::{NameAddr, Transport};
use brivas_sip::io::{Accept, Config, Driver, bind_udp};
use brivas_sip::uri::Uri;
use brivas_sip::{DecodeError, UserAgent};
use bytes::Bytes;
use tokio::net::TcpListener;

/// What is wanted, and what became of it.
struct Calls {
    target: Target,
    is_tcp: bool,
    begun: u32,
    answered: u32,
    ended: u32,
    failed: u32,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [transport, to, count, rate] = arguments.as_slice() else {
        return Err("call udp|tcp|ws ADDRESS COUNT PER_SECOND".into());
    };
    let (to, count, rate): (SocketAddr, u32, f64) = (to.parse()?, count.parse()?, rate.parse()?);
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)?;
    let mut config = agent::Config::new();
    config.set_user(b"call").set_product(b"brivas-sip");
    let mut driver = Driver::new(UserAgent::new(Arc::new(config), seed, Instant::now()), Config::new());
    let transport = listen(&mut driver, transport, to).await?;
    let target = Target::new(transport, to);
    let mut calls =
        Calls { target, is_tcp: transport == Transport::TCP, begun: 0, answered: 0, ended: 0, failed: 0 };
    let mut pace = tokio::time::interval(Duration::from_secs_f64(1.0 / rate));
    while calls.ended + calls.failed < count {
        tokio::select! {
            _ = pace.tick(), if calls.begun < count => calls.begin(driver.machine())?,
            event = driver.next_event() => match event {
                Some(event) => calls.handle(driver.machine(), event)?,
                None => break,
            },
        }
    }
    driver.shut_down(Duration::from_secs(1));
    while driver.next_event().await.is_some() {}
    let stats = driver.machine().endpoint().stats();
    println!(
        "{} calls, {} answered, {} ended, {} failed, {} retransmissions, {} bad",
        calls.begun, calls.answered, calls.ended, calls.failed, stats.retransmissions, stats.bad_messages
    );
    while let Some(error) = driver.take_error() {
        println!("transport: {error}");
    }
    Ok(if calls.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Makes a socket or listener of our own, where the other side reaches us.
async fn listen(
    driver: &mut Driver<UserAgent>,
    transport: &str,
    to: SocketAddr,
) -> Result<Transport<'static>, Box<dyn Error>> {
    let any: SocketAddr = if to.is_ipv4() { "127.0.0.1:0" } else { "[::1]:0" }.parse()?;
    match transport {
        "udp" => {
            let socket = bind_udp(any, false)?;
            let sent_by = socket.local_addr()?.to_string();
            driver.add_socket(socket, sent_by.as_bytes())?;
            Ok(Transport::UDP)
        }
        "tcp" => {
            let listener = TcpListener::bind(any).await?;
            let sent_by = listener.local_addr()?.to_string();
            driver.add_listener(listener, Accept::Tcp, sent_by.as_bytes())?;
            Ok(Transport::TCP)
        }
        // Nobody can reach it but on the connection that it makes (RFC 7118 §5).
        "ws" => {
            driver.machine().endpoint().listen(Transport::WS, b"call.invalid")?;
            Ok(Transport::WS)
        }
        other => Err(format!("{other} is none of udp, tcp and ws").into()),
    }
}

impl Calls {
    fn begin(&mut self, agent: &mut UserAgent) -> Result<(), Box<dyn Error>> {
        self.begun += 1;
        let to = self.target.addr();
        let (ip, family) = if to.is_ipv4() { ("127.0.0.1", "IP4") } else { ("[::1]", "IP6") };
        let bare = ip.trim_matches(['[', ']']);
        let body = Bytes::from(format!(
            "v=0\r\no=- 1 1 IN {family} {bare}\r\ns=-\r\nc=IN {family} {bare}\r\nt=0 0\r\nm=audio 40002 RTP/AVP 0 8\r\n"
        ));
        let suffix = if self.is_tcp { ";transport=tcp" } else { "" };
        let (bob, alice) = (format!("sip:bob@{to}{suffix}"), format!("sip:alice@{ip}"));
        let (bob, alice) = (address(&bob)?, address(&alice)?);
        let invite = Invite { content: Some(Content::sdp(&body)), ..Invite::new(bob.uri, alice, bob) };
        agent.invite(Instant::now(), &invite, self.target)?;
        Ok(())
    }

    fn handle(&mut self, agent: &mut UserAgent, event: Event) -> Result<(), UsageError> {
        let now = Instant::now();
        match event {
            Event::Answered { dialog, .. } => {
                self.answered += 1;
                agent.ack(now, dialog, None, None)?;
                agent.bye(now, dialog, None)?;
            }
            Event::Ended { .. } => self.ended += 1,
            Event::Failed { failure, .. } => {
                println!("failed: {failure:?}");
                self.failed += 1;
            }
            Event::Refused { response, .. } => {
                println!("refused: {response:?}");
                self.failed += 1;
            }
            _ => {}
        }
        Ok(())
    }
}

fn address(text: &str) -> Result<NameAddr<'_>, DecodeError> {
    Ok(NameAddr::new(Uri::read(text.as_bytes())?))
}
