//! Two user agents with a proxy each, as in RFC 3261 §24.2, and the route sets that they get.

use brivas_sip::agent::Event as Told;

use super::world::World;
use super::*;

fn code(text: u16) -> Response<'static> {
    Response::new(StatusCode(text))
}

#[test]
fn a_call_goes_over_two_proxies_which_stay_on_its_way() {
    let mut world = World::with_proxies(2, None);
    world.call();
    world.at(10);
    assert_eq!(world.log(), "0>INVITE>1 1>INVITE>2 2>INVITE>3");
    let mut events = world.events(3);
    let Some(Told::Incoming { dialog: theirs, request, .. }) = events.pop() else {
        panic!("{events:?}")
    };
    assert_eq!(values(&request, HeaderName::VIA).len(), 3);
    assert_eq!(values(&request, HeaderName::MAX_FORWARDS), ["68"]);
    let [first, second] = ["<sip:198.51.100.1:5060;lr>", "<sip:198.51.100.2:5060;lr>"];
    assert_eq!(values(&request, HeaderName::RECORD_ROUTE), [second, first]);

    let now = world.now;
    world.agent(3).answer(now, theirs, &code(180), false).unwrap();
    world.at(20);
    let now = world.now;
    world.agent(3).answer(now, theirs, &code(200), false).unwrap();
    world.at(30);
    assert_eq!(world.log(), "3>180>2 2>180>1 1>180>0 3>200>2 2>200>1 1>200>0");
    let mut events = world.events(0);
    let Some(Told::Answered { dialog: ours, .. }) = events.pop() else { panic!("{events:?}") };
    let route = |world: &mut World, node, id| -> Vec<String> {
        let dialog = world.agent(node).dialog(id).unwrap();
        dialog.route_set().map(|value| String::from_utf8_lossy(value).into_owned()).collect()
    };
    assert_eq!(route(&mut world, 0, ours), [first, second]);
    assert_eq!(route(&mut world, 3, theirs), [second, first]);

    let now = world.now;
    world.agent(0).ack(now, ours, None, None).unwrap();
    world.at(40);
    assert_eq!(world.log(), "0>ACK>1 1>ACK>2 2>ACK>3");
    assert!(matches!(&world.events(3)[..], [Told::Acknowledged { .. }]));
    let now = world.now;
    world.agent(3).bye(now, theirs, None).unwrap();
    world.at(50);
    assert_eq!(world.log(), "3>BYE>2 2>BYE>1 1>BYE>0 0>200>1 1>200>2 2>200>3");
    assert!(world.events(0).iter().any(|event| matches!(event, Told::Ended { .. })));
    world.at(200_000);
    assert_eq!(world.log(), "");
    assert!(world.left().iter().all(|left| *left == (0, 0, 0)), "{:?}", world.left());
}

#[test]
fn a_call_taken_back_is_taken_back_hop_by_hop() {
    let mut world = World::with_proxies(2, None);
    let call = world.call();
    world.at(10);
    let mut events = world.events(3);
    let Some(Told::Incoming { dialog, .. }) = events.pop() else { panic!("{events:?}") };
    let now = world.now;
    world.agent(3).answer(now, dialog, &code(180), false).unwrap();
    world.at(20);
    world.log();
    let now = world.now;
    world.agent(0).cancel(now, call, None).unwrap();
    world.at(30);
    let log = world.log();
    for hop in [
        "0>CANCEL>1",
        "1>CANCEL>2",
        "2>CANCEL>3",
        "3>487>2",
        "2>487>1",
        "1>487>0",
        "0>ACK>1",
        "1>ACK>2",
        "2>ACK>3",
    ] {
        assert_eq!(log.split(' ').filter(|entry| *entry == hop).count(), 1, "{hop} in {log}");
    }
    world.events(0);
    world.events(3);
    world.at(200_000);
    assert!(world.left().iter().all(|left| *left == (0, 0, 0)), "{:?}", world.left());
}

#[test]
fn a_refusal_comes_back_and_each_hop_acknowledges_its_own() {
    let mut world = World::with_proxies(2, None);
    world.call();
    world.at(10);
    let mut events = world.events(3);
    let Some(Told::Incoming { dialog, .. }) = events.pop() else { panic!("{events:?}") };
    world.log();
    let now = world.now;
    world.agent(3).answer(now, dialog, &code(486), false).unwrap();
    world.at(20);
    assert_eq!(world.log(), "3>486>2 2>ACK>3 2>486>1 1>ACK>2 1>486>0 0>ACK>1");
    world.events(0);
    world.at(200_000);
    assert!(world.left().iter().all(|left| *left == (0, 0, 0)), "{:?}", world.left());
}
