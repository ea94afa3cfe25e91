//! Every queue and size of `Config` at its bound and one beyond (rule 8).

use std::num::NonZeroU32;
use std::time::Duration;

use brivas_smpp::{
    CloseReason, CommandId, CommandStatus, Config, DataSm, EnquireLink, Event, RefusalReason, Role, SubmitSm,
    Tag, TlvBuf, UsageError,
};

use crate::common::{ROK, Side, bind_pdu, message, pdu, request};

fn config(role: Role, set: impl FnOnce(&mut Config)) -> Config {
    let mut config = Config::new(role);
    set(&mut config);
    config
}

#[test]
fn max_events_leaves_the_rest_unread_and_loses_nothing() {
    let mut side = Side::bound(config(Role::Mc, |config| {
        config.set_max_events(3);
    }));
    let requests: Vec<u8> = (2..=9).flat_map(|number| request(&message(), number)).collect();
    side.feed(&requests);
    assert!(!side.session.wants_input());
    assert_eq!(side.input.len(), requests.len() / 8 * 5, "five of eight are still there");
    let mut numbers = Vec::new();
    while let Some(event) = side.session.poll_event() {
        let Event::Request { pdu, .. } = event else { panic!("{event:?}") };
        numbers.push(pdu.header.sequence_number);
        side.feed(&[]);
    }
    assert_eq!(numbers, (2..=9).collect::<Vec<_>>());
    assert!(side.session.wants_input() && side.input.is_empty());
}

#[test]
fn max_transmit_stops_reading_and_sending_until_the_transport_takes_some() {
    let mut side = Side::bound(config(Role::Esme, |config| {
        config.set_max_transmit(64);
    }));
    let asked: Vec<u8> = (1..=9).flat_map(|number| pdu(CommandId::enquire_link, ROK, number, &[])).collect();
    side.feed(&asked);
    assert!(!side.session.wants_input(), "four answers of 16 octets are 64");
    assert_eq!(side.input.len(), 5 * 16);
    assert_eq!(side.session.submit_sm(side.now, &message()), Err(UsageError::TransmitFull));
    assert_eq!(side.session.enquire_link(side.now), Err(UsageError::TransmitFull));
    assert_eq!(side.session.outstanding(), 0);
    assert_eq!(side.sent_octets().len(), 64);
    assert!(side.session.wants_input());
    side.submit();
    side.sent();
    side.feed(&[]);
    assert_eq!((side.sent().len(), side.input.len()), (4, 16), "until 64 octets wait again");
    side.feed(&[]);
    assert_eq!((side.sent().len(), side.input.len()), (1, 0));
}

#[test]
fn the_window_holds_exactly_its_limit() {
    for limit in [1, 2, 10, u16::MAX] {
        let mut side = Side::bound(config(Role::Esme, |config| {
            config.set_window(limit).set_max_transmit(usize::MAX);
        }));
        let ids: Vec<_> = (0..limit).map(|_| side.submit()).collect();
        assert_eq!(side.session.outstanding(), usize::from(limit));
        assert_eq!(side.session.submit_sm(side.now, &message()), Err(UsageError::WindowFull));
        let last = ids.last().unwrap();
        side.feed(&pdu(CommandId::submit_sm_resp, ROK, last.sequence_number(), b"1\0"));
        assert!(matches!(side.session.poll_event(), Some(Event::Response { id, .. }) if id == *last));
        assert!(matches!(side.event(), Event::WindowOpen));
        side.submit();
        assert_eq!(side.session.submit_sm(side.now, &message()), Err(UsageError::WindowFull));
        side.pass(Duration::from_secs(30));
        let failed =
            side.events().iter().filter(|event| matches!(event, Event::RequestFailed { .. })).count();
        assert_eq!(failed, usize::from(limit), "none is forgotten");
    }
}

#[test]
fn a_window_of_zero_counts_as_one() {
    let mut side = Side::bound(config(Role::Esme, |config| {
        config.set_window(0);
    }));
    side.submit();
    assert_eq!(side.session.submit_sm(side.now, &message()), Err(UsageError::WindowFull));
}

/// However often an owner asks whether the peer is there, its real requests find room.
#[test]
fn what_the_session_asks_by_itself_is_bounded_too() {
    let mut side = Side::bound(config(Role::Esme, |config| {
        config.set_window(1);
    }));
    let asked = (0..1000).filter(|_| side.session.enquire_link(side.now).is_ok()).count();
    assert!((1..1000).contains(&asked), "{asked}");
    assert_eq!(side.session.request(side.now, &EnquireLink::default()), Err(UsageError::WindowFull));
    let id = side.submit();
    side.feed(&pdu(CommandId::submit_sm_resp, ROK, id.sequence_number(), b"1\0"));
    assert!(matches!(side.event(), Event::Response { .. }));
    side.session.unbind(side.now).unwrap();
    let sent = side.sent();
    assert_eq!(sent.last().unwrap().command_id, CommandId::unbind);
    side.feed(&pdu(CommandId::unbind_resp, ROK, sent.last().unwrap().sequence_number, &[]));
    assert!(matches!(side.event(), Event::Closed(CloseReason::Unbound)));
}

