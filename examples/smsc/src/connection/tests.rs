//! Senders that are faster than the disk, in the worst form: the engine, which waits for the disk, takes nothing at all. And
//! one that vanishes in the middle of a PDU.

use std::sync::Arc;
use std::time::Instant;

use brivas_platform::config::Config;
use brivas_smpp::{Bind, CommandStatus, Driver, Event, InboundId, Role, Session, SubmitSm, SubmitSmResp};
use bytes::BytesMut;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::sync::mpsc;

use super::*;
use crate::engine::{Answer, ConnectionId};
use crate::message_id;
use crate::metrics::Metrics;
use crate::settings::tenants_of;
use crate::shared::Shared;

/// Requests that are sent.
const SENT: usize = 2000;
/// Batches that the engine has room for.
const ENGINE_QUEUE: usize = 4;

const PASSWORD: &[u8] = b"secret08";

/// The far end of a connection over a pipe, the engine's end of its channel, and what they share. The tenant may have so many
/// requests unanswered.
fn listen(inbound_window: usize) -> (DuplexStream, mpsc::Receiver<Vec<Input>>, Arc<Shared>) {
    let hash = brivas_platform::secret::hash_password(PASSWORD).unwrap();
    let config = format!(
        "[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"{hash}\"\ninbound_window = {inbound_window}\n"
    );
    let config = Config::parse(&config).unwrap();
    let (sender, engine) = mpsc::channel(ENGINE_QUEUE);
    let tenants = tenants_of(&config).unwrap();
    let metrics = Arc::new(Metrics::new());
    let shared = Arc::new(Shared::new(&config, tenants, Vec::new(), metrics, sender, 0).unwrap());
    let (near, far) = tokio::io::duplex(4096);
    let session = Session::new(shared.session.clone(), [0; 32], Instant::now());
    let peer = Peer { address: ([127, 0, 0, 1], 1).into(), transport: Transport::Plain };
    tokio::spawn(Connection::new(session, near, Desk::new(shared.clone()), peer).serve());
    (far, engine, shared)
}

/// A session of an ESME that has begun to bind.
fn binding(now: Instant) -> Session {
    let mut settings = brivas_smpp::Config::new(Role::Esme);
    settings.set_window(10_000);
    let mut session = Session::new(Arc::new(settings), [0; 32], now);
    session.bind(now, &Bind { system_id: b"a", password: PASSWORD, ..Default::default() }).unwrap();
    session
}

/// An ESME that is bound.
async fn connect(inbound_window: usize) -> (Driver<DuplexStream>, mpsc::Receiver<Vec<Input>>, Arc<Shared>) {
    let (far, mut engine, shared) = listen(inbound_window);
    let mut esme = Driver::new(binding(Instant::now()), far);
    assert!(matches!(esme.next_event().await, Some(Event::Bound { .. })));
    let bound = engine.recv().await.unwrap();
    assert!(matches!(bound[..], [Input::Bound { .. }]));
    (esme, engine, shared)
}

/// The requests among what came for the engine.
fn requests(batch: Vec<Input>) -> Vec<(ConnectionId, InboundId)> {
    let request = |input| match input {
        Input::Request { connection, id, .. } => (connection, id),
        _ => panic!("only requests are sent"),
    };
    batch.into_iter().map(request).collect()
}

#[tokio::test]
async fn a_sender_faster_than_the_disk_is_throttled_beyond_its_window_and_loses_nothing() {
    let (throttled, unsent) = outrun(50).await;
    assert_eq!((throttled, unsent), (SENT - 50, 0));
}

#[tokio::test]
async fn a_sender_faster_than_the_disk_is_left_unread_within_its_window_and_loses_nothing() {
    let (throttled, unsent) = outrun(SENT).await;
    assert_eq!(throttled, 0);
    assert!(unsent > 0, "the rest waits on its own side");
}

#[tokio::test]
async fn of_a_peer_that_vanishes_in_the_middle_of_a_pdu_all_before_it_is_taken_and_its_end_told() {
    const WHOLE: usize = 3;
    let (mut far, mut engine, _shared) = listen(10);
    let now = Instant::now();
    let mut esme = binding(now);
    far.write_all(&esme.poll_transmit().unwrap()).await.unwrap();
    let mut answer = BytesMut::new();
    while esme.poll_event().is_none() {
        far.read_buf(&mut answer).await.unwrap();
        esme.handle_input(now, &mut answer);
    }
    for _ in 0..=WHOLE {
        esme.submit_sm(
            now,
            &SubmitSm { destination_addr: b"44", short_message: b"hi", ..Default::default() },
        )
        .unwrap();
    }
    let octets = esme.poll_transmit().unwrap();
    far.write_all(&octets[..octets.len() - 7]).await.unwrap();
    drop(far);

    let mut told = Vec::new();
    while !matches!(told.last(), Some(Input::Gone { .. })) {
        told.extend(engine.recv().await.unwrap());
    }
    assert!(matches!(told.first(), Some(Input::Bound { .. })));
    let requests = told.iter().filter(|input| matches!(input, Input::Request { .. })).count();
    assert_eq!((requests, told.len()), (WHOLE, WHOLE + 2));
}

/// Sends faster than the engine takes, and then has it take all. Gives how many requests were throttled, and how many octets
/// waited on the sender's side while the engine took nothing.
async fn outrun(inbound_window: usize) -> (usize, usize) {
    let (mut esme, mut engine, shared) = connect(inbound_window).await;
    for _ in 0..SENT {
        let body = SubmitSm { destination_addr: b"44", short_message: &[b'x'; 100], ..Default::default() };
        esme.session().submit_sm(Instant::now(), &body).unwrap();
    }
    let mut throttled = 0;
    let quiet = Duration::from_millis(300);
    while let Ok(event) = timeout(quiet, esme.next_event()).await {
        let Some(Event::Response { pdu, .. }) = event else { panic!("{event:?}") };
        assert_eq!(pdu.header.command_status, CommandStatus::ESME_RTHROTTLED);
        throttled += 1;
    }
    let unsent = esme.unsent();
    let mut pending: Vec<_> = std::iter::from_fn(|| engine.try_recv().ok()).flat_map(requests).collect();
    assert!(pending.len() <= inbound_window, "{} requests for the engine", pending.len());

    // The disk has caught up: each of the others is answered, once.
    let (mut accepted, mut next_id) = (0, 0);
    loop {
        let mut outputs = Vec::new();
        for (connection, id) in pending.drain(..) {
            next_id += 1;
            let message_id = message_id::format(next_id, brivas_smpp::InterfaceVersion::V5_0);
            outputs.push((connection, Output::Answer(id, Answer::SubmitSm { message_id })));
        }
        shared.hand_out(outputs);
        if accepted + throttled == SENT {
            break;
        }
        tokio::select! {
            event = esme.next_event() => {
                let Some(Event::Response { pdu, .. }) = event else { panic!("{event:?}") };
                match pdu.header.command_status {
                    CommandStatus::ESME_ROK => {
                        accepted += 1;
                        assert!(!pdu.body::<SubmitSmResp<'_>>().unwrap().message_id.is_empty());
                    }
                    CommandStatus::ESME_RTHROTTLED => throttled += 1,
                    other => panic!("{other:?}"),
                }
            }
            Some(batch) = engine.recv() => pending = requests(batch),
        }
    }
    assert_eq!(
        u64::try_from(accepted).unwrap(),
        next_id,
        "what the engine took was answered, and nothing else"
    );
    (throttled, unsent)
}
