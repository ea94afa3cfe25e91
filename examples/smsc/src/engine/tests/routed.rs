//! Messages by the routes of the configuration: failover, refusals, holding, pace, changed addresses, retry classes.

use std::time::Duration;

use brivas_smpp::{
    CommandStatus, DeliverSm, EsmClass, MessageState, MessagingMode, QuerySm, QuerySmResp,
    RegisteredDelivery, SubmitSm, SubmitSmResp, Ton,
};

use super::world::{World, to};

/// Tenants `a`, `b` and `c` behind these routes; no handset.
fn world(routes: &str) -> World {
    let tenants = ["a", "b", "c"].map(|name| {
        format!("[[tenant]]\nname = \"{name}\"\nsystem_id = \"{name}\"\npassword_hash = \"HASH\"\n")
    });
    World::new(&format!("[handset]\nenabled = false\n{routes}\n{}", tenants.concat()))
}

fn route(keys: &str) -> World {
    world(&format!("[[route]]\nname = \"r\"\ndestination_prefix = [\"5\"]\n{keys}"))
}

#[test]
fn the_next_target_takes_what_the_one_before_cannot_be_reached_for() {
    let mut world = route("to = [\"tenant:b\", \"tenant:c\"]");
    let a = world.bind_plain("a");
    let c = world.bind_plain("c");
    world.submit(a, &to(b"51", b"to c"));
    assert_eq!(world.esmes[c].messages(), ["to c"]);
    let b = world.bind_plain("b");
    world.submit(a, &to(b"52", b"to b"));
    assert_eq!((world.esmes[b].messages().len(), world.esmes[c].messages().len()), (1, 1));
    world.cut(b);
    world.cut(c);
    world.submit(a, &to(b"53", b"waits"));
    let c = world.bind_plain("c");
    assert_eq!(world.esmes[c].messages(), ["waits"], "for whoever of the two comes first");
    assert_eq!(world.status(a, &to(b"6", b"no route")), CommandStatus::ESME_RINVDSTADR);
}

#[test]
fn a_reject_refuses_where_nothing_before_it_can_be_reached() {
    let mut world = route("to = [\"tenant:b\", \"reject:ESME_RDELIVERYFAILURE\"]");
    let a = world.bind_plain("a");
    assert_eq!(world.status(a, &to(b"51", b"x")), CommandStatus::ESME_RDELIVERYFAILURE);
    let b = world.bind_plain("b");
    world.submit(a, &to(b"51", b"y"));
    assert_eq!(world.esmes[b].messages(), ["y"]);
    let later = SubmitSm {
        schedule_delivery_time: b"000000000100000R",
        registered_delivery: RegisteredDelivery::RECEIPT,
        ..to(b"52", b"z")
    };
    world.submit(a, &later);
    world.cut(b);
    world.pass(Duration::from_secs(61));
    assert!(world.esmes[a].receipts()[0].contains("stat:REJECTD"), "its time came when nobody was there");
}

