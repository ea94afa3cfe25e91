//! What an operator looks for, and what he sees at a glance.

use std::time::Duration;

use brivas_smpp::MessageState;
use tokio::sync::oneshot;

use super::world::{HANDSET, TWO, World, to};
use crate::engine::{Called, Findings, Input, Overview, Search, Wanted, WayName};

impl World {
    fn search(&mut self, wanted: Wanted, before: u64, limit: usize) -> Findings {
        let (reply, mut answer) = oneshot::channel();
        self.turn(vec![Input::Search(Search { wanted, before, limit, reply })]);
        answer.try_recv().unwrap()
    }

    fn overview(&mut self) -> Overview {
        let (reply, mut answer) = oneshot::channel();
        self.turn(vec![Input::Overview(reply)]);
        answer.try_recv().unwrap()
    }
}

fn ids(findings: &Findings) -> Vec<u64> {
    findings.messages.iter().map(|finding| finding.id).collect()
}

#[test]
fn messages_are_found_by_the_beginning_of_an_address_the_newest_first() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    for destination in [b"991", b"992", b"991"] {
        world.submit(a, &to(destination, b"text"));
    }
    let all = u64::MAX;
    assert_eq!(ids(&world.search(Wanted::To(b"99".to_vec()), all, 100)), [3, 2, 1]);
    assert_eq!(ids(&world.search(Wanted::To(b"991".to_vec()), all, 100)), [3, 1]);
    assert_eq!(ids(&world.search(Wanted::To(b"991".to_vec()), 3, 100)), [1]);
    assert_eq!(ids(&world.search(Wanted::From(b"11".to_vec()), all, 100)), [3, 2, 1]);
    assert!(ids(&world.search(Wanted::From(b"99".to_vec()), all, 100)).is_empty());

    let page = world.search(Wanted::To(Vec::new()), all, 2);
    assert_eq!((ids(&page), page.next), (vec![3, 2], Some(2)));
    let page = world.search(Wanted::To(Vec::new()), 2, 2);
    assert_eq!((ids(&page), page.next), (vec![1], None));
}

#[test]
fn a_long_search_goes_on_where_it_stopped() {
    let mut world = World::with_store(TWO, Box::new(brivas_platform::store::MemoryStore::new(10_000)));
    let a = world.bind_plain("a");
    world.submit(a, &to(b"991", b"the oldest"));
    for _ in 0..1500 {
        world.submit(a, &to(b"992", b"text"));
    }
    let first = world.search(Wanted::To(b"991".to_vec()), u64::MAX, 100);
    assert_eq!((ids(&first), first.next), (vec![], Some(1501 - 1023)));
    let second = world.search(Wanted::To(b"991".to_vec()), first.next.unwrap(), 100);
    assert_eq!((ids(&second), second.next), (vec![1], None));
}

#[test]
fn a_message_is_found_by_its_id_under_way_and_ended() {
    let mut world = World::new(HANDSET);
    let a = world.bind_plain("a");
    world.submit(a, &to(b"5", b"text"));
    let found = world.search(Wanted::Id(1), u64::MAX, 100);
    let message = &found.messages[0];
    assert_eq!((message.origin.as_slice(), message.state), (&b"a"[..], MessageState::ENROUTE));
    assert_eq!(message.under_way.as_ref().unwrap().to, b"5");
    world.pass(Duration::from_secs(1));
    let found = world.search(Wanted::Id(1), u64::MAX, 100);
    let message = &found.messages[0];
    assert_eq!((message.state, message.from.as_slice()), (MessageState::DELIVERED, &b"1100"[..]));
    assert!(message.under_way.is_none() && message.ended_at.is_some());
    assert!(world.search(Wanted::Id(99), u64::MAX, 100).messages.is_empty());
}

#[test]
fn queues_are_called_by_whom_they_are_for() {
    let config =
        format!("{TWO}[[route]]\nname = \"north\"\ndestination_prefix = [\"7\"]\nto = [\"tenant:b\"]\n");
    let mut world = World::new(&config);
    let a = world.bind_plain("a");
    world.submit(a, &to(b"99", b"for b"));
    world.submit(a, &to(b"7", b"by the route"));
    let overview = world.overview();
    let called: Vec<String> = overview
        .queues
        .iter()
        .map(|queue| match &queue.way {
            WayName::Target(Called::Tenant(system_id)) => format!("tenant {}", system_id.escape_ascii()),
            WayName::Route(name) => format!("route {name}"),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(called, ["tenant b", "route north"]);
    assert!(overview.queues.iter().all(|queue| queue.waiting == 1));
    assert_eq!((overview.routes[0].name.as_str(), overview.routes[0].waiting), ("north", 1));
}
