//! Links to other centres: messages handed over, their receipts in every order, and what comes the other way.

use std::time::Duration;

use brivas_platform::store::log::SimDisk;
use brivas_smpp::{
    CancelSm, CommandStatus, DataSm, DeliverSm, EsmClass, MessageState, NetworkErrorCode, QuerySm,
    QuerySmResp, RegisteredDelivery, SmppTime, SubmitSm, Tag, TlvBuf, Ton,
};

use super::durability::Lent;
use super::world::{World, to};

/// What begins with 5 goes to the centre `up`, what begins with 11 to tenant `a`.
const UP: &str = r#"
[handset]
enabled = false
[message]
retry_secs = [10, 100]
[[tenant]]
name = "a"
system_id = "a"
password_hash = "HASH"
prefixes = ["11"]
[[link]]
name = "up"
host = "127.0.0.1"
system_id = "us"
message_id = { response = "hex", receipt = "decimal" }
KEYS
[[route]]
name = "r"
destination_prefix = ["5"]
to = ["link:up"]
"#;

fn config(keys: &str) -> String {
    UP.replace("KEYS", keys)
}

fn world(keys: &str) -> World {
    World::new(&config(keys))
}

fn wanted<'a>(destination: &'a [u8], text: &'a [u8]) -> SubmitSm<'a> {
    SubmitSm { registered_delivery: RegisteredDelivery::RECEIPT, ..to(destination, text) }
}

/// The text of a receipt of theirs.
fn receipt_text(id: u64, stat: &str, err: &str) -> Vec<u8> {
    format!(
        "id:{id:010} sub:001 dlvrd:001 submit date:2601011200 done date:2601011201 stat:{stat} err:{err} text:"
    )
    .into_bytes()
}

fn receipt(text: &[u8]) -> DeliverSm<'_> {
    DeliverSm {
        source_addr: b"51",
        destination_addr: b"1100",
        esm_class: EsmClass::MC_DELIVERY_RECEIPT,
        short_message: text,
        ..Default::default()
    }
}

impl World {
    fn comes_from(&mut self, centre: usize, body: &DeliverSm<'_>) {
        let now = self.now.instant;
        self.centres[centre].send(now, body);
        self.settle();
    }

    fn answered(&self, centre: usize) -> Vec<CommandStatus> {
        self.centres[centre].responses.iter().map(|pdu| pdu.header.command_status).collect()
    }

    fn state(&mut self, esme: usize, message_id: &[u8]) -> MessageState {
        let body = QuerySm { message_id, source_addr: b"1100", ..Default::default() };
        let response = self.ask(esme, &body);
        response.body::<QuerySmResp<'_>>().unwrap().message_state
    }
}

#[test]
fn a_message_ends_when_the_other_centre_tells_so_and_its_sender_hears_it_by_our_id() {
    let mut world = world("");
    let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
    let id = world.submit(a, &wanted(b"51", b"hello"));
    assert_eq!(world.centres[up].submitted.len(), 1);
    assert_eq!(world.state(a, &id), MessageState::ENROUTE);
    assert!(world.esmes[a].receipts().is_empty());
    world.comes_from(up, &receipt(&receipt_text(0xABC0, "UNDELIV", "027")));
    assert_eq!(world.answered(up), [CommandStatus::ESME_ROK]);
    assert_eq!(world.state(a, &id), MessageState::UNDELIVERABLE);
    let receipts = world.esmes[a].receipts();
    let ours = String::from_utf8(id).unwrap();
    assert!(
        receipts[0].contains(&format!("id:{ours}")) && receipts[0].contains("stat:UNDELIV err:027"),
        "{receipts:?}"
    );
    assert_eq!(receipts.len(), 1);
}

#[test]
fn what_goes_out_has_the_fields_that_came_in() {
    let mut world = world("source_ton = 5\nsource_npi = 0");
    let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
    let mut tlvs = TlvBuf::new();
    tlvs.push(Tag::user_message_reference, &[0, 7]);
    let body = SubmitSm {
        esm_class: EsmClass(0x40),
        protocol_id: 0x41,
        priority_flag: 2,
        validity_period: b"000000010000000R",
        tlvs: tlvs.as_tlvs(),
        ..to(b"51", b"\x05\x00\x03\x01\x02\x01part")
    };
    world.submit(a, &body);
    let pdu = world.centres[up].submitted.remove(0);
    let out = pdu.body::<SubmitSm<'_>>().unwrap();
    assert_eq!(
        (out.source_addr_ton, out.source_addr, out.destination_addr),
        (Ton::Alphanumeric, &b"1100"[..], &b"51"[..])
    );
    assert_eq!((out.esm_class, out.protocol_id, out.priority_flag), (EsmClass(0x40), 0x41, 2));
    assert_eq!(out.short_message, body.short_message);
    assert_eq!(out.tlvs.get(Tag::user_message_reference), Some(&[0, 7][..]));
    assert_eq!(out.registered_delivery, RegisteredDelivery::RECEIPT, "though nobody asked us for one");
    let validity = SmppTime::parse(out.validity_period).unwrap().unwrap();
    assert_eq!(validity.resolve(world.now.unix_ms) - world.now.unix_ms, 3_600_000);
}

