//! SMPP over TLS, and what a TLS port does with everything else.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod tls_support;

use std::time::Instant;

use brivas_smpp::{CommandStatus, SubmitSm};
use rustls::SupportedProtocolVersion;
use rustls::version::{TLS12, TLS13};
use tls_support::pki::{Authority, Identity};
use tls_support::{Centre, response, rest};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const VERSIONS: [&SupportedProtocolVersion; 2] = [&TLS12, &TLS13];

const ONE_TENANT: &str = "[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"HASH\"\n";
const TLS_TENANT: &str =
    "[[tenant]]\nname = \"tls\"\nsystem_id = \"tls\"\npassword_hash = \"HASH\"\nrequire_tls = true\n";

/// Whether the centre still does its work.
async fn assert_serves(centre: &Centre) {
    centre.bind_tls(&TLS13, "a", None).await.bound();
}

/// How many TLS handshakes ended so.
async fn handshakes(centre: &Centre, outcome: &str) -> Option<u64> {
    centre.metric(&format!("brivas_smsc_tls_handshakes_total{{outcome=\"{outcome}\"}} ")).await
}

#[tokio::test]
async fn a_message_is_taken_over_tls_and_the_end_is_told() {
    let centre = Centre::start(ONE_TENANT).await;
    for version in VERSIONS {
        let mut esme = centre.bind_tls(version, "a", None).await.bound();
        let body =
            SubmitSm { source_addr: b"1", destination_addr: b"2", short_message: b"x", ..Default::default() };
        esme.session().submit_sm(Instant::now(), &body).unwrap();
        assert_eq!(response(&mut esme).await.header.command_status, CommandStatus::ESME_ROK);
        esme.session().unbind(Instant::now()).unwrap();
        while esme.next_event().await.is_some() {}
        assert!(esme.take_error().is_none(), "close_notify came before the end of the stream");
    }
    centre.smsc.stop().await.unwrap();
}

#[tokio::test]
async fn a_tenant_that_requires_tls_is_refused_without() {
    let centre = Centre::start(&format!("{ONE_TENANT}{TLS_TENANT}")).await;
    assert!(centre.bind_plain("tls").await.is_refused());
    centre.bind_plain("a").await.bound();
    for version in VERSIONS {
        centre.bind_tls(version, "tls", None).await.bound();
        centre.bind_tls(version, "a", None).await.bound();
    }
}

#[tokio::test]
async fn a_client_must_show_the_certificate_of_its_tenant_signed_by_the_authority() {
    let clients = Authority::new();
    let (right, other, foreign) = (clients.issue(), clients.issue(), Authority::new().issue());
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("clients.pem");
    std::fs::write(&ca, clients.pem()).unwrap();
    let print = right.fingerprint();
    let config = format!(
        "tls.client_ca = \"{}\"\n{ONE_TENANT}{TLS_TENANT}client_cert_sha256 = [\"{print}\"]\n",
        ca.display()
    );
    let centre = Centre::start(&config).await;
    for version in VERSIONS {
        centre.bind_tls(version, "tls", Some(&right)).await.bound();
        assert!(
            centre.bind_tls(version, "tls", Some(&other)).await.is_refused(),
            "signed, but not the tenant's"
        );
        assert!(centre.bind_tls(version, "tls", None).await.is_refused(), "none");
        assert!(centre.bind_tls(version, "tls", Some(&foreign)).await.is_closed(), "of another authority");
        centre.bind_tls(version, "a", None).await.bound();
        centre.bind_tls(version, "a", Some(&other)).await.bound();
        assert!(centre.bind_tls(version, "a", Some(&foreign)).await.is_closed());
    }
    assert!(centre.bind_plain("tls").await.is_refused(), "a certificate can be shown over TLS alone");
}

#[tokio::test]
async fn without_an_authority_the_fingerprint_alone_tells_a_client() {
    let (right, other) = (Identity::self_signed(), Identity::self_signed());
    let (print, unused) = (right.fingerprint(), Identity::self_signed().fingerprint());
    let config = format!("{ONE_TENANT}{TLS_TENANT}client_cert_sha256 = [\"{unused}\", \"{print}\"]\n");
    let centre = Centre::start(&config).await;
    for version in VERSIONS {
        centre.bind_tls(version, "tls", Some(&right)).await.bound();
        assert!(centre.bind_tls(version, "tls", Some(&other)).await.is_refused());
        assert!(centre.bind_tls(version, "tls", None).await.is_refused());
        centre.bind_tls(version, "a", Some(&other)).await.bound();
    }
}

