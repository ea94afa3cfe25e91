//! A user agent that answers whoever calls: `cargo run --example answer --features tokio -- udp 127.0.0.1:5060 tcp
//! 127.0.0.1:5060 ws 127.0.0.1:5066`. INVITE gets 180 and 200 with SDP, or 180 alone if it is for the user `ring`; REGISTER, OPTIONS
//! and the like get 200; it keeps nothing and plays nothing. Before `tls ADDRESS` stand `certificate FILE key FILE`, and
//! `authority FILE` if the other side is to show a certificate, too. At SIGTERM or SIGINT it says what it has seen.

#![allow(clippy::disallowed_methods)] // an owner has the clock and the arguments

mod tls;

use std::error::Error;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::{self, DialogId, Event, UsageError};
use brivas_sip::endpoint::ServerId;
use brivas_sip::header::{Contact, Expires};
use brivas_sip::io::{Accept, Config, Driver, bind_udp};
use brivas_sip::message::{Response, Rows};
use brivas_sip::sdp::attribute::TelephoneEvents;
use brivas_sip::sdp::{
    Address, Capabilities, CodecCapability, Connection, MediaCapability, Origin, Sdp, answer,
};
use brivas_sip::uri::Uri;
use brivas_sip::{Message, Method, StatusCode, UserAgent};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// For how many seconds whoever registers is told that he is registered.
const REGISTERED: u32 = 300;

/// What it has seen.
#[derive(Default)]
struct Seen {
    calls: u32,
    cancelled: u32,
    changed: u32,
    acknowledged: u32,
    ended: u32,
    registrations: u32,
    other: u32,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)?;
    let mut config = agent::Config::new();
    config.set_user(b"answer").set_product(b"brivas-sip");
    let agent = UserAgent::new(Arc::new(config), seed, Instant::now());
    let mut driver = Driver::new(agent, Config::new());
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let mut files = tls::Files::default();
    for pair in arguments.chunks(2) {
        let [name, value] = pair else { return Err("answer [udp|tcp|tls|ws ADDRESS]…".into()) };
        if !files.take(name, value) {
            listen(&mut driver, &files, name, value.parse()?).await?;
        }
    }
    serve(&mut driver).await
}

async fn listen(
    driver: &mut Driver<UserAgent>,
    files: &tls::Files,
    transport: &str,
    address: SocketAddr,
) -> Result<(), Box<dyn Error>> {
    let accept = match transport {
        "udp" => {
            let socket = bind_udp(address, false)?;
            println!("listening on udp {}", socket.local_addr()?);
            let sent_by = socket.local_addr()?.to_string();
            driver.add_socket(socket, sent_by.as_bytes())?;
            return Ok(());
        }
        "tcp" => Accept::Tcp,
        "tls" => Accept::Tls(files.server()?),
        "ws" => Accept::Ws,
        other => return Err(format!("{other} is none of udp, tcp, tls and ws").into()),
    };
    let listener = TcpListener::bind(address).await?;
    println!("listening on {transport} {}", listener.local_addr()?);
    let sent_by = listener.local_addr()?.to_string();
    driver.add_listener(listener, accept, sent_by.as_bytes())?;
    Ok(())
}

async fn serve(driver: &mut Driver<UserAgent>) -> Result<(), Box<dyn Error>> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let mut seen = Seen::default();
    loop {
        tokio::select! {
            event = driver.next_event() => match event {
                Some(event) => handle(driver.machine(), &mut seen, event),
                None => break,
            },
            _ = terminate.recv() => driver.shut_down(Duration::from_secs(1)),
            _ = interrupt.recv() => driver.shut_down(Duration::from_secs(1)),
        }
        while let Some(error) = driver.take_error() {
            println!("transport: {error}");
        }
    }
    let Seen { calls, cancelled, changed, acknowledged, ended, registrations, other } = seen;
    let stats = driver.machine().endpoint().stats();
    println!(
        "{calls} calls, {cancelled} cancelled, {changed} changed, {acknowledged} acknowledged, {ended} ended, \
         {registrations} registrations, {other} other, {} retransmissions, {} copies, {} bad",
        stats.retransmissions, stats.copies, stats.bad_messages
    );
    Ok(())
}

