//! Pain 1: the text of receipts varies from centre to centre and breaks parsers.

use brivas_smpp::{AbsoluteTime, CommandId, DeliverSm, Event, MessageState, Receipt, Role, Tag};

use crate::common::{ROK, Side, hex, pdu};

fn parse(text: &str) -> Receipt<'_> {
    Receipt::parse(text.as_bytes()).unwrap()
}

fn time(time: Option<AbsoluteTime>) -> String {
    time.map_or_else(|| "none".into(), |time| String::from_utf8(time.to_octets()[..12].to_vec()).unwrap())
}

/// opentelecoms-org/jsmpp#62, twitter-archive/cloudhopper-smpp#105, uudashr/jsmpp#67: no `sub:`, no `dlvrd:`.
#[test]
fn a_receipt_without_counts_is_a_receipt() {
    let receipt =
        parse("id:1526758174 submit date:1701240904 done date:1701240904 stat:DELIVRD err:000 text:hellow");
    assert_eq!(receipt.message_id, b"1526758174");
    assert_eq!((receipt.sub, receipt.dlvrd), (None, None));
    assert_eq!(time(receipt.done_time()), "170124090400");
    assert_eq!(receipt.message_state, Some(MessageState::DELIVERED));
    assert_eq!((receipt.err, receipt.text), (Some(&b"000"[..]), Some(&b"hellow"[..])));
    let receipt = parse("id:0654354026 submit date:2302101454 done date:2302101454 stat:DELIVRD err:000");
    assert_eq!((receipt.message_id, receipt.text), (&b"0654354026"[..], None));
}

/// opentelecoms-org/jsmpp#74: no dates.
#[test]
fn a_receipt_without_dates_is_a_receipt() {
    let receipt = parse("id:1846655173 sub:001 dlvrd:001 stat:DELIVRD err:000 text:");
    assert_eq!((receipt.submit_time(), receipt.done_time()), (None, None));
    assert_eq!(receipt.sub, Some(1));
}

/// onlinecity/php-smpp#70 and #29, komuw/naz#82: four digits of `err:`, a control character in the text, and vendors'
/// TLVs behind it. The octets are those of the issue, from `service_type` on.
#[test]
fn a_receipt_with_a_long_err_and_vendors_tlvs_is_read_from_its_octets() {
    let body = [
        b"\x00\x01\x01919713013030\0\x05\0AMARTV\0\x04\0\0\0\0\0\0\0\0".as_slice(),
        b"\x7bid:117062714244798261 sub:001 dlvrd:001 submit date:1706271624 done date:1706271624 ",
        b"stat:DELIVRD err:0000 text:H\x1bello world",
        b"\x04\x23\0\x03\0\0\0\x14\x54\0\x04\0\0\0\0\x14\x18\0\x04\0\0\0\0",
    ]
    .concat();
    let mut side = Side::bound(brivas_smpp::Config::new(Role::Esme));
    side.feed(&pdu(CommandId::deliver_sm, ROK, 1, &body));
    let Event::Request { pdu, .. } = side.event() else { panic!("not taken") };
    let body = pdu.body::<DeliverSm<'_>>().unwrap();
    let receipt = Receipt::of_deliver_sm(&body).unwrap();
    assert_eq!(receipt.message_id, b"117062714244798261");
    assert_eq!((receipt.err, receipt.text), (Some(&b"0000"[..]), Some(&b"H\x1bello world"[..])));
    assert_eq!(receipt.network_error_code.unwrap().error_code, 0);
    assert_eq!(body.tlvs.get(Tag(0x1454)), Some(&[0; 4][..]));
}

/// jookies/jasmin#447: `stat:FAILED` and a date of zeros made the receipt pass for a message of a subscriber.
#[test]
fn a_failure_with_a_date_of_zeros_is_a_receipt() {
    let receipt = parse(
        "id:1216080510463401720 sub:001 dlvrd:001 submit date:1608051046 done date:0000000000 stat:FAILED err:002 Text:",
    );
    assert_eq!(receipt.stat, Some(&b"FAILED"[..]));
    assert_eq!(receipt.message_state, Some(MessageState::UNDELIVERABLE));
    assert_eq!((time(receipt.submit_time()), receipt.done_time()), ("160805104600".into(), None));
}

