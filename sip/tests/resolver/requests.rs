//! RFC 3263 §4: which transport, port and address a request has.

use brivas_sip::StatusCode;
use brivas_sip::header::Transport;
use brivas_sip::resolver::{Answer, Ended, Family, Options, Outcome, QueryKind, Record, Step};
use brivas_sip::transaction::Tell;

use crate::world::{World, a, aaaa, all_transports, example, naptr, options, resolver, srv};

#[test]
fn an_address_is_looked_up_nowhere() {
    for (uri, target) in [
        ("sip:192.0.2.9", "UDP 192.0.2.9:5060"),
        ("sips:192.0.2.9", "TLS 192.0.2.9:5061"),
        ("sip:192.0.2.9:5080", "UDP 192.0.2.9:5080"),
        ("sips:192.0.2.9:5080", "TLS 192.0.2.9:5080"),
        ("sip:192.0.2.9;transport=tcp", "TCP 192.0.2.9:5060"),
        ("sip:192.0.2.9;transport=TLS", "TLS 192.0.2.9:5061"),
        ("sips:192.0.2.9;transport=tcp", "TLS 192.0.2.9:5061"),
        ("sip:192.0.2.9;transport=sctp", "SCTP 192.0.2.9:5060"),
        ("sips:192.0.2.9;transport=sctp", "TLS-SCTP 192.0.2.9:5061"),
        ("sip:192.0.2.9;transport=ws", "WS 192.0.2.9:80"),
        ("sips:192.0.2.9;transport=ws", "WSS 192.0.2.9:443"),
        ("sip:[2001:db8::9]:5070", "UDP [2001:db8::9]:5070"),
        ("sip:example.com;maddr=192.0.2.9", "UDP 192.0.2.9:5060"),
        ("sip:example.com:5090;maddr=192.0.2.9", "UDP 192.0.2.9:5090"),
    ] {
        let run = World::default().request(uri, &all_transports());
        assert_eq!(
            (run.targets, run.asked, run.ended),
            (vec![target.into()], vec![], Ended::NoMore),
            "{uri}"
        );
    }
}

#[test]
fn a_port_says_that_addresses_alone_are_asked_for() {
    let run = example().request("sip:server1.example.com:5060", &options());
    assert_eq!(run.asked, ["A server1.example.com"]);
    assert_eq!(run.targets, ["UDP 192.0.2.1:5060"]);
    let run = example().request("sips:server1.example.com:5070", &options());
    assert_eq!(run.targets, ["TLS 192.0.2.1:5070"]);
}

#[test]
fn a_transport_says_that_naptr_is_not_asked_for() {
    let run = example().request("sip:example.com;transport=tcp", &options());
    assert_eq!(run.asked, ["Srv _sip._tcp.example.com", "A server1.example.com", "A server2.example.com"]);
    assert_eq!(run.targets, ["TCP 192.0.2.1:5060", "TCP 192.0.2.2:5060"]);
    let run = example().request("sips:example.com;transport=tcp", &options());
    assert_eq!(run.asked, ["Srv _sips._tcp.example.com", "A server1.example.com"]);
    assert_eq!(run.targets, ["TLS 192.0.2.1:5061"]);
}

#[test]
fn a_transport_that_we_cannot_speak_has_no_target() {
    for uri in [
        "sip:192.0.2.9;transport=sctp",
        "sip:192.0.2.9;transport=quic",
        "sips:192.0.2.9;transport=udp",
        "sip:example.com;transport=ws",
    ] {
        let run = example().request(uri, &options());
        assert_eq!((run.asked, run.targets, run.ended), (vec![], vec![], Ended::NoTransport), "{uri}");
    }
}

/// The example of RFC 3263 §4.1: it is the domain that chooses among what the client can speak.
#[test]
fn naptr_says_what_the_domain_likes_best_of_what_we_can_speak() {
    let run = example().request("sip:bob@example.com", &options());
    assert_eq!(
        run.targets,
        ["TLS 192.0.2.1:5061", "TCP 192.0.2.1:5060", "TCP 192.0.2.2:5060", "UDP 192.0.2.2:5060"]
    );
    let mut options = options();
    options.set_transports(&[Transport::UDP, Transport::TCP]);
    let run = example().request("sip:bob@example.com", &options);
    assert_eq!(run.asked[..2], ["Naptr example.com", "Srv _sip._tcp.example.com"]);
    assert_eq!(run.targets[0], "TCP 192.0.2.1:5060");
}

#[test]
fn sips_and_a_wish_for_tls_take_tls_alone() {
    let run = example().request("sips:bob@example.com", &options());
    assert_eq!(run.targets, ["TLS 192.0.2.1:5061"]);
    let mut options = options();
    options.set_tls_required(true);
    assert_eq!(example().request("sip:bob@example.com", &options).targets, ["TLS 192.0.2.1:5061"]);
    assert_eq!(example().request("sip:192.0.2.9;transport=tcp", &options).targets, ["TLS 192.0.2.9:5061"]);
    assert_eq!(example().request("sip:192.0.2.9;transport=udp", &options).ended, Ended::NoTransport);
}

