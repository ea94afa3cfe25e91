//! Clauses of SMPP that no other test holds by itself. What the peer sends is written by hand, octet by octet.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::sync::Arc;
use std::time::Instant;

use brivas_smpp::{
    Bind, BindKind, CommandId, CommandStatus, Config, Event, Header, InterfaceVersion, RequestFailure, Role,
    Session, SessionState, SubmitSm, Tag, TlvBuf, UsageError,
};
use bytes::BytesMut;

const BIND_TRANSCEIVER_RESP: u32 = 0x8000_0009;
const SUBMIT_SM_RESP: u32 = 0x8000_0004;
const GENERIC_NACK: u32 = 0x8000_0000;

fn pdu(command_id: u32, command_status: u32, sequence_number: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(16 + body.len()).unwrap();
    let header = [length, command_id, command_status, sequence_number].map(u32::to_be_bytes).concat();
    [header.as_slice(), body].concat()
}

fn feed(session: &mut Session, now: Instant, octets: &[u8]) {
    let mut input = BytesMut::from(octets);
    session.handle_input(now, &mut input);
    assert!(input.is_empty());
}

/// An ESME of 5.0 that has sent its bind.
fn binding(config: Config) -> (Session, Instant) {
    let now = Instant::now();
    let mut esme = Session::new(Arc::new(config), [0; 32], now);
    let body = Bind { kind: BindKind::Transceiver, system_id: b"esme", ..Default::default() };
    esme.bind(now, &body).unwrap();
    esme.poll_transmit();
    (esme, now)
}

/// The version that an ESME of 5.0 takes as agreed when its bind is answered by this body.
fn agreed(config: Config, body: &[u8]) -> InterfaceVersion {
    let (mut esme, now) = binding(config);
    feed(&mut esme, now, &pdu(BIND_TRANSCEIVER_RESP, 0, 1, body));
    let Some(Event::Bound { version, .. }) = esme.poll_event() else { panic!("not bound") };
    assert_eq!(esme.dialect().version, version);
    version
}

fn bound() -> (Session, Instant) {
    let (mut esme, now) = binding(Config::new(Role::Esme));
    feed(&mut esme, now, &pdu(BIND_TRANSCEIVER_RESP, 0, 1, b"mc\0\x02\x10\0\x01\x50"));
    assert!(matches!(esme.poll_event(), Some(Event::Bound { .. })));
    (esme, now)
}

/// A message centre that an ESME of this version has bound to; what it answered is taken.
fn centre(interface_version: u8) -> (Session, Instant, Vec<u8>) {
    let now = Instant::now();
    let mut centre = Session::new(Arc::new(Config::new(Role::Mc)), [0; 32], now);
    let body = [b"esme\0pw\0\0".as_slice(), &[interface_version, 0, 0, 0]].concat();
    feed(&mut centre, now, &pdu(9, 0, 1, &body));
    let Some(Event::Bind { id, .. }) = centre.poll_event() else { panic!("no bind") };
    centre.accept_bind(now, id, b"mc").unwrap();
    let answer = centre.poll_transmit().unwrap().to_vec();
    (centre, now, answer)
}

#[test]
fn the_version_agreed_on_is_the_lower_of_both() {
    let config = || Config::new(Role::Esme);
    assert_eq!(agreed(config(), b"mc\0\x02\x10\0\x01\x50"), InterfaceVersion::V5_0);
    assert_eq!(agreed(config(), b"mc\0\x02\x10\0\x01\x34"), InterfaceVersion::V3_4);
    let mut old = config();
    old.set_version(InterfaceVersion::V3_4);
    let (mut esme, now) = (Session::new(Arc::new(old), [0; 32], Instant::now()), Instant::now());
    let body = Bind { interface_version: InterfaceVersion::V3_4, system_id: b"esme", ..Default::default() };
    esme.bind(now, &body).unwrap();
    feed(&mut esme, now, &pdu(body.kind.response_id().0, 0, 1, b"mc\0\x02\x10\0\x01\x50"));
    assert_eq!(esme.dialect().version, InterfaceVersion::V3_4);
}

#[test]
fn a_centre_without_sc_interface_version_is_sent_tlvs_only_by_setting() {
    assert_eq!(agreed(Config::new(Role::Esme), b"mc\0"), InterfaceVersion::V3_4);
    let mut by_the_letter = Config::new(Role::Esme);
    by_the_letter.set_tlvs_without_sc_interface_version(false);
    assert_eq!(agreed(by_the_letter, b"mc\0"), InterfaceVersion::V3_3);
}

#[test]
fn sc_interface_version_is_told_to_peers_that_have_tlvs_alone() {
    let (_, _, answer) = centre(0x34);
    assert_eq!(answer, pdu(BIND_TRANSCEIVER_RESP, 0, 1, b"mc\0\x02\x10\0\x01\x50"));
    let (_, _, answer) = centre(0x33);
    assert_eq!(answer, pdu(BIND_TRANSCEIVER_RESP, 0, 1, b"mc\0"));
}

#[test]
fn no_tlv_is_sent_to_a_peer_of_3_3() {
    let (mut centre, now, _) = centre(0x33);
    let mut tlvs = TlvBuf::new();
    tlvs.push_u8(Tag::message_state, 2);
    let body = brivas_smpp::DeliverSm { tlvs: tlvs.as_tlvs(), ..Default::default() };
    assert!(matches!(centre.deliver_sm(now, &body), Err(UsageError::Encode(_))));
    assert!(centre.poll_transmit().is_none());
}

