//! A link to another centre, which is a `brivas` of its own: messages there, receipts and messages back, whoever of the
//! two dies on the way.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test may fail loudly

mod support;

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use brivas_platform::secret::hash_password;
use brivas_smpp::{CommandId, DeliverSm, Event, Receipt, RegisteredDelivery, SubmitSm, SubmitSmResp};
use support::{Esme, PASSWORD, Server};

/// Messages of one test.
const MESSAGES: usize = 60;

/// Two configurations: `near`, whose tenant `client` sends by the link, and `far`, whose handset takes the messages.
struct Pair {
    folder: tempfile::TempDir,
}

impl Pair {
    fn new(link: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let far_port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let pair = Self { folder };
        let hash = hash_password(PASSWORD.as_bytes()).unwrap();
        let tenant = |name: &str, keys: &str| {
            format!(
                "[[tenant]]\nname = \"{name}\"\nsystem_id = \"{name}\"\npassword_hash = \"{hash}\"\n{keys}\n"
            )
        };
        let common =
            "[http]\nlisten = \"127.0.0.1:0\"\n[log]\nlevel = \"warn\"\n[message]\nretry_secs = [1]\n";
        std::fs::write(pair.path("password"), PASSWORD).unwrap();
        std::fs::write(
            pair.path("near.toml"),
            format!(
                "{common}[smpp]\nlisten = \"127.0.0.1:0\"\n[handset]\nenabled = false\n{}\
                 [[link]]\nname = \"far\"\nhost = \"127.0.0.1\"\nport = {far_port}\nsystem_id = \"near\"\n\
                 password_file = \"{}\"\nreconnect_min_ms = 20\nreconnect_max_ms = 100\n{link}\n\
                 [[route]]\nname = \"out\"\ndestination_prefix = [\"5\"]\nto = [\"link:far\"]\n",
                tenant("client", "prefixes = [\"77\"]"),
                pair.path("password").display(),
            ),
        )
        .unwrap();
        std::fs::write(
            pair.path("far.toml"),
            format!(
                "{common}[smpp]\nlisten = \"127.0.0.1:{far_port}\"\n[handset]\ndelay_ms = 100\n{}{}",
                tenant("near", "prefixes = [\"77\"]"),
                tenant("other", ""),
            ),
        )
        .unwrap();
        pair
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn start(&self, name: &str) -> Server {
        Server::start(&self.path(name), Some(&self.path(&format!("{name}.toml"))))
    }
}

/// Has the client send messages and gives their ids.
async fn send(client: &mut Esme) -> BTreeSet<Vec<u8>> {
    for number in 0..MESSAGES {
        let text = format!("number {number}");
        let body = SubmitSm {
            source_addr: b"1000",
            destination_addr: b"5001",
            registered_delivery: RegisteredDelivery::RECEIPT,
            short_message: text.as_bytes(),
            ..Default::default()
        };
        client.driver.session().submit_sm(Instant::now(), &body).unwrap();
    }
    let mut ids = BTreeSet::new();
    while ids.len() < MESSAGES {
        match client.driver.next_event().await {
            Some(Event::Response { pdu, .. }) if pdu.command_id() == CommandId::submit_sm_resp => {
                ids.insert(pdu.body::<SubmitSmResp<'_>>().unwrap().message_id.to_vec());
            }
            Some(Event::Request { id, .. }) => {
                client.driver.session().deliver_sm_resp(Instant::now(), id).unwrap();
            }
            Some(Event::Closed(reason)) => panic!("closed: {reason:?}"),
            _ => {}
        }
    }
    ids
}

/// Waits for a receipt of each of these messages, all delivered.
async fn await_receipts(client: &mut Esme, mut ids: BTreeSet<Vec<u8>>) {
    while !ids.is_empty() {
        let left = ids.len();
        let waiting = client.delivery(|body| Receipt::of_deliver_sm(body).is_some());
        let pdu = tokio::time::timeout(Duration::from_secs(30), waiting).await;
        let pdu = pdu.unwrap_or_else(|_| panic!("{left} receipts did not come"));
        let body = pdu.body::<DeliverSm<'_>>().unwrap();
        let receipt = Receipt::of_deliver_sm(&body).unwrap();
        assert_eq!(receipt.stat, Some(&b"DELIVRD"[..]));
        ids.remove(receipt.message_id);
    }
}

#[tokio::test]
async fn messages_and_receipts_cross_and_a_message_comes_the_other_way() {
    let pair = Pair::new("binds = 2\nversion = \"5.0\"");
    let (far, near) = (pair.start("far"), pair.start("near"));
    let mut client = Esme::bind(&near.smpp, "client", PASSWORD).await;
    let ids = send(&mut client).await;
    await_receipts(&mut client, ids).await;
    let mut other = Esme::bind(&far.smpp, "other", PASSWORD).await;
    other.submit(b"7712", b"the other way").unwrap();
    tokio::select! {
        _ = client.delivery(|body| body.short_message == b"the other way") => {}
        _ = other.delivery(|_| false) => {}
    }
    settle(&near, &mut client).await;
}

#[tokio::test]
async fn nothing_is_lost_when_the_far_centre_dies_and_comes_back() {
    let pair = Pair::new("bind = \"pair\"");
    let near = pair.start("near");
    let mut client = Esme::bind(&near.smpp, "client", PASSWORD).await;
    let ids = send(&mut client).await;
    let mut far = pair.start("far");
    tokio::time::sleep(Duration::from_millis(150)).await;
    far.kill();
    let _far = pair.start("far");
    await_receipts(&mut client, ids).await;
}

#[tokio::test]
async fn receipts_find_their_messages_when_the_near_centre_dies_and_comes_back() {
    let pair = Pair::new("window = 100");
    let mut near = pair.start("near");
    let _far = pair.start("far");
    let mut client = Esme::bind(&near.smpp, "client", PASSWORD).await;
    send(&mut client).await;
    // Some of their receipts may have come, unseen, while the last responses did: the centre itself tells when all have.
    near.kill();
    let near = pair.start("near");
    let mut client = Esme::bind(&near.smpp, "client", PASSWORD).await;
    let ids = send(&mut client).await;
    await_receipts(&mut client, ids).await;
    settle(&near, &mut client).await;
}

/// Waits until the centre has no message without a final state: none waits for a receipt that has come.
async fn settle(server: &Server, client: &mut Esme) {
    let settled = async {
        while metric(server, "brivas_smsc_live ") > 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::select! {
        settled = tokio::time::timeout(Duration::from_secs(30), settled) => settled.expect("nothing is left"),
        _ = client.delivery(|_| false) => {}
    }
}

/// The value of a metric.
fn metric(server: &Server, name: &str) -> usize {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(&server.http).unwrap();
    write!(stream, "GET /metrics HTTP/1.0\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().parse().unwrap()
}
