//! Pain 8: TLVs of vendors, and those that a library does not know.

use brivas_smpp::{
    BindKind, CommandId, Config, DeliverSm, Event, Leniency, Pdu, Role, SubmitSm, SubmitSmResp, Tag, TlvBuf,
    UsageError,
};

use crate::common::{ROK, Side, hex, message, pdu, request};

/// What stands behind `short_message` of a `submit_sm`: TLVs of vendors, of nobody, of the standard, doubled, and empty.
const TLVS: &str = "1400 0003 616263 | 3fff 0000 | 0204 0002 0007 | 1501 0001 00 | 4000 0002 00ff | 1400 0001 7a | ffff 0000";

fn submitted(side: &mut Side) -> Pdu {
    let mut octets = request(&message(), 9);
    octets.extend(hex(TLVS));
    let length = u32::try_from(octets.len()).unwrap();
    octets[..4].copy_from_slice(&length.to_be_bytes());
    side.feed(&octets);
    match side.event() {
        Event::Request { pdu, .. } => pdu,
        other => panic!("{other:?}"),
    }
}

/// opentelecoms-org/jsmpp#11, jookies/jasmin#429, #536 and PR#1268, kneodev/ksmppd#135: vendors' TLVs are read raw, in
/// order, and sent on raw, in order.
#[test]
fn vendors_tlvs_go_through_as_they_stand() {
    let pdu = submitted(&mut Side::bound(Config::new(Role::Mc)));
    let body = pdu.body::<SubmitSm<'_>>().unwrap();
    assert_eq!(body.tlvs.as_octets(), hex(TLVS));
    let read: Vec<_> = body.tlvs.iter().map(|tlv| (tlv.tag.0, tlv.value.len())).collect();
    assert_eq!(
        read,
        [(0x1400, 3), (0x3FFF, 0), (0x0204, 2), (0x1501, 1), (0x4000, 2), (0x1400, 1), (0xFFFF, 0)]
    );
    let mut esme = Side::bound(Config::new(Role::Esme));
    esme.session.submit_sm(esme.now, &body).unwrap();
    assert!(esme.sent_octets().ends_with(&hex(TLVS)));
}

/// opentelecoms-org/jsmpp#16: an unknown tag was read as a C-octet string and lost its last octet.
#[test]
fn an_unknown_tlv_loses_no_octet() {
    let pdu = submitted(&mut Side::bound(Config::new(Role::Mc)));
    let body = pdu.body::<SubmitSm<'_>>().unwrap();
    assert_eq!(body.tlvs.get(Tag(0x1400)), Some(&b"abc"[..]));
    assert_eq!(body.tlvs.get(Tag(0x1501)), Some(&[0][..]), "a NUL is a value, too");
    assert_eq!(body.tlvs.get(Tag(0x4000)), Some(&[0, 0xFF][..]));
}

/// farhadi/node-smpp#231 and #258: unknown TLVs could be read but not sent.
#[test]
fn any_tlv_can_be_sent_without_being_declared() {
    let mut tlvs = TlvBuf::new();
    tlvs.push(Tag(0x2E2E), &[1, 2, 3, 0]).push(Tag(0x1405), b"");
    let body = SubmitSm { tlvs: tlvs.as_tlvs(), ..message() };
    let mut side = Side::bound(Config::new(Role::Esme));
    side.session.submit_sm(side.now, &body).unwrap();
    assert!(side.sent_octets().ends_with(&hex("2e2e 0004 01020300 1405 0000")));
}

/// python-smpplib#2: 0x0428, `congestion_state`, in a response was an "unknown command".
#[test]
fn congestion_state_is_read_and_told_when_it_changes() {
    let mut side = Side::bound(Config::new(Role::Esme));
    let mut told = Vec::new();
    for state in [80, 80, 99, 0] {
        let asked = side.submit();
        let body = [b"7\0\x04\x28\0\x01".as_slice(), &[state]].concat();
        side.feed(&pdu(CommandId::submit_sm_resp, ROK, asked.sequence_number(), &body));
        for event in side.events() {
            match event {
                Event::Response { pdu, .. } => {
                    let body = pdu.body::<SubmitSmResp<'_>>().unwrap();
                    assert_eq!(body.tlvs.congestion_state(), Some(state));
                }
                Event::CongestionState(state) => told.push(state),
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!(told, [80, 99, 0]);
}

/// Senders of `receipted_message_id` and its like omit the NUL, or send it: both are the same string.
#[test]
fn a_string_in_a_tlv_needs_no_nul() {
    for value in [b"6aad5".as_slice(), b"6aad5\0"] {
        let mut tlvs = TlvBuf::new();
        tlvs.push(Tag::receipted_message_id, value);
        let mut side = Side::bound(Config::new(Role::Esme));
        side.feed(&request(&DeliverSm { tlvs: tlvs.as_tlvs(), ..Default::default() }, 1));
        let Event::Request { pdu, .. } = side.event() else { panic!("not taken") };
        let body = pdu.body::<DeliverSm<'_>>().unwrap();
        assert_eq!(body.tlvs.c_octet_string(Tag::receipted_message_id), Some(&b"6aad5"[..]));
        assert_eq!(body.tlvs.get(Tag::receipted_message_id), Some(value));
    }
}

/// A TLV of the standard in a PDU that does not list it is overlooked, not refused (SMPP 5.0 §2.11.1).
#[test]
fn a_known_tlv_in_the_wrong_pdu_is_overlooked() {
    let mut octets = request(&message(), 9);
    octets.extend(hex("0420 0005 0102030405"));
    octets[3] += 9;
    let mut side = Side::bound(Config::new(Role::Mc));
    side.feed(&octets);
    side.request();
}

/// A peer of 3.3 is sent no TLV, and one that answers the bind without `sc_interface_version` is by choice.
#[test]
fn tlvs_go_to_those_who_know_them() {
    let mut tlvs = TlvBuf::new();
    tlvs.push_u16(Tag::user_message_reference, 7);
    let body = SubmitSm { tlvs: tlvs.as_tlvs(), ..message() };
    for (version, sent) in [(0x33, false), (0x00, false), (0x34, true), (0x50, true)] {
        let mut side = Side::bound_as(Config::new(Role::Esme), BindKind::Transceiver, version);
        let outcome = side.session.submit_sm(side.now, &body);
        assert_eq!(outcome.is_ok(), sent, "{version:#x}: {outcome:?}");
        assert!(sent || matches!(outcome, Err(UsageError::Encode(error)) if error.field == "tlv"));
    }
    for allowed in [true, false] {
        let mut config = Config::new(Role::Esme);
        config.set_tlvs_without_sc_interface_version(allowed).set_leniency(Leniency::STRICT);
        let mut side = Side::open(config);
        side.session.bind(side.now, &brivas_smpp::Bind::default()).unwrap();
        side.feed(&pdu(CommandId::bind_transceiver_resp, ROK, 1, b"mc\0"));
        assert!(matches!(side.event(), Event::Bound { .. }));
        assert_eq!(side.session.submit_sm(side.now, &body).is_ok(), allowed);
    }
}