/// jookies/jasmin#70 and #153, and the receipts that cloudhopper is tested with: seconds, centuries, ids of any form.
#[test]
fn dates_with_seconds_and_ids_of_any_form_are_read() {
    for (text, id, done) in [
        (
            "id:a29f6845555647139e5c8f3b817f2c9a sub:001 dlvrd:001 submit date:141023215253 done date:141023215259 \
             stat:DELIVRD err:000 text:",
            "a29f6845555647139e5c8f3b817f2c9a",
            "141023215259",
        ),
        (
            "id:74e02ee1-4e2f-4a6e-a78b-4b247d756a22 sub:001 dlvrd:001 submit date:110206193041 done \
             date:110206193110 stat:DELIVRD err:000 text:",
            "74e02ee1-4e2f-4a6e-a78b-4b247d756a22",
            "110206193110",
        ),
        (
            "id:2E179B310EDE971B2760C72B7F026E1B submit date:20110314181534 done date:20110314181741 stat:DELIVRD \
             err:0",
            "2E179B310EDE971B2760C72B7F026E1B",
            "110314181741",
        ),
        (
            "id:fa9542be-3c16-44bb-9a8c-d277ea1851ef submit date:1911211739 done date:1911211741 stat:DELIVRD err:002",
            "fa9542be-3c16-44bb-9a8c-d277ea1851ef",
            "191121174100",
        ),
    ] {
        let receipt = parse(text);
        assert_eq!((receipt.message_id, time(receipt.done_time())), (id.as_bytes(), done.into()));
    }
}

/// The order of cloudhopper's test: the text is not last. What stands in it is not taken for what has come before.
#[test]
fn the_text_need_not_be_last() {
    let receipt = parse(
        "sub:001 id:74e02ee1-4e2f-4a6e-a78b-4b247d756a22 err:000 dlvrd:001 done date:110206193110 submit \
         date:110206193041 text: stat:DELIVRD",
    );
    assert_eq!(receipt.message_state, Some(MessageState::DELIVERED));
    assert_eq!((receipt.text, receipt.dlvrd), (Some(&b""[..]), Some(1)));
    let receipt = parse("text:Hi there, id: card? stat:EXPIRED id:7 err:1");
    assert_eq!((receipt.text, receipt.stat), (Some(&b"Hi there,"[..]), Some(&b"EXPIRED"[..])));
    let receipt =
        parse("id:7 sub:1 dlvrd:1 submit date:0 done date:0 stat:DELIVRD err:0 text:my id:8 stat:EXPIRED");
    assert_eq!((receipt.message_id, receipt.text), (&b"7"[..], Some(&b"my id:8 stat:EXPIRED"[..])));
}

#[test]
fn a_key_without_a_value_does_not_swallow_the_next_one() {
    let receipt =
        parse("id:7 sub: dlvrd:  submit  date : 2611211200 done_date: stat : DELIVRD err: text:\0\0");
    assert_eq!((receipt.message_id, receipt.sub, receipt.dlvrd), (&b"7"[..], None, None));
    assert_eq!((time(receipt.submit_time()), receipt.done_date), ("261121120000".into(), None));
    assert_eq!((receipt.stat, receipt.err), (Some(&b"DELIVRD"[..]), None));
    assert_eq!(receipt.text, Some(&b""[..]), "NULs at the end are no text");
}

/// fizzed/cloudhopper-smpp, `parseRealWorldReceipt0`: an operator's own octets, decimal in the text and hexadecimal in
/// `receipted_message_id`. jookies/jasmin has the same with 0000436949 and 6aad5.
#[test]
fn an_operators_receipt_with_another_id_in_its_tlv_shows_both() {
    let mut side = Side::bound(brivas_smpp::Config::new(Role::Esme));
    side.feed(&hex(
        "000000ba00000005000000000000000200010134343935313336313932300001013430343034000400000000000000006e69
         643a30303539313133393738207375623a30303120646c7672643a303031207375626d697420646174653a31303032313031
         37333020646f6e6520646174653a3130303231303137333120737461743a44454c49565244206572723a3030302074657874
         3a4024232125262f3a000e0001010006000101001e000833383630316661000427000102",
    ));
    let Event::Request { pdu, .. } = side.event() else { panic!("not taken") };
    let receipt = Receipt::of_deliver_sm(&pdu.body().unwrap()).unwrap();
    assert_eq!((receipt.message_id, receipt.text_message_id), (&b"38601fa"[..], Some(&b"0059113978"[..])));
    assert_eq!(receipt.text, Some(&b"@$#!%&/:"[..]));
    assert_eq!(receipt.message_state, Some(MessageState::DELIVERED));
}

#[test]
fn an_empty_tlv_does_not_hide_the_id_of_the_text() {
    let mut tlvs = brivas_smpp::TlvBuf::new();
    tlvs.push_c_octet_string(Tag::receipted_message_id, b"");
    assert_eq!(Receipt::merged(b"id:7 stat:DELIVRD", tlvs.as_tlvs()).message_id, b"7");
}
