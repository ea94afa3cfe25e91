//! query_sm, cancel_sm, replace_sm and replace_if_present, and who may use them.

use std::time::Duration;

use brivas_smpp::{
    BroadcastSm, CancelSm, CommandStatus, InterfaceVersion, McReceipt, MessageState, QuerySm, QuerySmResp,
    RegisteredDelivery, ReplaceSm, SubmitSm, Tag, TlvBuf,
};

use super::world::{HANDSET, TWO, World, to};

fn query<'a>(message_id: &'a [u8], source_addr: &'a [u8]) -> QuerySm<'a> {
    QuerySm { message_id, source_addr, ..Default::default() }
}

#[test]
fn query_tells_the_state_to_who_submitted_the_message_and_to_nobody_else() {
    let mut world = World::new(HANDSET);
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    let id = world.submit(a, &to(b"5", b"x"));
    let state = |world: &mut World| {
        let response = world.ask(a, &query(&id, b"1100"));
        let body = response.body::<QuerySmResp<'_>>().unwrap();
        (body.message_state, body.final_date.len())
    };
    assert_eq!(state(&mut world), (MessageState::ENROUTE, 0));
    world.pass(Duration::from_secs(1));
    assert_eq!(state(&mut world), (MessageState::DELIVERED, 16));
    assert_eq!(world.status(b, &query(&id, b"1100")), CommandStatus::ESME_RINVMSGID);
    assert_eq!(world.status(a, &query(&id, b"other")), CommandStatus::ESME_RQUERYFAIL);
    assert_eq!(world.status(a, &query(b"999", b"1100")), CommandStatus::ESME_RINVMSGID);
    assert_eq!(world.status(a, &query(b"junk", b"1100")), CommandStatus::ESME_RINVMSGID);
    world.pass(Duration::from_secs(90_000));
    assert_eq!(world.status(a, &query(&id, b"1100")), CommandStatus::ESME_RINVMSGID, "forgotten after a day");
}

#[test]
fn a_scheduled_message_is_scheduled_to_5_0_and_enroute_to_3_4() {
    for (version, expected) in
        [(InterfaceVersion::V5_0, MessageState::SCHEDULED), (InterfaceVersion::V3_4, MessageState::ENROUTE)]
    {
        let mut world = World::new(HANDSET);
        let a = world.bind("a", brivas_smpp::BindKind::Transceiver, version, "");
        let body = SubmitSm { schedule_delivery_time: b"000001000000000R", ..to(b"5", b"x") };
        let id = world.submit(a, &body);
        let response = world.ask(a, &query(&id, b"1100"));
        assert_eq!(response.body::<QuerySmResp<'_>>().unwrap().message_state, expected);
    }
}

#[test]
fn cancel_takes_back_what_is_not_under_way() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    let registered_delivery = RegisteredDelivery::NONE.with_mc_receipt(McReceipt::Failure);
    let id = world.submit(a, &SubmitSm { registered_delivery, ..to(b"99", b"x") });
    let cancel = CancelSm { message_id: &id, source_addr: b"1100", ..Default::default() };
    let foreign = CancelSm { source_addr: b"other", ..cancel };
    assert_eq!(world.status(a, &foreign), CommandStatus::ESME_RCANCELFAIL);
    let b = world.bind("b", brivas_smpp::BindKind::Transmitter, InterfaceVersion::V5_0, "");
    assert_eq!(world.status(b, &cancel), CommandStatus::ESME_RINVMSGID);
    assert_eq!(world.status(a, &cancel), CommandStatus::ESME_ROK);
    assert!(world.esmes[a].receipts()[0].contains("stat:DELETED"));
    assert_eq!(world.status(a, &cancel), CommandStatus::ESME_RCANCELFAIL, "it has ended");
    let receiver = world.bind_plain("b");
    assert!(world.esmes[receiver].delivered.is_empty());
    world.esmes[receiver].answers = false;
    let flying = world.submit(a, &to(b"99", b"y"));
    let cancel = CancelSm { message_id: &flying, source_addr: b"1100", ..Default::default() };
    assert_eq!(world.status(a, &cancel), CommandStatus::ESME_RCANCELFAIL, "it is under way");
}

