//! Links to other centres over TLS: whom they trust, and the certificate that they show.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod tls_support;

use std::time::{Duration, Instant};

use brivas_smpp::{Event, RegisteredDelivery, SubmitSm};
use tls_support::Centre;
use tls_support::pki::Authority;

const FAR: &str = "[[tenant]]\nname = \"near\"\nsystem_id = \"near\"\npassword_hash = \"HASH\"\n";

/// A centre with a link to that one; `keys` are of its TLS.
async fn near(far: &Centre, keys: &str) -> Centre {
    let port = far.tls_address().port();
    Centre::start(&format!(
        "[handset]\nenabled = false\n[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"HASH\"\n\
         [[link]]\nname = \"far\"\nhost = \"localhost\"\nport = {port}\nsystem_id = \"near\"\n\
         password_file = \"FOLDER/password\"\nreconnect_min_ms = 20\nreconnect_max_ms = 50\ntls = true\n{keys}\n\
         [[route]]\nname = \"out\"\nto = [\"link:far\"]\n"
    ))
    .await
}

/// Waits until the metric has a value of at least this.
async fn reaches(centre: &Centre, name: &str, value: u64) {
    let reached = async {
        while centre.metric(name).await.unwrap_or(0) < value {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), reached).await.unwrap();
}

/// Sends a message by the link, and waits for its receipt.
async fn assert_carries(near: &Centre) {
    let mut esme = near.bind_plain("a").await.bound();
    let body = SubmitSm {
        source_addr: b"1",
        destination_addr: b"2",
        registered_delivery: RegisteredDelivery::RECEIPT,
        short_message: b"x",
        ..Default::default()
    };
    esme.session().submit_sm(Instant::now(), &body).unwrap();
    let receipt = async {
        while let Some(event) = esme.next_event().await {
            if matches!(event, Event::Request { .. }) {
                return;
            }
        }
        panic!("the session ended");
    };
    tokio::time::timeout(Duration::from_secs(20), receipt).await.unwrap();
}

#[tokio::test]
async fn a_link_carries_messages_over_tls_and_shows_its_certificate() {
    let clients = Authority::new();
    let ours = clients.issue();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: String| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let print = ours.fingerprint();
    let far = Centre::start(&format!(
        "tls.client_ca = \"{}\"\n{FAR}client_cert_sha256 = [\"{print}\"]\n",
        file("clients.pem", clients.pem())
    ))
    .await;
    let ca = file("ca.pem", far.authority.pem());
    let near = near(
        &far,
        &format!(
            "ca_file = \"{ca}\"\ncert = \"{}\"\nkey = \"{}\"",
            file("cert.pem", ours.cert_pem()),
            file("key.pem", ours.key_pem())
        ),
    )
    .await;
    assert_carries(&near).await;
}

#[tokio::test]
async fn a_link_does_not_bind_at_a_centre_that_nobody_it_trusts_vouches_for() {
    let far = Centre::start(FAR).await;
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("ca.pem");
    std::fs::write(&ca, Authority::new().pem()).unwrap();
    let near = near(&far, &format!("ca_file = \"{}\"", ca.display())).await;
    reaches(&near, "brivas_smsc_link_failures_total{link=\"far\"} ", 3).await;
    assert_eq!(near.metric("brivas_smsc_link_binds{link=\"far\"} ").await, None);
    near.smsc.stop().await.unwrap();
}
