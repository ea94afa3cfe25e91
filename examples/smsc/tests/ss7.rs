//! Messages between SMPP and handsets, by M3UA over SCTP over UDP on loopback: a centre and the simulated network.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod ss7_support;
mod tls_support;

use std::time::{Duration, Instant};

use brivas_sigtran::map::SmEnumeratedDeliveryFailureCause;
use brivas_sigtran::sms::FailureCause;
use brivas_smpp::{
    CommandStatus, DeliverSm, DeliverSmResp, Driver, Event, MessageState, Npi, Receipt, RegisteredDelivery,
    SubmitSm, Ton,
};
use brivas_ss7_network::{Reach, Script, start};
use ss7_support::{
    ALICE, BOB, all_happened, configuration, happened, network, received, refused, reported, taken,
};
use tls_support::Centre;
use tokio::net::TcpStream;

/// A centre on a network at this port.
async fn centre(port: u16, more: &str) -> Centre {
    Centre::start(&format!("{}{more}", configuration(port))).await
}

async fn submit(esme: &mut Driver<TcpStream>, to: &str, text: &[u8]) {
    let body = SubmitSm {
        source_addr_ton: Ton::Alphanumeric,
        source_addr: b"Shop",
        dest_addr_ton: Ton::International,
        dest_addr_npi: Npi::Isdn,
        destination_addr: to.as_bytes(),
        registered_delivery: RegisteredDelivery::RECEIPT,
        short_message: text,
        ..Default::default()
    };
    esme.session().submit_sm(Instant::now(), &body).unwrap();
    let answered = async {
        while !matches!(esme.next_event().await.expect("the session goes on"), Event::Response { .. }) {}
    };
    tokio::time::timeout(Duration::from_secs(20), answered).await.unwrap();
}