#[test]
fn a_receipt_that_overtakes_the_response_waits_for_it() {
    let mut world = world("");
    let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
    world.centres[up].answers = false;
    let id = world.submit(a, &wanted(b"51", b"hello"));
    world.comes_from(up, &receipt(&receipt_text(0xABC0, "DELIVRD", "000")));
    assert!(world.answered(up).is_empty(), "it is not answered before we know what it is about");
    let now = world.now.instant;
    world.centres[up].release(now);
    world.settle();
    assert_eq!(world.answered(up), [CommandStatus::ESME_ROK]);
    assert_eq!(world.state(a, &id), MessageState::DELIVERED);
    assert_eq!(world.esmes[a].receipts().len(), 1);
}

#[test]
fn a_receipt_for_no_message_of_ours_is_answered_and_changes_nothing() {
    let mut world = world("");
    let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
    let id = world.submit(a, &wanted(b"51", b"hello"));
    world.comes_from(up, &receipt(&receipt_text(77, "DELIVRD", "000")));
    assert_eq!(world.answered(up), [CommandStatus::ESME_ROK], "at once: no response is under way");
    world.centres[up].answers = false;
    world.submit(a, &wanted(b"52", b"hello"));
    world.comes_from(up, &receipt(&receipt_text(78, "DELIVRD", "000")));
    assert_eq!(world.answered(up).len(), 1, "it may be about the second one");
    world.centres[up].answers = true;
    world.submit(a, &wanted(b"53", b"hello"));
    assert_eq!(world.answered(up).len(), 1, "it cannot be about the third one");
    let now = world.now.instant;
    world.centres[up].release(now);
    world.settle();
    assert_eq!(world.answered(up).len(), 2);
    assert_eq!(world.state(a, &id), MessageState::ENROUTE);
}

#[test]
fn a_receipt_told_twice_is_passed_on_once() {
    let mut world = world("");
    let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
    world.submit(a, &wanted(b"51", b"hello"));
    let text = receipt_text(0xABC0, "DELIVRD", "000");
    let now = world.now.instant;
    world.centres[up].send(now, &receipt(&text));
    world.centres[up].send(now, &receipt(&text));
    world.settle();
    assert_eq!(world.answered(up), [CommandStatus::ESME_ROK; 2]);
    assert_eq!(world.esmes[a].receipts().len(), 1);
}

#[test]
fn receipts_by_tlv_alone_and_without_esm_class_are_known_and_the_networks_code_goes_on() {
    for esm_class in [EsmClass::MC_DELIVERY_RECEIPT, EsmClass::default()] {
        let mut world = world("");
        let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
        let id = world.submit(a, &wanted(b"51", b"hello"));
        let code = NetworkErrorCode { network_type: 3, error_code: 0x1234 };
        let mut tlvs = TlvBuf::new();
        tlvs.push_c_octet_string(Tag::receipted_message_id, b"43968")
            .push_u8(Tag::message_state, MessageState::REJECTED.0)
            .push(Tag::network_error_code, &code.to_octets());
        world.comes_from(
            up,
            &DeliverSm { esm_class, short_message: b"", tlvs: tlvs.as_tlvs(), ..receipt(b"") },
        );
        assert_eq!(world.state(a, &id), MessageState::REJECTED);
        let delivered = world.esmes[a].delivered.last().unwrap().clone();
        let body = delivered.body::<DeliverSm<'_>>().unwrap();
        assert_eq!(body.tlvs.get(Tag::network_error_code), Some(&code.to_octets()[..]));
    }
}