#[test]
fn naptr_of_every_service_is_known_and_preference_decides_within_an_order() {
    let services = ["SIP+D2W", "SIPS+D2W", "SIP+D2S", "sips+d2s", "SIPS+D2T", "SIP+D2T", "SIP+D2U"];
    let mut world = World::default().with("here.example.com", a(1));
    for (preference, service) in (0_u16..7).zip(services).rev() {
        let name = format!("s{preference}.example.com");
        world = world
            .with("example.com", naptr(10, preference, service, &name))
            .with(&name, srv(0, 0, 6000 + preference, "here.example.com"));
    }
    let run = world.request("sip:example.com", &all_transports());
    assert_eq!(
        run.targets,
        [
            "WS 192.0.2.1:6000",
            "WSS 192.0.2.1:6001",
            "SCTP 192.0.2.1:6002",
            "TLS-SCTP 192.0.2.1:6003",
            "TLS 192.0.2.1:6004",
            "TCP 192.0.2.1:6005",
            "UDP 192.0.2.1:6006"
        ]
    );
}

#[test]
fn naptr_records_of_others_and_those_with_a_regexp_alone_are_passed_over() {
    let mut regexp = naptr(1, 1, "SIP+D2U", ".");
    let mut terminal = naptr(1, 2, "SIP+D2U", "other.example.com");
    if let (Record::Naptr(regexp), Record::Naptr(terminal)) = (&mut regexp, &mut terminal) {
        regexp.regexp = "!^.*$!sip:info@example.com!".into();
        terminal.flags = "u".into();
    }
    let world = World::default()
        .with("example.com", regexp)
        .with("example.com", terminal)
        .with("example.com", naptr(1, 3, "E2U+sip", "enum.example.com"))
        .with("example.com", naptr(2, 1, "SIP+D2U", "_sip._udp.example.com"))
        .with("_sip._udp.example.com", srv(0, 0, 5060, "one.example.com"))
        .with("one.example.com", a(1));
    let run = world.request("sip:example.com", &options());
    assert_eq!(run.asked, ["Naptr example.com", "Srv _sip._udp.example.com", "A one.example.com"]);
    assert_eq!(run.targets, ["UDP 192.0.2.1:5060"]);
}

#[test]
fn without_naptr_every_transport_is_tried_in_our_order_and_all_are_asked_for_at_once() {
    let world = World::default()
        .with("_sip._tcp.example.com", srv(0, 0, 5070, "one.example.com"))
        .with("_sips._tcp.example.com", srv(0, 0, 5071, "one.example.com"))
        .with("one.example.com", a(1));
    let run = world.request("sip:example.com", &options());
    assert_eq!(
        run.asked[..4],
        [
            "Naptr example.com",
            "Srv _sip._udp.example.com",
            "Srv _sip._tcp.example.com",
            "Srv _sips._tcp.example.com"
        ]
    );
    assert_eq!(run.targets, ["TCP 192.0.2.1:5070", "TLS 192.0.2.1:5071"]);
}

#[test]
fn without_srv_the_domain_itself_is_asked_for() {
    let world = World::default().with("example.com", a(5));
    for (uri, target) in [
        ("sip:example.com", "UDP 192.0.2.5:5060"),
        ("sips:example.com", "TLS 192.0.2.5:5061"),
        ("sip:example.com;transport=tcp", "TCP 192.0.2.5:5060"),
        ("sip:EXAMPLE.com.", "UDP 192.0.2.5:5060"),
    ] {
        assert_eq!(world.request(uri, &options()).targets, [target], "{uri}");
    }
}

#[test]
fn a_dot_for_a_target_says_that_there_is_no_such_service_and_the_domain_is_not_asked_for() {
    let world = World::default().with("_sip._udp.example.com", srv(0, 0, 0, ".")).with("example.com", a(5));
    let run = world.request("sip:example.com;transport=udp", &options());
    assert_eq!((run.targets, run.ended), (vec![], Ended::NoMore));
    let world =
        world.with("_sip._tcp.example.com", srv(0, 0, 5060, "one.example.com")).with("one.example.com", a(1));
    assert_eq!(world.request("sip:example.com", &options()).targets, ["TCP 192.0.2.1:5060"]);
}

#[test]
fn both_addresses_of_a_host_are_asked_for_at_once_and_come_in_the_order_that_is_wanted() {
    let world = World::default()
        .with("one.example.com", a(1))
        .with("one.example.com", aaaa(1))
        .with("two.example.com", a(2))
        .with("_sip._udp.example.com", srv(0, 0, 5060, "one.example.com"))
        .with("_sip._udp.example.com", srv(1, 0, 5060, "two.example.com"));
    let (one4, one6, two) = (
        "UDP 192.0.2.1:5060".to_string(),
        "UDP [2001:db8::1]:5060".to_string(),
        "UDP 192.0.2.2:5060".to_string(),
    );
    for (family, targets) in [
        (Family::V6First, vec![one6.clone(), one4.clone(), two.clone()]),
        (Family::V4First, vec![one4.clone(), one6.clone(), two.clone()]),
        (Family::V4Only, vec![one4, two]),
        (Family::V6Only, vec![one6]),
    ] {
        let mut options = options();
        options.set_family(family);
        assert_eq!(world.request("sip:example.com;transport=udp", &options).targets, targets, "{family:?}");
    }
}