#[test]
fn a_refused_bind_is_told_and_another_may_be_tried() {
    let (mut esme, now) = binding(Config::new(Role::Esme));
    // ESME_RINVPASWD, without a body.
    feed(&mut esme, now, &pdu(BIND_TRANSCEIVER_RESP, 0x0000_000E, 1, b""));
    let Some(Event::BindRefused(refusal)) = esme.poll_event() else { panic!("not refused") };
    assert_eq!(refusal.header.command_status, CommandStatus::ESME_RINVPASWD);
    assert_eq!(esme.state(), SessionState::OPEN);
    assert!(esme.bind(now, &Bind::default()).is_ok());
}

#[test]
fn a_generic_nack_fails_the_request_that_it_names() {
    let (mut esme, now) = bound();
    let id = esme.submit_sm(now, &SubmitSm::default()).unwrap();
    feed(&mut esme, now, &pdu(GENERIC_NACK, 0x0000_0003, id.sequence_number(), b""));
    let Some(Event::RequestFailed { id: failed, reason }) = esme.poll_event() else {
        panic!("not failed")
    };
    assert_eq!((failed, reason), (id, RequestFailure::Nacked(CommandStatus::ESME_RINVCMDID)));
    assert_eq!(esme.outstanding(), 0);
}

#[test]
fn a_nack_or_a_response_to_nothing_is_not_answered() {
    let (mut esme, now) = bound();
    esme.poll_transmit();
    for command_id in [GENERIC_NACK, SUBMIT_SM_RESP] {
        feed(&mut esme, now, &pdu(command_id, 3, 4711, b""));
        assert!(matches!(esme.poll_event(), Some(Event::StrayResponse(_))));
        assert!(esme.poll_transmit().is_none(), "else both sides would answer for ever");
    }
}

#[test]
fn a_response_that_cannot_be_read_fails_its_request_and_is_not_answered() {
    let (mut esme, now) = bound();
    let id = esme.submit_sm(now, &SubmitSm::default()).unwrap();
    esme.poll_transmit();
    // A message_id of 70 characters, without its NUL.
    feed(&mut esme, now, &pdu(SUBMIT_SM_RESP, 0, id.sequence_number(), &[b'x'; 70]));
    let Some(Event::RequestFailed { id: failed, reason }) = esme.poll_event() else {
        panic!("not failed")
    };
    assert_eq!(failed, id);
    assert!(matches!(reason, RequestFailure::BadResponse(error) if error.field == "message_id"));
    assert!(esme.poll_transmit().is_none());
}

#[test]
fn a_command_length_below_sixteen_is_nacked_with_number_zero_and_ends_the_session() {
    let (mut esme, now) = bound();
    esme.poll_transmit();
    feed(&mut esme, now, &[0, 0, 0, 15, 0, 0, 0, 21, 0, 0, 0, 0, 0, 0, 0, 9]);
    assert!(matches!(esme.poll_event(), Some(Event::Closed(_))));
    // ESME_RINVCMDLEN.
    assert_eq!(esme.poll_transmit().unwrap(), pdu(GENERIC_NACK, 2, 0, b""));
}

#[test]
fn outbind_leads_an_esme_of_5_0_into_outbound_from_where_it_binds() {
    let now = Instant::now();
    let mut esme = Session::new(Arc::new(Config::new(Role::Esme)), [0; 32], now);
    feed(&mut esme, now, &pdu(0x0B, 0, 1, b"mc\0pw\0"));
    assert!(matches!(esme.poll_event(), Some(Event::Outbind(_))));
    assert_eq!(esme.state(), SessionState::OUTBOUND);
    assert!(esme.poll_transmit().is_none(), "outbind has no response");
    esme.bind(now, &Bind { kind: BindKind::Receiver, ..Default::default() }).unwrap();
    assert_eq!(Header::read(&esme.poll_transmit().unwrap()).unwrap().command_id, CommandId::bind_receiver);
}

#[test]
fn congestion_state_goes_to_peers_of_5_0_in_their_responses() {
    for (version, expected) in [(0x50, b"id\0\x04\x28\0\x01\x50".as_slice()), (0x34, b"id\0")] {
        let (mut centre, now, _) = centre(version);
        centre.set_congestion_state(Some(80));
        feed(&mut centre, now, &pdu(4, 0, 7, &[0; 17]));
        let Some(Event::Request { id, .. }) = centre.poll_event() else { panic!("no request") };
        centre.submit_sm_resp(now, id, b"id").unwrap();
        assert_eq!(centre.poll_transmit().unwrap(), pdu(SUBMIT_SM_RESP, 0, 7, expected));
    }
}

#[test]
fn congestion_state_of_the_peer_is_told_where_it_changed() {
    let (mut esme, now) = bound();
    let mut told = Vec::new();
    for state in [10, 10, 90] {
        let id = esme.submit_sm(now, &SubmitSm::default()).unwrap();
        let body = [b"id\0\x04\x28\0\x01".as_slice(), &[state]].concat();
        feed(&mut esme, now, &pdu(SUBMIT_SM_RESP, 0, id.sequence_number(), &body));
        while let Some(event) = esme.poll_event() {
            if let Event::CongestionState(state) = event {
                told.push(state);
            }
        }
    }
    assert_eq!(told, [10, 90]);
}
