//! Pain 13 and the others that concern single fields: lengths that peers exceed, times, octets that a codec changes,
//! bits that are misread.

use brivas_smpp::{
    AlertNotification, Bind, BindKind, CommandId, CommandStatus, Config, DataSm, DeliverSm, Dialect,
    EncodeErrorKind, EsmClass, Event, Leniency, McReceipt, MessageType, RegisteredDelivery, RelativeTime,
    Role, Session, SmppTime, SubmitSm, TimeError, UsageError, encode,
};

use crate::common::{ROK, Side, hex, message, pdu, request};

/// What becomes of a bind with a password of this length, read by this profile.
fn bind_with_password(length: usize, leniency: Leniency) -> Event {
    let mut config = Config::new(Role::Mc);
    config.set_leniency(leniency);
    let mut side = Side::open(config);
    let body = [b"esme\0".as_slice(), &vec![b'p'; length], b"\0\0\x34\0\0\0"].concat();
    side.feed(&pdu(CommandId::bind_transceiver, ROK, 1, &body));
    side.event()
}

/// opentelecoms-org/jsmpp#67 and #27, uudashr/jsmpp#42, python-smpplib#227, AberrantSMPP#4, kneodev/ksmppd#58,
/// jookies/jasmin#286, vumi PR#859, wso2/product-integrator-mi#3489: passwords of more than 8 characters are read if the
/// profile says so, and never sent.
#[test]
fn long_passwords_are_a_matter_of_the_profile() {
    let lenient = Leniency::DEFAULT | Leniency::LONG_PASSWORD;
    assert!(matches!(bind_with_password(8, Leniency::STRICT), Event::Bind { .. }));
    let answer = Some(CommandStatus::ESME_RINVPASWD);
    assert!(
        matches!(bind_with_password(9, Leniency::DEFAULT), Event::Refused { answer: is, .. } if is == answer)
    );
    for length in [9, 16, 64, 300] {
        let Event::Bind { pdu, .. } = bind_with_password(length, lenient) else { panic!("{length}") };
        let bind = pdu.body::<Bind<'_>>().unwrap();
        assert_eq!((bind.password.len(), bind.interface_version.0), (length, 0x34));
        assert!(!format!("{pdu:?}").contains("pppp"), "a password is not shown");
    }
    let mut side = Side::open(Config::new(Role::Esme));
    let refused = side.session.bind(side.now, &Bind { password: &[b'p'; 9], ..Default::default() });
    let Err(UsageError::Encode(error)) = refused else { panic!("{refused:?}") };
    assert_eq!((error.field, error.kind), ("password", EncodeErrorKind::TooLong(9)));
}

