//! A simulated mobile network with a few subscribers, for a centre in this process.
#![allow(dead_code)] // each test file uses a part

use std::path::Path;
use std::time::Duration;

use brivas_platform::config::Config;
use brivas_sigtran::map::SmEnumeratedDeliveryFailureCause as Cause;
use brivas_sigtran::sms::FailureCause;
use brivas_smsc::Smsc;
use brivas_ss7_network::{Event, Running, Script, start};

pub(crate) const ALICE: &str = "491700000001";
pub(crate) const BOB: &str = "491700000002";
pub(crate) const CAROL: &str = "491700000003";

/// A network with these subscribers; `more` is what else its script says, of the network or of one more subscriber.
pub(crate) fn network(more: &str) -> Running {
    network_with(more, 3)
}

/// The same, served by nodes of this version of MAP.
pub(crate) fn network_with(more: &str, version: u8) -> Running {
    let subscriber =
        |msisdn: &str| format!("[[subscriber]]\nmsisdn = \"{msisdn}\"\nmax_version = {version}\n");
    let text = format!("{more}\n{}{}{}", subscriber(ALICE), subscriber(BOB), subscriber(CAROL));
    start(Script::parse(&text).unwrap(), ([127, 0, 0, 1], 0).into(), [[1; 32], [2; 32], [3; 32]]).unwrap()
}

/// What a centre on the network at this port has in its configuration; what fails is tried again after an hour.
pub(crate) fn configuration(port: u16) -> String {
    format!(
        "message.retry_secs = [3600]\n[handset]\nenabled = false\n\
         [[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"HASH\"\nprefixes = [\"4930\"]\n\
         [ss7]\npoint_code = 1\nservice_centre = \"491710000000\"\nlisten = \"127.0.0.1:0\"\n\
         peer = [{{ name = \"network\", address = \"127.0.0.1\", udp_port = {port} }}]\n\
         route = [{{ digits = \"*\", to = [2] }}]\n"
    )
}

/// A centre that keeps its messages in this folder, with a way into the network; nobody can bind.
pub(crate) async fn stored_centre(network: &Running, folder: &Path) -> Smsc {
    centre_with(network, folder, "").await
}

/// The same with more in its `[ss7]` section.
pub(crate) async fn centre_with(network: &Running, folder: &Path, more: &str) -> Smsc {
    let hash = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let text = format!(
        "smpp.listen = \"127.0.0.1:0\"\nhttp.listen = \"127.0.0.1:0\"\n{}{more}",
        configuration(network.address().port()).replace("HASH", hash)
    );
    let smsc = Smsc::start(&Config::parse(&text).unwrap(), folder).await.unwrap();
    // The association must be there before a handset can send.
    tokio::time::sleep(Duration::from_millis(300)).await;
    smsc
}

pub(crate) async fn happened(network: &mut Running) -> Event {
    tokio::time::timeout(Duration::from_secs(20), network.next_event()).await.unwrap().unwrap()
}

/// The next things that happened, in the order of their texts.
pub(crate) async fn all_happened(network: &mut Running, count: usize) -> Vec<Event> {
    let mut events = Vec::new();
    while events.len() < count {
        events.push(happened(network).await);
    }
    events.sort_by_key(|event| format!("{event:?}"));
    events
}

/// Nothing happens for a while.
pub(crate) async fn is_quiet(network: &mut Running) -> bool {
    tokio::time::timeout(Duration::from_millis(400), network.next_event()).await.is_err()
}

pub(crate) fn received(msisdn: &str, from: &str, text: &str) -> Event {
    Event::Received { msisdn: msisdn.into(), from: from.into(), text: text.into() }
}

/// The centre has taken what this handset has sent.
pub(crate) fn taken(msisdn: &str) -> Event {
    let msisdn = msisdn.into();
    Event::Sent { msisdn, taken: true, has_report: true, cause: None, failure_cause: None }
}

/// It has not, for this cause of sm-DeliveryFailure, and for that of TP-Failure-Cause where the version has room for it.
pub(crate) fn refused(msisdn: &str, cause: Cause, failure_cause: Option<FailureCause>) -> Event {
    Event::Sent {
        msisdn: msisdn.into(),
        taken: false,
        has_report: failure_cause.is_some(),
        cause: Some(cause.0),
        failure_cause: failure_cause.map(|cause| cause.0),
    }
}

/// What became of a message, at its end.
pub(crate) fn reported(msisdn: &str, message_reference: u8, status: u8) -> Event {
    Event::Reported { msisdn: msisdn.into(), message_reference, status, is_answer: false }
}

/// How a message stands, since its handset has asked.
pub(crate) fn told(msisdn: &str, message_reference: u8, status: u8) -> Event {
    Event::Reported { msisdn: msisdn.into(), message_reference, status, is_answer: true }
}
