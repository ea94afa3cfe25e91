//! Pain 7: responses with an error status, with a body and without one.

use brivas_smpp::{
    Bind, BindKind, CommandId, CommandStatus, Config, DataSm, DataSmResp, Event, InterfaceVersion, Leniency,
    QuerySm, RequestFailure, Role, SubmitSmResp, Tag, TlvBuf,
};

use crate::common::{ROK, Side, bind_pdu, hex, message, pdu, request};

const ERROR: CommandStatus = CommandStatus::ESME_RSYSERR;

/// mozes/smpp.pdu PR#6, farhadi/node-smpp#9: an error response of 16 octets, for every operation that has one.
#[test]
fn an_error_response_needs_no_body() {
    let mut side = Side::bound(Config::new(Role::Esme));
    let now = side.now;
    let session = &mut side.session;
    let asked = [
        (session.submit_sm(now, &message()).unwrap(), CommandId::submit_sm_resp),
        (session.data_sm(now, &DataSm::default()).unwrap(), CommandId::data_sm_resp),
        (session.query_sm(now, &QuerySm::default()).unwrap(), CommandId::query_sm_resp),
    ];
    for (asked, answer) in asked {
        side.feed(&pdu(answer, ERROR, asked.sequence_number(), &[]));
        let Event::Response { id, pdu } = side.event() else { panic!("{answer:?}") };
        assert_eq!((id, pdu.header.command_status), (asked, ERROR));
        assert!(pdu.any_body().is_ok());
    }
}

