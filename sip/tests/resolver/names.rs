//! Names that stand for others, and names that nobody has.

use brivas_sip::resolver::{Answer, Ended, QueryKind, Record};

use crate::world::{TTL, World, a, options, srv};

fn alias(name: &str) -> Answer {
    Answer::Records { records: vec![Record::Cname(name.into())], ttl: TTL }
}

#[test]
fn an_alias_is_followed_for_each_kind_of_records() {
    let world = World::default()
        .with_answer("_sip._udp.example.com", QueryKind::Srv, alias("_sip._udp.example.org."))
        .with("_sip._udp.example.org", srv(0, 0, 5060, "a.example.org"))
        .with_answer("a.example.org", QueryKind::A, alias("b.example.org"))
        .with("b.example.org", a(1));
    let run = world.request("sip:example.com;transport=udp", &options());
    assert_eq!((run.targets, run.ended), (vec!["UDP 192.0.2.1:5060".into()], Ended::NoMore));
}

#[test]
fn an_alias_beside_the_records_that_were_asked_for_is_followed_already() {
    let records = vec![Record::Cname("b.example.com".into()), a(1)];
    let answer = Answer::Records { records, ttl: TTL };
    let world = World::default().with_answer("a.example.com", QueryKind::A, answer);
    let run = world.request("sip:a.example.com:5060", &options());
    assert_eq!((run.asked.len(), run.targets), (1, vec!["UDP 192.0.2.1:5060".into()]));
}

#[test]
fn eight_aliases_are_followed_and_a_ninth_is_not() {
    for (length, ended) in [(8, Ended::NoMore), (9, Ended::TooMany)] {
        let mut world = World::default().with(&format!("a{length}.example.com"), a(1));
        for number in 0..length {
            let next = format!("a{}.example.com", number + 1);
            world = world.with_answer(&format!("a{number}.example.com"), QueryKind::A, alias(&next));
        }
        let run = world.request("sip:a0.example.com:5060", &options());
        assert_eq!((run.targets.len(), run.ended), (usize::from(length == 8), ended), "{length}");
    }
}

#[test]
fn aliases_in_a_circle_come_to_an_end() {
    let world = World::default()
        .with_answer("a.example.com", QueryKind::A, alias("b.example.com"))
        .with_answer("b.example.com", QueryKind::A, alias("a.example.com"));
    let run = world.request("sip:a.example.com:5060", &options());
    assert_eq!((run.asked.len(), run.ended), (2, Ended::TooMany));
}

#[test]
fn a_name_that_none_can_have_is_not_asked_for() {
    let label = "a".repeat(64);
    let long = vec!["a".repeat(63); 4].join(".");
    for host in [label.as_str(), &long, "a..example.com", "192.0.2.300", "browser.invalid"] {
        let run = World::default().request(&format!("sip:{host}:5060"), &options());
        let asked = usize::from(host == "192.0.2.300");
        assert_eq!((run.asked.len(), run.targets.len(), run.ended), (asked, 0, Ended::NoMore), "{host}");
    }
    let world = World::default().with("_sip._udp.example.com", srv(0, 0, 5060, "a b.example.com"));
    assert_eq!(world.request("sip:example.com;transport=udp", &options()).asked.len(), 1);
}
