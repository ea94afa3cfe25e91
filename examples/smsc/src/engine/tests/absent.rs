//! Messages whose subscriber could not be reached, and the word that he can be.

use std::time::Duration;

use brivas_platform::store::log::SimDisk;
use brivas_smpp::CommandStatus;

use super::durability::Lent;
use super::world::{TWO, World, to};
use crate::engine::Input;

const ABSENT: CommandStatus = CommandStatus(0x0406);
/// A number of the tenant `b`.
const NUMBER: &[u8] = b"9922";

/// Whoever is bound as `b` cannot reach the subscriber; the next try would be in a while.
fn submitted(world: &mut World) -> usize {
    let (a, b) = (world.bind_plain("a"), world.bind_plain("b"));
    world.esmes[b].verdict = ABSENT;
    world.submit(a, &to(NUMBER, b"hello"));
    assert_eq!(world.esmes[b].delivered.len(), 1);
    world.esmes[b].verdict = CommandStatus::ESME_ROK;
    world.pass(Duration::from_secs(1));
    assert_eq!(world.esmes[b].delivered.len(), 1, "not yet");
    b
}

fn is_reachable(world: &mut World, number: &[u8]) {
    world.turn(vec![Input::Reachable { number: number.to_vec() }]);
    world.settle();
    world.pass(Duration::from_millis(10));
}

#[test]
fn a_message_goes_at_once_when_its_subscriber_is_back_and_no_other_does() {
    let mut world = World::new(TWO);
    let b = submitted(&mut world);
    is_reachable(&mut world, b"9923");
    assert_eq!(world.esmes[b].delivered.len(), 1);
    is_reachable(&mut world, NUMBER);
    assert_eq!((world.esmes[b].delivered.len(), world.engine.live()), (2, 0));
    is_reachable(&mut world, NUMBER);
    assert_eq!(world.esmes[b].delivered.len(), 2, "it waits no more");
}

#[test]
fn who_waits_for_whom_is_known_after_a_restart() {
    let disk = SimDisk::new(1);
    let mut world = World::with_store(TWO, Box::new(Lent::open(&disk)));
    submitted(&mut world);
    let now = world.now;
    drop(world);
    let mut world = World::at(TWO, Box::new(Lent::open(&disk)), now);
    let b = world.bind_plain("b");
    assert_eq!(world.esmes[b].delivered.len(), 0);
    is_reachable(&mut world, NUMBER);
    assert_eq!((world.esmes[b].delivered.len(), world.engine.live()), (1, 0));
}