#[test]
fn states_on_the_way_are_told_to_those_who_asked_and_end_nothing() {
    let mut world = world("");
    let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
    let notified = RegisteredDelivery::RECEIPT.with_intermediate_notification(true);
    let id = world.submit(a, &SubmitSm { registered_delivery: notified, ..to(b"51", b"x") });
    for stat in ["ENROUTE", "ACCEPTD"] {
        let text = receipt_text(0xABC0, stat, "000");
        let esm_class = EsmClass::INTERMEDIATE_NOTIFICATION;
        world.comes_from(up, &DeliverSm { esm_class, ..receipt(&text) });
    }
    assert_eq!(world.state(a, &id), MessageState::ENROUTE);
    assert_eq!(world.esmes[a].receipts().len(), 2);
    world.comes_from(up, &receipt(&receipt_text(0xABC0, "DELIVRD", "000")));
    assert!(world.esmes[a].receipts()[2].contains("stat:DELIVRD"));
}

#[test]
fn a_receipt_finds_its_message_after_a_restart() {
    let disk = SimDisk::new(1);
    let store = Lent::open(&disk);
    let mut world = World::with_store(&config(""), Box::new(store));
    let (a, _) = (world.bind_plain("a"), world.bind_link("up"));
    let id = world.submit(a, &wanted(b"51", b"hello"));
    let now = world.now;
    drop(world);
    let mut world = World::at(&config(""), Box::new(Lent::open(&disk)), now);
    let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
    world.pass(Duration::from_secs(60));
    assert!(world.centres[up].submitted.is_empty(), "it is not handed over again");
    world.comes_from(up, &receipt(&receipt_text(0xABC0, "DELIVRD", "000")));
    assert_eq!(world.state(a, &id), MessageState::DELIVERED);
    assert_eq!(world.esmes[a].receipts().len(), 1);
}

#[test]
fn a_message_whose_receipt_never_comes_ends_after_its_validity() {
    let disk = SimDisk::new(1);
    for restart in [false, true] {
        let mut world = World::with_store(&config("receipt_grace_secs = 60"), Box::new(Lent::open(&disk)));
        let (a, _) = (world.bind_plain("a"), world.bind_link("up"));
        let id = world.submit(a, &SubmitSm { validity_period: b"000000000100000R", ..wanted(b"51", b"x") });
        if restart {
            let now = world.now;
            drop(world);
            world = World::at(&config("receipt_grace_secs = 60"), Box::new(Lent::open(&disk)), now);
            world.bind_plain("a");
        }
        world.pass(Duration::from_secs(119));
        assert_eq!(world.state(0, &id), MessageState::ENROUTE);
        world.pass(Duration::from_secs(2));
        assert_eq!(world.state(0, &id), MessageState::EXPIRED);
        assert!(world.esmes[0].receipts()[0].contains("stat:EXPIRED"));
    }
}

