//! Where a response goes when the connection of its request is gone (RFC 3261 §18.2.2, RFC 3581 §4, RFC 3263 §5).

use brivas_sip::header::{HeaderField, Via};
use brivas_sip::resolver::{Destination, Ended};

use crate::world::{World, a, example, srv};

#[test]
fn it_goes_where_its_request_came_from_and_then_where_its_sender_says_that_it_is() {
    for (via, targets) in [
        ("SIP/2.0/UDP 192.0.2.7;branch=z9hG4bKa", ["UDP 192.0.2.7:5060"].as_slice()),
        ("SIP/2.0/UDP 192.0.2.7:5080;branch=z9hG4bKa", &["UDP 192.0.2.7:5080"]),
        ("SIP/2.0/UDP 10.0.0.1:5080;received=192.0.2.7", &["UDP 192.0.2.7:5080", "UDP 10.0.0.1:5080"]),
        (
            "SIP/2.0/UDP 10.0.0.1:5080;received=192.0.2.7;rport=4711",
            &["UDP 192.0.2.7:4711", "UDP 10.0.0.1:5080"],
        ),
        ("SIP/2.0/UDP 192.0.2.7;received=192.0.2.7;rport=5060", &["UDP 192.0.2.7:5060"]),
        ("SIP/2.0/UDP 10.0.0.1;received=[2001:db8::7]", &["UDP [2001:db8::7]:5060", "UDP 10.0.0.1:5060"]),
        // The port that a connection came from is nobody's who listens.
        ("SIP/2.0/TCP 10.0.0.1;received=192.0.2.7;rport=4711", &["TCP 192.0.2.7:5060", "TCP 10.0.0.1:5060"]),
        ("SIP/2.0/TLS 10.0.0.1;received=192.0.2.7", &["TLS 192.0.2.7:5061", "TLS 10.0.0.1:5061"]),
        ("SIP/2.0/UDP 10.0.0.1;maddr=224.2.0.1;received=192.0.2.7", &["UDP 224.2.0.1:5060"]),
        ("SIP/2.0/TCP 192.0.2.7;maddr=224.2.0.1", &["TCP 192.0.2.7:5060"]),
    ] {
        let run = World::default().response(via);
        assert_eq!((run.targets.as_slice(), run.asked.len()), (targets_of(targets).as_slice(), 0), "{via}");
    }
}

fn targets_of(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

#[test]
fn the_name_in_sent_by_is_looked_up_without_naptr() {
    let run = example().response("SIP/2.0/TCP example.com;branch=z9hG4bKa");
    assert_eq!(run.asked[0], "Srv _sip._tcp.example.com");
    assert_eq!(run.targets, ["TCP 192.0.2.1:5060", "TCP 192.0.2.2:5060"]);
    let run = example().response("SIP/2.0/TLS example.com;received=192.0.2.200");
    assert_eq!(run.targets, ["TLS 192.0.2.200:5061", "TLS 192.0.2.1:5061"]);
    let run = example().response("SIP/2.0/TCP server2.example.com:5099;branch=z9hG4bKa");
    assert_eq!(
        (run.asked, run.targets),
        (vec!["A server2.example.com".into()], vec!["TCP 192.0.2.2:5099".into()])
    );
    let world = World::default()
        .with("_sip._udp.example.org", srv(0, 0, 7000, "b.example.org"))
        .with("b.example.org", a(3));
    assert_eq!(world.response("SIP/2.0/UDP example.org").targets, ["UDP 192.0.2.3:7000"]);
}

#[test]
fn nobody_is_called_back_over_websocket_or_by_an_invalid_name() {
    for text in
        ["SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bKa", "SIP/2.0/WSS example.com;received=192.0.2.7"]
    {
        assert_eq!(Destination::of_response(&Via::read(text.as_bytes()).unwrap()), None, "{text}");
    }
    let run = World::default().response("SIP/2.0/TCP df7jal23ls0d.invalid;branch=z9hG4bKa");
    assert_eq!((run.asked, run.targets, run.ended), (vec![], vec![], Ended::NoMore));
}