#[test]
fn a_drop_takes_a_message_and_tells_nobody() {
    let mut world = route("to = [\"drop\"]");
    let a = world.bind_plain("a");
    let body = SubmitSm { registered_delivery: RegisteredDelivery::RECEIPT, ..to(b"51", b"x") };
    let id = world.submit(a, &body);
    world.pass(Duration::from_secs(1));
    assert!(world.esmes[a].delivered.is_empty());
    let asked = world.ask(a, &QuerySm { message_id: &id, source_addr: b"1100", ..Default::default() });
    assert_eq!(asked.body::<QuerySmResp<'_>>().unwrap().message_state, MessageState::SKIPPED);
    let esm_class = EsmClass::default().with_messaging_mode(MessagingMode::Forward);
    let response = world.ask(a, &SubmitSm { esm_class, ..to(b"52", b"transaction") });
    assert!(!response.body::<SubmitSmResp<'_>>().unwrap().message_id.is_empty());
}

#[test]
fn a_held_route_keeps_its_messages_and_no_others() {
    let mut world = route("to = [\"tenant:b\"]\nheld = true\n[[route]]\nto = [\"tenant:b\"]");
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    world.submit(a, &to(b"51", b"held"));
    world.submit(a, &to(b"61", b"free"));
    world.pass(Duration::from_secs(3600));
    assert_eq!(world.esmes[b].messages(), ["free"]);
}

#[test]
fn a_route_keeps_its_pace_and_its_order() {
    let mut world = route("to = [\"tenant:b\"]\nmax_rate = 10");
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    let texts: Vec<String> = (0..40).map(|number| format!("{number}")).collect();
    for text in &texts {
        world.submit(a, &to(b"51", text.as_bytes()));
    }
    let mut before = world.esmes[b].messages().len();
    assert!(before <= 2);
    for _ in 0..3 {
        world.pass(Duration::from_secs(1));
        let now = world.esmes[b].messages().len();
        assert!((9..=11).contains(&(now - before)), "{} in a second", now - before);
        before = now;
    }
    world.pass(Duration::from_secs(2));
    assert_eq!(world.esmes[b].messages(), texts);
}

#[test]
fn the_recipient_sees_the_changed_addresses_and_the_sender_its_own() {
    let rules = "[[normalise]]\ncountry = \"49\"\n[[route]]\ndestination_prefix = [\"49\"]\n\
                 to = [\"tenant:b\"]\nrewrite = { destination = { strip = 2, prepend = \"77\" } }";
    let mut world = world(rules);
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    let body = SubmitSm {
        dest_addr_ton: Ton::National,
        registered_delivery: RegisteredDelivery::RECEIPT,
        ..to(b"0170123", b"x")
    };
    world.submit(a, &body);
    let delivered = world.esmes[b].delivered[0].body::<DeliverSm<'_>>().unwrap();
    assert_eq!((delivered.dest_addr_ton, delivered.destination_addr), (Ton::International, &b"77170123"[..]));
    assert_eq!((delivered.source_addr, delivered.short_message), (&b"1100"[..], &b"x"[..]));
    let receipt = world.esmes[a].delivered[0].body::<DeliverSm<'_>>().unwrap();
    assert_eq!((receipt.source_addr_ton, receipt.source_addr), (Ton::National, &b"0170123"[..]));
}

#[test]
fn an_address_that_is_too_long_once_changed_ends_its_message() {
    let mut world = route("to = [\"tenant:b\"]\nrewrite = { destination = { prepend = \"12345678901\" } }");
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    let body = SubmitSm { registered_delivery: RegisteredDelivery::RECEIPT, ..to(b"5123456789", b"x") };
    world.submit(a, &body);
    assert!(world.esmes[b].delivered.is_empty());
    assert!(world.esmes[a].receipts()[0].contains("stat:UNDELIV"));
}

#[test]
fn a_class_says_what_is_tried_again_and_how_often() {
    let keys = "to = [\"tenant:b\"]\n[[retry.class]]\nname = \"full\"\non = [\"ESME_RMSGQFUL\"]\n\
                kind = \"temporary\"\nschedule = [\"5s\"]\nmax_attempts = 3";
    let ends = |verdict: CommandStatus| {
        let mut world = route(keys);
        let a = world.bind_plain("a");
        let b = world.bind_plain("b");
        world.esmes[b].verdict = verdict;
        let body = SubmitSm { registered_delivery: RegisteredDelivery::RECEIPT, ..to(b"51", b"x") };
        world.submit(a, &body);
        world.pass(Duration::from_secs(60));
        (world.esmes[b].delivered.len(), world.esmes[a].receipts())
    };
    let (attempts, receipts) = ends(CommandStatus::ESME_RMSGQFUL);
    assert!(attempts == 3 && receipts[0].contains("stat:UNDELIV err:020"), "{attempts} {receipts:?}");
    let (attempts, receipts) = ends(CommandStatus::ESME_RX_P_APPN);
    assert!(attempts == 1 && receipts.len() == 1);
}