#[test]
fn who_asks_for_no_receipt_can_be_spared_one() {
    let mut world = world("receipts = \"asked\"");
    let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
    let id = world.submit(a, &to(b"51", b"x"));
    let pdu = world.centres[up].submitted.remove(0);
    assert_eq!(pdu.body::<SubmitSm<'_>>().unwrap().registered_delivery, RegisteredDelivery::NONE);
    assert_eq!(world.state(a, &id), MessageState::ACCEPTED);
    let id = world.submit(a, &wanted(b"51", b"x"));
    assert_eq!(world.state(a, &id), MessageState::ENROUTE);
}

#[test]
fn a_message_that_another_centre_has_cannot_be_taken_back() {
    let mut world = world("");
    let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
    let id = world.submit(a, &wanted(b"51", b"x"));
    let cancel = CancelSm { message_id: &id, source_addr: b"1100", ..Default::default() };
    assert_eq!(world.status(a, &cancel), CommandStatus::ESME_RCANCELFAIL);
    let again = SubmitSm { replace_if_present_flag: 1, ..wanted(b"51", b"new") };
    assert_ne!(world.submit(a, &again), id, "it is no replacement");
    assert_eq!(world.centres[up].submitted.len(), 2);
}

#[test]
fn a_throttled_link_rests_and_nothing_is_lost() {
    let mut world = world("throttle_pause_ms = 2000\nwindow = 1");
    let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
    world.centres[up].verdict = CommandStatus::ESME_RTHROTTLED;
    for text in [b"1", b"2", b"3"] {
        world.submit(a, &wanted(b"51", text));
    }
    assert_eq!(world.centres[up].submitted.len(), 1, "after the first refusal nothing goes");
    world.centres[up].verdict = CommandStatus::ESME_ROK;
    world.pass(Duration::from_millis(1900));
    assert_eq!(world.centres[up].submitted.len(), 1);
    world.pass(Duration::from_millis(200));
    assert_eq!(world.centres[up].submitted.len(), 3);
    world.pass(Duration::from_secs(12));
    assert_eq!(world.centres[up].submitted.len(), 4, "the refused one again");
}

#[test]
fn no_more_goes_out_than_rate_and_window_allow() {
    let mut world = world("rate = 5\nwindow = 100");
    let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
    for _ in 0..20 {
        world.submit(a, &wanted(b"51", b"x"));
    }
    assert_eq!(world.centres[up].submitted.len(), 1);
    world.pass(Duration::from_secs(2));
    assert!((10..=12).contains(&world.centres[up].submitted.len()));
    world.pass(Duration::from_secs(2));
    assert_eq!(world.centres[up].submitted.len(), 20);

    let mut world = self::world("window = 3");
    let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
    world.centres[up].answers = false;
    for _ in 0..5 {
        world.submit(a, &wanted(b"51", b"x"));
    }
    assert_eq!(world.centres[up].submitted.len(), 3);
}

#[test]
fn two_binds_of_a_link_share_the_work_and_one_that_breaks_loses_nothing() {
    let mut world = world("window = 2");
    let (a, one, two) = (world.bind_plain("a"), world.bind_link("up"), world.bind_link("up"));
    for up in [one, two] {
        world.centres[up].answers = false;
    }
    for _ in 0..4 {
        world.submit(a, &wanted(b"51", b"x"));
    }
    assert_eq!((world.centres[one].submitted.len(), world.centres[two].submitted.len()), (2, 2));
    world.centres[one].open = false;
    let connection = world.centres[one].connection;
    world.turn(vec![crate::engine::Input::Gone { connection }]);
    world.settle();
    let now = world.now.instant;
    world.centres[two].release(now);
    world.centres[two].answers = true;
    world.pass(Duration::from_secs(12));
    assert_eq!(world.centres[two].submitted.len(), 4, "those of the broken one come again");
}

#[test]
fn a_receipt_may_come_by_another_bind_than_its_message_went() {
    let mut world = world("");
    let (a, one) = (world.bind_plain("a"), world.bind_link("up"));
    let id = world.submit(a, &wanted(b"51", b"x"));
    let two = world.bind_link("up");
    assert_eq!(world.centres[one].submitted.len(), 1);
    world.comes_from(two, &receipt(&receipt_text(0xABC0, "DELIVRD", "000")));
    assert_eq!(world.state(a, &id), MessageState::DELIVERED);
}

#[test]
fn a_message_of_the_other_centre_is_stored_answered_and_delivered() {
    let mut world = world("");
    let (a, up) = (world.bind_plain("a"), world.bind_link("up"));
    let body = DeliverSm {
        source_addr: b"4477",
        destination_addr: b"1101",
        short_message: b"from afar",
        registered_delivery: RegisteredDelivery(0x01),
        ..Default::default()
    };
    world.comes_from(up, &body);
    assert_eq!(world.answered(up), [CommandStatus::ESME_ROK]);
    assert_eq!(world.esmes[a].messages(), ["from afar"]);
    assert_eq!(world.engine.live(), 0, "no receipt of ours is made of it");
    let mut tlvs = TlvBuf::new();
    tlvs.push(Tag::message_payload, b"by data_sm");
    let data = DataSm {
        source_addr: b"4477",
        destination_addr: b"1101",
        tlvs: tlvs.as_tlvs(),
        ..Default::default()
    };
    let now = world.now.instant;
    world.centres[up].send(now, &data);
    world.settle();
    assert_eq!(world.esmes[a].messages(), ["from afar", "by data_sm"]);
}

#[test]
fn a_message_that_would_go_back_where_it_came_from_is_refused() {
    let mut world = world("");
    let (_, up) = (world.bind_plain("a"), world.bind_link("up"));
    for destination_addr in [&b"52"[..], b"77"] {
        let body = DeliverSm { source_addr: b"4477", destination_addr, ..Default::default() };
        world.comes_from(up, &body);
    }
    assert_eq!(world.answered(up), [CommandStatus::ESME_RX_P_APPN; 2]);
    assert!(world.centres[up].submitted.is_empty());
}

#[test]
fn what_is_for_a_link_that_is_down_waits() {
    let mut world = world("");
    let a = world.bind_plain("a");
    world.submit(a, &wanted(b"51", b"x"));
    world.pass(Duration::from_secs(1000));
    let up = world.bind_link("up");
    assert_eq!(world.centres[up].submitted.len(), 1);
}
