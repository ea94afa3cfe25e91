//! Whose certificate it is (RFC 5922 §7), where `sips` must stand (RFC 5630), and who may be called back (RFC 5923).
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::net::SocketAddr;

use brivas_sip::Message;
use brivas_sip::header::{HeaderField, Transport, Via};
use brivas_sip::resolver::{Destination, Options, Resolver, Step, Target};
use brivas_sip::tls::{
    Alias, CertificateNames, SipsRefusal, answer_needs_sips, contact_is_allowed, is_tls_parameter,
    may_retarget, request_needs_sips,
};
use brivas_sip::uri::{SipUri, Uri};

const NONE: CertificateNames<'static> =
    CertificateNames { uris: &[], dns_names: &[], has_other_names: false, common_name: None };

fn domains(names: &CertificateNames<'_>) -> Vec<String> {
    names.domains().map(String::from).collect()
}

#[test]
fn a_sip_uri_without_a_user_is_a_domain_and_others_are_none() {
    let uris = [
        "sip:example.com",
        "SIP:example.net:5061;x=y",
        "sips:example.org",
        "sip:alice@example.info",
        "https://example.edu",
        "sip:*.example.com",
        "sip:[2001:db8::1]",
    ];
    let names = CertificateNames { uris: &uris, ..NONE };
    assert_eq!(domains(&names), ["example.com", "example.net", "[2001:db8::1]"]);
    assert!(names.is_for("[2001:DB8:0::1]"));
}

#[test]
fn dns_names_count_when_there_is_no_sip_uri() {
    let dns_names = ["example.com", "*.example.com", "a.example.net."];
    let names = CertificateNames { dns_names: &dns_names, ..NONE };
    assert_eq!(domains(&names), ["example.com", "a.example.net."]);
    assert!(names.is_for("a.EXAMPLE.net"));
    let names = CertificateNames { uris: &["sip:example.org"], ..names };
    assert_eq!(domains(&names), ["example.org"]);
    let names = CertificateNames { uris: &["sips:example.org", "sip:bob@example.org"], ..names };
    assert_eq!(domains(&names), ["example.com", "a.example.net."]);
}

#[test]
fn names_of_persons_are_not_shown() {
    let uris = ["sip:example.com", "sip:alice@example.com"];
    let names = CertificateNames { uris: &uris, common_name: Some("Alice"), ..NONE };
    assert_eq!(format!("{names:?}"), "[\"example.com\"]");
}

#[test]
fn the_common_name_counts_when_there_are_no_other_names_at_all() {
    let names = CertificateNames { common_name: Some("example.com"), ..NONE };
    assert!(names.is_for("example.com"));
    assert!(!CertificateNames { uris: &["sip:example.org"], ..names }.is_for("example.com"));
    assert!(!CertificateNames { uris: &["https://example.org"], ..names }.is_for("example.com"));
    assert!(!CertificateNames { dns_names: &["example.org"], ..names }.is_for("example.com"));
    assert!(!CertificateNames { has_other_names: true, ..names }.is_for("example.com"));
    for name in ["Bob Smith", "*.example.com", "", "192.0.2.1", "a..b"] {
        let names = CertificateNames { common_name: Some(name), ..NONE };
        assert!(domains(&names).is_empty() && !names.is_for(name), "{name}");
    }
}

#[test]
fn a_domain_is_equal_as_a_whole_in_any_case_or_not_at_all() {
    let names = CertificateNames { dns_names: &["Example.com", "*.example.com"], ..NONE };
    for (domain, is_for) in [
        ("example.com", true),
        ("EXAMPLE.COM.", true),
        ("sip.example.com", false),
        ("*.example.com", false),
        ("com", false),
        ("notexample.com", false),
        ("", false),
    ] {
        assert_eq!(names.is_for(domain), is_for, "{domain}");
    }
}

fn request(start: &str, rows: &str) -> Message {
    Message::read(format!("{start} SIP/2.0\r\n{rows}\r\n").into()).unwrap()
}

#[test]
fn a_request_for_sips_or_by_a_route_of_sips_needs_a_contact_of_sips() {
    for (start, rows, needs, allowed) in [
        ("INVITE sip:a@b", "Contact: <sip:c@d>\r\n", false, true),
        ("INVITE sip:a@b", "Contact: <sips:c@d>\r\n", false, true),
        ("INVITE sips:a@b", "Contact: <sips:c@d>\r\n", true, true),
        ("INVITE sips:a@b", "Contact: <sip:c@d>\r\n", true, false),
        ("INVITE SIPS:a@b", "Contact: <tel:+1>\r\n", true, false),
        ("INVITE sip:a@b", "Route: <sips:p;lr>, <sip:q;lr>\r\nContact: <sip:c@d>\r\n", true, false),
        ("INVITE sip:a@b", "Route: <sip:p;lr>, <sips:q;lr>\r\nContact: <sip:c@d>\r\n", false, true),
        ("BYE sips:a@b", "", true, true),
        ("REGISTER sips:b", "Contact: <sip:c@d>\r\n", true, true),
        ("INVITE tel:+1", "Contact: <sip:c@d>\r\n", false, true),
    ] {
        let request = request(start, rows);
        assert_eq!(request_needs_sips(&request), Ok(needs), "{start} {rows}");
        assert_eq!(contact_is_allowed(&request), Ok(allowed), "{start} {rows}");
    }
    assert!(request_needs_sips(&request("INVITE sips:a@b", "Route: <sip:\r\n")).is_err());
}