/// The next delivery to the ESME: from whom, its text, and its state if it is a receipt.
async fn delivered(esme: &mut Driver<TcpStream>) -> (String, Vec<u8>, Option<(MessageState, Vec<u8>)>) {
    let next = async {
        loop {
            let event = esme.next_event().await.expect("the session goes on");
            if let Event::Request { id, pdu } = event {
                let body = pdu.body::<DeliverSm<'_>>().unwrap();
                let receipt = Receipt::of_deliver_sm(&body)
                    .map(|it| (it.message_state.unwrap(), it.err.unwrap_or_default().to_vec()));
                let from = String::from_utf8(body.source_addr.to_vec()).unwrap();
                let text = body.short_message.to_vec();
                let answer = DeliverSmResp::default();
                esme.session().respond(Instant::now(), id, CommandStatus::ESME_ROK, &answer).unwrap();
                return (from, text, receipt);
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), next).await.unwrap()
}

#[tokio::test]
async fn a_message_goes_from_smpp_to_a_handset_and_its_receipt_back() {
    let mut network = network("");
    let centre = centre(network.address().port(), "").await;
    let mut esme = centre.bind_plain("a").await.bound();
    submit(&mut esme, ALICE, b"Hello \x00").await;
    let (from, _, receipt) = delivered(&mut esme).await;
    assert_eq!(happened(&mut network).await, received(ALICE, "Shop", "Hello @"));
    assert_eq!((from.as_str(), receipt), (ALICE, Some((MessageState::DELIVERED, b"000".to_vec()))));
}

#[tokio::test]
async fn a_message_that_waits_for_its_subscriber_goes_as_soon_as_the_network_alerts() {
    let mut network = network("");
    let centre = centre(network.address().port(), "").await;
    let mut esme = centre.bind_plain("a").await.bound();
    for (text, reach) in [("away", Reach::Absent), ("full", Reach::Full)] {
        network.set_reach(ALICE, reach);
        submit(&mut esme, ALICE, text.as_bytes()).await;
        // Nothing arrives before the handset is back; the next attempt would be in an hour.
        assert!(tokio::time::timeout(Duration::from_millis(700), network.next_event()).await.is_err());
        network.set_reach(ALICE, Reach::Reachable);
        let (_, _, receipt) = delivered(&mut esme).await;
        assert_eq!(happened(&mut network).await, received(ALICE, "Shop", text));
        assert_eq!(receipt.unwrap().0, MessageState::DELIVERED);
    }
}

#[tokio::test]
async fn who_can_never_get_a_message_is_told_with_the_error_of_the_network() {
    let mut network = network("");
    network.set_reach(ALICE, Reach::Illegal);
    let centre = centre(network.address().port(), "").await;
    let mut esme = centre.bind_plain("a").await.bound();
    for (to, error) in [("491700000009", "001"), (ALICE, "009")] {
        submit(&mut esme, to, b"Hello").await;
        let (_, _, receipt) = delivered(&mut esme).await;
        let expected = (MessageState::UNDELIVERABLE, error.as_bytes().to_vec());
        assert_eq!(receipt, Some(expected), "unknownSubscriber, illegalSubscriber");
    }
    assert!(tokio::time::timeout(Duration::from_millis(50), network.next_event()).await.is_err());
}

#[tokio::test]
async fn what_fails_is_tried_again_as_the_configuration_has_it_for_such_a_failure() {
    let mut network = network("");
    network.set_reach(ALICE, Reach::Busy);
    let class = "[[retry.class]]\nname = \"busy\"\non = [\"subscriber_busy\"]\nkind = \"busy\"\nschedule = [\"1s\"]\n";
    let centre = centre(network.address().port(), class).await;
    let mut esme = centre.bind_plain("a").await.bound();
    submit(&mut esme, ALICE, b"Hello").await;
    assert!(tokio::time::timeout(Duration::from_millis(400), network.next_event()).await.is_err());
    // The register does not alert for one that is busy: the schedule alone brings it.
    network.set_reach(ALICE, Reach::Reachable);
    assert_eq!(happened(&mut network).await, received(ALICE, "Shop", "Hello"));
}

#[tokio::test]
async fn a_long_message_arrives_in_parts_that_belong_together() {
    let mut network = network("");
    let centre = centre(network.address().port(), "").await;
    let mut esme = centre.bind_plain("a").await.bound();
    let text = "long ".repeat(50);
    submit(&mut esme, ALICE, text.as_bytes()).await;
    let (_, _, receipt) = delivered(&mut esme).await;
    assert_eq!(receipt.unwrap().0, MessageState::DELIVERED);
    let (first, second) = text.split_at(152);
    assert_eq!(happened(&mut network).await, received(ALICE, "Shop", first));
    assert_eq!(happened(&mut network).await, received(ALICE, "Shop", second));
}

#[tokio::test]
async fn a_handset_sends_to_another_and_is_told_what_became_of_it() {
    let mut network = network("");
    let _centre = centre(network.address().port(), "").await;
    // The association must be there before a handset can send.
    tokio::time::sleep(Duration::from_millis(300)).await;
    network.send(ALICE, BOB, "Hi Bob", true);
    let all = all_happened(&mut network, 3).await;
    assert_eq!(all, [received(BOB, ALICE, "Hi Bob"), reported(ALICE, 0, 0), taken(ALICE)]);
}

#[tokio::test]
async fn a_handset_sends_to_an_esme_and_is_told_that_it_has_arrived() {
    let mut network = network("");
    let centre = centre(network.address().port(), "").await;
    let mut esme = centre.bind_plain("a").await.bound();
    tokio::time::sleep(Duration::from_millis(300)).await;
    network.send(ALICE, "49301", "vote 7", true);
    let (from, text, receipt) = delivered(&mut esme).await;
    assert_eq!((from.as_str(), text.as_slice(), receipt), (ALICE, &b"vote 7"[..], None));
    // The response of the ESME goes out with what it waits for next.
    let told = async {
        tokio::select! {
            all = all_happened(&mut network, 2) => all,
            _ = esme.next_event() => panic!("nothing else is for the ESME"),
        }
    };
    assert_eq!(told.await, [reported(ALICE, 0, 0), taken(ALICE)]);
}

#[tokio::test]
async fn a_centre_that_takes_nothing_from_handsets_refuses_it() {
    let mut network = network("");
    let _centre = centre(network.address().port(), "from_handsets = false\n").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    network.send(ALICE, BOB, "Hi Bob", false);
    let cause = SmEnumeratedDeliveryFailureCause::SUBSCRIBER_NOT_SC_SUBSCRIBER;
    let why = Some(FailureCause::NO_SC_SUBSCRIPTION);
    assert_eq!(happened(&mut network).await, refused(ALICE, cause, why));
}

#[tokio::test]
async fn messages_wait_for_a_gateway_that_comes_later() {
    // A port that nobody has.
    let port = std::net::UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let centre = centre(port, "").await;
    let mut esme = centre.bind_plain("a").await.bound();
    submit(&mut esme, ALICE, b"first").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let text = format!("[[subscriber]]\nmsisdn = \"{ALICE}\"\n");
    let begin = || {
        let script = Script::parse(&text).unwrap();
        start(script, ([127, 0, 0, 1], port).into(), [[1; 32], [2; 32], [3; 32]])
    };
    let mut network = begin().unwrap();
    assert_eq!(happened(&mut network).await, received(ALICE, "Shop", "first"));
    assert_eq!(delivered(&mut esme).await.2.unwrap().0, MessageState::DELIVERED);
}