/// funbox/smppex#6, vumi PR#804: an error response with a body crashed the connection. The octets are the issue's; its
/// `message_id` can be read.
#[test]
fn an_error_response_may_have_a_body() {
    for version in [0x34, 0x50] {
        let mut side = Side::bound_as(Config::new(Role::Esme), BindKind::Transceiver, version);
        assert_eq!(side.submit().sequence_number(), 2);
        side.feed(&hex("00000021 80000004 0000000b 00000002 30413030 30303030 41334433 32334131 00"));
        let Event::Response { pdu, .. } = side.event() else { panic!("no response") };
        assert_eq!(pdu.header.command_status, CommandStatus::ESME_RINVDSTADR);
        assert_eq!(pdu.body::<SubmitSmResp<'_>>().unwrap().message_id, b"0A000000A3D323A1");
    }
}

/// The profile can be strict instead: 3.4 forbids that body (SMPP 3.4 §4.4.2), 5.0 does not.
#[test]
fn a_strict_profile_of_3_4_takes_no_body_with_an_error() {
    for (version, taken) in [(0x34, false), (0x50, true)] {
        let mut config = Config::new(Role::Esme);
        config.set_leniency(Leniency::STRICT);
        let mut side = Side::bound_as(config, BindKind::Transceiver, version);
        let asked = side.submit();
        side.feed(&pdu(CommandId::submit_sm_resp, ERROR, asked.sequence_number(), b"7\0"));
        let event = side.event();
        assert_eq!(matches!(event, Event::Response { .. }), taken, "{event:?}");
        assert!(
            taken || matches!(event, Event::RequestFailed { reason: RequestFailure::BadResponse(_), .. })
        );
    }
}

/// opentelecoms-org/jsmpp#163 and PR#170, farhadi/node-smpp#65, cloudhopper PR#31: the TLVs of a failing `data_sm_resp` say
/// why it failed. Both ways; the empty `message_id` stands before them, so that nobody takes them for it.
#[test]
fn a_failing_data_sm_resp_keeps_its_tlvs() {
    let mut side = Side::bound(Config::new(Role::Mc));
    side.feed(&request(&DataSm::default(), 9));
    let id = side.request();
    let mut tlvs = TlvBuf::new();
    tlvs.push_u8(Tag::delivery_failure_reason, 2).push(Tag::network_error_code, &[3, 0, 27]);
    let body = DataSmResp { tlvs: tlvs.as_tlvs(), ..Default::default() };
    side.session.respond(side.now, id, CommandStatus::ESME_RDELIVERYFAILURE, &body).unwrap();
    let octets = side.sent_octets();
    let expected = hex("0000001d 80000103 000000fe 00000009 00 0425 0001 02 0423 0003 03001b");
    assert_eq!(octets, expected);
    let mut side = Side::bound(Config::new(Role::Esme));
    let asked = side.session.data_sm(side.now, &DataSm::default()).unwrap();
    let mut answer = expected;
    answer[12..16].copy_from_slice(&asked.sequence_number().to_be_bytes());
    side.feed(&answer);
    let Event::Response { pdu, .. } = side.event() else { panic!("no response") };
    let body = pdu.body::<DataSmResp<'_>>().unwrap();
    assert_eq!(body.message_id, b"");
    assert_eq!(body.tlvs.integer(Tag::delivery_failure_reason), Some(2));
    assert_eq!(body.tlvs.get(Tag::network_error_code), Some(&[3, 0, 27][..]));
}

/// A refusal of ours is 16 octets to a peer of 3.4, and so without `congestion_state`.
#[test]
fn our_refusals_have_no_body_and_congestion_state_goes_to_5_0_alone() {
    for (version, expected) in [
        (0x34, hex("00000010 80000004 00000058 00000009")),
        (0x50, hex("00000016 80000004 00000058 00000009 00 0428 0001 55")),
    ] {
        let mut side = Side::bound_as(Config::new(Role::Mc), BindKind::Transceiver, version);
        side.session.set_congestion_state(Some(0x55));
        side.feed(&request(&message(), 9));
        let id = side.request();
        side.session.refuse(side.now, id, CommandStatus::ESME_RTHROTTLED).unwrap();
        assert_eq!(side.sent_octets(), expected);
    }
}

/// smpp34's changelog: the refusal of a bind is its own response, whichever of the three it is.
#[test]
fn a_refused_bind_is_answered_with_its_own_response() {
    for kind in [BindKind::Transmitter, BindKind::Receiver, BindKind::Transceiver] {
        let mut side = Side::open(Config::new(Role::Mc));
        side.feed(&bind_pdu(kind.command_id(), 7, 0x34));
        let Event::Bind { id, .. } = side.event() else { panic!("no bind") };
        side.session.refuse(side.now, id, CommandStatus::ESME_RBINDFAIL).unwrap();
        let sent = side.sent()[0];
        assert_eq!((sent.command_length, sent.command_id), (16, kind.response_id()));
        assert_eq!((sent.command_status, sent.sequence_number), (CommandStatus::ESME_RBINDFAIL, 7));
        let mut esme = Side::open(Config::new(Role::Esme));
        esme.session.bind(esme.now, &Bind { kind, ..Default::default() }).unwrap();
        esme.feed(&pdu(kind.response_id(), CommandStatus::ESME_RBINDFAIL, 1, &[]));
        assert!(matches!(esme.event(), Event::BindRefused(_)));
    }
}

/// smpp34's changelog: a status that no standard has is kept.
#[test]
fn an_unknown_command_status_is_kept() {
    for status in [0x0000_0009, 0x0000_0410, 0x0000_04FF, 0xDEAD_BEEF] {
        let mut side = Side::bound(Config::new(Role::Esme));
        let asked = side.submit();
        side.feed(&pdu(CommandId::submit_sm_resp, CommandStatus(status), asked.sequence_number(), &[]));
        let Event::Response { pdu, .. } = side.event() else { panic!("no response") };
        assert_eq!(pdu.header.command_status.0, status);
    }
}

/// smpp34's changelog: the handshake is framed too. The bind's response comes octet by octet, and with the first message
/// right behind it.
#[test]
fn the_answer_to_a_bind_comes_in_pieces_and_with_company() {
    let mut side = Side::open(Config::new(Role::Esme));
    side.session.bind(side.now, &Bind { system_id: b"esme", ..Default::default() }).unwrap();
    let deliver = request(&brivas_smpp::DeliverSm::default(), 1);
    for octet in [pdu(CommandId::bind_transceiver_resp, ROK, 1, b"mc\0"), deliver].concat() {
        side.feed(&[octet]);
    }
    let events = side.events();
    assert!(
        matches!(
            events.as_slice(),
            [Event::Bound { version: InterfaceVersion::V3_4, .. }, Event::Request { .. }]
        ),
        "{events:?}"
    );
}
