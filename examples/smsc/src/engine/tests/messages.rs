//! Messages on their way: routes, receipts, retries, validity, modes.

use std::time::Duration;

use brivas_smpp::{
    BindKind, CommandStatus, DataCoding, DataSm, DataSmResp, DeliverSm, DestAddress, DestAddresses, EsmClass,
    InterfaceVersion, McReceipt, MessageState, MessagingMode, Npi, RegisteredDelivery, SubmitMulti,
    SubmitMultiResp, SubmitSm, SubmitSmResp, Tag, TlvBuf, Ton,
};

use super::world::{HANDSET, TWO, World, to};

#[test]
fn the_handset_takes_what_no_route_matches_and_the_receipt_comes_back() {
    let mut world = World::new(HANDSET);
    let a = world.bind_plain("a");
    let mut tlvs = TlvBuf::new();
    tlvs.push_u16(Tag::user_message_reference, 0xBEEF);
    let body = SubmitSm {
        registered_delivery: RegisteredDelivery::RECEIPT,
        tlvs: tlvs.as_tlvs(),
        ..to(b"4477", b"hello there, this is long enough")
    };
    let id = world.submit(a, &body);
    assert!(world.esmes[a].delivered.is_empty(), "the handset takes its time");
    world.pass(Duration::from_secs(1));
    let [pdu] = world.esmes[a].delivered.as_slice() else { panic!("one receipt") };
    let receipt = pdu.body::<DeliverSm<'_>>().unwrap();
    assert_eq!(receipt.esm_class, EsmClass::MC_DELIVERY_RECEIPT);
    assert_eq!((receipt.source_addr, receipt.destination_addr), (&b"4477"[..], &b"1100"[..]));
    assert_eq!(receipt.tlvs.c_octet_string(Tag::receipted_message_id), Some(&id[..]));
    assert_eq!(receipt.tlvs.message_state(), Some(MessageState::DELIVERED));
    assert_eq!(receipt.tlvs.integer(Tag::user_message_reference), Some(0xBEEF));
    let text = String::from_utf8(receipt.short_message.to_vec()).unwrap();
    assert!(text.starts_with(&format!("id:{} sub:001 dlvrd:001", String::from_utf8(id).unwrap())), "{text}");
    assert!(text.contains("stat:DELIVRD err:000") && text.ends_with("hello there, this is"), "{text}");
}

#[test]
fn a_prefix_or_a_claimed_range_leads_to_an_esme() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    world.submit(a, &to(b"991", b"by prefix"));
    assert_eq!(world.esmes[b].messages(), ["by prefix"]);
    assert_eq!(world.status(a, &to(b"55", b"no route")), CommandStatus::ESME_RINVDSTADR);

    let mut world = World::new(HANDSET);
    let a = world.bind("a", BindKind::Transceiver, InterfaceVersion::V5_0, "^55");
    let b = world.bind("b", BindKind::Transceiver, InterfaceVersion::V5_0, "^66");
    world.submit(b, &to(b"551", b"claimed"));
    world.submit(b, &to(b"661", b"b may not claim"));
    assert_eq!(world.esmes[a].messages(), ["claimed"]);
    assert!(world.esmes[b].messages().is_empty());
}

#[test]
fn a_message_waits_for_its_esme_in_the_order_of_priority() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    for (priority_flag, text) in [(0, &b"low"[..]), (3, b"urgent"), (0, b"low too"), (1, b"middle")] {
        world.submit(a, &SubmitSm { priority_flag, ..to(b"99", text) });
    }
    world.bind("b", BindKind::Transmitter, InterfaceVersion::V5_0, "");
    let b = world.bind_plain("b");
    assert_eq!(world.esmes[b].messages(), ["urgent", "middle", "low", "low too"]);
    assert!(world.esmes[1].delivered.is_empty(), "a transmitter is not delivered to");
}

