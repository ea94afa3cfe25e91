//! The suite finds nothing wrong with our message centre and our ESME.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use brivas_conformance::suite::smpp::{Peer, SMPP, Target, esme_cases, smsc_cases};
use brivas_conformance::suite::{CaseResult, Pics, Selection, Verdict, run};
use brivas_platform::config::Config;
use brivas_smpp::{Bind, Event, InboundId, Pdu, Role, Session, SubmitSm, UsageError};
use brivas_smsc::{Demo, Smsc};
use bytes::BytesMut;

fn assert_no_failure(results: &[CaseResult], at_least: usize) {
    let failed: Vec<String> = results
        .iter()
        .filter(|result| matches!(result.verdict, Verdict::Fail { .. }))
        .map(|result| {
            format!("{} {:?} {:?}\n{}", result.id, result.version, result.verdict, result.trace.join("\n"))
        })
        .collect();
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n\n"));
    let passed = results.iter().filter(|result| result.verdict == Verdict::Pass).count();
    assert!(passed >= at_least, "{passed} passed");
}

#[test]
fn our_message_centre_passes() {
    let data = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    config.smpp.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    config.http.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    // The simulated handset takes half a second by default, which the receipts of this suite need not wait for.
    config.handset.delay_ms = 50;
    let demo = Demo::add_to(&mut config, data.path()).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let smsc = runtime.block_on(Smsc::start(&config, data.path())).unwrap();
    let mut target = Target::new(Peer::Smsc(smsc.smpp()), &demo.system_id, &demo.password);
    target.destination_is_known = true;
    let results = run(&smsc_cases(), &target, &Selection::default(), &Pics::new(&SMPP));
    runtime.block_on(smsc.stop()).unwrap();
    assert_no_failure(&results, 500);
}

#[test]
fn our_esme_passes() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let centre = listener.local_addr().unwrap();
    let stopping = Arc::new(AtomicBool::new(false));
    let stop = stopping.clone();
    let esme = std::thread::spawn(move || {
        while !stop.load(Ordering::Relaxed) {
            if let Ok(stream) = TcpStream::connect(centre) {
                // However it ended, the next connection begins anew.
                let _ = esme(stream, &stop);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    });
    let mut target = Target::new(Peer::Esme(listener), "centre", "");
    target.timers.quiet = Duration::from_millis(100);
    let results = run(&esme_cases(), &target, &Selection::default(), &Pics::new(&SMPP));
    stopping.store(true, Ordering::Relaxed);
    drop(target);
    esme.join().unwrap();
    assert_no_failure(&results, 60);
}

/// One connection of an ESME that submits as long as its window lets it.
fn esme(mut stream: TcpStream, stopping: &AtomicBool) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_millis(5)))?;
    let now = Instant::now();
    let mut session = Session::new(Arc::new(brivas_smpp::Config::new(Role::Esme)), [7; 32], now);
    let bind = Bind { system_id: b"esme", password: b"secret08", ..Default::default() };
    session.bind(now, &bind).map_err(std::io::Error::other)?;
    let mut input = BytesMut::new();
    let mut chunk = [0; 65_536];
    while !stopping.load(Ordering::Relaxed) {
        let now = Instant::now();
        while let Some(event) = session.poll_event() {
            match event {
                Event::Closed(_) => {
                    session.poll_transmit().map_or(Ok(()), |octets| stream.write_all(&octets))?;
                    return Ok(());
                }
                Event::Request { id, pdu } => {
                    answer(&mut session, now, id, &pdu).map_err(std::io::Error::other)?;
                }
                Event::BindRefused(_) => session.abort(now),
                _ => {}
            }
        }
        let message =
            SubmitSm { destination_addr: b"447700900123", short_message: b"test", ..Default::default() };
        // Before the bind and with a full window it is refused.
        let _ = session.submit_sm(now, &message);
        while let Some(octets) = session.poll_transmit() {
            stream.write_all(&octets)?;
        }
        match stream.read(&mut chunk) {
            Ok(0) => session.handle_eof(now),
            Ok(length) => input.extend_from_slice(&chunk[..length]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(error) => return Err(error),
        }
        session.handle_input(Instant::now(), &mut input);
        session.handle_timeout(Instant::now());
    }
    Ok(())
}

fn answer(session: &mut Session, now: Instant, id: InboundId, pdu: &Pdu) -> Result<(), UsageError> {
    match pdu.command_id() {
        brivas_smpp::CommandId::deliver_sm => session.deliver_sm_resp(now, id),
        brivas_smpp::CommandId::data_sm => session.data_sm_resp(now, id, b"1"),
        _ => session.refuse(now, id, brivas_smpp::CommandStatus::ESME_RSYSERR),
    }
}
