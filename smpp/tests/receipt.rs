//! Delivery receipts in the variants that real message centres send (collected from the issues of several libraries).
#![allow(clippy::unwrap_used)] // a test may fail loudly

use brivas_smpp::{
    DataSm, DeliverSm, EsmClass, MessageIdFormat, MessageIdKey, MessageState, NetworkErrorCode, NotAReceipt,
    Radix, Receipt, ReceiptText, Tag, TlvBuf,
};
use proptest::prelude::*;

fn parse(text: &str) -> Receipt<'_> {
    Receipt::parse(text.as_bytes()).unwrap()
}

#[test]
fn the_example_of_appendix_b() {
    let receipt = parse(
        "id:1234567890 sub:001 dlvrd:001 submit date:0806041511 done date:0806041512 stat:DELIVRD err:000 Text:Hello World",
    );
    assert_eq!(receipt.message_id, b"1234567890");
    assert_eq!((receipt.sub, receipt.dlvrd), (Some(1), Some(1)));
    assert_eq!(receipt.message_state, Some(MessageState::DELIVERED));
    assert_eq!((receipt.err, receipt.text), (Some(&b"000"[..]), Some(&b"Hello World"[..])));
    let submitted = receipt.submit_time().unwrap();
    assert_eq!(
        (submitted.year, submitted.month, submitted.day, submitted.hour, submitted.minute),
        (2008, 6, 4, 15, 11)
    );
    assert_eq!(receipt.done_time().unwrap().minute, 12);
}

#[test]
fn sub_and_dlvrd_may_be_absent_and_keys_in_any_case_and_order() {
    let receipt = parse("ID:0c7f STAT:EXPIRED done date:1605131234 Err:1f4 submit date:1605121234 TEXT:x");
    assert_eq!((receipt.message_id, receipt.sub), (&b"0c7f"[..], None));
    assert_eq!(receipt.message_state, Some(MessageState::EXPIRED));
    assert_eq!(receipt.err, Some(&b"1f4"[..]), "hexadecimal letters");
    assert_eq!(receipt.done_time().unwrap().day, 13);
}

#[test]
fn dates_have_ten_twelve_or_fourteen_digits_or_are_zeros() {
    let done = |digits: &str| {
        let text = format!("id:1 done date:{digits} stat:DELIVRD");
        parse(&text)
            .done_time()
            .map(|time| (time.year, time.month, time.day, time.hour, time.minute, time.second))
    };
    assert_eq!(done("2611211243"), Some((2026, 11, 21, 12, 43, 0)));
    assert_eq!(done("261121124359"), Some((2026, 11, 21, 12, 43, 59)));
    assert_eq!(done("202611211243"), Some((2026, 11, 21, 12, 43, 0)), "with the century");
    assert_eq!(done("20261121124359"), Some((2026, 11, 21, 12, 43, 59)));
    assert_eq!(done("0000000000"), None);
    assert_eq!(done("261321124359"), None, "there is no 13th month");
    assert_eq!(done("yesterday"), None);
}

#[test]
fn ids_are_uuids_hexadecimal_padded_dashed_or_long() {
    for id in [
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "0000000000000000000000000000000000001234567890",
        "DEADBEEF",
        "11-22-33",
    ] {
        assert_eq!(parse(&format!("id:{id} stat:DELIVRD")).message_id, id.as_bytes());
    }
}

#[test]
fn other_words_for_a_state_are_known_and_unknown_ones_kept() {
    let state = |word: &str| parse(&format!("id:1 stat:{word} err:0")).message_state;
    assert_eq!(state("FAILED"), Some(MessageState::UNDELIVERABLE));
    assert_eq!(state("DELIVERED"), Some(MessageState::DELIVERED));
    assert_eq!(state("rejectd"), Some(MessageState::REJECTED));
    assert_eq!(state("ACCEPTD"), Some(MessageState::ACCEPTED));
    assert_eq!(state("UNDELIVERABLE"), Some(MessageState::UNDELIVERABLE));
    assert_eq!(state("BARRED"), None);
    assert_eq!(parse("id:1 stat:BARRED").stat, Some(&b"BARRED"[..]));
}

#[test]
fn odd_forms_are_read_and_other_texts_are_none() {
    let receipt =
        parse("id:7 sub:1 dlvrd:13 submit date:1605121234 done date:1605131234 stat:DELIVRD err:0 \0");
    assert_eq!((receipt.sub, receipt.dlvrd), (Some(1), Some(13)));
    let receipt = parse("id: 42 sub: 001 stat: DELIVRD text:");
    assert_eq!((receipt.message_id, receipt.sub, receipt.text), (&b"42"[..], Some(1), Some(&b""[..])));
    let receipt = parse("id:1 stat:DELIVRD text:id:2 stat:EXPIRED");
    assert_eq!((receipt.message_id, receipt.text), (&b"1"[..], Some(&b"id:2 stat:EXPIRED"[..])));
    let receipt = parse("id:1 submitdate:1605121234 done_date:1605131234 stat:DELIVRD");
    assert!(receipt.submit_time().is_some() && receipt.done_time().is_some());
    for text in ["", "Hello, did you get my idea: lunch?", "sub:001 dlvrd:001", "\0", "text:id:1"] {
        assert_eq!(Receipt::parse(text.as_bytes()), Err(NotAReceipt), "{text}");
    }
}