#[test]
fn receipts_come_as_registered_delivery_asks() {
    let deliver = |receipt: McReceipt, verdict: CommandStatus| {
        let mut world = World::new(TWO);
        let a = world.bind_plain("a");
        let b = world.bind_plain("b");
        world.esmes[b].verdict = verdict;
        let registered_delivery = RegisteredDelivery::NONE.with_mc_receipt(receipt);
        world.submit(a, &SubmitSm { registered_delivery, ..to(b"99", b"x") });
        world.esmes[a].receipts()
    };
    let good = CommandStatus::ESME_ROK;
    let bad = CommandStatus::ESME_RX_P_APPN;
    assert!(deliver(McReceipt::None, good).is_empty() && deliver(McReceipt::None, bad).is_empty());
    assert!(deliver(McReceipt::SuccessOrFailure, good)[0].contains("stat:DELIVRD"));
    assert!(deliver(McReceipt::SuccessOrFailure, bad)[0].contains("stat:UNDELIV err:101"));
    assert!(deliver(McReceipt::Failure, good).is_empty());
    assert!(deliver(McReceipt::Failure, CommandStatus::ESME_RX_R_APPN)[0].contains("stat:REJECTD"));
    assert!(deliver(McReceipt::Success, bad).is_empty());
    assert!(deliver(McReceipt::Success, good)[0].contains("stat:DELIVRD"));
}

#[test]
fn a_temporary_fault_is_tried_again_by_the_schedule_and_notified_if_asked() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    world.esmes[b].verdict = CommandStatus::ESME_RX_T_APPN;
    let registered_delivery = RegisteredDelivery::RECEIPT.with_intermediate_notification(true);
    world.submit(a, &SubmitSm { registered_delivery, ..to(b"99", b"x") });
    assert_eq!(world.esmes[b].delivered.len(), 1);
    assert!(world.esmes[a].receipts()[0].contains("stat:ENROUTE"), "an intermediate notification");
    world.pass(Duration::from_secs(9));
    assert_eq!(world.esmes[b].delivered.len(), 1);
    world.pass(Duration::from_secs(2));
    assert_eq!(world.esmes[b].delivered.len(), 2, "after 10 s");
    world.esmes[b].verdict = CommandStatus::ESME_ROK;
    world.pass(Duration::from_secs(98));
    assert_eq!(world.esmes[b].delivered.len(), 2);
    world.pass(Duration::from_secs(3));
    assert_eq!(world.esmes[b].delivered.len(), 3, "after 100 s");
    assert!(world.esmes[a].receipts().last().unwrap().contains("stat:DELIVRD"));
}

#[test]
fn a_delivery_under_way_on_a_lost_connection_is_tried_again_on_another() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    world.esmes[b].answers = false;
    world.submit(a, &to(b"99", b"once more"));
    world.cut(b);
    let again = world.bind_plain("b");
    world.pass(Duration::from_secs(11));
    assert_eq!(world.esmes[again].messages(), ["once more"]);
}

#[test]
fn the_window_of_a_slow_esme_is_not_overrun() {
    let config = TWO.replace("prefixes = [\"99\"]", "prefixes = [\"99\"]\nwindow = 3");
    let mut world = World::new(&config);
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    world.esmes[b].answers = false;
    for _ in 0..10 {
        world.submit(a, &to(b"99", b"x"));
    }
    assert_eq!(world.esmes[b].delivered.len(), 3);
    world.release(b);
    assert_eq!(world.esmes[b].delivered.len(), 6);
    world.esmes[b].answers = true;
    world.release(b);
    assert_eq!(world.esmes[b].delivered.len(), 10);
}

#[test]
fn a_message_that_is_not_delivered_in_its_validity_expires() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    let registered_delivery = RegisteredDelivery::NONE.with_mc_receipt(McReceipt::Failure);
    let validity_period = b"000000010000000R";
    world.submit(a, &SubmitSm { registered_delivery, validity_period, ..to(b"99", b"x") });
    world.pass(Duration::from_secs(3599));
    assert!(world.esmes[a].receipts().is_empty());
    world.pass(Duration::from_secs(2));
    assert!(world.esmes[a].receipts()[0].contains("stat:EXPIRED"));
    let b = world.bind_plain("b");
    assert!(world.esmes[b].delivered.is_empty());
}

#[test]
fn a_scheduled_message_is_delivered_at_its_time() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    let schedule_delivery_time = b"260101130000000+";
    world.submit(a, &SubmitSm { schedule_delivery_time, ..to(b"99", b"at one") });
    world.pass(Duration::from_secs(3590));
    assert!(world.esmes[b].delivered.is_empty());
    world.pass(Duration::from_secs(20));
    assert_eq!(world.esmes[b].messages(), ["at one"]);
}

