//! Every limit at its bound, whatever a domain name system answers, and answers that are kept.

use std::time::{Duration, Instant};

use brivas_sip::resolver::{Answer, AnswerCache, Ended, QueryKind, Record, Step};
use proptest::prelude::*;

use crate::world::{TTL, World, a, naptr, options, resolver, srv};

#[test]
fn no_more_records_are_looked_at_than_the_limit_allows() {
    let records = (1..=5).map(a).collect();
    let world =
        World::default().with_answer("a.example.com", QueryKind::A, Answer::Records { records, ttl: TTL });
    let mut options = options();
    options.set_most_records(3);
    assert_eq!(world.request("sip:a.example.com:5060", &options).targets.len(), 3);
}

#[test]
fn no_more_is_asked_than_the_limit_allows() {
    let mut world = World::default();
    for number in 0..6 {
        let name = format!("s{number}.example.com");
        world = world
            .with("_sip._udp.example.com", srv(number, 0, 5060, &name))
            .with(&name, a(1 + u8::try_from(number).unwrap()));
    }
    let mut options = options();
    options.set_most_queries(7);
    let run = world.request("sip:example.com;transport=udp", &options);
    assert_eq!((run.asked.len(), run.targets.len(), run.ended), (7, 6, Ended::NoMore));
    options.set_most_queries(4);
    let run = world.request("sip:example.com;transport=udp", &options);
    assert_eq!((run.asked.len(), run.targets.len(), run.ended), (4, 3, Ended::TooMany));
    options.set_most_queries(0);
    assert_eq!(world.request("sip:example.com", &options).ended, Ended::TooMany);
}

#[test]
fn no_more_targets_are_given_than_the_limit_allows_and_none_twice() {
    let world = (1..=4).fold(World::default(), |world, last| world.with("a.example.com", a(last)));
    let mut options = options();
    options.set_most_targets(4);
    let run = world.clone().with("a.example.com", a(4)).request("sip:a.example.com:5060", &options);
    assert_eq!(run.targets.len(), 4);
    options.set_most_targets(3);
    let run = world.request("sip:a.example.com:5060", &options);
    assert_eq!((run.targets.len(), run.ended), (3, Ended::TooMany));
}

/// What a hostile or broken domain name system may answer.
fn answers() -> impl Strategy<Value = Answer> {
    let name =
        || prop_oneof![Just("example.com"), Just("a.example.com"), Just("_sip._udp.example.com"), Just(".")];
    let service = prop_oneof![Just("SIP+D2U"), Just("SIP+D2T"), Just("SIPS+D2T"), Just("E2U+sip")];
    let record = prop_oneof![
        (any::<u16>(), service, name()).prop_map(|(order, service, name)| naptr(order, 0, service, name)),
        (0_u16..3, any::<u16>(), name())
            .prop_map(|(priority, weight, name)| srv(priority, weight, 5060, name)),
        any::<u8>().prop_map(a),
        name().prop_map(|name| Record::Cname(name.to_string())),
    ];
    prop_oneof![
        4 => prop::collection::vec(record, 0..6).prop_map(|records| Answer::Records { records, ttl: TTL }),
        1 => Just(Answer::Failed),
        1 => Just(Answer::NoSuchName { ttl: TTL }),
        1 => Just(Answer::Empty { ttl: TTL }),
    ]
}

proptest! {
    /// Whatever is answered, in whatever order: there is an end, within the limits.
    #[test]
    fn every_lookup_ends(
        given in prop::collection::vec(answers(), 1..40),
        late in prop::collection::vec(any::<bool>(), 1..40),
        uri in prop_oneof![Just("sip:example.com"), Just("sips:example.com"), Just("sip:example.com;transport=tcp")],
    ) {
        let mut resolver = resolver(uri, &options());
        let (mut given, mut late) = (given.iter().cycle(), late.iter().cycle());
        let (mut open, mut asked, mut targets) = (vec![], 0, 0);
        loop {
            match resolver.next() {
                Step::Need(query) => {
                    asked += 1;
                    open.push(query);
                    if *late.next().unwrap() {
                        continue;
                    }
                }
                Step::Target(_) => targets += 1,
                Step::Wait => {}
                Step::Ended(_) => break,
                _ => unreachable!(),
            }
            if let Some(query) = open.pop() {
                prop_assert!(resolver.answer(&query, given.next().unwrap()));
            } else {
                prop_assert!(asked <= 64 && targets <= 128);
            }
        }
        prop_assert!(asked <= 64 && targets <= 128);
    }
}

#[test]
fn an_answer_is_kept_for_its_ttl_but_no_longer_than_a_day() {
    #[allow(clippy::disallowed_methods)] // a test has a clock
    let start = Instant::now();
    let at = |seconds| start + Duration::from_secs(seconds);
    let Step::Need(query) = resolver("sip:a.example.com:5060", &options()).next() else { panic!("A") };
    let answer = |seconds| Answer::Records { records: vec![a(1)], ttl: Duration::from_secs(seconds) };
    let mut cache = AnswerCache::new(2);
    cache.put(start, &query, &answer(60));
    assert_eq!(cache.get(at(20), &query), Some(answer(40)));
    assert_eq!(cache.get(at(60), &query), None);
    cache.put(start, &query, &answer(10_000_000));
    assert_eq!(cache.poll_timeout(), Some(at(86_400)));
    cache.handle_timeout(at(86_400));
    assert!(cache.is_empty());
    cache.put(start, &query, &Answer::Failed);
    cache.put(start, &query, &answer(0));
    assert!(cache.is_empty(), "neither holds");
    cache.put(start, &query, &Answer::NoSuchName { ttl: TTL });
    assert_eq!(cache.get(start, &query), Some(Answer::NoSuchName { ttl: TTL }));
}

#[test]
fn above_the_limit_of_a_cache_the_answer_goes_that_would_end_first() {
    #[allow(clippy::disallowed_methods)] // a test has a clock
    let start = Instant::now();
    let queries = ["a", "b", "c"].map(|name| {
        let Step::Need(query) = resolver(&format!("sip:{name}.example.com:5060"), &options()).next() else {
            panic!("A")
        };
        query
    });
    let mut cache = AnswerCache::new(2);
    for (query, seconds) in queries.iter().zip([60, 30, 90]) {
        cache.put(start, query, &Answer::Empty { ttl: Duration::from_secs(seconds) });
    }
    let kept = queries.map(|query| cache.get(start, &query).is_some());
    assert_eq!((kept, cache.len()), ([true, false, true], 2));
}
