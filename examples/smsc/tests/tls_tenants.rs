//! What a tenant may do: from where it binds, how often that may fail, and what it may submit over all its binds.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod tls_support;

use std::time::Instant;

use brivas_smpp::{CommandStatus, SubmitSm, SubmitSmResp, Tag};
use tls_support::{Centre, LOCALHOST, PASSWORD, response, rest};
use tokio::net::TcpStream;

fn tenant(name: &str, keys: &str) -> String {
    format!("[[tenant]]\nname = \"{name}\"\nsystem_id = \"{name}\"\npassword_hash = \"HASH\"\n{keys}\n")
}

/// The status of a submit_sm, and the congestion_state with it.
async fn submitted(
    esme: &mut brivas_smpp::Driver<TcpStream>,
    source_addr: &[u8],
    short_message: &[u8],
) -> (CommandStatus, Option<u8>) {
    let body = SubmitSm { source_addr, destination_addr: b"2", short_message, ..Default::default() };
    esme.session().submit_sm(Instant::now(), &body).unwrap();
    let pdu = response(esme).await;
    let state = pdu.body::<SubmitSmResp<'_>>().unwrap().tlvs.get(Tag::congestion_state);
    (pdu.header.command_status, state.and_then(|state| state.first().copied()))
}

#[tokio::test]
async fn a_tenant_binds_from_its_networks_alone() {
    let far = tenant("far", "allow_from = [\"192.0.2.0/24\", \"127.0.0.2\"]");
    let centre = Centre::start(&format!("{far}{}", tenant("near", "allow_from = [\"127.0.0.1\"]"))).await;
    assert!(centre.bind_plain("far").await.is_refused());
    centre.bind_plain("near").await.bound();
    centre.bind_from([127, 0, 0, 2], "far", PASSWORD).await.bound();
    assert!(centre.bind_from([127, 0, 0, 2], "near", PASSWORD).await.is_refused());
    assert!(centre.bind_from([127, 0, 0, 3], "near", PASSWORD).await.is_closed(), "nobody binds from there");
}

#[tokio::test]
async fn who_can_be_no_tenant_is_not_even_listened_to() {
    let centre = Centre::start(&tenant("far", "allow_from = [\"192.0.2.0/24\"]")).await;
    for address in [centre.smsc.smpp(), centre.tls_address()] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        assert!(rest(&mut stream).await.is_empty());
    }
}

#[tokio::test]
async fn after_many_binds_that_failed_the_next_from_that_address_has_to_wait() {
    let centre = Centre::start(&format!("smpp.session_init_secs = 1\n{}", tenant("a", ""))).await;
    for _ in 0..13 {
        assert!(centre.bind_from(LOCALHOST, "a", "wrong").await.is_refused());
    }
    centre.bind_from(LOCALHOST, "a", PASSWORD).await.bound();
    assert!(centre.bind_from(LOCALHOST, "a", "wrong").await.is_refused());
    assert!(
        centre.bind_from(LOCALHOST, "a", PASSWORD).await.is_refused(),
        "the wait is longer than a bind may take"
    );
    centre.bind_from([127, 0, 0, 2], "a", PASSWORD).await.bound();
}

#[tokio::test]
async fn a_wrong_name_is_told_as_a_wrong_password_is() {
    let centre = Centre::start(&tenant("a", "")).await;
    assert!(centre.bind_from(LOCALHOST, "b", PASSWORD).await.is_refused());
    assert!(centre.bind_from(LOCALHOST, "a", "wrong").await.is_refused());
}

#[tokio::test]
async fn a_quota_is_of_all_binds_together_and_beyond_it_congestion_is_told() {
    let centre = Centre::start(&format!("{}{}", tenant("a", "per_day = 4"), tenant("b", ""))).await;
    let mut first = centre.bind_plain("a").await.bound();
    let mut second = centre.bind_plain("a").await.bound();
    for _ in 0..2 {
        for esme in [&mut first, &mut second] {
            assert_eq!(submitted(esme, b"1", b"x").await, (CommandStatus::ESME_ROK, None));
        }
    }
    for esme in [&mut first, &mut second] {
        assert_eq!(submitted(esme, b"1", b"x").await, (CommandStatus::ESME_RTHROTTLED, Some(100)));
    }
    let mut other = centre.bind_plain("b").await.bound();
    assert_eq!(submitted(&mut other, b"1", b"x").await, (CommandStatus::ESME_ROK, None));
}

#[tokio::test]
async fn a_message_that_is_too_long_or_in_anothers_name_is_refused_and_counts_nowhere() {
    let keys = "max_octets = 3\nsources = [\"49*\"]\nper_day = 1";
    let centre = Centre::start(&tenant("a", keys)).await;
    let mut esme = centre.bind_plain("a").await.bound();
    assert_eq!(submitted(&mut esme, b"491", b"four").await.0, CommandStatus::ESME_RINVMSGLEN);
    assert_eq!(submitted(&mut esme, b"441", b"two").await.0, CommandStatus::ESME_RINVSRCADR);
    assert_eq!(submitted(&mut esme, b"491", b"two").await.0, CommandStatus::ESME_ROK);
    assert_eq!(submitted(&mut esme, b"491", b"two").await.0, CommandStatus::ESME_RTHROTTLED);
}