#[test]
fn the_inbound_window_throttles_the_one_beyond() {
    for limit in [0, 1, 3] {
        let taken = limit.max(1);
        let mut side = Side::bound(config(Role::Mc, |config| {
            config.set_inbound_window(limit);
        }));
        for number in 2..2 + u32::from(taken) {
            side.feed(&request(&message(), number));
        }
        let ids: Vec<_> = (0..taken).map(|_| side.request()).collect();
        assert_eq!(side.session.unanswered(), usize::from(taken));
        side.feed(&request(&message(), 99));
        let Event::Refused { header, reason, answer } = side.event() else { panic!("not refused") };
        assert_eq!((header.sequence_number, reason), (99, RefusalReason::Window));
        assert_eq!(answer, Some(CommandStatus::ESME_RTHROTTLED));
        let sent = side.sent();
        assert_eq!((sent[0].command_id, sent[0].sequence_number), (CommandId::submit_sm_resp, 99));
        assert_eq!(side.session.stats().throttled, 1);
        side.session.submit_sm_resp(side.now, ids[0], b"1").unwrap();
        side.feed(&request(&message(), 100));
        side.request();
    }
}

#[test]
fn the_inbound_rate_lets_a_second_of_burst_through_and_then_the_rate() {
    let rate = NonZeroU32::new(5).unwrap();
    let mut side = Side::bound(config(Role::Mc, |config| {
        config.set_inbound_rate(Some(rate));
    }));
    let taken = |side: &mut Side| {
        let all: Vec<u8> = (0..20).flat_map(|number| request(&message(), 100 + number)).collect();
        side.feed(&all);
        let events = side.events();
        for event in &events {
            if let Event::Refused { reason, answer, .. } = event {
                assert_eq!(*reason, RefusalReason::Rate);
                assert_eq!(*answer, Some(CommandStatus::ESME_RTHROTTLED));
            }
        }
        events.iter().filter(|event| matches!(event, Event::Request { .. })).count()
    };
    assert_eq!(taken(&mut side), 5);
    side.now += Duration::from_millis(199);
    assert_eq!(taken(&mut side), 0);
    side.now += Duration::from_millis(1);
    assert_eq!(taken(&mut side), 1);
    side.now += Duration::from_secs(3600);
    assert_eq!(taken(&mut side), 5, "an hour of silence saves one second's worth");
}

/// A `data_sm` of exactly this many octets.
fn data_sm_of(octets: usize) -> Vec<u8> {
    let empty = request(&DataSm::default(), 2).len() + 4;
    let payload = vec![0; octets - empty];
    let mut tlvs = TlvBuf::new();
    tlvs.push(Tag::message_payload, &payload);
    request(&DataSm { tlvs: tlvs.as_tlvs(), ..Default::default() }, 2)
}

#[test]
fn max_pdu_is_taken_and_one_octet_more_ends_the_session() {
    let mut side = Side::bound(config(Role::Mc, |config| {
        config.set_max_pdu(1000);
    }));
    side.feed(&data_sm_of(1000));
    side.request();
    side.feed(&data_sm_of(1001)[..16]);
    assert!(matches!(side.event(), Event::Closed(CloseReason::Framing { command_length: 1001 })));
    let sent = side.sent();
    assert_eq!(sent[0].command_id, CommandId::generic_nack);
    assert_eq!((sent[0].command_status, sent[0].sequence_number), (CommandStatus::ESME_RINVCMDLEN, 2));
}

#[test]
fn the_default_takes_a_message_payload_of_any_legal_length() {
    let payload = vec![b'x'; 65_535];
    let mut tlvs = TlvBuf::new();
    tlvs.push(Tag::message_payload, &payload);
    let body = SubmitSm { tlvs: tlvs.as_tlvs(), ..message() };
    let mut side = Side::bound(Config::new(Role::Mc));
    side.feed(&request(&SubmitSm { short_message: b"", ..body }, 2));
    side.request();
}

#[test]
fn before_the_bind_only_small_pdus_are_taken() {
    let mut side = Side::open(Config::new(Role::Mc));
    let padding = 512 - bind_pdu(CommandId::bind_transceiver, 1, 0x50).len() - 4;
    let mut bind = bind_pdu(CommandId::bind_transceiver, 1, 0x50);
    bind.extend([0x15, 0x01, 1, 0]);
    bind.extend(vec![7; padding]);
    let length = u16::try_from(padding).unwrap().to_be_bytes();
    let at = bind.len() - padding - 2;
    bind[at..at + 2].copy_from_slice(&length);
    bind[..4].copy_from_slice(&512_u32.to_be_bytes());
    assert_eq!(bind.len(), 512);
    side.feed(&bind);
    side.accept();
    let mut side = Side::open(Config::new(Role::Mc));
    side.feed(&[&[0, 0, 2, 1], &bind[4..16]].concat());
    assert!(matches!(side.event(), Event::Closed(CloseReason::Framing { command_length: 513 })));
}

/// A peer that asks to unbind over and over, while a request of its own is unanswered, costs no memory each time.
#[test]
fn one_unbind_is_pending_at_most() {
    let mut side = Side::bound(Config::new(Role::Mc));
    side.feed(&request(&message(), 2));
    let id = side.request();
    for number in 3..13 {
        side.feed(&pdu(CommandId::unbind, ROK, number, &[]));
    }
    let refused: Vec<_> = side
        .events()
        .into_iter()
        .map(|event| match event {
            Event::Refused { header, reason: RefusalReason::State, answer } => {
                assert_eq!(answer, Some(CommandStatus::ESME_RINVBNDSTS));
                header.sequence_number
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(refused, (4..13).collect::<Vec<_>>());
    side.sent();
    side.session.submit_sm_resp(side.now, id, b"1").unwrap();
    let sent: Vec<_> = side.sent().iter().map(|pdu| (pdu.command_id, pdu.sequence_number)).collect();
    assert_eq!(sent, [(CommandId::submit_sm_resp, 2), (CommandId::unbind_resp, 3)]);
}