/// A ClientHello by hand from RFC 5246 §7.4.1.2 in a record of §6.2.1: the version in both, 32 octets of random, no
/// session, the cipher suite ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, no compression. The extensions are supported_groups with
/// secp256r1, ec_point_formats with uncompressed, and signature_algorithms with ECDSA and SHA-256.
fn client_hello(version: [u8; 2]) -> Vec<u8> {
    let groups = [0, 10, 0, 4, 0, 2, 0, 23];
    let points = [0, 11, 0, 2, 1, 0];
    let signatures = [0, 13, 0, 4, 0, 2, 4, 3];
    let extensions = [&[0, 22], &groups[..], &points, &signatures].concat();
    let body = [&version[..], &[7; 32], &[0], &[0, 2, 0xC0, 0x2B], &[1, 0], &extensions].concat();
    let length = u8::try_from(body.len()).unwrap();
    let record = [&[22], &version[..], &[0, length + 4], &[1, 0, 0, length]].concat();
    [record, body].concat()
}

#[tokio::test]
async fn tls_1_0_and_1_1_are_refused_by_the_alert_for_it_and_the_same_hello_of_1_2_is_not() {
    let centre = Centre::start(ONE_TENANT).await;
    for version in [[3, 1], [3, 2]] {
        let mut stream = TcpStream::connect(centre.tls_address()).await.unwrap();
        stream.write_all(&client_hello(version)).await.unwrap();
        let answer = rest(&mut stream).await;
        // An alert, fatal, protocol_version (RFC 5246 §7.2).
        assert_eq!((answer.first(), answer.get(5..)), (Some(&21), Some(&[2, 70][..])), "{answer:02X?}");
    }
    let mut stream = TcpStream::connect(centre.tls_address()).await.unwrap();
    stream.write_all(&client_hello([3, 3])).await.unwrap();
    let mut answer = [0; 6];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!((answer[0], answer[5]), (22, 2), "a ServerHello");
}

#[tokio::test]
async fn what_is_not_tls_is_closed_and_harms_nobody() {
    let centre = Centre::start(ONE_TENANT).await;
    // A bind_transceiver of 3.4 by hand (SMPP 3.4 §4.1.5).
    let bind = b"\0\0\0\x1B\0\0\0\x09\0\0\0\0\0\0\0\x01a\0secret08\0\0\x34\0\0\0";
    let zeros = [0; 4096];
    for octets in [&bind[..], b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", &[0xFF; 4096], &zeros] {
        let mut stream = TcpStream::connect(centre.tls_address()).await.unwrap();
        stream.write_all(octets).await.unwrap();
        let answer = rest(&mut stream).await;
        assert!(answer.is_empty() || answer.first() == Some(&21), "nothing but an alert: {answer:02X?}");
    }
    let mut stream = TcpStream::connect(centre.smsc.smpp()).await.unwrap();
    stream.write_all(&client_hello([3, 3])).await.unwrap();
    rest(&mut stream).await;
    assert_serves(&centre).await;
    assert_eq!(handshakes(&centre, "failed").await, Some(4));
    assert_eq!(handshakes(&centre, "done").await, Some(1));
}

#[tokio::test]
async fn a_handshake_that_takes_too_long_is_cut() {
    let centre = Centre::start(&format!("smpp.session_init_secs = 1\n{ONE_TENANT}")).await;
    for sent in [&[][..], &client_hello([3, 3])[..20]] {
        let mut stream = TcpStream::connect(centre.tls_address()).await.unwrap();
        stream.write_all(sent).await.unwrap();
        assert!(rest(&mut stream).await.is_empty());
    }
    assert_serves(&centre).await;
    assert_eq!(handshakes(&centre, "timeout").await, Some(2));
}

#[tokio::test]
async fn an_address_that_has_all_its_handshakes_keeps_no_other_out() {
    let centre = Centre::start(ONE_TENANT).await;
    let mut streams = Vec::new();
    for _ in 0..257 {
        streams.push(TcpStream::connect(centre.tls_address()).await.unwrap());
    }
    assert!(rest(streams.last_mut().unwrap()).await.is_empty(), "one too many");
    centre.bind_tls_from([127, 0, 0, 2], &TLS13, "a", None).await.bound();
    centre.bind_plain("a").await.bound();
    assert_eq!(handshakes(&centre, "too_many").await, Some(1));
}

#[tokio::test]
async fn a_centre_stops_while_a_handshake_is_under_way() {
    let centre = Centre::start(ONE_TENANT).await;
    let mut stream = TcpStream::connect(centre.tls_address()).await.unwrap();
    let esme = centre.bind_tls(&TLS13, "a", None).await.bound();
    drop(esme);
    centre.smsc.stop().await.unwrap();
    assert!(rest(&mut stream).await.is_empty());
}