fn handle(agent: &mut UserAgent, seen: &mut Seen, event: Event) {
    let now = Instant::now();
    let done = match event {
        Event::Incoming { dialog, request, source, .. } => {
            seen.calls += 1;
            ring_and_answer(agent, now, dialog, &request, source.addr.ip())
        }
        Event::Cancelled { .. } => {
            seen.cancelled += 1;
            Ok(())
        }
        Event::Reinvite { dialog, request } => {
            seen.changed += 1;
            take(agent, now, dialog, &request, None)
        }
        Event::Request { id, request, .. } if request.method() == Some(Method::REGISTER) => {
            seen.registrations += 1;
            register(agent, now, id, &request)
        }
        Event::Request { id, .. } => {
            seen.other += 1;
            agent.respond(now, id, &Response::new(StatusCode::OK))
        }
        Event::Acknowledged { .. } => {
            seen.acknowledged += 1;
            Ok(())
        }
        Event::Ended { .. } => {
            seen.ended += 1;
            Ok(())
        }
        _ => Ok(()),
    };
    if let Err(error) = done {
        println!("{error}");
    }
}

fn ring_and_answer(
    agent: &mut UserAgent,
    now: Instant,
    dialog: DialogId,
    invite: &Message,
    from: IpAddr,
) -> Result<(), UsageError> {
    agent.answer(now, dialog, &Response::new(StatusCode::RINGING), false)?;
    let uri = invite.request().and_then(|line| Uri::read(line.request_uri).ok());
    if matches!(uri, Some(Uri::Sip(uri)) if uri.user == Some(b"ring")) {
        return Ok(());
    }
    take(agent, now, dialog, invite, Some(from))
}

/// Answers an INVITE with what is in common with its offer, or with an offer of ours.
fn take(
    agent: &mut UserAgent,
    now: Instant,
    dialog: DialogId,
    invite: &Message,
    from: Option<IpAddr>,
) -> Result<(), UsageError> {
    let body = match describe(invite.body(), from) {
        Ok(body) => body,
        Err(code) => return agent.answer(now, dialog, &Response::new(code), false),
    };
    let mut rows = Rows::new();
    rows.put_text("Content-Type", b"application/sdp");
    let response = Response { rows: Some(&rows), body: &body, ..Response::new(StatusCode::OK) };
    agent.answer(now, dialog, &response, false)
}

/// The answer to an offer, or an offer if there is none. Nothing listens there: nothing is played.
fn describe(offer: &[u8], from: Option<IpAddr>) -> Result<Vec<u8>, StatusCode> {
    let ip = if from.is_some_and(|ip| ip.is_ipv6()) { "::1" } else { "127.0.0.1" };
    let family = if ip == "::1" { "IP6" } else { "IP4" };
    if offer.is_empty() {
        let head = format!("v=0\r\no=- 1 1 IN {family} {ip}\r\ns=-\r\nc=IN {family} {ip}\r\nt=0 0\r\n");
        return Ok(format!("{head}m=audio 40000 RTP/AVP 0 8\r\n").into());
    }
    let offer = Sdp::read(offer).map_err(|error| error.status_code())?;
    let address = if family == "IP6" { Address::ip6(ip.as_bytes()) } else { Address::ip4(ip.as_bytes()) };
    let mut capabilities = Capabilities::new(Origin::new(b"1", address), Connection::new(address));
    for proto in ["RTP/AVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVPF"] {
        let voice = MediaCapability::new("audio", proto, 40_000)
            .with(CodecCapability::new("PCMU", 8000))
            .with(CodecCapability::new("PCMA", 8000))
            .with(CodecCapability::new("opus", 48_000).with_channels(2))
            .with_telephone_events(TelephoneEvents::KEYS)
            .with_rtcp_mux();
        capabilities = capabilities.with(voice);
    }
    answer(&offer, &capabilities).map(|draft| draft.to_vec()).map_err(|error| error.status_code())
}

/// Says that whoever registers is registered, and keeps nothing.
fn register(agent: &mut UserAgent, now: Instant, id: ServerId, request: &Message) -> Result<(), UsageError> {
    let mut rows = Rows::new();
    let asked = request.get::<Expires>().ok().flatten().map(|expires| expires.0);
    for contact in request.all::<Contact<'_>>().flatten() {
        let seconds = contact.expires().or(asked).unwrap_or(REGISTERED).min(REGISTERED);
        let Some(addr) = contact.addr().filter(|_| seconds > 0) else { continue };
        let mut value = vec![b'<'];
        addr.uri.write(&mut value);
        value.extend_from_slice(format!(">;expires={seconds}").as_bytes());
        rows.put_text("Contact", &value);
    }
    agent.respond(now, id, &Response { rows: Some(&rows), ..Response::new(StatusCode::OK) })
}