/// RFC 3261 §12.1.1.
#[test]
fn an_answer_needs_a_contact_of_sips_by_the_uri_the_first_record_route_or_the_contact() {
    for (start, rows, needs) in [
        ("INVITE sips:a@b", "Contact: <sip:c@d>\r\n", true),
        ("INVITE sip:a@b", "Record-Route: <sips:p;lr>, <sip:q;lr>\r\nContact: <sip:c@d>\r\n", true),
        ("INVITE sip:a@b", "Record-Route: <sip:p;lr>\r\nContact: <sips:c@d>\r\n", false),
        ("INVITE sip:a@b", "Contact: <sips:c@d>\r\n", true),
        ("INVITE sip:a@b", "Contact: <sip:c@d>\r\n", false),
        ("INVITE sip:a@b", "", false),
    ] {
        assert_eq!(answer_needs_sips(&request(start, rows)), Ok(needs), "{start} {rows}");
    }
}

fn sip(text: &str) -> SipUri<'_> {
    *Uri::read(text.as_bytes()).unwrap().sip().unwrap()
}

#[test]
fn a_proxy_leaves_sip_and_sips_as_they_are() {
    let (plain, secure) = (sip("sip:a@b"), sip("sips:a@b"));
    assert_eq!(may_retarget(&plain, &plain), Ok(()));
    assert_eq!(may_retarget(&secure, &secure), Ok(()));
    let (down, up) = (may_retarget(&secure, &plain).unwrap_err(), may_retarget(&plain, &secure).unwrap_err());
    assert_eq!(
        (down, down.warn_code(), down.warn_text()),
        (SipsRefusal::NotAllowed, 380, "SIPS Not Allowed")
    );
    assert_eq!((up, up.warn_code(), up.warn_text()), (SipsRefusal::Required, 381, "SIPS Required"));
    assert_eq!(SipsRefusal::STATUS.0, 480);
}

#[test]
fn transport_tls_is_known_so_that_it_is_not_written_again() {
    assert!(is_tls_parameter(&sip("sip:a@b;transport=TLS")));
    assert!(!is_tls_parameter(&sip("sips:a@b;transport=tcp")));
    assert!(!is_tls_parameter(&sip("sip:a@b")));
}

fn target(uri: &str) -> Target {
    let destination = Destination::of(&sip(uri));
    let Step::Target(target) = Resolver::new(&destination, &Options::new(), [0; 16]).next() else {
        panic!("{uri}")
    };
    target
}

fn alias(via: &str, certificate: Option<&CertificateNames<'_>>) -> Option<Alias> {
    Alias::of(&Via::read(via.as_bytes()).unwrap(), [192, 0, 2, 7].into(), certificate)
}

#[test]
fn a_connection_is_used_the_other_way_only_over_tls_with_a_certificate_of_the_peer() {
    let names = CertificateNames { dns_names: &["example.com"], ..NONE };
    let person = CertificateNames { uris: &["sip:bob@example.com"], ..NONE };
    let offered = "SIP/2.0/TLS p.example.com:5099;branch=z9hG4bKa;alias";
    let found = alias(offered, Some(&names)).unwrap();
    assert_eq!((found.transport, found.addr), (Transport::TLS, SocketAddr::from(([192, 0, 2, 7], 5099))));
    assert_eq!(alias("SIP/2.0/TLS p;alias", Some(&names)).unwrap().addr.port(), 5061);
    assert_eq!(alias(offered, None), None, "TLS on one side alone");
    assert_eq!(alias(offered, Some(&person)), None, "nobody's domain");
    assert_eq!(alias("SIP/2.0/TLS p;branch=z9hG4bKa", Some(&names)), None, "not offered");
    for transport in ["TCP", "UDP", "WS", "WSS", "SCTP"] {
        assert_eq!(alias(&format!("SIP/2.0/{transport} p;alias"), Some(&names)), None, "{transport}");
    }
}

#[test]
fn a_connection_serves_targets_where_its_peer_listens_and_of_its_domain() {
    let names = CertificateNames { dns_names: &["example.com"], ..NONE };
    let alias = alias("SIP/2.0/TLS p.example.com;alias", Some(&names)).unwrap();
    assert!(alias.serves(&target("sips:example.com;maddr=192.0.2.7"), &names));
    assert!(!alias.serves(&target("sips:example.org;maddr=192.0.2.7"), &names), "another domain");
    assert!(!alias.serves(&target("sips:example.com;maddr=192.0.2.8"), &names), "another address");
    assert!(!alias.serves(&target("sips:example.com:5062;maddr=192.0.2.7"), &names), "another port");
    assert!(!alias.serves(&target("sip:example.com;maddr=192.0.2.7"), &names), "another transport");
}