#[test]
fn cancel_without_an_id_takes_back_all_that_match() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    for _ in 0..3 {
        world.submit(a, &to(b"99", b"these"));
    }
    world.submit(a, &to(b"991", b"another destination"));
    world.submit(a, &SubmitSm { service_type: b"CMT", ..to(b"99", b"another service") });
    let cancel = CancelSm { source_addr: b"1100", destination_addr: b"99", ..Default::default() };
    assert_eq!(world.status(a, &cancel), CommandStatus::ESME_ROK);
    assert_eq!(world.status(a, &cancel), CommandStatus::ESME_RCANCELFAIL, "none is left");
    let b = world.bind_plain("b");
    assert_eq!(world.esmes[b].messages(), ["another destination", "another service"]);
}

#[test]
fn replace_gives_a_waiting_message_another_text() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    let id = world.submit(a, &to(b"99", b"old"));
    let replace =
        ReplaceSm { message_id: &id, source_addr: b"1100", short_message: b"new", ..Default::default() };
    let foreign = ReplaceSm { source_addr: b"other", ..replace };
    assert_eq!(world.status(a, &foreign), CommandStatus::ESME_RREPLACEFAIL);
    assert_eq!(world.status(a, &replace), CommandStatus::ESME_ROK);
    let b = world.bind_plain("b");
    assert_eq!(world.esmes[b].messages(), ["new"]);
    assert_eq!(world.status(a, &replace), CommandStatus::ESME_RINVMSGID, "delivered");
    world.esmes[b].answers = false;
    let id = world.submit(a, &to(b"99", b"under way"));
    let replace = ReplaceSm { message_id: &id, ..replace };
    assert_eq!(world.status(a, &replace), CommandStatus::ESME_RREPLACEFAIL);
}

#[test]
fn replace_with_a_payload_and_with_bad_times() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    let id = world.submit(a, &to(b"99", b"old"));
    let mut tlvs = TlvBuf::new();
    tlvs.push(Tag::message_payload, b"payload");
    let replace =
        ReplaceSm { message_id: &id, source_addr: b"1100", tlvs: tlvs.as_tlvs(), ..Default::default() };
    let bad = ReplaceSm { validity_period: b"200101000000000+", ..replace };
    assert_eq!(world.status(a, &bad), CommandStatus::ESME_RINVEXPIRY);
    let bad = ReplaceSm { schedule_delivery_time: b"201301000000000+", ..replace };
    assert_eq!(world.status(a, &bad), CommandStatus::ESME_RINVSCHED);
    assert_eq!(world.status(a, &replace), CommandStatus::ESME_ROK);
    let b = world.bind_plain("b");
    assert_eq!(world.esmes[b].messages(), ["payload"]);
}

#[test]
fn replace_if_present_replaces_or_else_stores_as_new() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    let replacing = |text| SubmitSm { replace_if_present_flag: 1, ..to(b"99", text) };
    let first = world.submit(a, &replacing(b"first"));
    let second = world.submit(a, &replacing(b"second"));
    assert_eq!(first, second, "the message keeps its id");
    let other = world.submit(a, &SubmitSm { service_type: b"CMT", ..replacing(b"other service") });
    assert_ne!(first, other);
    let b = world.bind_plain("b");
    assert_eq!(world.esmes[b].messages(), ["second", "other service"]);
}

#[test]
fn broadcast_is_refused_by_name() {
    let mut world = World::new(HANDSET);
    let a = world.bind_plain("a");
    let mut tlvs = TlvBuf::new();
    tlvs.push(Tag::broadcast_area_identifier, b"\0area")
        .push(Tag::broadcast_content_type, &[0, 0, 1])
        .push_u16(Tag::broadcast_rep_num, 1)
        .push(Tag::broadcast_frequency_interval, &[9, 0, 1]);
    let body = BroadcastSm { tlvs: tlvs.as_tlvs(), ..Default::default() };
    assert_eq!(world.status(a, &body), CommandStatus::ESME_RBCASTFAIL);
}