#[test]
fn a_datagram_is_tried_once_and_a_transaction_answered_with_its_outcome() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    let mode = |mode| EsmClass::DEFAULT.with_messaging_mode(mode);
    let datagram = SubmitSm { esm_class: mode(MessagingMode::Datagram), ..to(b"99", b"datagram") };
    let transaction = SubmitSm { esm_class: mode(MessagingMode::Forward), ..to(b"99", b"transaction") };
    world.esmes[b].verdict = CommandStatus::ESME_RX_T_APPN;
    world.submit(a, &datagram);
    let failed = world.ask(a, &transaction);
    assert_eq!(failed.header.command_status, CommandStatus::ESME_RDELIVERYFAILURE);
    let body = failed.body::<SubmitSmResp<'_>>().unwrap();
    assert_eq!(body.tlvs.integer(Tag::delivery_failure_reason), Some(2));
    world.pass(Duration::from_secs(1000));
    assert_eq!(world.esmes[b].delivered.len(), 2, "neither is tried again");
    world.esmes[b].verdict = CommandStatus::ESME_ROK;
    world.submit(a, &transaction);
    world.esmes[b].answers = false;
    world.send(a, &transaction);
    let answered = world.esmes[a].responses.len();
    world.pass(Duration::from_secs(19));
    assert_eq!(world.esmes[a].responses.len(), answered);
    world.pass(Duration::from_secs(2));
    assert_eq!(world.esmes[a].responses.len(), answered + 1, "no outcome in time is a failure");
    world.cut(b);
    let unavailable = world.ask(a, &transaction);
    let body = unavailable.body::<SubmitSmResp<'_>>().unwrap();
    assert_eq!(body.tlvs.integer(Tag::delivery_failure_reason), Some(0));
}

#[test]
fn data_sm_goes_through_with_its_payload_and_vendors_tlvs() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    let mut tlvs = TlvBuf::new();
    let long = [b'x'; 1000];
    tlvs.push(Tag::message_payload, &long).push(Tag(0x1401), b"vendor").push_u8(Tag::set_dpf, 1);
    let body =
        DataSm { source_addr: b"1100", destination_addr: b"99", tlvs: tlvs.as_tlvs(), ..Default::default() };
    let response = world.ask(a, &body);
    assert!(!response.body::<DataSmResp<'_>>().unwrap().message_id.is_empty());
    let delivered = world.esmes[b].delivered[0].body::<DeliverSm<'_>>().unwrap();
    assert_eq!(delivered.tlvs.get(Tag::message_payload), Some(&long[..]));
    assert_eq!(delivered.tlvs.get(Tag(0x1401)), Some(&b"vendor"[..]));
    assert_eq!(delivered.tlvs.get(Tag::set_dpf), None, "not for a delivery");
}

