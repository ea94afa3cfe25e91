//! kill -9 at random moments under load: every acknowledged message is in the store afterwards, exactly once.
//! `BRIVAS_KILLS` sets how many kills; 50 unless said otherwise. The moments come from a seed that is printed.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use brivas_smpp::{
    DeliverSm, Event, QuerySm, Receipt, RegisteredDelivery, RequestId, SubmitSm, SubmitSmResp,
};
use support::{Esme, PASSWORD, Server, write_config};

/// A small generator for the moments: the same seed gives the same.
struct Moments(u64);

impl Moments {
    fn of_this_run(kills: u32) -> Self {
        let seed = u64::from(std::process::id());
        println!("seed {seed}, {kills} kills");
        Self(seed)
    }

    fn millis(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33 & 0x7F
    }
}

fn kills() -> u32 {
    std::env::var("BRIVAS_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(50)
}

fn set_up() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("brivas.toml");
    write_config(&config);
    (folder, config)
}

#[tokio::test]
async fn every_acknowledged_message_survives_kill_9_exactly_once() {
    let kills = kills();
    let mut moments = Moments::of_this_run(kills);
    let (folder, config) = set_up();
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
        let body = pdu.body::<DeliverSm<'_>>().unwrap();
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

/// What one run of the second test has seen from both ends, over all kills.
#[derive(Default)]
struct Seen {
    sent: u64,
    /// The number in its text and the id of each message that was acknowledged.
    acknowledged: BTreeMap<u64, Vec<u8>>,
    delivered: BTreeSet<u64>,
    /// The id in each receipt, and the number in the text that it quotes.
    receipts: BTreeMap<Vec<u8>, u64>,
}

impl Seen {
    fn is_complete(&self) -> bool {
        self.receipts.len() >= self.acknowledged.len()
            && self
                .acknowledged
                .iter()
                .all(|(number, id)| self.delivered.contains(number) && self.receipts.contains_key(id))
    }

    /// Submits, receives and takes receipts until the connections end; submits nothing more once it has `enough`.
    async fn watch(&mut self, (mut sender, mut receiver): (Esme, Esme), enough: u64) {
        let mut numbers = BTreeMap::new();
        while self.sent < enough || !self.is_complete() {
            while self.sent < enough
                && let Some(id) = submit_with_receipt(&mut sender, self.sent)
            {
                numbers.insert(id, self.sent);
                self.sent += 1;
            }
            tokio::select! {
                event = sender.driver.next_event() => match event {
                    Some(Event::Response { id, pdu }) if pdu.header.command_status.is_ok() => {
                        let body = pdu.body::<SubmitSmResp<'_>>().unwrap();
                        let number = numbers.remove(&id).unwrap();
                        self.acknowledged.insert(number, body.message_id.to_vec());
                    }
                    Some(Event::Request { id, pdu }) => {
                        let body = pdu.body::<DeliverSm<'_>>().unwrap();
                        let receipt = Receipt::of_deliver_sm(&body).unwrap();
                        let quoted = receipt.text.unwrap().trim_ascii();
                        let quoted = std::str::from_utf8(quoted).unwrap().parse().unwrap();
                        self.receipts.insert(receipt.message_id.to_vec(), quoted);
                        sender.driver.session().deliver_sm_resp(Instant::now(), id).unwrap();
                    }
                    Some(Event::Closed(_)) | None => return,
                    _ => {}
                },
                event = receiver.driver.next_event() => match event {
                    Some(Event::Request { id, pdu }) => {
                        let body = pdu.body::<DeliverSm<'_>>().unwrap();
                        self.delivered.insert(std::str::from_utf8(body.short_message).unwrap().parse().unwrap());
                        receiver.driver.session().deliver_sm_resp(Instant::now(), id).unwrap();
                    }
                    Some(Event::Closed(_)) | None => return,
                    _ => {}
                },
            }
        }
    }
}

async fn both_ends(server: &Server) -> (Esme, Esme) {
    let sender = Esme::bind(&server.smpp, "sender", PASSWORD).await;
    (sender, Esme::bind(&server.smpp, "receiver", PASSWORD).await)
}

fn submit_with_receipt(esme: &mut Esme, number: u64) -> Option<RequestId> {
    let text = number.to_string();
    let body = SubmitSm {
        source_addr: b"1000",
        destination_addr: b"99",
        short_message: text.as_bytes(),
        registered_delivery: RegisteredDelivery::RECEIPT,
        ..Default::default()
    };
    esme.driver.session().submit_sm(Instant::now(), &body).ok()
}

#[tokio::test]
async fn every_acknowledged_message_is_delivered_and_receipted_across_kill_9_and_no_receipt_is_invented() {
    let kills = kills().div_ceil(2);
    let mut moments = Moments::of_this_run(kills);
    let (folder, config) = set_up();
    let mut seen = Seen::default();
    for _ in 0..kills {
        let mut server = Server::start(folder.path(), Some(&config));
        let watch = seen.watch(both_ends(&server).await, u64::MAX);
        let _ = tokio::time::timeout(Duration::from_millis(5 + moments.millis()), watch).await;
        server.kill();
    }
    assert!(seen.acknowledged.len() > kills as usize, "there was load: {}", seen.acknowledged.len());
    let server = Server::start(folder.path(), Some(&config));
    let enough = seen.sent;
    let rest = seen.watch(both_ends(&server).await, enough);
    let rest = tokio::time::timeout(Duration::from_secs(60), rest).await;
    assert!(rest.is_ok() && seen.is_complete(), "an acknowledged message or its receipt is lost");
    let delivered = &seen.delivered;
    let invented: Vec<_> = seen.receipts.iter().filter(|(_, number)| !delivered.contains(number)).collect();
    assert!(invented.is_empty(), "receipts of messages that were not delivered: {invented:?}");
    for (number, id) in &seen.acknowledged {
        assert_eq!(seen.receipts.get(id), Some(number), "the receipt is that of the message");
    }
    println!(
        "{} sent, {} acknowledged, {} receipts",
        seen.sent,
        seen.acknowledged.len(),
        seen.receipts.len()
    );
}

#[tokio::test]
async fn a_restart_remembers_what_became_of_a_message() {
    let (folder, config) = set_up();
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