/// uudashr/jsmpp#64: a `service_type` of six characters, one too many.
#[test]
fn other_long_strings_are_a_matter_of_the_profile() {
    let body = [b"SIXSIX\0".as_slice(), &[0; 16]].concat();
    for (leniency, taken) in [(Leniency::DEFAULT, false), (Leniency::LONG_STRING, true)] {
        let mut config = Config::new(Role::Mc);
        config.set_leniency(leniency);
        let mut side = Side::bound(config);
        side.feed(&pdu(CommandId::submit_sm, ROK, 9, &body));
        match side.event() {
            Event::Request { pdu, .. } if taken => {
                assert_eq!(pdu.body::<SubmitSm<'_>>().unwrap().service_type, b"SIXSIX");
            }
            Event::Refused { answer: Some(CommandStatus::ESME_RINVSERTYP), .. } if !taken => {}
            event => panic!("{event:?}"),
        }
    }
}

/// jookies/jasmin#1179 (the tenths must be one digit), RestComm/smscgateway#115 (the sign of the zone was turned round).
#[test]
fn an_absolute_time_has_one_digit_of_tenths_and_the_right_sign() {
    let millis = |text: &[u8]| SmppTime::parse(text).unwrap().unwrap().resolve(0);
    // Noon at two hours ahead of UTC is ten in UTC.
    assert_eq!(millis(b"260101120000008+"), 1_767_261_600_000);
    assert_eq!(millis(b"260101120000008-"), 1_767_261_600_000 + 4 * 3_600_000);
    assert_eq!(millis(b"260101120000908+"), 1_767_261_600_900);
    let time = brivas_smpp::AbsoluteTime::from_unix_millis(1_767_261_600_999).unwrap();
    assert_eq!(&time.to_octets(), b"260101100000900+", "tenths are never ten");
}

/// kneodev/ksmppd#73: `validity_period` of Kannel, relative; python-smpp PR#13: one octet or seventeen, nothing else.
#[test]
fn a_validity_period_is_empty_or_sixteen_characters() {
    assert_eq!(&RelativeTime::from_seconds(4340 * 60).to_octets(), b"000003002000000R");
    assert_eq!(SmppTime::parse(b"000003002000000R").unwrap().unwrap().resolve(0), 4340 * 60 * 1000);
    let submit = |validity_period| SubmitSm { validity_period, ..message() };
    let mut side = Side::bound(Config::new(Role::Mc));
    for good in [b"".as_slice(), b"000003002000000R"] {
        side.feed(&request(&submit(good), 9));
        side.request();
    }
    side.sent();
    let mut octets = request(&submit(b"000003002000000R"), 9);
    let at = octets.windows(16).position(|window| window == b"000003002000000R").unwrap();
    octets.remove(at);
    octets[3] -= 1;
    side.feed(&octets);
    assert!(matches!(side.event(), Event::Refused { answer: Some(CommandStatus::ESME_RINVEXPIRY), .. }));
    let mut esme = Side::bound(Config::new(Role::Esme));
    let refused = esme.session.submit_sm(esme.now, &submit(b"4340"));
    assert!(matches!(refused, Err(UsageError::Encode(error)) if error.field == "validity_period"));
    assert_eq!(SmppTime::parse(b"4340"), Err(TimeError::Length));
}

/// LeoFCardoso/opensmpp#19, farhadi/node-smpp#26, #133 and #181, python-smpplib#79 and #261, opentelecoms-org/jsmpp#83: the
/// euro, the pound, `@` and `_` were changed on the way. No octet of a message is changed here, whatever `data_coding` says.
#[test]
fn no_octet_of_a_message_is_changed() {
    let all: Vec<u8> = (0..=255).collect();
    for short_message in [&all[..254], &all[2..], &all[..0]] {
        for data_coding in [0, 1, 3, 8, 0xF0] {
            let body = SubmitSm { data_coding: data_coding.into(), short_message, ..message() };
            let mut side = Side::bound(Config::new(Role::Mc));
            side.feed(&request(&body, 9));
            let Event::Request { pdu, .. } = side.event() else { panic!("not taken") };
            assert_eq!(pdu.body::<SubmitSm<'_>>().unwrap(), body);
        }
    }
}

/// jookies/jasmin#183: the values 1 and 2 of `registered_delivery` were taken for each other; 3.4 prints the bit of
/// intermediate notifications as "bit 5", its pattern is 0x10.
#[test]
fn registered_delivery_is_read_by_its_bits() {
    let receipts = [McReceipt::None, McReceipt::SuccessOrFailure, McReceipt::Failure, McReceipt::Success];
    for (octet, receipt) in (0..).zip(receipts) {
        let value = RegisteredDelivery(octet | 0x10);
        assert_eq!((value.mc_receipt(), value.intermediate_notification()), (receipt, true));
        assert!(!RegisteredDelivery(octet | 0x20).intermediate_notification());
    }
}

/// The type of a message is a number of four bits: 0x24 is no receipt, though bit 2 is set, and bits 1 and 0 say nothing.
#[test]
fn a_receipt_is_told_by_all_bits_of_the_type() {
    for mode in 0..4 {
        assert_eq!(EsmClass(0x04 | mode).message_type(), MessageType::McDeliveryReceipt);
        assert_eq!(EsmClass(0x44 | mode).message_type(), MessageType::McDeliveryReceipt);
        assert_eq!(EsmClass(0x20 | mode).message_type(), MessageType::IntermediateNotification);
        assert_eq!(EsmClass(0x24 | mode).message_type(), MessageType::Reserved(0x24));
        assert_eq!(EsmClass(0x08 | mode).message_type(), MessageType::SmeDeliveryAcknowledgement);
    }
}

/// smpp34's changelog: a `data_sm` without TLVs is an empty message, and its addresses may have 64 characters.
#[test]
fn a_data_sm_without_tlvs_is_an_empty_message() {
    let body = DataSm { source_addr: &[b'1'; 64], ..Default::default() };
    let mut side = Side::bound(Config::new(Role::Mc));
    side.feed(&request(&body, 9));
    let Event::Request { pdu, .. } = side.event() else { panic!("not taken") };
    assert_eq!(pdu.body::<DataSm<'_>>().unwrap(), body);
}

/// smpp34's changelog: `alert_notification` was read at a wrong offset. Octets by hand from SMPP 3.4 §4.12.1.
#[test]
fn an_alert_notification_is_read_and_has_no_answer() {
    let mut side = Side::bound(Config::new(Role::Esme));
    side.feed(&hex("00000022 00000102 00000000 00000005 01 01 343437 00 05 00 73686f70 00 0422 0001 02"));
    let Event::AlertNotification(pdu) = side.event() else { panic!("not told") };
    let body = pdu.body::<AlertNotification<'_>>().unwrap();
    assert_eq!((body.source_addr, body.esme_addr), (&b"447"[..], &b"shop"[..]));
    assert!(side.sent_octets().is_empty());
}

/// A message of a subscriber is redacted in logs unless asked for.
#[test]
fn subscribers_data_is_not_in_debug_output() {
    let body = DeliverSm { source_addr: b"447700900123", short_message: b"my secret", ..Default::default() };
    let mut side = Side::bound(Config::new(Role::Esme));
    side.feed(&request(&body, 1));
    let shown = format!("{:?} {body:?} {:?}", side.event(), side.session);
    assert!(!shown.contains("447700900123") && !shown.contains("secret"), "{shown}");
}

/// Rusmpp/Rusmpp#16 (a state that can be asked for), and a peer that lies in `interface_version`.
#[test]
fn the_version_spoken_is_the_lower_of_both() {
    for (theirs, ours) in [(0x00, 0x33), (0x33, 0x33), (0x34, 0x34), (0x4F, 0x34), (0x50, 0x50), (0xFF, 0x50)]
    {
        let side = Side::bound_as(Config::new(Role::Mc), BindKind::Receiver, theirs);
        assert_eq!(side.session.dialect().version.0, ours, "{theirs:#x}");
    }
}

/// 255 octets of `short_message` are legal in 5.0 alone; a peer of 3.4 never gets them.
#[test]
fn a_short_message_has_one_octet_more_in_5_0() {
    let body = SubmitSm { short_message: &[b'x'; 255], ..message() };
    let mut out = bytes::BytesMut::new();
    assert!(encode(&body, ROK, 1, Dialect::V5_0, &mut out).is_ok());
    let refuse = |version| {
        let mut side = Side::bound_as(Config::new(Role::Esme), BindKind::Transmitter, version);
        let session: &mut Session = &mut side.session;
        session.submit_sm(side.now, &body).is_err()
    };
    assert!(refuse(0x34) && !refuse(0x50));
}