#[test]
fn acknowledgements_are_asked_of_the_recipient_and_carried_back() {
    let mut world = World::new(TWO);
    let a = world.bind_plain("a");
    let b = world.bind_plain("b");
    let registered_delivery = RegisteredDelivery(0x0D);
    world.submit(a, &SubmitSm { registered_delivery, ..to(b"99", b"please acknowledge") });
    let delivered = world.esmes[b].delivered[0].body::<DeliverSm<'_>>().unwrap();
    assert_eq!(
        delivered.registered_delivery,
        RegisteredDelivery(0x0C),
        "the receipt is the centre's own affair"
    );
    for esm_class in [0x08, 0x10] {
        world.submit(b, &SubmitSm { esm_class: EsmClass(esm_class), ..to(b"11", b"done") });
        let last = world.esmes[a].delivered.last().unwrap();
        assert_eq!(last.body::<DeliverSm<'_>>().unwrap().esm_class, EsmClass(esm_class));
    }
}

#[test]
fn submit_multi_reaches_each_destination_and_tells_what_failed() {
    let mut world = World::new(HANDSET);
    let a = world.bind("a", BindKind::Transceiver, InterfaceVersion::V5_0, "^5");
    let sme = |destination_addr| DestAddress::Sme {
        dest_addr_ton: Ton::International,
        dest_addr_npi: Npi::Isdn,
        destination_addr,
    };
    let list = [
        sme(b"500"),
        DestAddress::DistributionList { dl_name: b"friends" },
        DestAddress::DistributionList { dl_name: b"strangers" },
        sme(b""),
    ];
    let body = SubmitMulti {
        source_addr: b"1100",
        dest_addresses: DestAddresses::from(&list[..]),
        short_message: b"all",
        registered_delivery: RegisteredDelivery::RECEIPT,
        ..Default::default()
    };
    let response = world.ask(a, &body);
    let response = response.body::<SubmitMultiResp<'_>>().unwrap();
    let failed: Vec<_> = response.unsuccess_smes.iter().map(|sme| sme.error_status_code).collect();
    assert_eq!(failed, [CommandStatus::ESME_RINVDLNAME, CommandStatus::ESME_RINVDSTADR]);
    assert_eq!(world.esmes[a].messages(), ["all", "all", "all"]);
    let id = String::from_utf8(response.message_id.to_vec()).unwrap();
    let receipts = world.esmes[a].receipts();
    assert_eq!(receipts.len(), 3);
    assert!(receipts.iter().all(|receipt| receipt.starts_with(&format!("id:{id} "))), "{receipts:?}");
}

#[test]
fn a_full_store_says_so_and_takes_again_when_there_is_room() {
    let mut world = World::new(&format!("{TWO}\n[store]\nmax_messages = 2\n"));
    let a = world.bind_plain("a");
    world.submit(a, &to(b"99", b"1"));
    world.submit(a, &to(b"99", b"2"));
    assert_eq!(world.status(a, &to(b"99", b"3")), CommandStatus::ESME_RMSGQFUL);
    let b = world.bind_plain("b");
    assert_eq!(world.esmes[b].messages(), ["1", "2"]);
    world.submit(a, &to(b"99", b"3"));
}

#[test]
fn a_canned_message_is_sent_by_its_number() {
    let mut world = World::new(HANDSET);
    let a = world.bind("a", BindKind::Transceiver, InterfaceVersion::V5_0, "^5");
    world.submit(a, &SubmitSm { sm_default_msg_id: 7, ..to(b"5", b"") });
    assert_eq!(world.esmes[a].messages(), ["the canned text"]);
    let unknown = SubmitSm { sm_default_msg_id: 8, ..to(b"5", b"") };
    assert_eq!(world.status(a, &unknown), CommandStatus::ESME_RINVDFTMSGID);
}

#[test]
fn a_peer_of_3_3_gets_short_ids_and_no_tlvs() {
    let mut world = World::new(HANDSET);
    let a = world.bind("a", BindKind::Transceiver, InterfaceVersion::V3_3, "");
    let body = SubmitSm { registered_delivery: RegisteredDelivery::RECEIPT, ..to(b"5", b"x") };
    let id = world.submit(a, &body);
    assert_eq!(id.len(), 8);
    world.pass(Duration::from_secs(1));
    let receipt = world.esmes[a].delivered[0].body::<DeliverSm<'_>>().unwrap();
    assert!(receipt.tlvs.is_empty());
    assert!(world.esmes[a].receipts()[0].starts_with(&format!("id:{}", String::from_utf8(id).unwrap())));
}

#[test]
fn a_receipt_repeats_the_text_without_its_header_and_nothing_that_is_no_text_there() {
    for (esm_class, data_coding, text, repeated) in [
        (0x00, 0x00, &b"hello"[..], "text:hello"),
        (0x40, 0x00, b"\x05\x00\x03\x01\x02\x01part", "text:part"),
        (0x40, 0x00, b"\x09short", "text:"),
        (0x00, 0x08, b"\0h\0i", "text:"),
        (0x00, 0x04, b"\x01\x02", "text:"),
    ] {
        let mut world = World::new(TWO);
        let (a, _) = (world.bind_plain("a"), world.bind_plain("b"));
        let body = SubmitSm {
            esm_class: EsmClass(esm_class),
            data_coding: DataCoding(data_coding),
            registered_delivery: RegisteredDelivery::RECEIPT,
            ..to(b"99", text)
        };
        world.submit(a, &body);
        let receipt = &world.esmes[a].receipts()[0];
        assert!(receipt.ends_with(repeated), "{receipt}");
    }
}
