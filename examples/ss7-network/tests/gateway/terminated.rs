//! Messages to handsets.

use std::time::Duration;

use brivas_sigtran::gateway::{Delivery, Event, Failure, UsageError};
use brivas_sigtran::map::SmEnumeratedDeliveryFailureCause;
use brivas_sigtran::sccp::ReturnCause;
use brivas_ss7_network::{Reach, Script, Subscriber};

use crate::centre::{ALICE, World, tpdu};

fn alice() -> Subscriber {
    Subscriber::new(ALICE)
}

#[test]
fn a_message_is_delivered_by_two_dialogues_of_two_messages() {
    let mut world = World::with(alice());
    let before = world.messages;
    let id = world.deliver(&["Hello"]);
    assert_eq!(world.told(), [Event::Delivered { id }]);
    assert_eq!(world.received(), ["Hello"]);
    assert_eq!(world.messages - before, 4);
    assert!(world.is_idle());
}

#[test]
fn the_parts_of_a_message_go_in_one_dialogue_in_their_order() {
    for version in [2, 3] {
        let mut world = World::with(alice().with_max_version(version));
        let before = world.messages;
        let id = world.deliver(&["one", "two", "three"]);
        assert_eq!(world.told(), [Event::Delivered { id }]);
        assert_eq!(world.received(), ["one", "two", "three"]);
        // Routing, three requests and their answers; a node of version 2 refuses version 3 first.
        assert_eq!(world.messages - before, 2 + 6 + if version == 2 { 2 } else { 0 });
        assert!(world.is_idle());
    }
}

#[test]
fn in_version_1_every_part_has_a_dialogue_of_its_own() {
    let mut world = World::with(alice().with_max_version(1));
    let id = world.deliver(&["one", "two"]);
    assert_eq!(world.told(), [Event::Delivered { id }]);
    assert_eq!(world.received(), ["one", "two"]);
    assert!(world.is_idle());
}

#[test]
fn a_long_message_opens_its_dialogue_by_an_empty_one() {
    let text = "x".repeat(160);
    let mut world = World::with(alice());
    let before = world.messages;
    let id = world.deliver(&[&text]);
    assert_eq!(world.told(), [Event::Delivered { id }]);
    assert_eq!(world.received(), [text.as_str()]);
    assert_eq!(world.messages - before, 2 + 4);
    let mut world = World::of(alice(), Script::default(), |config| {
        config.set_longest_in_begin(usize::MAX);
    });
    let before = world.messages;
    world.deliver(&[&text]);
    assert_eq!(world.received(), [text.as_str()]);
    // One message more where SCCP segments.
    assert!((4..=5).contains(&(world.messages - before)));
}

#[test]
fn a_long_message_arrives_in_every_version() {
    let text = "x".repeat(160);
    for (ours, of_node) in [(1, 1), (2, 2), (3, 1), (3, 2)] {
        let mut world = World::of(alice().with_max_version(of_node), Script::default(), |config| {
            config.set_max_version(ours);
        });
        let id = world.deliver(&[&text]);
        assert_eq!(world.told(), [Event::Delivered { id }]);
        assert_eq!(world.received(), [text.as_str()]);
        assert!(world.is_idle());
    }
}

#[test]
fn a_node_of_an_older_version_is_asked_in_a_newer_one_but_once() {
    for version in [1, 2] {
        let mut world = World::with(alice().with_max_version(version));
        world.deliver(&["first"]);
        let before = world.messages;
        world.deliver(&["second"]);
        assert_eq!(world.received(), ["first", "second"]);
        assert_eq!(world.messages - before, 4);
    }
}

#[test]
fn a_register_of_an_older_version_is_asked_in_that() {
    for max_version in [1, 2] {
        let script = Script::parse(&format!("max_version = {max_version}")).unwrap();
        let mut world = World::of(alice().with_max_version(max_version), script, |_| {});
        let id = world.deliver(&["Hello"]);
        assert_eq!(world.told(), [Event::Delivered { id }]);
        assert_eq!(world.received(), ["Hello"]);
        assert!(world.is_idle());
    }
}

#[test]
fn who_has_no_version_that_the_network_has_is_asked_once_in_each() {
    let mut world = World::with(alice().with_max_version(0));
    let before = world.messages;
    let id = world.deliver(&["Hello"]);
    // Version 1 has no words for what is not supported.
    assert_eq!(world.told(), [Event::Failed { id, delivered: 0, failure: Failure::Aborted }]);
    assert_eq!(world.messages - before, 2 + 3 * 2);
    assert!(world.is_idle());
}

