//! The six calls on `std::net`, without a runtime: what an owner with epoll, io_uring or DPDK copies. An ESME in one
//! thread, a message centre in another. `cargo run --example no_runtime`
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // an owner has the clock and the sockets

use std::error::Error;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_smpp::{Bind, Config, Event, Role, Session, SubmitSm, SubmitSmResp, UsageError};
use bytes::BytesMut;

type Handler = fn(&mut Session, Instant, Event) -> Result<(), UsageError>;

/// Carries octets, instants and events between one session and one socket until the session ends.
fn run(
    mut session: Session,
    mut stream: TcpStream,
    handle: Handler,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut input = BytesMut::new();
    let mut chunk = [0; 65_536];
    loop {
        while let Some(event) = session.poll_event() {
            if matches!(event, Event::Closed(_)) {
                return Ok(());
            }
            handle(&mut session, Instant::now(), event)?;
        }
        while let Some(octets) = session.poll_transmit() {
            stream.write_all(&octets)?;
        }
        let wait = session.poll_timeout().map(|at| at.saturating_duration_since(Instant::now()));
        stream.set_read_timeout(Some(
            wait.unwrap_or(Duration::MAX).clamp(Duration::from_millis(1), Duration::from_secs(3600)),
        ))?;
        if session.wants_input() {
            match stream.read(&mut chunk) {
                Ok(0) => session.handle_eof(Instant::now()),
                Ok(read) => input.extend_from_slice(&chunk[..read]),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(error) => return Err(error.into()),
            }
        }
        session.handle_input(Instant::now(), &mut input);
        session.handle_timeout(Instant::now());
    }
}

fn message_centre(session: &mut Session, now: Instant, event: Event) -> Result<(), UsageError> {
    match event {
        Event::Bind { id, .. } => session.accept_bind(now, id, b"mc"),
        Event::Request { id, .. } => session.submit_sm_resp(now, id, b"1"),
        _ => Ok(()),
    }
}

fn esme(session: &mut Session, now: Instant, event: Event) -> Result<(), UsageError> {
    match event {
        Event::Bound { .. } => {
            let message = SubmitSm { destination_addr: b"2", short_message: b"hello", ..Default::default() };
            session.submit_sm(now, &message).map(drop)
        }
        Event::Response { pdu, .. } => {
            let id = pdu.body::<SubmitSmResp>().map(|response| response.message_id.to_vec());
            println!("accepted as {}", String::from_utf8_lossy(&id.unwrap_or_default()));
            session.unbind(now)
        }
        _ => Ok(()),
    }
}

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut client = Session::new(Arc::new(Config::new(Role::Esme)), [1; 32], Instant::now());
    client.bind(Instant::now(), &Bind { system_id: b"esme", ..Default::default() })?;
    let stream = TcpStream::connect(listener.local_addr()?)?;
    let server = std::thread::spawn(move || {
        let session = Session::new(Arc::new(Config::new(Role::Mc)), [2; 32], Instant::now());
        run(session, listener.accept()?.0, message_centre)
    });
    run(client, stream, esme)?;
    server.join().map_err(|_| "the message centre panicked")?
}