#[test]
fn tlvs_count_more_than_the_text_and_a_difference_can_be_seen() {
    let mut tlvs = TlvBuf::new();
    tlvs.push_c_octet_string(Tag::receipted_message_id, b"1A2B")
        .push_u8(Tag::message_state, MessageState::UNDELIVERABLE.0)
        .push(Tag::network_error_code, &[3, 0x01, 0x02]);
    let body = DeliverSm {
        esm_class: EsmClass::MC_DELIVERY_RECEIPT,
        short_message: b"id:6699 stat:DELIVRD err:001",
        tlvs: tlvs.as_tlvs(),
        ..Default::default()
    };
    let receipt = Receipt::of_deliver_sm(&body).unwrap();
    assert_eq!((receipt.message_id, receipt.text_message_id), (&b"1A2B"[..], Some(&b"6699"[..])));
    assert_eq!(receipt.message_state, Some(MessageState::UNDELIVERABLE));
    assert_eq!(receipt.stat, Some(&b"DELIVRD"[..]));
    let error = NetworkErrorCode { network_type: 3, error_code: 0x0102 };
    assert_eq!(receipt.network_error_code, Some(error));
}

#[test]
fn a_receipt_may_be_in_the_payload_or_in_tlvs_alone_and_the_esm_class_decides() {
    let mut tlvs = TlvBuf::new();
    tlvs.push(Tag::message_payload, b"id:9 stat:EXPIRED");
    let body = DeliverSm { esm_class: EsmClass(0x04), tlvs: tlvs.as_tlvs(), ..Default::default() };
    assert_eq!(Receipt::of_deliver_sm(&body).unwrap().message_id, b"9");
    let mut tlvs = TlvBuf::new();
    // Without its NUL, as most centres send it.
    tlvs.push(Tag::receipted_message_id, b"77").push_u8(Tag::message_state, 2);
    let body = DataSm { esm_class: EsmClass(0x04), tlvs: tlvs.as_tlvs(), ..Default::default() };
    let receipt = Receipt::of_data_sm(&body).unwrap();
    assert_eq!((receipt.message_id, receipt.message_state), (&b"77"[..], Some(MessageState::DELIVERED)));
    let plain = DeliverSm { short_message: b"id:9 stat:EXPIRED", ..Default::default() };
    assert_eq!(Receipt::of_deliver_sm(&plain), None, "a message that quotes a receipt");
    let intermediate = DeliverSm { esm_class: EsmClass(0x20), short_message: b"id:9 stat:ENROUTE", ..plain };
    assert_eq!(Receipt::of_deliver_sm(&intermediate).unwrap().message_state, Some(MessageState::ENROUTE));
    let acknowledgement = DeliverSm { esm_class: EsmClass(0x08), ..intermediate };
    assert_eq!(Receipt::of_deliver_sm(&acknowledgement), None, "of the SME, not of the centre");
}

#[test]
fn the_text_is_written_as_appendix_b_has_it() {
    let text = ReceiptText {
        message_id: b"0000004711",
        sub: 1,
        dlvrd: 0,
        submit_date: 1_767_268_800_000,
        done_date: 1_767_268_860_000,
        state: MessageState::EXPIRED,
        err: 12,
        text: b"more than twenty octets of text",
    };
    assert_eq!(
        String::from_utf8(text.to_octets()).unwrap(),
        "id:0000004711 sub:001 dlvrd:000 submit date:2601011200 done date:2601011201 stat:EXPIRED err:012 \
         text:more than twenty oct"
    );
}

/// Kannel writes hexadecimal in responses and decimal in receipts; others pad with zeros or change the case.
#[test]
fn ids_of_one_message_meet_whatever_their_radix() {
    let same = |format: MessageIdFormat, response: &[u8], receipt: &[u8]| {
        format.of_response(response) == format.of_receipt(receipt)
    };
    let kannel = MessageIdFormat { response: Radix::Hexadecimal, receipt: Radix::Decimal };
    assert!(same(kannel, b"1A2B3C", b"1715004"));
    assert!(same(kannel, b"001a2b3c", b"0001715004"));
    assert!(!same(kannel, b"1A2B3C", b"1A2B3C"));
    let padded = MessageIdFormat { response: Radix::Decimal, receipt: Radix::Decimal };
    assert!(same(padded, b"4711", b"0000004711"));
    let plain = MessageIdFormat::default();
    assert!(!same(plain, b"4711", b"0000004711") && same(plain, b"a-b", b"a-b"));
    let uuid = b"f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    assert_eq!(MessageIdKey::new(uuid, Radix::Decimal), MessageIdKey::Name(uuid));
    assert_eq!(MessageIdKey::new(b"+5", Radix::Decimal), MessageIdKey::Name(b"+5"));
    assert_eq!(MessageIdKey::new(b"", Radix::Decimal), MessageIdKey::Name(b""));
}

proptest! {
    #[test]
    fn no_octets_make_it_panic(octets in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Receipt::parse(&octets).map(|receipt| (receipt.submit_time(), receipt.done_time()));
    }

    #[test]
    fn what_is_written_is_read(
        id in "[0-9A-Za-z-]{1,64}",
        numbers in (0_u32..=999, 0_u32..=999, 0_u32..=999),
        minutes in 0_i64..30_000_000,
        state in 0_u8..=9,
        text in proptest::collection::vec(any::<u8>(), 0..30),
    ) {
        let date = minutes * 60_000;
        let state = MessageState(state);
        let octets = ReceiptText {
            message_id: id.as_bytes(),
            sub: numbers.0,
            dlvrd: numbers.1,
            submit_date: date,
            done_date: date,
            state,
            err: numbers.2,
            text: &text,
        }
        .to_octets();
        let receipt = Receipt::parse(&octets).unwrap();
        prop_assert_eq!(receipt.message_id, id.as_bytes());
        prop_assert_eq!((receipt.sub, receipt.dlvrd), (Some(numbers.0), Some(numbers.1)));
        prop_assert_eq!(receipt.message_state, Some(state));
        prop_assert_eq!(receipt.done_time().unwrap().to_unix_millis(), date);
    }
}
