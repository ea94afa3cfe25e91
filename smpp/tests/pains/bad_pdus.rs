//! Pain 6: one bad PDU kills the process or the session. Only lost framing ends a session here, and in good order.

use brivas_smpp::{
    CloseReason, CommandId, CommandStatus, Config, DeliverSm, Event, Leniency, RefusalReason, Role, SubmitSm,
};

use crate::common::{ROK, Side, hex, message, pdu, request};

/// The PDU of twitter-archive/cloudhopper-smpp#64: `sm_length` is 60, the text has 61 octets, a NUL being the last.
fn with_sm_length_one_short() -> Vec<u8> {
    hex("00000070000000040000000000000008000501414243444546000101303132333435363738393132000000000000010000003c
         6b61746265686f6c7a20667269656e646c792074657374206d65737361676520323a204772656574696e67732066726f6d205669
         656e6e61203a2d2900")
}

/// twitter-archive/cloudhopper-smpp#64, praekelt/python-smpp PR#7: the session was destroyed. It is answered, and the
/// next PDU is read.
#[test]
fn sm_length_one_short_is_answered_and_the_session_goes_on() {
    let mut side = Side::bound(Config::new(Role::Mc));
    side.feed(&[with_sm_length_one_short(), request(&message(), 9)].concat());
    let Some(Event::Refused { header, reason, answer }) = side.session.poll_event() else {
        panic!("taken")
    };
    assert_eq!((header.sequence_number, answer), (8, Some(CommandStatus::ESME_RINVTLVSTREAM)));
    assert!(matches!(reason, RefusalReason::Body(error) if error.offset == 111));
    side.request();
    let sent = side.sent();
    assert_eq!((sent[0].command_id, sent[0].sequence_number), (CommandId::submit_sm_resp, 8));
}

/// The same PDU from a peer whose profile allows for stray octets.
#[test]
fn sm_length_one_short_is_read_where_the_profile_allows_it() {
    let mut config = Config::new(Role::Mc);
    config.set_leniency(Leniency::DEFAULT | Leniency::STRAY_OCTETS);
    let mut side = Side::bound(config);
    side.feed(&with_sm_length_one_short());
    let Event::Request { pdu, .. } = side.event() else { panic!("not taken") };
    let text = pdu.body::<SubmitSm<'_>>().unwrap().short_message;
    assert_eq!(text, b"katbeholz friendly test message 2: Greetings from Vienna :-)");
}

/// `sm_length` larger than what is left: answered, or read as what is left.
#[test]
fn sm_length_too_large_is_answered_or_read_as_what_is_left() {
    let mut octets = request(&message(), 9);
    let at = octets.len() - 6;
    assert_eq!(octets[at], 5);
    octets[at] = 200;
    let mut side = Side::bound(Config::new(Role::Mc));
    side.feed(&octets);
    assert!(matches!(side.event(), Event::Refused { answer: Some(CommandStatus::ESME_RINVMSGLEN), .. }));
    let mut config = Config::new(Role::Mc);
    config.set_leniency(Leniency::SHORT_SHORT_MESSAGE);
    let mut side = Side::bound(config);
    side.feed(&octets);
    let Event::Request { pdu, .. } = side.event() else { panic!("not taken") };
    assert_eq!(pdu.body::<SubmitSm<'_>>().unwrap().short_message, b"hello");
}

/// farhadi/node-smpp#168, #101, #109 and #230: what is no SMPP at all, before the bind and after it. The answer is a
/// `generic_nack`, the end one event, and nothing of it is kept.
#[test]
fn requests_of_other_protocols_and_port_scans_end_the_session_in_good_order() {
    for garbage in [
        b"GET /favicon.ico HTTP/1.1\r\nHost: 192.0.2.1:2775\r\n\r\n".as_slice(),
        b"SSH-2.0-OpenSSH_9.2p1\r\n........",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\x5b\x9d\x62\x2a\x00",
        b"\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00\x01\x00\x08\x00\x03",
        &[0xFF; 64],
        &[0; 64],
    ] {
        for mut side in [Side::open(Config::new(Role::Mc)), Side::bound(Config::new(Role::Mc))] {
            side.feed(garbage);
            assert!(matches!(side.event(), Event::Closed(CloseReason::Framing { .. })));
            let sent = side.sent();
            assert_eq!(sent.len(), 1);
            assert_eq!(sent[0].command_id, CommandId::generic_nack);
            assert_eq!(sent[0].command_status, CommandStatus::ESME_RINVCMDLEN);
            assert!(side.input.is_empty());
            side.feed(garbage);
            assert!(side.events().is_empty() && side.sent().is_empty());
        }
    }
}

/// A `command_length` of four gigabytes is neither waited for nor allocated (opentelecoms-org/jsmpp reads it before the
/// bind).
#[test]
fn a_huge_command_length_is_not_waited_for() {
    let mut side = Side::open(Config::new(Role::Mc));
    side.feed(&hex("7fffffff 00000009 00000000 00000001"));
    assert!(matches!(side.event(), Event::Closed(CloseReason::Framing { command_length: 0x7FFF_FFFF })));
}

/// jookies/jasmin#124 and #128: an error response with one stray octet, 17 in all, dropped the link. Here it is a response
/// whose body is one NUL; where the body is no body either, the request fails and nothing else.
#[test]
fn an_error_response_of_seventeen_octets_is_a_response() {
    let mut side = Side::bound(Config::new(Role::Esme));
    let (first, second) = (side.submit(), side.submit());
    let status = CommandStatus::ESME_RTHROTTLED;
    side.feed(&pdu(CommandId::submit_sm_resp, status, first.sequence_number(), &[0]));
    let Event::Response { id, pdu: answer } = side.event() else { panic!("no response") };
    assert_eq!((id, answer.header.command_status), (first, status));
    side.feed(&pdu(CommandId::submit_sm_resp, status, second.sequence_number(), &[5]));
    assert!(matches!(side.event(), Event::RequestFailed { id, .. } if id == second));
    assert!(side.session.state().is_bound());
}

/// The same for a bind, as in jookies/jasmin#124: 0x53 is no status of the bind's own, and the PDU has 17 octets.
#[test]
fn a_bind_refused_in_seventeen_octets_is_refused() {
    let mut side = Side::open(Config::new(Role::Esme));
    let bind = brivas_smpp::Bind { system_id: b"esme", ..Default::default() };
    side.session.bind(side.now, &bind).unwrap();
    side.feed(&hex("0000001180000009000000530000000100"));
    let Event::BindRefused(pdu) = side.event() else { panic!("not refused") };
    assert_eq!(pdu.header.command_status, CommandStatus::ESME_RINVSYSTYP);
    assert!(side.session.bind(side.now, &bind).is_ok(), "and may be tried again");
}

/// jookies/jasmin#1124, RestComm/smscgateway#232: `deliver_sm_resp` of 16 octets, with one NUL, with an id, and with
/// what is neither.
#[test]
fn any_deliver_sm_resp_answers_its_request() {
    let mut side = Side::bound(Config::new(Role::Mc));
    for body in [b"".as_slice(), b"\0", b"0123456789abcdef\0"] {
        let asked = side.session.deliver_sm(side.now, &DeliverSm::default()).unwrap();
        side.feed(&pdu(CommandId::deliver_sm_resp, ROK, asked.sequence_number(), body));
        assert!(matches!(side.event(), Event::Response { id, .. } if id == asked));
    }
    let asked = side.session.deliver_sm(side.now, &DeliverSm::default()).unwrap();
    side.feed(&pdu(CommandId::deliver_sm_resp, ROK, asked.sequence_number(), b"no NUL"));
    assert!(matches!(side.event(), Event::RequestFailed { id, .. } if id == asked));
    assert!(side.session.state().is_bound());
}

/// What the session asks by itself is answered by a bad response, too: the peer is there, the link goes on, and the owner
/// hears of no request that it never made.
#[test]
fn a_bad_answer_to_enquire_link_is_an_answer() {
    let mut side = Side::bound(Config::new(Role::Esme));
    let id = side.session.enquire_link(side.now).unwrap();
    side.feed(&pdu(CommandId::enquire_link_resp, ROK, id.sequence_number(), &[0]));
    assert!(side.events().is_empty());
    side.pass(std::time::Duration::from_secs(29));
    assert!(side.session.state().is_bound());
}

#[test]
fn a_bad_answer_to_unbind_ends_the_session() {
    let mut side = Side::bound(Config::new(Role::Esme));
    side.session.unbind(side.now).unwrap();
    let number = side.sent()[0].sequence_number;
    side.feed(&pdu(CommandId::unbind_resp, ROK, number, &[0]));
    assert!(matches!(side.event(), Event::Closed(CloseReason::Unbound)));
}

/// Octets behind `enquire_link` and `unbind`, as in the tests of smpp34: answered with an error, or overlooked by profile.
#[test]
fn a_header_only_pdu_with_octets_behind_it_does_not_end_the_session() {
    let octets = pdu(CommandId::enquire_link, ROK, 9, b"ab");
    let mut side = Side::bound(Config::new(Role::Mc));
    side.feed(&octets);
    assert!(matches!(side.event(), Event::Refused { answer: Some(CommandStatus::ESME_RINVCMDLEN), .. }));
    assert_eq!(side.sent()[0].command_id, CommandId::enquire_link_resp);
    let mut config = Config::new(Role::Mc);
    config.set_leniency(Leniency::BODY_IN_HEADER_ONLY_PDU);
    let mut side = Side::bound(config);
    side.feed(&octets);
    assert!(side.events().is_empty());
    assert_eq!(side.sent()[0].command_status, ROK);
}

/// smpp34's changelog: `generic_nack` answers the request that it names, and is not itself answered when it names none.
#[test]
fn a_nack_fails_its_request_and_is_never_nacked() {
    let mut side = Side::bound(Config::new(Role::Esme));
    let asked = side.submit();
    side.sent();
    let nack = |number| pdu(CommandId::generic_nack, CommandStatus::ESME_RINVCMDID, number, &[]);
    side.feed(&[nack(asked.sequence_number()), nack(asked.sequence_number()), nack(0)].concat());
    side.feed(&pdu(CommandId(0x8000_0999), ROK, 3, &[]));
    let events = side.events();
    assert!(matches!(events[0], Event::RequestFailed { id, .. } if id == asked));
    assert_eq!(events.iter().filter(|event| matches!(event, Event::StrayResponse(_))).count(), 3);
    assert!(side.sent().is_empty());
}