#[test]
fn both_questions_of_a_host_are_asked_before_either_is_answered_and_the_wanted_one_does_not_wait() {
    let world = World::default().with("one.example.com", a(1)).with("one.example.com", aaaa(1));
    let mut resolver = resolver("sip:one.example.com:5060", &Options::new());
    let (Step::Need(first), Step::Need(second)) = (resolver.next(), resolver.next()) else {
        panic!("two")
    };
    assert_eq!((first.kind, second.kind), (QueryKind::Aaaa, QueryKind::A));
    assert_eq!(resolver.next(), Step::Wait);
    assert!(resolver.answer(&first, &world.answer(&first)));
    assert!(matches!(resolver.next(), Step::Target(target) if target.addr.is_ipv6()));
    assert_eq!(resolver.next(), Step::Wait);
    assert!(resolver.answer(&second, &world.answer(&second)));
    assert!(matches!(resolver.next(), Step::Target(target) if target.addr.is_ipv4()));
    assert_eq!(resolver.next(), Step::Ended(Ended::NoMore));
    assert_eq!(resolver.next(), Step::Ended(Ended::NoMore), "and it stays so");
}

/// RFC 7118 §6: there is no name of SRV records for it.
#[test]
fn websocket_is_found_by_naptr_or_at_the_domain_itself() {
    let world = World::default().with("example.com", a(5));
    let run = world.request("sip:example.com;transport=ws", &all_transports());
    assert_eq!((run.asked, run.targets), (vec!["A example.com".into()], vec!["WS 192.0.2.5:80".into()]));
    let run = world.request("sips:example.com;transport=ws", &all_transports());
    assert_eq!(run.targets, ["WSS 192.0.2.5:443"]);
}

#[test]
fn nothing_is_looked_up_before_the_targets_that_come_first_were_given() {
    let mut resolver = resolver("sip:example.com;transport=tcp", &options());
    let world = example();
    for name in ["_sip._tcp.example.com", "server1.example.com"] {
        let Step::Need(query) = resolver.next() else { panic!("{name}") };
        assert_eq!(query.name, name);
        assert_eq!(resolver.next(), Step::Wait, "it is asked once");
        assert!(resolver.answer(&query, &world.answer(&query)));
        assert!(!resolver.answer(&query, &Answer::Failed), "and answered once");
    }
    let Step::Target(target) = resolver.next() else { panic!("server1") };
    assert_eq!(target.server_name, "example.com", "the certificate is for the domain of the URI");
    let Step::Need(query) = resolver.next() else { panic!("server2") };
    assert_eq!((query.name.as_str(), query.kind), ("server2.example.com", QueryKind::A));
}

#[test]
fn a_certificate_is_for_the_host_of_the_uri_whatever_maddr_says() {
    let mut resolver = resolver("sips:Example.COM.;maddr=192.0.2.9", &options());
    let Step::Target(target) = resolver.next() else { panic!("one target") };
    assert_eq!(target.server_name, "example.com");
}

#[test]
fn an_answer_to_no_question_changes_nothing() {
    let mut asked = resolver("sip:one.example.com:5060", &options());
    let mut other = resolver("sip:two.example.com:5060", &options());
    let Step::Need(query) = other.next() else { panic!("A") };
    assert!(!asked.answer(&query, &Answer::Failed));
    assert!(matches!(asked.next(), Step::Need(query) if query.name == "one.example.com"));
}

#[test]
fn a_lookup_that_fails_is_told_at_the_end_and_spoils_nothing_else() {
    let world = example().with_answer("server1.example.com", QueryKind::A, Answer::Failed);
    let run = world.request("sip:example.com;transport=tcp", &options());
    assert_eq!((run.targets, run.ended), (vec!["TCP 192.0.2.2:5060".into()], Ended::LookupFailed));
    let run = example().request("sip:example.com;transport=tcp", &options());
    assert_eq!(run.targets.len(), 2, "another request has its own choice");
}

/// RFC 3263 §4.3.
#[test]
fn unavailable_timeout_and_transport_error_are_failures_and_nothing_else_is() {
    for code in StatusCode::ALL {
        let is_503 = *code == StatusCode::SERVICE_UNAVAILABLE;
        assert_eq!(Outcome::Response(*code).is_failure(), is_503, "{code}");
    }
    assert_eq!(Outcome::of(Tell::Timeout).map(Outcome::is_failure), Some(true));
    assert_eq!(Outcome::of(Tell::TransportError).map(Outcome::is_failure), Some(true));
    assert_eq!(Outcome::of(Tell::This), None);
}