#[test]
fn every_refusal_of_a_handset_is_told_as_what_it_is() {
    let unequipped = SmEnumeratedDeliveryFailureCause::EQUIPMENT_NOT_SM_EQUIPPED;
    for (reach, failure) in [
        (Reach::Absent, Failure::AbsentSubscriber),
        (Reach::Full, Failure::MemoryCapacityExceeded),
        (Reach::Busy, Failure::SubscriberBusy),
        (Reach::Illegal, Failure::IllegalSubscriberOrEquipment),
        (Reach::Unequipped, Failure::DeliveryFailure(unequipped)),
    ] {
        for version in [1, 2, 3] {
            let mut world = World::with(alice().with_reach(reach).with_max_version(version));
            let id = world.deliver(&["one", "two"]);
            assert_eq!(world.told(), [Event::Failed { id, delivered: 0, failure }], "{reach:?} {version}");
            assert!(world.is_idle());
        }
    }
}

#[test]
fn nobody_with_a_number_is_told_by_the_register() {
    let mut world = World::with(Subscriber::new("491700000002"));
    let id = world.deliver(&["Hello"]);
    assert_eq!(world.told(), [Event::Failed { id, delivered: 0, failure: Failure::UnknownSubscriber }]);
}

#[test]
fn the_register_alerts_when_an_absent_subscriber_is_back() {
    for (reach, failure) in
        [(Reach::Absent, Failure::AbsentSubscriber), (Reach::Full, Failure::MemoryCapacityExceeded)]
    {
        for max_version in [1, 2, 3] {
            let script = Script::parse(&format!("max_version = {max_version}")).unwrap();
            let mut world = World::of(alice().with_reach(reach), script, |_| {});
            let id = world.deliver(&["Hello"]);
            assert_eq!(world.told(), [Event::Failed { id, delivered: 0, failure }]);
            world.reach(Reach::Reachable);
            assert_eq!(world.told(), [Event::Alert { msisdn: ALICE.into() }], "{reach:?} {max_version}");
            let id = world.deliver(&["Hello"]);
            assert_eq!(world.told(), [Event::Delivered { id }]);
            assert!(world.is_idle());
        }
    }
}

#[test]
fn who_is_known_to_be_absent_is_tried_by_priority_alone_and_then_reported_as_there() {
    let mut world = World::with(alice().with_reach(Reach::Absent));
    world.deliver(&["first"]);
    world.told();
    // The handset is back, and the register does not know.
    world.network.set_reach_unnoticed(ALICE, Reach::Reachable);
    let id = world.deliver(&["second"]);
    assert_eq!(world.told(), [Event::Failed { id, delivered: 0, failure: Failure::AbsentSubscriber }]);
    assert_eq!(world.received(), [""; 0]);
    let delivery = Delivery { msisdn: ALICE, priority: true, tpdus: vec![tpdu("third", false)] };
    let (now, gateway) = (world.now, &mut world.gateway);
    let id = world.stack.with_map(now, |map| gateway.deliver(now, map, &delivery)).unwrap();
    world.run();
    // Delivered, and the register told: it waits for nobody any more.
    assert_eq!(world.told(), [Event::Delivered { id }]);
    let id = world.deliver(&["fourth"]);
    assert_eq!(world.told(), [Event::Delivered { id }]);
    assert_eq!(world.received(), ["third", "fourth"]);
}

#[test]
fn an_answer_that_does_not_come_ends_the_delivery_in_its_time() {
    let mut world = World::with(alice().with_losses(100));
    let id = world.deliver(&["Hello"]);
    assert_eq!(world.told(), []);
    world.pass(Duration::from_secs(11 * 60));
    assert_eq!(world.told(), [Event::Failed { id, delivered: 0, failure: Failure::Timeout }]);
    assert!(world.is_idle());
}

#[test]
fn a_number_that_leads_nowhere_is_told_at_once() {
    let mut world = World::with(alice());
    let delivery = Delivery { msisdn: "33123", priority: false, tpdus: vec![tpdu("Hello", false)] };
    let (now, gateway) = (world.now, &mut world.gateway);
    let id = world.stack.with_map(now, |map| gateway.deliver(now, map, &delivery)).unwrap();
    world.run();
    let failure = Failure::NotRouted(ReturnCause::NO_TRANSLATION_FOR_ADDRESS);
    assert_eq!(world.told(), [Event::Failed { id, delivered: 0, failure }]);
    assert!(world.is_idle());
}

#[test]
fn deliveries_have_a_limit_and_what_cannot_be_is_refused() {
    let mut world = World::of(alice().with_losses(100), Script::default(), |config| {
        config.set_max_deliveries(1);
    });
    world.deliver(&["Hello"]);
    let (now, gateway) = (world.now, &mut world.gateway);
    let mut deliver = |msisdn, tpdus| {
        let delivery = Delivery { msisdn, priority: false, tpdus };
        world.stack.with_map(now, |map| gateway.deliver(now, map, &delivery))
    };
    assert_eq!(deliver(ALICE, vec![tpdu("Hello", false)]), Err(UsageError::Full));
    assert_eq!(deliver(ALICE, vec![]), Err(UsageError::Empty));
    assert!(matches!(deliver("alice", vec![tpdu("Hello", false)]), Err(UsageError::Number(_))));
}
