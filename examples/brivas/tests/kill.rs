//! kill -9 at random moments under load: every acknowledged message is in the store afterwards, exactly once.
//! `BRIVAS_KILLS` sets how many kills; 50 unless said otherwise. The moments come from a seed that is printed.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use brivas_smpp::{Event, QuerySm, SubmitSmResp};
use support::{Esme, PASSWORD, Server, write_config};

/// A small generator for the moments: the same seed gives the same.
struct Moments(u64);

impl Moments {
    fn millis(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33 & 0x7F
    }
}

#[tokio::test]
async fn every_acknowledged_message_survives_kill_9_exactly_once() {
    let kills: u32 = std::env::var("BRIVAS_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(50);
    let seed = u64::from(std::process::id());
    println!("seed {seed}, {kills} kills");
    let mut moments = Moments(seed);
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("brivas.toml");
    write_config(&config);
    let mut sent = 0_u64;
    let mut acknowledged = BTreeSet::new();
    for _ in 0..kills {
        let mut server = Server::start(folder.path(), Some(&config));
        let load = load(&server.smpp, &mut sent, &mut acknowledged);
        // The end of the load is the kill.
        let _ = tokio::time::timeout(Duration::from_millis(5 + moments.millis()), load).await;
        server.kill();
    }
    assert!(acknowledged.len() > kills as usize, "there was load: {} messages", acknowledged.len());

    let server = Server::start(folder.path(), Some(&config));
    let mut receiver = Esme::bind(&server.smpp, "receiver", PASSWORD).await;
    let mut delivered: BTreeMap<u64, u32> = BTreeMap::new();
    let mut missing = acknowledged.clone();
    while !missing.is_empty() {
        let next = tokio::time::timeout(Duration::from_secs(20), receiver.delivery(|_| true)).await;
        let Ok(pdu) = next else { panic!("{} acknowledged messages are lost", missing.len()) };
        let body = pdu.body::<brivas_smpp::DeliverSm<'_>>().unwrap();
        let number = std::str::from_utf8(body.short_message).unwrap().parse().unwrap();
        *delivered.entry(number).or_default() += 1;
        missing.remove(&number);
    }
    let twice: Vec<_> = delivered.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "delivered more than once: {twice:?}");
    println!("{} sent, {} acknowledged, {} in the store", sent, acknowledged.len(), delivered.len());
    assert!(server.stop().success());
}

/// Submits as fast as the window allows, and notes what was acknowledged, for as long as it is let.
async fn load(address: &str, sent: &mut u64, acknowledged: &mut BTreeSet<u64>) {
    let mut esme = Esme::bind(address, "sender", PASSWORD).await;
    let mut numbers = BTreeMap::new();
    loop {
        while let Some(id) = esme.submit(b"99", sent.to_string().as_bytes()) {
            numbers.insert(id, *sent);
            *sent += 1;
        }
        match esme.driver.next_event().await {
            Some(Event::Response { id, pdu }) if pdu.header.command_status.is_ok() => {
                acknowledged.extend(numbers.remove(&id));
            }
            Some(Event::Closed(_)) | None => return,
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_restart_remembers_what_became_of_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("brivas.toml");
    write_config(&config);
    let mut server = Server::start(folder.path(), Some(&config));
    let mut sender = Esme::bind(&server.smpp, "sender", PASSWORD).await;
    sender.submit(b"99", b"remember me").unwrap();
    let Some(Event::Response { pdu, .. }) = sender.driver.next_event().await else {
        panic!("no response")
    };
    let message_id = pdu.body::<SubmitSmResp<'_>>().unwrap().message_id.to_vec();
    server.kill();
    let server = Server::start(folder.path(), Some(&config));
    let mut sender = Esme::bind(&server.smpp, "sender", PASSWORD).await;
    let query = QuerySm { message_id: &message_id, source_addr: b"1000", ..Default::default() };
    sender.driver.session().query_sm(Instant::now(), &query).unwrap();
    let Some(Event::Response { pdu, .. }) = sender.driver.next_event().await else {
        panic!("no response")
    };
    let body = pdu.body::<brivas_smpp::QuerySmResp<'_>>().unwrap();
    assert_eq!(body.message_state, brivas_smpp::MessageState::ENROUTE);
}
